//! From a description to the model.
//!
//! | module | what it does |
//! |---|---|
//! | `schemas`, `combined` | schemas, and what several say that hold together |
//! | `types`, `integer`, `enumeration`, `object` | types of schemas |
//! | `alternatives`, `union`, `tagging`, `leaves`, `overlap`, `inheritance` | types of schemas that are one of several |
//! | `origin` | where types come from |
//! | `operations`, `parameters`, `request_bodies`, `multipart`, `responses`, `response_bodies`, `streaming`, `webhooks` | what operations take and give |
//! | `media_type`, `xml` | how bodies are written |
//! | `servers`, `security`, `pagination`, `repetition`, `docs` | what else is said |
//! | `leniency` | properties that responses may lack |
//! | `replace`, `replaced_values` | types of the user's, and what of the document goes through them |
//! | `selection`, `needed`, `unneeded`, `reach` | which operations are wanted, what these need, and which types these have |
//! | `work` | a bound on the work that a document may ask for |

mod alternatives;
mod combined;
mod docs;
mod enumeration;
mod inheritance;
mod integer;
mod leaves;
mod leniency;
mod media_type;
mod multipart;
mod needed;
mod object;
mod operations;
mod origin;
mod overlap;
mod pagination;
mod parameters;
mod reach;
mod repetition;
mod replace;
mod replaced_values;
mod request_bodies;
mod response_bodies;
mod responses;
mod schemas;
mod security;
mod selection;
mod servers;
mod streaming;
mod tagging;
mod types;
mod union;
mod unneeded;
mod webhooks;
mod work;
mod xml;

use foldhash::{HashMap, HashSet};
use std::cell::RefCell;
use std::rc::Rc;

use typed_arena::Arena;

use self::combined::Combined;
pub use self::leniency::property_pointer;
use self::needed::Needed;
use self::origin::Trail;
use self::reach::Owner;
use self::schemas::AllSchemas;
use self::types::TextOfNumbers;
use self::work::Work;
use super::settings::Settings;
use super::{Api, Docs, Operation, Origin, Tag, Type, TypeDef, TypeId, TypeKind, Untyped, XmlId, XmlSchema};
use crate::description::{Description, Schema, SchemaId};
use crate::diagnostic::{Code, Diagnostics};

/// Builds the model of what a document describes.
///
/// Of a document that is not taken whole, neither an error nor the size of what no selected operation needs stops those that are
/// selected.
pub fn build(mut description: Description, settings: &Settings, diagnostics: &mut Diagnostics) -> Api {
    let selection = &settings.selection;
    if !selection.is_whole() && diagnostics.has_errors() {
        let needed = selection::needed(&description, selection);
        unneeded::forgive(&description, selection, &needed, diagnostics);
    }
    let before = (!selection.is_whole()).then(|| diagnostics.clone());
    let mut built = build_within_bounds(&description, settings, None, diagnostics);
    if let Some(before) = before.filter(|_| built.is_too_large) {
        drop(built);
        *diagnostics = before;
        let needed = selection::needed(&description, selection);
        built = build_within_bounds(&description, settings, Some(&needed), diagnostics);
        if !built.is_too_large {
            work::report_unneeded(diagnostics);
        }
    }
    if built.is_too_large {
        work::report(diagnostics);
    }
    let mut api = built.api;
    api.sources = std::mem::take(&mut description.sources);
    api.given_names = std::mem::take(&mut description.given_names);
    leniency::accept_missing(&mut api, settings, diagnostics);
    if !built.is_too_large {
        let replaced = replace::apply(&mut api, settings, &built.replaced_formats, diagnostics);
        api.replaced = replaced_values::of(&description, &api.sources, &settings.replacements, replaced);
    }
    api
}

/// A model, and whether it would be too large: then it is without types.
struct Built {
    api: Api,
    is_too_large: bool,
    /// The settings for formats that a schema has.
    replaced_formats: HashSet<usize>,
}

