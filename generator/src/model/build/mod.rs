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
//! | `selection`, `reach` | which operations are wanted, and what these need |
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
mod object;
mod operations;
mod origin;
mod overlap;
mod pagination;
mod parameters;
mod reach;
mod repetition;
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
mod webhooks;
mod work;
mod xml;

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use typed_arena::Arena;

use self::combined::Combined;
pub(crate) use self::leniency::property_pointer;
use self::origin::Trail;
use self::reach::Owner;
use self::schemas::AllSchemas;
use self::types::TextOfNumbers;
use self::work::Work;
use super::settings::Settings;
use super::{Api, Docs, Operation, Origin, Tag, Type, TypeDef, TypeId, TypeKind, Untyped, XmlId, XmlSchema};
use crate::description::{Description, Schema, SchemaId};
use crate::diagnostic::Diagnostics;

/// Builds the model of what a document describes.
pub fn build(mut description: Description, settings: &Settings, diagnostics: &mut Diagnostics) -> Api {
    let arena = Arena::new();
    let mut api = Builder {
        description: &description,
        schemas: AllSchemas::new(&description.schemas, &arena),
        settings,
        diagnostics,
        origins: Vec::new(),
        types: Vec::new(),
        components: HashMap::new(),
        shared: HashMap::new(),
        combined: RefCell::new(Vec::new()),
        circular: RefCell::default(),
        untyped: Vec::new(),
        owner: Owner::Operation { selected: true },
        reached: HashSet::new(),
        is_selected: false,
        xml: Vec::new(),
        xml_components: HashMap::new(),
        depth: 0,
        text_of_numbers: TextOfNumbers::default(),
        intersections: HashMap::new(),
        mixing: 0,
        work: Work::for_text(description.text_length),
        told_credentials: HashSet::new(),
        used_pagination: HashSet::new(),
    }
    .build();
    api.sources = std::mem::take(&mut description.sources);
    leniency::accept_missing(&mut api, &settings.accept_missing, diagnostics);
    api
}

/// The type of a component schema.
#[derive(Clone, Copy, Debug)]
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
}

impl Builder<'_> {
    fn build(mut self) -> Api {
        self.reserve_components();
        self.define_components();
        let operations = self.operations();
        let is_whole = self.settings.selection.is_whole();
        if is_whole {
            self.webhooks();
        }
        let info = &self.description.info;
        let mut api = Api {
            title: info.title.to_string(),
            version: info.version.to_string(),
            docs: docs::of_info(self.description),
            servers: servers::servers(&self.description.servers),
            security_schemes: security::schemes(&self.description.components.security_schemes),
            tags: self.tags(&operations),
            operations,
            origins: self.origins,
            ..Api::default()
        };
        self.work.report(self.diagnostics);
        if self.work.is_spent() {
            // What types there are is of no use, and may be large.
            return api;
        }
        api.types = self.types;
        api.xml = self.xml;
        if is_whole {
            reach::mark_all(&mut api);
            api.untyped = self.untyped.into_iter().map(|(_, untyped)| untyped).collect();
        } else {
            reach::mark(&mut api, self.untyped, &self.reached);
        }
        api
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
            let nullable = self.allows_null(&self.combined(schema));
            self.components.insert(schema, Component { id, nullable });
        }
    }

    fn define_components(&mut self) {
        let children = self.children();
        let implied = self.implied_tags(&children);
        for (name, &schema) in &self.description.components.schemas {
            let Some(component) = self.components.get(&schema) else {
                continue;
            };
            let id = component.id;
            self.owner = Owner::Type(id);
            let trail = Trail::known(self.types[id.0].origin, name.len());
            let combined = self.combined(schema);
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
