use foldhash::HashMap;
use std::path::PathBuf;

use super::{Document, Node, SourceFile, pointer};
use crate::diagnostic::{FileId, SourcePointer};

/// The names, other than pointers, by which a reference may call a place.
#[derive(Default)]
pub(super) struct Names {
    /// Files by their paths.
    pub(super) files: HashMap<PathBuf, FileId>,
    /// Schemas by their `$id`, and files by their `$self`.
    pub(super) ids: HashMap<String, SourcePointer>,
    /// Pointers to schemas by their file and their `$anchor` or `$dynamicAnchor`.
    pub(super) anchors: HashMap<(FileId, String), String>,
}

impl Document {
    /// Collected when a reference first needs them: few documents have any.
    pub(super) fn names(&self) -> &Names {
        self.names.get_or_init(|| Names::of(&self.files))
    }
}

impl Names {
    fn of(files: &[SourceFile]) -> Self {
        let mut names = Self::default();
        for (number, file) in files.iter().enumerate() {
            let id = FileId(number);
            names.files.insert(file.path.clone(), id);
            if let Some(uri) = file.tree.get("$self").and_then(Node::as_str) {
                names.add_id(uri, id, "");
            }
            names.visit(id, &file.tree, &mut String::new());
        }
        names
    }

    /// Returns the place of what has an `$id`, which is given in full or by its end
    /// ([JSON Schema 2020-12, section 8.2](https://json-schema.org/draft/2020-12/json-schema-core#section-8.2)).
    pub(super) fn identified(&self, uri: &str) -> Option<&SourcePointer> {
        if let Some(place) = self.ids.get(uri) {
            return Some(place);
        }
        let end = uri.trim_start_matches("./");
        if end.is_empty() {
            return None;
        }
        let mut ending = self.ids.iter().filter(|(known, _)| {
            known
                .strip_suffix(end)
                .is_some_and(|before| before.ends_with('/'))
        });
        match (ending.next(), ending.next()) {
            (Some((_, place)), None) => Some(place),
            _ => None,
        }
    }

    fn visit(&mut self, file: FileId, node: &Node, pointer: &mut String) {
        let length = pointer.len();
        match node {
            Node::Mapping(mapping) => {
                for (key, value) in mapping.iter() {
                    match (key, value) {
                        ("$id", Node::String(uri)) => self.add_id(uri, file, pointer),
                        ("$anchor" | "$dynamicAnchor", Node::String(name)) => {
                            let anchors = self.anchors.entry((file, name.as_str().to_owned()));
                            anchors.or_insert_with(|| pointer.clone());
                        }
                        (_, Node::Mapping(_) | Node::Sequence(_)) => {
                            pointer::push_key(pointer, key);
                            self.visit(file, value, pointer);
                            pointer.truncate(length);
                        }
                        _ => {}
                    }
                }
            }
            Node::Sequence(items) => {
                for (index, item) in items.iter().enumerate() {
                    pointer::push_index(pointer, index);
                    self.visit(file, item, pointer);
                    pointer.truncate(length);
                }
            }
            _ => {}
        }
    }

    fn add_id(&mut self, uri: &str, file: FileId, pointer: &str) {
        let pointer = pointer.to_owned();
        let uri = uri.strip_suffix('#').unwrap_or(uri).to_owned();
        self.ids.entry(uri).or_insert(SourcePointer { file, pointer });
    }
}
