//! Many calls at a time: a generated client beside `reqwest` and `serde_json`, and beside `hyper`, by hand, in one run.
//!
//! The server and each side are processes of their own, so that the time on the processor and the memory are those of one side
//! alone. The sides take turns in short slices, so that whatever else the machine does falls on both.
//!
//! `cargo bench -p specwright-benchmarks --bench load` runs all; `-- --rounds N --slice MILLISECONDS` sets how long it takes, and
//! `-- outage` or `-- load` names a table.

#[path = "../../loopback/mod.rs"]
mod loopback;

#[cfg(unix)]
mod child;
#[cfg(unix)]
mod histogram;
#[cfg(unix)]
mod hyper_by_hand;
#[cfg(unix)]
mod outage;
#[cfg(unix)]
mod server;
#[cfg(unix)]
mod side;
#[cfg(unix)]
mod table;

fn main() {
    #[cfg(unix)]
    match std::env::args().nth(1).as_deref() {
        Some("--server") => server::run(),
        Some("--side") => side::run(),
        // What cargo gives to benchmarks only: `cargo test --benches` has no time for it.
        _ if std::env::args().any(|argument| argument == "--bench") => table::print(&table::Options::read()),
        _ => {}
    }
}
