//! The Schema Object of every version, which in each is a dialect of JSON Schema.
//!
//! A schema is gathered into a [`Draft`] that has a place for every keyword of every version, and then settled into
//! the one `SchemaKind` that says the same.

mod array;
mod composition;
mod draft;
mod enumeration;
mod keyword;
mod kind;
mod null;
mod object;
mod primitive;
mod settle;

use openapiv3::{AnySchema, ReferenceOr, Schema, SchemaData, SchemaKind};

use crate::diagnostic::Code;
use crate::source::Node;

use super::at::{At, unescape};
use super::extension;
use super::lift::Lift;
use super::reference::{self, Kind, Target, component_pointer};

use draft::Extent;

pub(super) use draft::Draft;
pub(super) use enumeration::Listed;
pub(super) use keyword::is_keyword;

/// How many schemas may stand inside each other. Each takes a few kilobytes of the stack.
const NESTING_AT_MOST: usize = 64;

/// The schema that every value fits.
pub(super) fn any() -> Schema {
    Schema {
        schema_data: SchemaData::default(),
        schema_kind: SchemaKind::Any(AnySchema::default()),
    }
}

/// The schema in place of a reference that leads to nothing.
pub(super) fn unresolved() -> Schema {
    let mut schema = any();
    let extensions = &mut schema.schema_data.extensions;
    extensions.insert(extension::UNRESOLVED.to_owned(), true.into());
    schema
}

/// The schema that no value fits.
fn never() -> Schema {
    Schema {
        schema_data: SchemaData::default(),
        schema_kind: SchemaKind::Not {
            not: Box::new(ReferenceOr::Item(any())),
        },
    }
}

/// A schema as it is passed on while the walk goes down: a pointer, since each schema in a chain takes its part of
/// the stack.
pub(super) type BoxedSchema = ReferenceOr<Box<Schema>>;

fn reference_to_boxed(reference: String) -> BoxedSchema {
    ReferenceOr::Reference { reference }
}

pub(super) fn boxed(schema: ReferenceOr<Schema>) -> BoxedSchema {
    match schema {
        ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference },
        ReferenceOr::Item(schema) => ReferenceOr::Item(Box::new(schema)),
    }
}

fn unboxed(schema: BoxedSchema) -> ReferenceOr<Schema> {
    match schema {
        ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference },
        ReferenceOr::Item(schema) => ReferenceOr::Item(*schema),
    }
}

fn all_unboxed(schemas: Vec<BoxedSchema>) -> Vec<ReferenceOr<Schema>> {
    schemas.into_iter().map(unboxed).collect()
}

fn boxed_any() -> BoxedSchema {
    ReferenceOr::Item(Box::new(any()))
}

/// Whether a schema is of a type that is to have a name, and so should be one type wherever it is used.
pub(super) fn needs_name(node: &Node) -> bool {
    node.as_mapping().is_some_and(|mapping| {
        !mapping.contains_key("$ref")
            && ["properties", "allOf", "oneOf", "anyOf", "enum"]
                .iter()
                .any(|key| mapping.contains_key(key))
    })
}

