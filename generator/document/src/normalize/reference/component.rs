//! References to the components that their targets are.

use foldhash::HashMap;

use super::name::{candidates, folded};
use super::resolve::CHAIN_AT_MOST;
use super::{Hoisted, Otherwise, Target};
use crate::description::{
    Component, Components, Header, Id, Kind, Parameter, RequestBody, Response, SchemaId, Shared, Source,
};
use crate::diagnostic::Code;
use crate::normalize::cursor::{self, Cursor};
use crate::normalize::normalizer::Normalizer;
use crate::source::{Node, Text, pointer};

/// A kind of component, schemas apart, which references lead to.
pub(in crate::normalize) trait Referable: Sized {
    /// The kind.
    const KIND: Kind;

    /// Returns the components of the kind.
    fn list(components: &mut Components) -> &mut Vec<Component<Self>>;
}

macro_rules! referable {
    ($($kind:ident in $list:ident;)*) => {
        $(impl Referable for $kind {
            const KIND: Kind = Kind::$kind;

            fn list(components: &mut Components) -> &mut Vec<Component<Self>> {
                &mut components.$list
            }
        })*

        impl Normalizer<'_, '_> {
            /// Adds a component of which nothing is known yet.
            fn reserve(&mut self, kind: Kind, name: &Text, source: Source) -> usize {
                match kind {
                    Kind::Schema => {
                        let id = self.schemas.reserve();
                        self.components.schemas.insert(name.clone(), id);
                        id.index()
                    }
                    $(Kind::$kind => reserve_in(&mut self.components.$list, name, source),)*
                }
            }
        }
    };
}

referable! {
    Response in responses;
    Parameter in parameters;
    RequestBody in request_bodies;
    Header in headers;
}

/// Adds a component that is itself until something defines it.
fn reserve_in<T>(list: &mut Vec<Component<T>>, name: &Text, source: Source) -> usize {
    let index = list.len();
    list.push(Component {
        name: name.clone(),
        source,
        item: Shared::Component(Id::new(index)),
    });
    index
}

