//! The program that serves a document.

use std::fmt::Write as _;

use specwright::codegen::plan::named::Api;
use specwright::codegen::plan::{ServedOperation, ServedVariant, Status, served};

/// Returns the text of the program.
pub(super) fn main(api: &Api) -> String {
    let side = served(api);
    let mut methods = String::new();
    for operation in &side.server.operations {
        let (method, request, responses) = (
            &operation.method,
            &operation.request.name,
            &operation.responses.name,
        );
        // Writing to a string does not fail.
        let _ = writeln!(
            methods,
            "    async fn {method}(&self, request: {request}) -> {responses} {{\n        \
             if !is_known(&request.{}) {{ return rt::StatusCode::UNAUTHORIZED.into(); }}\n        {}\n    }}",
            operation.request.credentials.0,
            response(operation)
        );
    }
    let keys = api
        .security_schemes
        .iter()
        .map(|scheme| format!("{:?}", scheme.key));
    let keys = keys.collect::<Vec<_>>().join(", ");
    MAIN.replace("{METHODS}", &methods).replace("{KEYS}", &keys)
}

/// The response with an example: the first success that has one status.
fn response(operation: &ServedOperation<'_>) -> String {
    let responses = &operation.responses.name;
    let succeeds = |variant: &&ServedVariant<'_>| {
        matches!(
            variant.status,
            Status::Exact(200..=299) | Status::Range(2) | Status::Default
        )
    };
    let Some(variant) = operation.responses.variants.iter().find(succeeds) else {
        return "rt::StatusCode::OK.into()".to_owned();
    };
    let (key, given) = match variant.status {
        Status::Exact(status) => (status.to_string(), String::new()),
        Status::Range(hundred) => (
            format!("{hundred}XX"),
            format!("rt::StatusCode::from_u16({hundred}00).unwrap(), "),
        ),
        Status::Default => ("default".to_owned(), "rt::StatusCode::OK, ".to_owned()),
    };
    let name = &variant.name;
    let example = |kind: &str| format!("example({:?}, {key:?}, {kind:?})", operation.key);
    match (variant.writer, given.as_str()) {
        ("empty", "") => format!("{responses}::{name}"),
        ("empty", given) => format!("{responses}::{name}({})", given.trim_end_matches([',', ' '])),
        ("text", given) => format!("{responses}::{name}({given}\"text\".to_owned())"),
        ("binary", given) => format!("{responses}::{name}({given}rt::Body::from(\"bytes\"))"),
        ("events", given) => item(&example("event-stream"), &format!("{responses}::{name}({given}")),
        ("lines", given) => item(&example("json"), &format!("{responses}::{name}({given}")),
        (kind, given) => format!(
            "match {} {{ Some(value) => {responses}::{name}({given}value), None => nothing().into() }}",
            example(kind)
        ),
    }
}

fn item(example: &str, head: &str) -> String {
    format!("{head}rt::server::Stream::of({example}))")
}

const MAIN: &str = r##"#![allow(deprecated, unused)]
use std::sync::OnceLock;

use client::server::*;
use client::*;
use specwright_runtime as rt;
use specwright_runtime::json::{self, Decode};
use specwright_runtime::serde_json::Value;
use specwright_values::Document;

struct Examples;

/// The security schemes.
const KEYS: &[&str] = &[{KEYS}];

/// Whether all credentials are those that the caller is to send.
fn is_known(credentials: &rt::server::Credentials) -> bool {
    use rt::secrecy::ExposeSecret as _;
    let found = KEYS.iter().filter_map(|key| credentials.get(key));
    found.into_iter().all(|secret| ["secret", "dXNlcjpwYXNzd29yZA==", ""].contains(&secret.expose_secret()))
}

impl Api for Examples {
{METHODS}}

/// What a response without an example gets: no fault of the request.
fn nothing() -> rt::StatusCode {
    rt::StatusCode::NOT_IMPLEMENTED
}

fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// Returns an example of what the document describes of a response.
fn example<T: Decode>(operation: &str, status: &str, kind: &str) -> Option<T> {
    static DOCUMENT: OnceLock<Document> = OnceLock::new();
    let document = DOCUMENT.get_or_init(|| Document::parse(DESCRIPTION).unwrap());
    let (method, path) = operation.split_once(' ')?;
    let item = format!("/paths/{}", escaped(path));
    let usual = format!("{item}/{}/responses/{status}", method.to_ascii_lowercase());
    let other = format!("{item}/additionalOperations/{method}/responses/{status}");
    let mut response = match document.root().pointer(&usual) {
        Some(_) => usual,
        None => other,
    };
    if let Some(reference) = document.root().pointer(&response)?.get("$ref").and_then(Value::as_str) {
        response = reference.strip_prefix('#')?.replace("%20", " ");
    }
    let content = document.root().pointer(&response)?.get("content")?.as_object()?;
    let (media_type, content) = content.iter().find(|(name, _)| name.contains(kind) || name.contains('*'))?;
    let keyword = match content.get("itemSchema") {
        Some(_) => "itemSchema",
        None => "schema",
    };
    let value = match content.get(keyword) {
        Some(_) => document.schema(&format!("#{response}/content/{}/{keyword}", escaped(media_type)))?.example()?,
        None => Value::Null,
    };
    json::from_value(&value).ok()
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        println!("http://{}", listener.local_addr().unwrap());
        let service = service(Examples).check_responses(true);
        axum::serve(listener, axum::Router::new().fallback_service(service)).await.unwrap();
    });
}
"##;
