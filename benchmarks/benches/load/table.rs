use serde_json::Value;

use super::child::Role;
use super::outage;

/// How long the tables may take, and which are printed.
pub(crate) struct Options {
    pub(crate) rounds: usize,
    pub(crate) slice: u64,
    only: Option<String>,
}

impl Options {
    pub(crate) fn read() -> Self {
        let arguments: Vec<String> = std::env::args().skip(1).collect();
        let value = |name: &str| {
            let at = arguments.iter().position(|argument| argument == name)?;
            arguments.get(at + 1)?.parse().ok()
        };
        Options {
            rounds: value("--rounds").unwrap_or(15) as usize,
            slice: value("--slice").unwrap_or(300),
            only: arguments
                .iter()
                .find(|argument| ["load", "outage"].contains(&argument.as_str()))
                .cloned(),
        }
    }

    fn has(&self, table: &str) -> bool {
        self.only.as_deref().is_none_or(|only| only == table)
    }
}

/// By hand is `reqwest`. With the generated client's limits of time it has timers, too.
const SIDES: [&str; 4] = ["generated", "by hand", "by hand, with limits", "hyper by hand"];

pub(crate) fn print(options: &Options) {
    if options.has("load") {
        load(options);
    }
    if options.has("outage") {
        outage::print(options);
    }
}

fn load(options: &Options) {
    println!(
        "{} slices of {} ms for each side in turn; CPU of the client's process, user and system; ratios are medians over the pairs of slices",
        options.rounds, options.slice
    );
    println!(
        "| call | protocol | at a time | side | calls/s | CPU µs a call | p50 µs | p99 µs | connections | peak MB | rate ratio | CPU ratio | CPU ratio with limits | CPU ratio to hyper |"
    );
    println!("|---|---|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    for call in ["read", "save"] {
        for protocol in ["http/1.1", "http/2"] {
            for at_a_time in [1, 32, 256] {
                row(options, call, protocol, at_a_time);
            }
        }
    }
}

/// The measurements of one side.
#[derive(Default)]
struct Measured {
    rates: Vec<f64>,
    costs: Vec<f64>,
    connections: u64,
    failed: u64,
}

fn row(options: &Options, call: &str, protocol: &str, at_a_time: usize) {
    let mut server = Role::start(&["--server"]);
    let address = text(&server.report(), "address");
    let mut roles = SIDES.map(|side| Role::start(&["--side", side, call, protocol, &address]));
    let mut measured: [Measured; 4] = Default::default();
    let slice = format!("slice {} {at_a_time}", options.slice);
    // The first round opens connections, and is not measured but for them.
    for round in 0..=options.rounds {
        for (role, measured) in roles.iter_mut().zip(&mut measured) {
            let report = role.ask(&slice);
            measured.connections += number(&server.ask("count"), "connections");
            measured.failed += number(&report, "failed");
            if round == 0 {
                role.ask("forget");
                continue;
            }
            let calls = number(&report, "calls") as f64;
            measured
                .rates
                .push(calls / number(&report, "wall_us") as f64 * 1e6);
            measured.costs.push(number(&report, "cpu_us") as f64 / calls);
        }
    }
    let [generated, by_hand, limited, hyper] = &measured;
    let ratios = [
        ratio(&generated.rates, &by_hand.rates),
        ratio(&generated.costs, &by_hand.costs),
        ratio(&generated.costs, &limited.costs),
        ratio(&generated.costs, &hyper.costs),
    ];
    for ((side, role), measured) in SIDES.iter().zip(&mut roles).zip(&measured) {
        let report = role.ask("quantiles");
        assert_eq!(measured.failed, 0, "a call failed");
        let [rate, cost, cost_of_limited, cost_of_hyper] = match *side {
            "generated" => ratios.map(|ratio| format!("{ratio:.3}")),
            _ => Default::default(),
        };
        println!(
            "| {call} | {protocol} | {at_a_time} | {side} | {:.0} | {:.1} | {} | {} | {} | {:.1} | {rate} | {cost} | {cost_of_limited} | {cost_of_hyper} |",
            median(&measured.rates),
            median(&measured.costs),
            number(&report, "p50"),
            number(&report, "p99"),
            measured.connections,
            number(&report, "peak_kilobytes") as f64 * 1024.0 / 1e6,
        );
    }
}

pub(crate) fn number(report: &Value, name: &str) -> u64 {
    report[name].as_u64().unwrap_or_default()
}

pub(crate) fn text(report: &Value, name: &str) -> String {
    report[name].as_str().unwrap_or_default().to_owned()
}

/// Returns the median of the ratios, pair by pair.
fn ratio(these: &[f64], those: &[f64]) -> f64 {
    let ratios: Vec<f64> = these.iter().zip(those).map(|(this, that)| this / that).collect();
    median(&ratios)
}

fn median(numbers: &[f64]) -> f64 {
    let mut numbers = numbers.to_vec();
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or_default()
}
