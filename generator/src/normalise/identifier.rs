//! `$id`, `$anchor` and `$self`: targets that are named and not pointed at.

use std::collections::HashMap;

use crate::diagnostic::{FileId, Place};
use crate::source::{Document, Node};

use super::at::escape;
use super::reference::Target;

/// The identifiers in all files ([JSON Schema 2020-12, section 8.2](https://json-schema.org/draft/2020-12/json-schema-core#section-8.2)).
pub(super) struct Identifiers<'d> {
    /// `$anchor` and `$dynamicAnchor`, by file.
    anchors: HashMap<(FileId, &'d str), Target<'d>>,
    /// `$id` and `$self`.
    ids: HashMap<&'d str, Target<'d>>,
}

impl<'d> Identifiers<'d> {
    pub(super) fn of(document: &'d Document) -> Self {
        let mut identifiers = Self {
            anchors: HashMap::new(),
            ids: HashMap::new(),
        };
        for (index, file) in document.files().iter().enumerate() {
            identifiers.collect(FileId(index), &file.tree);
        }
        identifiers
    }

    fn collect(&mut self, file: FileId, tree: &'d Node) {
        let mut nodes = vec![(String::new(), tree)];
        while let Some((pointer, node)) = nodes.pop() {
            match node {
                Node::Mapping(mapping) => {
                    for (key, value) in mapping.iter() {
                        match value {
                            Node::String(text) => self.note(file, &pointer, node, key, text),
                            Node::Mapping(_) | Node::Sequence(_) => {
                                nodes.push((format!("{pointer}/{}", escape(key)), value));
                            }
                            _ => {}
                        }
                    }
                }
                Node::Sequence(items) => {
                    for (index, item) in items.iter().enumerate() {
                        nodes.push((format!("{pointer}/{index}"), item));
                    }
                }
                _ => {}
            }
        }
    }

    fn note(&mut self, file: FileId, pointer: &str, node: &'d Node, key: &str, text: &'d str) {
        let target = || Target {
            place: Place {
                file,
                pointer: pointer.to_owned(),
            },
            node,
        };
        match key {
            "$anchor" | "$dynamicAnchor" => {
                self.anchors.insert((file, text), target());
            }
            "$id" | "$self" => {
                self.ids.insert(text.trim_end_matches('#'), target());
            }
            _ => {}
        }
    }

    /// What a reference names, if it names anything.
    pub(super) fn find(&self, file: FileId, reference: &str) -> Option<Target<'d>> {
        let (id, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let base = if id.is_empty() {
            None
        } else {
            Some(self.identified(id)?)
        };
        let file = base.map_or(file, |base| base.place.file);
        if fragment.is_empty() {
            return base.cloned();
        }
        let Some(rest) = fragment.strip_prefix('/') else {
            return self.anchors.get(&(file, fragment)).cloned();
        };
        let base = base?;
        // A pointer below an `$id` begins at the schema that has it.
        let mut node = base.node;
        for segment in rest.split('/') {
            let key = super::at::unescape(segment);
            node = match node {
                Node::Mapping(mapping) => mapping.get(&key)?,
                Node::Sequence(items) => items.get(key.parse::<usize>().ok()?)?,
                _ => return None,
            };
        }
        Some(Target {
            place: Place {
                file,
                pointer: format!("{}/{rest}", base.place.pointer),
            },
            node,
        })
    }

    /// The schema with an `$id`, given in full or by its end.
    fn identified(&self, id: &str) -> Option<&Target<'d>> {
        if let Some(target) = self.ids.get(id) {
            return Some(target);
        }
        let mut ending = self.ids.iter().filter(|(known, _)| {
            known
                .strip_suffix(id.trim_start_matches("./"))
                .is_some_and(|before| before.ends_with('/'))
        });
        match (ending.next(), ending.next()) {
            (Some((_, target)), None) => Some(target),
            _ => None,
        }
    }
}
