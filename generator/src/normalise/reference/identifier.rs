//! `$id` and `$self`: targets that are named by a URI and not by a path.

use std::collections::HashMap;

use crate::diagnostic::{FileId, Place};
use crate::source::{Document, Node};

use super::Target;
use crate::normalise::at::{escape, unescape};

/// The identifiers in all files ([JSON Schema 2020-12, section
/// 8.2](https://json-schema.org/draft/2020-12/json-schema-core#section-8.2)).
pub(super) struct Identifiers<'d> {
    ids: HashMap<&'d str, Target<'d>>,
}

impl<'d> Identifiers<'d> {
    pub(super) fn of(document: &'d Document) -> Self {
        let mut identifiers = Self { ids: HashMap::new() };
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
                            Node::String(id) if key == "$id" || key == "$self" => {
                                let place = Place {
                                    file,
                                    pointer: pointer.clone(),
                                };
                                self.ids.insert(id.trim_end_matches('#'), Target { place, node });
                            }
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

    /// What a reference names, if it names anything.
    pub(super) fn find(&self, document: &'d Document, reference: &str) -> Option<Target<'d>> {
        let (id, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let base = self.identified(id)?;
        if fragment.is_empty() {
            return Some(base.clone());
        }
        let Some(pointer) = fragment.strip_prefix('/') else {
            let (place, node) = document.resolve(base.place.file, &format!("#{fragment}")).ok()?;
            return Some(Target { place, node });
        };
        // A pointer below an `$id` begins at the schema that has it.
        let mut node = base.node;
        for segment in pointer.split('/') {
            let key = unescape(segment);
            node = match node {
                Node::Mapping(mapping) => mapping.get(&key)?,
                Node::Sequence(items) => items.get(key.parse::<usize>().ok()?)?,
                _ => return None,
            };
        }
        Some(Target {
            place: Place {
                file: base.place.file,
                pointer: format!("{}/{pointer}", base.place.pointer),
            },
            node,
        })
    }

    /// What has an `$id`, given in full or by its end.
    fn identified(&self, id: &str) -> Option<&Target<'d>> {
        if let Some(target) = self.ids.get(id) {
            return Some(target);
        }
        let end = id.trim_start_matches("./");
        let mut ending = self.ids.iter().filter(|(known, _)| {
            known
                .strip_suffix(end)
                .is_some_and(|before| !end.is_empty() && before.ends_with('/'))
        });
        match (ending.next(), ending.next()) {
            (Some((_, target)), None) => Some(target),
            _ => None,
        }
    }
}
