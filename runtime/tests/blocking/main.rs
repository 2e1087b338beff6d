//! Requests that are sent without `async`: the calls of the documentation's client over a real socket, on a thread of the test.

#![allow(unreachable_pub)]

#[path = "../loopback/mod.rs"]
mod loopback;

mod calls;
mod environment;
mod hostile_proxies;
mod streams;
mod tls;
mod transport;

include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doc/store.rs"));

use std::sync::OnceLock;
use std::time::Duration;

use specwright_runtime::Retry;
use tokio::runtime::Runtime;

use loopback::{Received, Reply, Server};

/// What the servers run on; the tests are no tasks of it.
fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| Runtime::new().expect("a runtime"))
}

fn server(respond: impl Fn(&Received) -> Reply + Send + Sync + 'static) -> Server {
    runtime().block_on(Server::start(respond))
}

/// A client as a program makes it: its transport is the one that is there unless another is set.
fn client(server: &Server) -> store::Client {
    store::Client::builder()
        .base_url(&server.url)
        .api_key("a key")
        .retry(Retry::new(2).first_wait(Duration::from_millis(1)))
        .build()
        .expect("a client")
}
