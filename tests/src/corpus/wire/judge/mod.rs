//! Is a request what the document says? Each part is read back by the tables of the specification.

mod answer;
mod multipart;
mod path;
mod query;
pub(super) mod text;

use serde_json::{Map, Value};
use specwright::codegen::plan::named::Api;

use super::media_type;
use super::plan::{BodyValue, PlannedBody, PlannedCall, PlannedOperation};
use super::server::Received;
use super::xml::read;
use crate::raw::{RawCredential, RawEncoding, RawLocation, RawParameter};
use crate::schema::{Bundle, Validators, difference};
use multipart::{Part, parts, take_styled};
use path::{path_fits, template};
use query::form_says;
use text::{decoded, says, says_parts};

/// What a request is compared by.
pub(super) struct Judge<'a> {
    pub(super) api: &'a Api,
    pub(super) bundle: &'a Bundle,
    pub(super) validators: &'a Validators,
    /// How the credentials of the schemes show, and their secrets.
    pub(super) credentials: &'a [(String, RawCredential, String)],
}

impl Judge<'_> {
    /// What is wrong with the request; empty if it is right.
    pub(super) fn faults(
        &self,
        operation: &PlannedOperation,
        call: &PlannedCall,
        received: &Received,
    ) -> Vec<String> {
        let mut faults = Vec::new();
        if received.method != operation.raw.method {
            faults.push(format!("the method is {}", received.method));
        }
        let given: Vec<(&RawParameter, Option<&String>, &Value)> = operation
            .parameters
            .iter()
            .zip(&call.parameters)
            .filter_map(|(planned, value)| Some((&planned.raw, planned.pointer.as_ref(), value.as_ref()?)))
            .collect();
        if !path_fits(&template(&operation.raw.path), &received.path, &given) {
            faults.push(format!("the path is {}", received.path));
        }
        self.query_faults(operation, call, &given, received, &mut faults);
        self.header_faults(&given, received, &mut faults);
        self.credential_faults(operation, call, &given, received, &mut faults);
        self.body_faults(operation, call, received, &mut faults);
        faults
    }

    /// Whether the text is JSON of this value.
    pub(super) fn is_json(&self, text: &str, pointer: Option<&String>, value: &Value) -> bool {
        serde_json::from_str(text).is_ok_and(|received| self.same(pointer, value, &received).is_none())
    }

    /// Where a value that was sent is another than the one that was given.
    pub(super) fn same(&self, pointer: Option<&String>, given: &Value, sent: &Value) -> Option<String> {
        match pointer {
            Some(pointer) => difference(self.bundle, self.validators, pointer, given, sent),
            None => (given != sent).then(|| format!("{given} became {sent}")),
        }
    }

    fn header_faults(
        &self,
        given: &[(&RawParameter, Option<&String>, &Value)],
        received: &Received,
        faults: &mut Vec<String>,
    ) {
        let cookies: Vec<(&str, &str)> = received
            .header("cookie")
            .into_iter()
            .flat_map(|text| text.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .collect();
        for (parameter, pointer, value) in given {
            let right = match (parameter.location, &parameter.encoding) {
                (RawLocation::Header, encoding) => {
                    received
                        .header(&parameter.name)
                        .is_some_and(|text| match encoding {
                            RawEncoding::Content(_) => self.is_json(text, *pointer, value),
                            RawEncoding::Style { explode, .. } => {
                                says_parts(text, value, &[","], *explode, &str::to_owned)
                            }
                        })
                }
                (RawLocation::Cookie, encoding) => cookie_says(&cookies, parameter, encoding, value),
                _ => true,
            };
            if !right {
                faults.push(format!(
                    "the headers do not say {} = {value}: {:?}",
                    parameter.name, received.headers
                ));
            }
        }
    }

    /// Whether a credential of the call shows in this way.
    pub(super) fn is_wanted(&self, call: &PlannedCall, credential: &RawCredential) -> bool {
        let wanted = |name: &String| call.credentials.wanted.iter().any(|names| names.contains(name));
        let mut known = self.credentials.iter();
        known.any(|(name, known, _)| known == credential && wanted(name))
    }

    fn credential_faults(
        &self,
        operation: &PlannedOperation,
        call: &PlannedCall,
        given: &[(&RawParameter, Option<&String>, &Value)],
        received: &Received,
        faults: &mut Vec<String>,
    ) {
        for names in &call.credentials.wanted {
            let schemes = || self.credentials.iter().filter(|(name, ..)| names.contains(name));
            // A parameter may be the credential by another name: what the caller says there counts.
            let is_given = |credential: &RawCredential| {
                given
                    .iter()
                    .any(|(parameter, ..)| stands_for(parameter, credential))
            };
            let is_shown = schemes()
                .any(|(_, credential, secret)| is_given(credential) || shows(received, credential, secret));
            if !is_shown {
                let held = &call.credentials.held;
                faults.push(format!(
                    "the credential {} is not sent, of {held:?}",
                    names.join(" or ")
                ));
            }
        }
        let holds_none = call.credentials.held.as_ref().is_some_and(Vec::is_empty);
        let needs_none = operation.security.is_empty() || holds_none;
        if needs_none && received.header("authorization").is_some() {
            faults.push("a credential is sent that is not asked for".to_owned());
        }
    }

    fn body_faults(
        &self,
        operation: &PlannedOperation,
        call: &PlannedCall,
        received: &Received,
        faults: &mut Vec<String>,
    ) {
        let Some((index, body)) = &call.body else {
            if !received.body.is_empty() {
                faults.push("there is a body that was not given".to_owned());
            }
            return;
        };
        let Some(planned) = operation.bodies.get(*index) else {
            return;
        };
        let content_type = received.header("content-type").unwrap_or_default();
        if !media_type::may_be_sent(&planned.raw.media_type, content_type) {
            faults.push(format!(
                "the content type is {content_type:?}, not {:?}",
                planned.raw.media_type
            ));
        }
        let fault = match body {
            BodyValue::Json(value) => match serde_json::from_slice(&received.body) {
                Ok(sent) => self.same(planned.pointer.as_ref(), value, &sent),
                Err(error) => Some(format!("it is no JSON: {error}")),
            },
            BodyValue::JsonLines(values) | BodyValue::Events(values) => {
                let text = String::from_utf8_lossy(&received.body);
                let lines = text.lines().filter(|line| !line.is_empty());
                // A line of JSON text sequences begins with a record separator, one of an event with the name of its field.
                let prefix = match body {
                    BodyValue::Events(_) => "data: ",
                    _ => "\u{1e}",
                };
                let lines = lines.map(|line| line.strip_prefix(prefix).unwrap_or(line));
                let lines: Vec<&str> = lines.collect();
                let right = lines.len() == values.len()
                    && lines
                        .iter()
                        .zip(values)
                        .all(|(line, value)| self.is_json(line, planned.pointer.as_ref(), value));
                (!right).then(|| format!("its lines are {text}"))
            }
            BodyValue::Text(text) => {
                (received.body != text.as_bytes()).then(|| "its text is another".to_owned())
            }
            BodyValue::Bytes(bytes) => (received.body != *bytes).then(|| "its bytes are others".to_owned()),
            BodyValue::Form(entries) => {
                let text = String::from_utf8_lossy(&received.body);
                (!form_says(&text, entries, &planned.styles)).then(|| format!("the form is {text}"))
            }
            BodyValue::Xml(_, element) => match read(&String::from_utf8_lossy(&received.body)) {
                Ok(sent) => sent.difference(element),
                Err(error) => Some(format!("it is no XML: {error}")),
            },
            BodyValue::Multipart(entries) => {
                self.multipart_fault(entries, planned, content_type, &received.body)
            }
        };
        faults.extend(fault.map(|fault| format!("the body: {fault}")));
    }

    fn multipart_fault(
        &self,
        entries: &Map<String, Value>,
        planned: &PlannedBody,
        content_type: &str,
        body: &[u8],
    ) -> Option<String> {
        let mut parts = match parts(content_type, body) {
            Ok(parts) => parts,
            Err(fault) => return Some(fault),
        };
        let is_related = media_type::fits("multipart/related", content_type);
        if is_related && let Some(fault) = related_fault(&parts, content_type) {
            return Some(fault);
        }
        for (name, value) in entries {
            let styled = planned.styles.iter().find(|(styled, _)| styled == name);
            if let Some((_, RawEncoding::Style { style, explode })) = styled {
                if !take_styled(name, value, (style, *explode), &mut parts) {
                    return Some(format!("the parts do not say {name} = {value} as {style}"));
                }
                continue;
            }
            let items = match value {
                Value::Array(items) => items.clone(),
                other => vec![other.clone()],
            };
            for item in items {
                // Related parts have no names: they come in the order of the properties.
                let is_part = |part: &Part| is_related || part.name.as_deref() == Some(name);
                let Some(index) = parts.iter().position(is_part) else {
                    return Some(format!("there is no part for {name} = {item}"));
                };
                let part = parts.remove(index);
                let text = String::from_utf8_lossy(&part.body);
                let right = match &item {
                    Value::Object(_) | Value::Array(_) => self.is_json(&text, None, &item),
                    scalar => says(&text, scalar),
                };
                if !right {
                    return Some(format!("the part {name} is {text}, not {item}"));
                }
                if !is_related && planned.files.contains(name) && part.file_name.is_none() {
                    return Some(format!("the part {name} has no file name"));
                }
            }
        }
        parts
            .first()
            .map(|part| format!("there is a part {:?} besides", part.name))
    }
}

