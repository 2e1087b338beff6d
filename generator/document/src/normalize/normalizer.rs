use crate::description::{Components, GivenName, Schemas, Source, Sources};
use crate::diagnostic::{Code, Diagnostics, FileId, SourcePointer};
use crate::source::{Document, pointer};

use super::callback::Callbacks;
use super::cursor::Cursor;
use super::reference::{Otherwise, References, Target};
use super::repair::misplaced::Misplaced;
use super::repetition::Repetition;
use super::swagger20::MediaTypes;
use super::version::Version;

/// The state of one normalization: what the readers, which are spread over this folder, share.
pub(super) struct Normalizer<'a, 'd> {
    pub(super) document: &'d Document,
    pub(super) diagnostics: &'a mut Diagnostics,
    pub(super) schemas: Schemas,
    pub(super) components: Components,
    pub(super) sources: Sources,
    /// The names in Rust that the document gives.
    pub(super) given_names: Vec<GivenName>,
    pub(super) references: References<'d>,
    /// References where the specification allows none.
    pub(super) misplaced: Misplaced,
    /// What `consumes` and `produces` of Swagger 2.0 say here.
    pub(super) media_types: MediaTypes,
    /// Whether somebody asks for examples of media types.
    pub(super) wants_examples: bool,
    /// Whether somebody asks for extensions of operations that are not understood.
    pub(super) wants_extensions: bool,
    /// The callbacks so far; `None` where nobody asks for them, and within one.
    pub(super) callbacks: Option<Callbacks>,
    /// Whether what is read is sent by the API's server, while callbacks are asked for.
    pub(super) is_in_callback: bool,
    /// How many schemas deep the walk is.
    pub(super) nesting: usize,
    /// The component schema that is being read, which `#` alone refers to in it.
    pub(super) component: Option<crate::description::SchemaId>,
    /// What is being resolved in place, so that no part of a document is put into itself.
    followed: Vec<Target<'d>>,
    /// How many references were resolved in place.
    followed_in_all: usize,
    /// How many media types were made of lists of their names.
    listed_media_types: usize,
    /// How many schemas and media types there may be when something is read once more, and whether there were more.
    repeated_at_most: usize,
    is_too_large: bool,
    repetition: Repetition,
    /// The root of each file, once something asked for it.
    roots: Vec<Option<Source>>,
    version: Version,
}

/// What is done where most references lead to nothing.
pub(super) const LEFT_OUT: Otherwise = Otherwise::Warn("ignored");

/// How deep references that are resolved in place may lead.
const FOLLOWED_AT_MOST: usize = 32;

/// How many references are resolved in place: what each leads to is read again each time, and it may hold more of them.
const FOLLOWED_IN_ALL: usize = 20_000;

/// How many schemas and media types there may be beyond those that the text itself can hold: references in place and
/// lists of media types repeat what is written once.
const REPEATED_AT_MOST: usize = 50_000;

impl<'a, 'd> Normalizer<'a, 'd> {
    pub(super) fn new(document: &'d Document, version: Version, diagnostics: &'a mut Diagnostics) -> Self {
        Self {
            document,
            diagnostics,
            schemas: Schemas::default(),
            components: Components::default(),
            sources: Sources::default(),
            given_names: Vec::new(),
            references: References::new(document),
            misplaced: Misplaced::default(),
            media_types: MediaTypes::default(),
            wants_examples: false,
            wants_extensions: false,
            callbacks: None,
            is_in_callback: false,
            nesting: 0,
            component: None,
            followed: Vec::new(),
            followed_in_all: 0,
            listed_media_types: 0,
            // The shortest schemas take two bytes: `{}`.
            repeated_at_most: text_length(document) / 2 + REPEATED_AT_MOST,
            is_too_large: false,
            repetition: Repetition::for_text(text_length(document)),
            roots: vec![None; document.files().len()],
            version,
        }
    }

    /// Returns whether a file is a whole document, and not a part of one.
    pub(super) fn is_document(&self, file: FileId) -> bool {
        file == FileId(0) || self.stated_version(file).is_some()
    }

    /// Returns the version that counts in a file: its own, if it is a whole document, or else that of the root.
    pub(super) fn version(&self, file: FileId) -> Version {
        if file == FileId(0) {
            return self.version;
        }
        self.stated_version(file).unwrap_or(self.version)
    }

    fn stated_version(&self, file: FileId) -> Option<Version> {
        Version::of(&self.document.files().get(file.0)?.tree)
    }

    /// Returns where the node of a cursor stands.
    pub(super) fn source(&mut self, at: &Cursor<'d, '_>) -> Source {
        at.source(&mut self.sources)
    }

    /// Returns the source for a place in the files.
    pub(super) fn source_of(&mut self, place: &SourcePointer) -> Source {
        let known = self.roots.get(place.file.0).copied().flatten();
        let mut source = known.unwrap_or_else(|| self.sources.file(place.file));
        if let Some(root) = self.roots.get_mut(place.file.0) {
            *root = Some(source);
        }
        for segment in pointer::segments(&place.pointer) {
            let key = segment.as_ref().into();
            source = self.sources.child(source, crate::description::Step::Key(key));
        }
        source
    }

