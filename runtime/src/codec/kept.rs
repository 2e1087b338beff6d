//! What setters and constructors take for a value that they keep: all that becomes one, or none.

use crate::codec::argument::{OptionalOrNull, Sealed};
use crate::codec::json::Encode;
use crate::codec::json::map::Map;
use crate::codec::json::nullable::Nullable;
use crate::codec::json::via::Via;
use crate::codec::json::{Base64, Decimal};
use crate::codec::multipart::FilePart;
use bytes::Bytes;
use serde_json::Value;

/// A value of `T`, or none, as a setter of a struct takes it.
///
/// | the setter asks for | and takes |
/// |---|---|
/// | `impl IntoOptional<String, _>` | any text: `"a"`, `String`, … |
/// | `impl IntoOptional<T, _>` | a `T`; for an enum of strings also text, for a union also what only one of its alternatives is |
/// | `impl IntoOptional<Vec<T>, _>` | all that gives what becomes a `T`: `["a", "b"]`, `vec`, `ids.iter().copied()` |
/// | `impl IntoOptional<Map<T>, _>` | all that gives pairs: `[("a", 1)]`, a `HashMap` |
///
/// and an `Option` of these, whose `None` leaves the property out. So a program that has an `Option` passes it on as it is. `By` is
/// found by the compiler; it has to know the type of what is given: `i64::from(count)` where `count.into()` could be anything.
///
/// ```
/// use specwright_runtime::IntoOptional;
///
/// struct Profile {
///     nick: Option<String>,
///     tags: Option<Vec<String>>,
/// }
///
/// impl Profile {
///     fn nick<By>(mut self, nick: impl IntoOptional<String, By>) -> Self {
///         self.nick = nick.into_optional();
///         self
///     }
///
///     fn tags<By>(mut self, tags: impl IntoOptional<Vec<String>, By>) -> Self {
///         self.tags = tags.into_optional();
///         self
///     }
/// }
///
/// let known: Option<&str> = None;
/// let profile = Profile { nick: None, tags: None }.nick("Ada").tags(["a", "b"]);
/// let profile = profile.nick(known);
/// assert_eq!((profile.nick, profile.tags.map(|tags| tags.len())), (None, Some(2)));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no value for a `{T}`",
    label = "expected what becomes a `{T}`, or an `Option` of it"
)]
pub trait IntoOptional<T, By> {
    /// Returns the value, if there is one.
    fn into_optional(self) -> Option<T>;
}

/// A value of `T`, null, or none, as a setter of a struct takes it for a property that may be null: what an [`IntoOptional`] is, and
/// [`Null`] or a [`Nullable`] of what becomes a `T`. `By` is found by the compiler.
///
/// ```
/// use specwright_runtime::{IntoPresence, Null, Nullable};
///
/// fn nick<By>(nick: impl IntoPresence<String, By>) -> Nullable<String> {
///     nick.into_presence()
/// }
///
/// assert_eq!(nick("Ada").as_deref(), Some("Ada"));
/// assert!(nick(None::<&str>).is_absent());
/// assert!(nick(Null).is_null());
/// assert!(nick(nick(Null)).is_null());
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no value for a `{T}` that may be null",
    label = "expected what becomes a `{T}`, an `Option` of it, or `Null`"
)]
pub trait IntoPresence<T, By> {
    /// Returns the value, null, or that it is absent.
    fn into_presence(self) -> Nullable<T>;
}

/// The value `null`, for setters of properties and bodies that may be null: `.nick(Null)`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Null;

impl<T: ?Sized> OptionalOrNull<T> for Null {
    const SEALED: Sealed = Sealed;

    fn or_null(&self) -> impl Encode {
        Value::Null
    }
}

/// A value of `T`, or null, as a constructor takes it for a required property that may be null: what becomes a `T`, or an `Option<T>`,
/// whose `None` is null, or [`Null`]. `By` is found by the compiler.
///
/// ```
/// use specwright_runtime::IntoNullable;
///
/// fn owner<By>(owner: impl IntoNullable<String, By>) -> Option<String> {
///     owner.into_nullable()
/// }
///
/// assert_eq!(owner("Ada").as_deref(), Some("Ada"));
/// assert_eq!(owner(None), None);
/// assert_eq!(owner(specwright_runtime::Null), None);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no value for a `{T}` that may be null",
    label = "expected what becomes a `{T}`, or an `Option<{T}>`"
)]
pub trait IntoNullable<T, By> {
    /// Returns the value, if it is not null.
    fn into_nullable(self) -> Option<T>;
}

/// A type of which setters keep values that are made of an `S`.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{S}` is no value for a `{Self}`",
    label = "expected what becomes a `{Self}`"
)]
pub trait Keep<S>: Sized {
    /// Creates the value that is kept.
    fn keep(value: S) -> Self;
}

/// Marks that a value is given.
#[doc(hidden)]
#[derive(Debug)]
pub enum ByValue {}

/// Marks that an `Option` is given.
#[doc(hidden)]
#[derive(Debug)]
pub enum ByOption {}

/// Marks that a `Nullable` is given.
#[doc(hidden)]
#[derive(Debug)]
pub enum ByNullable {}

/// Marks that null is given.
#[doc(hidden)]
#[derive(Debug)]
pub enum ByNull {}

impl<S, T: Keep<S>> IntoOptional<T, ByValue> for S {
    #[inline]
    fn into_optional(self) -> Option<T> {
        Some(T::keep(self))
    }
}