impl<'d> Normalizer<'_, 'd> {
    /// Returns the component schema that a reference at `at` leads to.
    pub(in crate::normalize) fn schema_reference(
        &mut self,
        at: &Cursor<'d, '_>,
        reference: &'d str,
    ) -> Option<SchemaId> {
        self.component_reference(Kind::Schema, at, reference)
            .map(SchemaId::new)
    }

    /// Returns the component that a reference at `at` leads to.
    pub(in crate::normalize) fn reference_to<T: Referable>(
        &mut self,
        at: &Cursor<'d, '_>,
        reference: &'d str,
    ) -> Option<Shared<T>> {
        self.component_reference(T::KIND, at, reference)
            .map(|index| Shared::Component(Id::new(index)))
    }

    /// Returns the component that the node of a cursor is, if something refers to it in the middle of another thing.
    pub(in crate::normalize) fn inner_component<T: Referable>(
        &mut self,
        at: &Cursor<'d, '_>,
    ) -> Option<Shared<T>> {
        if !self.references.is_inner(at.node) {
            return None;
        }
        let index = self.hoist(T::KIND, at);
        Some(Shared::Component(Id::new(index)))
    }

    /// Makes the schema at `at` a component.
    pub(in crate::normalize) fn hoist_schema(&mut self, at: &Cursor<'d, '_>) -> SchemaId {
        SchemaId::new(self.hoist(Kind::Schema, at))
    }

    fn hoist(&mut self, kind: Kind, at: &Cursor<'d, '_>) -> usize {
        let source = self.source(at);
        let target = Target {
            place: self.sources.place(source),
            node: at.node,
        };
        self.component(kind, target)
    }

    /// Returns the component that a reference leads to. The target becomes one, unless it is one.
    fn component_reference(&mut self, kind: Kind, at: &Cursor<'d, '_>, reference: &'d str) -> Option<usize> {
        let key = (kind, at.file(), reference);
        if let Some(known) = self.references.canonical.get(&key) {
            return Some(*known);
        }
        if self.peek(at.file(), reference).is_none()
            && let Some((name, index)) = self.named_alike(kind, reference)
        {
            self.warn(
                Code::UnresolvedReference,
                at.field_of_reference(reference).as_ref().unwrap_or(at),
                format!("cannot resolve \"{reference}\"; using `{name}`"),
                "write the reference as it is written elsewhere",
            );
            return Some(index);
        }
        let target = self.component_target(kind, at, reference)?;
        let index = self.component(kind, target);
        self.references.canonical.insert(key, index);
        Some(index)
    }

    /// Returns the component that a reference to nothing is likely to mean: one of the name that it ends in.
    fn named_alike(&self, kind: Kind, reference: &str) -> Option<(String, usize)> {
        if reference.contains("://") {
            return None;
        }
        let reference = reference.trim();
        let name = ["#/definitions/", "#/components/schemas/"]
            .iter()
            .find_map(|place| reference.split_once(place))
            .map(|(_, name)| pointer::unescape(name));
        let last = reference.rsplit(['/', '#']).next().unwrap_or(reference);
        let last = last
            .strip_suffix(".json")
            .or_else(|| last.strip_suffix(".yaml"))
            .or_else(|| last.strip_suffix(".yml"))
            .unwrap_or(last);
        let last = pointer::unescape(last);
        [name, Some(last)].into_iter().flatten().find_map(|name| {
            if let Some(index) = self.references.component_named(kind, &name) {
                return Some((name.into_owned(), index));
            }
            let mut alike = self
                .references
                .component_names(kind)
                .filter(|known| known.eq_ignore_ascii_case(&name));
            match (alike.next(), alike.next()) {
                (Some(alone), None) => {
                    let index = self.references.component_named(kind, alone)?;
                    Some((alone.to_owned(), index))
                }
                _ => None,
            }
        })
    }

    /// Returns where the chain that begins with a reference first meets a component, or else its end.
    fn component_target(
        &mut self,
        kind: Kind,
        at: &Cursor<'d, '_>,
        reference: &'d str,
    ) -> Option<Target<'d>> {
        let otherwise = Otherwise::of(kind);
        let mut target = self.target(at, at.file(), reference, otherwise)?;
        for _ in 0..CHAIN_AT_MOST {
            let is_named = self.references.component_of(kind, target.node).is_some();
            match alias(kind, target.node) {
                Some(next) if !is_named => {
                    target = self.target(at, target.place.file, next, otherwise)?;
                }
                _ => return Some(target),
            }
        }
        self.report_cycle(at, reference);
        None
    }

    /// Returns the component that a target is, which it becomes unless it is one.
    fn component(&mut self, kind: Kind, target: Target<'d>) -> usize {
        if let Some(index) = self.references.component_of(kind, target.node) {
            return index;
        }
        let name = candidates(kind, &target, self.document, self.references.shared_folder)
            .find(|name| !self.references.taken.contains(&(kind, folded(name))))
            .unwrap_or_default();
        let name = Text::from(name);
        let source = self.source_of(&target.place);
        let index = self.reserve(kind, &name, source);
        self.references.name_component(kind, &name, index, target.node);
        self.references.hoisted.push_back(Hoisted {
            kind,
            index,
            name,
            target,
        });
        index
    }

    /// Reserves the components of a kind in the root document, before any is read, so that references find them.
    ///
    /// A component that is but a reference to a place which is no component gives that place its name, and is
    /// read from there: these targets are returned by the components' names.
    pub(in crate::normalize) fn name_components(
        &mut self,
        kind: Kind,
        components: &Cursor<'d, '_>,
        is_component: impl Fn(&mut Self, &Cursor<'d, '_>) -> bool,
    ) -> HashMap<&'d str, Target<'d>> {
        for (name, component) in components.entries() {
            if is_component(self, &component) {
                let source = match kind {
                    Kind::Schema => Source::ROOT,
                    _ => self.source(&component),
                };
                let index = self.reserve(kind, name, source);
                self.references.name_component(kind, name, index, component.node);
            }
        }
        let mut elsewhere = HashMap::default();
        for (name, component) in components.entries() {
            let Some(index) = self.references.component_of(kind, component.node) else {
                continue;
            };
            let Some(mut reference) = alias(kind, component.node) else {
                continue;
            };
            let mut file = component.file();
            for _ in 0..CHAIN_AT_MOST {
                let Some(target) = self.peek(file, reference) else {
                    break;
                };
                if self.references.component_of(kind, target.node).is_some() {
                    break;
                }
                match alias(kind, target.node) {
                    Some(next) => (reference, file) = (next, target.place.file),
                    None => {
                        self.references.name_component(kind, name, index, target.node);
                        elsewhere.insert(name.as_str(), target);
                        break;
                    }
                }
            }
        }
        elsewhere
    }
}

/// Returns the reference that a node is, if it is nothing else. Beside a reference to a schema there may be more.
fn alias(kind: Kind, node: &Node) -> Option<&str> {
    let mapping = node.as_mapping()?;
    if kind == Kind::Schema && mapping.len() != 1 {
        return None;
    }
    cursor::reference(node)
}
