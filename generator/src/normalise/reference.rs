//! References: what they lead to, and the component that each becomes in the canonical document.

use std::collections::{HashMap, HashSet, VecDeque};
use std::path::Path;

use indexmap::IndexMap;
use openapiv3::{ReferenceOr, RequestBody, Response};

use crate::diagnostic::{Code, Diagnostics, FileId, Place};
use crate::source::{Document, Node, ReferenceError};

use super::at::{self, At, escape};
use super::extension;
use super::identifier::Identifiers;
use super::lift::Lift;
use super::name;
use super::schema;
use super::version::Version;

/// The kinds of component that keep their identity: every reference to one place is a reference to one component.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Schema,
    Response,
    Parameter,
    RequestBody,
    Header,
}

impl Kind {
    /// The key in `components`.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Schema => "schemas",
            Self::Response => "responses",
            Self::Parameter => "parameters",
            Self::RequestBody => "requestBodies",
            Self::Header => "headers",
        }
    }

    /// What is done where a reference to a component of this kind leads to nothing.
    fn otherwise(self) -> Otherwise {
        Otherwise::Warn(match self {
            Self::Schema => "any value is taken",
            Self::Response | Self::RequestBody => "its body is taken to be any JSON",
            Self::Parameter | Self::Header => "it is left out",
        })
    }
}

/// What is done where a reference leads to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Otherwise {
    /// The rest of the document has a meaning without it: a warning that ends in these words.
    Warn(&'static str),
    /// It doesn't: an error.
    Fail,
}

/// What a reference leads to.
#[derive(Clone, Debug)]
pub(super) struct Target<'d> {
    pub(super) place: Place,
    pub(super) node: &'d Node,
}

/// A target that becomes a component of its own, and is yet to be lifted.
pub(super) struct Hoisted<'d> {
    pub(super) kind: Kind,
    pub(super) name: String,
    pub(super) target: Target<'d>,
}

