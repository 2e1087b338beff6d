//! Which of its operation's responses a request gets, and in which media type.

use std::cmp::Reverse;

use http::{HeaderMap, StatusCode};

use super::prefer::Preferences;
use crate::error::shown;
use crate::server::description::{Content, Operation, Response, StatusPattern};
use crate::server::kinds::Kinds;
use crate::server::media_type;
use crate::server::rejection::Rejection;

/// How many characters of what a request asks for are repeated.
const SHOWN: usize = 60;

/// The response that a request gets.
#[derive(Debug)]
pub(super) struct Choice<'a> {
    pub(super) status: StatusCode,
    /// `None` where the operation describes none.
    pub(super) response: Option<&'a Response>,
    /// The body, and the media type that it is sent in.
    pub(super) content: Option<(&'a Content, String)>,
    /// The place of the example that is asked for.
    pub(super) example: Option<usize>,
    /// What of the preferences was followed.
    pub(super) applied: Option<String>,
}

/// Chooses the response: the first success that the document describes, or what the request asks for.
///
/// # Errors
/// The document describes nothing of what the request asks for, or the success in no media type that it accepts.
pub(super) fn choose<'a>(
    operation: &'a Operation,
    headers: &HeaderMap,
    preferences: &Preferences,
) -> Result<Choice<'a>, Rejection> {
    let accepted = media_type::accepted(headers);
    let (status, response) = match preferences.code {
        Some(code) => {
            let response = operation.response(code.as_u16());
            (code, Some(response.ok_or_else(|| no_status(operation, code))?))
        }
        None => first(operation),
    };
    let (status, response, named) = match &preferences.example {
        None => (status, response, None),
        Some(name) => {
            // One of another response says which that is, unless a status was asked for.
            let others = operation.responses.iter();
            let others = others.filter(|_| preferences.code.is_none());
            let others = others.map(|response| (status_of(response.status), Some(response)));
            let mut candidates = std::iter::once((status, response)).chain(others);
            candidates
                .find_map(|(status, response)| {
                    let named = example(response?, name, &accepted)?;
                    Some((status, response, Some(named)))
                })
                .ok_or_else(|| no_example(operation, response, name, preferences.code.is_none()))?
        }
    };
    let (content, example) = match (named, response) {
        (Some((content, place)), _) => (Some(content), Some(place)),
        (None, Some(response)) => (accepted_content(response, status, &accepted)?, None),
        (None, None) => (None, None),
    };
    let has_body = !matches!(status.as_u16(), 204 | 205 | 304);
    let applied = [
        preferences.code.map(|code| format!("code={}", code.as_u16())),
        preferences
            .example
            .as_ref()
            .map(|name| format!("example=\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))),
    ];
    let applied: Vec<String> = applied.into_iter().flatten().collect();
    Ok(Choice {
        status,
        response,
        content: content
            .filter(|_| has_body)
            .map(|content| (content, concrete(content, &accepted))),
        example,
        applied: (!applied.is_empty()).then(|| applied.join(", ")),
    })
}

/// Returns a response to a mistake, in the media type that the request likes most. `None` if it has no body.
pub(super) fn of_failure<'a>(
    response: &'a Response,
    status: StatusCode,
    headers: &HeaderMap,
) -> Option<Choice<'a>> {
    let accepted = media_type::accepted(headers);
    let content = accepted_content(response, status, &accepted).ok()??;
    Some(Choice {
        status,
        response: Some(response),
        content: Some((content, concrete(content, &accepted))),
        example: None,
        applied: None,
    })
}

/// Returns the response of a request that asks for none: the first success, or the first of the others.
fn first(operation: &Operation) -> (StatusCode, Option<&Response>) {
    let responses = operation.responses.iter().filter(|response| {
        // What comes before a response is none, and those that switch protocols have no body.
        !matches!(
            response.status,
            StatusPattern::Exact(..200) | StatusPattern::Range(..2)
        )
    });
    let rank = |response: &&Response| match response.status {
        StatusPattern::Exact(status @ 200..300) => (0, status),
        StatusPattern::Range(2) => (1, 0),
        StatusPattern::Default => (2, 0),
        StatusPattern::Exact(status) => (3, status),
        StatusPattern::Range(hundred) => (3, hundred * 100),
    };
    match responses.min_by_key(rank) {
        Some(response) => (status_of(response.status), Some(response)),
        None => (StatusCode::OK, None),
    }
}

/// Returns the status that stands for all of a pattern.
fn status_of(pattern: StatusPattern) -> StatusCode {
    let status = match pattern {
        StatusPattern::Exact(status) => status,
        StatusPattern::Range(hundred) => hundred * 100,
        StatusPattern::Default => 200,
    };
    StatusCode::from_u16(status)
        .ok()
        .filter(|status| !status.is_informational())
        .unwrap_or(StatusCode::OK)
}

