//! The response that is made of a choice, and those that were made before.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};

use super::choose::Choice;
use super::pages::DocumentPages;
use super::value::{Judge, Made, of_content, of_header};
use super::write::{self, Written};
use crate::server::rejection::Rejection;

/// Headers that the connection, or the body, says itself.
const OWN: [&str; 10] = [
    "connection",
    "content-encoding",
    "content-length",
    "content-range",
    "content-type",
    "keep-alive",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "date",
];

/// What tells a response from others: the operation, the status, the media type, the example that is asked for, and whether it is
/// behind the first page of a list.
type Key = (usize, u16, Option<String>, Option<usize>, bool);

/// The pages of an operation, and whether a request asks for what is behind the first one.
type Pages<'a> = (&'a DocumentPages, bool);

/// The responses of a document.
#[derive(Debug)]
pub(super) struct Replies {
    seed: Option<u64>,
    /// Those that were made: without a seed, they are always the same.
    made: Mutex<HashMap<Key, Response<Bytes>>>,
    /// How many responses each operation had, by which they vary.
    counts: Mutex<HashMap<usize, u64>>,
}

impl Replies {
    pub(super) fn new(seed: Option<u64>) -> Self {
        Replies {
            seed,
            made: Mutex::default(),
            counts: Mutex::default(),
        }
    }

    /// Returns the response of an operation.
    ///
    /// # Errors
    /// There is no value for its body.
    pub(super) fn reply(
        &self,
        operation: usize,
        choice: &Choice<'_>,
        pages: Option<Pages<'_>>,
    ) -> Result<Response<Bytes>, Rejection> {
        // An example that is asked for by its name is shown as it stands there.
        let pages = pages.filter(|_| choice.status.is_success() && choice.example.is_none());
        let is_behind = pages.is_some_and(|(_, is_behind)| is_behind);
        let media_type = choice.content.as_ref().map(|(_, media_type)| media_type.clone());
        let status = choice.status.as_u16();
        let key = (operation, status, media_type, choice.example, is_behind);
        let known = locked(&self.made).get(&key).cloned();
        let mut response = match (self.next_seed(operation), known) {
            (None, Some(made)) => made,
            (seed, _) => {
                let made = made(choice, seed, pages, &|made| made)?;
                if seed.is_none() {
                    locked(&self.made).insert(key, made.clone());
                }
                made
            }
        };
        let applied = choice.applied.as_deref();
        if let Some(applied) = applied.and_then(|applied| HeaderValue::try_from(applied).ok()) {
            response.headers_mut().insert("preference-applied", applied);
        }
        Ok(response)
    }

    /// Returns the seed of the next response: the same for the same operation and the same number of responses before.
    fn next_seed(&self, operation: usize) -> Option<u64> {
        let seed = self.seed?;
        let mut counts = locked(&self.counts);
        let count = counts.entry(operation).or_default();
        *count += 1;
        Some(seed.wrapping_add((*count - 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)))
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Makes a response; `change` may change what its body is made of.
///
/// # Errors
/// There is no value for its body.
pub(super) fn made(
    choice: &Choice<'_>,
    seed: Option<u64>,
    pages: Option<Pages<'_>>,
    change: &dyn Fn(Made) -> Made,
) -> Result<Response<Bytes>, Rejection> {
    let mut response = Response::new(Bytes::new());
    *response.status_mut() = choice.status;
    if let Some((content, media_type)) = &choice.content {
        let written = Written::of(media_type);
        let schema = match written {
            Written::Items(..) => content.item_schema.as_ref().or(content.schema.as_ref()),
            _ => content.schema.as_ref().or(content.item_schema.as_ref()),
        };
        let is_json = written == Written::Json;
        let mut value = of_content(content, schema, choice.example, seed, is_json).ok_or_else(|| {
            nothing("no value is found that the schema of the response allows; give it an example")
        })?;
        if let (Some((pages, is_behind)), Made::Value(page)) = (pages, &mut value) {
            let judge = Judge::new(schema);
            pages.end(page, is_behind, |page| judge.is_valid(page));
        }
        *response.body_mut() = write::body(change(value), content, written)
            .map_err(|problem| nothing(&format!("the response can't be written: {problem}")))?;
        if let Ok(called) = HeaderValue::try_from(written.content_type(media_type)) {
            response.headers_mut().insert(CONTENT_TYPE, called);
        }
    }
    let headers = headers(choice, seed);
    response.headers_mut().extend(headers);
    if let Some((pages, _)) = pages {
        pages.end_header(response.headers_mut());
    }
    Ok(response)
}

/// Returns the headers that the document describes.
fn headers(choice: &Choice<'_>, seed: Option<u64>) -> HeaderMap {
    let described = choice
        .response
        .into_iter()
        .flat_map(|response| response.headers.iter());
    let headers = described.filter_map(|header| {
        let name = HeaderName::try_from(header.name.as_str()).ok()?;
        if OWN.contains(&name.as_str()) {
            return None;
        }
        // Texts at which programs break are seldom headers.
        let seeds = [seed, None];
        let mut values = seeds
            .into_iter()
            .filter_map(|seed| of_header(header.schema.as_ref(), seed));
        let value = values.find_map(|value| write::header(&value, &header.form))?;
        Some((name, value))
    });
    headers.collect()
}

/// Returns that there is no response.
fn nothing(problem: &str) -> Rejection {
    Rejection::new(
        StatusCode::NOT_IMPLEMENTED,
        format!("{problem}, or ask for another response by the header Prefer"),
    )
}
