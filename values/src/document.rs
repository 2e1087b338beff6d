use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use jsonschema::Validator;
use serde_json::{Map, Value, json};

use crate::make::shown;
use crate::random::random;
use crate::{Schemas, interesting};

/// How many seeds are tried for a value that is valid.
const ATTEMPTS: u64 = 24;

/// How many of them may come to nothing.
const FAILURES: usize = 3;

/// A document whose schemas are to have values: of OpenAPI 3.1 or 3.2, or any JSON that has schemas of JSON Schema 2020-12.
pub struct Document {
    root: Value,
    /// By reference; `None` for what is no schema that the validator takes.
    validators: Mutex<HashMap<String, Option<Arc<Validator>>>>,
}

/// What a value of several alternatives of a `oneOf` is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unions {
    /// Not valid, unless a `discriminator` tells which it is.
    Strict,
    /// Valid.
    Lenient,
}

/// A schema of a [`Document`].
#[derive(Clone)]
pub struct Schema<'a> {
    document: &'a Document,
    schema: &'a Value,
    validator: Arc<Validator>,
}

impl Document {
    /// Takes a document.
    pub fn new(root: Value) -> Self {
        Document {
            root,
            validators: Mutex::default(),
        }
    }

    /// Reads a document in JSON, however deep it is nested: it is the program's own.
    ///
    /// # Errors
    /// It is no JSON.
    pub fn parse(text: &str) -> Result<Self, serde_json::Error> {
        let mut reader = serde_json::Deserializer::from_str(text);
        reader.disable_recursion_limit();
        let mut values = reader.into_iter::<Value>();
        let root = values.next().transpose()?.unwrap_or_default();
        // What follows is a second value, or no JSON.
        values.next().transpose()?;
        Ok(Document::new(root))
    }

    /// Returns the whole document.
    pub fn root(&self) -> &Value {
        &self.root
    }

    /// Returns the schema that a reference within the document leads to: `#/components/schemas/Pet`. `None` if there is none, or it is not
    /// one of JSON Schema 2020-12.
    pub fn schema(&self, reference: &str) -> Option<Schema<'_>> {
        let schema = Schemas::new(&self.root).get(reference)?;
        let mut validators = self.validators.lock().unwrap_or_else(PoisonError::into_inner);
        let validator = validators
            .entry(reference.to_owned())
            .or_insert_with(|| self.validator(schema, Unions::Strict).map(Arc::new));
        Some(Schema {
            document: self,
            schema,
            validator: validator.clone()?,
        })
    }

    /// Compiles a schema, together with what references in it may lead to.
    fn validator(&self, schema: &Value, unions: Unions) -> Option<Validator> {
        let own = match schema {
            Value::Object(keywords) => keywords.clone(),
            Value::Bool(true) => Map::new(),
            _ => Map::from_iter([("not".to_owned(), json!({}))]),
        };
        let mut root = match &self.root {
            Value::Object(root) => root.clone(),
            _ => return None,
        };
        // Examples and the like are no schemas, and paths are led to by few references.
        for name in ["info", "servers", "tags", "webhooks", "security", "externalDocs"] {
            root.shift_remove(name);
        }
        root.extend(own);
        let mut root = Value::Object(root);
        relax(&mut root, unions);
        jsonschema::options()
            .with_draft(jsonschema::Draft::Draft202012)
            .should_validate_formats(true)
            .should_ignore_unknown_formats(true)
            .offline()
            .build(&root)
            .ok()
    }
}

impl Schema<'_> {
    /// Tells whether a value is valid.
    pub fn is_valid(&self, value: &Value) -> bool {
        self.validator.is_valid(value)
    }

    /// Returns where a value is not valid, as JSON pointers, each with what is wrong there.
    pub fn errors(&self, value: &Value) -> Vec<(String, String)> {
        let errors = self.validator.iter_errors(value);
        errors
            .map(|error| (error.instance_path().to_string(), error.to_string()))
            .collect()
    }

    /// Returns a value that looks as the document shows it: its examples where they are valid; what has none is made. It has all properties,
    /// down to the second level, and further in those that are required.
    ///
    /// `None` if no value is found: the schema allows none, or none of at most ten levels and 100,000 values.
    pub fn example(&self) -> Option<Value> {
        let shown = shown(self.schemas(), self.schema).filter(|value| self.is_valid(value));
        shown.or_else(|| self.interesting().into_iter().next())
    }

    /// Returns a value by a seed: the same for the same seed, on every machine. `None` if no value is found.
    pub fn arbitrary(&self, seed: u64) -> Option<Value> {
        let seeds =
            (0..ATTEMPTS).map(|attempt| seed.wrapping_add(attempt.wrapping_mul(0xd6e8_feb8_6659_fd93)));
        let made = seeds.map(|seed| random(self.schemas(), self.schema, seed));
        // What is too large for one seed is so for most.
        let mut left = FAILURES;
        let made = made.take_while(|made| {
            left -= usize::from(made.is_none());
            left > 0
        });
        let valid = made.flatten().find(|value| self.is_valid(value));
        valid.or_else(|| {
            let values = self.interesting();
            let count = u64::try_from(values.len()).ok().filter(|count| *count > 0)?;
            values.into_iter().nth(usize::try_from(seed % count).ok()?)
        })
    }

    /// Returns values at which programs break: only what is required, all of it, each branch of each union, each value of an `enum`, `null`
    /// where it is allowed, bounds, odd texts, lists of none, one and several, further properties where the schema speaks of such. At most 80.
    ///
    /// Where a `oneOf` has no valid value, since each fits several alternatives, those that fit one or more.
    pub fn interesting(&self) -> Vec<Value> {
        let made = interesting(self.schemas(), self.schema, &|value| self.is_valid(value));
        if !made.is_empty() {
            return made;
        }
        match self.document.validator(self.schema, Unions::Lenient) {
            Some(lenient) => interesting(self.schemas(), self.schema, &|value| lenient.is_valid(value)),
            None => made,
        }
    }

    fn schemas(&self) -> Schemas<'_> {
        Schemas::new(&self.document.root)
    }
}

/// Makes an `anyOf` of each `oneOf` whose alternatives a discriminator tells apart, or of each one.
fn relax(schema: &mut Value, unions: Unions) {
    match schema {
        Value::Object(keywords) => {
            let is_union = keywords.get("oneOf").is_some_and(Value::is_array);
            let is_told_apart = keywords.get("discriminator").is_some_and(Value::is_object);
            if is_union && (is_told_apart || unions == Unions::Lenient) && !keywords.contains_key("anyOf") {
                let alternatives = keywords.remove("oneOf");
                keywords.extend(alternatives.map(|alternatives| ("anyOf".to_owned(), alternatives)));
            }
            keywords.values_mut().for_each(|value| relax(value, unions));
        }
        Value::Array(items) => items.iter_mut().for_each(|value| relax(value, unions)),
        _ => {}
    }
}

impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Document")
    }
}

impl fmt::Debug for Schema<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Schema").field(self.schema).finish()
    }
}
