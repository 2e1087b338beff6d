//! A client before it is text, and the files that are made of it.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::length;
use super::lock::NewLock;
use super::stack::on_a_deep_stack;
#[cfg(feature = "internals")]
use super::{Error, Generator};
use crate::outputs::package::{Package, Runtime};
use specwright_codegen as client;
use specwright_codegen::plan::named::Api;
use specwright_codegen::plan::{ClientPlan, Companions};
use specwright_document::diagnostic::{Diagnostics, LocatedDiagnostic};
use specwright_document::source;

/// A client before it is text. Whoever needs the files of a crate or a module alone, as the command does, makes them of this, so that the
/// client's one text is not written for nobody.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The client's name.
    pub name: String,
    /// What the client is, as data.
    pub(super) api: Api,
    /// What comes with the client.
    pub(super) companions: Companions,
    /// What a lock has to have, if there is one.
    pub(super) lock: Option<NewLock>,
    /// What the client's text begins with.
    pub(super) header: String,
    /// What generated code calls the document.
    pub(super) label: String,
    /// Where the document is; empty where it is in memory.
    pub(super) document: PathBuf,
    /// The length of the document's texts, in bytes.
    pub(super) text_length: usize,
    /// Whether the types of a stand-alone crate are exhaustive.
    pub(super) exhaustive: bool,
    /// Whether rustfmt is to format the files.
    pub(super) rustfmt: bool,
}

impl Draft {
    /// Returns the client as data.
    pub fn api(&self) -> &Api {
        &self.api
    }

    /// Returns whether files are to be formatted by rustfmt before they are written.
    pub fn is_for_rustfmt(&self) -> bool {
        self.rustfmt
    }

    /// Returns what is decided about the client as one text.
    pub(super) fn plan(&self) -> ClientPlan<'_> {
        client::plan::plan(&self.api).with(&self.companions, &self.api)
    }

    /// Returns how many bytes a client of the document may have.
    pub(super) fn longest(&self) -> usize {
        length::at_most(self.text_length)
    }

    /// Returns what there is to say about a client of so many bytes: nothing, unless it is too long.
    pub(super) fn excess(&self, written: usize) -> Vec<LocatedDiagnostic> {
        let mut excess = Diagnostics::default();
        length::check(written, self.text_length, &mut excess);
        source::located(&excess, &self.document, None)
    }

    /// Returns the files of a stand-alone crate, if the client in it has at most so many bytes, else a longer text without all that it
    /// would have.
    pub(super) fn crate_files_within(&self, runtime: &Runtime, most: usize) -> BTreeMap<PathBuf, String> {
        on_a_deep_stack(|| {
            let plan = match self.exhaustive {
                true => self.plan(),
                // In a program's own crate the attribute would do nothing, so that the client itself has none.
                false => self.plan().non_exhaustive(),
            };
            let package = Package {
                name: &self.name,
                api: &self.api,
                plan,
                header: &self.header,
                rustfmt: self.rustfmt,
                runtime,
            };
            package.files_within(most)
        })
    }

    /// Returns the files of a module, if they have at most so many bytes together, else longer ones without all that they would have.
    pub(super) fn module_files_within(&self, most: usize) -> BTreeMap<PathBuf, String> {
        on_a_deep_stack(|| {
            let mut plan = client::plan::plan_files(&self.api);
            plan.root = plan.root.with(&self.companions, &self.api);
            let title = client::crate_title(&self.api.title);
            client::files_within(
                &plan,
                &client::command_header(&self.label),
                &title,
                self.rustfmt,
                most,
            )
        })
    }
}

/// What the command needs of a client.
#[cfg(feature = "internals")]
impl Draft {
    /// Returns what comes with the client.
    pub fn companions(&self) -> &Companions {
        &self.companions
    }

    /// Returns the files of a stand-alone crate around the client, by their paths in it.
    ///
    /// # Errors
    ///
    /// [`Error::Document`] when the client is too long for its document.
    pub fn crate_files(&self, runtime: &Runtime) -> Result<BTreeMap<PathBuf, String>, Error> {
        self.checked(self.crate_files_within(runtime, self.longest()))
    }

    /// Returns the client as a module, by the paths of its files in the module's folder.
    ///
    /// # Errors
    ///
    /// [`Error::Document`] when the client is too long for its document.
    pub fn module_files(&self) -> Result<BTreeMap<PathBuf, String>, Error> {
        self.checked(self.module_files_within(self.longest()))
    }

    fn checked(&self, files: BTreeMap<PathBuf, String>) -> Result<BTreeMap<PathBuf, String>, Error> {
        let excess = self.excess(files.values().map(String::len).sum());
        match excess.is_empty() {
            true => Ok(files),
            false => Err(Error::Document(excess)),
        }
    }
}

#[cfg(feature = "internals")]
impl Generator {
    /// Makes the client but for its text, in memory, with what there is to say about the document: only warnings.
    ///
    /// # Errors
    ///
    /// As [`generate`](Self::generate), but for a client that is too long, which is found when it is written.
    #[doc(hidden)]
    pub fn draft(&self) -> Result<(Draft, Vec<LocatedDiagnostic>), Error> {
        let name = self.client_name()?;
        let (draft, diagnostics, _) = on_a_deep_stack(|| self.draft_of(name.clone(), self.model().0))?;
        Ok((draft, diagnostics))
    }
}
