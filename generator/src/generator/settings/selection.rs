//! Which operations the client has, and with which features.

use std::path::PathBuf;

use crate::generator::Generator;
use specwright_document::model::Select;

impl Generator {
    /// Takes only a part of the document: the operations that this names, and those that other calls name. Without any
    /// call all operations are included.
    ///
    /// The client then has only what these operations reach: their types, and the credentials that they take. Every
    /// name is the one that it has in the client of the whole document.
    ///
    /// ```
    /// use specwright::{Generator, Select};
    ///
    /// let generator = Generator::new("spec/api.yaml")
    ///     .include(Select::tag("users"))
    ///     .include(Select::operation("GET /health"));
    /// ```
    pub fn include(mut self, what: Select) -> Self {
        self.settings.selection.include.push(what);
        self
    }

    /// Leaves out operations: all that this names, even if they are included by [`include`](Self::include).
    ///
    /// ```
    /// use specwright::{Generator, Select};
    ///
    /// let generator = Generator::new("spec/api.yaml").exclude(Select::path("/internal/*"));
    /// ```
    pub fn exclude(mut self, what: Select) -> Self {
        self.settings.selection.exclude.push(what);
        self
    }

    /// Takes only what a program uses: the operations and types whose names stand in its files, and those that other calls name. `path` is a
    /// file, or a folder with files of Rust, in it and in its folders.
    ///
    /// All else stays a description, which costs the compiler nothing. A name that is written later brings its operation with the next build,
    /// since Cargo then runs the build script again, and a change of the program that uses nothing new leaves the client as it is. What is there is as in the client of
    /// the whole document.
    ///
    /// Names that only macros make are not seen: [`include`](Self::include) them.
    ///
    /// ```no_run
    /// // build.rs
    /// fn main() -> Result<(), specwright::Error> {
    ///     specwright::Generator::new("spec/api.yaml")
    ///         .include_used_in("src")
    ///         .include_used_in("tests")
    ///         .build_script()
    /// }
    /// ```
    pub fn include_used_in(mut self, path: impl Into<PathBuf>) -> Self {
        self.used_in.push(path.into());
        self.settings.selection.by_use = true;
        self
    }

    /// Leaves out the client: there is only the module `types`, with the types that it has beside the operations that are selected, of the same
    /// names. A stand-alone crate has no transport then.
    ///
    /// For a server, or a crate that several clients share.
    ///
    /// ```
    /// use specwright::Generator;
    ///
    /// let generator = Generator::new("spec/klavis.yaml").types_only(true);
    /// ```
    pub fn types_only(mut self, on: bool) -> Self {
        self.settings.types_only = on;
        self
    }

    /// Whether the client has a Cargo feature for each tag: an operation, and whatever only such operations need, is
    /// there with any of the features of its tags. An operation without tags is always there.
    ///
    /// [`Generated::crate_files`](crate::Generated::crate_files) declares the features, all on unless a user turns them off.
    /// A crate that makes its client in a build script has to declare them itself, as that crate does.
    ///
    /// ```
    /// use specwright::Generator;
    ///
    /// let generator = Generator::new("spec/klavis.yaml").tag_features(true);
    /// ```
    pub fn tag_features(mut self, on: bool) -> Self {
        self.settings.tag_features = on;
        self
    }
}
