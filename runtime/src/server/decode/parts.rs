//! A body of several parts: `multipart/form-data` of RFC 7578 and its relatives, in memory.

use std::collections::HashSet;

use bytes::Bytes;
use serde_json::Value;

use super::scalar;
use super::styled_parts::StyledParts;
use crate::codec::json::map::Map;
use crate::codec::json::{self, Decode, DecodeError, Memory, Tree};
use crate::codec::multipart::{FilePart, Form};
use crate::error::shown;
use crate::server::description::Content;
use crate::server::kinds::Kinds;
use crate::server::media_type;
use crate::server::rejection::{Rejection, Violation};
use crate::server::schema::Components;

/// How many parts a body may have.
const MAX_PARTS: usize = 10_000;
/// How long the head of a part may be, in bytes.
const MAX_HEAD: usize = 16 * 1024;
/// How many characters of a name are told.
const LONGEST_NAME: usize = 60;

/// The parts of a body.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    parts: Vec<Part>,
    /// What the parts that are no files say, by their names.
    values: Map<Tree>,
}

#[derive(Clone, Debug)]
struct Part {
    name: String,
    file_name: Option<String>,
    content_type: Option<String>,
    headers: Vec<(String, String)>,
    body: Bytes,
}

impl Parts {
    /// Takes a body apart and checks it by its schema.
    ///
    /// # Errors
    /// It has not the form of parts, or they are not what the document says.
    pub(crate) fn decode(
        body: &Bytes,
        called: &str,
        content: &Content,
        memory: &mut Memory,
    ) -> Result<Self, Rejection> {
        let boundary = media_type::parameter(called, "boundary")
            .filter(|boundary| (1..=70).contains(&boundary.len()))
            .ok_or_else(|| Rejection::unreadable("the media type has no valid boundary"))?;
        let mut parts = split(body, &boundary).map_err(Rejection::unreadable)?;
        let none = Components::default();
        let schema = content.schema.as_ref();
        let components = schema.map_or(&none, |schema| schema.components());
        let mut styled = StyledParts::default();
        if media_type::essence(called) == "multipart/form-data" {
            let texts = parts.iter().filter_map(Part::plain_text);
            styled = StyledParts::read(texts, content).map_err(Rejection::unreadable)?;
        } else {
            name_by_order(
                &mut parts,
                schema.map(|schema| components.resolve(schema.value())),
            );
        }
        let mut values = std::mem::take(&mut styled.values);
        let mut files = HashSet::new();
        for part in &parts {
            if styled.has(&part.name) {
                continue;
            }
            let property = schema.and_then(|schema| components.property(schema.value(), &part.name));
            let is_list = property.is_some_and(|property| components.kinds(property).is_only(Kinds::ARRAY));
            let of_item = match (is_list, property) {
                (true, Some(property)) => components.item(property, 0),
                (_, property) => property,
            };
            let is_file =
                part.file_name.is_some() || of_item.is_some_and(|schema| is_binary(schema, components));
            let value = match is_file {
                true => {
                    files.insert(part.name.clone());
                    Tree::String(String::new())
                }
                false => part
                    .value(of_item, components, memory)
                    .map_err(Rejection::unreadable)?,
            };
            // Where anything may be there, what comes several times is a list.
            let takes_list = property.is_none_or(|property| components.kinds(property).has(Kinds::ARRAY));
            match values.get_mut(&part.name) {
                None if is_list && !matches!(value, Tree::Array(_)) => {
                    values.insert(part.name.clone(), Tree::Array(vec![value]));
                }
                None => drop(values.insert(part.name.clone(), value)),
                Some(Tree::Array(items)) if takes_list => match value {
                    Tree::Array(more) => items.extend(more),
                    value => items.push(value),
                },
                Some(one) if takes_list => {
                    let first = std::mem::replace(one, Tree::Null);
                    *one = Tree::Array(vec![first, value]);
                }
                // What stands before this server may take another one of them.
                Some(_) => {
                    let name = shown(&part.name, LONGEST_NAME);
                    let problem = format!("there is more than one part {name:?}, and it is no list");
                    return Err(Rejection::unreadable(problem));
                }
            }
        }
        let whole = Tree::Object(values);
        if let Some(schema) = schema {
            let is_of_file = |violation: &Violation| {
                let mut names = files.iter();
                names.any(|name| {
                    let rest = violation
                        .path
                        .strip_prefix("$.")
                        .and_then(|path| path.strip_prefix(name.as_str()));
                    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('['))
                })
            };
            let violations = schema.violations(&whole.to_value()).into_iter();
            let violations: Vec<Violation> = violations
                .filter(|violation| !is_of_file(violation))
                .map(|violation| violation.of("body"))
                .collect();
            if !violations.is_empty() {
                return Err(Rejection::body(violations));
            }
        }
        let mut values = match whole {
            Tree::Object(values) => values,
            _ => Map::new(),
        };
        values.retain(|name, _| !files.contains(name));
        Ok(Parts { parts, values })
    }

    /// Returns the names of the parts, in their order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().map(|part| part.name.as_str())
    }

    /// Takes the files under a name.
    ///
    /// # Errors
    /// None.
    pub fn files(&mut self, name: &str) -> Result<Vec<FilePart>, Rejection> {
        let own = self.parts.extract_if(.., |part| part.name == name);
        Ok(own.map(Part::into_file).collect())
    }

    /// Takes all parts as the form that they are.
    pub(crate) fn into_form(self) -> Form {
        let mut form = Form::new();
        for part in self.parts {
            let name = part.name.clone();
            match part.file_name {
                Some(_) => form.file(&name, None, part.into_file()),
                None => form.text(
                    &name,
                    part.content_type.as_deref(),
                    &String::from_utf8_lossy(&part.body).into_owned(),
                ),
            }
        }
        form
    }

    /// Returns a value of parts that are no files.
    ///
    /// # Errors
    /// It is missing, or none of the type.
    pub fn value<T: Decode>(&self, name: &str) -> Result<T, Rejection> {
        match self.values.get(name) {
            Some(value) => decoded(value, name),
            None => T::absent().ok_or_else(|| missing(name)),
        }
    }

    /// Returns the values of parts that are no files, one for each of them.
    ///
    /// # Errors
    /// One is none of the type.
    pub fn values<T: Decode>(&self, name: &str) -> Result<Vec<T>, Rejection> {
        match self.values.get(name) {
            None => Ok(Vec::new()),
            Some(Tree::Array(items)) => items.iter().map(|item| decoded(item, name)).collect(),
            Some(value) => Ok(vec![decoded(value, name)?]),
        }
    }

    /// Takes the one file under a name, if there is one.
    ///
    /// # Errors
    /// None.
    pub fn optional_file(&mut self, name: &str) -> Result<Option<FilePart>, Rejection> {
        Ok(self.files(name)?.into_iter().next())
    }

    /// Takes the one file under a name.
    ///
    /// # Errors
    /// There is none.
    pub fn file(&mut self, name: &str) -> Result<FilePart, Rejection> {
        self.optional_file(name)?.ok_or_else(|| missing(name))
    }
}

