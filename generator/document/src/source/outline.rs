//! What a text refers to, without the files that it leads to.

use std::collections::BTreeSet;

use super::discover::{self, Grammar};
use super::parse::{self, Named, Role};
use super::{Node, decode};

/// What a text refers to, for who brings files together.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// Whether it is a document: it names a version of OpenAPI or Swagger.
    pub is_document: bool,
    /// The files that it refers to, as they stand there, without what follows a `#`: relative paths and URLs.
    pub references: BTreeSet<String>,
    /// The names that it gives schemas by `$id`, which references may use without a file of that name.
    pub ids: BTreeSet<String>,
}

impl Outline {
    /// Returns what a text refers to. `None` when it can't be read.
    pub fn of(bytes: &[u8], grammar: Grammar) -> Option<Self> {
        let text = decode::decode(bytes.to_vec()).ok()?.text;
        let tree = parse::parse(&text, Role::Root, Named::Otherwise).ok()?.tree;
        let mut ids = BTreeSet::new();
        add_ids(&tree, &mut ids);
        Some(Self {
            is_document: tree.get("openapi").is_some() || tree.get("swagger").is_some(),
            references: discover::referenced_files(&tree, grammar),
            ids,
        })
    }
}

fn add_ids(tree: &Node, ids: &mut BTreeSet<String>) {
    let mut waiting = vec![tree];
    while let Some(node) = waiting.pop() {
        match node {
            Node::Mapping(mapping) => {
                for (key, value) in mapping.iter() {
                    match (key, value) {
                        ("$id", Node::String(id)) => {
                            ids.insert(id.trim_end_matches('#').to_owned());
                        }
                        _ => waiting.push(value),
                    }
                }
            }
            Node::Sequence(items) => waiting.extend(items.iter()),
            _ => {}
        }
    }
}
