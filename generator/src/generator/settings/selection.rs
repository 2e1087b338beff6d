//! Which operations the client has, and with which features.

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
