//! Servers that send heads without end, before their time, or of another protocol, or have a decoder remember much. A binary of its own,
//! since it looks at the memory of the process.

#![allow(unreachable_pub)]

mod http1;
#[cfg(feature = "http2")]
mod http2;
mod raw;
#[cfg(any(feature = "brotli", feature = "zstd"))]
mod windows;

use std::time::{Duration, Instant};

use specwright_runtime as rt;
use specwright_runtime::__private::{Client, Operation, decode};
use specwright_runtime::transport::{Hyper, HyperBuilder, Transport, Ureq};
use specwright_runtime::{Bytes, Error, Request, Retry};

use raw::{Sent, Server, peak};

#[derive(Clone, Debug, PartialEq)]
struct User {
    id: i64,
}
rt::object! { User { id = required "id" } }

const GET: Operation = Operation {
    id: "getUser",
    method: "GET",
    path: "/user",
    accept: "application/json",
    security: &[],
    server: None,
    tags: &[],
};

const POST: Operation = Operation {
    id: "createUser",
    method: "POST",
    ..GET
};

type Outcome = Result<User, Error<Bytes>>;

/// How long a call may take that does not end by itself.
const LIMIT: Duration = Duration::from_millis(500);

/// How long one may take that does, on a machine that does much else.
const PATIENCE: Duration = Duration::from_secs(30);

/// What the process may need on top, while a server sends without end.
const ROOM: usize = 32 << 20;

fn client(url: &str, limit: Duration, transport: impl Transport) -> Client {
    let mut builder = Client::builder();
    builder.base_url(url);
    builder.transport(transport);
    builder.timeout(limit);
    builder.retry(Retry::none());
    builder.build().expect("a client")
}

fn hyper(url: &str, limit: Duration, builder: HyperBuilder) -> Client {
    client(url, limit, builder.no_proxy().build().expect("a transport"))
}

/// A client whose threads end soon.
fn ureq(url: &str, limit: Duration) -> Client {
    let builder = Ureq::builder().no_proxy().read_timeout(2 * limit);
    client(url, limit, builder.build().expect("a transport"))
}

fn get(client: &Client) -> Request<User, Bytes> {
    client.call(&GET).request(decode::json)
}

/// Calls a server by hyper, and by ureq.
async fn both(server: &Server, limit: Duration) -> [Outcome; 2] {
    let awaited = get(&hyper(&server.url, limit, Hyper::builder())).await;
    let client = ureq(&server.url, limit);
    [awaited, on_a_thread(move || get(&client).send()).await]
}

/// Runs this on a thread that is no task.
async fn on_a_thread<T: Send + 'static>(run: impl FnOnce() -> T + Send + 'static) -> T {
    let thread = std::thread::spawn(run);
    let joined = tokio::task::spawn_blocking(|| thread.join());
    joined.await.expect("no panic").expect("no panic")
}

/// Calls a server that sends this without end, which must end in time, with little memory, and with the connection.
async fn both_within_limits(sent: Vec<Sent>) -> [Outcome; 2] {
    let (begun, before) = (Instant::now(), peak());
    let server = Server::start(sent).await;
    let outcomes = both(&server, LIMIT).await;
    assert!(begun.elapsed() < PATIENCE, "{:?}", begun.elapsed());
    server.is_left().await;
    assert_room(before);
    outcomes
}

fn assert_room(before: Option<usize>) {
    if let (Some(before), Some(after)) = (before, peak()) {
        let more = after.saturating_sub(before);
        assert!(more < ROOM, "{} MiB more", more >> 20);
    }
}

fn assert_is_timeout(outcome: &Outcome) {
    assert!(matches!(outcome, Err(Error::Timeout { .. })), "{outcome:?}");
}

fn assert_is_transport(outcome: &Outcome) {
    assert!(matches!(outcome, Err(Error::Transport(_))), "{outcome:?}");
}

/// Asserts that a call is over, before its limit or when that is.
fn assert_is_over(outcome: &Outcome) {
    match outcome {
        Err(Error::Timeout { .. }) => {}
        _ => assert_is_transport(outcome),
    }
}
