//! How the path of a request leads to an operation.

use std::borrow::Cow;
use std::cmp::Ordering;

use http::Method;
use percent_encoding::percent_decode_str;

use super::Description;
use crate::codec::parameter::{PATH_LITERAL, encode};
use crate::server::rejection::Rejection;

/// A path, and the places of its operations.
#[derive(Debug)]
pub(crate) struct Route {
    pub(crate) template: Template,
    pub(crate) operations: Vec<usize>,
}

/// A path with `{parameters}`.
#[derive(Debug)]
pub(crate) struct Template {
    segments: Vec<Segment>,
    /// The query that some documents write into a path.
    query: Vec<(String, Piece)>,
}

/// What stands between two slashes.
#[derive(Debug)]
struct Segment(Vec<Piece>);

#[derive(Debug)]
enum Piece {
    /// Text, and the same as it is encoded in a URL.
    Literal(String, String),
    Variable(String),
    /// Several segments.
    Segments(String),
}

/// The values of a path's parameters, as they stand in the URL.
pub(crate) type PathValues = Vec<(String, String)>;

impl Template {
    pub(crate) fn new(path: &str, several: &[String]) -> Self {
        let (path, query) = split_query(path);
        let query = query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let value = pieces(value, &[]).pop();
            (name.to_owned(), value.unwrap_or_else(|| literal("")))
        });
        let segments = path.strip_prefix('/').unwrap_or(path).split('/');
        Template {
            segments: segments
                .map(|segment| Segment(pieces(segment, several)))
                .collect(),
            query: query.collect(),
        }
    }

    /// Creates one of a single segment that is this text.
    pub(crate) fn of_name(name: &str) -> Self {
        Template {
            segments: vec![Segment(vec![literal(name)])],
            query: Vec::new(),
        }
    }

    /// Creates one of a segment that is this text, and of a path behind it.
    pub(crate) fn behind_name(name: &str, path: &str) -> Self {
        let mut template = Self::of_name(name);
        let segments = path.split('/');
        template
            .segments
            .extend(segments.map(|segment| Segment(pieces(segment, &[]))));
        template
    }

    /// Returns how many segments it has.
    pub(crate) fn length(&self) -> usize {
        self.segments.len()
    }

    /// Tells whether the last segments of a path are of this form.
    pub(crate) fn ends(&self, path: &str) -> bool {
        let segments: Vec<&str> = path.strip_prefix('/').unwrap_or(path).split('/').collect();
        let Some(before) = segments.len().checked_sub(self.segments.len()) else {
            return false;
        };
        match_segments(&self.segments, &segments[before..], &mut Vec::new()).is_some()
    }

    /// Returns how literal each segment is.
    fn ranks(&self) -> Vec<u8> {
        self.segments.iter().map(Segment::rank).collect()
    }

    fn is_literal(&self) -> bool {
        self.segments.iter().all(|segment| segment.rank() == 0)
    }

    /// Compares by which is more literal, from the left: that one is tried first.
    pub(crate) fn cmp_by_literals(&self, other: &Template) -> Ordering {
        let by_path = self.ranks().cmp(&other.ranks());
        by_path.then_with(|| other.query.len().cmp(&self.query.len()))
    }

    /// Returns the values of the parameters, if a path and a query are of this form.
    fn values(&self, path: &str, query: &str) -> Option<PathValues> {
        let mut values = Vec::new();
        let segments: Vec<&str> = path.strip_prefix('/').unwrap_or(path).split('/').collect();
        match_segments(&self.segments, &segments, &mut values)?;
        for (name, piece) in &self.query {
            let pairs = query
                .split('&')
                .map(|pair| pair.split_once('=').unwrap_or((pair, "")));
            let (_, value) = pairs.into_iter().find(|(key, _)| decoded(key) == *name)?;
            match piece {
                Piece::Literal(text, _) if decoded(value) == *text => {}
                Piece::Literal(..) => return None,
                Piece::Variable(name) | Piece::Segments(name) => {
                    values.push((name.clone(), value.to_owned()))
                }
            }
        }
        Some(values)
    }
}

