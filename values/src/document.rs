use std::fmt;
use std::sync::Arc;

use jsonschema::Validator;
use serde_json::Value;

use crate::judge::{Effort, Judged, Unions};
use crate::make::{WORK, shown};
use crate::random::random;
use crate::references::settle;
use crate::work::Work;
use crate::{Patterns, Schemas, interesting};

/// How many seeds are tried for a value that is valid.
const ATTEMPTS: u64 = 24;

/// How many of them may come to nothing.
const FAILURES: usize = 3;

/// A document whose schemas are to have values: of OpenAPI 3.1 or 3.2, or any JSON that has schemas of JSON Schema 2020-12.
pub struct Document {
    judged: Arc<Judged>,
}

/// A schema of a [`Document`].
#[derive(Clone)]
pub struct Schema<'a> {
    document: &'a Document,
    reference: String,
    schema: &'a Value,
    validator: Arc<Validator>,
}

impl Document {
    /// Takes a document.
    ///
    /// Its regular expressions count as far as [`Patterns`] has them.
    pub fn new(mut root: Value) -> Self {
        Patterns::of(&root).reduce(&mut root);
        settle(&mut root);
        Document {
            judged: Arc::new(Judged::new(root)),
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
        self.judged.root()
    }

    /// Returns the schema that a reference within the document leads to: `#/components/schemas/Pet`. `None` if there is none, or it is not
    /// one of JSON Schema 2020-12.
    pub fn schema(&self, reference: &str) -> Option<Schema<'_>> {
        let schema = Schemas::new(self.root()).get(reference)?;
        let validator = self.judged.validator(reference, Unions::Strict)?;
        Some(Schema {
            document: self,
            reference: reference.to_owned(),
            schema,
            validator,
        })
    }
}

impl Schema<'_> {
    /// Tells whether a value is valid.
    pub fn is_valid(&self, value: &Value) -> bool {
        self.document
            .judged
            .is_valid(&self.validator, value, Unions::Strict, &Effort::default())
    }

    /// Returns where a value is not valid, as JSON pointers, each with what is wrong there.
    pub fn errors(&self, value: &Value) -> Vec<(String, String)> {
        self.document.judged.errors(&self.validator, value)
    }

    /// Returns a value that looks as the document shows it: its examples where they are valid; what has none is made. It has all properties,
    /// down to the second level, and further in those that are required.
    ///
    /// `None` if no value is found: the schema allows none, or none of at most ten levels and 100,000 values.
    pub fn example(&self) -> Option<Value> {
        let effort = Effort::default();
        let shown = shown(self.schemas(), self.schema).filter(|value| self.is_one(value, &effort));
        shown.or_else(|| self.interesting().into_iter().next())
    }

    /// Returns a value by a seed: the same for the same seed, on every machine. `None` if no value is found.
    pub fn arbitrary(&self, seed: u64) -> Option<Value> {
        let seeds =
            (0..ATTEMPTS).map(|attempt| seed.wrapping_add(attempt.wrapping_mul(0xd6e8_feb8_6659_fd93)));
        let work = Work::new(2 * WORK);
        let made = seeds.map(|seed| random(self.schemas(), self.schema, seed, &work));
        // What is too large for one seed is so for most.
        let mut left = FAILURES;
        let made = made.take_while(|made| {
            left -= usize::from(made.is_none());
            left > 0
        });
        let effort = Effort::default();
        let valid = made.flatten().find(|value| self.is_one(value, &effort));
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
        let effort = Effort::default();
        let made = interesting(self.schemas(), self.schema, &|value| self.is_one(value, &effort));
        if !made.is_empty() {
            return made;
        }
        let judged = &self.document.judged;
        match judged.validator(&self.reference, Unions::Lenient) {
            Some(lenient) => {
                let effort = Effort::default();
                let is_valid = |value: &Value| judged.is_valid(&lenient, value, Unions::Lenient, &effort);
                interesting(self.schemas(), self.schema, &is_valid)
            }
            None => made,
        }
    }

    fn is_one(&self, value: &Value, effort: &Effort) -> bool {
        let judged = &self.document.judged;
        judged.is_valid(&self.validator, value, Unions::Strict, effort)
    }

    fn schemas(&self) -> Schemas<'_> {
        Schemas::new(self.document.root())
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
