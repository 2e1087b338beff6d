//! The path: a template filled with values that can't leave their segment.

use percent_encoding::{AsciiSet, percent_decode_str};
use smallvec::SmallVec;

use crate::codec::parameter::{PATH_LITERAL, QUERY_LITERAL, encode};
use crate::error::InvalidRequest;

/// The path of a template, and the query that some documents write into it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Target {
    pub(crate) path: String,
    pub(crate) query: String,
}

/// The values of a path's parameters, encoded. Of several with one name the last counts.
pub(crate) type Values = SmallVec<[(&'static str, String); 1]>;

/// Fills `template`, behind `base`, the path of the server.
/// There is room for `more` bytes behind the path, and mostly no byte left after them.
pub(crate) fn fill(
    base: &str,
    template: &str,
    values: &Values,
    more: usize,
) -> Result<Target, InvalidRequest> {
    let (template, _) = split_at(template, b'#').unwrap_or((template, ""));
    let (path, query) = split_at(template, b'?').unwrap_or((template, ""));
    let literals = values.iter().fold(path.len(), |length, (name, _)| {
        length.saturating_sub(name.len() + 2)
    });
    let length = values
        .iter()
        .fold(literals, |length, (_, value)| length + value.len());
    let mut filled = String::with_capacity(base.len() + length + more);
    filled.push_str(base);
    let mut rest = Some(path.strip_prefix('/').unwrap_or(path));
    while let Some(path) = rest {
        let (segment, behind) =
            split_at(path, b'/').map_or((path, None), |(segment, behind)| (segment, Some(behind)));
        filled.push('/');
        let begin = filled.len();
        let name = fill_piece(segment, values, PATH_LITERAL, &mut filled)?;
        // A value may be several segments.
        for segment in filled[begin..].split('/') {
            check_segment(segment, name)?;
        }
        rest = behind;
    }
    let mut filled_query = String::new();
    fill_piece(query, values, QUERY_LITERAL, &mut filled_query)?;
    Ok(Target {
        path: filled,
        query: filled_query,
    })
}

/// Puts a path that a program wrote behind `base`, the path of the server. What no URL may contain is encoded; what is encoded already
/// stays.
pub(crate) fn checked(base: &str, path: &str) -> Result<Target, InvalidRequest> {
    let refused = |problem: &str| Err(InvalidRequest::new(format!("the path can't be used: {problem}")));
    if !path.starts_with('/') {
        return refused("it must begin with a slash; what stands before it is the client's server");
    }
    if path.starts_with("//") {
        return refused("it begins with two slashes, as the name of another server does");
    }
    if path.contains(['?', '#']) {
        return refused("a query belongs into `query`, and a fragment is never sent");
    }
    if path.contains(|character: char| character == '\\' || character.is_control()) {
        return refused("it has a backslash or a control character; encode it");
    }
    if let Some((_, name, _)) = next_parameter(path) {
        return Err(InvalidRequest::new(format!(
            "the path parameter {name:?} is not set"
        )));
    }
    for segment in path.split('/') {
        if let Some(dots) = steps(segment) {
            return refused(&format!("the segment {dots:?} would reach another route"));
        }
        let triplets = segment.split('%').skip(1);
        for triplet in triplets {
            let digits = triplet.as_bytes().get(..2).unwrap_or_default();
            if digits.len() < 2 || !digits.iter().all(u8::is_ascii_hexdigit) {
                return refused(
                    "a percent sign is not followed by two hexadecimal digits; encode it as `%25`",
                );
            }
        }
    }
    let mut filled = base.to_owned();
    filled.extend(encode(path, PATH_LITERAL));
    Ok(Target {
        path: filled,
        query: String::new(),
    })
}

/// Appends a piece of a template to `out`, with what `literal` has of its text encoded. Returns the first parameter in it.
fn fill_piece<'a>(
    piece: &'a str,
    values: &Values,
    literal: &'static AsciiSet,
    out: &mut String,
) -> Result<Option<&'a str>, InvalidRequest> {
    let mut first = None;
    let mut rest = piece;
    while let Some((before, name, after)) = next_parameter(rest) {
        out.extend(encode(before, literal));
        let Some((_, value)) = values.iter().rfind(|(known, _)| *known == name) else {
            return Err(InvalidRequest::new(format!(
                "the path parameter {name:?} is not set"
            )));
        };
        if value.is_empty() {
            return Err(InvalidRequest::new(format!(
                "the path parameter {name:?} is empty: the request would reach another route"
            )));
        }
        out.push_str(value);
        first = first.or(Some(name));
        rest = after;
    }
    out.extend(encode(rest, literal));
    Ok(first)
}

/// Splits at the first `{name}`.
fn next_parameter(piece: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = split_at(piece, b'{')?;
    let (name, after) = split_at(rest, b'}')?;
    Some((before, name, after))
}

/// Splits at the first `byte`, which is ASCII. In texts as short as these it is found sooner than by `str::split_once`.
fn split_at(text: &str, byte: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|other| other == byte)?;
    Some((&text[..at], &text[at + 1..]))
}

/// Refuses `.` and `..`: whatever their encoding, URL libraries and servers take them for steps in the path.
fn check_segment(segment: &str, parameter: Option<&str>) -> Result<(), InvalidRequest> {
    let Some(name) = parameter else { return Ok(()) };
    if segment.is_empty() {
        return Err(InvalidRequest::new(format!(
            "the path parameter {name:?} has an empty segment: the request would reach another route"
        )));
    }
    if let Some(dots) = steps(segment) {
        return Err(InvalidRequest::new(format!(
            "the path parameter {name:?} would make the segment {dots:?}: the request would reach another route"
        )));
    }
    Ok(())
}

/// Returns `.` or `..` if the segment is that, whatever its encoding.
fn steps(segment: &str) -> Option<&'static str> {
    let is = |dots: &str| percent_decode_str(segment).eq(dots.bytes());
    [".", ".."].into_iter().find(|dots| is(dots))
}
