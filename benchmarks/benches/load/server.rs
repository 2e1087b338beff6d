use std::convert::Infallible;
use std::io;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::header::CONTENT_TYPE;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use serde_json::json;
use specwright_benchmarks::values;
use tokio::net::TcpListener;

use super::child::{obey, tell};

/// What goes wrong, if something does.
#[derive(Default)]
struct State {
    connections: AtomicU64,
    requests: AtomicU64,
    /// The connection breaks at one request of so many; 0 for none.
    breaks: AtomicU32,
    /// The response is 503 to one request of so many; 0 for none.
    refuses: AtomicU32,
    /// Until when all connections are broken.
    blip: Mutex<Option<Instant>>,
}

impl State {
    fn is_down(&self) -> bool {
        let blip = *self.blip.lock().expect("no panic");
        blip.is_some_and(|until| Instant::now() < until)
    }

    /// Responds to a request, or breaks its connection.
    async fn respond(
        self: Arc<Self>,
        request: Request<Incoming>,
        item: Bytes,
    ) -> io::Result<Response<Full<Bytes>>> {
        let number = self.requests.fetch_add(1, Ordering::Relaxed) as u32;
        let is_nth = |every: &AtomicU32| match every.load(Ordering::Relaxed) {
            0 => false,
            every => number % every == every - 1,
        };
        if self.is_down() || is_nth(&self.breaks) {
            return Err(io::ErrorKind::ConnectionReset.into());
        }
        let mut response = Response::new(Full::new(item));
        if is_nth(&self.refuses) {
            *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
        }
        let json = "application/json".parse().expect("a value");
        response.headers_mut().insert(CONTENT_TYPE, json);
        let _ = request.into_body().collect().await;
        Ok(response)
    }
}

/// Serves HTTP/1.1 and HTTP/2 on a free port, which is the first report, until the input ends.
pub(crate) fn run() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let state = Arc::new(State::default());
    let listener = runtime
        .block_on(TcpListener::bind("127.0.0.1:0"))
        .expect("a free port");
    let address = listener.local_addr().expect("an address");
    runtime.spawn(accept(listener, state.clone()));
    tell(&json!({ "address": address.to_string() }));
    obey(|words| {
        let number = || words.get(1).and_then(|word| word.parse().ok()).unwrap_or(0);
        match words[0] {
            "break" => state.breaks.store(number(), Ordering::Relaxed),
            "refuse" => state.refuses.store(number(), Ordering::Relaxed),
            "blip" => {
                let until = Instant::now() + Duration::from_millis(number().into());
                *state.blip.lock().expect("no panic") = Some(until);
            }
            _ => {}
        }
        json!({
            "connections": state.connections.swap(0, Ordering::Relaxed),
            "requests": state.requests.swap(0, Ordering::Relaxed),
        })
    });
}

async fn accept(listener: TcpListener, state: Arc<State>) -> Infallible {
    let item = Bytes::from(values::item(7));
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            continue;
        };
        state.connections.fetch_add(1, Ordering::Relaxed);
        let _ = stream.set_nodelay(true);
        let (state, item) = (state.clone(), item.clone());
        tokio::spawn(async move {
            if state.is_down() {
                return;
            }
            let service = service_fn(move |request| state.clone().respond(request, item.clone()));
            let builder = Builder::new(TokioExecutor::new());
            // A connection that breaks is part of the test.
            let _ = builder.serve_connection(TokioIo::new(stream), service).await;
        });
    }
}
