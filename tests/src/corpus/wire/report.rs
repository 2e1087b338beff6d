use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::super::expected::{Expected, ExpectedMiss};
use super::super::table::table;

/// What came of one document.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Row {
    /// The document.
    pub document: PathBuf,
    /// The version that it states.
    pub version: String,
    /// Operations in the raw document.
    pub operations: usize,
    /// Operations that were called.
    pub called: usize,
    /// Those that were not.
    pub not_called: Vec<String>,
    /// Calls.
    pub calls: usize,
    /// Calls whose request was right.
    pub requests_right: usize,
    /// Calls whose answer counts: those that the client's `Accept` allows.
    pub answers: usize,
    /// Calls whose answer was right.
    pub answers_right: usize,
    /// What was wrong.
    pub faults: Vec<Fault>,
    /// What was not tried, and how often, by reason.
    pub skipped: BTreeMap<String, usize>,
    /// Faults that are known, and left out of the others.
    pub known: usize,
    /// Faults that are known but did not occur.
    pub gone: Vec<ExpectedMiss>,
    /// What kept the document from being tried.
    pub complaints: Vec<String>,
}

/// One thing that was wrong.
#[derive(Clone, Debug, Serialize)]
pub struct Fault {
    /// The operation: method and path.
    pub operation: String,
    /// Whether it is about the request or about the answer.
    pub about: &'static str,
    /// What.
    pub what: String,
}

impl Fault {
    fn line(&self) -> String {
        format!("{} ({}): {}", self.operation, self.about, self.what)
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

    /// Whether nothing is to be wished for.
    pub fn is_whole(&self) -> bool {
        let is_right = self.faults.is_empty() && self.not_called.is_empty();
        self.complaints.is_empty() && is_right && self.gone.is_empty()
    }

    /// Takes out the faults that are known.
    pub(super) fn expect(&mut self, expected: &Expected) {
        let (faults, without_fault) = expected.take(&self.document, &mut self.faults, Fault::line);
        let (not_called, called) = expected.take(&self.document, &mut self.not_called, |operation| {
            format!("{operation} was not called")
        });
        self.known = faults + not_called;
        self.gone = without_fault;
        self.gone.retain(|miss| called.contains(miss));
    }

    pub(super) fn skip(&mut self, reason: &str) {
        // The part before the colon names the place.
        let reason = reason.split_once(": ").map_or(reason, |(_, reason)| reason);
        *self.skipped.entry(reason.to_owned()).or_default() += 1;
    }
}

/// The rows and their total, for people.
pub fn report(rows: &[Row]) -> String {
    let head = [
        "document",
        "version",
        "operations",
        "called",
        "calls",
        "requests right",
        "answers",
        "answers right",
        "known",
        "skipped",
    ];
    let mut lines = vec![head.map(str::to_owned).to_vec()];
    lines.extend(rows.iter().map(|row| {
        let name = row.document.file_name().unwrap_or_default().to_string_lossy();
        cells(&name, row)
    }));
    let total = total(rows);
    lines.push(cells("total", &total));
    let mut text = table(&lines);
    if !total.skipped.is_empty() {
        text += "\nnot tried, by reason:\n";
        for (reason, count) in &total.skipped {
            text += &format!("{count:>7}  {reason}\n");
        }
    }
    for row in rows.iter().filter(|row| !row.is_whole()) {
        text += &format!("\n{} falls short:\n", row.document.display());
        for complaint in row.complaints.iter().take(5) {
            text += &format!("  {}\n", complaint.trim_end().replace('\n', "\n  "));
        }
        for operation in row.not_called.iter().take(20) {
            text += &format!("  {operation} was not called\n");
        }
        for fault in row.faults.iter().take(20) {
            let line: String = fault.line().chars().take(500).collect();
            text += &format!("  {line}\n");
        }
        for gone in &row.gone {
            text += &format!(
                "  no longer occurs, so take it out of the known ones: {}\n",
                gone.text
            );
        }
        let more = row.faults.len().saturating_sub(20);
        if more > 0 {
            text += &format!("  and {more} more\n");
        }
    }
    text
}

fn cells(name: &str, row: &Row) -> Vec<String> {
    vec![
        name.to_owned(),
        row.version.clone(),
        row.operations.to_string(),
        row.called.to_string(),
        row.calls.to_string(),
        row.requests_right.to_string(),
        row.answers.to_string(),
        row.answers_right.to_string(),
        row.known.to_string(),
        row.skipped.values().sum::<usize>().to_string(),
    ]
}

/// The sums over all rows.
pub fn total(rows: &[Row]) -> Row {
    let mut total = Row::default();
    for row in rows {
        total.operations += row.operations;
        total.called += row.called;
        total.calls += row.calls;
        total.requests_right += row.requests_right;
        total.answers += row.answers;
        total.answers_right += row.answers_right;
        total.known += row.known;
        total.gone.extend(row.gone.iter().cloned());
        total.faults.extend(row.faults.iter().cloned());
        total.complaints.extend(row.complaints.iter().cloned());
        for (reason, count) in &row.skipped {
            *total.skipped.entry(reason.clone()).or_default() += count;
        }
    }
    total
}
