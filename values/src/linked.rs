//! A schema whose references are a keyword, which calls the validator of what they lead to.

use serde_json::{Map, Value, json};

use crate::Schemas;
use crate::judge::REFERENCE;
use crate::make::nodes;

/// How many schemas are written in place of references, where `unevaluatedProperties` or `unevaluatedItems` looks through these.
const COPIES: usize = 1_000;

/// How many values these have.
const WRITTEN: usize = 100_000;

/// How many are within each other.
const DEPTH: usize = 32;

/// How many schemas one value goes through at most to be judged.
const WORK: u64 = 400_000;

/// Returns a schema with the keyword of each reference.
///
/// What `unevaluatedProperties` and `unevaluatedItems` look through stands in place of the reference. Where that is too much, they are left out.
pub(crate) fn linked(document: Schemas<'_>, schema: &Value) -> Value {
    let link = |looks: bool| {
        let mut linker = Linker {
            document,
            copies: COPIES,
            written: WRITTEN,
            looks,
            is_too_much: false,
        };
        let mut schema = match schema {
            Value::Object(_) => schema.clone(),
            Value::Bool(true) => json!({}),
            _ => json!({ "not": {} }),
        };
        linker.link(&mut schema, Looking::default());
        let is_too_much = looks && (linker.is_too_much || looks_too_often(&schema));
        (!is_too_much).then_some(schema)
    };
    link(true).or_else(|| link(false)).unwrap_or_default()
}

/// How many schemas a value goes through at most.
#[derive(Clone, Copy, Default)]
struct Work {
    judging: u64,
    /// To find out what a schema looks at, for `unevaluatedProperties` around it.
    looking: u64,
}

impl Work {
    fn and(self, other: Work) -> Work {
        Work {
            judging: self.judging.saturating_add(other.judging),
            looking: self.looking.saturating_add(other.looking),
        }
    }
}

/// Tells whether schemas with `unevaluatedProperties` or `unevaluatedItems` are so deep within each other, applied to the same value, that this would be
/// judged again and again: each looks through what is judged, and what looks there is judged once more. A dozen of them is too much.
pub fn looks_too_often(schema: &Value) -> bool {
    work_of(schema).judging > WORK
}

fn work_of(schema: &Value) -> Work {
    let Value::Object(keywords) = schema else {
        return match schema {
            Value::Array(items) => items.iter().map(work_of).fold(Work::default(), Work::and),
            _ => Work::default(),
        };
    };
    let one = Work {
        judging: 1,
        looking: 1,
    };
    let all = keywords.iter().map(|(keyword, value)| {
        let work = work_of(value);
        match keyword.as_str() {
            "enum" | "const" | "default" | "examples" | "example" => Work::default(),
            // They are judged again to find out whether they are valid.
            "allOf" | "anyOf" | "oneOf" | "if" | "then" | "else" | "dependentSchemas" => Work {
                looking: work.judging.saturating_add(work.looking),
                ..work
            },
            _ => Work { looking: 0, ..work },
        }
    });
    let all = all.fold(one, Work::and);
    let looks = ["unevaluatedProperties", "unevaluatedItems"].map(|keyword| keywords.contains_key(keyword));
    match looks.contains(&true) {
        true => Work {
            judging: all.judging.saturating_add(all.looking),
            ..all
        },
        false => all,
    }
}

/// What of a schema something around it looks at.
#[derive(Clone, Copy, Default)]
struct Looking {
    at_properties: bool,
    at_items: bool,
    /// How many copies may be within each other from here on.
    depth: usize,
}

struct Linker<'b> {
    document: Schemas<'b>,
    copies: usize,
    written: usize,
    /// Whether anything looks through references.
    looks: bool,
    is_too_much: bool,
}

impl Linker<'_> {
    fn link(&mut self, schema: &mut Value, around: Looking) {
        let Value::Object(keywords) = schema else {
            return;
        };
        if !self.looks {
            keywords.shift_remove("unevaluatedProperties");
            keywords.shift_remove("unevaluatedItems");
        }
        let is_looked_at = around.at_properties || around.at_items;
        let looking = Looking {
            at_properties: around.at_properties || keywords.contains_key("unevaluatedProperties"),
            at_items: around.at_items || keywords.contains_key("unevaluatedItems"),
            depth: if is_looked_at { around.depth } else { DEPTH },
        };
        for (keyword, value) in keywords.iter_mut() {
            self.keyword(keyword, value, looking);
        }
        if let Some(Value::String(reference)) = keywords.shift_remove("$ref") {
            self.refer(keywords, reference, looking);
        }
    }

    fn keyword(&mut self, keyword: &str, value: &mut Value, looking: Looking) {
        let not = Looking::default();
        match (keyword, value) {
            ("enum" | "const" | "default" | "examples" | "example" | "discriminator", _) => {}
            ("allOf" | "anyOf" | "oneOf", Value::Array(schemas)) => {
                schemas.iter_mut().for_each(|schema| self.link(schema, looking));
            }
            ("if" | "then" | "else", schema) => self.link(schema, looking),
            ("dependentSchemas", Value::Object(schemas)) => {
                schemas.values_mut().for_each(|schema| self.link(schema, looking));
            }
            ("properties" | "patternProperties" | "$defs" | "definitions", Value::Object(schemas)) => {
                schemas.values_mut().for_each(|schema| self.link(schema, not));
            }
            (_, Value::Array(schemas)) => schemas.iter_mut().for_each(|schema| self.link(schema, not)),
            (_, schema) => self.link(schema, not),
        }
    }

    fn refer(&mut self, keywords: &mut Map<String, Value>, reference: String, looking: Looking) {
        let is_looked_at = looking.at_properties || looking.at_items;
        let Some(target) = self.document.get(&reference).filter(|_| is_looked_at) else {
            keywords.insert(REFERENCE.to_owned(), reference.into());
            return;
        };
        let has = |keyword: &str| target.get(keyword).is_some();
        let part = match (looking.at_properties, looking.at_items) {
            // It looks itself, at all that there is: nothing is left to look at.
            (true, false) if has("unevaluatedProperties") => {
                keywords.insert(REFERENCE.to_owned(), reference.into());
                json!({ "additionalProperties": true })
            }
            (false, true) if has("unevaluatedItems") => {
                keywords.insert(REFERENCE.to_owned(), reference.into());
                json!({ "items": true })
            }
            _ => match self.copy(target, looking) {
                Some(copy) => copy,
                None => return,
            },
        };
        match keywords.get_mut("allOf") {
            Some(Value::Array(parts)) => parts.push(part),
            _ => drop(keywords.insert("allOf".to_owned(), json!([part]))),
        }
    }

    fn copy(&mut self, target: &Value, looking: Looking) -> Option<Value> {
        let size = nodes(target);
        if looking.depth == 0 || self.copies == 0 || self.written < size {
            self.is_too_much = true;
            return None;
        }
        self.copies -= 1;
        self.written -= size;
        let mut copy = target.clone();
        let depth = looking.depth - 1;
        self.link(&mut copy, Looking { depth, ..looking });
        Some(copy)
    }
}
