//! References: what they lead to, and the component that each becomes.

mod component;
pub(in crate::normalize) mod name;
mod resolve;

use foldhash::{HashMap, HashSet};
use std::collections::VecDeque;
use std::path::Path;

use crate::order::IndexMap;

use crate::description::Kind;
use crate::diagnostic::{FileId, SourcePointer};
use crate::source::{Document, Node, ReferenceError, Text};

pub(in crate::normalize) use component::Referable;

/// What is done where a reference leads to nothing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::normalize) enum Otherwise {
    /// The rest of the document has a meaning without it: a warning that ends in these words.
    Warn(&'static str),
    /// It doesn't: an error.
    Fail,
}

impl Otherwise {
    /// Returns what is done where a reference to a component of this kind leads to nothing.
    fn of(kind: Kind) -> Self {
        Self::Warn(match kind {
            Kind::Schema => "read as any value",
            Kind::Response | Kind::RequestBody => "read as any JSON",
            Kind::Parameter | Kind::Header => "ignored",
        })
    }
}

/// What a reference leads to.
#[derive(Clone)]
pub(in crate::normalize) struct Target<'d> {
    pub(in crate::normalize) place: SourcePointer,
    pub(in crate::normalize) node: &'d Node,
}

/// A component that is reserved, and yet to be read.
pub(in crate::normalize) struct Hoisted<'d> {
    pub(in crate::normalize) kind: Kind,
    pub(in crate::normalize) index: usize,
    pub(in crate::normalize) name: Text,
    pub(in crate::normalize) target: Target<'d>,
}

/// What is known about references. Targets are told apart by the address of their node, so that it doesn't matter
/// by which text they are reached. Components are known by their kind and their place in the list of it.
pub(in crate::normalize) struct References<'d> {
    /// Where each reference leads.
    targets: HashMap<(FileId, &'d str), Result<Target<'d>, ReferenceError>>,
    /// The component for each reference that was asked for.
    canonical: HashMap<(Kind, FileId, &'d str), usize>,
    /// The component that each target is.
    components: HashMap<(Kind, *const Node), usize>,
    /// The components by their names.
    names: HashMap<Kind, IndexMap<Text, usize>>,
    /// The names of components, as [`name::folded`].
    taken: HashSet<(Kind, String)>,
    /// The folder that all files share.
    shared_folder: &'d Path,
    /// Components that are yet to be read.
    hoisted: VecDeque<Hoisted<'d>>,
    /// Nodes inside of others that something refers to, and which therefore become components.
    inner: HashSet<*const Node>,
    /// Component schemas that are nothing but a reference to another one.
    pub(in crate::normalize) aliases: HashMap<usize, usize>,
}

impl<'d> References<'d> {
    pub(in crate::normalize) fn new(document: &'d Document) -> Self {
        let mut references = Self {
            targets: HashMap::default(),
            canonical: HashMap::default(),
            components: HashMap::default(),
            names: HashMap::default(),
            taken: HashSet::default(),
            shared_folder: name::shared_folder(document),
            hoisted: VecDeque::new(),
            inner: HashSet::default(),
            aliases: HashMap::default(),
        };
        for (index, file) in document.files().iter().enumerate() {
            references.find_inner(document, FileId(index), &file.tree);
        }
        references
    }

    /// Notes that `node` is the component at `index`, unless it is one already.
    fn name_component(&mut self, kind: Kind, name: &Text, index: usize, node: &Node) {
        self.taken.insert((kind, name::folded(name)));
        self.names.entry(kind).or_default().insert(name.clone(), index);
        self.components
            .entry((kind, std::ptr::from_ref(node)))
            .or_insert(index);
    }

    /// Returns the component that a node is.
    fn component_of(&self, kind: Kind, node: &Node) -> Option<usize> {
        self.components.get(&(kind, std::ptr::from_ref(node))).copied()
    }

    /// Returns the component of that name.
    pub(in crate::normalize) fn component_named(&self, kind: Kind, name: &str) -> Option<usize> {
        self.names.get(&kind)?.get(name).copied()
    }

    /// Returns the names of the components of a kind.
    pub(in crate::normalize) fn component_names(&self, kind: Kind) -> impl Iterator<Item = &str> {
        self.names
            .get(&kind)
            .into_iter()
            .flat_map(IndexMap::keys)
            .map(Text::as_str)
    }

    /// Returns the next component that is yet to be read.
    pub(in crate::normalize) fn next_hoisted(&mut self) -> Option<Hoisted<'d>> {
        self.hoisted.pop_front()
    }
}
