use openapiv3::Components;

use crate::diagnostic::{Code, Diagnostics, FileId};
use crate::source::Document;

use super::at::{Anchor, At};
use super::origins::Origins;
use super::reference::{Otherwise, References, Target};
use super::swagger20::MediaTypes;
use super::version::Version;

/// The state of one normalisation: what the lifting functions, which are spread over this folder, share.
pub(super) struct Lift<'a, 'd> {
    pub(super) document: &'d Document,
    pub(super) diagnostics: &'a mut Diagnostics,
    pub(super) origins: Origins,
    pub(super) references: References<'d>,
    /// The components of the canonical document, as far as they are lifted.
    pub(super) components: Components,
    /// What `consumes` and `produces` of Swagger 2.0 say here.
    pub(super) media_types: MediaTypes,
    /// How many schemas deep the walk is.
    pub(super) nesting: usize,
    /// What is being resolved in place, so that no part of a document is put into itself.
    followed: Vec<Target<'d>>,
    /// How many references were resolved in place.
    followed_in_all: usize,
    version: Version,
}

/// What is done where most references lead to nothing.
pub(super) const LEFT_OUT: Otherwise = Otherwise::Warn("it is left out");

/// How deep references that are resolved in place may lead.
const FOLLOWED_AT_MOST: usize = 32;

/// How many references are resolved in place: what each leads to is lifted again each time, and it may hold more of
/// them.
const FOLLOWED_IN_ALL: usize = 20_000;

impl<'a, 'd> Lift<'a, 'd> {
    pub(super) fn new(document: &'d Document, version: Version, diagnostics: &'a mut Diagnostics) -> Self {
        Self {
            document,
            diagnostics,
            origins: Origins::default(),
            references: References::new(document),
            components: Components::default(),
            media_types: MediaTypes::default(),
            nesting: 0,
            followed: Vec::new(),
            followed_in_all: 0,
            version,
        }
    }

    /// Whether a file is a whole document, and not a part of one.
    pub(super) fn is_document(&self, file: FileId) -> bool {
        file == FileId(0)
            || self
                .document
                .files()
                .get(file.0)
                .and_then(|file| Version::of(&file.tree))
                .is_some()
    }

    /// The version that counts in a file: its own, if it is a whole document, or else that of the root.
    pub(super) fn version(&self, file: FileId) -> Version {
        if file == FileId(0) {
            return self.version;
        }
        self.document
            .files()
            .get(file.0)
            .and_then(|file| Version::of(&file.tree))
            .unwrap_or(self.version)
    }

    pub(super) fn warn(
        &mut self,
        code: Code,
        at: &At<'_, '_>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.diagnostics.warning(code, at.place(), message, help);
    }

    pub(super) fn error(
        &mut self,
        code: Code,
        at: &At<'_, '_>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.diagnostics.error(code, at.place(), message, help);
    }

    /// Goes to where the `$ref` of `at` leads, if it has one, and lifts what stands there as if it stood here.
    /// `None` when the reference leads nowhere, which is reported.
    pub(super) fn follow<R>(
        &mut self,
        at: &At<'d, '_>,
        otherwise: Otherwise,
        lift: impl FnOnce(&mut Self, &At<'d, '_>) -> R,
    ) -> Option<R> {
        let Some(reference) = at.reference() else {
            return Some(lift(self, at));
        };
        let target = self.end_of_chain(at, reference, otherwise)?;
        let in_itself = self
            .followed
            .iter()
            .any(|outer| std::ptr::eq(outer.node, target.node));
        if in_itself || self.followed.len() >= FOLLOWED_AT_MOST {
            self.error(
                Code::ReferenceCycle,
                at,
                format!("`{reference}` leads back to a place that holds this reference"),
                "break the cycle: only schemas can hold themselves",
            );
            return None;
        }
        self.followed_in_all += 1;
        if self.followed_in_all > FOLLOWED_IN_ALL {
            if self.followed_in_all == FOLLOWED_IN_ALL + 1 {
                self.error(
                    Code::NestingLimit,
                    at,
                    format!("more than {FOLLOWED_IN_ALL} references stand where only their target's text can be put"),
                    "refer to components",
                );
            }
            return None;
        }
        let anchor = Anchor {
            canonical: at.canonical(),
            place: target.place.clone(),
        };
        self.origins
            .insert(anchor.canonical.clone(), anchor.place.clone());
        let node = target.node;
        self.followed.push(target);
        let lifted = lift(self, &At::anchored(node, &anchor));
        self.followed.pop();
        Some(lifted)
    }

    /// As [`Lift::follow`], where the specification allows no reference.
    pub(super) fn follow_misplaced<R>(
        &mut self,
        at: &At<'d, '_>,
        what: &'static str,
        lift: impl FnOnce(&mut Self, &At<'d, '_>) -> R,
    ) -> Option<R> {
        if let Some(reference) = at.reference() {
            self.references.misplaced.note(at, what, reference);
        }
        self.follow(at, LEFT_OUT, lift)
    }
}
