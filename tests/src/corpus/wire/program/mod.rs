//! The program that links a client and makes the calls it is told to.

mod argument;
mod credential;
mod imports;
mod process;
mod signatures;

use std::fmt::Write as _;

use serde_json::{Value, json};
use specwright::codegen::plan::named::Body;

use super::media_type::{self, MediaType};
use super::plan::{BodyValue, Plan, PlannedCall, PlannedOperation};
pub(super) use process::Program;
use signatures::Signatures;

/// What the program needs besides the client and the runtime.
pub(super) const DEPENDENCIES: &str =
    "tokio = { version = \"1\", features = [\"rt\", \"net\", \"time\"] }\nbase64 = \"0.23\"\n";

/// The program of one client.
pub(super) struct Harness {
    /// Its text.
    pub(super) main: String,
    /// The operations that it can't call, and why.
    pub(super) left_out: Vec<(usize, String)>,
}

impl Harness {
    pub(super) fn new(plan: &Plan) -> Self {
        let signatures = Signatures::read(plan);
        let mut functions = String::new();
        let mut table = String::new();
        let mut left_out = Vec::new();
        for (index, planned) in plan.operations.iter().enumerate() {
            let function = planned
                .model(&plan.generated.api)
                .ok_or("the client has no such operation".to_owned())
                .and_then(|operation| signatures.function(index, planned, operation, &plan.generated.api));
            match function {
                Ok(function) => {
                    functions += &function;
                    // Writing to a string does not fail.
                    let _ = writeln!(table, "    operation_{index},");
                }
                Err(reason) => {
                    table += "    not_called,\n";
                    left_out.push((index, reason));
                }
            }
        }
        let credentials: String = plan
            .credentials
            .iter()
            .map(|(key, credential, secret)| credential::setter(key, credential, secret))
            .collect();
        let main = MAIN
            .replace("{TABLE}", &table)
            .replace("{CREDENTIALS}", &credentials)
            .replace("{FUNCTIONS}", &functions);
        Self { main, left_out }
    }
}

/// One line in is `{"op": place in the table, "p": parameters, "b": body}`; one line out is what came of the call.
const MAIN: &str = r#"#![allow(deprecated, unused)]
use std::io::{BufRead, Write};
use std::pin::Pin;

use base64::Engine as _;
use client::*;
use specwright_runtime::json::{Decode, Encode, from_slice, to_vec};
use specwright_runtime::serde_json::{Value, from_str, json};
use specwright_runtime::{Body, Credential, Error, FilePart, Form};

type Outcome = Result<Value, String>;
type Call = for<'a> fn(&'a Client, &'a Value) -> Pin<Box<dyn Future<Output = Outcome> + 'a>>;

fn take<T: Decode>(value: &Value) -> Result<T, String> {
    let text = match value.get("$json").and_then(Value::as_str) {
        Some(text) => text.as_bytes().to_vec(),
        None => specwright_runtime::serde_json::to_vec(value).map_err(|error| error.to_string())?,
    };
    from_slice(&text).map_err(|error| format!("the argument {value} is refused: {error}"))
}

fn given(value: &Value) -> Option<&Value> {
    value.get("given")
}

fn bytes(value: &Value) -> Vec<u8> {
    match value {
        Value::String(text) => text.clone().into_bytes(),
        Value::Object(entries) if entries.contains_key("$json") => value["$json"].as_str().unwrap().as_bytes().to_vec(),
        Value::Object(_) => base64::engine::general_purpose::STANDARD.decode(value["base64"].as_str().unwrap()).unwrap(),
        other => other.to_string().into_bytes(),
    }
}

fn file(value: &Value) -> FilePart {
    FilePart::new(bytes(value)).file_name("file.bin")
}

/// Parts that no schema names: texts as texts, all else as JSON.
fn form(value: &Value) -> Form {
    let mut form = Form::new();
    for (name, value) in value.as_object().into_iter().flatten() {
        match value {
            Value::String(_) => form.text(name, None, value),
            _ => form.json(name, None, value),
        }
    }
    form
}

fn encoded<T: Encode>(value: &T) -> Value {
    match to_vec(value) {
        Ok(text) => json!({"text of json": String::from_utf8(text).unwrap()}),
        Err(error) => json!({"error": error.to_string()}),
    }
}

fn outcome(side: &str, status: u16, value: Value) -> Value {
    json!({side: value, "status": status})
}

fn variant(name: Option<&str>, value: Value) -> Value {
    json!({"variant": name, "value": value})
}

