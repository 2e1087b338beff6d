//! Values of types that a program chose instead of those that a document would give: how they are read and written.
//!
//! A generated type has a [`Via<T, C>`] where a setting such as `Generator::replace` put a `T` of the program's. It is the `T`, with how it goes
//! through JSON: by serde ([`Serde`]), as text ([`Text`]), as a number ([`Number`]), as seconds ([`UnixSeconds`]), or as a [`Codec`] of the program
//! says.
//!
//! ```
//! use std::net::IpAddr;
//!
//! use specwright_runtime::json;
//! use specwright_runtime::via::{Text, Via};
//!
//! let host: Via<IpAddr, Text> = json::from_slice(b"\"10.0.0.1\"")?;
//! assert!(host.is_ipv4());
//! assert_eq!(json::to_vec(&host)?, b"\"10.0.0.1\"");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod altered;
mod instants;

pub use altered::{AlteredValue, AlteredValues};
pub use instants::{UnixMilliseconds, UnixSeconds};

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use std::str::FromStr;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Decimal, Decode, DecodeError, Encode, Kind, Reader, Writer};

/// How values of `T` are read from JSON and written as JSON.
///
/// ```
/// use specwright_runtime::json::{Decode, DecodeError, Encode, Reader, Writer};
/// use specwright_runtime::via::{Codec, Via};
///
/// #[derive(Debug, PartialEq)]
/// struct Money(i64);
///
/// /// Money that travels in cents.
/// enum Cents {}
///
/// impl Codec<Money> for Cents {
///     fn decode(reader: &mut Reader<'_>) -> Result<Money, DecodeError> {
///         i64::decode(reader).map(Money)
///     }
///
///     fn encode(value: &Money, writer: &mut Writer) {
///         value.0.encode(writer);
///     }
/// }
///
/// let price: Via<Money, Cents> = specwright_runtime::json::from_slice(b"250")?;
/// assert_eq!(*price, Money(250));
/// # Ok::<(), DecodeError>(())
/// ```
pub trait Codec<T> {
    /// Reads the next value.
    ///
    /// # Errors
    ///
    /// When the text is no JSON, or its value is none of this type.
    fn decode(reader: &mut Reader<'_>) -> Result<T, DecodeError>;

    /// Appends the value to a text.
    fn encode(value: &T, writer: &mut Writer);
}

/// A `T` that goes through JSON as `C` says.
///
/// It derefs to the value, is made of it with `from`, and gives it back with [`into_inner`](Self::into_inner).
pub struct Via<T, C> {
    value: T,
    codec: PhantomData<fn() -> C>,
}

impl<T, C> Via<T, C> {
    /// Creates it of the value.
    pub const fn new(value: T) -> Self {
        Self {
            value,
            codec: PhantomData,
        }
    }

    /// Returns the value.
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T, C: Codec<T>> Decode for Via<T, C> {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        C::decode(reader).map(Self::new)
    }
}

impl<T, C: Codec<T>> Encode for Via<T, C> {
    fn encode(&self, writer: &mut Writer) {
        C::encode(&self.value, writer);
    }
}

impl<T, C> From<T> for Via<T, C> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl<T, C> Deref for Via<T, C> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T, C> DerefMut for Via<T, C> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

impl<T: Clone, C> Clone for Via<T, C> {
    fn clone(&self) -> Self {
        Self::new(self.value.clone())
    }
}

impl<T: Copy, C> Copy for Via<T, C> {}

impl<T: fmt::Debug, C> fmt::Debug for Via<T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl<T: fmt::Display, C> fmt::Display for Via<T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl<T: Default, C> Default for Via<T, C> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T: PartialEq, C> PartialEq for Via<T, C> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Eq, C> Eq for Via<T, C> {}

impl<T: PartialOrd, C> PartialOrd for Via<T, C> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.value.partial_cmp(&other.value)
    }
}

impl<T: Ord, C> Ord for Via<T, C> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.value.cmp(&other.value)
    }
}

impl<T: Hash, C> Hash for Via<T, C> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.value.hash(state);
    }
}

/// The codec of types with serde's `Serialize` and `Deserialize`.
#[derive(Debug)]
pub enum Serde {}

impl<T: Serialize + DeserializeOwned> Codec<T> for Serde {
    fn decode(reader: &mut Reader<'_>) -> Result<T, DecodeError> {
        let (text, offset) = reader.raw()?;
        serde_json::from_str(text).map_err(|error| reader.misfit(offset, || error.to_string()))
    }

    fn encode(value: &T, writer: &mut Writer) {
        match serde_json::to_string(value) {
            Ok(text) => writer.raw(&text),
            Err(error) => writer.fail(error.to_string()),
        }
    }
}

/// The codec of types with `FromStr` and `Display` that are strings. A number is read by its digits.
#[derive(Debug)]
pub enum Text {}

