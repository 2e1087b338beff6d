//! JSON as generated types read and write it.
//!
//! Generated types don't derive serde's traits: they implement [`Decode`] and [`Encode`], whose work is done by
//! functions of this module that are compiled once, in this crate. That keeps clients with thousands of types cheap to
//! build, lets a union try its variants without buffering the text, and gives every error the path at which it happened.
//! Beside it each generated type has serde's `Serialize` and `Deserialize`, bridged through [`serde_json::Value`].
//!
//! ```
//! use specwright_runtime::json;
//!
//! let scores: Vec<i64> = json::from_slice(b"[3, 5]")?;
//! assert_eq!(json::to_vec(&scores)?, b"[3,5]");
//!
//! let error = json::from_slice::<Vec<i64>>(b"[3, true]").unwrap_err();
//! assert_eq!(error.to_string(), "at $[1] (byte 4): expected an integer, found a boolean");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod base64;
pub(crate) mod bridge;
#[cfg(feature = "chrono")]
mod chrono;
mod container;
mod decimal;
mod digits;
#[cfg(feature = "server")]
pub(crate) mod distinct;
pub(crate) mod error;
pub(crate) mod id;
mod lookup;
pub(crate) mod map;
mod memory;
pub(crate) mod nullable;
mod number;
pub(crate) mod object;
mod output;
pub(crate) mod pointer;
mod reader;
mod run;
mod scanner;
pub(crate) mod score;
mod serde;
mod syntax;
pub(crate) mod tag;
mod text;
mod tree;
mod trying;
mod tuple;
pub(crate) mod union;
#[cfg(feature = "uuid")]
mod uuid;
pub(crate) mod value;
pub mod via;
pub(crate) mod write_tag;
mod writer;

pub use self::base64::Base64;
pub use self::decimal::Decimal;
pub use self::error::{DecodeError, EncodeError};
pub(crate) use self::memory::Memory;
#[cfg(feature = "xml")]
pub(crate) use self::memory::room_in_map;
pub use self::reader::{Kind, MAX_DEPTH, Reader};
pub use self::serde::Serde;
pub(crate) use self::tree::Tree;
pub use self::writer::Writer;

/// A type that can be read from JSON.
///
/// Generated types have it. Other types read what they stand for:
///
/// ```
/// use specwright_runtime::json::{self, Decode, DecodeError, Reader};
///
/// /// A length that travels in centimeters.
/// struct Meters(f64);
///
/// impl Decode for Meters {
///     fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
///         Ok(Self(f64::decode(reader)? / 100.0))
///     }
/// }
///
/// assert_eq!(json::from_slice::<Meters>(b"250")?.0, 2.5);
/// # Ok::<(), DecodeError>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be read by `Decode`",
    note = "a type with serde's `Deserialize` is read by `decode_serde`, or as `specwright_runtime::json::Serde<{Self}>`"
)]
pub trait Decode: Sized {
    /// Reads the next value.
    ///
    /// # Errors
    ///
    /// When the text is no JSON, or its value is none of this type.
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError>;

    /// Returns what a required property or an element of a tuple is when it is absent, for types that have a meaning for
    /// that.
    #[doc(hidden)]
    fn absent() -> Option<Self> {
        None
    }
}

/// A type that can be written as JSON.
pub trait Encode {
    /// Appends the value to a text. What can't be written as JSON is kept in the writer, and is the error of `json::to_vec`.
    fn encode(&self, writer: &mut Writer);

    /// Tells whether a property that need not be there is left out for this value.
    #[doc(hidden)]
    fn is_absent(&self) -> bool {
        false
    }
}

/// Reads one JSON value, which must be all that `text` contains.
///
/// # Errors
///
/// When the text is no JSON (its nesting limited to [`MAX_DEPTH`]), goes on after the value, or its value is no `T`.
pub fn from_slice<T: Decode>(text: &[u8]) -> Result<T, DecodeError> {
    from_slice_within(text, Memory::UNLIMITED)
}

/// Reads one JSON value as [`from_slice`] does, which may take so much memory.
pub(crate) fn from_slice_within<T: Decode>(text: &[u8], mut memory: Memory) -> Result<T, DecodeError> {
    from_slice_of(text, &mut memory)
}

/// Reads one JSON value as [`from_slice`] does, which takes its memory of what there is.
pub(crate) fn from_slice_of<T: Decode>(text: &[u8], memory: &mut Memory) -> Result<T, DecodeError> {
    let mut value = None;
    read_all(text, memory, &mut value)?;
    value.ok_or_else(|| DecodeError::custom("expected a value", 0))
}

/// Fills the slot from all of a text. A byte-order mark before it is read past, as RFC 8259, section 8.1 allows.
fn read_all(text: &[u8], memory: &mut Memory, slot: &mut dyn object::Slot) -> Result<(), DecodeError> {
    let (text, skipped) = match text.strip_prefix(BYTE_ORDER_MARK) {
        Some(rest) => (rest, BYTE_ORDER_MARK.len()),
        None => (text, 0),
    };
    let mut reader = Reader::new(text).map_err(|error| error.after(skipped))?;
    reader.memory = *memory;
    let result = slot.fill(&mut reader).and_then(|()| reader.finish());
    *memory = reader.memory;
    result.map_err(|error| error.after(skipped))
}

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Writes a value as JSON without any spaces.
///
/// # Errors
///
/// When a number in it is not finite: JSON has no text for it.
pub fn to_vec<T: Encode + ?Sized>(value: &T) -> Result<Vec<u8>, EncodeError> {
    let mut writer = Writer::new();
    value.encode(&mut writer);
    writer.finish()
}

/// Turns a value into its tree.
///
/// # Errors
///
/// As [`to_vec`], and when the value is nested deeper than [`MAX_DEPTH`].
pub fn to_value(value: &dyn Encode) -> Result<serde_json::Value, EncodeError> {
    from_slice(&to_vec(value)?).map_err(|error| EncodeError::new(error.to_string()))
}

/// Reads a value from its tree.
///
/// # Errors
///
/// When the tree is none of a `T`. Byte offsets count in the tree's text without spaces.
pub fn from_value<T: Decode>(value: &serde_json::Value) -> Result<T, DecodeError> {
    from_value_within(value, Memory::UNLIMITED)
}

/// Reads a value from its tree as [`from_value`] does, which may take so much memory.
pub(crate) fn from_value_within<T: Decode>(
    value: &serde_json::Value,
    memory: Memory,
) -> Result<T, DecodeError> {
    let text = to_vec(value).map_err(|error| DecodeError::custom(error.to_string(), 0))?;
    from_slice_within(&text, memory)
}
