//! The objects that an alternative may be, through unions within it, and the constants that they have.

use std::rc::Rc;

use serde_json::Value;

use super::Builder;
use super::combined::{Choice, Combined};
use crate::description::{Discriminator, SchemaId};

/// How deep unions within a union are looked through.
const DEEPEST: usize = 8;

/// The objects that an alternative may be.
pub(super) struct Leaves<'a> {
    pub(super) objects: Vec<Leaf<'a>>,
    /// Whether it may be nothing else.
    pub(super) are_all: bool,
}

/// An object that an alternative may be: itself, or one of those that it is a union of.
pub(super) struct Leaf<'a> {
    pub(super) component: Option<SchemaId>,
    /// What is said of it, where unions are around it also by these: the outermost first.
    said: Vec<Rc<Combined<'a>>>,
    /// The discriminators of the unions around it, and the values that select it.
    selected_by: Vec<(&'a Discriminator, Vec<String>)>,
}

/// A value of a property that tells alternatives apart.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Constant {
    /// The value, of a string its text.
    pub(super) text: String,
    pub(super) json_type: ConstantType,
}

/// What kind of value a constant is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ConstantType {
    String,
    Integer,
    /// Values whose type in the model takes any other one.
    Other,
}

impl Constant {
    pub(super) fn null() -> Self {
        Self {
            text: "null".to_owned(),
            json_type: ConstantType::Other,
        }
    }

    /// Returns the constant of a scalar, in the form in which the runtime compares it.
    fn of(value: &Value) -> Option<Self> {
        let (text, json_type) = match value {
            Value::String(text) => (text.clone(), ConstantType::String),
            Value::Number(number) => match number.as_f64() {
                Some(float) if number.is_f64() => ((float + 0.0).to_string(), ConstantType::Other),
                _ => (number.to_string(), ConstantType::Integer),
            },
            Value::Bool(boolean) => (boolean.to_string(), ConstantType::Other),
            Value::Null => return Some(Self::null()),
            Value::Array(_) | Value::Object(_) => return None,
        };
        Some(Self { text, json_type })
    }
}

impl<'a> Leaf<'a> {
    /// Returns the names of the properties that must be there.
    pub(super) fn required(&self) -> impl Iterator<Item = &str> {
        let own = self.said.iter().flat_map(|said| &said.object().required);
        let tags = self.selected_by.iter().map(|(tag, _)| &*tag.property_name);
        tags.chain(own.map(|name| name.as_str()))
    }

    /// Returns what is said of it.
    pub(super) fn said(&self) -> impl Iterator<Item = &Combined<'a>> {
        self.said.iter().map(|said| &**said)
    }

    /// Returns whether a property is described.
    pub(super) fn describes(&self, property: &str) -> bool {
        self.said.iter().any(|said| said.property(property).is_some())
    }
}

