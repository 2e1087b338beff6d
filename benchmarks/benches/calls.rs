//! A call over the loopback interface: a generated client beside `reqwest` and `serde_json` by hand.
//!
//! The calls run on the thread that is measured, the server on another, so that its allocations don't count.

use std::future::Future;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};

use divan::{AllocProfiler, Bencher};
use specwright_benchmarks::{Client, plain, types, values};
use specwright_runtime::{reqwest, rustls};
use tokio::runtime::Runtime;

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
    // What cargo gives to benchmarks only: `cargo test --benches` has no time for it.
    if std::env::args().any(|argument| argument == "--bench") {
        #[cfg(unix)]
        cpu_time::print();
    }
}

#[divan::bench]
fn generated(bencher: Bencher<'_, '_>) {
    let (runtime, calls) = (new_runtime(), Generated::new(&serve()));
    bencher.bench_local(|| runtime.block_on(calls.call()));
}

#[divan::bench]
fn by_hand(bencher: Bencher<'_, '_>) {
    let (runtime, calls) = (new_runtime(), ByHand::new(&serve()));
    bencher.bench_local(|| runtime.block_on(calls.call()));
}

struct Generated(Client);

impl Generated {
    fn new(server: &str) -> Self {
        let client = Client::builder().base_url(server).build();
        Self(client.expect("nothing is wrong with the settings"))
    }

    fn call(&self) -> impl Future<Output = types::Item> {
        let request = self.0.get_item(7);
        async { request.await.expect("the server answers") }
    }
}

struct ByHand {
    client: reqwest::Client,
    server: String,
}

impl ByHand {
    fn new(server: &str) -> Self {
        // Already there if this is not the first.
        let _ = rustls::crypto::ring::default_provider().install_default();
        Self {
            client: reqwest::Client::builder()
                .build()
                .expect("nothing is wrong with the settings"),
            server: server.to_owned(),
        }
    }

    async fn call(&self) -> plain::Item {
        let url = format!("{}/items/{}", self.server, 7);
        let request = self.client.get(url).header("accept", "application/json");
        let answer = request.send().await.and_then(reqwest::Response::error_for_status);
        let body = answer
            .expect("the server answers")
            .bytes()
            .await
            .expect("with a body");
        serde_json::from_slice(&body).expect("the body is right")
    }
}

fn new_runtime() -> Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime")
}

/// Starts a server that answers every request with the same item, and gives its address.
fn serve() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    let body = values::item(7);
    let answer = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answer = answer.clone();
            std::thread::spawn(move || answer_all(stream, answer.as_bytes()));
        }
    });
    format!("http://{address}")
}

/// Until the client has enough. Its requests have no body.
fn answer_all(mut stream: TcpStream, answer: &[u8]) {
    let mut request = Vec::new();
    let mut chunk = [0; 4096];
    let _ = stream.set_nodelay(true);
    while let Ok(count @ 1..) = stream.read(&mut chunk) {
        request.extend_from_slice(&chunk[..count]);
        if request.ends_with(b"\r\n\r\n") {
            request.clear();
            if stream.write_all(answer).is_err() {
                return;
            }
        }
    }
}

/// Time on the processor: that on the clock has the server's, too.
#[cfg(unix)]
mod cpu_time {
    use std::time::Duration;

    use nix::time::{ClockId, clock_gettime};

    use super::{ByHand, Generated, new_runtime, serve};

    /// In turn, so that whatever else the machine does falls on both.
    const ROUNDS: usize = 11;
    const CALLS: u32 = 1000;

    pub(super) fn print() {
        let runtime = new_runtime();
        let server = serve();
        let (generated, by_hand) = (Generated::new(&server), ByHand::new(&server));
        let mut times = [Vec::new(), Vec::new()];
        // The first round opens connections.
        for round in 0..=ROUNDS {
            let time = [
                spent(|| drop(runtime.block_on(generated.call()))),
                spent(|| drop(runtime.block_on(by_hand.call()))),
            ];
            if round > 0 {
                for (times, time) in times.iter_mut().zip(time) {
                    times.push(time);
                }
            }
        }
        let [generated, by_hand] = times.map(median);
        println!("time of the client's thread for a call, median of {ROUNDS} times {CALLS} calls:");
        println!("  generated {generated:.2?}");
        println!("  by hand   {by_hand:.2?}");
        println!(
            "  ratio     {:.3}",
            generated.as_secs_f64() / by_hand.as_secs_f64()
        );
    }

    /// The processor's time of this thread for one of many calls.
    fn spent(call: impl Fn()) -> Duration {
        let start = now();
        for _ in 0..CALLS {
            call();
        }
        now().saturating_sub(start) / CALLS
    }

    fn now() -> Duration {
        let time = clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID);
        time.expect("this clock is everywhere").into()
    }

    fn median(mut times: Vec<Duration>) -> Duration {
        times.sort();
        times.get(times.len() / 2).copied().unwrap_or_default()
    }
}
