//! The Schema Object of every version, which in each is a dialect of JSON Schema.
//!
//! The keywords of a schema are read one by one ([`reading`]), and then settled: what they say together.

mod annotations;
mod array;
mod composition;
mod discriminator;
mod enumeration;
pub(super) mod json_type;
mod null;
mod object;
mod reading;
mod settle;
mod text_of_number;
mod type_list;
mod types;

use crate::description::keyword::{Keyword, Object};
use crate::description::{JsonType, Schema, SchemaId};
use crate::diagnostic::Code;
use crate::source::{Node, Text};

use super::cursor::{self, Cursor};
use super::normalizer::Normalizer;
use super::version::Version;

use reading::{Extent, Reading};

/// How many schemas may stand inside each other. Each takes a few kilobytes of the stack.
const NESTING_AT_MOST: usize = 64;

/// A schema that was read, and that has no id of its own yet.
pub(super) enum Read {
    /// It is nothing but a reference to a component.
    Component(SchemaId),
    /// It stands where it was read.
    Inline(Box<Schema>),
}

/// Returns whether a schema is of a type that is to have a name, and so should be one type wherever it is used.
pub(super) fn needs_name(node: &Node) -> bool {
    node.as_mapping().is_some_and(|mapping| {
        !mapping.contains_key("$ref")
            && mapping
                .keys()
                .any(|key| Keyword::of(key).is_some_and(Keyword::needs_name))
    })
}

