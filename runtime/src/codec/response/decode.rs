//! The functions that decode a response, each named after the media type that it reads.

use bytes::Bytes;
use http::StatusCode;
use http::header::CONTENT_TYPE;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::media_type::Called;
use super::{FromResponse, RawResponse, Undecoded};
use crate::codec::json::{self, Decode, DecodeError, Memory, Serde};
use crate::codec::stream::{ByteStream, EVENT_STREAM, EventStream, JsonLines, no_event_stream};
#[cfg(feature = "xml")]
use crate::codec::xml::{self, XmlError, XmlSchema};
use crate::message::Head;

/// Decodes a JSON value.
///
/// # Errors
/// The body must be read first, or is no JSON of this type.
pub fn json<T: Decode>(response: RawResponse) -> Result<T, Undecoded> {
    let limit = response.max_memory();
    let (head, body) = response.whole()?;
    json_of(&head, &body, limit)
}

/// Decodes a value of a media type that the document leaves open, as the server calls it: JSON, or text for a type that is read from
/// a string.
///
/// # Errors
/// The body must be read first, or is none of this type.
pub fn any<T: Decode>(response: RawResponse) -> Result<T, Undecoded> {
    let limit = response.max_memory();
    let (head, body) = response.whole()?;
    let json = || json_of(&head, &body, limit);
    let text = || {
        let text = text_of(&head, body.clone())?;
        let value = json::from_value_within(&Value::String(text), Memory::new(limit));
        value.map_err(|error| unfit(&head, &body, error, limit))
    };
    match Called::of(&head) {
        Called::Json => json(),
        Called::Nothing => json().or_else(|error| text().map_err(|_| error)),
        Called::Other => text().or_else(|error| {
            // Some servers call JSON text.
            let is_composite = matches!(body.trim_ascii_start().first(), Some(b'{' | b'['));
            json().map_err(|of_json| if is_composite { of_json } else { error })
        }),
    }
}

/// Decodes a value as [`any`] does, of a type that serde reads.
///
/// # Errors
/// The body must be read first, or is none of this type.
pub fn by_serde<T: DeserializeOwned>(response: RawResponse) -> Result<T, Undecoded> {
    any(response).map(Serde::into_inner)
}

fn json_of<T: Decode>(head: &Head, body: &[u8], limit: usize) -> Result<T, Undecoded> {
    // No value is promised where `null` is one.
    let text: &[u8] = if body.is_empty() { b"null" } else { body };
    let value = json::from_slice_within(text, Memory::new(limit));
    value.map_err(|error| unfit(head, body, error, limit))
}

fn unfit(head: &Head, body: &[u8], error: DecodeError, limit: usize) -> Undecoded {
    match error.is_too_large() {
        true => Undecoded::too_large(limit),
        false => not_json(head, body, error),
    }
}

fn not_json(head: &Head, body: &[u8], error: DecodeError) -> Undecoded {
    if body.is_empty() {
        return Undecoded::mismatch("expected JSON, found an empty body");
    }
    let message = match head.text(CONTENT_TYPE) {
        Some(media_type) if !media_type.to_ascii_lowercase().contains("json") => {
            format!("{} (the server calls the body {media_type})", error.message())
        }
        _ => error.message(),
    };
    Undecoded::mismatch(message).because(error.path(), error)
}

/// Decodes nothing. Whatever body there is stays unread, but for that of a failure, which its error shows.
///
/// # Errors
/// The body of a failure must be read first.
pub fn empty(response: RawResponse) -> Result<(), Undecoded> {
    let status = response.status();
    match (status.is_client_error() || status.is_server_error()) && response.is_unread() {
        true => response.whole().map(|_| ()),
        false => Ok(()),
    }
}

/// Decodes text in UTF-8, or in ISO 8859-1 where the server says so.
///
/// # Errors
/// The body must be read first, or is no text.
pub fn text(response: RawResponse) -> Result<String, Undecoded> {
    let (head, body) = response.whole()?;
    text_of(&head, body)
}

fn text_of(head: &Head, body: Bytes) -> Result<String, Undecoded> {
    let media_type = head.text(CONTENT_TYPE).unwrap_or_default().to_ascii_lowercase();
    if media_type.contains("charset=iso-8859-1") || media_type.contains("charset=latin1") {
        return Ok(body.iter().copied().map(char::from).collect());
    }
    String::from_utf8(body.into()).map_err(|error| {
        let message = format!(
            "expected text, found a body that is no UTF-8: {}",
            error.utf8_error()
        );
        Undecoded::mismatch(message).because("", error.utf8_error())
    })
}

/// Decodes XML as the schema says.
///
/// # Errors
/// The body must be read first, or is no XML of this type.
#[cfg(feature = "xml")]
pub fn xml<T: Decode>(response: RawResponse, schema: &XmlSchema) -> Result<T, Undecoded> {
    let limit = response.max_memory();
    let body = text(response)?;
    let mut memory = Memory::new(limit);
    let value = xml::read(&body, schema, &mut memory).map_err(|error| match error {
        XmlError::Invalid(problem) => Undecoded::mismatch(problem),
        XmlError::TooLarge => Undecoded::too_large(limit),
    })?;
    value
        .decode_within(memory)
        .map_err(|error| match error.is_too_large() {
            true => Undecoded::too_large(limit),
            false => Undecoded::mismatch(error.message()).because(error.path(), error),
        })
}

/// Returns the body as it came, in memory.
///
/// # Errors
/// The body must be read first.
pub fn raw(response: RawResponse) -> Result<Bytes, Undecoded> {
    response.whole().map(|(_, body)| body)
}

/// Decodes the variant of an enum for the status of the response.
///
/// # Errors
/// The body must be read first, or is not what the document says, or the document does not name the status.
pub fn documented<E: FromResponse>(response: RawResponse) -> Result<E, Undecoded> {
    E::from_response(response)
}

/// Returns bytes as they arrive.
///
/// # Errors
/// None.
pub fn binary(response: RawResponse) -> Result<ByteStream, Undecoded> {
    let (body, bounds, _) = response.into_stream();
    Ok(ByteStream::new(body, &bounds))
}

/// Returns server-sent events as they arrive.
///
/// # Errors
/// The server calls the body something else.
pub fn events<T: Decode>(response: RawResponse) -> Result<EventStream<T>, Undecoded> {
    let head = response.head().clone();
    if !head.has_media_type(EVENT_STREAM) && head.status != StatusCode::NO_CONTENT {
        // What has an end is read, for the error to show. Another body may never end.
        if head.has_media_type("application/json") || head.has_media_type("text/html") {
            response.whole()?;
        }
        return Err(Undecoded::mismatch(no_event_stream(&head.headers)));
    }
    let (body, bounds, resume) = response.into_stream();
    Ok(EventStream::new(body, bounds, resume))
}

/// Returns JSON values as they arrive.
///
/// # Errors
/// None.
pub fn json_lines<T: Decode>(response: RawResponse) -> Result<JsonLines<T>, Undecoded> {
    let (body, bounds, _) = response.into_stream();
    Ok(JsonLines::new(body, bounds))
}
