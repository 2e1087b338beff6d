use serde::Serialize;

/// How an operation says where its next page is: for [`Generator::paginate`](crate::Generator::paginate).
///
/// Places in the body of an answer are JSON pointers ([RFC 6901](https://www.rfc-editor.org/rfc/rfc6901)).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Paging {
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

impl Paging {
    /// A URL in the body, at a JSON pointer such as `/links/next`.
    pub fn next_url(pointer: impl Into<String>) -> Self {
        Self::NextUrl {
            pointer: pointer.into(),
        }
    }

    /// A value of the body, at a JSON pointer such as `/next_cursor`, becomes a parameter of the query.
    pub fn cursor(parameter: impl Into<String>, pointer: impl Into<String>) -> Self {
        Self::Cursor {
            parameter: parameter.into(),
            pointer: pointer.into(),
        }
    }

    /// A parameter of the query counts pages from `first` on, until the list at the JSON pointer `items` is empty.
    pub fn page(parameter: impl Into<String>, first: u64, items: impl Into<String>) -> Self {
        Self::Page {
            parameter: parameter.into(),
            first,
            items: items.into(),
        }
    }

    /// A parameter of the query counts items from 0 on, until the list at the JSON pointer `items` is empty.
    pub fn offset(parameter: impl Into<String>, items: impl Into<String>) -> Self {
        Self::Offset {
            parameter: parameter.into(),
            items: items.into(),
        }
    }

    /// The parameter of the query that it sets.
    pub fn parameter(&self) -> Option<&str> {
        match self {
            Self::Link | Self::NextUrl { .. } => None,
            Self::Cursor { parameter, .. }
            | Self::Page { parameter, .. }
            | Self::Offset { parameter, .. } => Some(parameter),
        }
    }
}
