//! The types that have values of their own in tests.

use serde_json::Value;

use super::named::{Api, TypeDef};
use super::{Gate, Name, TypeItem, TypeItemKind};

/// A type, and where the description has its schema.
#[derive(Clone, PartialEq)]
pub struct ExampleRow<'a> {
    /// When the type is there.
    pub gate: Gate<'a>,
    /// Its name in the module `types`.
    pub name: Name,
    /// The reference to its schema.
    pub schema: String,
}

/// Returns the types whose schemas the description has. Another name for a type has the values of that one.
pub(super) fn examples<'a>(api: &Api, items: &[TypeItem<'a>], description: &str) -> Vec<ExampleRow<'a>> {
    let description: Value = serde_json::from_str(description).unwrap_or_default();
    let rows = api.types.iter().zip(items).filter_map(|(def, item)| {
        let is_alias = matches!(item.kind, TypeItemKind::Alias(_));
        let pointer = pointer(def, api, &description).filter(|_| !is_alias)?;
        Some(ExampleRow {
            gate: item.gate.clone(),
            name: item.name.clone(),
            schema: format!("#{pointer}"),
        })
    });
    rows.collect()
}

/// Returns where the description has the schema of a type, if it has it.
fn pointer(def: &TypeDef, api: &Api, description: &Value) -> Option<String> {
    let pointers = [
        component(def),
        within_component(def, api),
        content(def, description),
    ];
    let own = def.file.is_root().then(|| def.pointer.clone());
    let mut pointers = pointers.into_iter().chain([own]).flatten();
    pointers.find(|pointer| description.pointer(pointer).is_some())
}

/// Returns where a component is, whatever it is called in the document's version.
fn component(def: &TypeDef) -> Option<String> {
    let name = def.component.as_ref()?.replace('~', "~0").replace('/', "~1");
    Some(format!("/components/schemas/{name}"))
}

/// Returns where what stands in a component is.
fn within_component(def: &TypeDef, api: &Api) -> Option<String> {
    let around = api.types.iter().filter_map(|other| {
        let rest = def.pointer.strip_prefix(&other.pointer)?;
        let is_within = rest.starts_with('/') && other.file == def.file;
        is_within.then_some((rest.len(), component(other)?, rest))
    });
    let (_, component, rest) = around.min_by_key(|(length, ..)| *length)?;
    Some(format!("{component}{rest}"))
}

/// Returns where what stands in a response of Swagger 2.0 is: there, a response has a schema, and here it has content.
fn content(def: &TypeDef, description: &Value) -> Option<String> {
    let (before, after) = def.pointer.split_once("/responses/")?;
    let (status, rest) = after.split_once("/schema")?;
    let response = format!("{before}/responses/{status}");
    let content = description.pointer(&response)?.get("content")?.as_object()?;
    let media_type = content.keys().next()?.replace('~', "~0").replace('/', "~1");
    Some(format!("{response}/content/{media_type}/schema{rest}"))
}
