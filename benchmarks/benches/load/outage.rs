use super::child::Role;
use super::table::{Options, number, text};

/// How many calls are under way.
const AT_A_TIME: usize = 256;

/// What goes wrong, and what the server is told for it.
const OUTAGES: [(&str, &str); 5] = [
    ("nothing", "count"),
    ("a blip of 150 ms", "blip 150"),
    ("1 % of the connections break", "break 100"),
    ("1 % of the responses are 503", "refuse 100"),
    ("a dead server", ""),
];

/// Reads, 256 at a time, while something goes wrong at the server.
pub(crate) fn print(options: &Options) {
    let slice = options.slice.max(1000);
    println!("{AT_A_TIME} reads at a time over HTTP/1.1, for {slice} ms");
    println!("| what goes wrong | side | calls | failed | requests a call | p50 ms | p99 ms | slowest ms |");
    println!("|---|---|--:|--:|--:|--:|--:|--:|");
    for (what, told) in OUTAGES {
        for side in ["generated", "by hand"] {
            let mut server = Role::start(&["--server"]);
            let address = text(&server.report(), "address");
            let mut role = Role::start(&["--side", side, "read", "http/1.1", &address]);
            role.ask(&format!("slice 300 {AT_A_TIME}"));
            role.ask("forget");
            server.ask("count");
            let mut server = match told {
                // Its port is free, so that connections are refused.
                "" => {
                    drop(server);
                    None
                }
                told => {
                    server.ask(told);
                    Some(server)
                }
            };
            let report = role.ask(&format!("slice {slice} {AT_A_TIME}"));
            let requests = server
                .as_mut()
                .map_or(0, |server| number(&server.ask("count"), "requests"));
            let quantiles = role.ask("quantiles");
            let calls = number(&report, "calls");
            let milliseconds = |name: &str| number(&quantiles, name) as f64 / 1000.0;
            println!(
                "| {what} | {side} | {calls} | {} | {:.3} | {:.1} | {:.1} | {:.1} |",
                number(&report, "failed"),
                requests as f64 / calls as f64,
                milliseconds("p50"),
                milliseconds("p99"),
                milliseconds("slowest"),
            );
        }
    }
}
