//! Types that serde reads.

use std::ops::Deref;

use serde::de::DeserializeOwned;

use super::{Decode, DecodeError, Reader};

/// A value of a type that has serde's `Deserialize` and not [`Decode`], read from JSON by serde.
///
/// ```
/// use specwright_runtime::json::{self, Serde};
///
/// #[derive(serde::Deserialize)]
/// struct Pet {
///     name: String,
/// }
///
/// let pets: Vec<Serde<Pet>> = json::from_slice(br#"[{"name": "Tom"}]"#)?;
/// assert_eq!(pets[0].name, "Tom");
///
/// let error = json::from_slice::<Vec<Serde<Pet>>>(br#"[{"name": 7}]"#).err().unwrap();
/// assert_eq!(error.path(), "$[0]");
/// assert!(error.message().starts_with("invalid type: integer `7`, expected a string"));
/// # Ok::<(), json::DecodeError>(())
/// ```
///
/// Numbers are read from the text itself: how exact they are is up to the type. The path of an error leads to the value that
/// serde reads; where in it, the message says, by a line and a column of that value. To `max_memory`, a value counts as four times
/// its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Serde<T>(pub T);

impl<T> Serde<T> {
    /// Returns the value.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> Deref for Serde<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: DeserializeOwned> Decode for Serde<T> {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.peek()?;
        let start = reader.scanner.position();
        reader.skip()?;
        let end = reader.scanner.position();
        reader.take_memory((end - start).saturating_mul(PER_BYTE))?;
        serde_json::from_str(reader.scanner.between(start, end))
            .map(Self)
            .map_err(|error| reader.misfit(start, || error.to_string()))
    }
}

/// How much memory a value counts for each byte of its text: what serde takes can't be counted.
const PER_BYTE: usize = 4;
