//! A call over the loopback interface: a generated client beside `reqwest` and `serde_json` by hand.
//!
//! The calls run on the thread that is measured, the server on another, so that its allocations don't count.

#[path = "../loopback/mod.rs"]
mod loopback;

use divan::{AllocProfiler, Bencher};

use loopback::{ByHand, Generated, new_runtime};

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

/// `GET` of an item.
#[divan::bench_group]
mod read {
    use super::{Bencher, ByHand, Generated, new_runtime};

    #[divan::bench]
    fn generated(bencher: Bencher<'_, '_>) {
        let (runtime, calls) = (new_runtime(), Generated::new());
        bencher.bench_local(|| runtime.block_on(calls.read()));
    }

    #[divan::bench]
    fn by_hand(bencher: Bencher<'_, '_>) {
        let (runtime, calls) = (new_runtime(), ByHand::new());
        bencher.bench_local(|| runtime.block_on(calls.read()));
    }
}

/// `PUT` of an item, with a token and a query.
#[divan::bench_group]
mod save {
    use super::{Bencher, ByHand, Generated, new_runtime};

    #[divan::bench]
    fn generated(bencher: Bencher<'_, '_>) {
        let (runtime, calls) = (new_runtime(), Generated::new());
        bencher.bench_local(|| runtime.block_on(calls.save()));
    }

    #[divan::bench]
    fn by_hand(bencher: Bencher<'_, '_>) {
        let (runtime, calls) = (new_runtime(), ByHand::new());
        bencher.bench_local(|| runtime.block_on(calls.save()));
    }
}

/// Time on the processor: that on the clock has the server's, too.
#[cfg(unix)]
mod cpu_time {
    use std::time::Duration;

    use nix::time::{ClockId, clock_gettime};

    use super::{ByHand, Generated, new_runtime};

    /// In turn, so that whatever else the machine does falls on both.
    const ROUNDS: usize = 11;
    const CALLS: u32 = 1000;

    pub(super) fn print() {
        let runtime = new_runtime();
        let (generated, by_hand) = (Generated::new(), ByHand::new());
        println!("time of the client's thread for a call, median of {ROUNDS} times {CALLS} calls:");
        compare(
            "read",
            || drop(runtime.block_on(generated.read())),
            || drop(runtime.block_on(by_hand.read())),
        );
        compare(
            "save",
            || drop(runtime.block_on(generated.save())),
            || drop(runtime.block_on(by_hand.save())),
        );
    }

    fn compare(name: &str, generated: impl Fn(), by_hand: impl Fn()) {
        let mut times = [Vec::new(), Vec::new()];
        // The first round opens connections.
        for round in 0..=ROUNDS {
            let time = [spent(&generated), spent(&by_hand)];
            if round > 0 {
                for (times, time) in times.iter_mut().zip(time) {
                    times.push(time);
                }
            }
        }
        let [generated, by_hand] = times.map(median);
        let ratio = generated.as_secs_f64() / by_hand.as_secs_f64();
        println!("  {name}: generated {generated:.2?}, by hand {by_hand:.2?}, ratio {ratio:.3}");
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