/// Returns the media type of a response that a request likes most. Of those that it likes alike, JSON, and else the first.
///
/// # Errors
/// It is a success, and there is none that the request accepts.
fn accepted_content<'a>(
    response: &'a Response,
    status: StatusCode,
    accepted: &[(String, u16)],
) -> Result<Option<&'a Content>, Rejection> {
    let weight = |content: &Content| media_type::weight(accepted, &content.media_type);
    let contents = response.content.iter().enumerate();
    let best = contents.max_by_key(|(index, content)| {
        let is_json = media_type::is_json(&content.media_type);
        (weight(content), is_json, Reverse(*index))
    });
    match best {
        Some((_, best)) if weight(best) == 0 && status.is_success() => {
            let known = response.content.iter();
            let known: Vec<&str> = known.map(|content| content.media_type.as_str()).collect();
            let detail = format!(
                "the response of status {} is of no media type that the request accepts: it has {}",
                status.as_u16(),
                known.join(", ")
            );
            Err(Rejection::new(StatusCode::NOT_ACCEPTABLE, detail))
        }
        best => Ok(best.map(|(_, content)| content)),
    }
}

/// Returns the example of a name, in a media type that the request accepts if there is one.
fn example<'a>(
    response: &'a Response,
    name: &str,
    accepted: &[(String, u16)],
) -> Option<(&'a Content, usize)> {
    let found = response.content.iter().filter_map(|content| {
        let place = content.examples.iter().position(|(known, _)| known == name)?;
        Some((content, place))
    });
    // Of those that it likes alike, the first.
    let found: Vec<_> = found.collect();
    let found = found.into_iter().rev();
    found.max_by_key(|(content, _)| media_type::weight(accepted, &content.media_type))
}

fn no_status(operation: &Operation, code: StatusCode) -> Rejection {
    let known: Vec<String> = operation
        .responses
        .iter()
        .map(|response| match response.status {
            StatusPattern::Exact(status) => status.to_string(),
            StatusPattern::Range(hundred) => format!("{hundred}XX"),
            StatusPattern::Default => "default".to_owned(),
        })
        .collect();
    let detail = format!(
        "the header Prefer: the document describes no response of the status {} here; {}",
        code.as_u16(),
        those("it has", &known)
    );
    Rejection::new(StatusCode::BAD_REQUEST, detail)
}

fn no_example(operation: &Operation, response: Option<&Response>, name: &str, is_any: bool) -> Rejection {
    let all = operation.responses.iter();
    let one = all.filter(|known| is_any || response.is_some_and(|response| std::ptr::eq(response, *known)));
    let contents = one.flat_map(|response| response.content.iter());
    let names = contents.flat_map(|content| content.examples.iter().map(|(name, _)| name));
    let mut known: Vec<String> = Vec::new();
    for name in names.filter(|name| !name.is_empty()) {
        if !known.contains(name) {
            known.push(shown(name, SHOWN));
        }
    }
    let detail = format!(
        "the header Prefer: there is no example of the name {:?} here; {}",
        shown(name, SHOWN),
        those("there are", &known)
    );
    Rejection::new(StatusCode::BAD_REQUEST, detail)
}

fn those(verb: &str, known: &[String]) -> String {
    /// How many are named.
    const NAMED: usize = 20;
    let named: Vec<&str> = known.iter().take(NAMED).map(String::as_str).collect();
    match known.len() {
        0 => format!("{verb} none"),
        count if count > NAMED => format!("{verb} {} and {} more", named.join(", "), count - NAMED),
        _ => format!("{verb} {}", named.join(", ")),
    }
}

/// Returns the media type that a body is sent in, where the document may have a range.
fn concrete(content: &Content, accepted: &[(String, u16)]) -> String {
    let range = &content.media_type;
    if !range.contains('*') {
        return match range.starts_with("text/") && !range.contains("charset") {
            true => format!("{range}; charset=utf-8"),
            false => range.clone(),
        };
    }
    let asked = accepted.iter().filter(|(_, weight)| *weight > 0);
    let mut asked = asked.map(|(asked, _)| media_type::essence(asked));
    if let Some(asked) = asked.find(|asked| !asked.contains('*') && media_type::is_of(range, asked)) {
        return asked;
    }
    let is_text = content
        .schema
        .as_ref()
        .is_some_and(|schema| schema.kinds().is_only(Kinds::STRING));
    let usual = match is_text {
        true => ["text/plain", "application/json"],
        false => ["application/json", "text/plain"],
    };
    let others = [
        "image/png",
        "audio/mpeg",
        "video/mp4",
        "application/octet-stream",
        "application/problem+json",
        "application/atom+xml",
    ];
    let mut known = usual.into_iter().chain(others);
    let known = known.find(|known| media_type::is_of(range, known));
    match known.unwrap_or("application/octet-stream") {
        "text/plain" => "text/plain; charset=utf-8".to_owned(),
        known => known.to_owned(),
    }
}
