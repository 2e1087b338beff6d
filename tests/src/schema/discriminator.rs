use std::collections::{HashMap, HashSet};

use serde_json::Value;

use crate::raw::{RawDocument, Spot, component_schemas};

/// What the discriminators of a document say: which schema a value of the property stands for.
#[derive(Debug, Default)]
pub(super) struct Discriminators {
    by_schema: HashMap<Spot, Discriminator>,
    named: HashSet<Spot>,
    listing: HashSet<Spot>,
}

/// The discriminator of one schema.
#[derive(Debug)]
pub(super) struct Discriminator {
    pub(super) property: String,
    /// For each value of the property: the schema that it names, behind its references.
    pub(super) schemas: Vec<(String, Spot)>,
}

impl Discriminator {
    /// The values that name `schema`, and those that name another.
    pub(super) fn values_of(&self, schema: &Spot) -> (Vec<&str>, Vec<&str>) {
        let values = |own: bool| {
            let pairs = self
                .schemas
                .iter()
                .filter(move |(_, named)| (named == schema) == own);
            pairs.map(|(value, _)| value.as_str()).collect()
        };
        (values(true), values(false))
    }
}

impl Discriminators {
    pub(super) fn of(document: &RawDocument) -> Self {
        let mut found = Self::default();
        found.find_lists(document);
        let stated = stated(document);
        if stated.is_empty() {
            return found;
        }
        let extending = extending(document);
        let children = children(document, &extending);
        for (schema, property, mapping) in stated {
            let mut candidates = alternatives(document, &schema);
            if candidates.is_empty() {
                candidates = children.get(&schema).cloned().unwrap_or_default();
            }
            let mut schemas: Vec<(String, Spot)> = mapping
                .into_iter()
                .filter_map(|(value, target)| Some((value, named(document, &extending, &schema, &target)?)))
                .filter(|(_, target)| candidates.contains(target))
                .collect();
            for candidate in candidates {
                let name = name_of(&candidate);
                let is_taken = |(value, target): &(String, Spot)| *value == name || *target == candidate;
                if !schemas.iter().any(is_taken) {
                    schemas.push((name, candidate));
                }
            }
            found
                .named
                .extend(schemas.iter().map(|(_, target)| target.clone()));
            found
                .by_schema
                .insert(schema, Discriminator { property, schemas });
        }
        found
    }

    /// Finds the schemas that list, as alternatives, some that extend them.
    fn find_lists(&mut self, document: &RawDocument) {
        for (file, root) in document.files() {
            let mut waiting = vec![(Spot::new(file, String::new()), root)];
            while let Some((spot, value)) = waiting.pop() {
                match value {
                    Value::Object(entries) => {
                        if entries.contains_key("oneOf") || entries.contains_key("anyOf") {
                            let mut children = alternatives(document, &spot);
                            children.retain(|child| extends(document, child, &spot));
                            if !children.is_empty() {
                                self.listing.insert(spot.clone());
                            }
                            let meant = children.iter().filter_map(|child| annotated(document, child));
                            self.named.extend(meant.collect::<Vec<_>>());
                            self.named.extend(children);
                        }
                        waiting.extend(entries.iter().map(|(key, value)| (spot.child(key), value)));
                    }
                    Value::Array(items) => {
                        let items = items.iter().enumerate();
                        waiting.extend(items.map(|(index, value)| (spot.child(&index.to_string()), value)));
                    }
                    _ => {}
                }
            }
        }
    }

    /// Whether a schema lists some that extend it: as a part of one of them, it is without that list.
    pub(super) fn lists_children(&self, schema: &Spot) -> bool {
        self.listing.contains(schema)
    }

    pub(super) fn at(&self, schema: &Spot) -> Option<&Discriminator> {
        self.by_schema.get(schema)
    }

    /// Whether a discriminator, or a schema that it extends, names this schema.
    pub(super) fn names(&self, schema: &Spot) -> bool {
        self.named.contains(schema)
    }
}

type Stated = (Spot, String, Vec<(String, String)>);

