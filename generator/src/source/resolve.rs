//! References to what they name.

use std::path::Path;

use super::pointer;
use super::reference::{Fragment, Reference, ReferenceError};
use super::{Document, Node, SourceFile};
use crate::diagnostic::{Code, FileId, Place, nearest};

/// How many references a pointer may lead through on its way.
const HOPS: usize = 32;

impl Document {
    /// Resolves a reference (`#/a/b`, `file.yaml`, `../file.yaml#/a`) that stands in `from`: the file and pointer
    /// that it names, and what stands there. The file was read already if it is there at all.
    ///
    /// What stands there may be a reference again. Where the pointer leads *through* a reference, it is followed.
    /// A fragment that is no pointer names a JSON Schema `$anchor`.
    pub fn resolve(&self, from: FileId, reference: &str) -> Result<(Place, &Node), ReferenceError> {
        self.resolve_within(from, reference, HOPS)
    }

    fn resolve_within(
        &self,
        from: FileId,
        reference: &str,
        hops: usize,
    ) -> Result<(Place, &Node), ReferenceError> {
        let reference = Reference::parse(reference)?;
        let source = self.files.get(from.0).ok_or(ReferenceError::NothingThere)?;
        let id = match &reference.file {
            None => from,
            Some(path) => self.linked(source, path)?,
        };
        let tree = &self.files.get(id.0).ok_or(ReferenceError::NothingThere)?.tree;
        let pointer = match &reference.fragment {
            Fragment::Pointer(pointer) => pointer.as_ref(),
            Fragment::Anchor(name) => {
                let (pointer, node) = anchored(tree, name).ok_or(ReferenceError::NothingThere)?;
                return Ok((Place { file: id, pointer }, node));
            }
        };
        self.walk(id, tree, pointer, hops)
    }

    fn linked(&self, source: &SourceFile, path: &str) -> Result<FileId, ReferenceError> {
        match source.links.get(path) {
            Some(link) => link.clone(),
            // A reference that stands where none was looked for, such as in an extension.
            None => {
                let wanted = super::load::joined(source.path.parent().unwrap_or(Path::new("")), path);
                let known = self.files.iter().position(|file| file.path == wanted);
                known.map(FileId).ok_or(ReferenceError::NoFile(wanted))
            }
        }
    }

    fn walk<'document>(
        &'document self,
        file: FileId,
        tree: &'document Node,
        pointer: &str,
        hops: usize,
    ) -> Result<(Place, &'document Node), ReferenceError> {
        let mut node = tree;
        let mut rest = pointer;
        while let Some(after_slash) = rest.strip_prefix('/') {
            let (segment, after) = match after_slash.find('/') {
                Some(slash) => after_slash.split_at(slash),
                None => (after_slash, ""),
            };
            match step(node, &pointer::unescape(segment)) {
                Some(found) => node = found,
                None => {
                    let reference = node.get("$ref").and_then(Node::as_str);
                    let (Some(reference), Some(hops)) = (reference, hops.checked_sub(1)) else {
                        return Err(ReferenceError::NothingThere);
                    };
                    let (place, found) = self.resolve_within(file, reference, hops)?;
                    return self.walk(place.file, found, rest, hops).map(|(mut end, node)| {
                        end.pointer = place.pointer + &end.pointer;
                        (end, node)
                    });
                }
            }
            rest = after;
        }
        let pointer = pointer.to_owned();
        Ok((Place { file, pointer }, node))
    }

    /// What a diagnostic says about a reference in `from` that leads nowhere: its code, message and help. A name
    /// that is nearly that of something there is suggested.
    pub fn explain(&self, from: FileId, reference: &str, error: &ReferenceError) -> (Code, String, String) {
        let message = format!("`{reference}` leads nowhere: {error}");
        let (code, help) = match error {
            ReferenceError::Remote => (
                Code::RemoteReference,
                "download the file, put it beside the document and refer to it by its path".to_owned(),
            ),
            ReferenceError::Outside => (
                Code::OutsideReference,
                "move the file into the document's folder, or name a root folder that has both".to_owned(),
            ),
            ReferenceError::NoFile(_) => (
                Code::UnresolvedReference,
                "check the path: it is relative to the file that the reference stands in".to_owned(),
            ),
            ReferenceError::Broken(_) => (
                Code::UnresolvedReference,
                "mend the errors in that file first".to_owned(),
            ),
            ReferenceError::NothingThere => (
                Code::UnresolvedReference,
                match self.suggest(from, reference) {
                    Some(suggestion) => format!("did you mean `{suggestion}`?"),
                    None => "add what it names, or correct the name".to_owned(),
                },
            ),
            ReferenceError::Malformed => (
                Code::UnresolvedReference,
                "write it as `#/components/schemas/Name` or `file.yaml#/Name`".to_owned(),
            ),
        };
        (code, message, help)
    }

    /// A reference like `reference` that leads somewhere, if one segment of it is nearly a name that is there.
    pub fn suggest(&self, from: FileId, reference: &str) -> Option<String> {
        let (file, fragment) = reference.split_once('#')?;
        let (whole, mut node) = if file.is_empty() {
            ("", &self.files.get(from.0)?.tree)
        } else {
            (file, self.resolve(from, file).ok()?.1)
        };
        let fragment = super::reference::percent_decoded(fragment)?;
        let mut corrected = format!("{whole}#");
        for segment in pointer::segments(&fragment) {
            let name = match step(node, &segment) {
                Some(_) => segment.as_ref(),
                None => nearest(&segment, node.as_mapping()?.keys())?,
            };
            node = step(node, name)?;
            pointer::push_key(&mut corrected, name);
        }
        Some(corrected)
    }
}

fn step<'node>(node: &'node Node, segment: &str) -> Option<&'node Node> {
    match node {
        Node::Mapping(mapping) => mapping.get(segment),
        Node::Sequence(items) => items.get(segment.parse::<usize>().ok()?),
        _ => None,
    }
}

/// Where the schema with this `$anchor` stands.
fn anchored<'node>(node: &'node Node, name: &str) -> Option<(String, &'node Node)> {
    let within = |child: &'node Node, push: &dyn Fn(&mut String)| {
        anchored(child, name).map(|(rest, found)| {
            let mut pointer = String::new();
            push(&mut pointer);
            (pointer + &rest, found)
        })
    };
    match node {
        Node::Mapping(mapping) => {
            let is_named = |key| mapping.get(key).and_then(Node::as_str) == Some(name);
            if is_named("$anchor") || is_named("$dynamicAnchor") {
                return Some((String::new(), node));
            }
            mapping
                .iter()
                .find_map(|(key, child)| within(child, &|pointer| pointer::push_key(pointer, key)))
        }
        Node::Sequence(items) => items
            .iter()
            .enumerate()
            .find_map(|(index, child)| within(child, &|pointer| pointer::push_index(pointer, index))),
        _ => None,
    }
}
