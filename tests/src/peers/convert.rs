//! `peers convert`: whether progenitor, which reads OpenAPI 3.0, reads documents as they are and as `specwright convert`
//! gives them.

use std::path::{self, Path, PathBuf};
use std::process::Command;
use std::{fs, io};

use serde::Serialize;

use super::generate::{crate_folder, remove};
use super::install::{Programs, peers_folder};
use super::process::{Limits, Outcome, measure};
use super::side::Side;
use crate::corpus::discover::Found;

/// What became of a document.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// The document.
    pub path: PathBuf,
    /// Why progenitor refuses it as it is.
    pub as_it_is: Option<String>,
    /// Why it is refused when it is converted, by the conversion or by progenitor.
    pub converted: Option<String>,
}

impl Row {
    /// Returns whether the conversion is what makes progenitor read it.
    pub fn is_gained(&self) -> bool {
        self.as_it_is.is_some() && self.converted.is_none()
    }

    /// Returns whether the conversion is what makes progenitor refuse it.
    pub fn is_lost(&self) -> bool {
        self.as_it_is.is_none() && self.converted.is_some()
    }
}

/// Has progenitor generate from each document, as it is and converted.
///
/// # Errors
///
/// A program does not start, or a file can't be written.
pub fn convert(programs: &Programs, documents: &[Found], limits: Limits) -> io::Result<Vec<Row>> {
    let mut rows = Vec::new();
    for found in documents {
        eprintln!("{}", found.name);
        let document = path::absolute(&found.path)?;
        rows.push(Row {
            path: found.path.clone(),
            as_it_is: refusal(programs, &document, &found.name, limits)?,
            converted: match converted(&document, &found.name)? {
                Ok(file) => refusal(programs, &file, &found.name, limits)?,
                Err(error) => Some(error),
            },
        });
    }
    Ok(rows)
}

/// Writes the converted document, and returns its file or why there is none.
fn converted(document: &Path, name: &str) -> io::Result<Result<PathBuf, String>> {
    let folder = peers_folder().join("convert").join("documents");
    fs::create_dir_all(&folder)?;
    let file = folder.join(name).with_extension("json");
    let written = specwright::convert(document).and_then(|converted| converted.write(&file));
    Ok(match written {
        Ok(_) => Ok(file),
        Err(error) => Err(format!("convert: {error}")),
    })
}

/// Returns why progenitor gives no client of a document; `None` if it gives one.
fn refusal(programs: &Programs, document: &Path, name: &str, limits: Limits) -> io::Result<Option<String>> {
    let out = crate_folder("convert", Side::Progenitor, name);
    remove(&out)?;
    let command = Side::Progenitor.generate(programs, document, &out);
    Ok(match measure(&with_complaints(&command), limits)? {
        Outcome::Done(_) => None,
        Outcome::Failed(text) => Some(reason(&text)),
        Outcome::OverTime => Some("it took too long".to_owned()),
        Outcome::OverMemory => Some("it took too much memory".to_owned()),
    })
}

/// Returns the command with its standard output, where progenitor says what is wrong, on standard error.
fn with_complaints(command: &Command) -> Command {
    let mut shell = Command::new("sh");
    shell
        .args(["-c", "exec \"$@\" >&2", "sh"])
        .arg(command.get_program())
        .args(command.get_args());
    shell
}

/// Returns the line that says why: the message of a panic, or what progenitor calls a failure.
fn reason(text: &str) -> String {
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let failure = lines.iter().find_map(|line| line.strip_prefix("gen fail: "));
    let panic = lines
        .iter()
        .position(|line| line.starts_with("thread '") && line.contains("panicked at"))
        .and_then(|panicked| lines.get(panicked + 1).copied());
    let error = lines.iter().find_map(|line| line.strip_prefix("Error: "));
    let reason = failure
        .or(panic)
        .or(error)
        .or(lines.last().copied())
        .unwrap_or_default();
    match reason.char_indices().nth(160) {
        Some((end, _)) => format!("{}…", &reason[..end]),
        None => reason.to_owned(),
    }
}

/// Returns the rows as a table, and a line with how many there are of each kind.
pub fn markdown(rows: &[Row]) -> String {
    let mut text = "| document | as it is | converted |\n|---|---|---|\n".to_owned();
    let cell = |refusal: &Option<String>| match refusal {
        None => "read".to_owned(),
        Some(reason) => format!("refused: {}", reason.replace('|', "\\|")),
    };
    for row in rows {
        text.push_str(&format!(
            "| {} | {} | {} |\n",
            row.path.display(),
            cell(&row.as_it_is),
            cell(&row.converted)
        ));
    }
    let count = |is: fn(&Row) -> bool| rows.iter().filter(|row| is(row)).count();
    text.push_str(&format!(
        "\n{} of {} are read only when they are converted, {} only as they are.\n",
        count(Row::is_gained),
        rows.len(),
        count(Row::is_lost),
    ));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reason_is_the_failure_or_the_message_of_the_panic() {
        let failed = "exit status: 1\ngen fail: UnexpectedFormat(\"invalid version: 3.1.0\")\nError: generation experienced errors\n";
        assert_eq!(reason(failed), "UnexpectedFormat(\"invalid version: 3.1.0\")");
        let panicked = "exit status: 101\n\nthread 'main' (7) panicked at src/method.rs:1220:9:\nassertion failed: one\nnote: run with";
        assert_eq!(reason(panicked), "assertion failed: one");
        assert_eq!(
            reason("exit status: 1\nError: missing field `openapi`"),
            "missing field `openapi`"
        );
    }

    #[test]
    fn the_table_counts_what_is_gained_and_what_is_lost() {
        let row = |path: &str, as_it_is: Option<&str>, converted: Option<&str>| Row {
            path: path.into(),
            as_it_is: as_it_is.map(str::to_owned),
            converted: converted.map(str::to_owned),
        };
        let rows = [
            row("a.yaml", Some("why|not"), None),
            row("b.yaml", None, None),
            row("c.yaml", Some("x"), Some("y")),
            row("d.yaml", None, Some("z")),
        ];
        let expected = "\
| document | as it is | converted |
|---|---|---|
| a.yaml | refused: why\\|not | read |
| b.yaml | read | read |
| c.yaml | refused: x | refused: y |
| d.yaml | read | refused: z |

1 of 4 are read only when they are converted, 1 only as they are.
";
        assert_eq!(markdown(&rows), expected);
    }
}
