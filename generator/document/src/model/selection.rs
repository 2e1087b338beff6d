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

/// What a [`Select`] looks at: an operation, before and after it has names in Rust.
pub struct Selectable<'a> {
    /// `operationId`, if the document has one.
    pub id: Option<&'a str>,
    /// The HTTP method.
    pub method: &'a str,
    /// The path, as the document has it.
    pub path: &'a str,
    /// Returns whether it has a tag.
    pub has_tag: &'a dyn Fn(&str) -> bool,
}

impl Select {
    /// Returns whether this names an operation.
    pub fn takes(&self, operation: &Selectable<'_>) -> bool {
        match self {
            Self::Operation(text) => operation.is_named(text),
            Self::Tag(tag) => (operation.has_tag)(tag),
            Self::Path(path) => takes_path(path, operation.path),
        }
    }
}

impl Selectable<'_> {
    /// Returns whether `text` is the operation's id, or its method and path; a `*` in it stands for anything.
    pub fn is_named(&self, text: &str) -> bool {
        if is_pattern(text) {
            let line = format!("{} {}", self.method, self.path);
            return matches_pattern(text, &line) || self.id.is_some_and(|id| matches_pattern(text, id));
        }
        self.id == Some(text)
            || text.split_once(' ').is_some_and(|(method, path)| {
                method.eq_ignore_ascii_case(self.method) && path.trim_start() == self.path
            })
    }
}

/// Returns whether an entry takes a path: as it is, or by its beginning.
pub(super) fn takes_path(entry: &str, path: &str) -> bool {
    match entry.strip_suffix('*') {
        Some(start) => path.starts_with(start),
        None => entry == path,
    }
}

/// Returns whether `text` names several operations, by a `*` that stands for anything.
pub(super) fn is_pattern(text: &str) -> bool {
    text.contains('*')
}

/// Returns whether a text is what a pattern says: each `*` in it stands for anything.
pub fn matches_pattern(pattern: &str, text: &str) -> bool {
    let mut pieces = pattern.split('*');
    let first = pieces.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else {
        return false;
    };
    let mut pieces = pieces.peekable();
    while let Some(piece) = pieces.next() {
        if pieces.peek().is_none() {
            return rest.ends_with(piece);
        }
        let Some(found) = rest.find(piece) else {
            return false;
        };
        rest = &rest[found + piece.len()..];
    }
    rest.is_empty()
}

/// Which operations a client has: those that anything in `include` names, or all if there is nothing in it, less
/// those that anything in `exclude` names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// What is taken.
    pub include: Vec<Select>,
    /// What is then taken away.
    pub exclude: Vec<Select>,
    /// Whether what a program uses is taken, too: which operations that are is known once they have names, so that until then all are taken
    /// that are not taken away.
    pub by_use: bool,
}

impl Selection {
    /// Returns whether nothing is selected before operations have names, so that the model has the whole document.
    pub fn is_whole(&self) -> bool {
        self.takes_all() && self.exclude.is_empty()
    }

    /// Returns whether all operations are taken that are not taken away, before they have names.
    pub fn takes_all(&self) -> bool {
        self.include.is_empty() || self.by_use
    }
}