fn decoded<T: Decode>(value: &Tree, name: &str) -> Result<T, Rejection> {
    let value = value.decode_within(Memory::UNLIMITED);
    value.map_err(|error| unfit(name, &error))
}

fn unfit(name: &str, error: &DecodeError) -> Rejection {
    let path = error.path();
    let path = format!("$.{name}{}", path.strip_prefix('$').unwrap_or(&path));
    Rejection::body(vec![Violation::new(path, error.message()).of("body")])
}

fn missing(name: &str) -> Rejection {
    let violation = Violation::new(format!("$.{name}"), "the part is missing").of("body");
    Rejection::body(vec![violation])
}

impl Part {
    fn into_file(self) -> FilePart {
        let mut file = FilePart::new(self.body);
        if let Some(name) = self.file_name {
            file = file.file_name(name);
        }
        if let Some(media_type) = self.content_type {
            file = file.content_type(media_type);
        }
        self.headers
            .into_iter()
            .fold(file, |file, (name, value)| file.header(name, value))
    }

    /// Returns the name and the text, unless it is a file or JSON.
    fn plain_text(&self) -> Option<(&str, &str)> {
        let is_json = self.content_type.as_deref().is_some_and(media_type::is_json);
        let is_plain = self.file_name.is_none() && !is_json;
        let text = is_plain.then(|| std::str::from_utf8(&self.body).ok());
        Some((&self.name, text??))
    }

    fn value(
        &self,
        schema: Option<&Value>,
        components: &Components,
        memory: &mut Memory,
    ) -> Result<Tree, String> {
        let text = std::str::from_utf8(&self.body);
        let text = text.map_err(|_| format!("the part {:?} is no text in UTF-8", self.name))?;
        if self.content_type.as_deref().is_some_and(media_type::is_json) {
            return json::from_slice_of(text.as_bytes(), memory)
                .map_err(|error| format!("the part {:?} is no JSON: {error}", self.name));
        }
        Ok(scalar::value(text, schema, components))
    }
}