impl Segment {
    fn rank(&self) -> u8 {
        match self.0.as_slice() {
            [] | [Piece::Literal(..)] => 0,
            pieces if pieces.iter().any(|piece| matches!(piece, Piece::Segments(_))) => 3,
            [Piece::Variable(_)] => 2,
            _ => 1,
        }
    }
}

impl Description {
    /// Finds the operations for a request, each with the values of its path's parameters as they stand in the URL. There are several where a
    /// document has paths that differ by the names of parameters alone, or by what follows a `#`.
    ///
    /// # Errors
    /// No path is of this form, or none of those that are has the method.
    pub(crate) fn find(
        &self,
        method: &Method,
        path: &str,
        query: &str,
    ) -> Result<Vec<(usize, PathValues)>, Rejection> {
        let bases = self
            .base_paths
            .iter()
            .filter_map(|base| path.strip_prefix(base.as_str()));
        let bases: Vec<&str> = bases.filter(|rest| rest.starts_with('/')).collect();
        let mut allowed: Vec<&str> = Vec::new();
        for path in bases.into_iter().chain([path]) {
            let mut matched: Option<&Template> = None;
            let mut operations = Vec::new();
            for route in &self.routes {
                // A path that is more literal is the one that is meant: one without parameters whether it has the method or not.
                let is_found = |matched: &Template| matched.is_literal() || !operations.is_empty();
                if matched
                    .is_some_and(|matched| matched.ranks() != route.template.ranks() && is_found(matched))
                {
                    break;
                }
                let Some(values) = route.template.values(path, query) else {
                    continue;
                };
                matched = Some(&route.template);
                let find = |method: &Method| {
                    let mut operations = route.operations.iter();
                    operations.find(|index| self.operations[**index].method == *method)
                };
                let found = find(method).or_else(|| {
                    // What GET has, HEAD has without its body.
                    (*method == Method::HEAD).then(|| find(&Method::GET)).flatten()
                });
                if let Some(index) = found {
                    operations.push((*index, values));
                    continue;
                }
                for index in &route.operations {
                    let method = self.operations[*index].method.as_str();
                    let implied = (method == "GET").then_some("HEAD");
                    for method in [method].into_iter().chain(implied) {
                        if !allowed.contains(&method) {
                            allowed.push(method);
                        }
                    }
                }
            }
            if !operations.is_empty() {
                return Ok(operations);
            }
        }
        match allowed.is_empty() {
            true => Err(Rejection::new(
                http::StatusCode::NOT_FOUND,
                "no operation has this path",
            )),
            false => Err(Rejection::not_allowed(&allowed)),
        }
    }
}

fn literal(text: &str) -> Piece {
    Piece::Literal(text.to_owned(), encode(text, PATH_LITERAL).to_string())
}

/// Returns the path and the query of a template; a question mark in the name of a parameter belongs to that.
fn split_query(path: &str) -> (&str, &str) {
    let mut depth = 0_usize;
    for (index, character) in path.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            '?' if depth == 0 => return (&path[..index], &path[index + 1..]),
            _ => {}
        }
    }
    (path, "")
}

fn pieces(text: &str, several: &[String]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('{') {
        let Some((name, behind)) = behind.split_once('}') else {
            break;
        };
        if !before.is_empty() {
            pieces.push(literal(before));
        }
        pieces.push(match several.iter().any(|known| known == name) {
            true => Piece::Segments(name.to_owned()),
            false => Piece::Variable(name.to_owned()),
        });
        rest = behind;
    }
    if !rest.is_empty() {
        pieces.push(literal(rest));
    }
    pieces
}

