use serde_json::{Map, Value};

use super::{Bundle, Validators};

/// A schema that applies to a value: its keywords, and its pointer in the bundle.
#[derive(Clone, Debug)]
pub(super) struct Applicable<'b> {
    pub(super) keywords: &'b Map<String, Value>,
    pub(super) pointer: String,
}

/// The schemas at `pointers` and all that apply with them to `value`: through `$ref`, `allOf`, the branches of
/// `anyOf` and `oneOf` by which the value is valid, and the right one of `then` and `else`.
pub(super) fn applicable<'b>(
    bundle: &'b Bundle,
    validators: &Validators,
    pointers: Vec<String>,
    value: &Value,
) -> Vec<Applicable<'b>> {
    let mut found: Vec<Applicable<'b>> = Vec::new();
    let mut waiting = pointers;
    while let Some(pointer) = waiting.pop() {
        let known = found.iter().any(|schema| schema.pointer == pointer);
        let Some(Value::Object(keywords)) = bundle.get(&pointer).filter(|_| !known) else {
            continue;
        };
        if let Some(Value::String(reference)) = keywords.get("$ref") {
            waiting.push(reference.trim_start_matches('#').to_owned());
        }
        let branches = |key: &str| {
            let count = keywords.get(key).and_then(Value::as_array).map_or(0, Vec::len);
            (0..count)
                .map(|index| format!("{pointer}/{key}/{index}"))
                .collect::<Vec<_>>()
        };
        waiting.extend(branches("allOf"));
        let chosen = branches("anyOf").into_iter().chain(branches("oneOf"));
        waiting.extend(chosen.filter(|branch| validators.is_valid(branch, value)));
        if keywords.contains_key("if") {
            let condition = format!("{pointer}/if");
            let holds = validators.is_valid(&condition, value);
            waiting.push(format!("{pointer}/{}", if holds { "then" } else { "else" }));
            waiting.extend(holds.then_some(condition));
        }
        if let (Some(Value::Object(dependent)), Value::Object(entries)) =
            (keywords.get("dependentSchemas"), value)
        {
            let present = dependent.keys().filter(|name| entries.contains_key(*name));
            waiting.extend(present.map(|name| below(&pointer, &["dependentSchemas", name])));
        }
        found.push(Applicable { keywords, pointer });
    }
    found
}

impl Applicable<'_> {
    /// The pointers of the schemas of property `name`; empty when this schema says nothing about it.
    pub(super) fn property(&self, name: &str) -> Vec<String> {
        let mut pointers = Vec::new();
        if self
            .map("properties")
            .is_some_and(|properties| properties.contains_key(name))
        {
            pointers.push(below(&self.pointer, &["properties", name]));
        }
        for pattern in self
            .map("patternProperties")
            .into_iter()
            .flat_map(|patterns| patterns.keys())
        {
            if matches(pattern, name) {
                pointers.push(below(&self.pointer, &["patternProperties", pattern]));
            }
        }
        if pointers.is_empty() {
            let rest = ["additionalProperties", "unevaluatedProperties"];
            pointers.extend(
                rest.iter()
                    .filter(|key| self.keywords.contains_key(**key))
                    .map(|key| below(&self.pointer, &[key])),
            );
        }
        pointers
    }

    /// The pointer of the schema of the item at `index`.
    pub(super) fn item(&self, index: usize) -> Option<String> {
        let prefix = self
            .keywords
            .get("prefixItems")
            .and_then(Value::as_array)
            .map_or(0, Vec::len);
        if index < prefix {
            return Some(format!("{}/prefixItems/{index}", self.pointer));
        }
        self.keywords
            .contains_key("items")
            .then(|| format!("{}/items", self.pointer))
    }

    /// Whether it names properties, so that an object is more than a map of anything.
    pub(super) fn names_properties(&self) -> bool {
        self.map("properties")
            .is_some_and(|properties| !properties.is_empty())
    }

    fn map(&self, key: &str) -> Option<&Map<String, Value>> {
        self.keywords.get(key).and_then(Value::as_object)
    }
}

/// Whether the regular expression finds something in `name`.
pub(super) fn matches(pattern: &str, name: &str) -> bool {
    let schema = serde_json::json!({"type": "string", "pattern": pattern});
    jsonschema::validator_for(&schema)
        .is_ok_and(|validator| validator.is_valid(&Value::String(name.to_owned())))
}

fn below(pointer: &str, keys: &[&str]) -> String {
    keys.iter().fold(pointer.to_owned(), |pointer, key| {
        format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"))
    })
}
