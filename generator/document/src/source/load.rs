//! From a path to a [`Document`]: the root, then each file that a reference leads to, once.

use foldhash::HashMap;
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::decode::{self, Mark};
use super::discover::{self, Grammar};
use super::disk::{Disk, LoadOptions, Refusal};
use super::lines::Lines;
use super::origin::Origins;
use super::parse::{self, Finding, Named, Parsed, Role};
use super::reference::{Reference, ReferenceError};
use super::storage::{Storage, Texts};
use super::tree::RemarkKind;
use super::{Document, Node, SourceFile};
use crate::diagnostic::{Code, Diagnostics, FileId, LineColumn, Severity, SourcePointer, SourceSpan};

/// Where a reference's file part leads to.
pub(super) type Links = HashMap<String, Result<FileId, ReferenceError>>;

/// A document that is being read: its root is there, and what that refers to is not. Until it is, the root may change.
pub struct Loading {
    pub(super) storage: Storage,
    pub(super) files: Vec<SourceFile>,
    /// By real path.
    known: HashMap<PathBuf, FileId>,
    pub(super) origins: Origins,
    /// Finding once for a document, however many files have them: the first place, an example and their count.
    unquoted_keys: Option<(SourcePointer, String, usize)>,
    carriage_return: Option<SourceSpan>,
}

/// Says why a tree can't be a document, if it can't.
pub(super) fn check_root(file: &SourceFile, diagnostics: &mut Diagnostics) -> bool {
    // Only for an error: to find a line reads the whole text.
    let location = || file.location(LineColumn { line: 1, column: 1 });
    match &file.tree {
        Node::Mapping(_) => true,
        Node::Null => {
            diagnostics.push_at(
                Severity::Error,
                Code::EmptyDocument,
                SourcePointer::default(),
                location(),
                "the file holds no document",
                "write an OpenAPI document into it, or name another file",
            );
            false
        }
        other => {
            diagnostics.push_at(
                Severity::Error,
                Code::NotAMapping,
                SourcePointer::default(),
                location(),
                format!("expected a mapping, found {}", other.kind()),
                "an OpenAPI document is a mapping whose first key is `openapi`, or `swagger` for version 2.0",
            );
            false
        }
    }
}

/// Returns whether a path is the address of something in the network.
fn is_url(path: &Path) -> bool {
    let path = path.to_string_lossy();
    ["http:", "https:"].iter().any(|scheme| path.starts_with(scheme))
}

pub(super) fn refuse(path: &Path, refusal: &Refusal, diagnostics: &mut Diagnostics) {
    let path_text = path.display();
    let (message, help) = match refusal {
        Refusal::Missing if is_url(path) => (
            format!("no such file `{path_text}`"),
            "the network is not used here: run `specwright vendor URL --into FOLDER`, and name the file that it writes",
        ),
        Refusal::Missing => (
            format!("no such file `{path_text}`"),
            "check the path; in a build script, it is relative to the folder of Cargo.toml",
        ),
        Refusal::NotGiven => (
            format!("no such file `{path_text}`"),
            "add its text to those that are given: nothing else is read",
        ),
        Refusal::NoFile => (format!("`{path_text}` is not a file"), "name a file"),
        Refusal::Outside => (
            format!("`{path_text}` is outside the folder that files may be read from"),
            "name a root folder that has the document in it",
        ),
        Refusal::TooLarge => (
            format!("`{path_text}` is larger than the limit"),
            "raise the limits if the document is meant to be this large",
        ),
        Refusal::Unreadable(error) => (
            format!("`{path_text}` can't be read: {error}"),
            "check the permissions of the file and of the folders above it",
        ),
    };
    let location = SourceSpan::new(path.to_owned(), None);
    let code = match refusal {
        Refusal::TooLarge => Code::TooLarge,
        _ => Code::FileNotReadable,
    };
    diagnostics.push_at(
        Severity::Error,
        code,
        SourcePointer::default(),
        location,
        message,
        help,
    );
}

impl Loading {
    /// Reads the root of a document. `None` when there is nothing to go on with; the reason is in `diagnostics`.
    pub fn open(path: &Path, options: &LoadOptions, diagnostics: &mut Diagnostics) -> Option<Self> {
        let storage = match Disk::new(path, options) {
            Ok(disk) => Storage::Disk(disk),
            Err(refusal) => {
                refuse(path, &refusal, diagnostics);
                return None;
            }
        };
        Self::from_storage(path, storage, diagnostics)
    }

