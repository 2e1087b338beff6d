//! References to what they lead to.

use crate::diagnostic::{Code, FileId};
use crate::source::{Document, Node, ReferenceError};

use super::{Otherwise, References, Target};
use crate::normalize::cursor::{self, Cursor};
use crate::normalize::normalizer::Normalizer;

/// How many references may follow each other directly.
pub(super) const CHAIN_AT_MOST: usize = 64;

impl<'d> References<'d> {
    /// Notes the targets of references that don't lead to a component or a whole file.
    pub(super) fn find_inner(&mut self, document: &'d Document, file: FileId, tree: &'d Node) {
        let mut nodes = vec![tree];
        while let Some(node) = nodes.pop() {
            match node {
                Node::Sequence(items) => nodes.extend(items),
                Node::Mapping(mapping) => {
                    for (key, value) in mapping.iter() {
                        match value {
                            Node::String(text) if key == "$ref" && leads_inside(text) => {
                                if let Ok(target) = self.target(document, file, text) {
                                    self.inner.insert(std::ptr::from_ref(target.node));
                                }
                            }
                            Node::Sequence(_) | Node::Mapping(_) => nodes.push(value),
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn target(
        &mut self,
        document: &'d Document,
        file: FileId,
        reference: &'d str,
    ) -> Result<Target<'d>, ReferenceError> {
        if let Some(target) = self.targets.get(&(file, reference)) {
            return target.clone();
        }
        let target = document
            .resolve(file, reference)
            .map(|(place, node)| Target { place, node });
        self.targets.insert((file, reference), target.clone());
        target
    }

    /// Returns whether something refers to this node, which is a part of another one.
    pub(in crate::normalize) fn is_inner(&self, node: &Node) -> bool {
        !self.inner.is_empty() && self.inner.contains(&std::ptr::from_ref(node))
    }
}

impl<'d> Normalizer<'_, 'd> {
    /// Returns what a reference that stands at `at` leads to. If that is nothing, `otherwise` says so.
    pub(super) fn target(
        &mut self,
        at: &Cursor<'d, '_>,
        file: FileId,
        reference: &'d str,
        otherwise: Otherwise,
    ) -> Option<Target<'d>> {
        match self.references.target(self.document, file, reference) {
            Ok(target) => Some(target),
            Err(error) => {
                self.report_unresolved(at, file, reference, &error, otherwise);
                None
            }
        }
    }

    /// Returns what a reference leads to, if it leads anywhere.
    pub(in crate::normalize) fn peek(&mut self, file: FileId, reference: &'d str) -> Option<Target<'d>> {
        self.references.target(self.document, file, reference).ok()
    }

    /// Returns the node behind `at` and all its references, if they lead anywhere.
    pub(in crate::normalize) fn peek_through(&mut self, at: &Cursor<'d, '_>) -> Option<&'d Node> {
        let (mut node, mut file) = (at.node, at.file());
        for _ in 0..CHAIN_AT_MOST {
            let Some(reference) = cursor::reference(node) else {
                return Some(node);
            };
            let target = self.peek(file, reference)?;
            (node, file) = (target.node, target.place.file);
        }
        None
    }

    /// Returns what a chain of references leads to, to its end.
    pub(in crate::normalize) fn end_of_chain(
        &mut self,
        at: &Cursor<'d, '_>,
        reference: &'d str,
        otherwise: Otherwise,
    ) -> Option<Target<'d>> {
        let mut target = self.target(at, at.file(), reference, otherwise)?;
        for _ in 0..CHAIN_AT_MOST {
            let Some(next) = cursor::reference(target.node) else {
                return Some(target);
            };
            target = self.target(at, target.place.file, next, otherwise)?;
        }
        self.report_cycle(at, reference);
        None
    }

    pub(super) fn report_cycle(&mut self, at: &Cursor<'d, '_>, reference: &str) {
        self.error(
            Code::ReferenceCycle,
            at.field_of_reference(reference).as_ref().unwrap_or(at),
            format!("`{reference}` refers to itself through other references"),
            "let one of them be a definition",
        );
    }

    fn report_unresolved(
        &mut self,
        at: &Cursor<'d, '_>,
        file: FileId,
        reference: &str,
        error: &ReferenceError,
        otherwise: Otherwise,
    ) {
        let suggestions = self.diagnostics.suggestions();
        let (code, message, help) = self.document.explain(file, reference, error, suggestions);
        // Of a chain, the one that stands here.
        let field = at.field_of_reference(reference).or_else(|| at.field("$ref"));
        let at = field.as_ref().unwrap_or(at);
        match otherwise {
            Otherwise::Warn(repair) if !is_error(error) => {
                self.warn(code, at, format!("{message}; {repair}"), help);
            }
            _ => self.error(code, at, message, help),
        }
    }
}

/// Returns whether a reference can't be left out, whatever it is for: what it leads to is there, and is not known. Whether a file out of
/// the folder is there is not to be told: it is left out like one that is missing.
fn is_error(error: &ReferenceError) -> bool {
    matches!(error, ReferenceError::Remote | ReferenceError::Broken(_))
}

/// Returns whether a reference leads into a part of something else, and not to a component or to a whole file.
fn leads_inside(reference: &str) -> bool {
    // What nearly all of them are.
    let of_component = reference.strip_prefix("#/components/");
    if let Some((_, name)) = of_component.and_then(|rest| rest.split_once('/'))
        && !name.contains('/')
    {
        return false;
    }
    let Some((file, fragment)) = reference.split_once('#') else {
        return false;
    };
    let mut segments = fragment.split('/').skip(1);
    match (segments.next(), segments.next(), segments.next(), segments.next()) {
        (None | Some(""), ..) => !fragment.is_empty(),
        (Some("components"), Some(_), Some(_), None) => false,
        (Some("definitions" | "parameters" | "responses"), Some(_), None, None) => false,
        (Some(_), None, None, None) => file.is_empty(),
        _ => true,
    }
}
