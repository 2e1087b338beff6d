//! Is a request what the document says? Each part is read back by the tables of the specification.

use serde_json::{Map, Value};

use super::multipart::parts;
use super::plan::{BodyValue, PlannedCall, PlannedOperation};
use super::server::Received;
use super::text::{decoded, delimiters, says, says_parts};
use crate::raw::{RawCredential, RawEncoding, RawLocation, RawParameter};
use crate::schema::{Bundle, Validators, difference};

/// What a request is compared by.
pub(super) struct Judge<'a> {
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
        self.query_faults(operation, &given, received, &mut faults);
        self.header_faults(&given, received, &mut faults);
        self.credential_faults(operation, received, &mut faults);
        self.body_faults(operation, call, received, &mut faults);
        faults
    }

    fn query_faults(
        &self,
        operation: &PlannedOperation,
        given: &[(&RawParameter, Option<&String>, &Value)],
        received: &Received,
        faults: &mut Vec<String>,
    ) {
        let mut pairs: Vec<(String, &str)> = received
            .query
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| {
                let (name, text) = pair.split_once('=').unwrap_or((pair, ""));
                (decoded(name, true), text)
            })
            .collect();
        for (parameter, pointer, value) in given {
            let right = match parameter.location {
                RawLocation::Query => self.take_query(parameter, *pointer, value, &mut pairs),
                RawLocation::QueryString => {
                    pairs.clear();
                    self.is_query_string(parameter, *pointer, value, &received.query)
                }
                _ => continue,
            };
            if !right {
                faults.push(format!(
                    "the query {} does not say {} = {value}",
                    received.query, parameter.name
                ));
            }
        }
        let is_credential = |name: &str| {
            let wanted = RawCredential::Query(name.to_owned());
            self.wanted(operation)
                .any(|(_, credential, _)| *credential == wanted)
        };
        for (name, text) in pairs {
            if !is_credential(&name) {
                faults.push(format!("the query has {name}={text} besides"));
            }
        }
    }

    /// Takes what belongs to the parameter out of `pairs`; whether it says the value.
    fn take_query(
        &self,
        parameter: &RawParameter,
        pointer: Option<&String>,
        value: &Value,
        pairs: &mut Vec<(String, &str)>,
    ) -> bool {
        let decode = |text: &str| decoded(text, true);
        let (style, explode) = match &parameter.encoding {
            RawEncoding::Style { style, explode } => (style.as_str(), *explode),
            RawEncoding::Content(_) => {
                let texts = take(pairs, |name| name == parameter.name);
                let [(_, text)] = texts.as_slice() else {
                    return false;
                };
                return self.is_json(&decode(text), pointer, value);
            }
        };
        match value {
            Value::Object(entries) if style == "deepObject" => {
                let own = format!("{}[", parameter.name);
                let texts = take(pairs, |name| name.starts_with(&own));
                texts.len() == entries.len()
                    && texts.iter().all(|(name, text)| {
                        let key = name.strip_prefix(&own).and_then(|rest| rest.strip_suffix(']'));
                        key.and_then(|key| entries.get(key))
                            .is_some_and(|value| says(&decode(text), value))
                    })
            }
            Value::Object(entries) if explode => entries.iter().all(|(key, value)| {
                let texts = take(pairs, |name| name == key);
                matches!(texts.as_slice(), [(_, text)] if says(&decode(text), value))
            }),
            Value::Array(items) if explode || style == "deepObject" => {
                let texts = take(pairs, |name| name == parameter.name);
                texts.len() == items.len()
                    && texts
                        .iter()
                        .zip(items)
                        .all(|((_, text), item)| says(&decode(text), item))
            }
            _ => {
                let texts = take(pairs, |name| name == parameter.name);
                let [(_, text)] = texts.as_slice() else {
                    return false;
                };
                says_parts(text, value, delimiters(style), false, &decode)
            }
        }
    }

    fn is_query_string(
        &self,
        parameter: &RawParameter,
        pointer: Option<&String>,
        value: &Value,
        query: &str,
    ) -> bool {
        match (&parameter.encoding, value) {
            (RawEncoding::Content(media_type), Value::Object(entries))
                if media_type.contains("form-urlencoded") =>
            {
                form_says(query, entries, &[])
            }
            _ => self.is_json(&decoded(query, false), pointer, value),
        }
    }

    fn is_json(&self, text: &str, pointer: Option<&String>, value: &Value) -> bool {
        serde_json::from_str(text).is_ok_and(|received| self.same(pointer, value, &received).is_none())
    }

    /// Where a value that was sent is another than the one that was given.
    fn same(&self, pointer: Option<&String>, given: &Value, sent: &Value) -> Option<String> {
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

    /// The schemes of the first alternative, which is what a client with all credentials is to use.
    fn wanted(&self, operation: &PlannedOperation) -> impl Iterator<Item = &(String, RawCredential, String)> {
        let first = operation.security.first().cloned().unwrap_or_default();
        self.credentials
            .iter()
            .filter(move |(name, ..)| first.contains(name))
    }

    fn credential_faults(&self, operation: &PlannedOperation, received: &Received, faults: &mut Vec<String>) {
        for (name, credential, secret) in self.wanted(operation) {
            let shown = match credential {
                RawCredential::Authorization(scheme) => {
                    received.header("authorization").is_some_and(|value| {
                        value.split_once(' ').is_some_and(|(used, text)| {
                            used.eq_ignore_ascii_case(scheme)
                                && (scheme.eq_ignore_ascii_case("basic") || text == secret)
                        })
                    })
                }
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
            };
            if !shown {
                faults.push(format!("the credential {name} is not sent"));
            }
        }
        let needs_none = operation.security.is_empty();
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
        if !media_type_fits(&planned.raw.media_type, content_type) {
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
            BodyValue::JsonLines(values) => {
                let text = String::from_utf8_lossy(&received.body);
                let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
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
            BodyValue::Multipart(entries) => {
                self.multipart_fault(entries, &planned.files, content_type, &received.body)
            }
        };
        faults.extend(fault.map(|fault| format!("the body: {fault}")));
    }

    fn multipart_fault(
        &self,
        entries: &Map<String, Value>,
        files: &[String],
        content_type: &str,
        body: &[u8],
    ) -> Option<String> {
        let mut parts = match parts(content_type, body) {
            Ok(parts) => parts,
            Err(fault) => return Some(fault),
        };
        for (name, value) in entries {
            let items = match value {
                Value::Array(items) => items.clone(),
                other => vec![other.clone()],
            };
            for item in items {
                let Some(index) = parts.iter().position(|part| part.name == *name) else {
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
                if files.contains(name) && part.file_name.is_none() {
                    return Some(format!("the part {name} has no file name"));
                }
            }
        }
        parts
            .first()
            .map(|part| format!("there is a part {} besides", part.name))
    }
}

fn take<'t>(pairs: &mut Vec<(String, &'t str)>, test: impl Fn(&str) -> bool) -> Vec<(String, &'t str)> {
    pairs.extract_if(.., |(name, _)| test(name)).collect()
}

