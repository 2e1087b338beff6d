//! The response to a mistake, where the document describes an error of its own for that.

use http::{HeaderMap, StatusCode};
use serde_json::Value;

use super::choose::{Choice, of_failure};
use super::value::{Judge, Made};
use crate::server::description::{Operation, Response, StatusPattern};
use crate::server::media_type;
use crate::server::rejection::Rejection;

/// Names of properties that tell people what is wrong, the best first, in small letters and without what joins words.
const TEXTS: [&str; 9] = [
    "message",
    "detail",
    "errormessage",
    "errordescription",
    "description",
    "msg",
    "reason",
    "error",
    "title",
];

/// Names of properties that repeat the status.
const STATUSES: [&str; 3] = ["status", "statuscode", "httpstatus"];

/// How deep they are looked for.
const MAX_DEPTH: usize = 3;

/// Returns the response that an operation describes for a mistake, in place of problem details: that of its status; or of the other one of 400 and 422,
/// which documents mean by either; or of its range; or `default`, unless that is the success. `None` where there is none, or it has no body that is
/// described.
pub(super) fn described<'a>(
    operation: &'a Operation,
    headers: &HeaderMap,
    rejection: &Rejection,
) -> Option<Choice<'a>> {
    let status = rejection.status().as_u16();
    let exact = |status: u16| {
        let pattern = StatusPattern::Exact(status);
        let mut responses = operation.responses.iter();
        Some((status, responses.find(|response| response.status == pattern)?))
    };
    let other = match status {
        400 => exact(422),
        422 => exact(400),
        _ => None,
    };
    let has_success = operation.responses.iter().any(is_success);
    let open = operation.response(status);
    let open = open.filter(|response| response.status != StatusPattern::Default || has_success);
    let (status, response) = exact(status).or(other).or_else(|| Some((status, open?)))?;
    let status = StatusCode::from_u16(status).ok()?;
    let choice = of_failure(response, status, headers)?;
    let (content, _) = choice.content.as_ref()?;
    (content.schema.is_some() || !content.examples.is_empty()).then_some(choice)
}

fn is_success(response: &Response) -> bool {
    matches!(
        response.status,
        StatusPattern::Exact(200..300) | StatusPattern::Range(2)
    )
}

/// Says in the body of such a response what is wrong, where the schema has a place for that: problem details as a whole where they are what it
/// describes, and else the text that is meant for people, and the status.
pub(super) fn told(made: Made, choice: &Choice<'_>, rejection: &Rejection) -> Made {
    let Some((content, media_type)) = &choice.content else {
        return made;
    };
    let judge = Judge::new(content.schema.as_ref());
    let is_valid = |value: &Value| judge.is_valid(value);
    if media_type::essence(media_type) == "application/problem+json" {
        let mut problem = rejection.problem();
        problem["status"] = choice.status.as_u16().into();
        if is_valid(&problem) {
            return Made::Value(problem);
        }
    }
    let text = Value::from(rejection.to_string().replace("\n  ", "; "));
    let mut value = match made {
        Made::Value(Value::String(_)) if is_valid(&text) => return Made::Value(text),
        Made::Value(value) => value,
        text => return text,
    };
    let mut set = |names: &[&str], new: &Value| {
        let mut places = Vec::new();
        find(&value, names, String::new(), &mut places);
        places.sort();
        for (_, _, pointer) in places {
            let mut changed = value.clone();
            match changed.pointer_mut(&pointer) {
                // What is no text is none for people, and a status is a number or a text as the schema has it.
                Some(old) if old.is_string() == new.is_string() => *old = new.clone(),
                _ => continue,
            }
            if is_valid(&changed) {
                value = changed;
                return;
            }
        }
    };
    set(&TEXTS, &text);
    set(&STATUSES, &choice.status.as_u16().into());
    set(&STATUSES, &choice.status.as_str().into());
    Made::Value(value)
}

/// Finds the properties of these names: how deep each is, the place of its name, and its pointer.
fn find(value: &Value, names: &[&str], pointer: String, places: &mut Vec<(usize, usize, String)>) {
    let depth = pointer.matches('/').count();
    if depth >= MAX_DEPTH {
        return;
    }
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let pointer = format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"));
                let plain: String = name.chars().filter(|letter| letter.is_alphanumeric()).collect();
                let plain = plain.to_lowercase();
                if let Some(rank) = names.iter().position(|known| *known == plain) {
                    places.push((depth, rank, pointer.clone()));
                }
                find(value, names, pointer, places);
            }
        }
        Value::Array(items) => {
            if let Some(first) = items.first() {
                find(first, names, format!("{pointer}/0"), places);
            }
        }
        _ => {}
    }
}
