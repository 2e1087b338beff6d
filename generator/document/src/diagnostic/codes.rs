use std::str::FromStr;

use super::{Code, UnknownCode};

/// Kinds of diagnostics that a setting is about: for `Generator::allow`, `warn` and `deny`.
///
/// As text, it is the code, or `*` for all.
///
/// ```
/// use specwright::diagnostic::{Code, Codes};
///
/// assert_eq!("null-value".parse(), Ok(Codes::One(Code::NullValue)));
/// assert_eq!("*".parse(), Ok(Codes::All));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Codes {
    /// One of them.
    One(Code),
    /// All of them.
    All,
}

impl Codes {
    /// Returns whether a code is among them.
    pub fn contains(self, code: Code) -> bool {
        match self {
            Self::One(one) => one == code,
            Self::All => true,
        }
    }
}

impl From<Code> for Codes {
    fn from(code: Code) -> Self {
        Self::One(code)
    }
}

impl FromStr for Codes {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        match text {
            "*" => Ok(Self::All),
            code => code.parse().map(Self::One),
        }
    }
}