impl<S, T: Keep<S>> IntoOptional<T, ByOption> for Option<S> {
    #[inline]
    fn into_optional(self) -> Option<T> {
        self.map(T::keep)
    }
}

impl<S, T: Keep<S>> IntoNullable<T, ByValue> for S {
    #[inline]
    fn into_nullable(self) -> Option<T> {
        Some(T::keep(self))
    }
}

// Not of what becomes a `T`: the type of `None` would not be known.
impl<T> IntoNullable<T, ByOption> for Option<T> {
    #[inline]
    fn into_nullable(self) -> Option<T> {
        self
    }
}

impl<T> IntoNullable<T, ByNull> for Null {
    #[inline]
    fn into_nullable(self) -> Option<T> {
        None
    }
}

impl<S, T: Keep<S>> IntoPresence<T, ByValue> for S {
    #[inline]
    fn into_presence(self) -> Nullable<T> {
        Nullable::Value(T::keep(self))
    }
}

impl<S, T: Keep<S>> IntoPresence<T, ByOption> for Option<S> {
    #[inline]
    fn into_presence(self) -> Nullable<T> {
        Nullable::from_option(self.map(T::keep))
    }
}

impl<S, T: Keep<S>> IntoPresence<T, ByNullable> for Nullable<S> {
    #[inline]
    fn into_presence(self) -> Nullable<T> {
        self.map_value(T::keep)
    }
}

impl<T> IntoPresence<T, ByNull> for Null {
    #[inline]
    fn into_presence(self) -> Nullable<T> {
        Nullable::Null
    }
}

/// Implements `Keep` for a type by itself alone, so that the compiler knows the type of a literal.
macro_rules! keep_itself {
    ($($(#[$condition:meta])* [$($parameter:ident)*] $ty:ty;)*) => {$(
        $(#[$condition])*
        impl<$($parameter),*> Keep<$ty> for $ty {
            #[inline]
            fn keep(value: $ty) -> Self {
                value
            }
        }
    )*};
}

keep_itself! {
    [] bool;
    [] i8;
    [] i16;
    [] i32;
    [] i64;
    [] u8;
    [] u16;
    [] u32;
    [] u64;
    [] f32;
    [] f64;
    [] ();
    [] Decimal;
    #[cfg(feature = "chrono")]
    [] chrono::DateTime<chrono::Utc>;
    #[cfg(feature = "chrono")]
    [] chrono::DateTime<chrono::FixedOffset>;
    #[cfg(feature = "chrono")]
    [] chrono::NaiveDate;
    #[cfg(feature = "uuid")]
    [] uuid::Uuid;
    [T] Option<T>;
    [A] (A,);
    [A B] (A, B);
    [A B C] (A, B, C);
    [A B C D] (A, B, C, D);
    [A B C D E] (A, B, C, D, E);
    [A B C D E F] (A, B, C, D, E, F);
    [A B C D E F G] (A, B, C, D, E, F, G);
    [A B C D E F G H] (A, B, C, D, E, F, G, H);
    [A B C D E F G H I] (A, B, C, D, E, F, G, H, I);
    [A B C D E F G H I J] (A, B, C, D, E, F, G, H, I, J);
    [A B C D E F G H I J K] (A, B, C, D, E, F, G, H, I, J, K);
    [A B C D E F G H I J K L] (A, B, C, D, E, F, G, H, I, J, K, L);
    // An `Option` converts to a `Value`, too, and is taken as the value that it has or not.
    [] Value;
}

/// Implements `Keep` for a type by what converts to it.
macro_rules! keep_what_converts {
    ($([$($parameter:ident)*] $ty:ty;)*) => {$(
        impl<S: Into<$ty>, $($parameter),*> Keep<S> for $ty {
            #[inline]
            fn keep(value: S) -> Self {
                value.into()
            }
        }
    )*};
}

keep_what_converts! {
    [] String;
    [] Bytes;
    [] Base64;
    [] FilePart;
    [T C] Via<T, C>;
}

/// Implements `Keep` for JSON values by what is one, without an `Option`, which is one as well.
macro_rules! keep_json {
    ($([$($parameters:tt)*] $source:ty;)*) => {$(
        impl<$($parameters)*> Keep<$source> for Value {
            #[inline]
            fn keep(value: $source) -> Self {
                value.into()
            }
        }
    )*};
}

keep_json! {
    [] bool;
    [] i8;
    [] i16;
    [] i32;
    [] i64;
    [] u8;
    [] u16;
    [] u32;
    [] u64;
    [] f32;
    [] f64;
    [] &str;
    [] String;
    [T: Into<Value>] Vec<T>;
    [T: Clone + Into<Value>] &[T];
    [T: Into<Value>, const N: usize] [T; N];
    [] serde_json::Map<String, Value>;
}

impl<I, T> Keep<I> for Vec<T>
where
    I: IntoIterator,
    T: Keep<I::Item>,
{
    #[inline]
    fn keep(items: I) -> Self {
        items.into_iter().map(T::keep).collect()
    }
}

impl<I, K, V, T> Keep<I> for Map<T>
where
    I: IntoIterator<Item = (K, V)>,
    K: Into<String>,
    T: Keep<V>,
{
    #[inline]
    fn keep(entries: I) -> Self {
        let entries = entries.into_iter();
        entries
            .map(|(name, value)| (name.into(), T::keep(value)))
            .collect()
    }
}

impl<S, T: Keep<S>> Keep<S> for Box<T> {
    #[inline]
    fn keep(value: S) -> Self {
        Box::new(T::keep(value))
    }
}
