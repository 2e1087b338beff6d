use serde_json::Value;

use super::{RawDocument, RawOperation};

/// How a security scheme shows in a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RawCredential {
    /// `Authorization` with this scheme.
    Authorization(String),
    /// A header of this name.
    Header(String),
    /// A query parameter of this name.
    Query(String),
    /// A cookie of this name.
    Cookie(String),
    /// Nothing of the request: the connection's certificate.
    Connection,
}

/// The alternatives of what an operation needs, each a list of scheme names.
pub fn requirements(document: &RawDocument, operation: &RawOperation) -> Vec<Vec<String>> {
    let own = document
        .get(&operation.spot)
        .and_then(|value| value.get("security"))
        .and_then(Value::as_array);
    let list = own.or_else(|| document.root().get("security").and_then(Value::as_array));
    list.into_iter()
        .flatten()
        .filter_map(Value::as_object)
        .map(|alternative| alternative.keys().cloned().collect())
        .collect()
}

/// How the scheme `name` shows; `None` if there is no such scheme, or of no known kind.
pub fn credential(document: &RawDocument, name: &str) -> Option<RawCredential> {
    let root = document.root_spot();
    let place = if document.version().starts_with('2') {
        root.child("securityDefinitions").child(name)
    } else {
        root.child("components").child("securitySchemes").child(name)
    };
    let value = document.get(&document.follow(&place)?)?;
    let text = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default();
    match (text("type"), text("in")) {
        ("http", _) => Some(RawCredential::Authorization(text("scheme").to_owned())),
        ("basic", _) => Some(RawCredential::Authorization("basic".to_owned())),
        ("oauth2" | "openIdConnect", _) => Some(RawCredential::Authorization("bearer".to_owned())),
        ("apiKey", "header") => Some(RawCredential::Header(text("name").to_owned())),
        ("apiKey", "query") => Some(RawCredential::Query(text("name").to_owned())),
        ("apiKey", "cookie") => Some(RawCredential::Cookie(text("name").to_owned())),
        ("mutualTLS", _) => Some(RawCredential::Connection),
        _ => None,
    }
}
