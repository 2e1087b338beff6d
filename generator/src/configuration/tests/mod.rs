mod list;
mod pages;
mod patches;
mod read;

use std::fs;

use super::Configuration;
use crate::generator::Error;

/// Reads a configuration in a folder of its own.
fn read(text: &str) -> Result<Configuration, Error> {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = folder.path().join("specwright.toml");
    fs::write(&path, text).expect("a file can be written");
    Configuration::read(path)
}

/// Returns what is wrong with a configuration: `line:column: message; help`.
fn mistakes(text: &str) -> Vec<String> {
    let error = read(text).expect_err(text);
    let lines = error.diagnostics().iter().map(|diagnostic| {
        let position = diagnostic.position.expect("a line");
        let help = diagnostic
            .help
            .as_ref()
            .map_or_else(String::new, |help| format!("; {help}"));
        format!(
            "{}:{}: {}{help}",
            position.line, position.column, diagnostic.message
        )
    });
    lines.collect()
}