/// What is wrong with parts that are related, by RFC 2387.
fn related_fault(parts: &[Part], content_type: &str) -> Option<String> {
    if parts.iter().any(|part| part.name.is_some()) {
        return Some("a related part has the name that parts of a form have".to_owned());
    }
    let root = parts.first()?.content_type.as_deref().unwrap_or("text/plain");
    let root = root.split(';').next().unwrap_or_default();
    let says_type = content_type.contains(&format!("type=\"{root}\""));
    (!says_type).then(|| format!("the content type {content_type} does not say that the root is {root}"))
}

fn cookie_says(
    cookies: &[(&str, &str)],
    parameter: &RawParameter,
    encoding: &RawEncoding,
    value: &Value,
) -> bool {
    let decode = |text: &str| decoded(text, false);
    let explode = matches!(encoding, RawEncoding::Style { explode: true, .. });
    let texts = |wanted: &str| -> Vec<&str> {
        cookies
            .iter()
            .filter(|(name, _)| *name == wanted)
            .map(|(_, text)| *text)
            .collect()
    };
    match value {
        Value::Object(entries) if explode => entries
            .iter()
            .all(|(key, value)| matches!(texts(key).as_slice(), [text] if says(&decode(text), value))),
        Value::Array(items) if explode => {
            let texts = texts(&parameter.name);
            texts.len() == items.len()
                && texts
                    .iter()
                    .zip(items)
                    .all(|(text, item)| says(&decode(text), item))
        }
        _ => match (texts(&parameter.name).as_slice(), encoding) {
            ([text], RawEncoding::Content(_)) => {
                serde_json::from_str::<Value>(&decode(text)).is_ok_and(|sent| sent == *value)
            }
            ([text], RawEncoding::Style { .. }) => says_parts(text, value, &[",", "%2C"], false, &decode),
            _ => false,
        },
    }
}

