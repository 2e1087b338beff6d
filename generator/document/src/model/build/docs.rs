//! What the document says for people.

use serde_json::Value;

use crate::description::{Description, ExternalDocs, NumberKeywords, ObjectKeywords, Schema, Tag};
use crate::model::Docs;
use crate::source::Text;
use crate::source::byte_set::{ByteSet, trim};

/// The longest value that is shown, in bytes.
const LONGEST_CODE: usize = 80;

/// Returns the docs of a schema that gets a type. A title is its summary, although it may only repeat the name.
///
/// `names` is what `propertyNames` says.
pub(super) fn of_schema(schema: &Schema, names: Option<&Schema>) -> Docs {
    let title = match &schema.description {
        Some(_) => None,
        None => schema.title.as_ref(),
    };
    Docs {
        summary: text(title),
        description: text(schema.description.as_ref()),
        notes: schema
            .object
            .as_deref()
            .map(|object| object_limits(object, names))
            .unwrap_or_default(),
    }
}

/// Returns the docs of a property: also its limits, its default and an example.
pub(super) fn of_property(schema: &Schema) -> Docs {
    Docs {
        notes: limits(schema),
        ..of_schema(schema, None)
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

/// Returns what limits a value has, what stands for it when it is absent, an example, and where more is said.
pub(super) fn limits(schema: &Schema) -> Vec<String> {
    let mut facts = schema.number.as_deref().map_or_else(Vec::new, number_limits);
    if let Some(string) = schema.string.as_deref() {
        facts.extend(count("characters", string.min_length, string.max_length));
        facts.extend(
            string
                .pattern
                .as_deref()
                .and_then(code)
                .map(|pattern| format!("Matches {pattern}.")),
        );
    }
    if let Some(array) = schema.array.as_deref() {
        facts.extend(count("items", array.min_items, array.max_items));
        facts.extend(array.unique_items.then(|| "No item stands twice.".to_owned()));
    }
    facts.extend(value("Default", schema.default.as_deref()));
    facts.extend(value("Example", schema.example.as_deref()));
    let mut notes = paragraph(facts);
    notes.extend(schema.external_docs.as_deref().and_then(external));
    notes
}

fn number_limits(number: &NumberKeywords) -> Vec<String> {
    let mut facts = Vec::new();
    match (number.minimum, number.maximum) {
        (Some(least), Some(most)) if !number.exclusive_minimum && !number.exclusive_maximum => {
            facts.push(format!("From {least} to {most}."));
        }
        (least, most) => {
            let (at_least, at_most) = (
                if number.exclusive_minimum {
                    "More than"
                } else {
                    "At least"
                },
                if number.exclusive_maximum {
                    "Less than"
                } else {
                    "At most"
                },
            );
            facts.extend(least.map(|least| format!("{at_least} {least}.")));
            facts.extend(most.map(|most| format!("{at_most} {most}.")));
        }
    }
    facts.extend(number.multiple_of.map(|step| format!("A multiple of {step}.")));
    facts
}

/// Returns what is said of the properties of an object as a whole.
fn object_limits(object: &ObjectKeywords, names: Option<&Schema>) -> Vec<String> {
    let mut facts = Vec::new();
    facts.extend(count("properties", object.min_properties, object.max_properties));
    let names = names.map(limits).unwrap_or_default();
    if !names.is_empty() {
        facts.push(format!("Names of properties: {}", names.join(" ")));
    }
    paragraph(facts)
}

/// Returns how many of something there are.
fn count(what: &str, least: Option<u64>, most: Option<u64>) -> Option<String> {
    Some(match (least.filter(|&least| least > 0), most) {
        (Some(least), Some(most)) if least == most => format!("Exactly {least} {what}."),
        (Some(least), Some(most)) => format!("{least} to {most} {what}."),
        (Some(1), None) => "Not empty.".to_owned(),
        (Some(least), None) => format!("At least {least} {what}."),
        (None, Some(most)) => format!("At most {most} {what}."),
        (None, None) => return None,
    })
}

/// Returns a value of the document, with what it is.
pub(super) fn value(what: &str, value: Option<&Value>) -> Option<String> {
    let value = code(&value?.to_string())?;
    Some(format!("{what}: {value}."))
}

/// Returns a text as code, if it is short and no CommonMark could end it.
fn code(text: &str) -> Option<String> {
    static ENDS: ByteSet = ByteSet::of(b"`\n\r");
    let fits = text.len() <= LONGEST_CODE && !ENDS.is_in(text) && !trim(text).is_empty();
    fits.then(|| format!("`{text}`"))
}

/// Returns where more is said.
pub(super) fn external(docs: &ExternalDocs) -> Option<String> {
    let url = link(&docs.url)?;
    Some(match text(docs.description.as_ref()) {
        Some(description) => format!("{}: {url}", description.trim_end_matches(['.', ':'])),
        None => format!("See {url}."),
    })
}

/// Returns a URL as a link, if it can be one.
fn link(url: &str) -> Option<String> {
    let url = url.trim();
    let is_plain = url
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && !b"<>`".contains(&byte));
    match is_plain && (url.starts_with("https://") || url.starts_with("http://")) {
        true => Some(format!("<{url}>")),
        false => code(url),
    }
}

/// Returns the docs of the API as a whole.
pub(super) fn of_info(description: &Description) -> Docs {
    let info = &description.info;
    let mut notes = Vec::new();
    notes.extend(description.external_docs.as_ref().and_then(external));
    let terms = info.terms_of_service.as_deref().and_then(link);
    notes.extend(terms.map(|url| format!("Terms of service: {url}.")));
    if let Some(contact) = &info.contact {
        let parts = [
            text(contact.name.as_ref()).map(|name| name.as_str().to_owned()),
            contact.url.as_deref().and_then(link),
            contact.email.as_deref().and_then(code),
        ];
        notes.extend(listed("Contact", parts));
    }
    if let Some(license) = &info.license {
        let parts = [
            text(Some(&license.name)).map(|name| name.as_str().to_owned()),
            license.identifier.as_deref().and_then(code),
            license.url.as_deref().and_then(link),
        ];
        notes.extend(listed("License", parts));
    }
    Docs {
        summary: text(info.summary.as_ref()),
        description: text(info.description.as_ref()),
        notes,
    }
}

/// Returns the docs of a tag.
pub(super) fn of_tag(tag: &Tag) -> Docs {
    Docs {
        summary: text(tag.summary.as_ref()),
        description: text(tag.description.as_ref()),
        notes: tag
            .external_docs
            .as_ref()
            .and_then(external)
            .into_iter()
            .collect(),
    }
}

fn listed<const N: usize>(what: &str, parts: [Option<String>; N]) -> Option<String> {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| format!("{what}: {}.", parts.join(", ").trim_end_matches('.')))
}

fn paragraph(facts: Vec<String>) -> Vec<String> {
    match facts.len() {
        0 | 1 => facts,
        _ => vec![facts.join(" ")],
    }
}

/// Returns the text, if it says something.
pub(super) fn text(text: Option<&Text>) -> Option<Text> {
    let text = text?;
    match trim(text) {
        "" => None,
        trimmed if trimmed.len() == text.len() => Some(text.clone()),
        trimmed => Some(trimmed.into()),
    }
}
