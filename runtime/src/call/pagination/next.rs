use crate::call::build::Call;
use crate::codec::json::pointer::{is_true_at, last_at, length_at, raw_at, text_at};
use crate::error::{Fault, InvalidRequest, shown};
use crate::message::Head;

use super::input::Input;
use super::link::next_link;

/// The way in which the pages of a list follow each other.
///
/// What leads to a page is sent in a parameter of the query, by its name, or in the JSON body of the request, by a JSON
/// pointer ([RFC 6901](https://www.rfc-editor.org/rfc/rfc6901)), which begins with a slash.
///
/// ```
/// use specwright_runtime::Pagination;
///
/// let by_header = Pagination::link();
/// let by_cursor = Pagination::cursor("after", "/page/end_cursor");
/// let by_cursor_in_the_body = Pagination::cursor("/offset", "/result/next_page_offset");
/// let by_last_id = Pagination::last_item("starting_after", "/data", "/id").has_more("/has_more");
/// ```
#[derive(Clone, Debug)]
pub struct Pagination {
    next: Next,
    /// Where `true` says that there is another page.
    has_more: Option<String>,
}

#[derive(Clone, Debug)]
enum Next {
    Link,
    Url {
        pointer: String,
    },
    Cursor {
        input: Input,
        pointer: String,
    },
    LastItem {
        input: Input,
        items: String,
        value: String,
    },
    Number {
        input: Input,
        items: String,
        at: u64,
        by_items: bool,
    },
}

/// What leads to the next page.
enum Onward {
    Url(String),
    /// A value for the input.
    Value(String),
}

impl Pagination {
    /// Follows the `Link` header with `rel="next"` (RFC 8288).
    pub fn link() -> Self {
        Self::of(Next::Link)
    }

    /// Follows a URL in the body, at a JSON pointer such as `/links/next`, until there is none.
    pub fn next_url(pointer: impl Into<String>) -> Self {
        Self::of(Next::Url {
            pointer: pointer.into(),
        })
    }

    /// Sends a value of the body, at a JSON pointer such as `/next_cursor`, in the next request, until there is none or an
    /// empty one.
    pub fn cursor(input: impl Into<String>, pointer: impl Into<String>) -> Self {
        Self::of(Next::Cursor {
            input: Input::new(input.into()),
            pointer: pointer.into(),
        })
    }

    /// Sends a value of the last item, at the JSON pointer `value` in it, in the next request. The list of items is at the
    /// JSON pointer `items` (empty for the whole body); an empty one ends the pages.
    pub fn last_item(input: impl Into<String>, items: impl Into<String>, value: impl Into<String>) -> Self {
        Self::of(Next::LastItem {
            input: Input::new(input.into()),
            items: items.into(),
            value: value.into(),
        })
    }

    /// Counts pages in the request, from `first` on unless the request has a number, until the list at the JSON pointer
    /// `items` (empty for the whole body) is empty.
    pub fn page(input: impl Into<String>, first: u64, items: impl Into<String>) -> Self {
        Self::of(Next::Number {
            input: Input::new(input.into()),
            items: items.into(),
            at: first,
            by_items: false,
        })
    }

    /// Counts items in the request, from 0 on unless the request has a number, until the list at the JSON pointer `items`
    /// (empty for the whole body) is empty.
    pub fn offset(input: impl Into<String>, items: impl Into<String>) -> Self {
        Self::of(Next::Number {
            input: Input::new(input.into()),
            items: items.into(),
            at: 0,
            by_items: true,
        })
    }

    /// Ends the pages with the first one that has no `true` at this JSON pointer. A page that has it and nothing that leads
    /// on is an error.
    ///
    /// ```
    /// # use specwright_runtime::Pagination;
    /// let pagination = Pagination::cursor("after", "/last_id").has_more("/has_more");
    /// ```
    pub fn has_more(mut self, pointer: impl Into<String>) -> Self {
        self.has_more = Some(pointer.into());
        self
    }

