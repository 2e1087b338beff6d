//! What of a description the selected operations need: found before any type is built, and never too little.

use foldhash::{HashMap, HashSet};

use super::operations::Endpoint;
use crate::description::{
    AdditionalProperties, Component, Components, Description, Header, Kind, MediaType, Operation, Parameter,
    ParameterValue, PathItem, RequestBody, Response, Schema, SchemaId, Shared, Source,
};

/// The parts of a description that were asked for, with all that they lead to.
pub(super) struct Needed<'a> {
    description: &'a Description,
    /// For each schema, how it is needed.
    schemas: Vec<Use>,
    /// Components of other kinds than schemas.
    components: HashSet<(Kind, usize)>,
    /// Where what is no schema stands.
    sources: Vec<Source>,
    /// The schemas that have one in their `allOf`.
    extending: HashMap<SchemaId, Vec<SchemaId>>,
    /// Schemas that are needed, and whose own schemas are not yet.
    open: Vec<SchemaId>,
}

/// How a schema is needed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Use {
    Unused,
    /// What it says is a part of another schema's type.
    Merged,
    /// It has a type, in whose place those may stand that extend it.
    Typed,
}

impl<'a> Needed<'a> {
    /// Returns what these operations need.
    pub(super) fn by(description: &'a Description, operations: impl Iterator<Item = Endpoint<'a>>) -> Self {
        let mut needed = Self::nothing(description);
        for Endpoint { item, operation } in operations {
            needed.add_item(item);
            needed.add_operation(operation);
        }
        needed.close();
        needed
    }

    /// Returns all operations, and all components that are no schemas.
    pub(super) fn everything(description: &'a Description) -> Self {
        let mut needed = Self::nothing(description);
        let callbacks = description.callbacks.iter().map(|callback| &callback.item);
        for item in description
            .paths
            .iter()
            .chain(&description.webhooks)
            .chain(callbacks)
        {
            needed.add_item(item);
            for operation in &item.operations {
                needed.add_operation(operation);
            }
        }
        let components = &description.components;
        for index in 0..components.responses.len() {
            needed.add_shared(Kind::Response, index, &components.responses, Self::add_response);
        }
        for index in 0..components.parameters.len() {
            needed.add_shared(
                Kind::Parameter,
                index,
                &components.parameters,
                Self::add_parameter,
            );
        }
        for index in 0..components.request_bodies.len() {
            needed.add_shared(
                Kind::RequestBody,
                index,
                &components.request_bodies,
                Self::add_body,
            );
        }
        for index in 0..components.headers.len() {
            needed.add_shared(Kind::Header, index, &components.headers, Self::add_header);
        }
        needed
    }

    fn nothing(description: &'a Description) -> Self {
        let mut extending: HashMap<SchemaId, Vec<SchemaId>> = HashMap::default();
        for (id, schema) in description.schemas.iter() {
            for part in schema.all_of() {
                extending.entry(*part).or_default().push(id);
            }
        }
        Self {
            description,
            schemas: vec![Use::Unused; description.schemas.len()],
            components: HashSet::default(),
            sources: Vec::new(),
            extending,
            open: Vec::new(),
        }
    }

    /// Returns whether a schema of the description is needed.
    pub(super) fn has_schema(&self, id: SchemaId) -> bool {
        self.schemas
            .get(id.index())
            .is_some_and(|&used| used > Use::Unused)
    }

    /// Returns where the parts stand that are no schemas.
    pub(super) fn sources(&self) -> impl Iterator<Item = Source> {
        self.sources.iter().copied()
    }

    fn add_item(&mut self, item: &'a PathItem) {
        self.sources.push(item.source);
        self.add_parameters(&item.parameters);
    }

    fn add_operation(&mut self, operation: &'a Operation) {
        self.sources.push(operation.source);
        self.add_parameters(&operation.parameters);
        let Components {
            request_bodies,
            responses,
            ..
        } = &self.description.components;
        if let Some(body) = &operation.request_body {
            self.add_either(Kind::RequestBody, body, request_bodies, Self::add_body);
        }
        for (_, response) in &operation.responses {
            self.add_either(Kind::Response, response, responses, Self::add_response);
        }
    }

