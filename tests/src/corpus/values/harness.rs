//! The program that links a client and sends JSON through its types.

use std::fmt::Write as _;
use std::io::{self, BufRead, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use super::super::discover::Found;
use super::super::programs::{Needs, program, write_program};
use super::super::workspace::Workspace;
use super::plan::Plan;

/// What came of one text.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Outcome {
    /// It was decoded, and encoded as this.
    Encoded(Value),
    /// It was refused: why.
    Refused(String),
    /// The program panicked or died: its words.
    Died(String),
}

/// The outcomes of one type's valid and invalid values, in their order.
#[derive(Clone, Debug, Default)]
pub(super) struct Outcomes {
    pub(super) valid: Vec<Outcome>,
    pub(super) invalid: Vec<Outcome>,
}

/// Writes the program for a document.
pub(super) fn write(workspace: &Workspace, found: &Found, plan: &Plan) -> io::Result<()> {
    let mut table = String::new();
    for planned in &plan.types {
        let ty = format!("client::types::{}", planned.name);
        let ty = if planned.takes_null {
            format!("Option<{ty}>")
        } else {
            ty
        };
        // Writing to a string does not fail.
        let _ = writeln!(table, "    through::<{ty}>,");
    }
    let needs = Needs {
        runtime_features: &[],
        further: "",
    };
    write_program(
        workspace,
        "values",
        found,
        &needs,
        &MAIN.replace("{TABLE}", &table),
    )
}

/// One line in is `{"type": place in the table, "text": JSON}`; one line out is `{"ok": JSON text}`, `{"error": why}`
/// or `{"panic": null}`.
const MAIN: &str = r#"use std::io::{BufRead, Write};

use specwright_runtime::json::{Decode, Encode, from_slice, to_vec};
use specwright_runtime::serde_json::{Value, from_str, json};

type Through = fn(&[u8]) -> Result<Vec<u8>, String>;

fn through<T: Decode + Encode>(text: &[u8]) -> Result<Vec<u8>, String> {
    let value: T = from_slice(text).map_err(|error| error.to_string())?;
    to_vec(&value).map_err(|error| format!("can't be encoded: {error}"))
}

const TABLE: &[Through] = &[
{TABLE}];

fn main() {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line: Value = from_str(&line.unwrap()).unwrap();
        let through = TABLE[line["type"].as_u64().unwrap() as usize];
        let text = line["text"].as_str().unwrap();
        let answer = match std::panic::catch_unwind(|| through(text.as_bytes())) {
            Ok(Ok(encoded)) => json!({"ok": String::from_utf8(encoded).unwrap()}),
            Ok(Err(error)) => json!({"error": error}),
            Err(_) => json!({"panic": null}),
        };
        writeln!(out, "{answer}").unwrap();
    }
}
"#;

/// Sends all values of the plan.
pub(super) fn run(workspace: &Workspace, found: &Found, plan: &Plan) -> io::Result<Vec<Outcomes>> {
    let program = program(workspace, "values", found);
    let mut lines = Vec::new();
    for (index, planned) in plan.types.iter().enumerate() {
        for value in planned.valid.iter().chain(&planned.invalid) {
            lines.push(json!({"type": index, "text": value.to_string()}).to_string());
        }
    }
    let mut outcomes = Vec::with_capacity(lines.len());
    // A text on which the program dies is the one after the last answer: go on behind it.
    while outcomes.len() < lines.len() {
        let complaint = answers(&program, &lines[outcomes.len()..], &mut outcomes)?;
        if outcomes.len() < lines.len() {
            outcomes.push(Outcome::Died(complaint));
        }
    }
    let mut outcomes = outcomes.into_iter();
    let mut take = |count: usize| outcomes.by_ref().take(count).collect();
    let by_type = plan.types.iter().map(|planned| Outcomes {
        valid: take(planned.valid.len()),
        invalid: take(planned.invalid.len()),
    });
    Ok(by_type.collect())
}

/// Runs the program on `lines` until it ends; gives what it said on its standard error.
fn answers(program: &Path, lines: &[String], outcomes: &mut Vec<Outcome>) -> io::Result<String> {
    let mut child = Command::new(program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    std::thread::scope(|scope| {
        scope.spawn(move || {
            let mut stdin = io::BufWriter::new(stdin?);
            // A program that died does not read on, which shows in the missing answers.
            lines.iter().try_for_each(|line| writeln!(stdin, "{line}")).ok()
        });
        let complaint = scope.spawn(move || stderr.map(io::read_to_string));
        for line in stdout
            .into_iter()
            .flat_map(|stdout| BufReader::new(stdout).lines())
        {
            outcomes.push(outcome(&line?));
        }
        child.wait()?;
        Ok(complaint.join().ok().flatten().transpose()?.unwrap_or_default())
    })
}

fn outcome(line: &str) -> Outcome {
    let answer: Value = serde_json::from_str(line).unwrap_or_default();
    match (
        answer.get("ok").and_then(Value::as_str),
        answer.get("error").and_then(Value::as_str),
    ) {
        (Some(text), _) => match serde_json::from_str(text) {
            Ok(value) => Outcome::Encoded(value),
            Err(error) => Outcome::Refused(format!("encoded as what is no JSON ({error}): {text}")),
        },
        (None, Some(error)) => Outcome::Refused(error.to_owned()),
        (None, None) => Outcome::Died("panicked".to_owned()),
    }
}
