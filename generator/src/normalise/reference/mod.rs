//! References: what they lead to, and the component that each becomes in the canonical document.

mod component;
mod cycle;
mod identifier;
mod misplaced;
pub(in crate::normalise) mod name;
mod resolve;

use std::collections::{HashMap, HashSet, VecDeque};
use std::path::Path;

use crate::diagnostic::{FileId, Place};
use crate::source::{Document, Node, ReferenceError};

use super::at::escape;
use super::version::Version;

use identifier::Identifiers;
use misplaced::Misplaced;

/// The kinds of component that keep their identity: every reference to one place is a reference to one component.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::normalise) enum Kind {
    Schema,
    Response,
    Parameter,
    RequestBody,
    Header,
}

impl Kind {
    /// The key in `components`.
    pub(in crate::normalise) fn key(self) -> &'static str {
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
pub(in crate::normalise) enum Otherwise {
    /// The rest of the document has a meaning without it: a warning that ends in these words.
    Warn(&'static str),
    /// It doesn't: an error.
    Fail,
}

/// What a reference leads to.
#[derive(Clone, Debug)]
pub(in crate::normalise) struct Target<'d> {
    pub(in crate::normalise) place: Place,
    pub(in crate::normalise) node: &'d Node,
}

/// A target that becomes a component of its own, and is yet to be lifted.
pub(in crate::normalise) struct Hoisted<'d> {
    pub(in crate::normalise) kind: Kind,
    pub(in crate::normalise) name: String,
    pub(in crate::normalise) target: Target<'d>,
}

/// What is known about references. Targets are told apart by the address of their node, so that it doesn't matter
/// by which text they are reached.
pub(in crate::normalise) struct References<'d> {
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
    /// References where the specification allows none.
    pub(in crate::normalise) misplaced: Misplaced,
}

impl<'d> References<'d> {
    pub(in crate::normalise) fn new(document: &'d Document) -> Self {
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
            misplaced: Misplaced::default(),
        };
        for (index, file) in document.files().iter().enumerate() {
            references.find_inner(document, FileId(index), &file.tree);
        }
        references
    }

    /// Names a component of the root document. `false` when the node has a name already.
    pub(in crate::normalise) fn name_component(&mut self, kind: Kind, name: &str, node: &Node) -> bool {
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
    pub(in crate::normalise) fn has_component(&self, kind: Kind, name: &str) -> bool {
        self.names.get(&kind).is_some_and(|names| names.contains(name))
    }

    /// The names of the components of the root document.
    pub(in crate::normalise) fn component_names(&self, kind: Kind) -> impl Iterator<Item = &str> {
        self.names.get(&kind).into_iter().flatten().map(String::as_str)
    }

    /// The next target that is yet to be lifted.
    pub(in crate::normalise) fn next_hoisted(&mut self) -> Option<Hoisted<'d>> {
        self.hoisted.pop_front()
    }
}

/// `#/components/KIND/NAME`.
pub(in crate::normalise) fn component_pointer(kind: Kind, name: &str) -> String {
    format!("#/components/{}/{}", kind.key(), escape(name))
}

/// Whether siblings of `$ref` count in full, as JSON Schema 2020-12 has it.
pub(in crate::normalise) fn siblings_count(version: Version) -> bool {
    version >= Version::OpenApi31
}