impl<'d> Normalizer<'_, 'd> {
    /// Reads the schema at `at`.
    pub(super) fn schema(&mut self, at: &Cursor<'d, '_>) -> SchemaId {
        let read = self.read_schema(at);
        self.add_schema(read)
    }

    /// Gives a schema an id.
    fn add_schema(&mut self, read: Read) -> SchemaId {
        match read {
            Read::Component(id) => id,
            Read::Inline(schema) => self.schemas.add(*schema),
        }
    }

    /// Reads the schema at `at`, which is a component if something else refers to it too.
    fn read_schema(&mut self, at: &Cursor<'d, '_>) -> Read {
        if self.references.is_inner(at.node) && at.reference().is_none() {
            return Read::Component(self.hoist_schema(at));
        }
        self.read_schema_here(at)
    }

    /// Reads a schema that is a component.
    pub(super) fn read_schema_component(&mut self, id: SchemaId, name: &Text, at: &Cursor<'d, '_>) {
        let outer = self.component.replace(id);
        let schema = match self.read_schema_here(at) {
            Read::Inline(schema) => *schema,
            Read::Component(other) => {
                self.references.aliases.insert(id.index(), other.index());
                let mut schema = self.empty_schema(at);
                schema.alias = true;
                schema.composition.get_or_insert_default().all_of.push(other);
                schema
            }
        };
        self.component = outer;
        let named = Schema {
            component: Some(name.clone()),
            ..schema
        };
        self.schemas.define(id, named);
    }

    fn read_schema_here(&mut self, at: &Cursor<'d, '_>) -> Read {
        if self.nesting >= NESTING_AT_MOST {
            self.warn(
                Code::NestingLimit,
                at,
                format!("schemas nested more than {NESTING_AT_MOST} levels deep; read as any value"),
                "move the inner schemas to `components/schemas` and refer to them",
            );
            return self.any(at);
        }
        self.nesting += 1;
        let schema = match at.node {
            Node::Mapping(_) => self.schema_mapping(at),
            Node::Boolean(true) => self.any(at),
            Node::Boolean(false) => Read::Inline(Box::new(Schema {
                never: true,
                ..self.empty_schema(at)
            })),
            _ => self.schema_of_another_kind(at),
        };
        self.nesting -= 1;
        schema
    }

    /// Creates the schema that every value fits.
    fn any(&mut self, at: &Cursor<'d, '_>) -> Read {
        Read::Inline(Box::new(self.empty_schema(at)))
    }

    fn empty_schema(&mut self, at: &Cursor<'d, '_>) -> Schema {
        Schema {
            source: self.source(at),
            ..Schema::default()
        }
    }

    /// Creates the schema in place of a reference that leads to nothing.
    pub(super) fn unresolved_schema(&mut self, at: &Cursor<'d, '_>) -> SchemaId {
        let schema = Schema {
            unresolved: true,
            ..self.empty_schema(at)
        };
        self.schemas.add(schema)
    }

    /// Creates the schema of any value.
    pub(super) fn any_schema(&mut self, at: &Cursor<'d, '_>) -> SchemaId {
        let schema = self.empty_schema(at);
        self.schemas.add(schema)
    }

    /// Creates the schema of what nobody described.
    pub(super) fn string_schema(&mut self, at: &Cursor<'d, '_>) -> SchemaId {
        let schema = Schema {
            json_type: Some(JsonType::String),
            ..self.empty_schema(at)
        };
        self.schemas.add(schema)
    }

    fn schema_mapping(&mut self, at: &Cursor<'d, '_>) -> Read {
        let Some(reference) = cursor::schema_reference(at.node) else {
            let reading = self.keywords(at, Extent::Full);
            return reading.settle(self, at);
        };
        let target = match self.component {
            // As a schema alone would, it says its own root, where to the document it would be the whole document.
            Some(component) if reference == "#" && self.is_document(at.file()) => Some(component),
            _ => self.schema_reference(at, reference),
        };
        let extent = if self.version(at.file()) >= Version::OpenApi31 {
            Extent::Full
        } else {
            Extent::Annotations
        };
        let mut reading = self.keywords(at, extent);
        match target {
            Some(component) if reading.is_empty() => return Read::Component(component),
            Some(component) => reading.refer_to(component),
            None => reading.schema.unresolved = true,
        }
        reading.settle(self, at)
    }

    /// Reads the keywords of a schema.
    fn keywords(&mut self, at: &Cursor<'d, '_>, extent: Extent) -> Box<Reading<'d>> {
        let mut reading = Box::<Reading<'d>>::default();
        reading.schema.source = self.source(at);
        self.read_keywords(&mut reading, at, extent);
        if let Extent::Full = extent {
            self.check_required(&reading, at);
        }
        reading
    }

    /// Reads a schema that is neither a mapping nor a boolean: what its author may have meant.
    fn schema_of_another_kind(&mut self, at: &Cursor<'d, '_>) -> Read {
        let mut reading = Box::<Reading<'d>>::default();
        reading.schema.source = self.source(at);
        match at.node {
            Node::String(text) if text.contains("#/") => {
                self.expected(at, "a schema", "read as a reference");
                match self.schema_reference(at, text) {
                    Some(component) => return Read::Component(component),
                    None => reading.schema.unresolved = true,
                }
            }
            Node::String(_) => {
                self.expected(at, "a schema", "read as the name of a type");
                self.read_type(&mut reading, at);
            }
            Node::Sequence(_) => {
                self.expected(at, "a schema", "read as `anyOf`");
                reading.any_of = self.alternatives(&mut reading, at);
            }
            _ => self.expected(at, "a schema", "read as any value"),
        }
        reading.settle(self, at)
    }

    /// Reads the schema that the keywords of a parameter or header make, in Swagger 2.0.
    pub(super) fn schema_of_parameter(&mut self, at: &Cursor<'d, '_>, object: Object) -> SchemaId {
        let reading = self.keywords(at, Extent::Beside(object));
        let read = reading.settle(self, at);
        self.add_schema(read)
    }

    /// Reads the schema of a field of a form, in Swagger 2.0.
    pub(super) fn schema_of_form_field(
        &mut self,
        at: &Cursor<'d, '_>,
        description: Option<Text>,
    ) -> SchemaId {
        let mut read = match at.field("schema") {
            Some(schema) => self.read_schema(&schema),
            None if at.has_any(&["type", "enum"]) => {
                let reading = self.keywords(at, Extent::Beside(Object::Parameter));
                reading.settle(self, at)
            }
            None => Read::Inline(Box::new(Schema {
                json_type: Some(JsonType::String),
                ..self.empty_schema(at)
            })),
        };
        if let Read::Inline(schema) = &mut read {
            schema.description = description;
        }
        self.add_schema(read)
    }
}
