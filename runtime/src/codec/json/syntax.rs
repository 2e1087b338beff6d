//! Why a text is no JSON.

use std::fmt;

use super::DecodeError;

#[derive(Clone, Copy)]
pub(super) enum Syntax {
    EndInArray,
    EndInObject,
    EndInString,
    EndInValue,
    ExpectedColon,
    ExpectedCommaInArray,
    ExpectedCommaInObject,
    ExpectedLiteral,
    ExpectedValue,
    ExpectedName,
    InvalidEscape,
    InvalidNumber,
    NumberTooLong,
    ControlCharacter,
    LoneSurrogate,
    UnexpectedEndOfEscape,
    TrailingComma,
    TrailingCharacters,
}

/// In the words that `serde_json` has for it.
impl fmt::Display for Syntax {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::EndInArray => "EOF while parsing a list",
            Self::EndInObject => "EOF while parsing an object",
            Self::EndInString => "EOF while parsing a string",
            Self::EndInValue => "EOF while parsing a value",
            Self::ExpectedColon => "expected `:`",
            Self::ExpectedCommaInArray => "expected `,` or `]`",
            Self::ExpectedCommaInObject => "expected `,` or `}`",
            Self::ExpectedLiteral => "expected ident",
            Self::ExpectedValue => "expected value",
            Self::ExpectedName => "key must be a string",
            Self::InvalidEscape => "invalid escape",
            Self::InvalidNumber => "invalid number",
            Self::NumberTooLong => "number out of range",
            Self::ControlCharacter => "control character (\\u0000-\\u001F) found while parsing a string",
            Self::LoneSurrogate => "lone leading surrogate in hex escape",
            Self::UnexpectedEndOfEscape => "unexpected end of hex escape",
            Self::TrailingComma => "trailing comma",
            Self::TrailingCharacters => "trailing characters",
        })
    }
}

/// Creates the error for it at a byte offset.
#[cold]
pub(super) fn syntax(reason: Syntax, offset: usize) -> DecodeError {
    DecodeError::custom(format!("no valid JSON: {reason}"), offset)
}
