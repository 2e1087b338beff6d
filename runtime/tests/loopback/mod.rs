//! An HTTP/1.1 server on a free loopback port that responds as a test says and keeps what it received.
#![allow(dead_code, unreachable_pub)]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// A request as it came over the socket.
#[derive(Clone, Debug, PartialEq)]
pub struct Received {
    pub method: String,
    /// Path and query, as they were sent.
    pub target: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// Bytes of a body, also where it was not kept.
    pub length: usize,
}

impl Received {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("a body of text")
    }
}

/// What the server does with a request.
#[derive(Clone, Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub pieces: Vec<Piece>,
    /// Whether the length of the body is announced; otherwise it is sent in chunks.
    pub sized: bool,
}

#[derive(Clone, Debug)]
pub enum Piece {
    Bytes(Vec<u8>),
    /// The same bytes so many times.
    Repeat(Vec<u8>, usize),
    Pause(Duration),
    /// Cuts the connection.
    Hangup,
}

pub fn reply(status: u16, body: impl AsRef<[u8]>) -> Reply {
    Reply {
        status,
        headers: Vec::new(),
        pieces: vec![Piece::Bytes(body.as_ref().to_vec())],
        sized: true,
    }
}

pub fn json(status: u16, body: &str) -> Reply {
    reply(status, body).header("content-type", "application/json")
}

pub fn chunked(pieces: Vec<Piece>) -> Reply {
    Reply {
        status: 200,
        headers: Vec::new(),
        pieces,
        sized: false,
    }
}

impl Reply {
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }
}

pub struct Server {
    pub url: String,
    received: Arc<Mutex<Vec<Received>>>,
}

impl Server {
    /// Starts a server that responds to each request with what `respond` gives.
    pub async fn start(respond: impl Fn(&Received) -> Reply + Send + Sync + 'static) -> Server {
        Server::start_with(respond, usize::MAX).await
    }

    /// The same, but of each body just `keep` bytes are kept.
    pub async fn start_with(
        respond: impl Fn(&Received) -> Reply + Send + Sync + 'static,
        keep: usize,
    ) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let received = Arc::new(Mutex::new(Vec::new()));
        let (respond, log) = (Arc::new(respond), received.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (respond, log) = (respond.clone(), log.clone());
                tokio::spawn(async move {
                    // A client that goes away is part of some tests.
                    let _ = serve(stream, keep, |request| {
                        log.lock().expect("no panic").push(request.clone());
                        respond(&request)
                    })
                    .await;
                });
            }
        });
        Server { url, received }
    }

    pub fn received(&self) -> Vec<Received> {
        self.received.lock().expect("no panic").clone()
    }

    /// The one request that came.
    pub fn only(&self) -> Received {
        let mut received = self.received();
        assert_eq!(received.len(), 1, "one request was to come");
        received.remove(0)
    }
}

async fn serve(stream: TcpStream, keep: usize, respond: impl Fn(Received) -> Reply) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    while let Some(request) = read_request(&mut stream, keep).await? {
        let head_only = request.method == "HEAD";
        let reply = respond(request);
        if !write_reply(stream.get_mut(), reply, head_only).await? {
            return Ok(());
        }
    }
    Ok(())
}

async fn read_request(stream: &mut BufReader<TcpStream>, keep: usize) -> std::io::Result<Option<Received>> {
    let mut line = String::new();
    if stream.read_line(&mut line).await? == 0 {
        return Ok(None);
    }
    let mut words = line.split_whitespace().map(str::to_owned);
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let mut headers = Vec::new();
    loop {
        let mut line = Vec::new();
        stream.read_until(b'\n', &mut line).await?;
        let line = String::from_utf8_lossy(&line);
        let Some((name, value)) = line.trim_end().split_once(':') else {
            break;
        };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let mut request = Received {
        method,
        target,
        headers,
        body: Vec::new(),
        length: 0,
    };
    if let Some(length) = request.header("content-length") {
        let length = length.parse().expect("a length");
        take(stream, length, keep, &mut request).await?;
    } else if request.header("transfer-encoding").is_some() {
        loop {
            let mut size = String::new();
            stream.read_line(&mut size).await?;
            let size = usize::from_str_radix(size.trim(), 16).expect("a chunk's size");
            take(stream, size, keep, &mut request).await?;
            stream.read_line(&mut String::new()).await?;
            if size == 0 {
                break;
            }
        }
    }
    Ok(Some(request))
}

async fn take(
    stream: &mut BufReader<TcpStream>,
    mut length: usize,
    keep: usize,
    request: &mut Received,
) -> std::io::Result<()> {
    let mut buffer = vec![0; 64 * 1024];
    while length > 0 {
        let limit = length.min(buffer.len());
        let read = stream.read(&mut buffer[..limit]).await?;
        if read == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        let kept = read.min(keep.saturating_sub(request.body.len()));
        request.body.extend_from_slice(&buffer[..kept]);
        request.length += read;
        length -= read;
    }
    Ok(())
}

/// Whether the connection goes on.
async fn write_reply(stream: &mut TcpStream, reply: Reply, head_only: bool) -> std::io::Result<bool> {
    let mut head = format!("HTTP/1.1 {} X\r\n", reply.status);
    for (name, value) in &reply.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    let length: usize = reply
        .pieces
        .iter()
        .map(|piece| match piece {
            Piece::Bytes(bytes) => bytes.len(),
            Piece::Repeat(bytes, times) => bytes.len() * times,
            Piece::Pause(_) | Piece::Hangup => 0,
        })
        .sum();
    let bodiless = reply.status == 204 || reply.status == 304;
    match (bodiless, reply.sized) {
        (true, _) => {}
        (_, true) => head.push_str(&format!("content-length: {length}\r\n")),
        (_, false) => head.push_str("transfer-encoding: chunked\r\n"),
    }
    stream.write_all(format!("{head}\r\n").as_bytes()).await?;
    if bodiless || head_only {
        return Ok(true);
    }
    for piece in reply.pieces {
        match piece {
            Piece::Bytes(bytes) => write_chunk(stream, &bytes, reply.sized).await?,
            Piece::Repeat(bytes, times) => {
                for _ in 0..times {
                    write_chunk(stream, &bytes, reply.sized).await?;
                }
            }
            Piece::Pause(duration) => tokio::time::sleep(duration).await,
            Piece::Hangup => return Ok(false),
        }
    }
    if !reply.sized {
        stream.write_all(b"0\r\n\r\n").await?;
    }
    Ok(true)
}

async fn write_chunk(stream: &mut TcpStream, bytes: &[u8], sized: bool) -> std::io::Result<()> {
    if sized {
        return stream.write_all(bytes).await;
    }
    stream
        .write_all(format!("{:x}\r\n", bytes.len()).as_bytes())
        .await?;
    stream.write_all(bytes).await?;
    stream.write_all(b"\r\n").await
}