/// Whether the text of a form says the entries, by the styles of some properties and `form`, exploded, for the rest.
fn form_says(text: &str, entries: &Map<String, Value>, styles: &[(String, RawEncoding)]) -> bool {
    let mut pairs: Vec<(String, &str)> = text
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, text) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name, true), text)
        })
        .collect();
    let decode = |text: &str| decoded(text, true);
    let all = entries.iter().all(|(key, value)| {
        let encoding = styles.iter().find(|(name, _)| name == key).map(|(_, encoding)| encoding);
        let (style, explode) = match encoding {
            Some(RawEncoding::Style { style, explode }) => (style.as_str(), *explode),
            _ => ("form", true),
        };
        if let (Value::Object(inner), "deepObject") = (value, style) {
            return inner.iter().all(|(inner, value)| {
                let texts = take(&mut pairs, |name| name == format!("{key}[{inner}]"));
                matches!(texts.as_slice(), [(_, text)] if says(&decode(text), value))
            });
        }
        let texts = take(&mut pairs, |name| name == key);
        match value {
            Value::Array(items) if explode => {
                texts.len() == items.len() && texts.iter().zip(items).all(|((_, text), item)| says(&decode(text), item))
            }
            _ => matches!(texts.as_slice(), [(_, text)] if says_parts(text, value, delimiters(style), false, &decode)),
        }
    });
    all && pairs.is_empty()
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

