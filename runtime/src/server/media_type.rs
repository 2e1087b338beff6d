//! Media types, ranges of them, and what a client accepts.

use http::HeaderMap;
use http::header::{ACCEPT, CONTENT_TYPE};

/// Returns a media type without its parameters, in lower case.
pub(crate) fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// Returns a parameter of a media type.
pub(crate) fn parameter(media_type: &str, name: &str) -> Option<String> {
    let mut parameters = media_type.split(';').skip(1);
    parameters.find_map(|parameter| {
        let (key, value) = parameter.split_once('=')?;
        let value = value.trim().trim_matches('"');
        key.trim().eq_ignore_ascii_case(name).then(|| value.to_owned())
    })
}

/// Tells whether a media type is of a range: `text/*`, `*/*`, `application/*+json`, or a media type.
pub(crate) fn is_of(range: &str, media_type: &str) -> bool {
    let (range, media_type) = (essence(range), essence(media_type));
    match range.split_once('*') {
        None => range == media_type,
        Some(_) if range == "*/*" => true,
        Some((before, after)) => {
            media_type.len() >= before.len() + after.len()
                && media_type.starts_with(before)
                && media_type.ends_with(after)
        }
    }
}

/// Tells whether a body may be sent as a media type where the document says a range: as one of the range, or of `application/*+json` as
/// `application/json`, which clients send that know no type of it.
pub(crate) fn may_be_sent(range: &str, media_type: &str) -> bool {
    let format = essence(range).replace("*+", "");
    is_of(range, media_type) || (range.contains("*+") && format == essence(media_type))
}

/// Returns how narrow a media type of the document is that a body's media type is of: one whose parameters the body has is narrower than
/// one of the same name.
pub(crate) fn narrowness(range: &str, media_type: &str) -> (bool, usize) {
    let named = range.split(';').skip(1);
    let mut named = named.filter_map(|parameter| parameter.split_once('='));
    let has_parameters = named.all(|(name, value)| {
        let found = parameter(media_type, name.trim());
        found.is_some_and(|found| found.eq_ignore_ascii_case(value.trim().trim_matches('"')))
    });
    (has_parameters, range.replace('*', "").len())
}

/// Tells whether a media type, by its essence, is of one JSON value a line.
#[cfg(feature = "mock")]
pub(crate) fn is_json_lines(essence: &str) -> bool {
    let lines = [
        "application/jsonl",
        "application/x-ndjson",
        "application/ndjson",
        "application/x-jsonlines",
    ];
    lines.contains(&essence)
}

/// Tells whether a media type, or the suffix of its name, is JSON.
pub(crate) fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence.ends_with("/json") || essence.ends_with("+json")
}

/// Returns what a request calls its body.
pub(crate) fn of_body(headers: &HeaderMap) -> Option<&str> {
    headers.get(CONTENT_TYPE)?.to_str().ok()
}

/// Returns the ranges that a client accepts, each with its weight from 0 to 1000; nothing if it does not say.
pub(crate) fn accepted(headers: &HeaderMap) -> Vec<(String, u16)> {
    let texts = headers.get_all(ACCEPT).iter();
    let texts = texts.filter_map(|value| value.to_str().ok());
    texts
        .flat_map(|text| text.split(','))
        .map(str::trim)
        .filter(|range| range.contains('/'))
        .map(|range| {
            let weight = parameter(range, "q").and_then(|weight| weight.parse::<f32>().ok());
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // it is bounded
            let weight = (weight.unwrap_or(1.0).clamp(0.0, 1.0) * 1000.0) as u16;
            (range.to_owned(), weight)
        })
        .collect()
}

/// Returns the one of these media types that a client likes most, by its headers `Accept`; of those that it likes alike, the first. `None` if it
/// accepts none of them.
///
/// ```
/// use specwright_runtime::http::{HeaderMap, HeaderValue};
/// use specwright_runtime::server::preferred;
///
/// let mut headers = HeaderMap::new();
/// headers.insert("accept", HeaderValue::from_static("text/csv, application/json;q=0.5"));
/// assert_eq!(preferred(&headers, &["application/json", "text/csv"]), Some("text/csv"));
/// assert_eq!(preferred(&headers, &["application/xml"]), None);
/// ```
pub fn preferred<'m>(headers: &HeaderMap, media_types: &[&'m str]) -> Option<&'m str> {
    let accepted = accepted(headers);
    // Of several that weigh most, `max_by_key` would return the last.
    let weighed = media_types
        .iter()
        .rev()
        .map(|media_type| (*media_type, weight(&accepted, media_type)));
    let (best, weight) = weighed.max_by_key(|(_, weight)| *weight)?;
    (weight > 0).then_some(best)
}

/// Returns the weight that a client gives to a media type: that of the narrowest range that it is of.
pub(crate) fn weight(accepted: &[(String, u16)], media_type: &str) -> u16 {
    if accepted.is_empty() {
        return 1000;
    }
    // What the document itself leaves open may become what is asked for.
    let fits = |range: &str| is_of(range, media_type) || is_of(media_type, range);
    let fitting = accepted.iter().filter(|(range, _)| fits(range));
    let narrowest = fitting.max_by_key(|(range, _)| essence(range).replace('*', "").len());
    narrowest.map_or(0, |(_, weight)| *weight)
}
