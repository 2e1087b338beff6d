//! Deep objects, whose properties and items stand in the names: `name[a][b]=value`.

use std::collections::BTreeMap;

use serde_json::Value;

use super::pairs::SEVERAL;
use super::scalar;
use crate::codec::json::Tree;
use crate::codec::json::map::Map;
use crate::server::kinds::Kinds;
use crate::server::schema::Components;

/// Returns the steps of `[a][b]`.
pub(super) fn steps(text: &str) -> Option<Vec<&str>> {
    let mut steps = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (step, behind) = rest.strip_prefix('[')?.split_once(']')?;
        steps.push(step);
        rest = behind;
    }
    (!steps.is_empty()).then_some(steps)
}

/// A value whose properties and items come in any order.
#[derive(Debug, Default)]
pub(super) struct Node {
    texts: Vec<String>,
    inner: BTreeMap<Step, Node>,
    order: Vec<Step>,
}

/// A property or an item: items are sorted by their numbers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Index(usize),
    Name(String),
}

impl Node {
    /// Tells whether nothing was put into it.
    pub(super) fn is_empty(&self) -> bool {
        self.inner.is_empty()
    }

    /// Puts a text where the steps lead to.
    pub(super) fn insert(&mut self, steps: &[&str], text: String) {
        let Some((step, rest)) = steps.split_first() else {
            self.texts.push(text);
            return;
        };
        let step = match step.parse() {
            Ok(index) => Step::Index(index),
            // `name[]` is the next item.
            Err(_) if step.is_empty() => Step::Index(self.inner.len()),
            Err(_) => Step::Name((*step).to_owned()),
        };
        if !self.inner.contains_key(&step) {
            self.order.push(step.clone());
        }
        self.inner.entry(step).or_default().insert(rest, text);
    }

    /// Returns the value that it is by a schema.
    ///
    /// # Errors
    /// There are several texts where one can stand.
    pub(super) fn into_value(
        mut self,
        schema: Option<&Value>,
        components: &Components,
    ) -> Result<Tree, &'static str> {
        let kinds = schema.map(|schema| components.kinds(schema));
        let takes = |kind| kinds.is_none_or(|kinds| kinds.has(kind));
        match self.texts.as_slice() {
            [] => {}
            [text] if self.inner.is_empty() => {
                let is_list = kinds.is_some_and(|kinds| kinds.is_only(Kinds::ARRAY));
                return Ok(match text.is_empty() && is_list {
                    true => Tree::Array(Vec::new()),
                    false => scalar::value(text, schema, components),
                });
            }
            texts if self.inner.is_empty() && takes(Kinds::ARRAY) => {
                let items = texts.iter().enumerate().map(|(index, text)| {
                    let schema = schema.and_then(|schema| components.item(schema, index));
                    scalar::value(text, schema, components)
                });
                return Ok(items.collect());
            }
            _ => return Err(SEVERAL),
        }
        let are_numbers = self.inner.keys().all(|step| matches!(step, Step::Index(_)));
        if are_numbers && takes(Kinds::ARRAY) {
            let items = self.inner.into_values().enumerate().map(|(index, node)| {
                let schema = schema.and_then(|schema| components.item(schema, index));
                node.into_value(schema, components)
            });
            return items.collect();
        }
        let mut object = Map::new();
        for step in self.order {
            let Some(node) = self.inner.remove(&step) else {
                continue;
            };
            let name = match step {
                Step::Index(index) => index.to_string(),
                Step::Name(name) => name,
            };
            let schema = schema.and_then(|schema| components.property(schema, &name));
            object.insert(name, node.into_value(schema, components)?);
        }
        Ok(Tree::Object(object))
    }
}
