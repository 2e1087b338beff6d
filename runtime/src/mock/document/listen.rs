//! Connections of a mock, within limits.

use std::convert::Infallible;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};

use super::DocumentMock;
use crate::message::Body;

/// How many connections are open at once; more are closed at once.
const MAX_CONNECTIONS: usize = 1_024;

/// How long a client may take for the head of a request, and be silent between two.
const HEAD: Duration = Duration::from_secs(60);

impl DocumentMock {
    /// Responds to requests at a port, until this future is dropped.
    pub async fn serve(self, listener: TcpListener) -> Infallible {
        let open = Arc::new(AtomicUsize::new(0));
        loop {
            let stream = match listener.accept().await {
                Ok((stream, _)) => stream,
                Err(_) => {
                    // There may be no more files, until connections close.
                    tokio::time::sleep(Duration::from_millis(20)).await;
                    continue;
                }
            };
            let guard = Open::new(&open);
            if open.load(Ordering::Relaxed) <= MAX_CONNECTIONS {
                tokio::spawn(connection(stream, self.clone(), guard));
            }
        }
    }
}

/// A connection that is counted while it is open.
struct Open(Arc<AtomicUsize>);

impl Open {
    fn new(open: &Arc<AtomicUsize>) -> Self {
        open.fetch_add(1, Ordering::Relaxed);
        Open(open.clone())
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

async fn connection(stream: TcpStream, mock: DocumentMock, open: Open) {
    let service = service_fn(move |request: http::Request<hyper::body::Incoming>| {
        let mock = mock.clone();
        async move { Ok::<_, io::Error>(mock.respond(request.map(Body::wrap)).await) }
    });
    let mut builder = hyper::server::conn::http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(HEAD);
    // What breaks a connection is the client's business.
    drop(builder.serve_connection(TokioIo::new(stream), service).await);
    drop(open);
}