impl<'d> Lift<'_, 'd> {
    /// The schema at `at`, or a reference to it if something else refers to it too.
    pub(super) fn schema(&mut self, at: &At<'d, '_>) -> ReferenceOr<Schema> {
        unboxed(self.boxed_schema(at))
    }

    /// As [`Lift::schema`].
    pub(super) fn boxed_schema(&mut self, at: &At<'d, '_>) -> BoxedSchema {
        if self.references.is_inner(at.node) && at.reference().is_none() {
            return reference_to_boxed(self.hoist_schema(at));
        }
        self.boxed_schema_here(at)
    }

    /// Makes the schema at `at` a component, and gives the reference to it.
    pub(super) fn hoist_schema(&mut self, at: &At<'d, '_>) -> String {
        let target = Target {
            place: at.place(),
            node: at.node,
        };
        self.component(Kind::Schema, target)
    }

    /// The schema at `at`, which is to stand there.
    pub(super) fn schema_here(&mut self, at: &At<'d, '_>) -> ReferenceOr<Schema> {
        unboxed(self.boxed_schema_here(at))
    }

    fn boxed_schema_here(&mut self, at: &At<'d, '_>) -> BoxedSchema {
        if self.nesting >= NESTING_AT_MOST {
            return self.too_deep(at);
        }
        self.nesting += 1;
        let schema = match at.node {
            Node::Mapping(_) => self.schema_mapping(at),
            Node::Boolean(true) => boxed_any(),
            Node::Boolean(false) => boxed(ReferenceOr::Item(never())),
            _ => self.schema_from_another_kind(at),
        };
        self.nesting -= 1;
        schema
    }

    fn too_deep(&mut self, at: &At<'d, '_>) -> BoxedSchema {
        self.warn(
            Code::NestingLimit,
            at,
            format!(
                "more than {NESTING_AT_MOST} schemas stand inside each other; from here on any value is taken"
            ),
            "move the inner schemas to `components/schemas` and refer to them",
        );
        boxed_any()
    }

    fn schema_mapping(&mut self, at: &At<'d, '_>) -> BoxedSchema {
        let reference = ["$ref", "$dynamicRef", "$recursiveRef"]
            .into_iter()
            .find_map(|key| at.field(key)?.text());
        let Some(reference) = reference else {
            let draft = self.draft(at, Extent::Full);
            return draft.settle(self, at);
        };
        let target = match self.schema_around(at, reference) {
            Some(name) => Some(component_pointer(Kind::Schema, &name)),
            None => self.component_reference(Kind::Schema, at, reference),
        };
        let extent = match reference::siblings_count(self.version(at.file())) {
            true => Extent::Full,
            false => Extent::Annotations,
        };
        let mut draft = self.draft(at, extent);
        match target {
            Some(reference) if draft.says_nothing() => return reference_to_boxed(reference),
            Some(reference) => draft.refer_to(reference),
            None => draft.mark(extension::UNRESOLVED),
        }
        draft.settle(self, at)
    }

    /// The keywords of a schema.
    fn draft(&mut self, at: &At<'d, '_>, extent: Extent) -> Box<Draft> {
        let mut draft = Box::<Draft>::default();
        self.gather(&mut draft, at, extent);
        draft
    }

    /// The component that `#` means inside of it: as a schema alone would, it says its own root, where to the
    /// document it would be the whole document.
    fn schema_around(&self, at: &At<'d, '_>, reference: &str) -> Option<String> {
        let is_root = reference == "#" && self.is_document(at.file());
        if !is_root {
            return None;
        }
        let pointer = at.canonical();
        let rest = pointer.strip_prefix("/components/schemas/")?;
        Some(unescape(rest.split('/').next()?).into_owned())
    }

    /// A schema that is neither a mapping nor a boolean: what its author may have meant.
    fn schema_from_another_kind(&mut self, at: &At<'d, '_>) -> BoxedSchema {
        let mut draft = Box::<Draft>::default();
        match at.node {
            Node::String(text) if text.contains("#/") => {
                self.expected(at, "a schema", "it is read as a reference");
                match self.component_reference(Kind::Schema, at, text) {
                    Some(reference) => return reference_to_boxed(reference),
                    None => draft.mark(extension::UNRESOLVED),
                }
            }
            Node::String(_) => {
                self.expected(at, "a schema", "it is read as the name of a type");
                self.gather_type(&mut draft, at);
            }
            Node::Sequence(_) => {
                self.expected(at, "a schema", "it is read as `anyOf`");
                draft.any_of = self.alternatives(&mut draft, at);
            }
            _ => self.expected(at, "a schema", "any value is taken"),
        }
        draft.settle(self, at)
    }

    /// The schema at a key.
    pub(super) fn schema_field(&mut self, at: &At<'d, '_>, key: &str) -> Option<ReferenceOr<Schema>> {
        let field = at.field(key)?;
        Some(self.schema(&field))
    }

    /// The schema that the keywords of a parameter or header make, in Swagger 2.0.
    pub(super) fn schema_of_parameter(&mut self, at: &At<'d, '_>) -> ReferenceOr<Schema> {
        let draft = self.draft(at, Extent::Parameter);
        unboxed(draft.settle(self, at))
    }
}
