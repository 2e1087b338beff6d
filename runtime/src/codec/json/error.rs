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
pub struct DecodeError(Option<Box<Inner>>);

/// What went wrong where nobody asks: a union goes on with another variant.
static UNTOLD: Inner = Inner {
    reason: Reason::Untold,
    offset: 0,
    steps: Vec::new(),
    described: None,
};

#[derive(Clone, PartialEq, Eq)]
struct Inner {
    reason: Reason,
    offset: usize,
    /// From the innermost outwards: it grows while the error travels up.
    steps: Vec<Step>,
    /// The innermost object around it of which is known where the document describes it, and how many of the steps lead there.
    described: Option<(&'static Described, usize)>,
}

/// Where the document describes an object.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Described {
    /// The schema, if it is known: `#/components/schemas/Pet`.
    pub(super) schema: &'static [&'static str],
    /// Of the properties that stand elsewhere, as in a schema that this one extends: their names and their schemas.
    pub(super) elsewhere: &'static [(&'static str, &'static str)],
}

/// A step from a value into what it contains.
#[derive(Clone, PartialEq, Eq)]
pub(in crate::codec) enum Step {
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
    Untold,
}

impl Described {
    fn property(&self, object: &str, name: &str) -> String {
        match self.elsewhere.iter().find(|(known, _)| *known == name) {
            Some((_, schema)) => (*schema).to_owned(),
            None => {
                let key = name.replace('~', "~0").replace('/', "~1");
                format!("{object}/properties/{key}")
            }
        }
    }
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
        Self(Some(Box::new(Inner {
            reason,
            offset,
            steps: Vec::new(),
            described: None,
        })))
    }

    /// Creates an error that says nothing, and takes no memory: for a variant of a union while there are others.
    pub(super) fn untold() -> Self {
        Self(None)
    }

    fn inner(&self) -> &Inner {
        self.0.as_deref().unwrap_or(&UNTOLD)
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
        if let Some(inner) = &mut self.0 {
            inner.steps.push(step);
        }
        self
    }

    /// Notes where the document describes the object that the error leaves, unless one inside of it is described.
    #[cold]
    pub(super) fn described_at(mut self, described: &'static Described) -> Self {
        if let Some(inner) = &mut self.0
            && !described.schema.is_empty()
        {
            let steps = inner.steps.len();
            inner.described.get_or_insert((described, steps));
        }
        self
    }

    /// Hides the secrets in it that the text repeated.
    pub(in crate::codec) fn without(mut self, secrets: &Secrets) -> Self {
        if let Some(inner) = &mut self.0 {
            if let Reason::Text(text) = &mut inner.reason {
                *text = shown(&secrets.hide(text, false), MESSAGE);
            }
            for step in &mut inner.steps {
                if let Step::Property(Cow::Owned(name)) = step {
                    *name = secrets.hide(name, false).into_owned();
                }
            }
        }
        self
    }

    /// Moves the offset by so many bytes before the text.
    pub(super) fn after(mut self, bytes: usize) -> Self {
        if let Some(inner) = &mut self.0 {
            inner.offset += bytes;
        }
        self
    }

    /// Tells whether no other reading of the text may be tried any more.
    pub(super) fn is_final(&self) -> bool {
        matches!(self.inner().reason, Reason::TooMuchWork | Reason::TooMuchMemory)
    }

    /// Tells whether the value would have taken more memory than it may.
    pub(crate) fn is_too_large(&self) -> bool {
        self.inner().reason == Reason::TooMuchMemory
    }

    /// Returns where in the value it went wrong, from its root `$`: `$.detail[0].loc`.
    #[must_use]
    pub fn path(&self) -> String {
        path("$", &self.inner().steps)
    }

    /// Returns the first step from the root.
    pub(in crate::codec) fn first_step(&self) -> Option<&Step> {
        self.inner().steps.last()
    }

    /// Returns the path from where a union began: empty for the value of the union itself.
    pub(super) fn relative_path(&self) -> String {
        path("", &self.inner().steps)
    }

    /// Returns where the document describes what the value does not fit: `#/components/schemas/Pet/properties/name`. It is known of
    /// what is in an object of a generated type.
    #[must_use]
    pub fn schema(&self) -> Option<String> {
        let (described, length) = self.inner().described?;
        let object = *described.schema.first()?;
        let mut steps = self.inner().steps.iter().take(length).rev();
        let mut schema = match (steps.next(), &self.inner().reason) {
            (Some(Step::Property(Cow::Borrowed(name))), _) | (None, Reason::Missing(Cow::Borrowed(name))) => {
                described.property(object, name)
            }
            // The name of a property that is not described comes from the text.
            (Some(Step::Property(Cow::Owned(_))), _) => format!("{object}/additionalProperties"),
            _ => object.to_owned(),
        };
        for step in steps {
            schema.push_str(match step {
                Step::Index(_) => "/items",
                Step::Property(_) => "/additionalProperties",
            });
        }
        Some(schema)
    }

    /// Returns where in the text it went wrong, in bytes from its start.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.inner().offset
    }

    /// Returns what went wrong there.
    #[must_use]
    pub fn message(&self) -> String {
        match &self.inner().reason {
            Reason::Expected { expected, found } => format!("expected {expected}, found {found}"),
            Reason::Missing(property) => format!("missing property `{property}`"),
            Reason::TooMuchWork => "the value fits too many variants of too many nested unions".to_owned(),
            Reason::TooMuchMemory => "the value takes more memory than it may".to_owned(),
            Reason::Text(text) => text.clone(),
            Reason::Untold => "the value does not fit".to_owned(),
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
        )?;
        match self.schema() {
            Some(schema) => write!(f, " (see {schema})"),
            None => Ok(()),
        }
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