pub(super) fn is_binary(schema: &Value, components: &Components) -> bool {
    let is_file = components.find(schema, &mut |schema| {
        let is_binary = schema.get("format").and_then(Value::as_str) == Some("binary");
        let has_media_type =
            schema.get("contentMediaType").is_some() && schema.get("contentEncoding").is_none();
        (is_binary || has_media_type).then_some(())
    });
    is_file.is_some()
}

/// Names parts that have no names by the properties of the schema, in their order: `multipart/related`, `multipart/mixed`.
fn name_by_order(parts: &mut [Part], schema: Option<&Value>) {
    let properties = schema
        .and_then(|schema| schema.get("properties"))
        .and_then(Value::as_object);
    let names = properties.into_iter().flat_map(|properties| properties.keys());
    for (part, name) in parts.iter_mut().zip(names) {
        if part.name.is_empty() {
            part.name.clone_from(name);
        }
    }
}

/// Takes a body apart.
fn split(body: &Bytes, boundary: &str) -> Result<Vec<Part>, String> {
    let delimiter = format!("--{boundary}").into_bytes();
    let between = [b"\r\n".as_slice(), &delimiter].concat();
    let start = match body.starts_with(&delimiter) {
        true => delimiter.len(),
        false => find(body, &between).ok_or("the body does not begin with its boundary")? + between.len(),
    };
    let mut rest = body.slice(start..);
    let mut parts = Vec::new();
    loop {
        if rest.starts_with(b"--") {
            return Ok(parts);
        }
        if parts.len() == MAX_PARTS {
            return Err(format!("the body has more than {MAX_PARTS} parts"));
        }
        let line = find(&rest, b"\r\n").filter(|end| rest[..*end].trim_ascii().is_empty());
        let line = line.ok_or("the boundary of a part has no end")?;
        // The line break is also the end of a head without headers.
        rest = rest.slice(line..);
        let end = find(&rest, b"\r\n\r\n").filter(|end| *end <= MAX_HEAD);
        let end = end.ok_or("the head of a part has no end, or is too long")?;
        let head = std::str::from_utf8(&rest[..end]).map_err(|_| "the head of a part is no UTF-8")?;
        let mut part = head_of(head);
        rest = rest.slice(end + 4..);
        // An empty body ends where the head does.
        let end = find(&rest, &between).ok_or("the last part has no boundary behind it")?;
        part.body = rest.slice(..end);
        rest = rest.slice(end + between.len()..);
        parts.push(part);
    }
}

fn head_of(head: &str) -> Part {
    let mut part = Part {
        name: String::new(),
        file_name: None,
        content_type: None,
        headers: Vec::new(),
        body: Bytes::new(),
    };
    for line in head.split("\r\n") {
        let Some((name, value)) = line.split_once(':') else {
            continue;
        };
        let value = value.trim();
        match name.trim().to_ascii_lowercase().as_str() {
            "content-disposition" => {
                part.name = quoted(value, "name").unwrap_or_default();
                part.file_name = quoted(value, "filename");
            }
            "content-type" => part.content_type = Some(value.to_owned()),
            _ => part.headers.push((name.trim().to_owned(), value.to_owned())),
        }
    }
    part
}

/// Returns a parameter of `Content-Disposition`, with what clients escape: `%22` or `\"` for a quote, and line breaks.
fn quoted(value: &str, name: &str) -> Option<String> {
    let mut rest = value;
    while let Some(start) = rest.find(';') {
        rest = rest[start + 1..].trim_start();
        let (key, behind) = rest.split_once('=')?;
        let (text, after) = match behind.strip_prefix('"') {
            Some(inner) => inner.split_at_checked(end_of_quoted(inner)?)?,
            None => behind.split_at(behind.find(';').unwrap_or(behind.len())),
        };
        if key.trim().eq_ignore_ascii_case(name) {
            let text = text
                .replace("\\\"", "\"")
                .replace("%22", "\"")
                .replace("%0D", "\r")
                .replace("%0A", "\n")
                .replace("%5C", "\\");
            return Some(text);
        }
        rest = after;
    }
    None
}

/// Returns where a text in quotes ends. Some clients write a quote in it behind a backslash; others write paths with backslashes.
fn end_of_quoted(text: &str) -> Option<usize> {
    let mut quotes = text.match_indices('"').map(|(place, _)| place);
    let end = quotes.find(|place| !text[..*place].ends_with('\\'));
    end.or_else(|| text.rfind('"'))
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    let first = *wanted.first()?;
    let mut from = 0;
    while let Some(at) = text[from..].iter().position(|byte| *byte == first) {
        if text[from + at..].starts_with(wanted) {
            return Some(from + at);
        }
        from += at + 1;
    }
    None
}
