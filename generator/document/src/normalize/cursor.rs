use std::cell::Cell;

use crate::description::{Source, Sources, Step};
use crate::diagnostic::FileId;
use crate::source::{Mapping, Node, Text};

/// A node of the document and the way to it, as a list that is linked through the stack: where a node stands is only
/// noted when somebody asks for it.
#[derive(Clone)]
pub(super) struct Cursor<'d, 'p> {
    pub(super) node: &'d Node,
    trail: Trail<'d, 'p>,
}

#[derive(Clone)]
struct Trail<'d, 'p> {
    parent: Option<&'p Trail<'d, 'p>>,
    step: Way<'d>,
    file: FileId,
    source: Cell<Option<Source>>,
}

#[derive(Clone, Copy)]
enum Way<'d> {
    Start,
    Key(&'d Text),
    Keyword(&'static str),
    Index(usize),
}

impl<'d, 'p> Cursor<'d, 'p> {
    /// Creates a cursor at a node that stands at `source`.
    pub(super) fn new(node: &'d Node, file: FileId, source: Source) -> Self {
        Self {
            node,
            trail: Trail {
                parent: None,
                step: Way::Start,
                file,
                source: Cell::new(Some(source)),
            },
        }
    }

    fn child<'c>(&'c self, step: Way<'d>, node: &'d Node) -> Cursor<'d, 'c> {
        Cursor {
            node,
            trail: Trail {
                parent: Some(&self.trail),
                step,
                file: self.trail.file,
                source: Cell::new(None),
            },
        }
    }

    /// Returns the value at a field, if this is a mapping that has it.
    pub(super) fn field<'c>(&'c self, name: &'static str) -> Option<Cursor<'d, 'c>> {
        let node = self.node.as_mapping()?.get(name)?;
        Some(self.child(Way::Keyword(name), node))
    }

    /// Returns the value at a field, if this is a mapping that has one there which is not `null`.
    pub(super) fn field_with_value<'c>(&'c self, name: &'static str) -> Option<Cursor<'d, 'c>> {
        self.field(name).filter(|field| !matches!(field.node, Node::Null))
    }

    /// Returns whether this is a mapping that has one of these fields.
    pub(super) fn has_any(&self, names: &[&str]) -> bool {
        self.mapping()
            .is_some_and(|mapping| names.iter().any(|name| mapping.contains_key(name)))
    }

    /// Returns the entries, if this is a mapping.
    pub(super) fn entries<'c>(
        &'c self,
    ) -> impl Iterator<Item = (&'d Text, Cursor<'d, 'c>)> + use<'c, 'd, 'p> {
        self.mapping()
            .map(Mapping::entries)
            .unwrap_or_default()
            .iter()
            .map(|(key, node)| (key, self.child(Way::Key(key), node)))
    }

    /// Returns the items, if this is a sequence.
    pub(super) fn items<'c>(&'c self) -> impl Iterator<Item = Cursor<'d, 'c>> + use<'c, 'd, 'p> {
        let items = self.node.as_sequence().unwrap_or_default();
        items
            .iter()
            .enumerate()
            .map(|(index, node)| self.child(Way::Index(index), node))
    }

    /// Returns the mapping, if this is one.
    pub(super) fn mapping(&self) -> Option<&'d Mapping> {
        self.node.as_mapping()
    }

    /// Returns the text, if this is one.
    pub(super) fn text(&self) -> Option<&'d Text> {
        match self.node {
            Node::String(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the text at a field, if there is one.
    pub(super) fn text_at(&self, name: &str) -> Option<&'d str> {
        self.node.get(name)?.as_str()
    }

    /// Returns the field of a schema or another object that is this reference.
    pub(super) fn field_of_reference<'c>(&'c self, reference: &str) -> Option<Cursor<'d, 'c>> {
        let mut fields = REFERENCES.into_iter().filter_map(|name| self.field(name));
        fields.find(|field| field.text().is_some_and(|text| text.as_str() == reference))
    }

    /// Returns `$ref`, if this is a mapping that has one that is text.
    pub(super) fn reference(&self) -> Option<&'d str> {
        reference(self.node)
    }

    /// Returns the file that this stands in.
    pub(super) fn file(&self) -> FileId {
        self.trail.file
    }

    /// Returns the key of what this stands in: `properties` for a property, `allOf` for a part of one.
    pub(super) fn key_around(&self) -> Option<&str> {
        match self.trail.parent?.step {
            Way::Key(key) => Some(key),
            Way::Keyword(keyword) => Some(keyword),
            Way::Start | Way::Index(_) => None,
        }
    }

    /// Returns where this stands, and notes it in `sources` if that was not done yet.
    pub(super) fn source(&self, sources: &mut Sources) -> Source {
        self.trail.source(sources)
    }
}

impl Trail<'_, '_> {
    fn source(&self, sources: &mut Sources) -> Source {
        if let Some(known) = self.source.get() {
            return known;
        }
        let parent = match self.parent {
            Some(parent) => parent.source(sources),
            None => Source::ROOT,
        };
        let source = match self.step {
            Way::Start => parent,
            Way::Key(key) => sources.child(parent, Step::Key(key.clone())),
            Way::Keyword(keyword) => sources.child(parent, Step::Keyword(keyword)),
            // A list of so many items would not fit into memory.
            Way::Index(index) => sources.child(parent, Step::Index(u32::try_from(index).unwrap_or(u32::MAX))),
        };
        self.source.set(Some(source));
        source
    }
}

/// The fields that refer to something.
pub(super) const REFERENCES: [&str; 3] = ["$ref", "$dynamicRef", "$recursiveRef"];

/// Returns the first of [`REFERENCES`] that a schema has, if it is text. Most schemas have none, which one look at their keys shows.
pub(super) fn schema_reference(node: &Node) -> Option<&str> {
    let mapping = node.as_mapping()?;
    for (key, _) in mapping.entries() {
        if key.as_bytes().first() == Some(&b'$') {
            return REFERENCES
                .into_iter()
                .find_map(|name| mapping.get(name)?.as_str());
        }
    }
    None
}

/// Returns `$ref`, if the node is a mapping that has one that is text.
pub(super) fn reference(node: &Node) -> Option<&str> {
    node.get("$ref")?.as_str()
}