/// A piece of a path template.
enum Piece<'p> {
    Literal(&'p str),
    Parameter(&'p str),
}

fn template(path: &str) -> Vec<Piece<'_>> {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let mut pieces = Vec::new();
    let mut rest = path;
    while let Some((literal, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        pieces.push(Piece::Literal(literal));
        pieces.push(Piece::Parameter(name));
        rest = after;
    }
    pieces.push(Piece::Literal(rest));
    pieces
}

/// Whether the path is the template with the values in it, for some way to divide it.
fn path_fits(pieces: &[Piece<'_>], path: &str, given: &[(&RawParameter, Option<&String>, &Value)]) -> bool {
    match pieces {
        [] => path.is_empty(),
        [Piece::Literal(literal), rest @ ..] => {
            // A client may escape what the template writes plainly.
            (0..=path.len())
                .filter(|end| path.is_char_boundary(*end))
                .any(|end| {
                    decoded(&path[..end], false) == decoded(literal, false)
                        && path_fits(rest, &path[end..], given)
                })
        }
        [Piece::Parameter(name), rest @ ..] => {
            let Some((parameter, _, value)) = given
                .iter()
                .find(|(parameter, ..)| parameter.location == RawLocation::Path && parameter.name == *name)
            else {
                return false;
            };
            (1..=path.len())
                .rev()
                .filter(|end| path.is_char_boundary(*end) && !path[..*end].contains('/'))
                .any(|end| path_says(&path[..end], parameter, value) && path_fits(rest, &path[end..], given))
        }
    }
}

fn path_says(text: &str, parameter: &RawParameter, value: &Value) -> bool {
    let decode = |text: &str| decoded(text, false);
    let RawEncoding::Style { style, explode } = &parameter.encoding else {
        return serde_json::from_str::<Value>(&decode(text)).is_ok_and(|sent| sent == *value);
    };
    match (style.as_str(), value) {
        ("label", _) => {
            let delimiter = if *explode { "." } else { "," };
            text.strip_prefix('.')
                .is_some_and(|text| says_parts(text, value, &[delimiter], *explode, &decode))
        }
        ("matrix", Value::Object(_)) if *explode => text
            .strip_prefix(';')
            .is_some_and(|text| says_parts(text, value, &[";"], true, &decode)),
        ("matrix", Value::Array(items)) if *explode => {
            let own: Vec<&str> = text.split(';').skip(1).collect();
            own.len() == items.len()
                && own.iter().zip(items).all(|(pair, item)| {
                    pair.split_once('=').is_some_and(|(name, text)| {
                        decode(name) == parameter.name && says(&decode(text), item)
                    })
                })
        }
        ("matrix", _) => text
            .strip_prefix(';')
            .and_then(|text| text.split_once('='))
            .is_some_and(|(name, text)| {
                decode(name) == parameter.name && says_parts(text, value, &[","], false, &decode)
            }),
        _ => says_parts(text, value, &[","], *explode, &decode),
    }
}

/// Whether the content type is the one of the document, or one that its wildcard allows.
fn media_type_fits(documented: &str, sent: &str) -> bool {
    let essence = |text: &str| {
        text.split(';')
            .next()
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase()
    };
    let (documented, sent) = (essence(documented), essence(sent));
    match documented.split_once('*') {
        Some((before, after)) => {
            sent.starts_with(before) && sent.ends_with(after.trim_start_matches('/')) || documented == "*/*"
        }
        None => documented == sent,
    }
}
