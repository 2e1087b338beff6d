//! What no selected operation reaches is not part of the client.
//!
//! All of a document's operations are modelled first, so that each of them, and each type, has the name that it has in the
//! client of the whole document: names depend on what was named before.

use std::collections::HashSet;

use super::Builder;
use super::usage::reachable;
use crate::model::{Api, BodyKind, Operation, Payload, Type, TypeId, Xml, XmlId, XmlShape};

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

/// Takes away types, constants for XML, security schemes and notes of untyped places that the operations of `api`
/// don't need.
pub(super) fn prune(api: &mut Api, mut reached: Reached) {
    types(api);
    xml(api);
    let needed: HashSet<&String> = api
        .operations
        .iter()
        .flat_map(|operation| operation.security.iter().flatten())
        .collect();
    api.security_schemes.retain(|scheme| needed.contains(&scheme.key));
    reached.extend(api.types.iter().map(|def| def.pointer.clone()));
    api.untyped
        .retain(|untyped| beginnings(&untyped.pointer).any(|pointer| reached.contains(pointer)));
}

fn types(api: &mut Api) {
    let mut used = Vec::new();
    for operation in &mut api.operations {
        for ty in operation.types_mut() {
            ty.named(&mut used);
        }
    }
    let kept = reachable(&api.types, used);
    let place = places(&kept);
    retain(&mut api.types, &kept);
    api.for_each_type_mut(&mut |ty| {
        if let Type::Named(id) = ty {
            *id = TypeId(place[id.0]);
        }
    });
}

fn xml(api: &mut Api) {
    let mut kept = vec![false; api.xml.len()];
    let mut open: Vec<XmlId> = Vec::new();
    for operation in &mut api.operations {
        open.extend(operation_xml(operation).into_iter().map(|id| *id));
    }
    while let Some(id) = open.pop() {
        if !std::mem::replace(&mut kept[id.0], true) {
            api.xml[id.0].xml.for_each_id_mut(&mut |id| open.push(*id));
        }
    }
    let place = places(&kept);
    retain(&mut api.xml, &kept);
    for schema in &mut api.xml {
        schema.xml.for_each_id_mut(&mut |id| id.0 = place[id.0]);
    }
    for operation in &mut api.operations {
        for id in operation_xml(operation) {
            id.0 = place[id.0];
        }
    }
}

/// The constants for XML that an operation names.
fn operation_xml(operation: &mut Operation) -> Vec<&mut XmlId> {
    let bodies = operation.body.iter_mut().flat_map(|body| &mut body.variants);
    let sent = bodies.filter_map(|variant| match &mut variant.kind {
        BodyKind::Xml(_, id) => Some(id),
        _ => None,
    });
    let answers = [&mut operation.success, &mut operation.failure];
    let cases = answers.into_iter().flat_map(|answers| &mut answers.cases);
    let received = cases.filter_map(|case| match &mut case.payload {
        Payload::Xml(_, id) => Some(id),
        _ => None,
    });
    sent.chain(received).collect()
}

impl Xml {
    /// Calls `see` with each constant that this one refers to.
    fn for_each_id_mut(&mut self, see: &mut impl FnMut(&mut XmlId)) {
        match &mut self.shape {
            XmlShape::Of(id) => see(id),
            XmlShape::Map(inner) | XmlShape::Array(inner) => inner.for_each_id_mut(see),
            XmlShape::Object(properties) => properties
                .iter_mut()
                .for_each(|(_, xml)| xml.for_each_id_mut(see)),
            XmlShape::Any | XmlShape::Text | XmlShape::Number | XmlShape::Boolean => {}
        }
    }
}

/// The place of each kept item in the list of those that are kept.
fn places(kept: &[bool]) -> Vec<usize> {
    let mut next = 0;
    kept.iter()
        .map(|kept| {
            next += usize::from(*kept);
            next.saturating_sub(1)
        })
        .collect()
}

fn retain<T>(list: &mut Vec<T>, kept: &[bool]) {
    let mut kept = kept.iter();
    list.retain(|_| kept.next().is_none_or(|kept| *kept));
}

/// A JSON pointer and all that lead to it.
fn beginnings(pointer: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(pointer), |pointer| {
        pointer.rsplit_once('/').map(|(beginning, _)| beginning)
    })
}
