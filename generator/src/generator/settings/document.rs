//! Which document is read, and what the client is called.

use std::panic::Location;
use std::path::{Path, PathBuf};

use crate::generator::Generator;
#[cfg(feature = "internals")]
use crate::generator::input::Origin;
use specwright_document::overlay::{Patch, Patches};

impl Generator {
    /// The client's name: its file in `OUT_DIR` is `NAME.rs`. Unless set, it is made from the document's file name, or from
    /// the title of a document in memory.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// The folder that [`build_script`](Self::build_script) writes to, instead of Cargo's `OUT_DIR`.
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(folder.into());
        self
    }

    /// Leaves the files of a module ([`Generated::module_files`](crate::Generated::module_files)), or of a crate
    /// ([`Generated::crate_files`](crate::Generated::crate_files)), to rustfmt: they have no line that has it leave them alone. The command runs it before it writes them; a program of one's own does so itself, and asks
    /// [`Generated::is_for_rustfmt`](crate::Generated::is_for_rustfmt).
    ///
    /// ```
    /// # use specwright::Generator;
    /// let generator = Generator::new("spec/klavis.yaml").rustfmt(true);
    /// ```
    pub fn rustfmt(mut self, on: bool) -> Self {
        self.rustfmt = on;
        self
    }

    /// The folder that the document's references may lead to, with all folders in it: the document's own unless set.
    /// A document from elsewhere must not read just any file.
    pub fn root(mut self, folder: impl Into<PathBuf>) -> Self {
        self.input.options.root = Some(folder.into());
        self
    }

    /// An overlay: a file that changes the document before anything else is read of it, by the
    /// [Overlay Specification](https://spec.openapis.org/overlay/latest.html) 1.0 or 1.1. Several are applied in the order of the calls,
    /// each to what the one before left.
    ///
    /// Only the document's root file is changed, of which references are not followed. Diagnostics about what an overlay adds have
    /// the overlay's lines. A document in memory takes overlays, too.
    ///
    /// ```
    /// use specwright::Generator;
    ///
    /// let generator = Generator::new("spec/api.yaml")
    ///     .overlay("spec/fixes.overlay.yaml")
    ///     .overlay("spec/names.overlay.yaml");
    /// ```
    pub fn overlay(mut self, path: impl Into<PathBuf>) -> Self {
        self.input.overlays.files.push(path.into());
        self
    }

    /// Changes the document as an action of an [overlay](Self::overlay) does, without a file: after all overlays, in the order of the calls.
    ///
    /// ```
    /// use specwright::{Generator, Patch};
    ///
    /// let generator = Generator::new("spec/api.yaml").patch(Patch::update(
    ///     "$.paths['/pets'].get",
    ///     "operationId: listPets",
    /// ));
    /// ```
    #[track_caller]
    pub fn patch(mut self, patch: Patch) -> Self {
        self.input
            .overlays
            .patches
            .push(Patches::called(patch, Location::caller()));
        self
    }

    /// Adds the patches of a configuration.
    #[cfg(feature = "config")]
    pub(crate) fn patches(mut self, patches: Patches) -> Self {
        self.input.overlays.patches.push(patches);
        self
    }

    /// Whether an action of an overlay is an error if its target selects nothing, or if the document says already what it adds. Such
    /// an action is a warning unless set. [Patches](Self::patch) are such actions, too.
    ///
    /// ```
    /// use specwright::Generator;
    ///
    /// let generator = Generator::new("spec/api.yaml")
    ///     .overlay("spec/fixes.overlay.yaml")
    ///     .strict_overlays(true);
    /// ```
    pub fn strict_overlays(mut self, on: bool) -> Self {
        self.input.overlays.strict = on;
        self
    }

    /// Sets the configuration that the settings are from: a build script runs again when it changes.
    pub(crate) fn configured_by(mut self, path: &Path) -> Self {
        self.configuration = Some(path.to_owned());
        self
    }

    /// Sets the document, for a client whose settings are known; for the command.
    #[cfg(feature = "internals")]
    #[doc(hidden)]
    pub fn document(mut self, path: impl Into<PathBuf>) -> Self {
        self.input.origin = Origin::File(path.into());
        self
    }
}
