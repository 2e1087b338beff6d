use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use super::Source;

/// An extension in common use that says how the pages of an operation follow each other.
#[derive(Clone, PartialEq)]
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

/// How an operation says where its next page is: for `Generator::paginate`.
///
/// Places in the body of a response are JSON pointers ([RFC 6901](https://www.rfc-editor.org/rfc/rfc6901)). What leads to a
/// page is sent in a parameter of the query, by its name, or in the JSON body of the request, by a JSON pointer, which begins
/// with a slash.
///
/// ```
/// use specwright::Pagination;
///
/// let by_cursor = Pagination::cursor("page_token", "/next_page_token");
/// let by_cursor_in_the_body = Pagination::cursor("/offset", "/result/next_page_offset");
/// let by_last_id = Pagination::last_item("starting_after", "/data", "/id").has_more("/has_more");
/// ```
///
/// As text, it is what the constructor is called and what it takes, then the settings:
///
/// ```
/// # use specwright::Pagination;
/// let by_last_id: Pagination = "last-item starting_after /data /id has-more /has_more".parse()?;
/// assert_eq!(by_last_id, Pagination::last_item("starting_after", "/data", "/id").has_more("/has_more"));
/// # Ok::<(), specwright::PaginationError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Pagination {
    /// What leads from one page to the next.
    #[doc(hidden)]
    pub next: NextPage,
    /// Where `true` says that there is another page.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[doc(hidden)]
    pub has_more: Option<String>,
    /// Where the list of items is; empty for the whole body.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[doc(hidden)]
    pub items: Option<String>,
}

/// What leads from one page to the next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NextPage {
    /// A `Link` header with `rel="next"` ([RFC 8288](https://www.rfc-editor.org/rfc/rfc8288)).
    Link,
    /// A URL in the body.
    Url {
        /// Where it is; nothing is there behind the last page.
        pointer: String,
    },
    /// A value of the body.
    Cursor {
        /// What it becomes.
        input: PageInput,
        /// Where the value is; nothing is there behind the last page.
        pointer: String,
    },
    /// A value of the last item.
    LastItem {
        /// What it becomes.
        input: PageInput,
        /// Where it is in the item.
        value: String,
    },
    /// A number of the page, until one has no items.
    Page {
        /// What has the number.
        input: PageInput,
        /// The number of the first page.
        first: u64,
    },
    /// A number of items, until a page has none.
    Offset {
        /// What has the number.
        input: PageInput,
    },
}

/// The place in a request that says which page is meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PageInput {
    /// A parameter of the query, by its name.
    Query(String),
    /// A place in the JSON body, by a JSON pointer.
    Body(String),
}

impl Pagination {
    /// Creates pages that a `Link` header with `rel="next"` leads to ([RFC 8288](https://www.rfc-editor.org/rfc/rfc8288)).
    pub fn link() -> Self {
        Self::of(NextPage::Link)
    }

    /// Creates pages that a URL in the body leads to, at a JSON pointer such as `/links/next`.
    pub fn next_url(pointer: impl Into<String>) -> Self {
        Self::of(NextPage::Url {
            pointer: pointer.into(),
        })
    }

    /// Creates pages that a value of the body leads to, at a JSON pointer such as `/next_cursor`.
    pub fn cursor(input: impl Into<String>, pointer: impl Into<String>) -> Self {
        Self::of(NextPage::Cursor {
            input: PageInput::new(input),
            pointer: pointer.into(),
        })
    }

    /// Creates pages that a value of the last item leads to, at the JSON pointer `value` in the item, such as `/id`. The
    /// list of items is at the JSON pointer `items`; an empty one ends the pages, unless [`has_more`](Self::has_more) is
    /// set.
    pub fn last_item(input: impl Into<String>, items: impl Into<String>, value: impl Into<String>) -> Self {
        let (input, value) = (PageInput::new(input), value.into());
        Self::of(NextPage::LastItem { input, value }).items(items)
    }

    /// Creates pages that are counted from `first` on, until the list at the JSON pointer `items` is empty.
    pub fn page(input: impl Into<String>, first: u64, items: impl Into<String>) -> Self {
        let input = PageInput::new(input);
        Self::of(NextPage::Page { input, first }).items(items)
    }

    /// Creates pages that are counted in items from 0 on, until the list at the JSON pointer `items` is empty.
    pub fn offset(input: impl Into<String>, items: impl Into<String>) -> Self {
        let input = PageInput::new(input);
        Self::of(NextPage::Offset { input }).items(items)
    }

    /// Ends the pages with the first one that has no `true` at this JSON pointer.
    ///
    /// ```
    /// # use specwright::Pagination;
    /// let pagination = Pagination::cursor("after", "/last_id").has_more("/has_more");
    /// ```
    pub fn has_more(mut self, pointer: impl Into<String>) -> Self {
        self.has_more = Some(pointer.into());
        self
    }

