//! Spares a server that is down: `tower` layers around the transport limit how many requests are under way, and send none
//! but a trial now and then while all fail.
//!
//! `outage` runs with the layers, `outage without` as the client is without them.

mod circuit_breaker;

use std::error::Error;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use axum::Router;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::get;
use circuit_breaker::CircuitBreakerLayer;
use specwright_examples::Client;
use specwright_runtime::transport::{Hyper, Service};
use tokio::net::TcpListener;
use tower::ServiceBuilder;
use tower::limit::ConcurrencyLimitLayer;

/// How long the server is down.
const OUTAGE: Duration = Duration::from_secs(2);

/// How long the tasks go on behind the outage.
const AFTERWARDS: Duration = Duration::from_secs(1);

const TASKS: usize = 256;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let server = Server::start().await?;
    let builder = Client::builder().base_url(&server.url);
    let client = match std::env::args().nth(1).as_deref() {
        Some("without") => builder.build()?,
        _ => {
            let transport = ServiceBuilder::new()
                .layer(ConcurrencyLimitLayer::new(32))
                // Inside of the limit: what waits there is not sent either once the circuit is open.
                .layer(CircuitBreakerLayer::new(10, Duration::from_millis(250)))
                .service(Hyper::builder().build()?);
            builder.transport(Service::new(transport)).build()?
        }
    };

    let end = server.started + OUTAGE + AFTERWARDS;
    let tasks: Vec<_> = (0..TASKS)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move {
                let mut successes = 0;
                while Instant::now() < end {
                    match client.list_photos().await {
                        Ok(_) => successes += 1,
                        Err(_) => tokio::time::sleep(Duration::from_millis(5)).await,
                    }
                }
                successes
            })
        })
        .collect();
    let mut successes = 0;
    for task in tasks {
        successes += task.await?;
    }
    let during = server.during_outage.load(Ordering::Relaxed);
    println!("{TASKS} tasks sent {during} requests in an outage of {OUTAGE:?}");
    println!(
        "and had {} successes afterwards",
        if successes > 0 { "many" } else { "no" }
    );
    Ok(())
}

/// A server that responds 503 at first.
struct Server {
    url: String,
    started: Instant,
    /// How many requests came while it was down.
    during_outage: Arc<AtomicUsize>,
}

impl Server {
    async fn start() -> Result<Server, std::io::Error> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}", listener.local_addr()?);
        let during_outage = Arc::new(AtomicUsize::new(0));
        let (started, count) = (Instant::now(), during_outage.clone());
        let photos = async move || {
            if started.elapsed() < OUTAGE {
                count.fetch_add(1, Ordering::Relaxed);
                return StatusCode::SERVICE_UNAVAILABLE.into_response();
            }
            axum::Json(serde_json::json!({ "photos": [] })).into_response()
        };
        let router = Router::new().route("/photos", get(photos));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(Server {
            url,
            started,
            during_outage,
        })
    }
}
