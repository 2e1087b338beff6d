//! A parameter, by its location and style: the tables of the specification's section "Style Examples", read backwards.

use http::HeaderMap;

use super::pairs::{self, Meaning, Pairs};
use super::scalar::{self, Escape};
use crate::codec::json::{self, Tree};
use crate::codec::parameter::{Location, Style};
use crate::server::description::{Form, Operation, Parameter};
use crate::server::kinds::Kinds;
use crate::server::media_type;
use crate::server::rejection::{Rejection, Violation};
use crate::server::schema::{Components, Schema};

/// What of a request parameters stand in.
#[derive(Debug)]
pub(crate) struct Sources<'a> {
    pub(crate) path: &'a [(String, String)],
    pub(crate) raw_query: &'a str,
    pub(crate) query: Pairs<'a>,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) cookies: Pairs<'a>,
}

/// Returns the values of an operation's parameters, in its order; nothing for those that are absent.
///
/// # Errors
/// One is missing, or is not what the document says: all that are, at once.
pub(crate) fn decode(operation: &Operation, sources: &Sources<'_>) -> Result<Vec<Option<Tree>>, Rejection> {
    let mut violations = Vec::new();
    let values = operation.parameters.iter().map(|parameter| {
        let place = || parameter.to_string();
        match one(operation, parameter, sources) {
            Err(problem) => violations.push(Violation::new("$", problem).of(place())),
            Ok(None) if parameter.required => {
                violations.push(Violation::new("$", "the parameter is missing").of(place()));
            }
            Ok(None) => {}
            Ok(Some(value)) => {
                let (value, found) = match &parameter.schema {
                    None => (value, Vec::new()),
                    Some(schema) => fitting(schema, value),
                };
                violations.extend(found.into_iter().map(|violation| violation.of(place())));
                return Some(value);
            }
        }
        None
    });
    let values = values.collect();
    match violations.is_empty() {
        true => Ok(values),
        false => Err(Rejection::parameters(violations)),
    }
}

/// Returns the value, or the same with numbers and booleans as the text that they are written in, where only that fits the schema; and what is
/// wrong with it.
fn fitting(schema: &Schema, value: Tree) -> (Tree, Vec<Violation>) {
    let found = schema.violations(&value.to_value());
    if !found.is_empty() {
        let text = scalar::as_text(&value);
        if text != value && schema.violations(&text.to_value()).is_empty() {
            return (text, Vec::new());
        }
    }
    (value, found)
}

fn one(operation: &Operation, parameter: &Parameter, sources: &Sources<'_>) -> Result<Option<Tree>, String> {
    let none = Components::default();
    let (style, explode) = match &parameter.form {
        Form::Content(media_type) => return content(parameter, media_type, operation, sources),
        Form::Style { style, explode } => (*style, *explode),
    };
    let schema = parameter.schema.as_ref();
    let meaning = Meaning {
        name: &parameter.name,
        style,
        explode,
        schema: schema.map(|schema| schema.value()),
        components: schema.map_or(&none, |schema| schema.components()),
    };
    let is_other = |name: &str| {
        let others = operation.parameters.iter();
        let mut others = others.filter(|other| other.location == parameter.location);
        others.any(|other| other.name != parameter.name && other.is_named(name))
    };
    let value = match parameter.location {
        Location::Path => path_text(parameter, sources)
            .map(|text| in_text(text, Escape::Percent, meaning))
            .transpose(),
        Location::Header => header_text(parameter, sources)?
            .map(|text| in_text(&text, Escape::None, meaning))
            .transpose(),
        Location::Query | Location::QueryString => sources.query.value(meaning, &is_other),
        Location::Cookie => sources.cookies.value(meaning, &is_other),
    };
    value.map_err(str::to_owned)
}