    /// Sets where the list of items is, by a JSON pointer; empty for the whole body. The request then has methods that give
    /// the items. Unless it is set, it is the only list that the response has.
    ///
    /// ```
    /// # use specwright::Pagination;
    /// let pagination = Pagination::link().items("/entries");
    /// ```
    pub fn items(mut self, pointer: impl Into<String>) -> Self {
        self.items = Some(pointer.into());
        self
    }

    fn of(next: NextPage) -> Self {
        Self {
            next,
            has_more: None,
            items: None,
        }
    }

    /// Returns the place in a request that says which page is meant.
    pub fn input(&self) -> Option<&PageInput> {
        match &self.next {
            NextPage::Link | NextPage::Url { .. } => None,
            NextPage::Cursor { input, .. }
            | NextPage::LastItem { input, .. }
            | NextPage::Page { input, .. }
            | NextPage::Offset { input } => Some(input),
        }
    }
}

impl PageInput {
    fn new(name: impl Into<String>) -> Self {
        let name = name.into();
        match name.starts_with('/') {
            true => Self::Body(name),
            false => Self::Query(name),
        }
    }

    /// Returns it as the runtime takes it.
    pub fn name(&self) -> &str {
        match self {
            Self::Query(name) | Self::Body(name) => name,
        }
    }
}

/// The error of a text that is no [`Pagination`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaginationError(String);

impl fmt::Display for PaginationError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{}; expected `link`, `next-url POINTER`, `cursor INPUT POINTER`, `last-item INPUT ITEMS VALUE`, \
             `page INPUT FIRST ITEMS` or `offset INPUT ITEMS`, then perhaps `has-more POINTER` and `items POINTER`",
            self.0
        )
    }
}

impl std::error::Error for PaginationError {}

impl FromStr for Pagination {
    type Err = PaginationError;

    /// Reads the words of a [`Pagination`]; `""` stands for the empty pointer.
    fn from_str(text: &str) -> Result<Self, PaginationError> {
        let error = |problem: String| PaginationError(problem);
        let mut words = text
            .split_whitespace()
            .map(|word| if word == "\"\"" { "" } else { word });
        let kind = words
            .next()
            .ok_or_else(|| error("expected words, found none".to_owned()))?;
        let mut word = |what: &str| {
            words
                .next()
                .ok_or_else(|| error(format!("expected {what} behind `{kind}`, found nothing")))
        };
        let mut pagination = match kind {
            "link" => Self::link(),
            "next-url" => Self::next_url(word("a pointer")?),
            "cursor" => Self::cursor(word("an input")?, word("a pointer")?),
            "last-item" => {
                Self::last_item(word("an input")?, word("the list's pointer")?, word("a pointer")?)
            }
            "page" => {
                let (input, first) = (word("an input")?, word("a number")?);
                let number = first.parse();
                let first = number.map_err(|_| error(format!("expected a number, found `{first}`")))?;
                Self::page(input, first, word("the list's pointer")?)
            }
            "offset" => Self::offset(word("an input")?, word("the list's pointer")?),
            other => return Err(error(format!("unknown word `{other}`"))),
        };
        while let Some(setting) = words.next() {
            let pointer = || error(format!("expected a pointer behind `{setting}`, found nothing"));
            pagination = match setting {
                "has-more" => pagination.has_more(words.next().ok_or_else(pointer)?),
                "items" => pagination.items(words.next().ok_or_else(pointer)?),
                other => return Err(error(format!("unknown word `{other}`"))),
            };
        }
        Ok(pagination)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_says_what_the_constructors_say() {
        for (text, pagination) in [
            ("link", Pagination::link()),
            ("link items /entries", Pagination::link().items("/entries")),
            ("next-url /next", Pagination::next_url("/next")),
            (
                "cursor after /last_id has-more /has_more",
                Pagination::cursor("after", "/last_id").has_more("/has_more"),
            ),
            ("cursor /offset /next", Pagination::cursor("/offset", "/next")),
            (
                "last-item since \"\" /id",
                Pagination::last_item("since", "", "/id"),
            ),
            (" page  page 1 /items ", Pagination::page("page", 1, "/items")),
            ("offset offset /items", Pagination::offset("offset", "/items")),
        ] {
            assert_eq!(text.parse(), Ok(pagination), "{text}");
        }
    }

    #[test]
    fn a_text_that_is_none_says_what_is_missing() {
        for (text, problem) in [
            ("", "expected words, found none"),
            (
                "cursor after",
                "expected a pointer behind `cursor`, found nothing",
            ),
            ("page page one /items", "expected a number, found `one`"),
            ("links", "unknown word `links`"),
            ("link more /x", "unknown word `more`"),
            ("link items", "expected a pointer behind `items`, found nothing"),
        ] {
            let error = text.parse::<Pagination>().expect_err(text).to_string();
            assert!(error.starts_with(problem), "{error}");
        }
    }
}