fn text(text: String) -> Value {
    json!({"text": text})
}

fn items_of(items: Vec<Value>) -> Value {
    json!({"items": items})
}

fn broken(error: &dyn std::fmt::Display) -> Value {
    json!({"error": error.to_string()})
}

fn base64(bytes: &[u8]) -> Value {
    json!({"bytes": base64::engine::general_purpose::STANDARD.encode(bytes)})
}

{FUNCTIONS}

fn not_called<'a>(_: &'a Client, _: &'a Value) -> Pin<Box<dyn Future<Output = Outcome> + 'a>> {
    Box::pin(async { Err("not called".to_owned()) })
}

const TABLE: &[Call] = &[
{TABLE}];

fn main() {
    let url = std::env::args().nth(1).unwrap();
    let mut builder = Client::builder().base_url(&url).timeout(std::time::Duration::from_secs(20)).retry(specwright_runtime::Retry::none());
    let held: Vec<String> = std::env::args().skip(2).collect();
{CREDENTIALS}
    let client = builder.build().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line: Value = from_str(&line.unwrap()).unwrap();
        let call = TABLE[line["op"].as_u64().unwrap() as usize];
        let attempt = std::panic::AssertUnwindSafe(|| runtime.block_on(call(&client, &line)));
        let answer = match std::panic::catch_unwind(attempt) {
            Ok(Ok(value)) => value,
            Ok(Err(error)) => json!({"error": error}),
            Err(_) => json!({"error": "panicked"}),
        };
        writeln!(out, "{answer}").unwrap();
        out.flush().unwrap();
    }
}
"#;

/// The line that the program reads for a call.
pub(super) fn line(
    plan: &Plan,
    index: usize,
    planned: &PlannedOperation,
    call: &PlannedCall,
) -> Option<String> {
    let operation = planned.model(&plan.generated.api)?;
    let parameters: Vec<Value> = operation
        .parameters
        .iter()
        .map(|parameter| {
            let place = planned
                .parameters
                .iter()
                .position(|known| is_same(&known.raw, parameter));
            let value = place
                .and_then(|place| call.parameters.get(place))
                .and_then(Option::as_ref);
            value.map_or(Value::Null, |value| json!({"given": as_text(value)}))
        })
        .collect();
    let body = match &call.body {
        None => Value::Null,
        Some((media, value)) => {
            let raw = &planned.bodies.get(*media)?.raw;
            let variant = variant(operation.body.as_ref()?, &raw.media_type)?;
            json!({"given": {"variant": variant, "value": body_value(value)}})
        }
    };
    let stream = call.is_of_stream(operation);
    Some(json!({"op": index, "stream": stream, "p": parameters, "b": body}).to_string())
}

pub(super) fn is_same(
    raw: &crate::raw::RawParameter,
    parameter: &specwright::codegen::plan::named::Parameter,
) -> bool {
    use crate::raw::RawLocation;
    use specwright::codegen::plan::named::Location;
    let location = match parameter.location {
        Location::Path => RawLocation::Path,
        Location::Query => RawLocation::Query,
        Location::QueryString => RawLocation::QueryString,
        Location::Header => RawLocation::Header,
        Location::Cookie => RawLocation::Cookie,
    };
    raw.name == parameter.wire && raw.location == location
}

/// The place of the body's variant for a media type.
pub(super) fn variant(body: &Body, media_type: &str) -> Option<usize> {
    let sent = |variant: &specwright::codegen::plan::named::BodyVariant| variant.media_type.clone();
    let same = |sent: &str| MediaType::parse(sent) == MediaType::parse(media_type);
    let variants = || body.variants.iter().map(sent);
    variants()
        .position(|sent| same(&sent))
        .or_else(|| variants().position(|sent| media_type::may_be_sent(media_type, &sent)))
}

/// The value as its text, so that no reader on the way rounds a number.
fn as_text(value: &Value) -> Value {
    json!({"$json": value.to_string()})
}

fn body_value(value: &BodyValue) -> Value {
    use base64::Engine as _;
    match value {
        BodyValue::Json(value) | BodyValue::Xml(value, _) => as_text(value),
        BodyValue::JsonLines(values) | BodyValue::Events(values) => values.clone().into(),
        BodyValue::Text(text) => text.clone().into(),
        BodyValue::Bytes(bytes) => json!({"base64": base64::engine::general_purpose::STANDARD.encode(bytes)}),
        BodyValue::Form(entries) | BodyValue::Multipart(entries) => Value::Object(entries.clone()),
    }
}
