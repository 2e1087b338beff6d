//! A line for each request, without its secrets: of a query nothing is told, of values that are wrong only why.

use std::fmt;

use http::{Method, StatusCode};

use super::Done;
use crate::error::shown;
use crate::server::description::Description;
use crate::server::rejection::{Rejection, Violation};

/// How many characters of a path are told, and of what is wrong.
const LONGEST: usize = 300;

/// How wide the column of the path is at least.
const PATH: usize = 32;

/// A request and what became of it, as a line for people.
#[derive(Debug)]
pub struct Exchange<'a> {
    method: &'a Method,
    path: &'a str,
    status: StatusCode,
    what: String,
}

impl<'a> Exchange<'a> {
    pub(super) fn new(
        description: &Description,
        method: &'a Method,
        path: &'a str,
        status: StatusCode,
        done: &Done,
    ) -> Self {
        let what = match done {
            Done::Replied(id, _) => (*id).to_owned(),
            Done::Rejected(rejection, _) => reason(description, rejection),
            Done::Methods(_) => "the methods of the path".to_owned(),
            Done::Other(what) => (*what).to_owned(),
        };
        Exchange {
            method,
            path,
            status,
            what,
        }
    }
}

/// Returns why a request is refused.
fn reason(description: &Description, rejection: &Rejection) -> String {
    let [first, rest @ ..] = rejection.violations() else {
        return rejection.detail().to_owned();
    };
    // A parameter may be the place of a credential as well.
    let is_secret = |violation: &Violation| {
        let place = violation.place.to_ascii_lowercase();
        let mut schemes = description.schemes.iter();
        schemes.any(|scheme| scheme.kind.place().to_ascii_lowercase() == place)
    };
    let first = match is_secret(first) {
        true => format!("{}: not what the document describes", first.place),
        false => first.to_string(),
    };
    match rest.len() {
        0 => first,
        1 => format!("{first}; and 1 more"),
        more => format!("{first}; and {more} more"),
    }
}

impl fmt::Display for Exchange<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let method = shown(self.method.as_str(), LONGEST);
        let path = shown(self.path, LONGEST);
        let (status, what) = (self.status.as_u16(), shown(&self.what, LONGEST));
        write!(f, "{method:<6} {path:<PATH$} {status}  {what}")
    }
}
