//! References to the components that their targets are.

use std::collections::HashMap;

use crate::source::Node;

use super::name::{candidates, folded};
use super::resolve::CHAIN_AT_MOST;
use super::{Hoisted, Kind, Target, component_pointer};
use crate::diagnostic::Code;
use crate::normalise::at::{self, At, unescape};
use crate::normalise::lift::Lift;

impl<'d> Lift<'_, 'd> {
    /// The canonical reference for one that stands at `at`: `#/components/KIND/NAME`. The target is hoisted into
    /// the components, unless it is there.
    pub(in crate::normalise) fn component_reference(
        &mut self,
        kind: Kind,
        at: &At<'d, '_>,
        reference: &'d str,
    ) -> Option<String> {
        let key = (kind, at.file(), reference);
        if let Some(known) = self.references.canonical.get(&key) {
            return Some(known.clone());
        }
        if self.peek(at.file(), reference).is_none()
            && let Some(name) = self.named_alike(kind, reference)
        {
            let canonical = component_pointer(kind, &name);
            self.warn(
                Code::UnresolvedReference,
                at,
                format!("`{reference}` leads nowhere; `{name}` is taken"),
                "write the reference as it is written elsewhere",
            );
            return Some(canonical);
        }
        let target = self.component_target(kind, at, reference)?;
        let canonical = self.component(kind, target);
        self.references.canonical.insert(key, canonical.clone());
        Some(canonical)
    }

    /// The component that a reference to nothing is likely to mean: one of the name that it ends in.
    fn named_alike(&self, kind: Kind, reference: &str) -> Option<String> {
        if reference.contains("://") {
            return None;
        }
        let reference = reference.trim();
        let name = ["#/definitions/", "#/components/schemas/"]
            .iter()
            .find_map(|place| reference.split_once(place))
            .map(|(_, name)| unescape(name));
        let last = reference.rsplit(['/', '#']).next().unwrap_or(reference);
        let last = last
            .strip_suffix(".json")
            .or_else(|| last.strip_suffix(".yaml"))
            .or_else(|| last.strip_suffix(".yml"))
            .unwrap_or(last);
        let last = unescape(last);
        [name, Some(last)].into_iter().flatten().find_map(|name| {
            if self.references.has_component(kind, &name) {
                return Some(name.into_owned());
            }
            let mut alike = self
                .references
                .component_names(kind)
                .filter(|known| known.eq_ignore_ascii_case(&name));
            match (alike.next(), alike.next()) {
                (Some(alone), None) => Some(alone.to_owned()),
                _ => None,
            }
        })
    }

    /// Where the chain that begins with a reference first meets a component, or else its end.
    fn component_target(&mut self, kind: Kind, at: &At<'d, '_>, reference: &'d str) -> Option<Target<'d>> {
        let otherwise = kind.otherwise();
        let mut target = self.target(at, at.file(), reference, otherwise)?;
        for _ in 0..CHAIN_AT_MOST {
            let named = self
                .references
                .components
                .contains_key(&(kind, std::ptr::from_ref(target.node)));
            match alias(kind, target.node) {
                Some(next) if !named => target = self.target(at, target.place.file, next, otherwise)?,
                _ => return Some(target),
            }
        }
        self.report_cycle(at, reference);
        None
    }

    /// The canonical reference to a target, which becomes a component unless it is one.
    pub(in crate::normalise) fn component(&mut self, kind: Kind, target: Target<'d>) -> String {
        let key = (kind, std::ptr::from_ref(target.node));
        if let Some(name) = self.references.components.get(&key) {
            return component_pointer(kind, name);
        }
        let name = candidates(kind, &target, self.document, self.references.shared_folder)
            .find(|name| !self.references.taken.contains(&(kind, folded(name))))
            .unwrap_or_default();
        let canonical = component_pointer(kind, &name);
        self.references.name_component(kind, &name, target.node);
        self.references.hoisted.push_back(Hoisted { kind, name, target });
        canonical
    }

    /// Names the components of a kind in the root document, before any is lifted, so that references find them.
    ///
    /// A component that is but a reference to a place which is no component gives that place its name, and is
    /// lifted from there: the targets are returned by the components' names.
    pub(in crate::normalise) fn name_components(
        &mut self,
        kind: Kind,
        components: &At<'d, '_>,
    ) -> HashMap<&'d str, Target<'d>> {
        for (name, component) in components.entries() {
            self.references.name_component(kind, name, component.node);
        }
        let mut elsewhere = HashMap::new();
        for (name, component) in components.entries() {
            let Some(mut reference) = alias(kind, component.node) else {
                continue;
            };
            let mut file = component.file();
            for _ in 0..CHAIN_AT_MOST {
                let Some(target) = self.peek(file, reference) else {
                    break;
                };
                if self
                    .references
                    .components
                    .contains_key(&(kind, std::ptr::from_ref(target.node)))
                {
                    break;
                }
                match alias(kind, target.node) {
                    Some(next) => (reference, file) = (next, target.place.file),
                    None => {
                        self.references.name_component(kind, name, target.node);
                        elsewhere.insert(name, target);
                        break;
                    }
                }
            }
        }
        elsewhere
    }
}

/// The reference that a node is, if it is nothing else. Beside a reference to a schema there may be more.
fn alias(kind: Kind, node: &Node) -> Option<&str> {
    let mapping = node.as_mapping()?;
    if kind == Kind::Schema && mapping.iter().len() != 1 {
        return None;
    }
    at::reference(node)
}
