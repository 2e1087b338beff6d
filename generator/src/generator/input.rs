//! Where a document comes from.

use std::borrow::Cow;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use openapiv3::OpenAPI;

#[cfg(any(feature = "learn", feature = "cassette"))]
use super::Error;
use crate::outputs::openapi_text;
#[cfg(any(feature = "learn", feature = "cassette"))]
use specwright_document::description::Description;
use specwright_document::description::keyword::GRAMMAR;
use specwright_document::diagnostic::{Code, Diagnostics, LocatedDiagnostic, SourcePointer};
#[cfg(any(feature = "learn", feature = "cassette"))]
use specwright_document::normalize::normalize;
use specwright_document::overlay::Overlays;
use specwright_document::source::{self, Document, LoadOptions, Loading, Texts};

/// A document that is read when it is needed.
#[derive(Clone, Debug)]
pub(super) struct Input {
    /// Where it comes from.
    pub(super) origin: Origin,
    /// What may be read for it.
    pub(super) options: LoadOptions,
    /// What changes it before anything else is read of it.
    pub(super) overlays: Overlays,
}

/// Where a document comes from.
#[derive(Clone)]
pub(super) enum Origin {
    /// A file.
    File(PathBuf),
    /// One of the texts that a program holds, and its path among them.
    Text(PathBuf, Texts),
    /// A document that a program holds in memory.
    Memory(Arc<OpenAPI>),
}

impl Input {
    /// Creates a document that comes from a file, as it is there.
    pub(super) fn file(path: impl Into<PathBuf>) -> Self {
        Self::of(Origin::File(path.into()))
    }

    /// Creates a document as it is where it comes from.
    pub(super) fn of(origin: Origin) -> Self {
        Self {
            origin,
            options: LoadOptions::default(),
            overlays: Overlays::default(),
        }
    }

    /// Reads the document, changed by overlays, and what it refers to. `None` when there is nothing to go on with.
    pub(super) fn load(&self, diagnostics: &mut Diagnostics) -> Option<Document> {
        let loading = self.load_root(diagnostics)?;
        Some(loading.finish(GRAMMAR, diagnostics))
    }

    /// Reads the root of the document, changed by overlays.
    pub(super) fn load_root(&self, diagnostics: &mut Diagnostics) -> Option<Loading> {
        let mut loading = self.open(diagnostics)?;
        self.overlays.apply(&mut loading, diagnostics);
        Some(loading)
    }

    fn open(&self, diagnostics: &mut Diagnostics) -> Option<Loading> {
        let options = &self.options;
        match &self.origin {
            Origin::File(path) => Loading::open(path, options, diagnostics),
            Origin::Text(path, texts) => Loading::of_texts(path, texts, options, diagnostics),
            Origin::Memory(openapi) => match openapi_text::to_value(openapi) {
                Ok(value) => Loading::of_value(&value, options, diagnostics),
                Err(error) => {
                    diagnostics.error(
                        Code::Syntax,
                        SourcePointer::default(),
                        format!("the document cannot be written as JSON: {error}"),
                        "",
                    );
                    None
                }
            },
        }
    }

    /// Returns the texts that a program holds instead of files, if the document is one of them.
    pub(super) fn texts(&self) -> Option<&Texts> {
        match &self.origin {
            Origin::Text(_, texts) => Some(texts),
            Origin::File(_) | Origin::Memory(_) => None,
        }
    }

    /// Returns the path of the file; an empty one where there is none.
    pub(super) fn path(&self) -> &Path {
        match &self.origin {
            Origin::File(path) | Origin::Text(path, _) => path,
            Origin::Memory(_) => Path::new(""),
        }
    }

    /// Returns what the client's name is made from.
    pub(super) fn title(&self) -> Cow<'_, str> {
        match &self.origin {
            Origin::File(path) | Origin::Text(path, _) => {
                path.file_stem().unwrap_or_default().to_string_lossy()
            }
            Origin::Memory(openapi) => openapi.info.title.as_str().into(),
        }
    }

    /// Returns what generated code calls it: the name of the file, without folders.
    pub(super) fn label(&self) -> Cow<'_, str> {
        match &self.origin {
            Origin::File(path) | Origin::Text(path, _) => {
                path.file_name().unwrap_or_default().to_string_lossy()
            }
            Origin::Memory(_) => "a document in memory".into(),
        }
    }

    /// Returns the files that `document` was read from.
    pub(super) fn files(&self, document: Option<&Document>) -> Vec<PathBuf> {
        if let Origin::Text(..) = self.origin {
            return Vec::new();
        }
        // A document in memory has no path itself, but its overlays have.
        let paths = document.into_iter().flat_map(Document::paths);
        let paths = paths.filter(|path| !path.as_os_str().is_empty());
        paths.map(Path::to_owned).collect()
    }

    /// Reads the document, and what it describes.
    ///
    /// # Errors
    ///
    /// [`Error::Document`] with all diagnostics when the document has errors.
    #[cfg(any(feature = "learn", feature = "cassette"))]
    pub(super) fn describe(&self) -> Result<(Document, Description), Error> {
        let mut diagnostics = Diagnostics::default();
        let document = self.load(&mut diagnostics);
        let description = document
            .as_ref()
            .and_then(|document| normalize(document, &mut diagnostics));
        match (document, description) {
            (Some(document), Some(description)) if !diagnostics.has_errors() => Ok((document, description)),
            (document, _) => Err(Error::Document(self.locate(&diagnostics, document.as_ref()))),
        }
    }

    /// Returns diagnostics with their positions.
    pub(super) fn locate(
        &self,
        diagnostics: &Diagnostics,
        document: Option<&Document>,
    ) -> Vec<LocatedDiagnostic> {
        source::located(diagnostics, self.path(), document)
    }
}

impl fmt::Debug for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) | Self::Text(path, _) => path.fmt(formatter),
            Self::Memory(openapi) => formatter
                .debug_tuple("OpenAPI")
                .field(&openapi.info.title)
                .finish(),
        }
    }
}
