//! The cases of an operation.

use bytes::Bytes;
use serde_json::Value;
use specwright_values::{Content, Operation, Response};

use crate::api::{Api, status_of};
use crate::body::{self, Described, Form};
use crate::mutate::{self, Place};
use crate::report::{Kind, short};
use crate::server::{Act, Reply};

/// How many cases of one kind of change there are for an operation.
const MOST_CHANGES: usize = 32;

/// How many changes of one kind are looked at, of which some are allowed.
const MOST_LOOKED_AT: usize = 1_000;

/// How many bytes the bodies of an operation's documented responses have together: those after that are left out.
const MOST_BYTES: usize = 64 << 20;

/// How many characters of a value are in the name of a case.
const NAMED: usize = 60;

/// A case: what the server does with a request, and what it is called.
#[derive(Debug)]
pub(crate) struct Case {
    pub(crate) kind: Kind,
    pub(crate) name: String,
    pub(crate) act: Act,
}

impl Case {
    fn size(&self) -> usize {
        match &self.act {
            Act::Respond(reply) => reply.body.len(),
            _ => 0,
        }
    }

    pub(crate) fn status(&self) -> Option<u16> {
        match &self.act {
            Act::Respond(reply)
            | Act::RespondOnce(reply)
            | Act::Truncate(reply)
            | Act::Break(reply)
            | Act::Stall(reply) => Some(reply.status),
            Act::Ignore => None,
        }
    }
}

/// Returns the good replies of an operation to a request with this `Accept`: the one that shows most, and the least.
pub(crate) fn good(api: &Api, operation: &Operation, accept: &str, given: Option<&Value>) -> (Reply, Reply) {
    let Some(response) = success(operation, accept) else {
        return (reply(200, None, Bytes::new()), reply(200, None, Bytes::new()));
    };
    let status = status_of(&response.status, &operation.responses);
    let Some(content) = &response.content else {
        return (
            reply(status, None, Bytes::new()),
            reply(status, None, Bytes::new()),
        );
    };
    let media_type = Some(content.media_type.as_str());
    if let Some(given) = given {
        let reply = reply(status, media_type, body::given(api, content, given));
        return (reply.clone(), reply);
    }
    let Some(described) = Described::of(content) else {
        let other = || is_xml(content).then(|| OTHER_XML[0].into());
        let body = other_bodies(content)
            .into_iter()
            .next()
            .or_else(other)
            .unwrap_or_default();
        return (
            reply(status, media_type, body.clone()),
            reply(status, media_type, body),
        );
    };
    let values = values(api, described.schema);
    let bodies = values.iter().filter_map(|value| described.body(api, value));
    let least = bodies.min_by_key(Bytes::len);
    let shown = shown(api, content, described).and_then(|value| described.body(api, &value));
    // A stream goes on behind its first item.
    let shown = shown.map(|body| match described.form {
        Form::Items(..) => Bytes::from([&body[..], &body[..]].concat()),
        Form::Json | Form::Xml => body,
    });
    let nothing = || described.body(api, &Value::Null).unwrap_or_default();
    let least = least.unwrap_or_else(nothing);
    (
        reply(status, media_type, shown.unwrap_or_else(|| least.clone())),
        reply(status, media_type, least),
    )
}

/// Returns the value that shows most of what a response may have.
fn shown(api: &Api, content: &Content, described: Described<'_>) -> Option<Value> {
    let compiled = api.schema(described.schema)?;
    let beside = content.examples.iter().find(|value| compiled.is_valid(value));
    let shown = beside.cloned().or_else(|| compiled.example())?;
    Some(mutate::of_server(api, described.schema, &shown))
}

/// Returns the cases of an operation, for requests with this `Accept`.
pub(crate) fn cases(api: &Api, operation: &Operation, accept: &str, good: &Reply, most: usize) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut bytes = MOST_BYTES;
    for response in operation
        .responses
        .iter()
        .filter(|response| is_accepted(response, accept))
    {
        if bytes > 0 {
            let before = cases.len();
            documented(api, operation, response, most, &mut cases);
            let bodies = cases[before..].iter().map(Case::size);
            bytes = bytes.saturating_sub(bodies.sum());
        }
    }
    if let Some(Response {
        content: Some(content),
        ..
    }) = success(operation, accept)
        && let Some(described) = Described::of(content)
    {
        let value = match described.form {
            Form::Json => serde_json::from_slice(&good.body).ok(),
            Form::Xml | Form::Items(..) => shown(api, content, described),
        };
        if let Some(value) = value {
            changed(api, described, &value, good, &mut cases);
        }
    }
    around(good, &mut cases);
    cases
}

