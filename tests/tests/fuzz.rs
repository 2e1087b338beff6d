//! A short search with a fixed seed; `corpus -- fuzz` goes on for as long as one likes.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use specwright_tests::fuzz::{Bounds, Verdict, costs, fuzz};

fn documents(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::from(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

#[test]
fn changed_documents_give_an_error_or_a_client() {
    let folder = tempfile::tempdir().unwrap();
    let bounds = Bounds {
        time: Duration::from_secs(60),
        cases: 400,
        case_time: Duration::from_secs(60),
        document_bytes: 20_000,
    };
    let figures = fuzz(&documents("documents"), 1, bounds, folder.path()).unwrap();
    println!("{figures}");
    let faults: Vec<_> = figures
        .faults
        .iter()
        .map(|(path, why)| {
            format!(
                "{why}\n{}",
                String::from_utf8_lossy(&std::fs::read(path).unwrap())
            )
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
    assert!(figures.clients > 0 && figures.errors > 0, "{figures}");
}

/// Without optimization and beside other tests: a shape without a bound takes far more.
#[test]
fn documents_that_multiply_one_part_by_another_are_bounded() {
    const BYTES: usize = 8_000;
    let folder = tempfile::tempdir().unwrap();
    let costs = costs(BYTES, Duration::from_secs(120), folder.path(), &|| {
        let mut corpus = Command::new(env!("CARGO_BIN_EXE_corpus"));
        corpus.arg("measure");
        corpus
    })
    .unwrap();
    for cost in &costs {
        println!("{cost}");
        assert!(!matches!(cost.verdict, Verdict::Fault(_)), "{cost}");
        assert!(cost.bytes > BYTES / 2, "{cost}");
        assert!(cost.time < Duration::from_secs(30), "{cost}");
        assert!(cost.memory.is_none_or(|bytes| bytes < 500_000_000), "{cost}");
    }
    let are = |verdict: Verdict| costs.iter().any(|cost| cost.verdict == verdict);
    assert!(are(Verdict::Client) && are(Verdict::Errors));
}
