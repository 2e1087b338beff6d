//! The first chapter, followed word for word.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::page::{self, Page};

#[test]
fn the_first_client_is_built_and_prints_what_the_chapter_says() {
    let page = Page::read("docs/first-client.md");
    let folder = tempfile::tempdir().expect("a folder");
    let project = page::root().canonicalize().expect("a path");
    for block in page.blocks() {
        let Some(file) = block
            .comment
            .as_deref()
            .and_then(|comment| comment.strip_prefix("file: "))
        else {
            continue;
        };
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        // The chapter's crate stands beside the project.
        let text = block.text.replace("../specwright", &project.to_string_lossy());
        fs::write(path, text + "\n").expect("a file");
    }
    fs::copy(project.join("Cargo.lock"), folder.path().join("Cargo.lock")).expect("a copy");
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| project.join("target"), |path| path.into());
    let output = cargo(folder.path(), &target);
    let expected = page.block("output of the program").expect("what is printed");
    let expected = expected.strip_prefix("$ cargo run\n").expect("the command");
    assert_eq!(output.trim_end(), expected);
}

fn cargo(folder: &Path, target: &Path) -> String {
    let output = Command::new(env!("CARGO"))
        .args(["run", "--offline", "--quiet"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target)
        .output()
        .expect("cargo runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("text")
}
