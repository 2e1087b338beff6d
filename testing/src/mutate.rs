//! Responses that no document allows, and servers send all the same.

use serde_json::{Value, json};

use crate::api::Api;

/// How many schemas one may be composed of, as far as they are looked at.
const MOST_PARTS: usize = 64;

/// How deep a value is changed.
const DEPTH: usize = 6;

/// A place in a value: the JSON pointer, and its name for people.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Place {
    pub(crate) pointer: String,
    pub(crate) name: String,
}

/// Returns the schemas that may describe what one of these does: what they refer to and are composed of.
fn parts<'a>(api: &'a Api, schemas: &[&'a Value]) -> Vec<&'a Value> {
    let mut found: Vec<&Value> = schemas.to_vec();
    let mut next = 0;
    while let Some(schema) = found.get(next).copied() {
        let target = schema
            .get("$ref")
            .and_then(Value::as_str)
            .and_then(|to| api.keywords(to));
        let lists = ["allOf", "anyOf", "oneOf"].into_iter();
        let lists = lists.filter_map(|name| schema.get(name)?.as_array()).flatten();
        for part in target.into_iter().chain(lists) {
            if found.len() < MOST_PARTS && !found.iter().any(|known| std::ptr::eq(*known, part)) {
                found.push(part);
            }
        }
        next += 1;
    }
    found
}

fn property<'a>(parts: &[&'a Value], name: &str) -> Vec<&'a Value> {
    let declared = parts.iter().filter_map(|part| part.get("properties")?.get(name));
    let declared: Vec<&Value> = declared.collect();
    match declared.is_empty() {
        false => declared,
        true => parts
            .iter()
            .filter_map(|part| part.get("additionalProperties"))
            .collect(),
    }
}

/// Calls a function for each value within a value, with the schemas that may describe it.
fn walk<'a>(
    api: &'a Api,
    schemas: &[&'a Value],
    value: &Value,
    place: &Place,
    visit: &mut dyn FnMut(&Place, &Value, &[&'a Value]),
) {
    if place.pointer.matches('/').count() > DEPTH {
        return;
    }
    let parts = parts(api, schemas);
    visit(place, value, &parts);
    match value {
        Value::Object(entries) => {
            for (name, value) in entries {
                let inner = Place {
                    pointer: format!("{}/{}", place.pointer, name.replace('~', "~0").replace('/', "~1")),
                    name: format!("{}.{name}", place.name),
                };
                walk(api, &property(&parts, name), value, &inner, visit);
            }
        }
        // Items are alike: the first shows what becomes of them.
        Value::Array(items) => {
            let Some(item) = items.first() else { return };
            let inner = Place {
                pointer: format!("{}/0", place.pointer),
                name: format!("{}[0]", place.name),
            };
            let schemas: Vec<&Value> = parts.iter().filter_map(|part| part.get("items")).collect();
            walk(api, &schemas, item, &inner, visit);
        }
        _ => {}
    }
}

fn root() -> Place {
    Place {
        pointer: String::new(),
        name: "$".to_owned(),
    }
}

/// Returns the value without what only clients send.
pub(crate) fn of_server(api: &Api, schema: &str, value: &Value) -> Value {
    let mut hidden = Vec::new();
    if let Some(keywords) = api.keywords(schema) {
        walk(api, &[keywords], value, &root(), &mut |place, _, parts| {
            if parts
                .iter()
                .any(|part| part.get("writeOnly") == Some(&json!(true)))
            {
                hidden.push(place.pointer.clone());
            }
        });
    }
    let mut value = value.clone();
    hidden.iter().for_each(|pointer| remove(&mut value, pointer));
    value
}

/// Returns the value with a property that no schema knows, in each object.
pub(crate) fn grown(value: &Value) -> Value {
    match value {
        Value::Object(entries) => {
            let mut grown: serde_json::Map<String, Value> = entries
                .iter()
                .map(|(name, value)| (name.clone(), grown(value)))
                .collect();
            grown.insert(
                "newer_property".to_owned(),
                json!({"of": ["a", "newer", null, 1.5]}),
            );
            Value::Object(grown)
        }
        Value::Array(items) => items.iter().map(grown).collect(),
        other => other.clone(),
    }
}

/// Returns the value with an unknown one in place of each that an `enum` or a constant lists, in turn.
pub(crate) fn unknown_values<'v>(
    api: &Api,
    schema: &str,
    value: &'v Value,
) -> impl Iterator<Item = (Place, Value)> + use<'v> {
    let mut places = Vec::new();
    if let Some(keywords) = api.keywords(schema) {
        walk(api, &[keywords], value, &root(), &mut |place, value, parts| {
            let is_listed = parts
                .iter()
                .any(|part| part.get("enum").is_some() || part.get("const").is_some());
            let is_tag = |name: &str| {
                parts.iter().any(|part| {
                    let tag = part
                        .get("discriminator")
                        .and_then(|found| found.get("propertyName"));
                    tag.and_then(Value::as_str) == Some(name)
                })
            };
            if value.is_string() && is_listed {
                places.push(place.clone());
            }
            for name in value
                .as_object()
                .into_iter()
                .flat_map(serde_json::Map::keys)
                .filter(|name| is_tag(name))
            {
                places.push(Place {
                    pointer: format!("{}/{}", place.pointer, name.replace('~', "~0").replace('/', "~1")),
                    name: format!("{}.{name}", place.name),
                });
            }
        });
    }
    places.dedup();
    changed(value, places, json!("newer_value"))
}

/// Returns the value with `null` in place of each property, in turn.
pub(crate) fn nulls(value: &Value) -> impl Iterator<Item = (Place, Value)> {
    changed(value, properties(value), Value::Null)
}

/// Returns the value without each of its properties, in turn.
pub(crate) fn without(value: &Value) -> impl Iterator<Item = (Place, Value)> {
    properties(value).into_iter().map(|place| {
        let mut changed = value.clone();
        remove(&mut changed, &place.pointer);
        (place, changed)
    })
}

/// Returns the value with another at each of the places, in turn: one at a time, since each is as large as the value.
fn changed(value: &Value, places: Vec<Place>, other: Value) -> impl Iterator<Item = (Place, Value)> {
    places.into_iter().filter_map(move |place| {
        let mut changed = value.clone();
        other.clone_into(changed.pointer_mut(&place.pointer)?);
        (changed != *value).then_some((place, changed))
    })
}

/// Returns the places of the properties in a value.
fn properties(value: &Value) -> Vec<Place> {
    let mut found = Vec::new();
    let mut waiting = vec![(root(), value)];
    while let Some((place, value)) = waiting.pop() {
        if place.pointer.matches('/').count() > DEPTH {
            continue;
        }
        match value {
            Value::Object(entries) => {
                for (name, value) in entries {
                    let inner = Place {
                        pointer: format!("{}/{}", place.pointer, name.replace('~', "~0").replace('/', "~1")),
                        name: format!("{}.{name}", place.name),
                    };
                    found.push(inner.clone());
                    waiting.push((inner, value));
                }
            }
            Value::Array(items) => {
                let inner = Place {
                    pointer: format!("{}/0", place.pointer),
                    name: format!("{}[0]", place.name),
                };
                waiting.extend(items.first().map(|item| (inner, item)));
            }
            _ => {}
        }
    }
    found
}

fn remove(value: &mut Value, pointer: &str) {
    let Some((parent, name)) = pointer.rsplit_once('/') else {
        return;
    };
    let name = name.replace("~1", "/").replace("~0", "~");
    if let Some(Value::Object(entries)) = value.pointer_mut(parent) {
        entries.shift_remove(&name);
    }
}
