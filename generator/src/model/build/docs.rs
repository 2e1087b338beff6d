//! What the document says for people.

use crate::description::Schema;
use crate::model::Docs;
use crate::source::Text;

/// Returns the docs of a schema that gets a type. A title is its summary, although it may only repeat the name.
pub(super) fn of_schema(schema: &Schema) -> Docs {
    let title = match &schema.description {
        Some(_) => None,
        None => schema.title.as_ref(),
    };
    Docs {
        summary: text(title),
        description: text(schema.description.as_ref()),
        notes: Vec::new(),
    }
}

/// Returns the docs of a property: also its limits and default.
pub(super) fn of_property(schema: &Schema) -> Docs {
    Docs {
        notes: limits(schema),
        ..of_schema(schema)
    }
}

/// Returns the docs of an alternative.
pub(super) fn of_variant(schema: &Schema) -> Docs {
    Docs {
        summary: text(schema.description.as_ref().or(schema.title.as_ref())),
        ..Docs::default()
    }
}

/// Returns the docs of a constant among alternatives.
pub(super) fn of_constant(schema: &Schema) -> Docs {
    Docs {
        summary: text(schema.title.as_ref()),
        description: text(schema.description.as_ref()),
        notes: Vec::new(),
    }
}

/// Returns docs that are a description alone.
pub(super) fn described(description: Option<&Text>) -> Docs {
    Docs {
        description: text(description),
        ..Docs::default()
    }
}

/// Returns what limits a value has, and what stands for it when it is absent.
pub(super) fn limits(schema: &Schema) -> Vec<String> {
    let mut facts: Vec<String> = Vec::new();
    let number = schema.number();
    match (number.minimum, number.maximum) {
        (Some(least), Some(most)) => facts.push(format!("From {least} to {most}.")),
        (Some(least), None) => facts.push(format!("At least {least}.")),
        (None, Some(most)) => facts.push(format!("At most {most}.")),
        (None, None) => {}
    }
    let string = schema.string.as_deref();
    let least = string.and_then(|string| string.min_length);
    let most = string.and_then(|string| string.max_length);
    match (least.filter(|&least| least > 0), most) {
        (Some(least), Some(most)) => facts.push(format!("{least} to {most} characters.")),
        (Some(1), None) => facts.push("Not empty.".to_owned()),
        (Some(least), None) => facts.push(format!("At least {least} characters.")),
        (None, Some(most)) => facts.push(format!("At most {most} characters.")),
        (None, None) => {}
    }
    if let Some(default) = &schema.default {
        let default = default.to_string();
        if default.len() <= 80 && !default.contains('`') {
            facts.push(format!("Default: `{default}`."));
        }
    }
    match facts.is_empty() {
        true => facts,
        false => vec![facts.join(" ")],
    }
}

/// Returns the text, if it says something.
pub(super) fn text(text: Option<&Text>) -> Option<String> {
    let text = text?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
