//! From a normalised document to the model.

mod alternatives;
mod bodies;
mod docs;
mod enumeration;
mod format;
mod inheritance;
mod merge;
mod merged;
mod multipart;
mod object;
mod operations;
mod origin;
mod paging;
mod parameters;
mod part;
mod pointer;
mod reach;
mod reference;
mod responses;
mod security;
mod selection;
mod servers;
mod tagging;
mod types;
mod union;
mod webhooks;
mod work;
mod xml;

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use indexmap::IndexMap;
use openapiv3::{OpenAPI, Operation, ReferenceOr, Schema};
use typed_arena::Arena;

use self::merged::Merged;
use self::origin::Trail;
use self::part::Part;
use self::reach::Reached;
use self::work::Work;
use super::settings::Settings;
use super::{Api, Docs, Origin, Type, TypeDef, TypeId, TypeKind, Untyped, XmlId, XmlSchema};
use crate::diagnostic::Diagnostics;
use crate::normalise::{Normalised, Origins, Webhooks};

/// Builds the model of a document.
pub fn build(normalised: &Normalised, settings: &Settings, diagnostics: &mut Diagnostics) -> Api {
    let (arena, operations_kept) = (Arena::new(), Arena::new());
    let tokens = Arena::new();
    let openapi = &normalised.openapi;
    let components = openapi.components.iter();
    let schemas = components
        .flat_map(|components| &components.schemas)
        .map(|(name, schema)| {
            let token: &str = tokens.alloc(pointer::escape(name));
            (token, schema)
        })
        .collect();
    let mut builder = Builder {
        openapi,
        schemas,
        arena: &arena,
        operations_kept: &operations_kept,
        settings,
        origins_of_document: &normalised.origins,
        diagnostics,
        origins: Vec::new(),
        types: Vec::new(),
        components: HashMap::new(),
        shared: HashMap::new(),
        merged: RefCell::default(),
        untyped: Vec::new(),
        reached: Reached::default(),
        is_selected: false,
        xml: Vec::new(),
        xml_components: HashMap::new(),
        depth: 0,
        intersections: HashMap::new(),
        work: Work::for_text(normalised.text_length),
    };
    builder.build(&normalised.webhooks)
}

/// A component schema and its type.
#[derive(Clone, Copy, Debug)]
struct Component {
    id: TypeId,
    nullable: bool,
}

/// What is known while the model is built.
struct Builder<'a> {
    openapi: &'a OpenAPI,
    /// The component schemas, by the token that names each in a reference.
    schemas: IndexMap<&'a str, &'a ReferenceOr<Schema>>,
    arena: &'a Arena<ReferenceOr<Schema>>,
    operations_kept: &'a Arena<Operation>,
    settings: &'a Settings,
    origins_of_document: &'a Origins,
    diagnostics: &'a mut Diagnostics,
    origins: Vec<Origin>,
    types: Vec<TypeDef>,
    components: HashMap<&'a str, Component>,
    /// Types of schemas that several operations share: by the pointer in a shared response, parameter or body.
    shared: HashMap<String, Type>,
    /// What components say, once it was asked.
    merged: RefCell<HashMap<&'a str, Rc<Merged<'a>>>>,
    untyped: Vec<Untyped>,
    reached: Reached,
    /// Whether what is modelled now is a selected operation of a document that is not taken whole.
    is_selected: bool,
    xml: Vec<XmlSchema>,
    xml_components: HashMap<&'a str, XmlId>,
    depth: usize,
    /// The structs of what fits several components at once.
    intersections: HashMap<Vec<&'a str>, TypeId>,
    work: Work,
}

impl<'a> Builder<'a> {
    fn build(&mut self, webhooks: &'a Webhooks) -> Api {
        self.reserve_components();
        self.define_components();
        let operations = self.operations();
        let selection = &self.settings.selection;
        if selection.is_whole() {
            self.webhooks(webhooks);
        }
        let info = &self.openapi.info;
        let mut api = Api {
            title: info.title.clone(),
            version: info.version.clone(),
            docs: Docs {
                description: docs::text(info.description.clone()),
                ..Docs::default()
            },
            servers: servers::servers(&self.openapi.servers),
            security_schemes: self.security_schemes(),
            operations,
            origins: std::mem::take(&mut self.origins),
            types: Vec::new(),
            xml: Vec::new(),
            untyped: Vec::new(),
        };
        self.work.report(self.diagnostics);
        if self.work.is_spent() {
            // What types there are is of no use, and may be large.
            return api;
        }
        api.types = std::mem::take(&mut self.types);
        api.xml = std::mem::take(&mut self.xml);
        api.untyped = std::mem::take(&mut self.untyped);
        if selection.is_whole() {
            reach::mark_all(&mut api);
        } else {
            reach::mark(&mut api, std::mem::take(&mut self.reached));
        }
        api
    }

    /// Components come first, so that types can refer to each other.
    fn reserve_components(&mut self) {
        for name in self.schemas.keys().copied().collect::<Vec<_>>() {
            let trail = Trail::root(Origin::Component(pointer::unescape(name)));
            let id = self.reserve(&trail, &format!("/components/schemas/{name}").into());
            let nullable = self.allows_null(&self.merge_component(name));
            self.components.insert(name, Component { id, nullable });
        }
    }

    fn define_components(&mut self) {
        let implied = self.implied_tags();
        let children = self.children();
        for name in self.schemas.keys().copied().collect::<Vec<_>>() {
            let (Some(component), Some(part)) = (self.components.get(name), self.component_part(name)) else {
                continue;
            };
            let id = component.id;
            let trail = Trail::known(self.types[id.0].origin, name.len());
            let merged = self.merge_component(name);
            let docs = docs::of_schema(&merged);
            let deprecated = merged.data.is_some_and(|data| data.deprecated);
            let mut kind = match self.inheritance(name, &children, &merged, &trail) {
                Some(union) => union,
                None => {
                    let extended = self.sole_component(&part).filter(|(base, _)| {
                        children
                            .get(base)
                            .is_some_and(|children| children.contains(&name))
                    });
                    // Where a discriminator tells those apart that extend a base, even the one that adds nothing is a
                    // type of its own.
                    match extended {
                        Some(_) => self.kind_of(&merged, &trail),
                        None => self.component_kind(part, &merged, &trail),
                    }
                }
            };
            if let TypeKind::Struct(object) = &mut kind {
                for tag in implied.get(name).into_iter().flatten() {
                    object.fields.extend(self.implied_tag_field(&object.fields, tag));
                }
            }
            self.define(id, kind, docs, deprecated);
        }
    }

    /// A component that only stands for another one is an alias of it.
    fn component_kind(&mut self, part: Part<'a>, merged: &Merged<'a>, trail: &Trail<'_>) -> TypeKind {
        match self.sole_component(&part) {
            Some((component, _)) => TypeKind::Alias(match self.components.get(component) {
                Some(component) => Type::Named(component.id),
                None => Type::Json,
            }),
            None => self.kind_of(merged, trail),
        }
    }
}
