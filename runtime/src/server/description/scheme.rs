//! How callers tell who they are: `components/securitySchemes`.

use serde_json::Value;

use super::read::text;
use super::{Scheme, SchemeKind};

/// Returns the security schemes of a document.
pub(super) fn schemes(document: &Value) -> Vec<Scheme> {
    let schemes = document.pointer("/components/securitySchemes");
    let schemes = schemes.and_then(Value::as_object).into_iter().flatten();
    let schemes = schemes.map(|(key, scheme)| Scheme {
        key: key.clone(),
        kind: kind(scheme),
    });
    schemes.collect()
}

fn kind(scheme: &Value) -> SchemeKind {
    let name = text(scheme, "name");
    match (text(scheme, "type").as_str(), text(scheme, "in").as_str()) {
        ("apiKey", "query") => SchemeKind::Query(name),
        ("apiKey", "cookie") => SchemeKind::Cookie(name),
        ("apiKey", _) => SchemeKind::Header(name),
        ("http", _) => SchemeKind::Authorization(text(scheme, "scheme")),
        ("mutualTLS", _) => SchemeKind::Connection,
        _ => SchemeKind::Authorization("bearer".to_owned()),
    }
}
