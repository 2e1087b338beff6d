use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::Value;

use super::super::expected::{Expected, ExpectedMiss};
use super::super::nulls;
use super::super::table::table;
use super::harness::{Outcome, Outcomes};
use super::plan::{Plan, PlannedType};
use crate::schema::difference;

/// What came of one document.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Row {
    /// The document.
    pub document: PathBuf,
    /// The version that it states.
    pub version: String,
    /// Types that values were sent through.
    pub types: usize,
    /// Types whose schema allows no value that was found.
    pub without_values: Vec<String>,
    /// Components that no type stands for.
    pub untyped_components: Vec<String>,
    /// Valid values sent.
    pub sent: usize,
    /// Valid values that came back equal.
    pub equal: usize,
    /// Valid values that did not.
    pub misses: Vec<Miss>,
    /// Invalid values sent.
    pub invalid: usize,
    /// Invalid values that the type refused.
    pub refused: usize,
    /// Values on which the program panicked or died.
    pub deaths: Vec<Miss>,
    /// Misses that are known, and left out of the others.
    pub known: usize,
    /// Misses that are known but did not occur.
    pub gone: Vec<ExpectedMiss>,
    /// What kept the document from being tried.
    pub complaints: Vec<String>,
}

/// A value that did not come through.
#[derive(Clone, Debug, Serialize)]
pub struct Miss {
    /// The type.
    pub ty: String,
    /// Where its schema stands.
    pub schema: String,
    /// What was sent.
    pub value: Value,
    /// What happened to it.
    pub reason: String,
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
        let has_missed = !self.misses.is_empty() || !self.deaths.is_empty();
        self.complaints.is_empty() && !has_missed && self.gone.is_empty()
    }

    /// Takes out the misses that are known.
    pub(super) fn expect(&mut self, expected: &Expected) {
        (self.known, self.gone) = expected.take(&self.document, &mut self.misses, Miss::line);
    }

    pub(super) fn judge(&mut self, plan: &Plan, outcomes: Vec<Outcomes>) {
        self.version.clone_from(&plan.version);
        self.types = plan.types.len();
        self.untyped_components.clone_from(&plan.untyped_components);
        for (planned, outcomes) in plan.types.iter().zip(outcomes) {
            if planned.valid.is_empty() {
                self.without_values.push(planned.spot.pointer.clone());
            }
            for (value, outcome) in planned.valid.iter().zip(outcomes.valid) {
                self.sent += 1;
                let miss = |reason| miss(planned, value, reason);
                match outcome {
                    Outcome::Encoded(received) => {
                        let value = &nulls::without(value, &received, &planned.null_is_absent);
                        match difference(&plan.bundle, &plan.validators, &planned.pointer, value, &received) {
                            None => self.equal += 1,
                            Some(reason) => self.misses.push(miss(reason)),
                        }
                    }
                    Outcome::Refused(reason) => self.misses.push(miss(format!("refused: {reason}"))),
                    Outcome::Died(reason) => self.deaths.push(miss(reason)),
                }
            }
            for (value, outcome) in planned.invalid.iter().zip(outcomes.invalid) {
                self.invalid += 1;
                match outcome {
                    Outcome::Encoded(_) => {}
                    Outcome::Refused(_) => self.refused += 1,
                    Outcome::Died(reason) => self.deaths.push(miss(planned, value, reason)),
                }
            }
        }
    }
}

impl Miss {
    fn line(&self) -> String {
        format!("{} ({}): {}", self.ty, self.schema, self.reason)
    }
}

fn miss(planned: &PlannedType, value: &Value, reason: String) -> Miss {
    Miss {
        ty: planned.name.clone(),
        schema: planned.spot.pointer.clone(),
        value: value.clone(),
        reason,
    }
}

/// The rows and their total, for people.
pub fn report(rows: &[Row]) -> String {
    let head = [
        "document", "version", "types", "no value", "no type", "sent", "equal", "%", "known", "invalid",
        "refused", "deaths",
    ];
    let mut lines = vec![head.map(str::to_owned).to_vec()];
    lines.extend(rows.iter().map(|row| {
        let name = row.document.file_name().unwrap_or_default().to_string_lossy();
        cells(&name, row)
    }));
    lines.push(cells("total", &total(rows)));
    let mut text = table(&lines);
    for row in rows.iter().filter(|row| !row.is_whole()) {
        text += &format!("\n{} falls short:\n", row.document.display());
        for complaint in row.complaints.iter().take(5) {
            text += &format!("  {}\n", complaint.trim_end().replace('\n', "\n  "));
        }
        for miss in row.deaths.iter().take(10).chain(row.misses.iter().take(20)) {
            text += &format!("  {}\n", shortened(&miss.line(), 400));
            text += &format!("    {}\n", shortened(&miss.value.to_string(), 200));
        }
        for gone in &row.gone {
            text += &format!(
                "  no longer occurs, so take it out of the known ones: {}\n",
                gone.text
            );
        }
        let more = row.deaths.len().saturating_sub(10) + row.misses.len().saturating_sub(20);
        if more > 0 {
            text += &format!("  and {more} more\n");
        }
    }
    text
}

fn shortened(text: &str, most: usize) -> String {
    let mut short: String = text.chars().take(most).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

fn cells(name: &str, row: &Row) -> Vec<String> {
    #[allow(clippy::cast_precision_loss)]
    let share = if row.sent == 0 {
        0.0
    } else {
        100.0 * row.equal as f64 / row.sent as f64
    };
    vec![
        name.to_owned(),
        row.version.clone(),
        row.types.to_string(),
        row.without_values.len().to_string(),
        row.untyped_components.len().to_string(),
        row.sent.to_string(),
        row.equal.to_string(),
        format!("{share:.2}"),
        row.known.to_string(),
        row.invalid.to_string(),
        row.refused.to_string(),
        row.deaths.len().to_string(),
    ]
}

/// The sums over all rows.
pub fn total(rows: &[Row]) -> Row {
    let mut total = Row::default();
    for row in rows {
        total.types += row.types;
        total.without_values.extend(row.without_values.iter().cloned());
        total
            .untyped_components
            .extend(row.untyped_components.iter().cloned());
        total.sent += row.sent;
        total.equal += row.equal;
        total.misses.extend(row.misses.iter().cloned());
        total.known += row.known;
        total.gone.extend(row.gone.iter().cloned());
        total.invalid += row.invalid;
        total.refused += row.refused;
        total.deaths.extend(row.deaths.iter().cloned());
        total.complaints.extend(row.complaints.iter().cloned());
    }
    total
}