impl<'a> Builder<'a> {
    /// Returns the objects that an alternative may be, which stands in its list as `listed`.
    pub(super) fn leaves(&self, alternative: SchemaId, listed: SchemaId) -> Leaves<'a> {
        let mut leaves = Leaves {
            objects: Vec::new(),
            are_all: true,
        };
        self.add_leaves(
            (alternative, listed),
            &mut Vec::new(),
            &mut Vec::new(),
            &mut leaves,
        );
        leaves
    }

    fn add_leaves(
        &self,
        (alternative, listed): (SchemaId, SchemaId),
        said: &mut Vec<Rc<Combined<'a>>>,
        selected_by: &mut Vec<(&'a Discriminator, Vec<String>)>,
        leaves: &mut Leaves<'a>,
    ) {
        let combined = self.combined(alternative);
        let is_listed = !combined.keywords.values.is_empty();
        if !self.work.spend(1) || combined.keywords.only_null || is_listed || said.len() > DEEPEST {
            leaves.are_all = false;
            return;
        }
        let choices = combined.choices.clone();
        said.push(combined);
        if choices.is_empty() {
            // There may be very many ways to one object, and each has its own list of what is said on it.
            let tags = selected_by.iter().map(|(_, tags)| 1 + tags.len());
            let has_room = self.work.spend(2 * (said.len() + tags.sum::<usize>()));
            match has_room && said.iter().any(|said| said.is_object()) {
                true => leaves.objects.push(Leaf {
                    component: self.schemas.is_component(listed).then_some(listed),
                    said: said.clone(),
                    selected_by: selected_by.clone(),
                }),
                false => leaves.are_all = false,
            }
        }
        // All lists apply, so that each says what the object may be: one that has only objects says most.
        let mut best: Option<Leaves<'a>> = None;
        for choice in &choices {
            let mut inner = Leaves {
                objects: Vec::new(),
                are_all: true,
            };
            for alternative in self.without_circles(choice) {
                let tags = self.selecting_tags(*choice, alternative);
                let outer = selected_by.len();
                selected_by.extend(tags);
                self.add_leaves((alternative, alternative), said, selected_by, &mut inner);
                selected_by.truncate(outer);
            }
            if best.as_ref().is_none_or(|best| !best.are_all && inner.are_all) {
                best = Some(inner);
            }
        }
        if let Some(best) = best {
            leaves.objects.extend(best.objects);
            leaves.are_all &= best.are_all;
        }
        said.pop();
    }

    /// Returns the values by which the discriminator of a union selects an alternative, where they are mapped to it.
    fn selecting_tags(
        &self,
        choice: Choice<'a>,
        alternative: SchemaId,
    ) -> Option<(&'a Discriminator, Vec<String>)> {
        /// How many rows of a mapping are looked at in one step.
        const ROWS: usize = 16;
        let discriminator = choice.discriminator?;
        if !self.work.spend(discriminator.mapping.len() / ROWS) {
            return None;
        }
        let mapped = discriminator.mapping.iter();
        let meant = self.schemas.meant(alternative);
        let mapped = mapped.filter(|(_, target)| self.schemas.meant(*target) == meant);
        let tags: Vec<String> = mapped.map(|(tag, _)| tag.to_string()).collect();
        (!tags.is_empty()).then_some((discriminator, tags))
    }

    /// Returns the strings that a property of the one object that a schema is may have, where they are listed.
    pub(super) fn strings(&self, schema: SchemaId, property: &str) -> Option<Vec<String>> {
        let leaves = self.leaves(schema, schema);
        let [leaf] = leaves.objects.as_slice() else {
            return None;
        };
        let constants = self.constants(leaf, property)?.into_iter();
        let are_strings = |constant: Constant| match constant.json_type {
            ConstantType::String => Some(constant.text),
            _ => None,
        };
        constants.map(are_strings).collect()
    }

    /// Returns the values that a property of an object may have, where they are listed.
    pub(super) fn constants(&self, leaf: &Leaf<'a>, property: &str) -> Option<Vec<Constant>> {
        let selected_by = leaf.selected_by.iter();
        let mut selected_by =
            selected_by.filter(|(discriminator, _)| *discriminator.property_name == *property);
        if let Some((_, tags)) = selected_by.next_back() {
            let tags = tags.iter().map(|tag| Constant {
                text: tag.clone(),
                json_type: ConstantType::String,
            });
            return Some(tags.collect());
        }
        let listed = leaf.said.iter().filter_map(|said| {
            let property = self.combined(said.property(property)?);
            if property.keywords.only_null {
                return Some(vec![Constant::null()]);
            }
            let values = &property.keywords.values;
            let mut values: Vec<Constant> = values
                .iter()
                .map(|value| Constant::of(&value.value))
                .collect::<Option<_>>()?;
            if values.is_empty() {
                return None;
            }
            if self.allows_null(&property) && !values.contains(&Constant::null()) {
                values.push(Constant::null());
            }
            Some(values)
        });
        // What holds together: the narrowest list.
        listed.min_by_key(Vec::len)
    }
}