/// Reads a parameter that is written in a media type.
fn content(
    parameter: &Parameter,
    media_type: &str,
    operation: &Operation,
    sources: &Sources<'_>,
) -> Result<Option<Tree>, String> {
    let text = match parameter.location {
        Location::Path => {
            let text = path_text(parameter, sources);
            text.map(|text| Escape::Percent.decode(text))
                .transpose()?
                .map(|text| text.into_owned())
        }
        Location::Header => header_text(parameter, sources)?,
        Location::Query => sources.query.text(&parameter.name)?,
        Location::Cookie => sources.cookies.text(&parameter.name)?,
        Location::QueryString if sources.raw_query.is_empty() => None,
        Location::QueryString if media_type::essence(media_type) == "application/x-www-form-urlencoded" => {
            let as_object = Parameter {
                name: parameter.name.clone(),
                location: Location::Query,
                required: parameter.required,
                form: Form::Style {
                    style: Style::Form,
                    explode: true,
                },
                schema: None,
            };
            let Some(schema) = &parameter.schema else {
                return one(operation, &as_object, sources);
            };
            let meaning = Meaning {
                name: &parameter.name,
                style: Style::Form,
                explode: true,
                schema: Some(schema.value()),
                components: schema.components(),
            };
            return sources.query.value(meaning, &|_| false).map_err(str::to_owned);
        }
        Location::QueryString => Some(Escape::Form.decode(sources.raw_query)?.into_owned()),
    };
    let Some(text) = text else {
        return Ok(None);
    };
    match media_type::is_json(media_type) {
        true => {
            let value = json::from_slice(text.as_bytes());
            value.map(Some).map_err(|error| format!("expected JSON: {error}"))
        }
        false => {
            let none = Components::default();
            let schema = parameter.schema.as_ref();
            let components = schema.map_or(&none, |schema| schema.components());
            Ok(Some(scalar::value(
                &text,
                schema.map(|schema| schema.value()),
                components,
            )))
        }
    }
}

fn path_text<'a>(parameter: &Parameter, sources: &Sources<'a>) -> Option<&'a str> {
    let mut values = sources.path.iter();
    let (_, text) = values.find(|(name, _)| *name == parameter.name)?;
    Some(text)
}

fn header_text(parameter: &Parameter, sources: &Sources<'_>) -> Result<Option<String>, String> {
    let values = sources.headers.get_all(parameter.name.as_str()).iter();
    // Several headers of a name are one, with commas between: RFC 9110, section 5.3.
    let texts: Result<Vec<&str>, _> = values
        .map(|value| std::str::from_utf8(value.as_bytes()))
        .collect();
    let texts = texts.map_err(|_| "expected text, found other bytes".to_owned())?;
    Ok((!texts.is_empty()).then(|| texts.join(",")))
}

/// Reads a value that is one text: of a path or a header.
fn in_text(text: &str, escape: Escape, meaning: Meaning<'_>) -> Result<Tree, &'static str> {
    let kinds = meaning.kinds();
    let is_list = kinds.has(Kinds::ARRAY) && !kinds.is_open();
    let is_object = kinds.has(Kinds::OBJECT) && !kinds.is_open() && !is_list;
    let matrix = format!(";{}", meaning.name);
    let (text, between) = match meaning.style {
        Style::Label => (
            text.strip_prefix('.')
                .ok_or("expected a point before the value")?,
            if meaning.explode { '.' } else { ',' },
        ),
        Style::Matrix if meaning.explode && is_object => (
            text.strip_prefix(';')
                .ok_or("expected a semicolon before the value")?,
            ';',
        ),
        Style::Matrix => match text
            .strip_prefix(&matrix)
            .map(|rest| (rest, rest.strip_prefix('=')))
        {
            Some(("", _)) => ("", ','),
            Some((_, Some(value))) => (value, ','),
            _ => return Err("expected a semicolon and the name before the value"),
        },
        _ => (text, ','),
    };
    let trim = |item: &str| -> String {
        // Spaces around the items of a header are none of theirs.
        match escape {
            Escape::None => item.trim().to_owned(),
            _ => item.to_owned(),
        }
    };
    if is_list && (!kinds.has(Kinds::STRING) || text.contains(between)) {
        let texts: Vec<String> = match (meaning.style, meaning.explode) {
            (Style::Matrix, true) => text.split(&format!("{matrix}=")).map(trim).collect(),
            _ if text.is_empty() => Vec::new(),
            _ => text.split(between).map(trim).collect(),
        };
        return pairs::items(texts.iter().map(String::as_str), escape, meaning);
    }
    if is_object {
        let texts: Vec<String> = text.split(between).map(trim).collect();
        let texts: Vec<&str> = texts
            .iter()
            .map(String::as_str)
            // Where names and values come in turn, one of them may be empty.
            .filter(|item| !item.is_empty() || !meaning.explode && !text.is_empty())
            .collect();
        return match meaning.explode {
            true => {
                let pairs = texts
                    .iter()
                    .map(|text| text.split_once('=').unwrap_or((text, "")));
                pairs::properties(pairs, escape, meaning)
            }
            false => pairs::properties_in_turn(&texts, escape, meaning),
        };
    }
    Ok(scalar::value(
        &escape.decode(text)?,
        meaning.schema,
        meaning.components,
    ))
}
