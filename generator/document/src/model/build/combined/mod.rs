//! What schemas say that all hold together: one, with what it refers to, and the parts of its `allOf`.

mod combination;

use foldhash::HashSet;
use std::ops::Deref;
use std::rc::Rc;
use std::sync::LazyLock;

use super::Builder;
use crate::description::{ArrayKeywords, Discriminator, JsonType, ObjectKeywords, Schema, SchemaId};
use crate::source::Text;
use combination::{Combination, Depth, choices, implied_type};

/// How deep `allOf` and references within it may nest.
const DEEPEST: usize = 64;

/// A list of alternatives: `oneOf` or `anyOf`.
#[derive(Clone, Copy)]
pub(in crate::model::build) struct Choice<'a> {
    pub(in crate::model::build) alternatives: &'a [SchemaId],
    /// The schema that has the list.
    pub(in crate::model::build) owner: SchemaId,
    pub(in crate::model::build) discriminator: Option<&'a Discriminator>,
    /// Whether a value may fit several: `anyOf`.
    pub(in crate::model::build) is_any: bool,
}

/// What schemas say together: from this a type is chosen.
///
/// Most schemas have no `allOf` and so are this as they stand.
#[derive(Clone)]
pub(in crate::model::build) struct Combined<'a> {
    /// The keywords of all of them, `allOf` and what `choices` has left out. It is described as the first one is.
    pub(in crate::model::build) keywords: Keywords<'a>,
    /// The one type of values, stated or implied by all keywords.
    pub(in crate::model::build) json_type: Option<JsonType>,
    /// `null` fits.
    pub(in crate::model::build) nullable: bool,
    /// They demand different types.
    pub(in crate::model::build) is_contradictory: bool,
    /// The lists of alternatives, all of which apply.
    pub(in crate::model::build) choices: Vec<Choice<'a>>,
    /// The properties that alternatives demand which were left out, since they say nothing else.
    pub(in crate::model::build) demanded: Vec<&'a Text>,
    /// The first discriminator.
    pub(in crate::model::build) discriminator: Option<&'a Discriminator>,
    /// The components that are among the schemas, in order.
    pub(in crate::model::build) components: Vec<SchemaId>,
    /// The component that says all of this, if one does.
    pub(in crate::model::build) component: Option<SchemaId>,
}

/// The keywords of one schema, or those of several. There are as many of these as schemas, and most are of one.
#[derive(Clone)]
pub(in crate::model::build) struct Keywords<'a> {
    alone: &'a Schema,
    together: Option<Box<Schema>>,
}

impl<'a> Keywords<'a> {
    /// Returns those of no schema.
    fn none() -> Self {
        static NONE: LazyLock<Schema> = LazyLock::new(Schema::default);
        Self::of(&NONE)
    }

    /// Returns those of one schema.
    fn of(schema: &'a Schema) -> Self {
        Self {
            alone: schema,
            together: None,
        }
    }

    fn to_mut(&mut self) -> &mut Schema {
        self.together.get_or_insert_with(|| Box::new(self.alone.clone()))
    }
}

impl Deref for Keywords<'_> {
    type Target = Schema;

    fn deref(&self) -> &Schema {
        self.together.as_deref().unwrap_or(self.alone)
    }
}

impl<'a> Combined<'a> {
    /// Returns the same without `oneOf` and `anyOf`, which say only that these properties are demanded.
    pub(in crate::model::build) fn without_choices(&self, demanded: Vec<&'a Text>) -> Self {
        Self {
            choices: Vec::new(),
            demanded,
            ..self.clone()
        }
    }
}

