use std::fmt;

use crate::rule::{Rule, Violation};

/// How many characters of what a function returned are shown in a table.
const SHOWN: usize = 90;

/// What a function made of each response.
#[derive(Clone, Debug)]
pub struct Report {
    pub(crate) rows: Vec<Row>,
}

/// One run of the function.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Row {
    /// The `operationId` of the call that got the response of the case, or its method and path.
    pub operation: String,
    /// What was tried.
    pub kind: Kind,
    /// The case in words: `200 application/json: {"name":"Tom"}`.
    pub case: String,
    /// The status of the response. `None` where none came.
    pub status: Option<u16>,
    /// What the function made of it.
    pub outcome: Outcome,
}

/// A kind of case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// Good responses only.
    Good,
    /// A documented status and media type, with a value that is valid.
    Documented,
    /// A response of a server that is newer than its document: a property, a value of an `enum`, or a variant more.
    Grown,
    /// A response that the document forbids: a property that is `null` or not there.
    Wrong,
    /// A page of HTML, as proxies send it.
    Proxy,
    /// A body that ends, or whose connection breaks, in the middle.
    Cut,
    /// 429, and then a good response.
    Limit,
    /// A body that stops in the middle, or no response at all.
    Silent,
}

/// What became of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The function returned `Ok`: its value as `Debug` shows it.
    Returned(String),
    /// The function returned `Err`.
    Failed {
        /// The error as `Display` shows it.
        message: String,
        /// The error as `Debug` shows it.
        debug: String,
    },
    /// The function panicked, with this message.
    Panicked(String),
    /// The function did not come to an end.
    Hung,
}

impl Report {
    /// Returns the runs, in their order.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Returns the runs that break one of the rules.
    pub fn violations(&self, rules: impl IntoIterator<Item = Rule>) -> Vec<Violation> {
        let rules: Vec<Rule> = rules.into_iter().collect();
        let broken = self.rows.iter().flat_map(|row| {
            rules.iter().filter_map(|rule| {
                rule.check(row).err().map(|message| Violation {
                    rule: rule.name().to_owned(),
                    row: row.clone(),
                    message,
                })
            })
        });
        broken.collect()
    }

    /// Fails the test if a run breaks one of the rules.
    ///
    /// # Panics
    /// A run does: with all that do.
    #[track_caller]
    pub fn assert(&self, rules: impl IntoIterator<Item = Rule>) {
        let violations = self.violations(rules);
        let lines: Vec<String> = violations
            .iter()
            .map(|violation| format!("  {violation}"))
            .collect();
        assert!(
            lines.is_empty(),
            "{} of {} runs break a rule:\n{}",
            lines.len(),
            self.rows.len(),
            lines.join("\n")
        );
    }
}

/// A table: a line for each run.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = |of: &dyn Fn(&Row) -> String| {
            let widths = self.rows.iter().map(|row| of(row).chars().count());
            widths.max().unwrap_or_default()
        };
        let operation = width(&|row| row.operation.clone());
        let kind = width(&|row| row.kind.to_string());
        let case = width(&|row| short(&row.case, SHOWN));
        for row in &self.rows {
            writeln!(
                f,
                "{:operation$}  {:kind$}  {:case$}  {}",
                row.operation,
                row.kind.to_string(),
                short(&row.case, SHOWN),
                row.outcome
            )?;
        }
        let count = |is: &dyn Fn(&Outcome) -> bool| self.rows.iter().filter(|row| is(&row.outcome)).count();
        writeln!(
            f,
            "{} runs: {} returned, {} failed, {} panicked, {} hung",
            self.rows.len(),
            count(&|outcome| matches!(outcome, Outcome::Returned(_))),
            count(&|outcome| matches!(outcome, Outcome::Failed { .. })),
            count(&|outcome| matches!(outcome, Outcome::Panicked(_))),
            count(&|outcome| matches!(outcome, Outcome::Hung)),
        )
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::Good => "good",
            Kind::Documented => "documented",
            Kind::Grown => "grown",
            Kind::Wrong => "wrong",
            Kind::Proxy => "proxy",
            Kind::Cut => "cut",
            Kind::Limit => "limit",
            Kind::Silent => "silent",
        })
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Outcome::Returned(value) => write!(f, "ok: {}", short(value, SHOWN)),
            Outcome::Failed { message, .. } => write!(f, "error: {}", short(message, SHOWN)),
            Outcome::Panicked(message) => write!(f, "PANIC: {}", short(message, SHOWN)),
            Outcome::Hung => f.write_str("HANG"),
        }
    }
}

/// Returns the beginning of a text, in one line.
pub(crate) fn short(text: &str, most: usize) -> String {
    let line: String = text
        .chars()
        .map(|character| if character.is_control() { ' ' } else { character })
        .collect();
    match line.char_indices().nth(most) {
        None => line,
        Some((end, _)) => format!("{}…", &line[..end]),
    }
}