/// What is known about references. Targets are told apart by the address of their node, so that it doesn't matter
/// by which text they are reached.
pub(super) struct References<'d> {
    /// Where each reference leads.
    targets: HashMap<(FileId, &'d str), Result<Target<'d>, ReferenceError>>,
    /// The canonical reference for each that was asked for.
    canonical: HashMap<(Kind, FileId, &'d str), String>,
    /// The component that each target is.
    components: HashMap<(Kind, *const Node), String>,
    /// The names of components.
    names: HashMap<Kind, HashSet<String>>,
    /// The names of components, as [`name::folded`].
    taken: HashSet<(Kind, String)>,
    /// The folder that all files share.
    shared_folder: &'d Path,
    /// Targets that are yet to be lifted.
    hoisted: VecDeque<Hoisted<'d>>,
    /// Nodes inside of others that something refers to, and which therefore become components.
    inner: HashSet<*const Node>,
    /// `$id`s, once something needs them.
    identifiers: Option<Identifiers<'d>>,
    /// References where the specification allows none: what stands there, where the first is, how many there are.
    misplaced: Vec<Misplaced>,
}

struct Misplaced {
    what: &'static str,
    first: Place,
    reference: String,
    count: usize,
}

impl<'d> References<'d> {
    pub(super) fn new(document: &'d Document) -> Self {
        let mut references = Self {
            targets: HashMap::new(),
            canonical: HashMap::new(),
            components: HashMap::new(),
            names: HashMap::new(),
            taken: HashSet::new(),
            shared_folder: name::shared_folder(document),
            hoisted: VecDeque::new(),
            inner: HashSet::new(),
            identifiers: None,
            misplaced: Vec::new(),
        };
        for (index, file) in document.files().iter().enumerate() {
            references.find_inner(document, FileId(index), &file.tree);
        }
        references
    }

    /// Notes the targets of references that don't lead to a component or a whole file.
    fn find_inner(&mut self, document: &'d Document, file: FileId, tree: &'d Node) {
        let mut nodes = vec![tree];
        while let Some(node) = nodes.pop() {
            match node {
                Node::Sequence(items) => nodes.extend(items),
                Node::Mapping(mapping) => {
                    for (key, value) in mapping.iter() {
                        match value {
                            Node::String(text) if key == "$ref" && leads_inside(text) => {
                                if let Ok(target) = self.target(document, file, text) {
                                    self.inner.insert(std::ptr::from_ref(target.node));
                                }
                            }
                            Node::Sequence(_) | Node::Mapping(_) => nodes.push(value),
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn target(
        &mut self,
        document: &'d Document,
        file: FileId,
        reference: &'d str,
    ) -> Result<Target<'d>, ReferenceError> {
        if let Some(target) = self.targets.get(&(file, reference)) {
            return target.clone();
        }
        let target = self.find(document, file, reference);
        self.targets.insert((file, reference), target.clone());
        target
    }

    fn find(
        &mut self,
        document: &'d Document,
        file: FileId,
        reference: &'d str,
    ) -> Result<Target<'d>, ReferenceError> {
        let error = match document.resolve(file, reference) {
            Ok((place, node)) => return Ok(Target { place, node }),
            Err(error) => error,
        };
        self.identifiers
            .get_or_insert_with(|| Identifiers::of(document))
            .find(document, reference)
            .ok_or(error)
    }

    /// Whether something refers to this node, which is a part of another one.
    pub(super) fn is_inner(&self, node: &Node) -> bool {
        !self.inner.is_empty() && self.inner.contains(&std::ptr::from_ref(node))
    }

    /// Names a component of the root document. `false` when the node has a name already.
    pub(super) fn name_component(&mut self, kind: Kind, name: &str, node: &Node) -> bool {
        self.taken.insert((kind, name::folded(name)));
        self.names.entry(kind).or_default().insert(name.to_owned());
        let key = (kind, std::ptr::from_ref(node));
        let new = !self.components.contains_key(&key);
        if new {
            self.components.insert(key, name.to_owned());
        }
        new
    }

    /// Whether a component of that name is known.
    pub(super) fn has_component(&self, kind: Kind, name: &str) -> bool {
        self.names.get(&kind).is_some_and(|names| names.contains(name))
    }

    /// The names of the components of the root document.
    pub(super) fn component_names(&self, kind: Kind) -> impl Iterator<Item = &str> {
        self.names.get(&kind).into_iter().flatten().map(String::as_str)
    }

    /// The next target that is yet to be lifted.
    pub(super) fn next_hoisted(&mut self) -> Option<Hoisted<'d>> {
        self.hoisted.pop_front()
    }

    /// Notes a reference that the specification doesn't allow where it stands.
    pub(super) fn misplaced(&mut self, at: &At<'_, '_>, what: &'static str, reference: &str) {
        match self.misplaced.iter_mut().find(|misplaced| misplaced.what == what) {
            Some(misplaced) => misplaced.count += 1,
            None => self.misplaced.push(Misplaced {
                what,
                first: at.place(),
                reference: reference.to_owned(),
                count: 1,
            }),
        }
    }

    /// Warns of references that the specification doesn't allow, once for all that stand for the same thing: who
    /// splits a document in this way does it everywhere.
    pub(super) fn report_misplaced(&mut self, diagnostics: &mut Diagnostics) {
        for misplaced in self.misplaced.drain(..) {
            let others = match misplaced.count {
                1 => String::new(),
                2 => " (and in one other place)".to_owned(),
                count => format!(" (and in {} other places)", count - 1),
            };
            diagnostics.warning(
                Code::MisplacedReference,
                misplaced.first,
                format!(
                    "`$ref: {}` stands in place of {}, where the specification allows no reference; it is followed{others}",
                    misplaced.reference, misplaced.what,
                ),
                "other tools may refuse it",
            );
        }
    }
}

impl<'d> Lift<'_, 'd> {
    /// What a reference that stands at `at` leads to. If that is nothing, `otherwise` says so.
    fn target(
        &mut self,
        at: &At<'d, '_>,
        file: FileId,
        reference: &'d str,
        otherwise: Otherwise,
    ) -> Option<Target<'d>> {
        match self.references.target(self.document, file, reference) {
            Ok(target) => Some(target),
            Err(error) => {
                self.report_unresolved(at, file, reference, &error, otherwise);
                None
            }
        }
    }

    /// What a reference leads to, if it leads anywhere.
    pub(super) fn peek(&mut self, file: FileId, reference: &'d str) -> Option<Target<'d>> {
        self.references.target(self.document, file, reference).ok()
    }

    /// The node behind `at` and all its references, if they lead anywhere.
    pub(super) fn peek_through(&mut self, at: &At<'d, '_>) -> Option<&'d Node> {
        let (mut node, mut file) = (at.node, at.file());
        for _ in 0..CHAIN_AT_MOST {
            let Some(reference) = at::reference(node) else {
                return Some(node);
            };
            let target = self.peek(file, reference)?;
            (node, file) = (target.node, target.place.file);
        }
        None
    }

    /// What a chain of references leads to, to its end.
    pub(super) fn end_of_chain(
        &mut self,
        at: &At<'d, '_>,
        reference: &'d str,
        otherwise: Otherwise,
    ) -> Option<Target<'d>> {
        let mut target = self.target(at, at.file(), reference, otherwise)?;
        for _ in 0..CHAIN_AT_MOST {
            let Some(next) = at::reference(target.node) else {
                return Some(target);
            };
            target = self.target(at, target.place.file, next, otherwise)?;
        }
        self.report_cycle(at, reference);
        None
    }

    /// The canonical reference for one that stands at `at`: `#/components/KIND/NAME`. The target is hoisted into
    /// the components, unless it is there.
    pub(super) fn component_reference(
        &mut self,
        kind: Kind,
        at: &At<'d, '_>,
        reference: &'d str,
    ) -> Option<String> {
        let key = (kind, at.file(), reference);
        if let Some(known) = self.references.canonical.get(&key) {
            return Some(known.clone());
        }
        let target = self.component_target(kind, at, reference)?;
        let canonical = self.component(kind, target);
        self.references.canonical.insert(key, canonical.clone());
        Some(canonical)
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
    pub(super) fn component(&mut self, kind: Kind, target: Target<'d>) -> String {
        let key = (kind, std::ptr::from_ref(target.node));
        if let Some(name) = self.references.components.get(&key) {
            return component_pointer(kind, name);
        }
        let name = name::candidates(kind, &target, self.document, self.references.shared_folder)
            .find(|name| !self.references.taken.contains(&(kind, name::folded(name))))
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
    pub(super) fn name_components(
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

    fn report_cycle(&mut self, at: &At<'d, '_>, reference: &str) {
        self.error(
            Code::ReferenceCycle,
            at,
            format!("`{reference}` leads through other references back to itself"),
            "let one of them be a definition",
        );
    }

    fn report_unresolved(
        &mut self,
        at: &At<'d, '_>,
        file: FileId,
        reference: &str,
        error: &ReferenceError,
        otherwise: Otherwise,
    ) {
        let (code, message, help) = self.document.explain(file, reference, error);
        match otherwise {
            Otherwise::Warn(mended) if !matches!(error, ReferenceError::Remote | ReferenceError::Outside) => {
                self.warn(code, at, format!("{message}; {mended}"), help);
            }
            _ => self.error(code, at, message, help),
        }
    }

    /// Reports components that refer to each other in a circle with nothing in between, and breaks the circle.
    ///
    /// Whoever refers to a component meets its name and goes no further, so a circle is only seen from the whole.
    pub(super) fn break_alias_cycles(&mut self) {
        let components = &self.components;
        let circular = [
            (Kind::Schema, in_circles(&components.schemas)),
            (Kind::Response, in_circles(&components.responses)),
            (Kind::Parameter, in_circles(&components.parameters)),
            (Kind::RequestBody, in_circles(&components.request_bodies)),
            (Kind::Header, in_circles(&components.headers)),
        ];
        for (kind, names) in circular {
            for name in names {
                let pointer = component_pointer(kind, &name);
                self.diagnostics.error(
                    Code::ReferenceCycle,
                    self.origins.place(pointer.trim_start_matches('#')),
                    format!("`{name}` is a reference that leads back to itself"),
                    "let one of those in the circle be a definition",
                );
                self.remove_alias(kind, name);
            }
        }
    }

    fn remove_alias(&mut self, kind: Kind, name: String) {
        let components = &mut self.components;
        match kind {
            Kind::Schema => {
                components
                    .schemas
                    .insert(name, ReferenceOr::Item(schema::unresolved()));
            }
            Kind::Response => {
                components
                    .responses
                    .insert(name, ReferenceOr::Item(Response::default()));
            }
            Kind::RequestBody => {
                components
                    .request_bodies
                    .insert(name, ReferenceOr::Item(RequestBody::default()));
            }
            Kind::Parameter => {
                components.parameters.shift_remove(&name);
            }
            Kind::Header => {
                components.headers.shift_remove(&name);
            }
        }
    }
}

/// The names of components that lead back to themselves through nothing but references.
fn in_circles<T>(components: &IndexMap<String, ReferenceOr<T>>) -> Vec<String> {
    let next = |component: &ReferenceOr<T>| match component {
        ReferenceOr::Reference { reference } => {
            let name = extension::component_name(reference)?;
            components.get_key_value(name.as_ref())
        }
        ReferenceOr::Item(_) => None,
    };
    components
        .iter()
        .filter(|(name, component)| {
            let mut here = next(component);
            for _ in 0..components.len() {
                match here {
                    Some((there, _)) if there == *name => return true,
                    Some((_, component)) => here = next(component),
                    None => return false,
                }
            }
            false
        })
        .map(|(name, _)| name.clone())
        .collect()
}

/// How many references may follow each other directly.
const CHAIN_AT_MOST: usize = 64;

/// `#/components/KIND/NAME`.
pub(super) fn component_pointer(kind: Kind, name: &str) -> String {
    format!("#/components/{}/{}", kind.key(), escape(name))
}

/// The reference that a node is, if it is nothing else. Beside a reference to a schema there may be more.
fn alias(kind: Kind, node: &Node) -> Option<&str> {
    let mapping = node.as_mapping()?;
    if kind == Kind::Schema && mapping.iter().len() != 1 {
        return None;
    }
    at::reference(node)
}

/// Whether a reference leads into a part of something else, and not to a component or to a whole file.
fn leads_inside(reference: &str) -> bool {
    let Some((file, fragment)) = reference.split_once('#') else {
        return false;
    };
    let mut segments = fragment.split('/').skip(1);
    match (segments.next(), segments.next(), segments.next(), segments.next()) {
        (None | Some(""), ..) => !fragment.is_empty(),
        (Some("components"), Some(_), Some(_), None) => false,
        (Some("definitions" | "parameters" | "responses"), Some(_), None, None) => false,
        (Some(_), None, None, None) => file.is_empty(),
        _ => true,
    }
}

/// Whether siblings of `$ref` count in full, as JSON Schema 2020-12 has it.
pub(super) fn siblings_count(version: Version) -> bool {
    version >= Version::OpenApi31
}