    /// Creates a cursor at what a reference leads to.
    pub(super) fn cursor_at(&mut self, target: &Target<'d>) -> Cursor<'d, 'd> {
        let source = self.source_of(&target.place);
        Cursor::new(target.node, target.place.file, source)
    }

    pub(super) fn warn(
        &mut self,
        code: Code,
        at: &Cursor<'d, '_>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let source = self.source(at);
        let place = self.sources.place(source);
        self.diagnostics.warning(code, place, message, help);
    }

    pub(super) fn error(
        &mut self,
        code: Code,
        at: &Cursor<'d, '_>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let source = self.source(at);
        let place = self.sources.place(source);
        self.diagnostics.error(code, place, message, help);
    }

    /// Warns of the value of a field; of what has it, where it is not there.
    pub(super) fn warn_of_field(
        &mut self,
        code: Code,
        at: &Cursor<'d, '_>,
        field: &'static str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let field = at.field(field);
        self.warn(code, field.as_ref().unwrap_or(at), message, help);
    }

    /// Reads what the `$ref` of `at` leads to, if it has one, as if it stood here. Returns `None` when the reference
    /// leads nowhere, which is reported.
    pub(super) fn follow<R>(
        &mut self,
        at: &Cursor<'d, '_>,
        otherwise: Otherwise,
        read: impl FnOnce(&mut Self, &Cursor<'d, '_>) -> R,
    ) -> Option<R> {
        let Some(reference) = at.reference() else {
            return Some(read(self, at));
        };
        let target = self.target_to_follow(at, reference, otherwise)?;
        let cursor = self.cursor_at(&target);
        self.followed.push(target);
        let value = read(self, &cursor);
        self.followed.pop();
        Some(value)
    }

    /// Returns what a reference leads to, unless it may not be read from here, which is reported.
    fn target_to_follow(
        &mut self,
        at: &Cursor<'d, '_>,
        reference: &'d str,
        otherwise: Otherwise,
    ) -> Option<Target<'d>> {
        let target = self.end_of_chain(at, reference, otherwise)?;
        let is_in_itself = self
            .followed
            .iter()
            .any(|outer| std::ptr::eq(outer.node, target.node));
        if is_in_itself || self.followed.len() >= FOLLOWED_AT_MOST {
            self.error(
                Code::ReferenceCycle,
                at.field_of_reference(reference).as_ref().unwrap_or(at),
                format!("`{reference}` leads to a place that holds this reference"),
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
                    format!("more than {FOLLOWED_IN_ALL} references in places that allow none"),
                    "refer to components",
                );
            }
            return None;
        }
        if self.is_too_large || !self.may_repeat(at, 0) {
            return None;
        }
        if !self.repetition.may_read(target.node) {
            self.report_too_large(at);
            return None;
        }
        Some(target)
    }

    /// Returns whether something may be read once more, which makes so many media types; an error if not: a small
    /// document must not become a large one.
    pub(super) fn may_repeat(&mut self, at: &Cursor<'d, '_>, media_types: usize) -> bool {
        self.listed_media_types += media_types;
        if self.schemas.len() + self.listed_media_types <= self.repeated_at_most {
            return true;
        }
        self.report_too_large(at);
        false
    }

    /// Reports, once, that the document repeats too much.
    fn report_too_large(&mut self, at: &Cursor<'d, '_>) {
        if !std::mem::replace(&mut self.is_too_large, true) {
            self.error(
                Code::TooLarge,
                at,
                "the document repeats its parts more often than a client could hold",
                "refer to components, and list fewer media types",
            );
        }
    }

    /// Returns what the `$ref` of `at` leads to, or `at` itself where it has none, where the specification allows no reference.
    /// `None` when the reference leads nowhere, which is reported.
    pub(super) fn behind_misplaced<'p>(
        &mut self,
        at: Cursor<'d, 'p>,
        what: impl FnOnce() -> String,
    ) -> Option<Cursor<'d, 'p>> {
        let Some(reference) = at.reference() else {
            return Some(at);
        };
        self.note_misplaced(&at, what());
        let target = self.target_to_follow(&at, reference, LEFT_OUT)?;
        Some(self.cursor_at(&target))
    }

    /// Reads as [`Normalizer::follow`] does, where the specification allows no reference.
    pub(super) fn follow_misplaced<R>(
        &mut self,
        at: &Cursor<'d, '_>,
        what: &'static str,
        read: impl FnOnce(&mut Self, &Cursor<'d, '_>) -> R,
    ) -> Option<R> {
        self.note_misplaced(at, what);
        self.follow(at, LEFT_OUT, read)
    }
}

/// Returns the length of all texts of a document, in bytes.
pub(super) fn text_length(document: &Document) -> usize {
    document.files().iter().map(|file| file.text.len()).sum()
}
