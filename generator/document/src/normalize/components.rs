//! Components: all of a kind are reserved before any is read, since they refer to each other.

use foldhash::HashMap;

use super::cursor::Cursor;
use super::normalizer::Normalizer;
use super::parameter::StatedLocation;
use super::reference::Referable;
use crate::description::{Id, Kind, Schema, SchemaId, Shared};
use crate::diagnostic::Code;
use crate::source::Text;

impl<'d> Normalizer<'_, 'd> {
    /// Reads the components of the root document, which stand in these fields of `at`.
    pub(super) fn read_components(&mut self, at: &Cursor<'d, '_>, fields: &[(Kind, &'static str)]) {
        let kinds: Vec<(Kind, Option<Cursor<'d, '_>>)> = fields
            .iter()
            .map(|&(kind, field)| {
                let components = at.field(field);
                let components = components.and_then(|at| self.behind_misplaced(at, || format!("`{field}`")));
                (kind, components)
            })
            .collect();
        let mut elsewhere = Vec::with_capacity(kinds.len());
        for (kind, components) in &kinds {
            elsewhere.push(match components {
                Some(components) => self.name_components(*kind, components, |normalizer, component| {
                    *kind != Kind::Parameter || !normalizer.is_in_body(component)
                }),
                None => HashMap::default(),
            });
        }
        for ((kind, components), elsewhere) in kinds.iter().zip(elsewhere) {
            let Some(components) = components else { continue };
            self.is_mapping(components);
            for (name, component) in components.entries() {
                let Some(index) = self.references.component_named(*kind, name) else {
                    continue;
                };
                match elsewhere.get(name.as_str()) {
                    Some(target) => {
                        let at = self.cursor_at(target);
                        self.read_component(*kind, index, name, &at);
                    }
                    None => self.read_component(*kind, index, name, &component),
                }
            }
        }
    }

    /// Reads what became a component by being referred to.
    pub(super) fn read_hoisted(&mut self) {
        while let Some(hoisted) = self.references.next_hoisted() {
            let at = self.cursor_at(&hoisted.target);
            self.read_component(hoisted.kind, hoisted.index, &hoisted.name, &at);
        }
    }

    /// Returns whether a parameter of Swagger 2.0 is the body: each operation that refers to it makes its own.
    fn is_in_body(&mut self, at: &Cursor<'d, '_>) -> bool {
        let location = self.peek_through(at).and_then(StatedLocation::of);
        matches!(location, Some(StatedLocation::Body | StatedLocation::Form))
    }

    fn read_component(&mut self, kind: Kind, index: usize, name: &Text, at: &Cursor<'d, '_>) {
        match kind {
            Kind::Schema => self.read_schema_component(SchemaId::new(index), name, at),
            Kind::Parameter => {
                if let Some(parameter) = self.parameter_component(at) {
                    self.define(index, parameter, at);
                }
            }
            Kind::Response => {
                let response = self.component_or(at, |normalizer, at| normalizer.response_here(at));
                if let Some(response) = response {
                    self.define(index, response, at);
                }
            }
            Kind::RequestBody => {
                let body = self.component_or(at, |normalizer, at| {
                    normalizer.request_body_here(at).unwrap_or_default()
                });
                if let Some(body) = body {
                    self.define(index, body, at);
                }
            }
            Kind::Header => {
                let header = self.component_or(at, |normalizer, at| normalizer.header_here(at));
                if let Some(header) = header {
                    self.define(index, header, at);
                }
            }
        }
    }

    /// Sets what a reserved component is.
    fn define<T: Referable>(&mut self, index: usize, item: Shared<T>, at: &Cursor<'d, '_>) {
        let source = self.source(at);
        if let Some(component) = T::list(&mut self.components).get_mut(index) {
            component.item = item;
            component.source = source;
        }
    }

    fn component_or<T: Referable>(
        &mut self,
        at: &Cursor<'d, '_>,
        read: impl FnOnce(&mut Self, &Cursor<'d, '_>) -> T,
    ) -> Option<Shared<T>> {
        match at.reference() {
            Some(reference) => self.reference_to(at, reference),
            None => Some(Shared::Inline(read(self, at))),
        }
    }

    /// Reports components that refer to each other in a circle with nothing in between, and breaks the circle.
    ///
    /// Whoever refers to a component meets its id and goes no further, so a circle is only seen from the whole.
    pub(super) fn break_alias_cycles(&mut self) {
        self.break_schema_cycles();
        self.break_cycles::<crate::description::Response>();
        self.break_cycles::<crate::description::Parameter>();
        self.break_cycles::<crate::description::RequestBody>();
        self.break_cycles::<crate::description::Header>();
    }

    fn break_schema_cycles(&mut self) {
        let aliases = std::mem::take(&mut self.references.aliases);
        for (name, id) in std::mem::take(&mut self.components.schemas) {
            if leads_back(id.index(), |index| aliases.get(&index).copied(), aliases.len()) {
                let source = self.schemas[id].source;
                let circular = Schema {
                    source,
                    component: Some(name.clone()),
                    unresolved: true,
                    ..Schema::default()
                };
                self.schemas.define(id, circular);
                self.report_alias_cycle(&name, source);
            }
            self.components.schemas.insert(name, id);
        }
    }

    /// Breaks the circles among components of a kind: each of them is itself from then on, and so is nothing.
    fn break_cycles<T: Referable>(&mut self) {
        let list = T::list(&mut self.components);
        let next = |index: usize| match list.get(index)?.item {
            Shared::Component(id) if id.index() != index => Some(id.index()),
            _ => None,
        };
        let circular: Vec<usize> = (0..list.len())
            .filter(|&index| leads_back(index, next, list.len()))
            .collect();
        for index in circular {
            let list = T::list(&mut self.components);
            let Some(component) = list.get_mut(index) else {
                continue;
            };
            component.item = Shared::Component(Id::new(index));
            let (name, source) = (component.name.clone(), component.source);
            self.report_alias_cycle(&name, source);
        }
    }

    fn report_alias_cycle(&mut self, name: &Text, source: crate::description::Source) {
        self.diagnostics.error(
            Code::ReferenceCycle,
            self.sources.place(source),
            format!("`{name}` refers to itself"),
            "let one of those in the circle be a definition",
        );
    }
}

/// Returns whether a component leads back to itself through nothing but references.
fn leads_back(start: usize, next: impl Fn(usize) -> Option<usize>, count: usize) -> bool {
    let mut here = next(start);
    for _ in 0..=count {
        match here {
            Some(index) if index == start => return true,
            Some(index) => here = next(index),
            None => return false,
        }
    }
    false
}
