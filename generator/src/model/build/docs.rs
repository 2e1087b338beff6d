//! What the document says for people.

use super::merged::Merged;
use crate::model::Docs;

/// Of a schema that gets a type. A title is its summary, although it may only repeat the name.
pub(super) fn of_schema(merged: &Merged<'_>) -> Docs {
    let Some(data) = merged.data else {
        return Docs::default();
    };
    let summary = if data.description.is_some() {
        None
    } else {
        data.title.clone()
    };
    Docs {
        summary: text(summary),
        description: text(data.description.clone()),
        notes: Vec::new(),
    }
}

/// Of a property: also its limits and default.
pub(super) fn of_property(merged: &Merged<'_>) -> Docs {
    let mut docs = of_schema(merged);
    docs.notes = limits(merged);
    docs
}

/// Of an alternative.
pub(super) fn of_variant(merged: &Merged<'_>) -> Docs {
    let Some(data) = merged.data else {
        return Docs::default();
    };
    Docs {
        summary: text(data.description.clone().or(data.title.clone())),
        ..Docs::default()
    }
}

/// Of a constant among alternatives.
pub(super) fn of_constant(merged: &Merged<'_>) -> Docs {
    let Some(data) = merged.data else {
        return Docs::default();
    };
    Docs {
        summary: text(data.title.clone()),
        description: text(data.description.clone()),
        notes: Vec::new(),
    }
}

/// What limits a value has, and what stands for it when it is absent.
pub(super) fn limits(merged: &Merged<'_>) -> Vec<String> {
    let mut facts: Vec<String> = Vec::new();
    match (merged.minimum, merged.maximum) {
        (Some(least), Some(most)) => facts.push(format!("From {least} to {most}.")),
        (Some(least), None) => facts.push(format!("At least {least}.")),
        (None, Some(most)) => facts.push(format!("At most {most}.")),
        (None, None) => {}
    }
    match (merged.min_length.filter(|&least| least > 0), merged.max_length) {
        (Some(least), Some(most)) => facts.push(format!("{least} to {most} characters.")),
        (Some(1), None) => facts.push("Not empty.".to_owned()),
        (Some(least), None) => facts.push(format!("At least {least} characters.")),
        (None, Some(most)) => facts.push(format!("At most {most} characters.")),
        (None, None) => {}
    }
    let default = merged.data.and_then(|data| data.default.as_ref());
    if let Some(default) = default.filter(|default| !default.is_null()) {
        let default = default.to_string();
        if default.len() <= 80 && !default.contains('`') {
            facts.push(format!("Default: `{default}`."));
        }
    }
    if facts.is_empty() {
        facts
    } else {
        vec![facts.join(" ")]
    }
}

/// Text that says something.
pub(super) fn text(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
}