impl<T> Codec<T> for Text
where
    T: FromStr + fmt::Display,
    T::Err: fmt::Display,
{
    fn decode(reader: &mut Reader<'_>) -> Result<T, DecodeError> {
        parse(reader)
    }

    fn encode(value: &T, writer: &mut Writer) {
        writer.string(&value.to_string());
    }
}

/// The codec of types with `FromStr` and `Display` that are numbers, with all of their digits. A string of digits is read, too.
#[derive(Debug)]
pub enum Number {}

impl<T> Codec<T> for Number
where
    T: FromStr + fmt::Display,
    T::Err: fmt::Display,
{
    fn decode(reader: &mut Reader<'_>) -> Result<T, DecodeError> {
        parse(reader)
    }

    fn encode(value: &T, writer: &mut Writer) {
        let text = value.to_string();
        match text.parse::<Decimal>() {
            Ok(number) => number.encode(writer),
            Err(_) => writer.fail(format!("JSON has no number {text}")),
        }
    }
}

/// Reads a value from the text of a string or a number.
fn parse<T>(reader: &mut Reader<'_>) -> Result<T, DecodeError>
where
    T: FromStr,
    T::Err: fmt::Display,
{
    let is_trying = reader.is_trying;
    let parsed = |text: &str, offset| {
        text.parse().map_err(|error: T::Err| {
            if is_trying {
                return DecodeError::untold();
            }
            let shown: String = text.chars().take(40).collect();
            DecodeError::custom(format!("cannot read {shown:?}: {error}"), offset)
        })
    };
    if reader.peek()? == Kind::Number {
        let (text, offset) = reader.raw()?;
        return parsed(text, offset);
    }
    let offset = reader.offset();
    parsed(reader.string()?, offset)
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;
    use std::time::{Duration, SystemTime};

    use super::super::{from_slice, to_vec};
    use super::{Codec, Number, Serde, Text, UnixMilliseconds, UnixSeconds, Via};

    fn through<T, C: Codec<T>>(json: &str) -> Result<String, String> {
        let value: Via<T, C> = from_slice(json.as_bytes()).map_err(|error| error.to_string())?;
        let text = to_vec(&value).map_err(|error| error.to_string())?;
        Ok(String::from_utf8(text).expect("JSON is text"))
    }

    #[test]
    fn values_go_through_as_their_codec_says() {
        assert_eq!(through::<IpAddr, Text>("\"::1\"").as_deref(), Ok("\"::1\""));
        assert_eq!(
            through::<u128, Number>("340282366920938463463374607431768211455").as_deref(),
            Ok("340282366920938463463374607431768211455")
        );
        assert_eq!(through::<u128, Number>("\"17\"").as_deref(), Ok("17"));
        assert_eq!(through::<u128, Text>("17").as_deref(), Ok("\"17\""));
        assert_eq!(
            through::<(u8, String), Serde>(" [1, \"a\"]").as_deref(),
            Ok("[1,\"a\"]")
        );
        assert_eq!(
            through::<IpAddr, Text>("\"here\"").unwrap_err(),
            "at $ (byte 0): cannot read \"here\": invalid IP address syntax"
        );
        assert!(
            through::<(u8, String), Serde>("[1]")
                .unwrap_err()
                .contains("invalid length 1")
        );
        assert!(
            through::<f64, Number>("\"NaN\"")
                .unwrap_err()
                .contains("JSON has no number NaN")
        );
    }

    #[test]
    fn instants_are_seconds_or_milliseconds_of_both_sides_of_1970() {
        for json in ["0", "1700000000", "-5"] {
            assert_eq!(through::<SystemTime, UnixSeconds>(json).as_deref(), Ok(json));
            assert_eq!(through::<SystemTime, UnixMilliseconds>(json).as_deref(), Ok(json));
        }
        let time: Via<SystemTime, UnixMilliseconds> = from_slice(b"1500").expect("an instant");
        assert_eq!(*time, SystemTime::UNIX_EPOCH + Duration::from_millis(1500));
        let time: Via<SystemTime, UnixSeconds> = from_slice(b"1.5").expect("an instant");
        assert_eq!(*time, SystemTime::UNIX_EPOCH + Duration::from_millis(1500));
        assert!(through::<SystemTime, UnixSeconds>("1e300").is_err());
    }

    #[cfg(feature = "chrono")]
    #[test]
    fn instants_of_chrono_are_the_same() {
        type Instant = chrono::DateTime<chrono::Utc>;
        assert_eq!(
            through::<Instant, UnixSeconds>("1700000000").as_deref(),
            Ok("1700000000")
        );
        assert_eq!(through::<Instant, UnixMilliseconds>("-1").as_deref(), Ok("-1"));
        assert!(through::<Instant, UnixSeconds>("99999999999999999").is_err());
    }
}