/// Builds the model of all that a document describes, or of what is needed, where that is given.
fn build_within_bounds(
    description: &Description,
    settings: &Settings,
    needed: Option<&Needed<'_>>,
    diagnostics: &mut Diagnostics,
) -> Built {
    let arena = Arena::new();
    let builder = Builder {
        description,
        schemas: AllSchemas::new(&description.schemas, &arena),
        settings,
        diagnostics,
        needed,
        origins: Vec::new(),
        types: Vec::new(),
        components: HashMap::default(),
        shared: HashMap::default(),
        combined: RefCell::new(Vec::new()),
        circular: RefCell::default(),
        untyped: Vec::new(),
        owner: Owner::Operation { selected: true },
        reached: HashSet::default(),
        is_selected: false,
        xml: Vec::new(),
        xml_components: HashMap::default(),
        depth: 0,
        text_of_numbers: TextOfNumbers::default(),
        intersections: HashMap::default(),
        mixing: 0,
        work: Work::for_text(description.text_length),
        told_credentials: HashSet::default(),
        used_pagination: HashSet::default(),
        replaced_formats: HashSet::default(),
    };
    builder.build()
}

/// The type of a component schema.
#[derive(Clone, Copy)]
struct Component {
    id: TypeId,
    nullable: bool,
}

/// What is known while the model is built.
struct Builder<'a> {
    description: &'a Description,
    schemas: AllSchemas<'a>,
    settings: &'a Settings,
    diagnostics: &'a mut Diagnostics,
    /// What is built, where that is not all.
    needed: Option<&'a Needed<'a>>,
    origins: Vec<Origin>,
    types: Vec<TypeDef>,
    components: HashMap<SchemaId, Component>,
    /// Types of schemas that several operations may share.
    shared: HashMap<SchemaId, Type>,
    /// What schemas say with all that they refer to, once it was asked: by their ids.
    combined: RefCell<Vec<Option<Rc<Combined<'a>>>>>,
    /// Whether lists of alternatives lead back to themselves, once it was asked: by the schemas that have them.
    circular: RefCell<HashMap<(SchemaId, *const SchemaId), bool>>,
    untyped: Vec<(Owner, Untyped)>,
    /// What the types that are built now belong to.
    owner: Owner,
    /// Shared schemas that selected operations have.
    reached: HashSet<SchemaId>,
    /// Whether what is modelled now is a selected operation of a document that is not taken whole.
    is_selected: bool,
    xml: Vec<XmlSchema>,
    xml_components: HashMap<SchemaId, XmlId>,
    depth: usize,
    text_of_numbers: TextOfNumbers,
    /// The structs of what fits several components at once.
    intersections: HashMap<SchemaId, TypeId>,
    /// How many objects with the properties of several alternatives are around what is built now.
    mixing: usize,
    work: Work,
    /// The pairs of security schemes that are told to have room for one.
    told_credentials: HashSet<(String, String)>,
    /// Which of the settings for pages an operation took.
    used_pagination: HashSet<usize>,
    /// Which of the settings for formats a schema has.
    replaced_formats: HashSet<usize>,
}

