//! What a document describes, as one text for a mock that has no generated code.

use std::collections::HashSet;

use super::stack::on_a_deep_stack;
use super::{Error, Generator};
use crate::diagnostic::{LocatedDiagnostic, Report};
use crate::outputs::description;

/// What a document describes, for a mock that has no generated code.
#[derive(Debug)]
pub struct Described {
    /// What the mock reads: the operations that are selected.
    pub text: String,
    /// `info.title`.
    pub title: String,
    /// How many operations there are.
    pub operations: usize,
    /// What there is to say about the document.
    pub diagnostics: Vec<LocatedDiagnostic>,
}

impl Generator {
    /// Returns what the document describes, for a mock that has no generated code.
    ///
    /// # Errors
    ///
    /// As [`generate`](Self::generate).
    pub fn describe_for_mock(&self) -> Result<Described, Error> {
        let generator = self.clone().mock(true);
        on_a_deep_stack(|| generator.described())
    }

    fn described(&self) -> Result<Described, Error> {
        let (modelled, kept) = self.model_with_description();
        let diagnostics = modelled.diagnostics;
        let (Some(api), Some(kept)) = (modelled.api, kept) else {
            return Err(Error::Document(diagnostics));
        };
        if Report::new(&diagnostics).errors() > 0 {
            return Err(Error::Document(diagnostics));
        }
        let operations = api.operations.iter();
        let wanted: HashSet<(&str, &str)> = operations
            .map(|operation| (operation.method.as_str(), operation.key.as_str()))
            .collect();
        Ok(Described {
            text: description::text_for_mock(&kept, &|method, key| wanted.contains(&(method, key))),
            title: api.title.to_string(),
            operations: api.operations.len(),
            diagnostics,
        })
    }
}
