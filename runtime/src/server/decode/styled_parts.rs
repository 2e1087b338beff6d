//! Properties of a form of several parts that have a style: many values in one part, or one value in many parts.

use std::collections::HashSet;

use serde_json::Value;

use super::pairs::{Meaning, Pairs};
use super::parts::is_binary;
use crate::codec::json::Tree;
use crate::codec::json::map::Map;
use crate::codec::parameter::Style;
use crate::server::description::{Content, Form};
use crate::server::kinds::Kinds;
use crate::server::schema::Components;

/// What parts say by the styles of properties.
#[derive(Debug, Default)]
pub(super) struct StyledParts {
    /// The values of the properties.
    pub(super) values: Map<Tree>,
    /// The names of parts that are within these values.
    within: HashSet<String>,
}

impl StyledParts {
    /// Reads the properties that have a style, of the names and texts of the parts that may be theirs.
    ///
    /// # Errors
    /// A part is there twice that must not be.
    pub(super) fn read<'p>(
        parts: impl Iterator<Item = (&'p str, &'p str)>,
        content: &Content,
    ) -> Result<Self, String> {
        let mut read = Self::default();
        let Some(schema) = &content.schema else {
            return Ok(read);
        };
        let components = schema.components();
        let styled = content.encodings.iter().filter_map(|(name, form)| {
            let Form::Style { style, explode } = *form else {
                return None;
            };
            let meaning = Meaning {
                name,
                style,
                explode,
                schema: Some(components.property(schema.value(), name)?),
                components,
            };
            has_effect(meaning).then_some(meaning)
        });
        let mut styled = styled.peekable();
        if styled.peek().is_none() {
            return Ok(read);
        }
        let pairs = Pairs::of_parts(parts);
        for meaning in styled {
            let is_other = |name: &str| components.declared_property(schema.value(), name).is_some();
            let value = pairs
                .value(meaning, &is_other)
                .map_err(|problem| format!("the part {:?}: {problem}", meaning.name))?;
            let Some(value) = value else {
                continue;
            };
            match &value {
                _ if meaning.style == Style::DeepObject => {
                    let own = pairs.names().filter(|name| {
                        let rest = name.strip_prefix(meaning.name);
                        rest.is_some_and(|rest| rest.starts_with('['))
                    });
                    read.within.extend(own.map(str::to_owned));
                }
                Tree::Object(properties) if meaning.explode => {
                    read.within
                        .extend(properties.iter().map(|(name, _)| name.to_owned()));
                }
                _ => drop(read.within.insert(meaning.name.to_owned())),
            }
            read.values.insert(meaning.name.to_owned(), value);
        }
        Ok(read)
    }

    /// Tells whether a part of this name is within a value.
    pub(super) fn has(&self, name: &str) -> bool {
        self.within.contains(name)
    }
}

/// Tells whether a property is written otherwise than as one part for each item.
fn has_effect(meaning: Meaning<'_>) -> bool {
    let is_file = |schema: &Value, components: &Components| {
        let item = components.item(schema, 0).unwrap_or(schema);
        is_binary(item, components)
    };
    let is_joined = !meaning.explode || meaning.style == Style::DeepObject;
    let kinds = meaning.kinds();
    let fits = kinds.is_only(Kinds::OBJECT) || (is_joined && kinds.is_only(Kinds::ARRAY));
    fits && !meaning
        .schema
        .is_some_and(|schema| is_file(schema, meaning.components))
}
