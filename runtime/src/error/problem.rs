use std::error::Error;
use std::fmt;
use std::sync::Arc;

/// A description of what is wrong, and the error behind it, if there is one.
///
/// Two problems are equal if their descriptions are.
#[derive(Clone)]
pub struct Problem {
    message: String,
    behind: Option<Behind>,
}

/// The error behind a problem.
#[derive(Clone)]
enum Behind {
    /// One whose words the message has.
    Told(Arc<dyn Error + Send + Sync>),
    /// One whose words are others.
    Cause(Arc<dyn Error + Send + Sync>),
}

impl Problem {
    /// Creates a problem without an error behind it.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Problem {
            message: message.into(),
            behind: None,
        }
    }

    /// Creates a problem that an error tells.
    pub(crate) fn of(source: impl Error + Send + Sync + 'static) -> Self {
        Problem {
            message: source.to_string(),
            behind: Some(Behind::Told(Arc::new(source))),
        }
    }

    /// Sets the error behind it.
    pub(crate) fn because(self, source: impl Error + Send + Sync + 'static) -> Self {
        Problem {
            behind: Some(Behind::Cause(Arc::new(source))),
            ..self
        }
    }

    /// Puts words before the message.
    pub(crate) fn prefixed(self, prefix: &str) -> Self {
        Problem {
            message: format!("{prefix}{}", self.message),
            ..self
        }
    }

    /// Returns the cause: an error whose words are not those of the description.
    pub fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self.behind.as_ref()? {
            Behind::Told(error) => error.source(),
            Behind::Cause(error) => Some(&**error),
        }
    }

    /// Returns the error behind it, whether its words are those of the description or not.
    pub fn get_ref(&self) -> Option<&(dyn Error + Send + Sync + 'static)> {
        match self.behind.as_ref()? {
            Behind::Told(error) | Behind::Cause(error) => Some(&**error),
        }
    }
}

impl From<&str> for Problem {
    fn from(message: &str) -> Self {
        Problem::new(message)
    }
}

impl From<String> for Problem {
    fn from(message: String) -> Self {
        Problem::new(message)
    }
}

impl PartialEq for Problem {
    fn eq(&self, other: &Self) -> bool {
        self.message == other.message
    }
}

impl Eq for Problem {}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl fmt::Debug for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.message, f)
    }
}
