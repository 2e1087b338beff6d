//! Blocks of code are what they seem to be.

use std::fs;

use specwright::Configuration;

use crate::page::{self, Block};

#[test]
fn rust_is_compiled_or_says_why_not() {
    let mut wrong = Vec::new();
    // The explanations of diagnostics have lines of build scripts that are wrong.
    let pages = page::all();
    for page in pages.iter().filter(|page| page.path != "docs/troubleshooting.md") {
        let blocks = page.blocks();
        for block in blocks.iter().filter(|block| block.language.starts_with("rust")) {
            let place = format!("{}:{}", page.path, block.line);
            let comment = block.comment.as_deref().unwrap_or_default();
            match comment.split_once(": ") {
                Some(("code", file)) => match fs::read_to_string(page::root().join(file)) {
                    Ok(text) if stands_in(&block.text, &text) => {}
                    Ok(_) => wrong.push(format!("{place}: it does not stand in {file} so")),
                    Err(error) => wrong.push(format!("{place}: {file}: {error}")),
                },
                Some(("file" | "not compiled", _)) => {}
                _ if comment == "generated" => {}
                _ => wrong.push(format!("{place}: nothing says what compiles it")),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Returns whether the lines of `block` follow each other in `text`, all indented alike.
fn stands_in(block: &str, text: &str) -> bool {
    let block: Vec<&str> = block.lines().collect();
    let lines: Vec<&str> = text.lines().collect();
    lines.windows(block.len()).any(|window| {
        let indentation = window[0].len() - window[0].trim_start().len();
        window
            .iter()
            .zip(&block)
            .all(|(line, wanted)| match line.get(..indentation) {
                Some(blank) if blank.trim().is_empty() => line[indentation..] == **wanted,
                _ => line.is_empty() && wanted.is_empty(),
            })
    })
}

#[test]
fn code_is_found_whatever_its_indentation() {
    let text = "fn a() {\n    let x = 1;\n\n    if x {\n        y();\n    }\n}\n";
    assert!(stands_in("let x = 1;\n\nif x {\n    y();", text));
    assert!(!stands_in("let x = 1;\nif x {", text));
    assert!(!stands_in("if x {\ny();", text));
}

#[test]
fn data_can_be_read() {
    let mut wrong = Vec::new();
    for page in page::all() {
        for block in page.blocks() {
            let comment = block.comment.as_deref().unwrap_or_default();
            // The explanations of diagnostics have what is wrong with a document.
            if comment.starts_with("not read: ") || page.path == "docs/troubleshooting.md" {
                continue;
            }
            if let Err(error) = read(&block) {
                wrong.push(format!("{}:{}: {error}", page.path, block.line));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn read(block: &Block) -> Result<(), String> {
    match block.language.as_str() {
        "toml" if block.text.contains("\ndocument = ") => {
            let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
            let file = folder.path().join("specwright.toml");
            fs::write(&file, &block.text).map_err(|error| error.to_string())?;
            Configuration::read(&file)
                .map(drop)
                .map_err(|error| error.to_string())
        }
        "toml" => toml::from_str::<toml::Table>(&block.text)
            .map(drop)
            .map_err(|error| error.to_string()),
        "yaml" => serde_yaml::from_str::<serde_yaml::Value>(&block.text)
            .map(drop)
            .map_err(|error| error.to_string()),
        "json" => serde_json::from_str::<serde_json::Value>(&block.text)
            .map(drop)
            .map_err(|error| error.to_string()),
        "console" | "text" | "" => Ok(()),
        rust if rust.starts_with("rust") => Ok(()),
        other => Err(format!("nothing reads blocks of `{other}`")),
    }
}