    fn add_either<T>(
        &mut self,
        kind: Kind,
        item: &'a Shared<T>,
        list: &'a [Component<T>],
        add: impl FnOnce(&mut Self, &'a T),
    ) {
        match item {
            Shared::Inline(value) => add(self, value),
            Shared::Component(id) => self.add_shared(kind, id.index(), list, add),
        }
    }

    /// Adds a component, and what it stands for.
    fn add_shared<T>(
        &mut self,
        kind: Kind,
        index: usize,
        list: &'a [Component<T>],
        add: impl FnOnce(&mut Self, &'a T),
    ) {
        let mut index = index;
        while self.components.insert((kind, index)) {
            let Some(component) = list.get(index) else { return };
            self.sources.push(component.source);
            match &component.item {
                Shared::Inline(value) => return add(self, value),
                Shared::Component(id) => index = id.index(),
            }
        }
    }

    fn add_parameters(&mut self, parameters: &'a [Shared<Parameter>]) {
        let list = &self.description.components.parameters;
        for parameter in parameters {
            self.add_either(Kind::Parameter, parameter, list, Self::add_parameter);
        }
    }

    fn add_parameter(&mut self, parameter: &'a Parameter) {
        self.sources.push(parameter.source);
        self.add_value(&parameter.value);
    }

    fn add_value(&mut self, value: &'a ParameterValue) {
        match value {
            ParameterValue::Schema { schema, .. } => self.add_schema(*schema, Use::Typed),
            ParameterValue::Content(content) => self.add_media_type(content),
        }
    }

    fn add_body(&mut self, body: &'a RequestBody) {
        self.sources.push(body.source);
        self.add_content(&body.content);
    }

    fn add_response(&mut self, response: &'a Response) {
        self.sources.push(response.source);
        self.add_headers(response.headers.iter().map(|(_, header)| header));
        self.add_content(&response.content);
    }

    fn add_headers(&mut self, headers: impl Iterator<Item = &'a Shared<Header>>) {
        let list = &self.description.components.headers;
        for header in headers {
            self.add_either(Kind::Header, header, list, Self::add_header);
        }
    }

    fn add_header(&mut self, header: &'a Header) {
        self.sources.push(header.source);
        self.add_value(&header.value);
    }

    fn add_content(&mut self, content: &'a [MediaType]) {
        content
            .iter()
            .for_each(|media_type| self.add_media_type(media_type));
    }

    fn add_media_type(&mut self, media_type: &'a MediaType) {
        self.sources.push(media_type.source);
        for schema in media_type.schema.into_iter().chain(media_type.item_schema) {
            self.add_schema(schema, Use::Typed);
        }
        for encoding in media_type.encoding.values() {
            self.add_headers(encoding.headers.iter().map(|(_, header)| header));
        }
    }

    fn add_schema(&mut self, id: SchemaId, used: Use) {
        if let Some(known) = self.schemas.get_mut(id.index())
            && *known < used
        {
            *known = used;
            self.open.push(id);
        }
    }

    /// Adds the schemas that those lead to which are needed.
    fn close(&mut self) {
        let description = self.description;
        let mut bases = Vec::new();
        loop {
            while let Some(id) = self.open.pop() {
                let schema = &description.schemas[id];
                let is_typed = self.schemas[id.index()] == Use::Typed;
                // What adds nothing to another one has its type.
                let stands_for_it = schema.all_of().len() == 1 && schema.object.is_none();
                let of_parts = if is_typed && stands_for_it {
                    Use::Typed
                } else {
                    Use::Merged
                };
                schema
                    .all_of()
                    .iter()
                    .for_each(|part| self.add_schema(*part, of_parts));
                own_schemas(schema, |inner| self.add_schema(inner, Use::Typed));
                if is_typed && schema.discriminator().is_some() {
                    bases.push(id);
                }
            }
            // Where a base is meant, any of those may stand that extend it. Each is taken from the map once.
            let Some(base) = bases.pop() else { return };
            let mut heirs = self.extending.remove(&base).unwrap_or_default();
            while let Some(heir) = heirs.pop() {
                self.add_schema(heir, Use::Typed);
                heirs.extend(self.extending.remove(&heir).into_iter().flatten());
            }
        }
    }
}

/// Calls `each` with the schemas that a schema has in its keywords, those of `allOf` left out.
fn own_schemas(schema: &Schema, mut each: impl FnMut(SchemaId)) {
    if let Some(object) = &schema.object {
        let maps = [&object.properties, &object.pattern_properties];
        maps.into_iter()
            .flat_map(|map| map.values())
            .for_each(|id| each(*id));
        if let Some(AdditionalProperties::Schema(id)) = object.additional_properties {
            each(id);
        }
        object.property_names.into_iter().for_each(&mut each);
    }
    if let Some(array) = &schema.array {
        let items = array.prefix_items.iter().copied();
        items.chain(array.items).chain(array.contains).for_each(&mut each);
    }
    if let Some(string) = &schema.string {
        string.content_schema.into_iter().for_each(&mut each);
    }
    if let Some(composition) = &schema.composition {
        let lists = [&composition.one_of, &composition.any_of];
        lists.into_iter().flatten().for_each(|id| each(*id));
        composition.not.into_iter().for_each(&mut each);
        if let Some(discriminator) = &composition.discriminator {
            let mapping = discriminator.mapping.iter().map(|(_, id)| *id);
            mapping.chain(discriminator.default_mapping).for_each(&mut each);
        }
    }
}
