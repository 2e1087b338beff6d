//! What the pages of the project have people type is there.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Returns the Markdown files of the project's root and of its book.
fn pages() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut folders = vec![root.join("docs")];
    let mut pages = vec![root.join("README.md")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                pages.push(path);
            }
        }
    }
    pages
}

/// Returns what follows `specwright` in each command of a page: in lines that begin with `$`, and in code within text.
fn commands(text: &str) -> Vec<String> {
    let lines = text.lines().filter_map(|line| line.strip_prefix("$ specwright "));
    let within = text
        .split('`')
        .skip(1)
        .step_by(2)
        .filter_map(|code| code.strip_prefix("specwright "));
    lines.chain(within).map(ToOwned::to_owned).collect()
}

fn help(subcommand: &[&str]) -> Option<String> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_specwright"));
    let output = command
        .args(subcommand)
        .arg("--help")
        .output()
        .expect("the command runs");
    output
        .status
        .success()
        .then(|| String::from_utf8(output.stdout).expect("text"))
}

#[test]
fn subcommands_and_options_of_the_pages_are_there() {
    let mut wrong = BTreeSet::new();
    let mut number = 0;
    for page in pages() {
        for line in commands(&fs::read_to_string(&page).expect("a page")) {
            let line = line.split(" #").next().unwrap_or_default();
            let words: Vec<&str> = line.split_whitespace().collect();
            let subcommand = match words.as_slice() {
                ["overlay" | "cassette", _, ..] => &words[..2],
                // A version in the text, or an option of the command itself.
                [first, ..] if first.starts_with(|c: char| c.is_ascii_digit() || c == '-') => continue,
                [_, ..] => &words[..1],
                [] => continue,
            };
            number += 1;
            let Some(help) = help(subcommand) else {
                wrong.insert(format!(
                    "{}: `specwright {line}`: no such subcommand",
                    page.display()
                ));
                continue;
            };
            for option in words.iter().filter(|word| word.starts_with("--")) {
                let name = option.split('=').next().unwrap_or(option).trim_end_matches(',');
                if !help.contains(name) {
                    wrong.insert(format!(
                        "{}: `specwright {line}`: no option {name}",
                        page.display()
                    ));
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{}",
        wrong.into_iter().collect::<Vec<_>>().join("\n")
    );
    assert!(number > 20, "{number} commands were found");
}
