//! The path: a template filled with values that can't leave their segment.

use percent_encoding::percent_decode_str;

use crate::error::InvalidRequest;
use crate::parameter::{PATH_LITERAL, QUERY_LITERAL, encode};

/// A template's path, and the query that some documents write into it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Target {
    pub(super) path: String,
    pub(super) query: String,
}

/// Fills `template` with `values`, which are encoded already.
pub(super) fn fill(template: &str, values: &[(&'static str, String)]) -> Result<Target, InvalidRequest> {
    let template = template.split('#').next().unwrap_or_default();
    let (path, query) = template.split_once('?').unwrap_or((template, ""));
    let mut filled = String::with_capacity(path.len() + 32);
    for segment in path.strip_prefix('/').unwrap_or(path).split('/') {
        filled.push('/');
        let begin = filled.len();
        let names = fill_piece(
            segment,
            values,
            |literal| encode(literal, PATH_LITERAL).to_string(),
            &mut filled,
        )?;
        check_segment(&filled[begin..], &names)?;
    }
    let mut filled_query = String::new();
    fill_piece(
        query,
        values,
        |literal| encode(literal, QUERY_LITERAL).to_string(),
        &mut filled_query,
    )?;
    Ok(Target {
        path: filled,
        query: filled_query,
    })
}

/// Appends a piece of a template to `out`. Gives the names of the parameters in it.
fn fill_piece<'a>(
    piece: &'a str,
    values: &[(&'static str, String)],
    literal: impl Fn(&str) -> String,
    out: &mut String,
) -> Result<Vec<&'a str>, InvalidRequest> {
    let mut names = Vec::new();
    let mut rest = piece;
    while let Some((before, name, after)) = next_parameter(rest) {
        out.push_str(&literal(before));
        let Some((_, value)) = values.iter().rev().find(|(known, _)| *known == name) else {
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
        names.push(name);
        rest = after;
    }
    out.push_str(&literal(rest));
    Ok(names)
}

/// Splits at the first `{name}`.
fn next_parameter(piece: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = piece.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

/// Refuses `.` and `..`: whatever their encoding, URL libraries and servers take them for steps in the path.
fn check_segment(segment: &str, names: &[&str]) -> Result<(), InvalidRequest> {
    let Some(name) = names.first() else { return Ok(()) };
    let decoded: Vec<u8> = percent_decode_str(segment).collect();
    if matches!(decoded.as_slice(), b"." | b"..") {
        return Err(InvalidRequest::new(format!(
            "the path parameter {name:?} would make the segment {:?}: the request would reach another route",
            String::from_utf8_lossy(&decoded)
        )));
    }
    Ok(())
}