/// Whether the request shows the secret as the credential does.
fn shows(received: &Received, credential: &RawCredential, secret: &str) -> bool {
    match credential {
        RawCredential::Authorization(scheme) => received.header("authorization").is_some_and(|value| {
            value.split_once(' ').is_some_and(|(used, text)| {
                let is_basic = scheme.eq_ignore_ascii_case("basic");
                used.eq_ignore_ascii_case(scheme) && (is_basic || text == secret)
            })
        }),
        RawCredential::Header(header) => received.header(header) == Some(secret),
        RawCredential::Query(key) => received.query.split('&').any(|pair| {
            pair.split_once('=')
                .is_some_and(|(name, text)| decoded(name, true) == *key && text == secret)
        }),
        RawCredential::Cookie(key) => received.header("cookie").is_some_and(|text| {
            text.split(';')
                .any(|pair| pair.trim() == format!("{key}={secret}"))
        }),
        RawCredential::Connection => true,
    }
}

fn stands_for(parameter: &RawParameter, credential: &RawCredential) -> bool {
    match (parameter.location, credential) {
        (RawLocation::Header, RawCredential::Header(header)) => parameter.name.eq_ignore_ascii_case(header),
        (RawLocation::Query, RawCredential::Query(key))
        | (RawLocation::Cookie, RawCredential::Cookie(key)) => parameter.name == *key,
        _ => false,
    }
}
