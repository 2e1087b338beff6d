//! A property that can be absent, null, or a value.

use std::mem;
use std::ops::{Deref, DerefMut};
use std::option;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::object::Slot;
use super::{Decode, DecodeError, Encode, Reader, Writer};

/// A value that can also be `null` or absent, which are two things in JSON: `{"nick": null}` and `{}`.
///
/// It is the type of optional properties that allow `null`, in what clients send: to a server, an absent property often means "leave
/// it as it is", and `null` means "clear it".
///
/// It is read as an [`Option`] is, by methods of the same names, to which absent and `null` are both "none". Those who need to
/// tell the two apart match the variants, or ask [`is_null`](Self::is_null) and [`is_absent`](Self::is_absent). It takes no more memory
/// than an `Option` within an `Option`.
///
/// ```
/// use specwright_runtime::Nullable;
///
/// let nick: Nullable<String> = "Ada".into();
/// assert_eq!(nick.as_deref(), Some("Ada"));
/// assert_eq!(nick.map_or(0, |nick| nick.len()), 3);
///
/// let cleared: Nullable<String> = Nullable::Null;
/// assert!(cleared.is_none() && !cleared.is_absent());
/// assert_eq!(cleared.unwrap_or_default(), "");
/// ```
///
/// In a struct of one's own, with serde:
///
/// ```
/// use serde::{Deserialize, Serialize};
/// use specwright_runtime::Nullable;
///
/// #[derive(Serialize, Deserialize)]
/// struct Profile {
///     #[serde(default, skip_serializing_if = "Nullable::is_absent")]
///     nick: Nullable<String>,
/// }
///
/// for text in [r#"{}"#, r#"{"nick":null}"#, r#"{"nick":"Ada"}"#] {
///     let profile: Profile = serde_json::from_str(text)?;
///     assert_eq!(serde_json::to_string(&profile)?, text);
/// }
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nullable<T> {
    /// The property is not there.
    #[default]
    Absent,
    /// The property is `null`.
    Null,
    /// The property has a value.
    Value(T),
}

impl<T> Nullable<T> {
    /// Creates a value of an `Option`, whose `None` is an absent property.
    pub fn from_option(option: Option<T>) -> Self {
        match option {
            Some(value) => Self::Value(value),
            None => Self::Absent,
        }
    }

    /// Returns whether there is a value.
    pub const fn is_some(&self) -> bool {
        matches!(self, Self::Value(_))
    }

    /// Returns whether there is no value: it is `null` or absent.
    pub const fn is_none(&self) -> bool {
        !self.is_some()
    }

    /// Returns whether it is `null`.
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Returns whether it is absent.
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Returns whether there is a value of which `is` holds.
    pub fn is_some_and(self, is: impl FnOnce(T) -> bool) -> bool {
        self.into_option().is_some_and(is)
    }

    /// Returns whether there is no value, or one of which `is` holds.
    pub fn is_none_or(self, is: impl FnOnce(T) -> bool) -> bool {
        self.into_option().is_none_or(is)
    }

