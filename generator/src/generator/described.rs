//! What a document describes, as one text for a mock that has no generated code.

use foldhash::HashSet;

use super::stack::on_a_deep_stack;
use super::{Error, Generator};
use crate::outputs::description;
use specwright_codegen::plan::named::Operation;
use specwright_document::diagnostic::{LocatedDiagnostic, Report};
use specwright_document::model::{NextPage, PageInput};

/// What a document describes, for a mock that has no generated code.
#[derive(Debug)]
pub struct Described {
    /// What the mock reads: the operations that are selected.
    pub text: String,
    /// `info.title`.
    pub title: String,
    /// How many operations there are.
    pub operations: usize,
    /// How the pages of operations follow each other, where that is known.
    pub pages: Vec<DescribedPages>,
    /// What there is to say about the document.
    pub diagnostics: Vec<LocatedDiagnostic>,
}

/// How the pages of an operation follow each other. Places in bodies are JSON pointers.
#[derive(Debug)]
pub struct DescribedPages {
    /// The operation, by method and path: `GET /pets`.
    pub operation: String,
    /// Where a page has what leads to the next one.
    pub next: Option<String>,
    /// Where `true` says that there is another page.
    pub has_more: Option<String>,
    /// Whether the header `Link` leads to the next page.
    pub has_link: bool,
    /// Where the list ends with a page that has no items: what asks for a page, the number of the first one if it is a number, and where
    /// the items are.
    pub until_empty: Option<(String, Option<u64>, String)>,
}

impl DescribedPages {
    fn of(operation: &Operation) -> Option<Self> {
        let pagination = &operation.pages.as_ref()?.pagination;
        let (next, asks) = match &pagination.next {
            NextPage::Link => (None, None),
            NextPage::Url { pointer } | NextPage::Cursor { pointer, .. } => (Some(pointer.clone()), None),
            NextPage::LastItem { input, .. } => (None, Some((input, None))),
            NextPage::Page { input, first } => (None, Some((input, Some(*first)))),
            NextPage::Offset { input } => (None, Some((input, Some(0)))),
        };
        let items = pagination.items.clone().unwrap_or_default();
        Some(DescribedPages {
            operation: format!("{} {}", operation.method.as_str(), operation.key),
            next,
            has_more: pagination.has_more.clone(),
            has_link: pagination.next == NextPage::Link,
            until_empty: asks.map(|(input, first)| {
                let (PageInput::Query(input) | PageInput::Body(input)) = input;
                (input.clone(), first, items)
            }),
        })
    }
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
            pages: api.operations.iter().filter_map(DescribedPages::of).collect(),
            diagnostics,
        })
    }
}
