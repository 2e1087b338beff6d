//! How the bodies of requests are read.

use crate::server::description::{Content, Operation};
use crate::server::kinds::Kinds;
use crate::server::media_type;
use crate::server::received::{BodyForm, BodyKind};

/// Returns how the bodies of an operation are read.
pub(super) fn forms(operation: &'static Operation) -> &'static [BodyForm] {
    let contents = operation.body.iter().flat_map(|body| body.content.iter());
    let forms = contents.map(|content| BodyForm {
        media_type: &content.media_type,
        kind: kind(content),
    });
    // It is kept as long as the description is.
    Vec::leak(forms.collect())
}

/// Returns how a body is read. What is read as bytes is not checked.
fn kind(content: &Content) -> BodyKind {
    let essence = media_type::essence(&content.media_type);
    let takes = |kinds| {
        content
            .schema
            .as_ref()
            .is_some_and(|schema| schema.kinds().has(kinds))
    };
    match essence.as_str() {
        range if range.contains('*') => BodyKind::Binary,
        _ if media_type::is_json(&essence) => BodyKind::Json,
        "application/x-www-form-urlencoded" if content.schema.is_some() => BodyKind::Form,
        lines if media_type::is_json_lines(lines) => BodyKind::Lines,
        "text/event-stream" => BodyKind::Binary,
        #[cfg(feature = "xml")]
        xml if content.schema.is_some() && (xml.ends_with("/xml") || xml.ends_with("+xml")) => {
            BodyKind::DescribedXml
        }
        "text/xml" => BodyKind::Binary,
        multipart if multipart.starts_with("multipart/") => BodyKind::Parts,
        text if text.starts_with("text/") && takes(Kinds::STRING) => BodyKind::Text,
        _ => BodyKind::Binary,
    }
}