    /// Reads the root of a document that is among texts, which are all that is read for it.
    pub fn of_texts(
        path: &Path,
        texts: &Texts,
        options: &LoadOptions,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        Self::from_storage(path, Storage::texts(texts, options), diagnostics)
    }

    fn from_storage(path: &Path, storage: Storage, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut loading = Self::on(storage);
        if let Err(refusal) = loading.add(path, Role::Root, diagnostics) {
            refuse(path, &refusal, diagnostics);
            return None;
        }
        let first = loading.files.first()?;
        (!first.is_broken && check_root(first, diagnostics)).then_some(loading)
    }

    fn on(storage: Storage) -> Self {
        Self {
            storage,
            files: Vec::new(),
            known: HashMap::default(),
            origins: Origins::default(),
            unquoted_keys: None,
            carriage_return: None,
        }
    }

    /// Starts with a root that is no file.
    pub(super) fn in_memory(root: SourceFile, options: &LoadOptions) -> Self {
        let mut loading = Self::on(Storage::Disk(Disk::without_root(options)));
        loading.files.push(root);
        loading
    }

    /// Leaves what the root refers to: the document has the files that were read so far.
    pub fn finish_alone(self) -> Document {
        Document {
            files: self.files,
            origins: self.origins,
            names: OnceLock::new(),
        }
    }

    /// Reads what the root refers to, and what that refers to.
    pub fn finish(mut self, grammar: Grammar, diagnostics: &mut Diagnostics) -> Document {
        if self.files.first().is_some_and(|root| !root.is_in_memory) {
            self.follow(grammar, diagnostics);
        }
        self.warn_once(diagnostics);
        self.finish_alone()
    }

    /// Reads a file, unless it was read before.
    fn add(&mut self, path: &Path, role: Role, diagnostics: &mut Diagnostics) -> Result<FileId, Refusal> {
        let real = self.storage.identify(path)?;
        if let Some(&known) = self.known.get(&real) {
            return Ok(known);
        }
        let bytes = self.storage.read(&real)?;
        let id = FileId(self.files.len());
        self.known.insert(real, id);
        let file = self.parse(id, path, bytes, role, diagnostics);
        self.files.push(file);
        Ok(id)
    }

    pub(super) fn parse(
        &mut self,
        id: FileId,
        path: &Path,
        bytes: Vec<u8>,
        role: Role,
        diagnostics: &mut Diagnostics,
    ) -> SourceFile {
        let mut file = SourceFile::unread(path);
        let place = SourcePointer {
            file: id,
            pointer: String::new(),
        };
        let start = LineColumn { line: 1, column: 1 };

        let decoded = match decode::decode(bytes) {
            Ok(decoded) => decoded,
            Err(not_text) => {
                file.text = not_text.readable;
                file.is_broken = true;
                let position = Lines::new(&file.text).position(&file.text, file.text.len());
                diagnostics.push_at(
                    Severity::Error,
                    Code::NotText,
                    place,
                    file.location(position),
                    format!("invalid {} text from here on", not_text.encoding),
                    "save the file as UTF-8",
                );
                return file;
            }
        };
        file.text = decoded.text;
        let mark = match decoded.mark {
            None => None,
            Some(Mark::Utf8) => Some("unexpected byte-order mark; ignored"),
            Some(Mark::Utf16) => Some("expected UTF-8, found UTF-16; read as such"),
        };
        if let Some(message) = mark {
            let location = file.location(start);
            let help = "save the file as UTF-8 without a byte-order mark";
            diagnostics.push_at(
                Severity::Warning,
                Code::ByteOrderMark,
                place.clone(),
                location,
                message,
                help,
            );
        }
        if self.carriage_return.is_none()
            && let Some(offset) = file.text.find('\r')
        {
            self.carriage_return = Some(file.location(Lines::new(&file.text).position(&file.text, offset)));
        }

        match parse::parse(&file.text, role, Named::of(path)) {
            Ok(parsed) => self.take(id, &mut file, parsed, diagnostics),
            Err(finding) => {
                file.is_broken = true;
                report(Severity::Error, finding, place, &file, diagnostics);
            }
        }
        file
    }

    fn take(&mut self, id: FileId, file: &mut SourceFile, parsed: Parsed, diagnostics: &mut Diagnostics) {
        file.tree = parsed.tree;
        file.syntax = parsed.syntax;
        file.extents = parsed.extents;
        file.yaml_document = parsed.yaml_document;
        file.content = parsed.content;
        let place = |pointer| SourcePointer { file: id, pointer };
        for finding in parsed.repairs {
            report(
                Severity::Warning,
                finding,
                place(String::new()),
                file,
                diagnostics,
            );
        }
        for remark in parsed.remarks {
            self.remark(place(remark.pointer), remark.kind, diagnostics);
        }
    }