/// All discriminators: where they stand, the property, and the mapping as written.
fn stated(document: &RawDocument) -> Vec<Stated> {
    let mut found = Vec::new();
    for (file, root) in document.files() {
        let mut waiting = vec![(Spot::new(file, String::new()), root)];
        while let Some((spot, value)) = waiting.pop() {
            match value {
                Value::Object(entries) => {
                    let discriminator = entries.get("discriminator");
                    let property =
                        discriminator.and_then(|value| value.get("propertyName").unwrap_or(value).as_str());
                    if let Some(property) = property {
                        let mapping = discriminator
                            .and_then(|value| value.get("mapping")?.as_object())
                            .into_iter()
                            .flatten()
                            .filter_map(|(value, target)| Some((value.clone(), target.as_str()?.to_owned())));
                        found.push((spot.clone(), property.to_owned(), mapping.collect()));
                    }
                    waiting.extend(entries.iter().map(|(key, value)| (spot.child(key), value)));
                }
                Value::Array(items) => {
                    let items = items.iter().enumerate();
                    waiting.extend(items.map(|(index, value)| (spot.child(&index.to_string()), value)));
                }
                _ => {}
            }
        }
    }
    found
}

/// The schemas of `oneOf` and `anyOf`, behind their references.
fn alternatives(document: &RawDocument, schema: &Spot) -> Vec<Spot> {
    let mut found = Vec::new();
    for key in ["oneOf", "anyOf"] {
        let list = schema.child(key);
        let count = document.get(&list).and_then(Value::as_array).map_or(0, Vec::len);
        let all = (0..count).map(|index| list.child(&index.to_string()));
        found.extend(all.filter_map(|spot| document.follow(&spot)));
    }
    found
}

/// The schemas that may extend others: the components, and those of other files that have `allOf`.
fn extending(document: &RawDocument) -> Vec<Spot> {
    let mut found = component_schemas(document);
    let root = document.root_spot().file;
    for (file, content) in document.files().filter(|(file, _)| *file != root) {
        let mut waiting = vec![(Spot::new(file, String::new()), content)];
        while let Some((spot, value)) = waiting.pop() {
            let Value::Object(entries) = value else { continue };
            if entries.get("allOf").is_some_and(Value::is_array) {
                found.push(spot.clone());
            }
            waiting.extend(entries.iter().map(|(key, value)| (spot.child(key), value)));
        }
    }
    found
}

/// The name by which a discriminator's value means a schema: the last key on the way to it, or that of its file.
fn name_of(schema: &Spot) -> String {
    let stem = || {
        schema
            .file
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned())
    };
    match schema.pointer.rsplit('/').next() {
        Some(key) if !key.is_empty() => key.replace("~1", "/").replace("~0", "~"),
        _ => stem().unwrap_or_default(),
    }
}

/// The schema that one does nothing but annotate.
fn annotated(document: &RawDocument, schema: &Spot) -> Option<Spot> {
    let entries = document.get(schema)?.as_object()?;
    let is_alone = entries
        .keys()
        .all(|key| matches!(key.as_str(), "allOf" | "title" | "description"));
    let is_one = entries.get("allOf")?.as_array()?.len() == 1;
    (is_alone && is_one).then(|| document.follow(&schema.child("allOf").child("0")))?
}

/// Whether a schema has another one in its `allOf`, over any number of steps.
fn extends(document: &RawDocument, schema: &Spot, base: &Spot) -> bool {
    let mut seen = HashSet::new();
    let mut waiting = vec![schema.clone()];
    while let Some(spot) = waiting.pop() {
        let list = spot.child("allOf");
        let count = document.get(&list).and_then(Value::as_array).map_or(0, Vec::len);
        let parts = (0..count).filter_map(|index| document.follow(&list.child(&index.to_string())));
        for part in parts {
            if part == *base {
                return true;
            }
            if seen.insert(part.clone()) {
                waiting.push(part);
            }
        }
    }
    false
}

/// For each schema: those that extend it with `allOf`, over any number of steps.
fn children(document: &RawDocument, extending: &[Spot]) -> HashMap<Spot, Vec<Spot>> {
    let mut children: HashMap<Spot, Vec<Spot>> = HashMap::new();
    for component in extending {
        let mut seen = HashSet::new();
        let mut waiting = vec![component.clone()];
        while let Some(spot) = waiting.pop() {
            let list = spot.child("allOf");
            let count = document.get(&list).and_then(Value::as_array).map_or(0, Vec::len);
            for index in 0..count {
                let Some(part) = document.follow(&list.child(&index.to_string())) else {
                    continue;
                };
                if part != *component && seen.insert(part.clone()) {
                    children.entry(part.clone()).or_default().push(component.clone());
                    waiting.push(part);
                }
            }
        }
    }
    children
}

/// The schema that a mapping names: by a reference, or by the name of a component or of a schema that extends another.
fn named(document: &RawDocument, extending: &[Spot], schema: &Spot, target: &str) -> Option<Spot> {
    let by_name = || extending.iter().find(|spot| name_of(spot) == target).cloned();
    let spot = document.resolve(&schema.file, target).or_else(by_name)?;
    document.follow(&spot)
}
