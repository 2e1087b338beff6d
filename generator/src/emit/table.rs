//! The runtime's table macros, printed a row a line: names are checked, all other text is an escaped literal.

use std::fmt::{self, Display, Write};

use proc_macro2::Literal;

/// A call of a table macro: `specwright_runtime::NAME! { HEAD { ROWS } }`.
#[derive(Debug)]
pub(super) struct Table {
    text: String,
}

impl Table {
    /// `head` is the type and what stands between it and the rows.
    pub(super) fn new(macro_name: &str, head: impl Display) -> Self {
        Self {
            text: format!("specwright_runtime::{macro_name}! {{\n    {head} {{\n"),
        }
    }

    /// Adds a row.
    pub(super) fn row(&mut self, row: impl Display) {
        self.add(format_args!("        {row}\n"));
    }

    /// Ends the rows with a semicolon and adds what follows it.
    pub(super) fn after_rows(&mut self, row: impl Display) {
        if self.text.ends_with(",\n") {
            self.text.truncate(self.text.len() - 2);
            self.text.push_str(";\n");
            self.row(row);
        } else {
            self.row(format_args!("; {row}"));
        }
    }

    /// The macro's call, a line at its end.
    pub(super) fn finish(mut self) -> String {
        self.text.push_str("    }\n}\n");
        self.text
    }

    fn add(&mut self, row: fmt::Arguments<'_>) {
        // Writing to a string never fails.
        let _ = self.text.write_fmt(row);
    }
}

/// `text` as a string literal.
pub(super) fn literal(text: &str) -> String {
    Literal::string(text).to_string()
}