impl Combined<'_> {
    /// Returns the keywords for objects.
    pub(in crate::model::build) fn object(&self) -> &ObjectKeywords {
        static NONE: LazyLock<ObjectKeywords> = LazyLock::new(ObjectKeywords::default);
        self.keywords.object.as_deref().unwrap_or(&NONE)
    }

    /// Returns the keywords for arrays.
    pub(in crate::model::build) fn array(&self) -> &ArrayKeywords {
        static NONE: LazyLock<ArrayKeywords> = LazyLock::new(ArrayKeywords::default);
        self.keywords.array.as_deref().unwrap_or(&NONE)
    }

    /// Returns the schema of a property.
    pub(in crate::model::build) fn property(&self, name: &str) -> Option<SchemaId> {
        self.object().properties.get(name).copied()
    }

    /// Returns whether there are named properties.
    pub(in crate::model::build) fn has_properties(&self) -> bool {
        !self.object().properties.is_empty()
    }

    /// Returns the format.
    pub(in crate::model::build) fn format(&self) -> Option<&str> {
        self.keywords.format.as_deref()
    }

    /// Returns whether only objects fit.
    pub(in crate::model::build) fn is_object(&self) -> bool {
        let is_object = self.json_type == Some(JsonType::Object);
        (is_object || self.has_properties()) && self.keywords.values.is_empty()
    }

    /// Returns whether it says nothing about the type of a value.
    pub(in crate::model::build) fn is_unconstrained(&self) -> bool {
        self.json_type.is_none()
            && self.keywords.values.is_empty()
            && self.choices.is_empty()
            && !self.has_properties()
            && !self.keywords.only_null
    }
}

impl<'a> Builder<'a> {
    /// Returns what a schema says, with all that it refers to.
    pub(in crate::model::build) fn combined(&self, id: SchemaId) -> Rc<Combined<'a>> {
        if let Some(Some(known)) = self.combined.borrow().get(id.index()) {
            return Rc::clone(known);
        }
        let combined = Rc::new(self.combine(id));
        let mut all = self.combined.borrow_mut();
        if all.len() <= id.index() {
            all.resize(self.schemas.len(), None);
        }
        all[id.index()] = Some(Rc::clone(&combined));
        combined
    }

    fn combine(&self, id: SchemaId) -> Combined<'a> {
        let schema = self.schemas.get(id);
        if schema.all_of().is_empty() {
            self.work.spend_merged(schema);
            let mut alone = Combined::of(Keywords::of(schema));
            alone.choices = choices(id, schema).collect();
            alone.discriminator = schema.discriminator();
            alone.component = schema.component.as_ref().map(|_| id);
            alone.components.extend(alone.component);
            alone.json_type = schema.json_type.or(implied_type(&alone));
            return alone;
        }
        let mut combination = Combination::new(self);
        match self.schemas.parts(id) {
            Some(parts) => parts
                .iter()
                .for_each(|part| combination.add(*part, Depth::default())),
            None => combination.add(id, Depth::default()),
        }
        Combined {
            component: schema.component.as_ref().map(|_| id),
            ..combination.finish()
        }
    }

    /// Returns whether `null` fits: by the schema itself, or by one of its alternatives.
    pub(in crate::model::build) fn allows_null(&self, combined: &Combined<'a>) -> bool {
        self.alternative_allows_null(combined, &mut HashSet::default(), 0)
    }

    fn alternative_allows_null(
        &self,
        combined: &Combined<'a>,
        seen: &mut HashSet<SchemaId>,
        depth: usize,
    ) -> bool {
        if combined.nullable {
            return true;
        }
        let [choice] = combined.choices.as_slice() else {
            return false;
        };
        let stands_beside = combined.has_properties() || !combined.keywords.values.is_empty();
        depth < DEEPEST
            && !stands_beside
            && choice.alternatives.iter().any(|&alternative| {
                let is_first = !self.schemas.is_component(alternative) || seen.insert(alternative);
                is_first && self.alternative_allows_null(&self.combined(alternative), seen, depth + 1)
            })
    }

    /// Returns what a schema says by itself, without what it refers to: enough for docs and limits. `None` for a
    /// reference alone.
    pub(in crate::model::build) fn described(&self, id: SchemaId) -> Option<&'a Schema> {
        let parts = self.schemas.parts(id).unwrap_or(std::slice::from_ref(&id));
        let inline = parts.iter().find(|part| !self.schemas.is_component(**part));
        inline.map(|part| self.schemas.get(*part))
    }
}
