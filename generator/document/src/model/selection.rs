//! Which operations a client has.

/// Names operations of a document: what `Generator::include` and
/// `Generator::exclude` take.
///
/// Texts are compared as they stand in the document, case included; only a method may be in any case.
///
/// ```
/// use specwright::{Generator, Select};
///
/// let generator = Generator::new("spec/api.yaml")
///     .include(Select::tag("users"))
///     .include(Select::path("/groups/*"))
///     .exclude(Select::operation("DELETE /users/{id}"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Select {
    /// The operation with this `operationId`, or with this method and path: `GET /pets/{id}`.
    Operation(String),
    /// The operations with this tag.
    Tag(String),
    /// The operations of this path. With a `*` at its end: of all paths that begin with what stands before the `*`.
    Path(String),
}

impl Select {
    /// Selects the operation with this `operationId`, or with this method and path: `GET /pets/{id}`.
    pub fn operation(id_or_method_and_path: impl Into<String>) -> Self {
        Self::Operation(id_or_method_and_path.into())
    }

    /// Selects the operations with this tag.
    pub fn tag(tag: impl Into<String>) -> Self {
        Self::Tag(tag.into())
    }

    /// Selects the operations of this path, or of all paths that begin so: `/pets/*`.
    pub fn path(path: impl Into<String>) -> Self {
        Self::Path(path.into())
    }
}

/// Which operations a client has: those that anything in `include` names, or all if there is nothing in it, less
/// those that anything in `exclude` names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// What is taken.
    pub include: Vec<Select>,
    /// What is then taken away.
    pub exclude: Vec<Select>,
}

impl Selection {
    /// Returns whether nothing is selected, so that the client has the whole document.
    pub fn is_whole(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }
}
