use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::corpus::expected::{Expected, ExpectedMiss};
use crate::corpus::table::table;

/// What came of one document.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Row {
    /// The document.
    pub document: PathBuf,
    /// Operations in the raw document.
    pub operations: usize,
    /// Operations that were called.
    pub called: usize,
    /// Calls.
    pub calls: usize,
    /// Calls to which no response came.
    pub unanswered: usize,
    /// Responses that Prism made from the document.
    pub responses: usize,
    /// Responses that the client read rightly.
    pub right: usize,
    /// Responses that are not what the document says, and that the client did not read.
    pub invalid: Vec<String>,
    /// How often Prism had no response, by its name of the problem.
    pub problems: BTreeMap<String, usize>,
    /// What the client did not read.
    pub faults: Vec<Fault>,
    /// Faults that are known, and left out of the others.
    pub known: usize,
    /// Faults that are known but did not occur: with responses made at random they may come again.
    pub gone: Vec<ExpectedMiss>,
    /// Why Prism does not take the document.
    pub not_started: Option<String>,
    /// What kept the document from being tried.
    pub complaints: Vec<String>,
}

/// A response that is valid, and that the client did not read.
#[derive(Clone, Debug, Serialize)]
pub struct Fault {
    /// The operation: method and path.
    pub operation: String,
    /// What is wrong.
    pub what: String,
    /// The response.
    pub response: String,
}

impl Fault {
    fn line(&self) -> String {
        format!("{}: {}", self.operation, self.what)
    }
}

impl Row {
    pub(super) fn new(document: &Path, complaints: Vec<String>) -> Self {
        Self {
            document: document.to_owned(),
            complaints,
            ..Self::default()
        }
    }

    /// Whether nothing is to be wished for of the client.
    pub fn is_whole(&self) -> bool {
        self.complaints.is_empty() && self.faults.is_empty()
    }

    pub(super) fn expect(&mut self, expected: &Expected) {
        (self.known, self.gone) = expected.take(&self.document, &mut self.faults, Fault::line);
    }
}

/// The rows and their total, for people.
pub fn report(rows: &[Row]) -> String {
    let head = [
        "document",
        "operations",
        "called",
        "calls",
        "responses",
        "right",
        "invalid",
        "problems",
        "known",
    ];
    let mut lines = vec![head.map(str::to_owned).to_vec()];
    lines.extend(rows.iter().map(|row| {
        let name = row.document.file_name().unwrap_or_default().to_string_lossy();
        cells(&name, row)
    }));
    let total = total(rows);
    lines.push(cells("total", &total));
    let mut text = table(&lines);
    if !total.problems.is_empty() {
        text += "\nPrism had no response, by its name of the problem:\n";
        for (problem, count) in &total.problems {
            text += &format!("{count:>7}  {problem}\n");
        }
    }
    for row in rows {
        let name = row.document.display();
        if let Some(reason) = &row.not_started {
            text += &format!("\n{name}: {}\n", shortened(reason));
        }
        for invalid in row.invalid.iter().take(3) {
            text += &format!("\n{name}: Prism's response is wrong: {}\n", shortened(invalid));
        }
    }
    for row in rows.iter().filter(|row| !row.is_whole()) {
        text += &format!("\n{} falls short:\n", row.document.display());
        for complaint in row.complaints.iter().take(5) {
            text += &format!("  {}\n", complaint.trim_end().replace('\n', "\n  "));
        }
        for fault in row.faults.iter().take(20) {
            text += &format!(
                "  {}\n    {}\n",
                shortened(&fault.line()),
                shortened(&fault.response)
            );
        }
        let more = row.faults.len().saturating_sub(20);
        if more > 0 {
            text += &format!("  and {more} more\n");
        }
    }
    text
}

fn shortened(text: &str) -> String {
    text.chars().take(500).collect()
}

fn cells(name: &str, row: &Row) -> Vec<String> {
    vec![
        name.to_owned(),
        row.operations.to_string(),
        row.called.to_string(),
        row.calls.to_string(),
        row.responses.to_string(),
        row.right.to_string(),
        row.invalid.len().to_string(),
        row.problems.values().sum::<usize>().to_string(),
        row.known.to_string(),
    ]
}

/// The sums over all rows.
pub fn total(rows: &[Row]) -> Row {
    let mut total = Row::default();
    for row in rows {
        total.operations += row.operations;
        total.called += row.called;
        total.calls += row.calls;
        total.unanswered += row.unanswered;
        total.responses += row.responses;
        total.right += row.right;
        total.invalid.extend(row.invalid.iter().cloned());
        for (problem, count) in &row.problems {
            *total.problems.entry(problem.clone()).or_default() += count;
        }
        total.faults.extend(row.faults.iter().cloned());
        total.known += row.known;
        total.complaints.extend(row.complaints.iter().cloned());
    }
    total
}
