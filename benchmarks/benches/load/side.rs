use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use nix::sys::resource::{UsageWho, getrusage};
use serde_json::{Value, json};
use specwright_runtime::rustls;
use specwright_runtime::transport::Hyper;
use tokio::runtime::Runtime;

use super::child::obey;
use super::histogram::Histogram;
use super::hyper_by_hand::HyperByHand;
use super::loopback::{ByHand, Generated};

/// What generated clients have unless told otherwise.
const TIMEOUT: Duration = Duration::from_secs(120);
const IDLE_TIMEOUT: Duration = Duration::from_secs(5 * 60);

type Call = Pin<Box<dyn Future<Output = bool> + Send>>;

/// Makes calls by one side: `--side SIDE CALL PROTOCOL ADDRESS`, then lines `slice MILLISECONDS CALLS_AT_A_TIME`.
pub(crate) fn run() {
    let arguments: Vec<String> = std::env::args().skip(2).collect();
    let [side, call, protocol, address] = arguments.as_slice() else {
        panic!("expected four arguments, found {arguments:?}")
    };
    let runtime = Runtime::new().expect("a runtime");
    let calls = calls(side, call, protocol == "http/2", address);
    let mut histogram = Histogram::new();
    obey(|words| match words {
        ["slice", milliseconds, at_a_time] => {
            let duration = Duration::from_millis(milliseconds.parse().expect("a number"));
            slice(
                &runtime,
                &calls,
                duration,
                at_a_time.parse().expect("a number"),
                &mut histogram,
            )
        }
        ["forget"] => {
            histogram = Histogram::new();
            Value::Null
        }
        _ => json!({
            "p50": histogram.quantile(500),
            "p99": histogram.quantile(990),
            "slowest": histogram.quantile(1000),
            "peak_kilobytes": peak(),
        }),
    });
}

/// Returns what makes one call, and tells whether it was a success.
fn calls(side: &str, call: &str, http2: bool, address: &str) -> Arc<dyn Fn() -> Call + Send + Sync> {
    let server = format!("http://{address}");
    match side {
        "generated" => generated(call, http2, &server),
        "hyper by hand" => {
            let calls = Arc::new(HyperByHand::new(&server, http2));
            match call {
                "read" => Arc::new(move || {
                    let calls = calls.clone();
                    Box::pin(async move { calls.read().await.is_ok() })
                }),
                _ => Arc::new(move || {
                    let calls = calls.clone();
                    Box::pin(async move { calls.save().await.is_ok() })
                }),
            }
        }
        _ => {
            let calls = Arc::new(ByHand::with(&server, by_hand(side, http2)));
            match call {
                "read" => Arc::new(move || {
                    let calls = calls.clone();
                    Box::pin(async move { calls.try_read().await.is_ok() })
                }),
                _ => Arc::new(move || {
                    let calls = calls.clone();
                    Box::pin(async move { calls.try_save().await.is_ok() })
                }),
            }
        }
    }
}

fn generated(call: &str, http2: bool, server: &str) -> Arc<dyn Fn() -> Call + Send + Sync> {
    let transport = Hyper::builder().no_proxy();
    let transport = match http2 {
        true => transport.http2_prior_knowledge(),
        false => transport,
    };
    let transport = transport.build().expect("nothing is wrong with the settings");
    let calls = Generated::with(server, transport);
    match call {
        "read" => Arc::new(move || {
            let call = calls.try_read();
            Box::pin(async { call.await.is_ok() })
        }),
        _ => Arc::new(move || {
            let call = calls.try_save();
            Box::pin(async { call.await.is_ok() })
        }),
    }
}

/// Returns a client of `reqwest`.
fn by_hand(side: &str, http2: bool) -> reqwest::Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder().no_proxy();
    let client = match http2 {
        true => client.http2_prior_knowledge(),
        false => client,
    };
    let client = match side {
        "by hand" => client,
        _ => client.timeout(TIMEOUT).read_timeout(IDLE_TIMEOUT),
    };
    client.build().expect("nothing is wrong with the settings")
}

/// Makes so many calls at a time, again and again.
fn slice(
    runtime: &Runtime,
    calls: &Arc<dyn Fn() -> Call + Send + Sync>,
    duration: Duration,
    at_a_time: usize,
    histogram: &mut Histogram,
) -> Value {
    let (begin, spent) = (Instant::now(), processor_time());
    let end = begin + duration;
    let tasks: Vec<_> = (0..at_a_time)
        .map(|_| {
            let calls = calls.clone();
            runtime.spawn(async move {
                let mut taken = Vec::new();
                let mut failed = 0_u64;
                while Instant::now() < end {
                    let begin = Instant::now();
                    if !calls().await {
                        failed += 1;
                    }
                    taken.push(begin.elapsed().as_micros() as u64);
                }
                (taken, failed)
            })
        })
        .collect();
    let (mut count, mut failed) = (0, 0);
    for task in tasks {
        let (taken, failures) = runtime.block_on(task).expect("no panic");
        count += taken.len();
        failed += failures;
        taken.into_iter().for_each(|taken| histogram.add(taken));
    }
    let (wall, cpu) = (begin.elapsed(), processor_time().saturating_sub(spent));
    json!({
        "calls": count,
        "failed": failed,
        "wall_us": wall.as_micros() as u64,
        "cpu_us": cpu.as_micros() as u64,
    })
}

/// Returns the time that this process has spent on the processor, in the system's calls, too.
fn processor_time() -> Duration {
    let usage = getrusage(UsageWho::RUSAGE_SELF).expect("it is everywhere");
    let of =
        |time: nix::sys::time::TimeVal| Duration::new(time.tv_sec() as u64, time.tv_usec() as u32 * 1000);
    of(usage.user_time()) + of(usage.system_time())
}

/// Returns the most memory that this process has taken.
fn peak() -> i64 {
    getrusage(UsageWho::RUSAGE_SELF).map_or(0, |usage| usage.max_rss())
}