impl Builder<'_> {
    fn build(mut self) -> Built {
        self.reserve_components();
        self.define_components();
        let mut operations = self.operations();
        let is_whole = self.settings.selection.is_whole();
        if is_whole {
            self.webhooks();
        }
        if is_whole && self.settings.serves {
            operations.extend(self.received());
        }
        let security = self.security(&operations);
        let info = &self.description.info;
        let mut api = Api {
            title: info.title.to_string(),
            version: info.version.to_string(),
            docs: docs::of_info(self.description),
            servers: servers::servers(&self.description.servers),
            security_schemes: security::schemes(&self.description.components.security_schemes),
            security,
            tags: self.tags(&operations),
            operations,
            origins: self.origins,
            ..Api::default()
        };
        if self.work.is_spent() {
            // What types there are is of no use, and may be large.
            return Built {
                api,
                is_too_large: true,
                replaced_formats: self.replaced_formats,
            };
        }
        api.types = self.types;
        api.xml = self.xml;
        if is_whole {
            reach::mark_all(&mut api);
            api.untyped = self.untyped.into_iter().map(|(_, untyped)| untyped).collect();
        } else {
            reach::mark(&mut api, self.untyped, &self.reached);
        }
        Built {
            api,
            is_too_large: false,
            replaced_formats: self.replaced_formats,
        }
    }

    /// Returns whether a schema of the description is built.
    fn is_built(&self, id: SchemaId) -> bool {
        self.needed.is_none_or(|needed| needed.has_schema(id))
    }

    /// Returns the declared tags; of a document that is not taken whole, those that selected operations have.
    fn tags(&self, operations: &[Operation]) -> Vec<Tag> {
        let is_whole = self.settings.selection.is_whole();
        let used: HashSet<&str> = operations
            .iter()
            .filter(|operation| operation.selected)
            .flat_map(|operation| operation.tags.iter().map(String::as_str))
            .collect();
        let declared = self.description.tags.iter();
        declared
            .filter(|tag| is_whole || used.contains(&*tag.name))
            .map(|tag| Tag {
                name: tag.name.to_string(),
                docs: docs::of_tag(tag),
            })
            .collect()
    }

    /// Returns the docs of a schema that gets a type.
    fn docs_of(&self, schema: &Schema) -> Docs {
        let object = schema.object.as_deref();
        let names = object.and_then(|object| object.property_names);
        let names = names.map(|names| self.combined(names));
        docs::of_schema(schema, names.as_deref().map(|names| &*names.keywords))
    }

    /// Reserves the types of components: they come first, so that types can refer to each other.
    fn reserve_components(&mut self) {
        for (name, &schema) in &self.description.components.schemas {
            let trail = Trail::root(Origin::Component(name.to_string()));
            let id = self.reserve(&trail, self.schemas.get(schema).source);
            let nullable = self.is_built(schema) && self.allows_null(&self.combined(schema));
            self.components.insert(schema, Component { id, nullable });
        }
    }

    /// Defines the type of a component that stands for nothing but itself.
    fn define_circular(&mut self, id: TypeId, schema: &Schema) {
        if !schema.unresolved {
            self.diagnostics.warning(
                Code::ReferenceCycle,
                self.description.sources.place(schema.source),
                "the schema stands for nothing but itself; read as any value",
                "take the reference out, or let one of those in the circle say what it is",
            );
        }
        let any = self.any_json(schema.source, "a schema that stands for itself");
        self.define(id, TypeKind::Alias(any), self.docs_of(schema), schema.deprecated);
    }

    fn define_components(&mut self) {
        let children = self.children();
        let implied = self.implied_tags(&children);
        let circular = self.schemas.circular(self.components.keys().copied());
        for (name, &schema) in &self.description.components.schemas {
            let Some(component) = self.components.get(&schema).filter(|_| self.is_built(schema)) else {
                continue;
            };
            let id = component.id;
            self.owner = Owner::Type(id);
            let trail = Trail::known(self.types[id.0].origin, name.len());
            let combined = self.combined(schema);
            if circular.contains(&schema) {
                self.define_circular(id, &combined.keywords);
                continue;
            }
            let sole = self.schemas.sole_component_within(schema);
            // Where a discriminator tells those apart that extend a base, even the one that adds nothing is a type of
            // its own.
            let sole = sole.filter(|(base, _)| {
                let is_listed = combined.choices.is_empty() && !self.combined(*base).choices.is_empty();
                let children = children.get(base);
                !is_listed && !children.is_some_and(|children| children.contains(&schema))
            });
            let mut kind = match self.inheritance(schema, &children, &combined, &trail) {
                Some(union) => union,
                None => match sole {
                    // A component that only stands for another one is an alias of it.
                    Some((other, _)) => TypeKind::Alias(match self.components.get(&other) {
                        Some(other) => Type::Named(other.id),
                        None => Type::Json,
                    }),
                    None => self.kind_of(&combined, &trail),
                },
            };
            if let TypeKind::Struct(object) = &mut kind {
                for tag in implied.get(&schema).into_iter().flatten() {
                    object.fields.extend(self.implied_tag_field(&object.fields, tag));
                }
            }
            let docs = self.docs_of(&combined.keywords);
            self.define(id, kind, docs, combined.keywords.deprecated);
        }
    }
}
