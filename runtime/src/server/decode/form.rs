//! A body of `application/x-www-form-urlencoded`.

use super::pairs::{Meaning, Pairs};
use super::scalar;
use crate::codec::json::map::Map;
use crate::codec::json::{self, Tree};
use crate::codec::parameter::Style;
use crate::server::description::{Content, Form};
use crate::server::kinds::Kinds;
use crate::server::media_type;
use crate::server::schema::Components;

/// Reads the object that a form is.
///
/// # Errors
/// A text is no UTF-8, or what an encoding calls JSON is none.
pub(crate) fn decode(text: &str, content: &Content) -> Result<Tree, String> {
    let pairs = Pairs::of_query(text);
    let none = Components::default();
    let schema = content.schema.as_ref();
    let components = schema.map_or(&none, |schema| schema.components());
    let mut object = Map::new();
    // Deep objects have their properties in the names.
    let names = pairs.names().map(|name| {
        match content.encodings.iter().find(|(known, _)| {
            name.strip_prefix(known.as_str())
                .is_some_and(|rest| rest.starts_with('['))
        }) {
            Some((known, _)) => known.as_str(),
            None => name,
        }
    });
    for name in names {
        if object.contains_key(name) {
            continue;
        }
        let property = schema.and_then(|schema| components.property(schema.value(), name));
        let encoding = content.encodings.iter().find(|(known, _)| known == name);
        let meaning = |style, explode| Meaning {
            name,
            style,
            explode,
            schema: property,
            components,
        };
        let value = match encoding.map(|(_, form)| form) {
            Some(Form::Content(media_type)) if media_type::is_json(media_type) => {
                let text = pairs.text(name)?.unwrap_or_default();
                let value = json::from_slice(text.as_bytes());
                Some(value.map_err(|error| format!("the property {name:?} is no JSON: {error}"))?)
            }
            Some(Form::Style { style, explode }) => pairs.value(meaning(*style, *explode), &|_| true)?,
            _ => {
                let meaning = meaning(Style::Form, true);
                match meaning.kinds().is_only(Kinds::OBJECT) {
                    // An object is JSON, as the specification's example shows.
                    true => {
                        let text = pairs.text(name)?.unwrap_or_default();
                        Some(scalar::value(&text, property, components))
                    }
                    false => pairs.value(meaning, &|_| true)?,
                }
            }
        };
        if let Some(value) = value {
            object.insert(name.to_owned(), value);
        }
    }
    Ok(Tree::Object(object))
}
