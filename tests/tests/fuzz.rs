//! A short search with a fixed seed; `corpus -- fuzz` goes on for as long as one likes.

use std::path::PathBuf;
use std::time::Duration;

use specwright_tests::fuzz::{Bounds, fuzz};

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
