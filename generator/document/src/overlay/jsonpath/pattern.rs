//! Regular expressions ([I-Regexp, RFC 9485](https://www.rfc-editor.org/rfc/rfc9485)) of `match` and `search`.

use regex_lite::{Regex, RegexBuilder};

use super::Comparable;
use crate::overlay::budget::{Budget, Excess};
use crate::source::Node;

/// The largest compiled expression, in bytes: time grows with it.
const SIZE: usize = 1 << 15;

/// What it costs to compile an expression that is not known before, in steps.
const COMPILATION: u64 = 10_000;

/// A regular expression.
pub(super) struct Pattern {
    source: Source,
    is_whole: bool,
}

enum Source {
    Known {
        regex: Regex,
        length: usize,
    },
    /// A text of the document.
    Found(Box<Comparable>),
}

impl Pattern {
    /// Creates the pattern of an expression that is a text, or that the document has; why it is none otherwise.
    pub(super) fn new(expression: Comparable, is_whole: bool) -> Result<Self, String> {
        let source = match expression {
            Comparable::Literal(Node::String(text)) => Source::Known {
                regex: compiled(&text, is_whole).ok_or_else(|| {
                    format!("`{text}` is no regular expression of I-Regexp, or too large a one")
                })?,
                length: text.len(),
            },
            Comparable::Literal(other) => {
                return Err(format!("expected a regular expression, found {}", other.kind()));
            }
            found => Source::Found(Box::new(found)),
        };
        Ok(Self { source, is_whole })
    }

    /// Returns what gives the expression, if it is not known before.
    pub(super) fn expression(&self) -> Option<&Comparable> {
        match &self.source {
            Source::Known { .. } => None,
            Source::Found(expression) => Some(expression),
        }
    }

    pub(super) fn matches(&self, text: &str, budget: &mut Budget) -> Result<bool, Excess> {
        match &self.source {
            Source::Known { regex, length } => matches(regex, *length, text, budget),
            Source::Found(_) => Ok(false),
        }
    }

    /// Returns whether a text matches an expression; what is none matches nothing.
    pub(super) fn matches_expression(
        &self,
        expression: &str,
        text: &str,
        budget: &mut Budget,
    ) -> Result<bool, Excess> {
        budget.take(COMPILATION)?;
        match compiled(expression, self.is_whole) {
            Some(regex) => matches(&regex, expression.len(), text, budget),
            None => Ok(false),
        }
    }
}

fn compiled(expression: &str, is_whole: bool) -> Option<Regex> {
    /// Longer expressions, in bytes, are not read.
    const LENGTH: usize = 4096;
    if expression.len() > LENGTH {
        return None;
    }
    let expression = if is_whole {
        format!(r"\A(?:{expression})\z")
    } else {
        expression.to_owned()
    };
    // A `.` matches neither of the characters that end a line.
    RegexBuilder::new(&expression)
        .crlf(true)
        .size_limit(SIZE)
        .nest_limit(32)
        .build()
        .ok()
}

fn matches(regex: &Regex, length: usize, text: &str, budget: &mut Budget) -> Result<bool, Excess> {
    // Time grows with the product of both lengths.
    let work = (text.len() as u64 + 1).saturating_mul(length as u64 / 4 + 4);
    budget.take(work)?;
    Ok(regex.is_match(text))
}