    /// Returns the value, if there is one.
    pub fn into_option(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Null | Self::Absent => None,
        }
    }

    /// Returns a reference to the value, if there is one.
    pub const fn as_ref(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Null | Self::Absent => None,
        }
    }

    /// Returns a mutable reference to the value, if there is one.
    pub const fn as_mut(&mut self) -> Option<&mut T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Null | Self::Absent => None,
        }
    }

    /// Returns a reference to what the value points to, if there is a value: `Option<&str>` of a `Nullable<String>`.
    pub fn as_deref(&self) -> Option<&T::Target>
    where
        T: Deref,
    {
        self.as_ref().map(T::deref)
    }

    /// Returns a mutable reference to what the value points to, if there is a value.
    pub fn as_deref_mut(&mut self) -> Option<&mut T::Target>
    where
        T: DerefMut,
    {
        self.as_mut().map(T::deref_mut)
    }

    /// Returns an iterator over the value: one item or none.
    pub fn iter(&self) -> option::IntoIter<&T> {
        self.as_ref().into_iter()
    }

    /// Takes the value, if there is one, and leaves an absent one.
    pub fn take(&mut self) -> Option<T> {
        mem::take(self).into_option()
    }

    /// Sets the value, and returns the one that was there before, if there was one.
    pub fn replace(&mut self, value: T) -> Option<T> {
        mem::replace(self, Self::Value(value)).into_option()
    }

    /// Returns what `change` makes of the value, if there is one.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Option<U> {
        self.into_option().map(change)
    }

    /// Returns what `change` makes of the value; null stays null, and what is absent stays so.
    pub fn map_value<U>(self, change: impl FnOnce(T) -> U) -> Nullable<U> {
        match self {
            Self::Value(value) => Nullable::Value(change(value)),
            Self::Null => Nullable::Null,
            Self::Absent => Nullable::Absent,
        }
    }

    /// Returns what `change` makes of the value, or `default` without one.
    pub fn map_or<U>(self, default: U, change: impl FnOnce(T) -> U) -> U {
        self.into_option().map_or(default, change)
    }

    /// Returns what `change` makes of the value, or what `default` returns without one.
    pub fn map_or_else<U>(self, default: impl FnOnce() -> U, change: impl FnOnce(T) -> U) -> U {
        self.into_option().map_or_else(default, change)
    }

    /// Returns what `next` returns for the value, if there is one.
    pub fn and_then<U>(self, next: impl FnOnce(T) -> Option<U>) -> Option<U> {
        self.into_option().and_then(next)
    }

    /// Returns the value, if there is one of which `keep` holds.
    pub fn filter(self, keep: impl FnOnce(&T) -> bool) -> Option<T> {
        self.into_option().filter(keep)
    }

    /// Returns the value, or else `other`.
    pub fn or(self, other: Option<T>) -> Option<T> {
        self.into_option().or(other)
    }

    /// Returns the value, or else what `other` returns.
    pub fn or_else(self, other: impl FnOnce() -> Option<T>) -> Option<T> {
        self.into_option().or_else(other)
    }

    /// Returns the value, or `error` without one.
    ///
    /// # Errors
    ///
    /// Without a value.
    pub fn ok_or<E>(self, error: E) -> Result<T, E> {
        self.into_option().ok_or(error)
    }

    /// Returns the value, or what `error` returns without one.
    ///
    /// # Errors
    ///
    /// Without a value.
    pub fn ok_or_else<E>(self, error: impl FnOnce() -> E) -> Result<T, E> {
        self.into_option().ok_or_else(error)
    }

    /// Returns the value, or `default` without one.
    pub fn unwrap_or(self, default: T) -> T {
        self.into_option().unwrap_or(default)
    }

    /// Returns the value, or what `default` returns without one.
    pub fn unwrap_or_else(self, default: impl FnOnce() -> T) -> T {
        self.into_option().unwrap_or_else(default)
    }

    /// Returns the value, or the default of its type without one.
    pub fn unwrap_or_default(self) -> T
    where
        T: Default,
    {
        self.into_option().unwrap_or_default()
    }

    /// Returns the value.
    ///
    /// # Panics
    ///
    /// Without a value, with `message`.
    #[track_caller]
    pub fn expect(self, message: &str) -> T {
        match self {
            Self::Value(value) => value,
            Self::Null | Self::Absent => panic!("{message}"),
        }
    }

    /// Returns the value.
    ///
    /// # Panics
    ///
    /// Without a value.
    #[track_caller]
    pub fn unwrap(self) -> T {
        match self {
            Self::Value(value) => value,
            Self::Null => panic!("called `Nullable::unwrap()` on `Null`"),
            Self::Absent => panic!("called `Nullable::unwrap()` on `Absent`"),
        }
    }
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl From<&str> for Nullable<String> {
    fn from(value: &str) -> Self {
        Self::Value(value.to_owned())
    }
}

/// `None` is an absent property, not `null`: that nothing is known of a value is no reason to clear it on the server.
impl<T> From<Option<T>> for Nullable<T> {
    fn from(option: Option<T>) -> Self {
        Self::from_option(option)
    }
}

impl<T> From<Nullable<T>> for Option<T> {
    fn from(nullable: Nullable<T>) -> Self {
        nullable.into_option()
    }
}

/// Both `null` and absent are equal to `None`.
impl<T: PartialEq> PartialEq<Option<T>> for Nullable<T> {
    fn eq(&self, other: &Option<T>) -> bool {
        self.as_ref() == other.as_ref()
    }
}

impl<T> IntoIterator for Nullable<T> {
    type Item = T;
    type IntoIter = option::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.into_option().into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Nullable<T> {
    type Item = &'a T;
    type IntoIter = option::IntoIter<&'a T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: Decode> Slot for Nullable<T> {
    fn fill(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        match Self::decode(reader) {
            Ok(value) => {
                *self = value;
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    fn is_filled(&self) -> bool {
        !self.is_absent()
    }

    fn reset(&mut self, _required: bool) {
        *self = Self::Absent;
    }
}

impl<T: Decode> Decode for Nullable<T> {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        match reader.take_null() {
            Ok(true) => Ok(Self::Null),
            Ok(false) => match T::decode(reader) {
                Ok(value) => Ok(Self::Value(value)),
                Err(error) => Err(error),
            },
            Err(error) => Err(error),
        }
    }

    fn absent() -> Option<Self> {
        Some(Self::Absent)
    }
}

impl<T: Encode> Encode for Nullable<T> {
    fn encode(&self, writer: &mut Writer) {
        match self {
            Self::Value(value) => value.encode(writer),
            Self::Null | Self::Absent => writer.null(),
        }
    }

    fn is_absent(&self) -> bool {
        Nullable::is_absent(self)
    }
}

/// Absent is written as `null` where it is not skipped: see [`Nullable`].
impl<T: Serialize> Serialize for Nullable<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_ref().serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Nullable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Option::deserialize(deserializer)? {
            Some(value) => Self::Value(value),
            None => Self::Null,
        })
    }
}
