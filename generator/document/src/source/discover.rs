//! Which `$ref`s of a tree are references, and which are just values that look like one.

use std::collections::BTreeSet;
use std::fmt;

use super::{Mapping, Node};

/// What is inside of a key, as far as references go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holding {
    /// Keys that the specification knows, or nothing.
    Fields,
    /// Keys that the document chooses, each with fields: a property may be called `example`.
    Names,
    /// A value of JSON: what looks like a reference in it is none.
    Values,
    /// Texts that are references or names, at keys that the document chooses.
    References,
}

/// Where references stand in a document: what is inside of each key.
#[derive(Clone, Copy)]
pub struct Grammar(fn(&str) -> Holding);

impl Grammar {
    /// Creates a grammar from a function that returns what is inside of a key.
    pub const fn new(holding: fn(&str) -> Holding) -> Self {
        Self(holding)
    }
}

impl fmt::Debug for Grammar {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Grammar")
    }
}

/// Returns the references to other files in a tree, each once and in a stable order.
pub(super) fn referenced_files(tree: &Node, grammar: Grammar) -> BTreeSet<String> {
    let mut discovery = Discovery {
        grammar,
        found: BTreeSet::new(),
    };
    discovery.visit(tree);
    discovery.found
}

struct Discovery {
    grammar: Grammar,
    found: BTreeSet<String>,
}

impl Discovery {
    fn visit(&mut self, node: &Node) {
        match node {
            Node::Mapping(mapping) => self.visit_fields(mapping),
            Node::Sequence(items) => {
                for item in items {
                    self.visit(item);
                }
            }
            _ => {}
        }
    }

    fn visit_fields(&mut self, mapping: &Mapping) {
        for (key, value) in mapping.iter() {
            if let ("$ref", Node::String(reference)) = (key, value) {
                self.note(reference);
                continue;
            }
            if !matches!(value, Node::Mapping(_) | Node::Sequence(_)) {
                continue;
            }
            match ((self.grammar.0)(key), value) {
                (Holding::Values, _) => {}
                (Holding::References, Node::Mapping(references)) => self.visit_references(references),
                (Holding::Names, Node::Mapping(names)) => self.visit_names(names),
                _ => self.visit(value),
            }
        }
    }

    fn visit_names(&mut self, mapping: &Mapping) {
        for (key, value) in mapping.iter() {
            match (key, value) {
                ("$ref", Node::String(reference)) => self.note(reference),
                _ => self.visit(value),
            }
        }
    }

    /// Visits the values of a discriminator's `mapping`: references, or names of schemas.
    fn visit_references(&mut self, mapping: &Mapping) {
        for (_, value) in mapping.iter() {
            if let Node::String(reference) = value
                && reference.contains(['/', '.'])
            {
                self.note(reference);
            }
        }
    }

    fn note(&mut self, reference: &str) {
        if reference.starts_with('#') {
            return;
        }
        let file = reference.split('#').next().unwrap_or(reference);
        if !self.found.contains(file) {
            self.found.insert(file.to_owned());
        }
    }
}
