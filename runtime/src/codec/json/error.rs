//! What went wrong, and where.

use std::borrow::Cow;
use std::fmt;

use super::reader::Kind;
use crate::error::{Secrets, cut, shown};

/// How long a message may be, in bytes; what stood in the text is cut.
const MESSAGE: usize = 1000;

/// How many bytes of a name in the text are kept.
const NAME: usize = 100;

/// How many characters of a path are shown.
const PATH: usize = 1000;

/// The error of a JSON text that could not be read as the type that was asked for.
///
/// ```
/// # use specwright_runtime::{Map, json};
/// let error = json::from_slice::<Map<Vec<u8>>>(br#"{"sizes": [1, 2, 999]}"#).unwrap_err();
/// assert_eq!(error.path(), "$.sizes[2]");
/// assert_eq!(error.offset(), 17);
/// assert_eq!(error.message(), "999 is out of range for an integer of 8 bits without sign");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct DecodeError(Box<Inner>);

#[derive(Clone, PartialEq, Eq)]
struct Inner {
    reason: Reason,
    offset: usize,
    /// From the innermost outwards: it grows while the error travels up.
    steps: Vec<Step>,
}

/// A step from a value into what it contains.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Step {
    Property(Cow<'static, str>),
    Index(usize),
}

#[derive(Clone, PartialEq, Eq)]
enum Reason {
    Expected { expected: &'static str, found: Kind },
    Missing(Cow<'static, str>),
    TooMuchWork,
    TooMuchMemory,
    Text(String),
}

impl DecodeError {
    /// Creates an error at a byte offset, in words.
    pub(crate) fn custom(message: impl Into<String>, offset: usize) -> Self {
        let mut message = message.into();
        cut(&mut message, MESSAGE);
        Self::new(Reason::Text(message), offset)
    }

    pub(super) fn expected(expected: &'static str, found: Kind, offset: usize) -> Self {
        Self::new(Reason::Expected { expected, found }, offset)
    }

    pub(super) fn missing(property: &'static str, offset: usize) -> Self {
        Self::new(Reason::Missing(Cow::Borrowed(property)), offset)
    }

    pub(super) fn too_much_work(offset: usize) -> Self {
        Self::new(Reason::TooMuchWork, offset)
    }

    pub(super) fn too_much_memory(offset: usize) -> Self {
        Self::new(Reason::TooMuchMemory, offset)
    }

    #[cold]
    fn new(reason: Reason, offset: usize) -> Self {
        Self(Box::new(Inner {
            reason,
            offset,
            steps: Vec::new(),
        }))
    }

    /// Prepends the property that contains the value to the path.
    pub(super) fn in_property(self, name: impl Into<Cow<'static, str>>) -> Self {
        let mut name = name.into();
        if let Cow::Owned(name) = &mut name {
            cut(name, NAME);
        }
        self.within(Step::Property(name))
    }

    /// Prepends the index of the element that contains the value to the path.
    pub(super) fn in_element(self, index: usize) -> Self {
        self.within(Step::Index(index))
    }

    #[cold]
    fn within(mut self, step: Step) -> Self {
        self.0.steps.push(step);
        self
    }

    /// Hides the secrets in it that the text repeated.
    pub(in crate::codec) fn without(mut self, secrets: &Secrets) -> Self {
        if let Reason::Text(text) = &mut self.0.reason {
            *text = shown(&secrets.hide(text, false), MESSAGE);
        }
        for step in &mut self.0.steps {
            if let Step::Property(Cow::Owned(name)) = step {
                *name = secrets.hide(name, false).into_owned();
            }
        }
        self
    }

    /// Moves the offset by so many bytes before the text.
    pub(super) fn after(mut self, bytes: usize) -> Self {
        self.0.offset += bytes;
        self
    }

    /// Tells whether no other reading of the text may be tried any more.
    pub(super) fn is_final(&self) -> bool {
        matches!(self.0.reason, Reason::TooMuchWork | Reason::TooMuchMemory)
    }

    /// Tells whether the value would have taken more memory than it may.
    pub(in crate::codec) fn is_too_large(&self) -> bool {
        self.0.reason == Reason::TooMuchMemory
    }

    /// Returns where in the value it went wrong, from its root `$`: `$.detail[0].loc`.
    #[must_use]
    pub fn path(&self) -> String {
        path("$", &self.0.steps)
    }

    /// Returns the path from where a union began: empty for the value of the union itself.
    pub(super) fn relative_path(&self) -> String {
        path("", &self.0.steps)
    }

    /// Returns where in the text it went wrong, in bytes from its start.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.0.offset
    }

    /// Returns what went wrong there.
    #[must_use]
    pub fn message(&self) -> String {
        match &self.0.reason {
            Reason::Expected { expected, found } => format!("expected {expected}, found {found}"),
            Reason::Missing(property) => format!("missing property `{property}`"),
            Reason::TooMuchWork => "the value fits too many variants of too many nested unions".to_owned(),
            Reason::TooMuchMemory => "the value takes more memory than it may".to_owned(),
            Reason::Text(text) => text.clone(),
        }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "at {} (byte {}): {}",
            shown(&self.path(), PATH),
            self.offset(),
            shown(&self.message(), MESSAGE)
        )
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DecodeError({self})")
    }
}

impl std::error::Error for DecodeError {}

/// The error of a value that could not be written as JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncodeError {
    message: String,
    path: String,
}

impl EncodeError {
    pub(super) fn new(message: String) -> Self {
        Self {
            message,
            path: "$".to_owned(),
        }
    }

    pub(super) fn at(message: String, steps: &[Step]) -> Self {
        Self {
            message,
            path: path("$", steps),
        }
    }

    /// Returns where in the value it went wrong, from its root `$`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at {}: {}", self.path, self.message)
    }
}

impl std::error::Error for EncodeError {}

fn path(root: &str, steps: &[Step]) -> String {
    let mut path = root.to_owned();
    for step in steps.iter().rev() {
        match step {
            Step::Index(index) => path.push_str(&format!("[{index}]")),
            Step::Property(name) if is_identifier(name) => {
                path.push('.');
                path.push_str(name);
            }
            Step::Property(name) => path.push_str(&format!("[{name:?}]")),
        }
    }
    path
}

fn is_identifier(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && name.chars().all(|c| c == '_' || c.is_alphanumeric())
}