/// Returns the response of a success: of several, one of JSON.
fn success<'o>(operation: &'o Operation, accept: &str) -> Option<&'o Response> {
    let is_json = |response: &Response| {
        response
            .content
            .as_ref()
            .and_then(Described::of)
            .is_some_and(|described| described.form == Form::Json)
    };
    let is_success = |response: &Response| response.status.starts_with('2');
    let accepted = || {
        operation
            .responses
            .iter()
            .filter(|response| is_accepted(response, accept))
    };
    let of = |is: &dyn Fn(&Response) -> bool| {
        let json = accepted().find(|response| is(response) && is_json(response));
        json.or_else(|| accepted().find(|response| is(response)))
    };
    of(&is_success).or_else(|| of(&|response| response.status == "default"))
}

/// Tells whether an `Accept` asks for a response, which it does if it says nothing. A failure comes as it comes.
fn is_accepted(response: &Response, accept: &str) -> bool {
    let Some(content) = &response.content else {
        return true;
    };
    let essence = |text: &str| {
        text.split(';')
            .next()
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase()
    };
    let own = essence(&concrete(&content.media_type));
    let mut ranges = accept.split(',').map(essence);
    accept.trim().is_empty()
        || !response.status.starts_with('2')
        || ranges.any(|range| {
            let main = own.split('/').next().unwrap_or_default();
            range == own
                || range == "*/*"
                || range.strip_suffix("/*") == Some(main)
                || range == essence(&content.media_type)
        })
}

fn documented(api: &Api, operation: &Operation, response: &Response, most: usize, cases: &mut Vec<Case>) {
    let status = status_of(&response.status, &operation.responses);
    let Some(content) = &response.content else {
        cases.push(Case {
            kind: Kind::Documented,
            name: format!("{status} without a body"),
            act: Act::Respond(reply(status, None, Bytes::new())),
        });
        return;
    };
    let bodies: Vec<Bytes> = match Described::of(content) {
        Some(described) => values(api, described.schema)
            .iter()
            .filter_map(|value| described.body(api, value))
            .collect(),
        None => other_bodies(content),
    };
    let mut add = |kind, body: Bytes| {
        let shown = short(&String::from_utf8_lossy(&body), NAMED);
        cases.push(Case {
            kind,
            name: format!("{status} {}: {shown}", content.media_type),
            act: Act::Respond(reply(status, Some(&content.media_type), body)),
        });
    };
    let empty = Form::of(&content.media_type).map_or(&[][..], Form::without_items);
    let bodies = bodies.into_iter().take(most);
    let bodies = bodies.chain(empty.iter().map(|text| (*text).into()));
    bodies.for_each(|body| add(Kind::Documented, body));
    if is_xml(content) {
        // No schema is asked whether it may be so.
        OTHER_XML.iter().for_each(|text| add(Kind::Wrong, (*text).into()));
    }
}

/// XML that is none of the document's, and none at all.
const OTHER_XML: [&str; 2] = ["<?xml version=\"1.0\"?><root/>", ""];

fn is_xml(content: &Content) -> bool {
    Form::of(&content.media_type) == Some(Form::Xml)
}

