//! A mock at a port of the loopback interface.

use std::convert::Infallible;
use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use super::respond::{Outcome, respond};
use super::{Mock, State};
use crate::message::Body;

/// A mock that answers at a port, until this is dropped.
pub struct Served {
    address: SocketAddr,
    task: JoinHandle<()>,
}

impl Served {
    /// Returns the URL of the server: `http://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl fmt::Debug for Served {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Served").field(&self.address).finish()
    }
}

impl Mock {
    /// Answers requests at a port.
    ///
    /// # Errors
    /// There is no port.
    #[doc(hidden)]
    pub async fn serve(&self) -> io::Result<Served> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let state = self.state.clone();
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(connection(stream, state.clone()));
            }
        });
        Ok(Served { address, task })
    }
}

async fn connection(stream: TcpStream, state: Arc<State>) {
    let service = service_fn(move |request: http::Request<hyper::body::Incoming>| {
        let state = state.clone();
        async move {
            match respond(&state, request.map(Body::wrap)).await {
                Outcome::Response(response) => Ok::<_, io::Error>(response),
                Outcome::TimeOut => std::future::pending::<Result<_, io::Error>>().await,
                // An error of the service closes the connection.
                Outcome::Reset => Err(io::ErrorKind::ConnectionReset.into()),
            }
        }
    });
    // What breaks a connection is no business of the mock.
    let _: Result<(), Infallible> = match hyper::server::conn::http1::Builder::new()
        .serve_connection(TokioIo::new(stream), service)
        .await
    {
        Ok(()) | Err(_) => Ok(()),
    };
}
