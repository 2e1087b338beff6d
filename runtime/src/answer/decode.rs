use bytes::Bytes;
use http::header::CONTENT_TYPE;

use super::{Answer, FromAnswer, Head, Undecoded};
use crate::json::{self, Decode};
use crate::stream::{ByteStream, EventStream, JsonLines};
#[cfg(feature = "xml")]
use crate::xml::{self, XmlSchema};

/// A JSON value.
///
/// # Errors
/// The body must be read first, or is no JSON of this type.
pub fn json<T: Decode>(answer: Answer) -> Result<T, Undecoded> {
    let (head, body) = answer.whole()?;
    json::from_slice(&body).map_err(|error| not_json(&head, &body, &error))
}

fn not_json(head: &Head, body: &[u8], error: &json::DecodeError) -> Undecoded {
    if body.is_empty() {
        return Undecoded::mismatch("", "JSON is expected, but the body is empty");
    }
    let message = match head.text(CONTENT_TYPE) {
        Some(media_type) if !media_type.to_ascii_lowercase().contains("json") => {
            format!("{} (the server calls the body {media_type})", error.message())
        }
        _ => error.message().to_string(),
    };
    Undecoded::mismatch(error.path(), message)
}

/// Nothing: whatever body there is stays unread.
///
/// # Errors
/// None.
pub fn empty(_: Answer) -> Result<(), Undecoded> {
    Ok(())
}

/// Text in UTF-8, or in ISO 8859-1 where the server says so.
///
/// # Errors
/// The body must be read first, or is no text.
pub fn text(answer: Answer) -> Result<String, Undecoded> {
    let (head, body) = answer.whole()?;
    let media_type = head.text(CONTENT_TYPE).unwrap_or_default().to_ascii_lowercase();
    if media_type.contains("charset=iso-8859-1") || media_type.contains("charset=latin1") {
        return Ok(body.iter().copied().map(char::from).collect());
    }
    String::from_utf8(body.into()).map_err(|error| {
        Undecoded::mismatch(
            "",
            format!(
                "text is expected, but the body is no UTF-8: {}",
                error.utf8_error()
            ),
        )
    })
}

/// XML, read as the schema says.
///
/// # Errors
/// The body must be read first, or is no XML of this type.
#[cfg(feature = "xml")]
pub fn xml<T: Decode>(answer: Answer, schema: &XmlSchema) -> Result<T, Undecoded> {
    let body = text(answer)?;
    let value = xml::read(&body, schema).map_err(|problem| Undecoded::mismatch("", problem))?;
    json::from_value(&value).map_err(|error| Undecoded::mismatch(error.path(), error.message()))
}

/// The body as it came, in memory.
///
/// # Errors
/// The body must be read first.
pub fn raw(answer: Answer) -> Result<Bytes, Undecoded> {
    answer.whole().map(|(_, body)| body)
}

/// The variant of an enum for the answer's status.
///
/// # Errors
/// The body must be read first, or is not what the document says, or the document does not name the status.
pub fn documented<E: FromAnswer>(answer: Answer) -> Result<E, Undecoded> {
    E::from_answer(answer)
}

/// Bytes, as they arrive.
///
/// # Errors
/// None.
pub fn binary(answer: Answer) -> Result<ByteStream, Undecoded> {
    let (body, limit, _) = answer.into_stream();
    Ok(ByteStream::new(body, limit))
}

/// Server-sent events, as they arrive.
///
/// # Errors
/// The server calls the body something else.
pub fn events<T: Decode>(answer: Answer) -> Result<EventStream<T>, Undecoded> {
    if answer.head().is_json() {
        answer.whole()?;
        return Err(Undecoded::mismatch(
            "",
            "events are expected, but the server calls the body JSON",
        ));
    }
    let (body, limit, exchange) = answer.into_stream();
    Ok(EventStream::new(body, limit, exchange))
}

/// JSON values, as they arrive.
///
/// # Errors
/// None.
pub fn json_lines<T: Decode>(answer: Answer) -> Result<JsonLines<T>, Undecoded> {
    let (body, limit, _) = answer.into_stream();
    Ok(JsonLines::new(body, limit))
}
