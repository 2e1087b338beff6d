use std::fmt;

/// The error of a text that is no table of shapes, or no record. It shows nothing of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordError {
    line: usize,
    message: &'static str,
    column: Option<usize>,
}

impl RecordError {
    pub(super) fn new(line: usize, message: &'static str, error: Option<&serde_json::Error>) -> Self {
        let column = error.map(serde_json::Error::column).filter(|column| *column > 0);
        RecordError {
            line,
            message,
            column,
        }
    }

    /// Returns the line, from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// Returns what is wrong there.
    pub fn message(&self) -> &str {
        self.message
    }
}

impl fmt::Display for RecordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}", self.line)?;
        if let Some(column) = self.column {
            write!(f, ", column {column}")?;
        }
        write!(f, ": {}", self.message)
    }
}

impl std::error::Error for RecordError {}
