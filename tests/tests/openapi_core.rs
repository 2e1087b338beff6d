//! Requests of generated clients, read back by a library that others wrote: `openapi-core` of Python.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use specwright_tests::corpus::workspace::{project_folder, target_folder};

/// What the requests are recorded of: more than twelve documents that `openapi-core` can load.
const DOCUMENTS: [&str; 6] = [
    "tests/documents/operations",
    "tests/documents/wire",
    "tests/documents/files",
    "tests/documents/versions",
    "spec/klavis.yaml",
    "spec/photos.yaml",
];

/// Python with the package, where `tests/openapi_core/install` put it.
fn python() -> Option<PathBuf> {
    let python = target_folder().join("openapi-core/venv/bin/python");
    let works = Command::new(&python).args(["-c", "import openapi_core"]).output();
    works
        .is_ok_and(|output| output.status.success())
        .then_some(python)
}

fn check(python: &Path, records: &Path) -> Output {
    Command::new(python)
        .arg(project_folder().join("tests/openapi_core/check.py"))
        .arg("--json")
        .arg(records)
        .output()
        .unwrap()
}

#[test]
fn openapi_core_finds_in_requests_what_was_given() {
    let Some(python) = python() else {
        // Past the capture of the test harness, so that it is seen.
        let _ = writeln!(
            std::io::stderr(),
            "skipped: openapi-core is not at hand; tests/openapi_core/install installs it below target/"
        );
        return;
    };
    let records = tempfile::tempdir().unwrap();
    let recorded = Command::new(env!("CARGO_BIN_EXE_corpus"))
        .args(["wire", "--record"])
        .arg(records.path())
        .args(DOCUMENTS)
        .current_dir(project_folder())
        .output()
        .unwrap();
    assert!(
        recorded.status.success(),
        "{}{}",
        String::from_utf8_lossy(&recorded.stdout),
        String::from_utf8_lossy(&recorded.stderr)
    );

    let checked = check(&python, records.path());
    let report: Value = serde_json::from_slice(&checked.stdout).unwrap();
    assert!(checked.status.success(), "{report:#}");
    let rows = report["rows"].as_array().unwrap();
    let with_requests = rows.iter().filter(|row| row["requests"].as_u64() > Some(0));
    assert!(with_requests.count() >= 12, "{report:#}");
    let values: u64 = rows.iter().filter_map(|row| row["values"].as_u64()).sum();
    assert!(values >= 150, "{values} values are few");

    // And it tells where another value was given than the one that is in the request.
    let record = records.path().join("klavis.jsonl");
    let changed = fs::read_to_string(&record)
        .unwrap()
        .replace(r#""value":"text""#, r#""value":"other""#);
    fs::write(&record, changed).unwrap();
    let checked = check(&python, &record);
    assert_eq!(checked.status.code(), Some(1));
}
