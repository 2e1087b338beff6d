//! Output that is interrupted: by a disk that is full, a signal, or another run beside.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

/// A document with so many schemas that its client takes a moment to write.
fn document(title: &str) -> String {
    let schemas: String = (0..600)
        .map(|number| format!("    Schema{number}: {{type: object, properties: {{a: {{type: string}}, b: {{type: integer}}}}}}\n"))
        .collect();
    format!(
        "openapi: 3.0.3\ninfo: {{title: {title}, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n{schemas}"
    )
}

fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_specwright"));
    command
        .args(["generate", "api.yaml", "--out", "out", "--name", "client"])
        .current_dir(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

/// Runs the command to its end.
fn generate(folder: &Path) {
    let status = command(folder).status().expect("the command runs");
    assert!(status.success());
}

/// All files of the output, by their paths.
fn files(folder: &Path) -> BTreeMap<PathBuf, String> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![folder.join("out")];
    while let Some(here) = waiting.pop() {
        for entry in fs::read_dir(&here).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                found.insert(path.clone(), fs::read_to_string(&path).expect("text"));
            }
        }
    }
    found
}

/// The output for a document, made without interruption.
fn whole(title: &str) -> BTreeMap<PathBuf, String> {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("api.yaml"), document(title)).expect("a file");
    generate(folder.path());
    let inside = |path: PathBuf| path.strip_prefix(folder.path()).expect("inside").to_owned();
    files(folder.path())
        .into_iter()
        .map(|(path, text)| (inside(path), text))
        .collect()
}

#[test]
fn a_disk_that_is_full_leaves_what_was_there() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("api.yaml"), document("First")).expect("a file");
    generate(folder.path());
    let before = files(folder.path());
    fs::write(folder.path().join("api.yaml"), document("Second")).expect("a file");
    // A file can have no more than a block of 512 or 1024 bytes: what is written beyond fails, as on a full disk.
    let script = "trap '' XFSZ; ulimit -f 1; exec \"$0\" generate api.yaml --out out --name client";
    let output = Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_specwright")])
        .current_dir(folder.path())
        .output()
        .expect("a shell");
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).expect("text");
    assert!(said.contains("can't write"), "{said}");
    assert_eq!(files(folder.path()), before);
}

#[test]
fn a_run_that_is_killed_leaves_whole_files_and_the_next_one_mends_the_rest() {
    let (first, second) = (whole("First"), whole("Second"));
    let folder = tempfile::tempdir().expect("a folder");
    for (round, wait) in (0..40_u64).enumerate() {
        let title = if round % 2 == 0 { "First" } else { "Second" };
        fs::write(folder.path().join("api.yaml"), document(title)).expect("a file");
        let mut child = command(folder.path()).spawn().expect("the command runs");
        std::thread::sleep(Duration::from_millis(wait * 4));
        // It may be done already.
        let _ = child.kill();
        child.wait().expect("an end");
        for (path, text) in files(folder.path()) {
            let name = path.strip_prefix(folder.path()).expect("inside");
            if path.extension().is_some_and(|ending| ending == "specwright-new")
                || name.ends_with(".specwright")
            {
                continue;
            }
            let is_whole = [&first, &second]
                .iter()
                .any(|whole| whole.get(name) == Some(&text));
            assert!(is_whole, "half of {} is there", name.display());
        }
    }
    generate(folder.path());
    let after = files(folder.path());
    for (name, text) in &second {
        assert_eq!(
            after.get(&folder.path().join(name)),
            Some(text),
            "{}",
            name.display()
        );
    }
}

#[test]
fn what_a_killed_run_left_is_removed_once_no_run_can_be_at_work_on_it() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("api.yaml"), document("First")).expect("a file");
    let source = folder.path().join("out/src");
    fs::create_dir_all(&source).expect("a folder");
    let long_ago = SystemTime::now() - Duration::from_secs(2 * 60 * 60);
    let leave = |name: &str, modified: Option<SystemTime>| {
        let file = fs::File::create(source.join(name)).expect("a file");
        if let Some(modified) = modified {
            file.set_modified(modified).expect("a time");
        }
    };
    leave("lib.rs.17-0.specwright-new", Some(long_ago));
    leave("lib.rs.18-0.specwright-new", None);
    leave("lib.rs.notes.specwright-new", Some(long_ago));
    generate(folder.path());
    let left = fs::read_dir(&source).expect("a folder").flatten();
    let mut left: Vec<_> = left.map(|entry| entry.file_name()).collect();
    left.sort();
    assert_eq!(
        left,
        [
            "lib.rs",
            "lib.rs.18-0.specwright-new",
            "lib.rs.notes.specwright-new"
        ]
    );
}

#[test]
fn runs_beside_each_other_leave_one_whole_output() {
    let expected = whole("First");
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("api.yaml"), document("First")).expect("a file");
    let mut children: Vec<_> = (0..6)
        .map(|_| command(folder.path()).spawn().expect("the command runs"))
        .collect();
    for child in &mut children {
        child.wait().expect("an end");
    }
    generate(folder.path());
    let after: BTreeMap<PathBuf, String> = files(folder.path())
        .into_iter()
        .map(|(path, text)| (path.strip_prefix(folder.path()).expect("inside").to_owned(), text))
        .collect();
    assert_eq!(after, expected);
}
