//! What a document became, and the crate around it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::{Draft, Error, output};
use crate::outputs::package::Runtime;
#[cfg(feature = "internals")]
use specwright_codegen::plan::Companions;
use specwright_codegen::plan::named::Api;
use specwright_document::diagnostic::LocatedDiagnostic;

/// What a document became.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Generated {
    /// The client's name.
    pub name: String,
    /// The text of the client: one Rust file, for a module of its own. `include_client!` of the runtime includes it in
    /// one.
    pub client: String,
    /// What there is to say about the document: only warnings.
    pub diagnostics: Vec<LocatedDiagnostic>,
    /// The files that were read: the document and those that it refers to. None for a document in memory or texts.
    pub inputs: Vec<PathBuf>,
    /// What the client is, before it is text.
    pub(super) draft: Draft,
}

impl Generated {
    /// Returns the client as data; for the project's tools.
    #[cfg(feature = "internals")]
    #[doc(hidden)]
    pub fn api(&self) -> &Api {
        self.draft.api()
    }

    /// Returns what comes with the client; for the command.
    #[cfg(feature = "internals")]
    #[doc(hidden)]
    pub fn companions(&self) -> &Companions {
        self.draft.companions()
    }

    /// Returns the client as data.
    pub(crate) fn model(&self) -> &Api {
        self.draft.api()
    }

    /// The files of a stand-alone crate around the client, by their paths in it. Its structs and enums are `#[non_exhaustive]`, unless
    /// [`Generator::exhaustive`](crate::Generator::exhaustive) says otherwise.
    pub fn crate_files(&self, runtime: &Runtime) -> BTreeMap<PathBuf, String> {
        self.draft.crate_files_within(runtime, usize::MAX)
    }

    /// The client as a module that can be read and committed, by the paths of its files in the module's folder: `mod.rs`, a file for each tag of
    /// operations, and one for each group of types. For programs, paths are those of the client in one file: `api::types::Pet`.
    ///
    /// Which file an item is in depends on nothing but itself, so that a change of the document changes few files: on the first tag of an
    /// operation, or else the first word of its path; and on the operation that describes a type, or else what stands before the last
    /// point of a schema's name, or its first word.
    ///
    /// rustfmt leaves them alone, unless [`Generator::rustfmt`](crate::Generator::rustfmt) says otherwise.
    ///
    /// ```no_run
    /// let generated = specwright::Generator::new("spec/klavis.yaml").generate()?;
    /// specwright::write_crate("src/api".as_ref(), &generated.module_files())?;
    /// # Ok::<(), specwright::Error>(())
    /// ```
    pub fn module_files(&self) -> BTreeMap<PathBuf, String> {
        self.draft.module_files_within(usize::MAX)
    }

    /// Returns whether [`Generator::rustfmt`](crate::Generator::rustfmt) is set: files are to be formatted by rustfmt before they are written.
    pub fn is_for_rustfmt(&self) -> bool {
        self.draft.is_for_rustfmt()
    }
}

/// Writes the files of a stand-alone crate, or of a module, to `folder`, and removes those that an earlier run wrote and that are no
/// longer part of it. Gives the files that changed, those that were removed among them.
///
/// # Errors
///
/// [`Error::NotOurs`] when a file is in the way that Specwright did not write, [`Error::Io`] when one can't be written;
/// in both cases nothing is half written.
pub fn write_crate(folder: &Path, files: &BTreeMap<PathBuf, String>) -> Result<Vec<PathBuf>, Error> {
    output::write_folder(folder, files)
}

/// The files in `folder` that [`write_crate`] would write or remove.
///
/// # Errors
///
/// [`Error::Io`] when the list of written files can't be read.
pub fn stale_files(folder: &Path, files: &BTreeMap<PathBuf, String>) -> Result<Vec<PathBuf>, Error> {
    output::stale(folder, files)
}
