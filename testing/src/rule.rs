use std::fmt;

use crate::report::{Kind, Outcome, Row};

type Check = Box<dyn Fn(&Row) -> Result<(), String> + Send + Sync>;

/// A rule that a program keeps to whatever a server responds.
///
/// ```
/// use specwright_test::{Outcome, Rule};
///
/// let never_empty = Rule::new("never_empty", |row| match &row.outcome {
///     Outcome::Returned(value) if value == "[]" => Err("returned nothing".to_owned()),
///     _ => Ok(()),
/// });
/// ```
pub struct Rule {
    name: String,
    check: Check,
}

/// A run that breaks a rule.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Violation {
    /// The name of the rule.
    pub rule: String,
    /// The run.
    pub row: Row,
    /// What is wrong.
    pub message: String,
}

impl Rule {
    /// Creates a rule of the caller's.
    pub fn new(
        name: impl Into<String>,
        check: impl Fn(&Row) -> Result<(), String> + Send + Sync + 'static,
    ) -> Self {
        Rule {
            name: name.into(),
            check: Box::new(check),
        }
    }

    /// Forbids panics.
    pub fn no_panic() -> Self {
        Rule::new("no_panic", |row| match &row.outcome {
            Outcome::Panicked(message) => Err(format!("panicked: {message}")),
            _ => Ok(()),
        })
    }

    /// Forbids runs without an end.
    pub fn no_hang() -> Self {
        Rule::new("no_hang", |row| match row.outcome {
            Outcome::Hung => Err("did not come to an end".to_owned()),
            _ => Ok(()),
        })
    }

    /// Asks that an error that is returned for a response with a status from 400 on shows that status, by `Display` or `Debug`.
    pub fn errors_have_status() -> Self {
        Rule::new("errors_have_status", |row| match (&row.outcome, row.status) {
            (Outcome::Failed { message, debug }, Some(status))
                if status >= 400 && row.kind != Kind::Limit =>
            {
                let status = status.to_string();
                match message.contains(&status) || debug.contains(&status) {
                    true => Ok(()),
                    false => Err(format!("the error does not show the status {status}: {message}")),
                }
            }
            _ => Ok(()),
        })
    }

    /// Asks that a response with a status from 400 on, one that breaks off, and silence are errors of the function. A program that
    /// takes a 404 for an answer has a rule of its own.
    pub fn failures_are_errors() -> Self {
        Rule::new("failures_are_errors", |row| {
            let is_failure = matches!(row.kind, Kind::Cut | Kind::Silent)
                || (row.status.is_some_and(|status| status >= 400) && row.kind != Kind::Limit);
            match &row.outcome {
                Outcome::Returned(value) if is_failure => Err(format!("returned {value}")),
                _ => Ok(()),
            }
        })
    }

    /// Asks that a documented success is none that fails: with each value that is valid, and with properties and values that came later.
    pub fn successes_succeed() -> Self {
        Rule::new("successes_succeed", |row| {
            let is_success = row.status.is_some_and(|status| status < 300)
                && matches!(row.kind, Kind::Good | Kind::Documented | Kind::Grown);
            match &row.outcome {
                Outcome::Failed { message, .. } if is_success => Err(format!("failed: {message}")),
                _ => Ok(()),
            }
        })
    }

    /// Asks that a 429 that asks to come again is no failure.
    pub fn comes_again_after_429() -> Self {
        Rule::new("comes_again_after_429", |row| match &row.outcome {
            Outcome::Failed { message, .. } if row.kind == Kind::Limit => Err(format!("failed: {message}")),
            _ => Ok(()),
        })
    }

    /// Returns the name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Tells whether a run keeps to the rule.
    ///
    /// # Errors
    /// It does not: what is wrong.
    pub fn check(&self, row: &Row) -> Result<(), String> {
        (self.check)(row)
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Rule").field(&self.name).finish()
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Row {
            operation,
            kind,
            case,
            ..
        } = &self.row;
        write!(f, "{}: {operation}, {kind}, {case}: {}", self.rule, self.message)
    }
}
