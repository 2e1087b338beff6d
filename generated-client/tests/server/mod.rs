//! A server that sends one reply and keeps what it was asked.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use klavis::{Client, ClientBuilder};
use specwright_runtime::http::StatusCode;
use specwright_runtime::transport::Service;
use tokio::net::TcpListener;

/// How the client reaches the server.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Reach {
    /// Over TCP.
    Socket,
    /// As a `tower` service in this process.
    InProcess,
}

/// What the server sends.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    status: u16,
    content_type: &'static str,
    body: String,
    delay: Duration,
}

impl Reply {
    pub(crate) fn json(status: u16, body: &str) -> Self {
        Self {
            status,
            content_type: "application/json",
            body: body.to_owned(),
            delay: Duration::ZERO,
        }
    }

    pub(crate) fn text(status: u16, body: &str) -> Self {
        Self {
            content_type: "text/plain",
            ..Self::json(status, body)
        }
    }

    pub(crate) fn after(self, delay: Duration) -> Self {
        Self { delay, ..self }
    }
}

/// A request as it came.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    pub(crate) method: String,
    /// Path and query, as they were sent.
    pub(crate) target: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Bytes,
}

/// The requests that came.
#[derive(Clone, Debug, Default)]
pub(crate) struct Requests(Arc<Mutex<Vec<Received>>>);

impl Requests {
    pub(crate) fn count(&self) -> usize {
        self.0.lock().unwrap().len()
    }

    pub(crate) fn only(&self) -> Received {
        assert_eq!(self.count(), 1);
        self.0.lock().unwrap().remove(0)
    }
}

pub(crate) async fn start(reach: Reach, reply: Reply) -> (Client, Requests) {
    start_with(reach, reply, |builder| builder).await
}

/// A client with the key `the-key` and further settings, and what its server receives.
pub(crate) async fn start_with(
    reach: Reach,
    reply: Reply,
    settings: impl FnOnce(ClientBuilder) -> ClientBuilder,
) -> (Client, Requests) {
    let requests = Requests::default();
    let router = Router::new()
        .fallback(respond)
        .with_state((reply, requests.clone()));
    let builder = settings(Client::builder().api_key("the-key"));
    let builder = match reach {
        Reach::InProcess => builder
            .base_url("http://in.process")
            .transport(Service::new(router)),
        Reach::Socket => {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let url = format!("http://{}", listener.local_addr().unwrap());
            tokio::spawn(async move { axum::serve(listener, router).await });
            builder.base_url(&url)
        }
    };
    (builder.build().unwrap(), requests)
}

async fn respond(State((reply, requests)): State<(Reply, Requests)>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
    let headers = head
        .headers
        .iter()
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()));
    requests.0.lock().unwrap().push(Received {
        method: head.method.to_string(),
        target: head
            .uri
            .path_and_query()
            .map(ToString::to_string)
            .unwrap_or_default(),
        headers: headers.collect(),
        body,
    });
    tokio::time::sleep(reply.delay).await;
    let status = StatusCode::from_u16(reply.status).unwrap();
    (status, [("content-type", reply.content_type)], reply.body).into_response()
}
