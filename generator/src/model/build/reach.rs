//! What the selected operations reach.

use std::collections::HashSet;

use super::Builder;
use crate::model::{Api, BodyKind, Operation, Payload, TypeDef, TypeId, Xml, XmlId, XmlShape};

/// Pointers of schemas that the selected operations hold, beside those of named types.
pub(super) type Reached = HashSet<String>;

impl Builder<'_> {
    /// Notes that the operation that is modelled now holds the schema at `pointer`.
    pub(super) fn note_reached(&mut self, pointer: &str) {
        if self.is_selected {
            self.reached.insert(pointer.to_owned());
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

/// Marks the types, XML schemas and security schemes that the selected operations need, and takes away the notes of
/// untyped places that they don't reach.
pub(super) fn mark(api: &mut Api, mut reached: Reached) {
    mark_types(api);
    mark_xml(api);
    let selected = api.operations.iter().filter(|operation| operation.selected);
    let needed: HashSet<&String> = selected
        .flat_map(|operation| operation.security.iter().flatten())
        .collect();
    for scheme in &mut api.security_schemes {
        scheme.selected = needed.contains(&scheme.key);
    }
    let types = api.types.iter().filter(|def| def.selected);
    reached.extend(types.map(|def| def.pointer.clone()));
    api.untyped
        .retain(|untyped| beginnings(&untyped.pointer).any(|pointer| reached.contains(pointer)));
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

/// The types that can be reached from `open`.
fn reachable(types: &[TypeDef], mut open: Vec<TypeId>) -> Vec<bool> {
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

/// The XML schemas that an operation names.
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

impl Xml {
    /// The schemas that this one refers to.
    fn ids(&self, ids: &mut Vec<XmlId>) {
        match &self.shape {
            XmlShape::Of(id) => ids.push(*id),
            XmlShape::Map(inner) | XmlShape::Array(inner) => inner.ids(ids),
            XmlShape::Object(properties) => properties.iter().for_each(|(_, xml)| xml.ids(ids)),
            XmlShape::Any | XmlShape::Text | XmlShape::Number | XmlShape::Boolean => {}
        }
    }
}

/// A JSON pointer and all that lead to it.
fn beginnings(pointer: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(pointer), |pointer| {
        pointer.rsplit_once('/').map(|(beginning, _)| beginning)
    })
}