    pub(super) fn remark(&mut self, place: SourcePointer, kind: RemarkKind, diagnostics: &mut Diagnostics) {
        match kind {
            RemarkKind::Duplicate(key) => diagnostics.warning(
                Code::DuplicateKey,
                place,
                format!("duplicate key \"{key}\"; the last value wins"),
                "remove or rename all but one",
            ),
            RemarkKind::Tag(tag) => diagnostics.warning(
                Code::YamlTag,
                place,
                format!("unknown YAML tag `!{}`; ignored", tag.trim_start_matches('!')),
                "remove it, or put the text in quotes if the `!` belongs to it",
            ),
            RemarkKind::UnquotedKey(key, more) => match &mut self.unquoted_keys {
                Some((_, _, count)) => *count += more,
                None => self.unquoted_keys = Some((place, key, more)),
            },
        }
    }

    /// Reads what the files refer to, and what those refer to, until nothing is new.
    fn follow(&mut self, grammar: Grammar, diagnostics: &mut Diagnostics) {
        let mut queue = VecDeque::from([FileId(0)]);
        while let Some(id) = queue.pop_front() {
            let Some(file) = self.files.get(id.0) else {
                continue;
            };
            let folder = file.path.parent().map(Path::to_owned).unwrap_or_default();
            let mut links = Links::default();
            for target in discover::referenced_files(&file.tree, grammar) {
                let Ok(Reference { file: Some(path), .. }) = Reference::parse(&target) else {
                    continue;
                };
                if links.contains_key(path.as_ref()) {
                    continue;
                }
                let known = self.files.len();
                let link = self.link(&folder, &path, diagnostics);
                if self.files.len() > known {
                    queue.push_back(FileId(known));
                }
                links.insert(path.into_owned(), link);
            }
            if let Some(file) = self.files.get_mut(id.0) {
                file.links = links;
            }
        }
    }

    fn link(
        &mut self,
        folder: &Path,
        relative: &str,
        diagnostics: &mut Diagnostics,
    ) -> Result<FileId, ReferenceError> {
        let path = joined(folder, relative);
        match self.add(&path, Role::Referenced, diagnostics) {
            Ok(id) => match self.files.get(id.0) {
                Some(file) if file.is_broken => Err(ReferenceError::Broken(file.path.clone())),
                _ => Ok(id),
            },
            Err(Refusal::Outside) => Err(ReferenceError::Outside),
            Err(refusal @ Refusal::TooLarge) => {
                refuse(&path, &refusal, diagnostics);
                Err(ReferenceError::Broken(path))
            }
            Err(Refusal::Missing | Refusal::NotGiven | Refusal::NoFile | Refusal::Unreadable(_)) => {
                Err(ReferenceError::NoFile(path))
            }
        }
    }

    fn warn_once(&mut self, diagnostics: &mut Diagnostics) {
        if let Some((place, key, count)) = self.unquoted_keys.take() {
            let others = match count {
                1 => String::new(),
                2 => ", nor is 1 other".to_owned(),
                more => format!(", nor are {} others", more - 1),
            };
            diagnostics.warning(
                Code::UnquotedKey,
                place,
                format!("the key `{key}` is not a string in YAML{others}; read as its text"),
                format!("put it in quotes: `'{key}':`"),
            );
        }
        if let Some(location) = self.carriage_return.take() {
            diagnostics.push_at(
                Severity::Warning,
                Code::CarriageReturn,
                SourcePointer::default(),
                location,
                "lines end with a carriage return; read as a part of the line end",
                "end lines with a line feed alone",
            );
        }
    }
}

/// `relative` as seen from `folder`, with the `..` at its start applied to the folder, so that messages show the
/// path that a person would write.
pub(super) fn joined(folder: &Path, relative: &str) -> PathBuf {
    use std::path::Component;
    let mut path = folder.to_owned();
    for component in Path::new(relative).components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if matches!(path.components().next_back(), Some(Component::Normal(_))) => {
                path.pop();
            }
            other => path.push(other),
        }
    }
    path
}

fn report(
    severity: Severity,
    finding: Finding,
    place: SourcePointer,
    file: &SourceFile,
    diagnostics: &mut Diagnostics,
) {
    let location = file.location(finding.position);
    let note = finding.note;
    diagnostics.push_at(severity, note.code, place, location, note.message, note.help);
}
