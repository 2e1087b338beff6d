//! References to what they name.

use std::path::Path;

use super::pointer;
use super::reference::{Fragment, Reference, ReferenceError};
use super::{Document, Node, SourceFile};
use crate::diagnostic::{Code, FileId, SourcePointer, Suggestions};

/// How many references a pointer may lead through on its way.
const HOPS: usize = 32;

impl Document {
    /// Resolves a reference (`#/a/b`, `file.yaml`, `../file.yaml#/a`) that stands in `from`: the file and pointer
    /// that it names, and what stands there. The file was read already if it is there at all.
    ///
    /// What stands there may be a reference again. Where the pointer leads *through* a reference, it is followed.
    /// A fragment that is no pointer names a JSON Schema `$anchor`, and a URI may be the `$id` of a schema.
    pub fn resolve(&self, from: FileId, reference: &str) -> Result<(SourcePointer, &Node), ReferenceError> {
        self.resolve_within(from, reference, HOPS)
    }

    fn resolve_within(
        &self,
        from: FileId,
        reference: &str,
        hops: usize,
    ) -> Result<(SourcePointer, &Node), ReferenceError> {
        let result = self.resolve_by_path(from, reference, hops);
        match &result {
            Ok(_) | Err(ReferenceError::Broken(_)) => result,
            Err(_) => self.resolve_by_id(reference, hops).unwrap_or(result),
        }
    }

    /// Returns a reference whose URI is the `$id` of a schema, or the `$self` of a file.
    fn resolve_by_id(
        &self,
        reference: &str,
        hops: usize,
    ) -> Option<Result<(SourcePointer, &Node), ReferenceError>> {
        let (uri, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let place = self.names().identified(uri)?;
        let tree = &self.files.get(place.file.0)?.tree;
        let (_, schema) = self.walk(place.file, tree, &place.pointer, 0).ok()?;
        let found = if fragment.is_empty() || fragment.starts_with('/') {
            self.walk(
                place.file,
                schema,
                &super::reference::percent_decoded(fragment)?,
                hops,
            )
            .map(|(end, node)| {
                let pointer = place.pointer.clone() + &end.pointer;
                (SourcePointer { pointer, ..end }, node)
            })
        } else {
            self.anchored(place.file, fragment)
        };
        Some(found)
    }

    fn resolve_by_path(
        &self,
        from: FileId,
        reference: &str,
        hops: usize,
    ) -> Result<(SourcePointer, &Node), ReferenceError> {
        let reference = Reference::parse(reference)?;
        let source = self.files.get(from.0).ok_or(ReferenceError::NothingThere)?;
        let id = match &reference.file {
            None => from,
            Some(path) => self.linked(source, path)?,
        };
        let tree = &self.files.get(id.0).ok_or(ReferenceError::NothingThere)?.tree;
        let pointer = match &reference.fragment {
            Fragment::Pointer(pointer) => pointer.as_ref(),
            Fragment::Anchor(name) => return self.anchored(id, name),
        };
        self.walk(id, tree, pointer, hops)
    }

    /// Returns what stands at a place, no reference followed.
    pub fn at(&self, place: &SourcePointer) -> Option<&Node> {
        let tree = &self.files.get(place.file.0)?.tree;
        pointer::segments(&place.pointer).try_fold(tree, |node, segment| step(node, &segment))
    }

    fn linked(&self, source: &SourceFile, path: &str) -> Result<FileId, ReferenceError> {
        match source.links.get(path) {
            Some(link) => link.clone(),
            // A reference that stands where none was looked for, such as in an extension.
            None => {
                let wanted = super::load::joined(source.path.parent().unwrap_or(Path::new("")), path);
                self.names()
                    .files
                    .get(&wanted)
                    .copied()
                    .ok_or(ReferenceError::NoFile(wanted))
            }
        }
    }

    fn anchored(&self, file: FileId, name: &str) -> Result<(SourcePointer, &Node), ReferenceError> {
        let pointer = self.names().anchors.get(&(file, name.to_owned()));
        let pointer = pointer.ok_or(ReferenceError::NothingThere)?;
        let tree = &self.files.get(file.0).ok_or(ReferenceError::NothingThere)?.tree;
        self.walk(file, tree, pointer, 0)
    }

    fn walk<'document>(
        &'document self,
        file: FileId,
        tree: &'document Node,
        pointer: &str,
        hops: usize,
    ) -> Result<(SourcePointer, &'document Node), ReferenceError> {
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
        Ok((SourcePointer { file, pointer }, node))
    }

    /// Returns what a diagnostic says about a reference in `from` that leads nowhere: its code, message and help. A
    /// name that is nearly that of something there is suggested.
    pub fn explain(
        &self,
        from: FileId,
        reference: &str,
        error: &ReferenceError,
        suggestions: &mut Suggestions,
    ) -> (Code, String, String) {
        let message = format!("cannot resolve \"{reference}\": {error}");
        let (code, help) = match error {
            ReferenceError::Remote => (
                Code::RemoteReference,
                "run `specwright vendor`, which brings the document with all that it refers to; or put the file beside the document and refer to it by its path".to_owned(),
            ),
            ReferenceError::Outside => (
                Code::OutsideReference,
                "move the file into the document's package, or name a root folder that has both".to_owned(),
            ),
            ReferenceError::NoFile(_) => (
                Code::UnresolvedReference,
                "check the path: it is relative to the file that the reference stands in".to_owned(),
            ),
            ReferenceError::Broken(_) => (
                Code::UnresolvedReference,
                "fix the errors in that file first".to_owned(),
            ),
            ReferenceError::NothingThere => (
                Code::UnresolvedReference,
                match self.suggest(from, reference, suggestions) {
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

    /// Returns a reference like `reference` that leads somewhere, if one segment of it is nearly a name that is
    /// there.
    pub fn suggest(&self, from: FileId, reference: &str, suggestions: &mut Suggestions) -> Option<String> {
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
                None => suggestions.nearest(&segment, node.as_mapping()?.keys())?,
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