/// Adds what newer servers send, and wrong ones.
fn changed(api: &Api, described: Described<'_>, value: &Value, good: &Reply, cases: &mut Vec<Case>) {
    let schema = described.schema;
    let mut add = |kind, name: String, value: &Value| {
        let Some(body) = described.body(api, value) else {
            return;
        };
        let reply = Reply { body, ..good.clone() };
        cases.push(Case {
            kind,
            name: format!("{} {name}", good.status),
            act: Act::Respond(reply),
        });
    };
    let grown = mutate::grown(value);
    if grown != *value {
        add(
            Kind::Grown,
            "with properties that no schema knows".to_owned(),
            &grown,
        );
    }
    for (Place { name, .. }, value) in mutate::unknown_values(api, schema, value).take(MOST_CHANGES) {
        add(Kind::Grown, format!("with an unknown value at {name}"), &value);
    }
    // What the document allows is among the documented values.
    let compiled = api.schema(schema);
    let is_wrong = |value: &Value| compiled.as_ref().is_some_and(|schema| !schema.is_valid(value));
    // In XML, `null` is absence.
    let has_null = described.form != Form::Xml;
    let nulls = mutate::nulls(value).take(if has_null { MOST_LOOKED_AT } else { 0 });
    let nulls = nulls.filter(|(_, value)| is_wrong(value));
    for (Place { name, .. }, value) in nulls.take(MOST_CHANGES) {
        add(Kind::Wrong, format!("with null at {name}"), &value);
    }
    let without = mutate::without(value).take(MOST_LOOKED_AT);
    let without = without.filter(|(_, value)| is_wrong(value));
    for (Place { name, .. }, value) in without.take(MOST_CHANGES) {
        add(Kind::Wrong, format!("without {name}"), &value);
    }
}

const PAGE: &str = "<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head>\n<body><h1>Bad Gateway</h1></body></html>\n";

/// Adds what stands between a client and its server.
fn around(good: &Reply, cases: &mut Vec<Case>) {
    let mut add = |kind, name: &str, act| {
        cases.push(Case {
            kind,
            name: name.to_owned(),
            act,
        });
    };
    let page = |status| reply(status, Some("text/html; charset=utf-8"), PAGE.into());
    add(Kind::Proxy, "502 with a page of HTML", Act::Respond(page(502)));
    add(Kind::Proxy, "200 with a page of HTML", Act::Respond(page(200)));
    if !good.body.is_empty() {
        add(
            Kind::Cut,
            "a connection that breaks in the body",
            Act::Break(good.clone()),
        );
        let half = Reply {
            body: good.body.slice(..good.body.len() / 2),
            ..good.clone()
        };
        // Half of a text is a text: only of JSON it is certain that something is missing.
        if good.media_type.as_deref().and_then(Form::of) == Some(Form::Json)
            && good.body.len() > 1
            && serde_json::from_slice::<Value>(&half.body).is_err()
        {
            add(Kind::Cut, "a body that ends in the middle", Act::Truncate(half));
        }
        add(
            Kind::Silent,
            "a body that stops in the middle",
            Act::Stall(good.clone()),
        );
    }
    add(Kind::Silent, "no response", Act::Ignore);
    let limit = Reply {
        headers: vec![("retry-after", "1")],
        ..reply(429, Some("application/json"), r#"{"message":"slow down"}"#.into())
    };
    add(
        Kind::Limit,
        "429, and then a good response",
        Act::RespondOnce(limit),
    );
}

fn reply(status: u16, media_type: Option<&str>, body: Bytes) -> Reply {
    Reply {
        status,
        media_type: media_type.map(concrete),
        headers: Vec::new(),
        body,
    }
}

/// Returns a media type for one that may be a range.
fn concrete(media_type: &str) -> String {
    match media_type {
        "*/*" => "application/json".to_owned(),
        range => range.replace("/*+", "/vnd.example+").replace("/*", "/plain"),
    }
}

/// Returns the values of a schema as a server sends them.
fn values(api: &Api, schema: &str) -> Vec<Value> {
    let mut values: Vec<Value> = Vec::new();
    for value in api
        .schema(schema)
        .map(|schema| schema.interesting())
        .unwrap_or_default()
    {
        let value = mutate::of_server(api, schema, &value);
        if !values.contains(&value) {
            values.push(value);
        }
    }
    values
}

/// Returns bodies that are no JSON.
fn other_bodies(content: &Content) -> Vec<Bytes> {
    let media_type = content.media_type.as_str();
    if let Some(form @ Form::Items(..)) = Form::of(media_type) {
        return vec![body::item(form, &"text".into())];
    }
    if is_xml(content) {
        let texts = content.examples.iter().filter_map(Value::as_str);
        return texts.map(|text| text.to_owned().into()).collect();
    }
    if media_type.starts_with("text/") {
        return vec!["text".into(), Bytes::new(), "quo\"te\n\u{1f600}".into()];
    }
    vec![Bytes::from_static(b"\x00\x01\xff"), Bytes::new()]
}
