//! How `peers` measures: a process with its limits, from outside.
#![cfg(unix)]

use std::process::{Command, Output};

use specwright_tests::peers::process::{Outcome, Usage};

/// `sh -c SCRIPT`, which may take so many seconds and bytes.
fn measured(script: &str, limits: &str) -> (Outcome, Output) {
    let output = Command::new(env!("CARGO_BIN_EXE_peers"))
        .args(["sh", "-c", script])
        .env("SPECWRIGHT_PEERS_LIMITS", limits)
        .output()
        .unwrap();
    (serde_json::from_slice(&output.stdout).unwrap(), output)
}

#[test]
fn a_command_is_measured_with_all_that_it_starts() {
    let (outcome, _) = measured(
        "sh -c 'sleep 0.2; head -c 20000000 /dev/zero | tail -n 1'",
        "60 4000000000",
    );
    let Outcome::Done(Usage {
        wall_seconds,
        cpu_seconds,
        peak_bytes,
    }) = outcome
    else {
        panic!("{outcome:?}");
    };
    assert!(wall_seconds > 0.2);
    assert!(cpu_seconds > 0.0 && cpu_seconds < 60.0);
    // The last line is all that there is, and `tail` keeps it.
    assert!(peak_bytes > 20_000_000);
}

#[test]
fn a_command_that_fails_says_how_and_why() {
    let (outcome, output) = measured("echo refused >&2; exit 3", "60 4000000000");
    assert_eq!(outcome, Outcome::Failed("exit code 3".to_owned()));
    assert_eq!(output.stderr, b"refused\n");
}

#[test]
fn a_command_over_its_time_is_ended_with_what_it_started() {
    let (outcome, _) = measured("sleep 600 & sleep 600", "0.2 4000000000");
    assert_eq!(outcome, Outcome::OverTime);
}

#[test]
#[cfg(target_os = "linux")]
fn a_command_over_its_memory_is_ended() {
    let script = "(head -c 60000000 /dev/zero; sleep 600) | tail -n 1";
    let (outcome, _) = measured(script, "600 50000000");
    assert_eq!(outcome, Outcome::OverMemory);
}
