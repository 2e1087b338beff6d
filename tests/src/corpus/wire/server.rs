//! A server that gives the answer it was told, and tells what it was asked. It speaks just enough HTTP/1.1.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};

use super::forward::Forward;
use super::http::{Headers, header, read_body, read_headers};

/// A request as it came over the socket.
#[derive(Clone, Debug, Default)]
pub(super) struct Received {
    pub(super) method: String,
    /// The path as it was sent.
    pub(super) path: String,
    /// The query as it was sent, without `?`.
    pub(super) query: String,
    pub(super) headers: Headers,
    pub(super) body: Vec<u8>,
}

impl Received {
    /// The value of the header, if it came just once.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        header(&self.headers, name)
    }
}

/// What the server answers.
#[derive(Clone, Debug, Default)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) content_type: Option<String>,
    pub(super) body: Vec<u8>,
}

/// The server of one document's calls, which come one after the other.
#[derive(Debug)]
pub(super) struct Server {
    pub(super) url: String,
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    reply: Reply,
    forward: Option<Forward>,
    received: Vec<Received>,
    replied: Vec<Reply>,
}

impl Server {
    pub(super) fn start() -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let url = format!("http://{}", listener.local_addr()?);
        let state = Arc::new(Mutex::new(State::default()));
        let shared = Arc::clone(&state);
        // It ends with the process: the threads hold nothing but sockets.
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let shared = Arc::clone(&shared);
                std::thread::spawn(move || serve(stream, &shared));
            }
        });
        Ok(Self { url, state })
    }

    /// What the next request is answered with.
    pub(super) fn answer_with(&self, reply: Reply) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        *state = State {
            reply,
            ..State::default()
        };
    }

    /// Where the next request is passed on to.
    pub(super) fn forward_to(&self, forward: Forward) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        *state = State {
            forward: Some(forward),
            ..State::default()
        };
    }

    /// What was replied since.
    pub(super) fn replied(&self) -> Vec<Reply> {
        self.state
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .replied
            .clone()
    }

    /// What came since.
    pub(super) fn received(&self) -> Vec<Received> {
        self.state
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .received
            .clone()
    }
}

fn serve(stream: TcpStream, state: &Mutex<State>) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut stream = BufReader::new(stream);
    while let Some(received) = read(&mut stream)? {
        let no_body = received.method == "HEAD";
        let lock = || state.lock().unwrap_or_else(PoisonError::into_inner);
        let (reply, forward) = {
            let mut state = lock();
            state.received.push(received.clone());
            (state.reply.clone(), state.forward.clone())
        };
        let reply = match forward {
            Some(forward) => forward.ask(&received)?,
            None => reply,
        };
        lock().replied.push(reply.clone());
        let mut head = format!("HTTP/1.1 {} Answer\r\n", reply.status);
        if let Some(content_type) = &reply.content_type {
            head += &format!("content-type: {content_type}\r\n");
        }
        if !matches!(reply.status, 204 | 304) {
            head += &format!("content-length: {}\r\n", reply.body.len());
        }
        let mut bytes = (head + "\r\n").into_bytes();
        if !no_body && !matches!(reply.status, 204 | 304) {
            bytes.extend(&reply.body);
        }
        stream.get_mut().write_all(&bytes)?;
    }
    Ok(())
}

fn read(stream: &mut BufReader<TcpStream>) -> io::Result<Option<Received>> {
    let mut line = String::new();
    if stream.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let mut words = line.split_whitespace();
    let method = words.next().unwrap_or_default().to_owned();
    let target = words.next().unwrap_or_default();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let mut received = Received {
        method,
        path: path.to_owned(),
        query: query.to_owned(),
        ..Received::default()
    };
    received.headers = read_headers(stream)?;
    received.body = read_body(stream, &received.headers)?.unwrap_or_default();
    Ok(Some(received))
}
