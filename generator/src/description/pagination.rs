use serde::Serialize;

use super::Source;

/// An extension in common use that says how the pages of an operation follow each other.
#[derive(Clone, Debug, PartialEq)]
pub struct PaginationExtension {
    /// The name of the extension: `x-speakeasy-pagination`.
    pub name: &'static str,
    /// What it says.
    pub meaning: PaginationMeaning,
    /// Where it stands.
    pub source: Source,
}

/// What a [`PaginationExtension`] says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaginationMeaning {
    /// Pages follow each other in this way.
    Pages(Pagination),
    /// There is never a second page.
    OnePage,
    /// It is not understood, for this reason.
    Unknown(&'static str),
}

/// How an operation says where its next page is: for [`Generator::paginate`](crate::Generator::paginate).
///
/// Places in the body of a response are JSON pointers ([RFC 6901](https://www.rfc-editor.org/rfc/rfc6901)).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Pagination {
    /// A `Link` header with `rel="next"` ([RFC 8288](https://www.rfc-editor.org/rfc/rfc8288)).
    Link,
    /// A URL in the body.
    NextUrl {
        /// Where it is; nothing is there behind the last page.
        pointer: String,
    },
    /// A value of the body becomes a parameter of the query.
    Cursor {
        /// The parameter's name.
        parameter: String,
        /// Where the value is; nothing is there behind the last page.
        pointer: String,
    },
    /// A parameter of the query counts pages, until one has no items.
    Page {
        /// The parameter's name.
        parameter: String,
        /// The number of the first page.
        first: u64,
        /// Where the list of items is; empty for the whole body.
        items: String,
    },
    /// A parameter of the query counts items, until a page has none.
    Offset {
        /// The parameter's name.
        parameter: String,
        /// Where the list of items is; empty for the whole body.
        items: String,
    },
}

impl Pagination {
    /// Creates pages that a URL in the body leads to, at a JSON pointer such as `/links/next`.
    pub fn next_url(pointer: impl Into<String>) -> Self {
        Self::NextUrl {
            pointer: pointer.into(),
        }
    }

    /// Creates pages that a value of the body leads to, at a JSON pointer such as `/next_cursor`: it becomes a parameter of
    /// the query.
    pub fn cursor(parameter: impl Into<String>, pointer: impl Into<String>) -> Self {
        Self::Cursor {
            parameter: parameter.into(),
            pointer: pointer.into(),
        }
    }

    /// Creates pages that a parameter of the query counts from `first` on, until the list at the JSON pointer `items` is
    /// empty.
    pub fn page(parameter: impl Into<String>, first: u64, items: impl Into<String>) -> Self {
        Self::Page {
            parameter: parameter.into(),
            first,
            items: items.into(),
        }
    }

    /// Creates pages that a parameter of the query counts in items from 0 on, until the list at the JSON pointer `items`
    /// is empty.
    pub fn offset(parameter: impl Into<String>, items: impl Into<String>) -> Self {
        Self::Offset {
            parameter: parameter.into(),
            items: items.into(),
        }
    }
}