fn match_segments(template: &[Segment], path: &[&str], values: &mut PathValues) -> Option<()> {
    let [first, rest @ ..] = template else {
        return path.is_empty().then_some(());
    };
    if first.rank() < 3 {
        let (segment, behind) = path.split_first()?;
        match_pieces(&first.0, segment, values)?;
        return match_segments(rest, behind, values);
    }
    // The longest that leaves enough for what follows.
    let most = path.len().checked_sub(rest.len())?;
    (1..=most).rev().find_map(|count| {
        let (own, behind) = path.split_at(count);
        let before = values.len();
        let matched = match_pieces(&first.0, &own.join("/"), values)
            .and_then(|()| match_segments(rest, behind, values));
        if matched.is_none() {
            values.truncate(before);
        }
        matched
    })
}

fn match_pieces(pieces: &[Piece], text: &str, values: &mut PathValues) -> Option<()> {
    match pieces {
        [] => text.is_empty().then_some(()),
        [Piece::Literal(plain, encoded)] => {
            let is_same = text == plain || text == encoded || decoded(text) == *plain;
            is_same.then_some(())
        }
        [Piece::Literal(plain, encoded), rest @ ..] => {
            let behind = text
                .strip_prefix(encoded.as_str())
                .or_else(|| text.strip_prefix(plain.as_str()))?;
            match_pieces(rest, behind, values)
        }
        [Piece::Variable(name) | Piece::Segments(name)] => {
            (!text.is_empty()).then(|| values.push((name.clone(), text.to_owned())))
        }
        [Piece::Variable(name) | Piece::Segments(name), rest @ ..] => {
            let [Piece::Literal(plain, encoded), ..] = rest else {
                // Nothing says where the first of two ends.
                return None;
            };
            // The last one is where a value may have the same text within.
            let end = text
                .rfind(encoded.as_str())
                .or_else(|| text.rfind(plain.as_str()))?;
            let (value, behind) = text.split_at(end);
            if value.is_empty() {
                return None;
            }
            values.push((name.clone(), value.to_owned()));
            match_pieces(rest, behind, values)
        }
    }
}

fn decoded(text: &str) -> Cow<'_, str> {
    percent_decode_str(text).decode_utf8_lossy()
}

#[cfg(test)]
mod tests {
    use super::Template;

    fn values(template: &str, path: &str) -> Option<Vec<(String, String)>> {
        Template::new(template, &["rest".to_owned()]).values(path, "kind=cat")
    }

    fn pairs(pairs: &[(&str, &str)]) -> Option<Vec<(String, String)>> {
        Some(
            pairs
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
        )
    }

    #[test]
    fn a_parameter_is_a_segment_or_a_part_of_one() {
        assert_eq!(values("/pets/{id}", "/pets/7"), pairs(&[("id", "7")]));
        assert_eq!(
            values("/pets/{id}.json", "/pets/a.b.json"),
            pairs(&[("id", "a.b")])
        );
        assert_eq!(
            values("/{from}...{to}", "/main...dev"),
            pairs(&[("from", "main"), ("to", "dev")])
        );
        assert_eq!(values("/pets/{id}", "/pets/"), None);
        assert_eq!(values("/pets/{id}", "/pets/7/toys"), None);
        assert_eq!(values("/pets/{id}", "/pets"), None);
    }

    #[test]
    fn a_literal_may_be_encoded() {
        assert_eq!(values("/my pets", "/my%20pets"), pairs(&[]));
        assert_eq!(values("/pets:find", "/pets%3Afind"), pairs(&[]));
    }

    #[test]
    fn a_parameter_may_be_several_segments() {
        assert_eq!(
            values("/files/{rest}/raw", "/files/a/b/raw"),
            pairs(&[("rest", "a/b")])
        );
    }

    #[test]
    fn a_query_in_the_path_must_be_there() {
        assert_eq!(values("/pets?kind=cat", "/pets"), pairs(&[]));
        assert_eq!(values("/pets?kind=dog", "/pets"), None);
        assert_eq!(values("/pets?kind={kind}", "/pets"), pairs(&[("kind", "cat")]));
    }
}
