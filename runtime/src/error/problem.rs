use std::error::Error;
use std::fmt;
use std::sync::Arc;

/// A description of what is wrong, and the error behind it, if there is one.
///
/// Two problems are equal if their descriptions are.
#[derive(Clone)]
pub struct Problem {
    message: String,
    source: Option<Arc<dyn Error + Send + Sync>>,
}

impl Problem {
    /// Creates a problem without an error behind it.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Problem {
            message: message.into(),
            source: None,
        }
    }

    /// Creates a problem that an error tells.
    pub(crate) fn of(source: impl Error + Send + Sync + 'static) -> Self {
        Problem::new(source.to_string()).because(source)
    }

    /// Sets the error behind it.
    pub(crate) fn because(self, source: impl Error + Send + Sync + 'static) -> Self {
        Problem {
            source: Some(Arc::new(source)),
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

    /// Returns the error behind it.
    pub fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.source {
            Some(source) => Some(&**source),
            None => None,
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