    fn of(next: Next) -> Self {
        Pagination { next, has_more: None }
    }

    /// Begins to count where the first request is.
    pub(super) fn begin(&mut self, call: &Call) {
        if let Next::Number { input, at, .. } = &mut self.next
            && let Some(given) = input.number(call)
        {
            *at = given;
        }
    }

    /// Goes to the page that a token of [`next`](Self::next) leads to.
    pub(super) fn resume(&mut self, call: &mut Call, token: &str) -> Result<(), InvalidRequest> {
        match &mut self.next {
            Next::Link | Next::Url { .. } => call.go_to(token),
            Next::Cursor { input, .. } | Next::LastItem { input, .. } => input.set(call, token),
            Next::Number { input, at, .. } => {
                *at = token.parse().map_err(|_| {
                    let token = shown(token, 40);
                    InvalidRequest::new(format!("the token of the page is no number: {token:?}"))
                })?;
                input.set(call, token)
            }
        }
    }

    /// Returns the request of the page behind this response, and the token of that page, if there is one.
    pub(super) fn next(
        &mut self,
        mut call: Call,
        head: &Head,
        body: &[u8],
    ) -> Result<Option<(Call, String)>, Fault> {
        let operation = call.operation.id;
        let next = match self.onward(head, body) {
            Ok(Some(Onward::Url(url))) => call.go_to(&url).map(|()| call.target_without_secrets()),
            Ok(Some(Onward::Value(value))) => match &self.next {
                Next::Link | Next::Url { .. } => Ok(value),
                Next::Cursor { input, .. } | Next::LastItem { input, .. } | Next::Number { input, .. } => {
                    input.set(&mut call, &value).map(|()| value)
                }
            },
            Ok(None) => return Ok(None),
            Err(problem) => Err(InvalidRequest::new(problem)),
        };
        match next {
            Ok(token) => Ok(Some((call, token))),
            Err(error) => Err(Fault::InvalidRequest(error.of(operation))),
        }
    }

    /// Returns what leads to the page behind this response.
    fn onward(&mut self, head: &Head, body: &[u8]) -> Result<Option<Onward>, String> {
        if self.has_more.as_ref().is_some_and(|more| !is_true_at(body, more)) {
            return Ok(None);
        }
        let (onward, place) = match &mut self.next {
            Next::Link => (
                next_link(head).map(Onward::Url),
                "no `Link` header with `rel=\"next\"`".to_owned(),
            ),
            Next::Url { pointer } => (
                text_at(body, pointer).map(Onward::Url),
                format!("no URL at `{pointer}`"),
            ),
            Next::Cursor { input, pointer } => {
                let value = raw_at(body, pointer).and_then(|raw| input.value(raw));
                (value.map(Onward::Value), format!("no cursor at `{pointer}`"))
            }
            Next::LastItem { input, items, value } => match last_at(body, items) {
                None => (None, format!("no item in `{items}`")),
                Some(item) => match raw_at(item, value).and_then(|raw| input.value(raw)) {
                    Some(value) => (Some(Onward::Value(value)), String::new()),
                    None => {
                        return Err(format!(
                            "the last item of the page in `{items}` has nothing at `{value}`"
                        ));
                    }
                },
            },
            Next::Number {
                items, at, by_items, ..
            } => {
                let count = length_at(body, items);
                let goes_on = count > 0 || self.has_more.is_some();
                *at = at.saturating_add(if *by_items { count } else { 1 });
                (goes_on.then(|| Onward::Value(at.to_string())), String::new())
            }
        };
        match (&self.has_more, onward) {
            (Some(more), None) => Err(format!(
                "the page says at `{more}` that there is another one, and has {place}"
            )),
            (_, onward) => Ok(onward),
        }
    }
}

/// Returns why the pages of a request with a stream can't be fetched.
pub(super) fn streamed() -> InvalidRequest {
    InvalidRequest::new("pages need a request and responses that are no streams")
}
