use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{Bundle, Validators};

/// Adds properties that no schema of a bundle names, as servers do whose documents are older than they are.
#[derive(Debug)]
pub struct Unknown {
    properties: Map<String, Value>,
}

impl Unknown {
    /// Chooses names that nothing in the bundle declares.
    pub fn new(bundle: &Bundle) -> Self {
        let mut declared = BTreeSet::new();
        collect_names(bundle.to_schema(), &mut declared);
        let values = [
            ("newer_text", json!("unknown to the document")),
            ("newer_number", json!(20.25)),
            (
                "newer_object",
                json!({"id": 7, "tags": ["a", "b"], "deeper": {"on": true, "count": 3}}),
            ),
            (
                "newer_list",
                json!([{"id": 1, "name": "one"}, {"id": 2, "name": "two"}, 3]),
            ),
            ("newer_null", Value::Null),
        ];
        let free = |name: &str| {
            let names = std::iter::successors(Some(name.to_owned()), |name| Some(format!("{name}_")));
            names.into_iter().find(|name| !declared.contains(name))
        };
        let properties = values
            .into_iter()
            .filter_map(|(name, value)| Some((free(name)?, value)))
            .collect();
        Self { properties }
    }

    /// The value with these properties in each object, at each depth, of which the schema at `pointer` allows it: the result
    /// is as valid as the value was. `None` where there is no such object.
    pub fn added_to(&self, validators: &Validators, pointer: &str, value: &Value) -> Option<Value> {
        let mut everywhere = value.clone();
        self.add_below(&mut everywhere);
        if everywhere == *value {
            return None;
        }
        if validators.is_valid(pointer, &everywhere) {
            return Some(everywhere);
        }
        let mut grown = value.clone();
        for place in places(value) {
            let mut tried = grown.clone();
            if let Some(Value::Object(entries)) = tried.pointer_mut(&place) {
                entries.extend(self.properties.clone());
            }
            if validators.is_valid(pointer, &tried) {
                grown = tried;
            }
        }
        (grown != *value).then_some(grown)
    }

    fn add_below(&self, value: &mut Value) {
        match value {
            Value::Object(entries) => {
                entries.values_mut().for_each(|value| self.add_below(value));
                entries.extend(self.properties.clone());
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.add_below(item)),
            _ => {}
        }
    }
}

/// The JSON pointers of the objects in a value.
fn places(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut waiting = vec![(String::new(), value)];
    while let Some((pointer, value)) = waiting.pop() {
        match value {
            Value::Object(entries) => {
                for (name, value) in entries {
                    let key = name.replace('~', "~0").replace('/', "~1");
                    waiting.push((format!("{pointer}/{key}"), value));
                }
                found.push(pointer);
            }
            Value::Array(items) => {
                let items = items.iter().enumerate();
                waiting.extend(items.map(|(index, item)| (format!("{pointer}/{index}"), item)));
            }
            _ => {}
        }
    }
    found
}

/// The names of all properties that a schema, or one inside of it, declares or requires.
fn collect_names(schema: &Value, names: &mut BTreeSet<String>) {
    match schema {
        Value::Object(keywords) => {
            if let Some(Value::Object(properties)) = keywords.get("properties") {
                names.extend(properties.keys().cloned());
            }
            if let Some(Value::Array(required)) = keywords.get("required") {
                names.extend(required.iter().filter_map(Value::as_str).map(str::to_owned));
            }
            keywords.values().for_each(|schema| collect_names(schema, names));
        }
        Value::Array(items) => items.iter().for_each(|schema| collect_names(schema, names)),
        _ => {}
    }
}
