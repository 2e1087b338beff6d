//! A server that knows no HTTP.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

#[derive(Clone)]
pub enum Sent {
    Bytes(Vec<u8>),
    /// The bytes again and again, with a pause between, until the client goes away.
    Forever(Vec<u8>, Duration),
}

/// What reads of a connection before something is sent.
pub type Read =
    for<'a> fn(&'a mut TcpStream) -> Pin<Box<dyn Future<Output = std::io::Result<()>> + Send + 'a>>;

pub struct Server {
    pub url: String,
    open: Arc<AtomicUsize>,
}

impl Server {
    /// Starts a server that sends the same on each connection, behind the head of a request.
    pub async fn start(sent: Vec<Sent>) -> Server {
        Server::start_behind(sent, |stream| Box::pin(read_head(stream))).await
    }

    /// Starts one that sends the same at once, and reads nothing before.
    pub async fn start_early(sent: Vec<Sent>) -> Server {
        Server::start_behind(sent, |_| Box::pin(std::future::ready(Ok(())))).await
    }

    /// Starts one that sends the same behind what `read` reads.
    pub async fn start_behind(sent: Vec<Sent>, read: Read) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let open = Arc::new(AtomicUsize::new(0));
        let counted = open.clone();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let (sent, open) = (sent.clone(), counted.clone());
                open.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(async move {
                    // A client that goes away is what is waited for.
                    if read(&mut stream).await.is_ok() {
                        let _ = send(stream, sent).await;
                    }
                    open.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        Server { url, open }
    }

    /// Waits until the client has hung up all connections.
    pub async fn is_left(&self) {
        let left = async {
            while self.open.load(Ordering::SeqCst) > 0 {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        let left = tokio::time::timeout(Duration::from_secs(20), left).await;
        left.expect("connections that nobody needs");
    }
}

async fn read_head(stream: &mut TcpStream) -> std::io::Result<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await?);
    }
    Ok(())
}

async fn send(mut stream: TcpStream, sent: Vec<Sent>) -> std::io::Result<()> {
    for piece in sent {
        match piece {
            Sent::Bytes(bytes) => stream.write_all(&bytes).await?,
            Sent::Forever(bytes, pause) => loop {
                stream.write_all(&bytes).await?;
                // A client that could send no more would wait for that.
                while stream.try_read(&mut [0; 4096]).is_ok_and(|read| read > 0) {}
                match pause.is_zero() {
                    true => tokio::task::yield_now().await,
                    false => tokio::time::sleep(pause).await,
                }
            },
        }
    }
    // The client hangs up, not the server.
    while stream.read(&mut [0; 4096]).await? > 0 {}
    Ok(())
}

/// The most memory that the process ever had, in bytes, where the system tells it.
pub fn peak() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches(" kB").trim().parse::<usize>().ok()? << 10)
}
