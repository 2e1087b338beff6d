//! Where a list ends: it has one page, so that a program which follows the pages comes to an end.

use http::HeaderMap;
use http::header::LINK;
use serde_json::Value;

use crate::server::incoming::Incoming;

/// How the pages of an operation follow each other. Places in bodies are JSON pointers.
#[derive(Clone, Debug, Default)]
pub struct DocumentPages {
    /// The operation, by method and path: `GET /pets`.
    pub operation: String,
    /// Where a page has what leads to the next one.
    pub next: Option<String>,
    /// Where `true` says that there is another page.
    pub has_more: Option<String>,
    /// Whether the header `Link` leads to the next page.
    pub has_link: bool,
    /// How pages are asked for whose list ends where one has no items.
    pub until_empty: Option<UntilEmpty>,
}

/// How pages are asked for whose list ends where one has no items.
#[derive(Clone, Debug)]
pub struct UntilEmpty {
    /// What a request has for them: a parameter of the query, or a place in its body.
    pub input: String,
    /// The number of the first page or item; where it is no number, all have it but the first.
    pub first: Option<u64>,
    /// Where the items are.
    pub items: String,
}

impl DocumentPages {
    /// Tells whether a request asks for what is behind the first page of a list that ends where a page has no items.
    pub(super) fn is_behind(&self, request: &Incoming) -> bool {
        let Some(UntilEmpty { input, first, .. }) = &self.until_empty else {
            return false;
        };
        let shown = request.shown();
        let value = match input.starts_with('/') {
            true => shown.get("body").and_then(|body| body.pointer(input)),
            false => shown.get(format!("query {input}")),
        };
        match (value, first) {
            (None | Some(Value::Null), _) => false,
            (Some(_), None) => true,
            (Some(value), Some(first)) => number(value).is_some_and(|number| number > *first),
        }
    }

    /// Makes a page the last one, as far as its schema allows.
    pub(super) fn end(&self, page: &mut Value, is_behind: bool, is_valid: impl Fn(&Value) -> bool) {
        // What is not valid as it stands can't become so.
        let judges = is_valid(page);
        let mut change = |pointer: &str, values: &[Option<Value>]| {
            let changed = values
                .iter()
                .filter_map(|value| changed(page, pointer, value.clone()));
            let mut allowed = changed.filter(|changed| !judges || is_valid(changed));
            if let Some(changed) = allowed.next() {
                *page = changed;
            }
        };
        if let Some(pointer) = &self.next {
            change(pointer, &[None, Some(Value::Null), Some("".into())]);
        }
        if let Some(pointer) = &self.has_more {
            change(pointer, &[Some(false.into()), None]);
        }
        if let Some(UntilEmpty { items, .. }) = self.until_empty.as_ref().filter(|_| is_behind) {
            change(items, &[Some(Value::Array(Vec::new()))]);
        }
    }

    /// Takes the header away that leads on.
    pub(super) fn end_header(&self, headers: &mut HeaderMap) {
        if self.has_link {
            headers.remove(LINK);
        }
    }
}

/// Returns the number that a value is, also as text.
fn number(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}

/// Returns the page with another value at a place, or with none. `None` if nothing is there.
fn changed(page: &Value, pointer: &str, value: Option<Value>) -> Option<Value> {
    page.pointer(pointer)?;
    let mut page = page.clone();
    match value {
        Some(value) => *page.pointer_mut(pointer)? = value,
        None => {
            let (parent, key) = pointer.rsplit_once('/')?;
            let key = key.replace("~1", "/").replace("~0", "~");
            page.pointer_mut(parent)?.as_object_mut()?.remove(&key)?;
        }
    }
    Some(page)
}
