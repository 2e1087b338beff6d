//! The runtime's table macros.

use std::fmt::{Display, Write};

use super::super::plan::Gate;
use super::source::Source;

/// A call of a table macro: `rt::NAME! { HEAD { ROWS; END } }`.
pub(super) struct Table {
    macro_name: &'static str,
    head: String,
    /// The rows, one after the other.
    rows: String,
    /// Where each row ends.
    ends: Vec<usize>,
    end: Option<String>,
}

impl Table {
    /// Creates a table; `head` is the type and what stands between it and the rows.
    pub(super) fn new(macro_name: &'static str, head: impl Display) -> Self {
        Self {
            macro_name,
            head: head.to_string(),
            rows: String::new(),
            ends: Vec::new(),
            end: None,
        }
    }

    /// Adds a row.
    pub(super) fn row(&mut self, row: impl Display) {
        // A string takes all that is written to it.
        let _ = write!(self.rows, "{row}");
        self.ends.push(self.rows.len());
    }

    /// Sets what stands after the rows and a semicolon.
    pub(super) fn end(&mut self, end: impl Display) {
        self.end = Some(end.to_string());
    }

    pub(super) fn write(&self, gate: &Gate<'_>, source: &mut Source) {
        source.gated_item(gate);
        source.block(format_args!("rt::{}!", self.macro_name), |source| {
            source.block(&self.head, |source| {
                let last = self.ends.len().saturating_sub(1);
                let mut start = 0;
                for (index, &end) in self.ends.iter().enumerate() {
                    let row = &self.rows[start..end];
                    start = end;
                    let separator = if index == last && self.end.is_some() {
                        ";"
                    } else {
                        ","
                    };
                    source.parts(&[row, separator]);
                }
                match &self.end {
                    Some(end) if self.rows.is_empty() => source.line(format_args!("; {end}")),
                    Some(end) => source.line(end),
                    None => {}
                }
            });
        });
    }
}
