//! What the selected operations reach.

use foldhash::HashSet;

use super::Builder;
use crate::description::{SchemaId, Source};
use crate::model::{Api, BodyKind, Operation, Payload, TypeDef, TypeId, Untyped, XmlId};

/// What a place that can only be any JSON belongs to.
#[derive(Clone, Copy)]
pub(super) enum Owner {
    /// A type, which is there if something that is wanted uses it.
    Type(TypeId),
    /// A schema that operations may share.
    Shared(SchemaId),
    /// An operation that is wanted or not.
    Operation {
        /// Whether it is.
        selected: bool,
    },
}

impl Builder<'_> {
    /// Notes a place that can only be any JSON.
    pub(super) fn note_untyped(&mut self, source: Source, reason: &'static str) {
        if self.work.spend(1) {
            self.untyped.push((self.owner, Untyped { source, reason }));
        }
    }

    /// Notes that the operation that is modelled now has a schema.
    pub(super) fn note_reached(&mut self, id: SchemaId) {
        if self.is_selected {
            self.reached.insert(id);
        }
    }
}

/// Marks all types, XML schemas and security schemes.
pub(super) fn mark_all(api: &mut Api) {
    api.types.iter_mut().for_each(|def| def.selected = true);
    api.xml.iter_mut().for_each(|schema| schema.selected = true);
    api.security_schemes
        .iter_mut()
        .for_each(|scheme| scheme.selected = true);
}

/// Marks the types, XML schemas and security schemes that the selected operations need. Places that can only be any JSON
/// are dropped where these don't lead to them.
pub(super) fn mark(api: &mut Api, untyped: Vec<(Owner, Untyped)>, shared: &HashSet<SchemaId>) {
    mark_types(api);
    mark_xml(api);
    let selected = api.operations.iter().filter(|operation| operation.selected);
    let needed: HashSet<&String> = selected
        .flat_map(|operation| operation.security.iter().flatten())
        .collect();
    for scheme in &mut api.security_schemes {
        scheme.selected = needed.contains(&scheme.key);
    }
    let is_reached = |owner: Owner| match owner {
        Owner::Type(id) => api.types[id.0].selected,
        Owner::Shared(id) => shared.contains(&id),
        Owner::Operation { selected } => selected,
    };
    let reached = untyped.into_iter().filter(|(owner, _)| is_reached(*owner));
    api.untyped = reached.map(|(_, untyped)| untyped).collect();
}

fn mark_types(api: &mut Api) {
    let mut used = Vec::new();
    for operation in api.operations.iter().filter(|operation| operation.selected) {
        operation.types().iter().for_each(|ty| ty.named(&mut used));
    }
    let reached = reachable(&api.types, used);
    for (def, reached) in api.types.iter_mut().zip(reached) {
        def.selected = reached;
    }
}

/// Returns which types can be reached from `open`.
pub(super) fn reachable(types: &[TypeDef], mut open: Vec<TypeId>) -> Vec<bool> {
    let mut reached = vec![false; types.len()];
    while let Some(TypeId(index)) = open.pop() {
        if !std::mem::replace(&mut reached[index], true) {
            let uses = types[index].kind.uses();
            uses.iter().for_each(|ty| ty.named(&mut open));
        }
    }
    reached
}

fn mark_xml(api: &mut Api) {
    let mut open: Vec<XmlId> = Vec::new();
    for operation in api.operations.iter().filter(|operation| operation.selected) {
        open.extend(operation_xml(operation));
    }
    while let Some(id) = open.pop() {
        let schema = &mut api.xml[id.0];
        if !std::mem::replace(&mut schema.selected, true) {
            schema.xml.ids(&mut open);
        }
    }
}

/// Returns the XML schemas that an operation names.
fn operation_xml(operation: &Operation) -> impl Iterator<Item = XmlId> {
    let bodies = operation.body.iter().flat_map(|body| &body.variants);
    let sent = bodies.filter_map(|variant| match variant.kind {
        BodyKind::Xml(_, id) => Some(id),
        _ => None,
    });
    let responses = operation.success.iter().chain(&operation.failure);
    let received = responses.filter_map(|response| match response.payload {
        Payload::Xml(_, id) => Some(id),
        _ => None,
    });
    sent.chain(received)
}
