//! What methods take for a value: the value, a reference to it, and what people have at hand instead of it.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::marker::PhantomData;
use std::sync::Arc;

use crate::codec::json::map::Map;
use crate::codec::json::nullable::Nullable;
use crate::codec::json::{Encode, Writer};

/// A value of `T` as the argument of a method: by value or by reference, as the caller has it.
///
/// | the method asks for | and takes |
/// |---|---|
/// | `impl Argument<T>` | `T`, `&T`, `Box<T>`, `Arc<T>` |
/// | `impl Argument<str>` | any text: `&str`, `String`, `&String`, `Cow<str>`, … |
/// | `impl Argument<T>`, where `T` is an enum of strings | also text: `"created"` |
/// | `impl Argument<T>`, where `T` is a union | also what only one of its alternatives is |
/// | `impl Argument<List<T>>` | arrays, slices and vectors of what stands for a `T`: `["a", "b"]`, `&ids` |
/// | `impl Argument<Entries<T>>` | a [`Map`], `HashMap` or `BTreeMap`, and arrays, slices and vectors of pairs: `[("a", 1)]` |
///
/// The method borrows what it is given, so `&x` serves where `x` is needed afterwards, and `x` where it is not.
///
/// ```no_run
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doc/store.rs"));
/// # async fn add(client: store::Client) -> Result<(), Box<dyn std::error::Error>> {
/// use store::types::Pet;
///
/// let tom = Pet { id: 7, name: "Tom".to_owned() };
/// client.add_pet(&tom).await?;
/// client.add_pet(tom).await?;
/// # Ok(())
/// # }
/// # fn main() {}
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no argument for a `{T}`",
    label = "expected a value that stands for a `{T}`, or a reference to one"
)]
pub trait Argument<T: ?Sized>: Optional<T> {}

/// A value of `T`, or none, as the argument of a method that sets something optional.
///
/// It takes all that [`Argument`] takes, and an `Option` of it, whose `None` leaves out what the method would set. A [`Nullable`] tells
/// the two kinds of nothing apart: `Nullable::Null` sends `null`, to a body that may be `null`. So a program that has an `Option` passes
/// it on as it is:
///
/// ```no_run
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doc/store.rs"));
/// # async fn list(client: store::Client, limit: Option<i64>) -> Result<(), Box<dyn std::error::Error>> {
/// client.list_pets().limit(10).await?;
/// client.list_pets().limit(limit).await?;
/// # Ok(())
/// # }
/// # fn main() {}
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no argument for an optional `{T}`",
    label = "expected a value that stands for a `{T}`, a reference to one, or an `Option` of these"
)]
pub trait Optional<T: ?Sized>: Encode {
    #[doc(hidden)]
    const SEALED: Sealed;

    /// Appends the value as what a `T` is in JSON.
    #[doc(hidden)]
    fn encode_argument(&self, writer: &mut Writer) {
        self.encode(writer);
    }
}

/// A value of `T`, null, or none, as the argument of a method that sets an optional body that may be null.
///
/// It takes all that [`Optional`] takes, and [`Null`](crate::Null), which sends `null`; the `None` of an `Option` leaves the body out.
///
/// ```
/// use specwright_runtime::{Null, Nullable, OptionalOrNull};
///
/// fn note(body: impl OptionalOrNull<str>) {}
///
/// note("ring twice");
/// note(Null);
/// note(None::<&str>);
/// note(Nullable::<String>::Null);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no argument for an optional `{T}` that may be null",
    label = "expected a value that stands for a `{T}`, a reference to one, an `Option` of these, or `Null`"
)]
pub trait OptionalOrNull<T: ?Sized> {
    #[doc(hidden)]
    const SEALED: Sealed;

    /// Returns what is written: a `T` in JSON, or null.
    #[doc(hidden)]
    fn or_null(&self) -> impl Encode;
}

impl<T: ?Sized, A: Optional<T>> OptionalOrNull<T> for A {
    const SEALED: Sealed = Sealed;

    fn or_null(&self) -> impl Encode {
        Given(self, PhantomData::<T>)
    }
}

/// A list of `T`, in the types of arguments: `impl Argument<List<str>>` takes `["a", "b"]`.
#[derive(Debug)]
pub enum List<T: ?Sized> {
    #[doc(hidden)]
    Never(std::convert::Infallible, PhantomData<T>),
}

/// Entries of a map, values of `T` by their names, in the types of arguments: `impl Argument<Entries<str>>` takes `[("a", "b")]`.
#[derive(Debug)]
pub enum Entries<T: ?Sized> {
    #[doc(hidden)]
    Never(std::convert::Infallible, PhantomData<T>),
}

/// What only this crate has, so that only it implements the traits.
#[derive(Debug)]
pub struct Sealed;

/// An enum of strings that keeps the ones that it does not list, so that any text stands for one of its values.
#[doc(hidden)]
pub trait StringEnum: for<'a> From<&'a str> + Encode {
    /// Tells whether the document lists the value.
    fn is_listed(&self) -> bool;
}

/// Implements the traits for types that stand for a target, and `Optional` for what may be none of them. What is not encoded as the
/// target is has a block that does it.
macro_rules! arguments {
    ($([$($parameters:tt)*] $ty:ty => $target:ty $(, |$values:ident, $writer:ident| $write:expr)?;)*) => {$(
        impl<$($parameters)*> Argument<$target> for $ty {}

        impl<$($parameters)*> Optional<$target> for $ty {
            const SEALED: Sealed = Sealed;

            $(
                fn encode_argument(&self, $writer: &mut Writer) {
                    let $values = self;
                    $write;
                }
            )?
        }

        impl<$($parameters)*> Optional<$target> for Option<$ty> {
            const SEALED: Sealed = Sealed;

            fn encode_argument(&self, writer: &mut Writer) {
                write_optional::<$target>(self.as_ref(), writer);
            }
        }

        impl<$($parameters)*> Optional<$target> for Nullable<$ty> {
            const SEALED: Sealed = Sealed;

            fn encode_argument(&self, writer: &mut Writer) {
                write_optional::<$target>(self.as_ref(), writer);
            }
        }
    )*};
}

arguments! {
    [T: Encode] T => T;
    [T: Encode + ?Sized] &T => T;
    [T: Encode + ?Sized] Box<T> => T;
    [T: Encode + ?Sized] &Box<T> => T;
    [T: Encode + ?Sized] Arc<T> => T;
    [T: Encode + ?Sized] &Arc<T> => T;

    [] String => str;
    [] &String => str;
    [] &&str => str;
    [] Cow<'_, str> => str;
    [] &Cow<'_, str> => str;

    [E: StringEnum] &str => E;
    [E: StringEnum] &&str => E;
    [E: StringEnum] String => E;
    [E: StringEnum] &String => E;

    [T: ?Sized, A: Argument<T>, const N: usize] [A; N] => List<T>, |items, writer| write_list(writer, items);
    [T: ?Sized, A: Argument<T>, const N: usize] &[A; N] => List<T>, |items, writer| write_list(writer, *items);
    [T: ?Sized, A: Argument<T>] &[A] => List<T>, |items, writer| write_list(writer, items);
    [T: ?Sized, A: Argument<T>] Vec<A> => List<T>, |items, writer| write_list(writer, items);
    [T: ?Sized, A: Argument<T>] &Vec<A> => List<T>, |items, writer| write_list(writer, items);

    [T: ?Sized, A: Argument<T>] Map<A> => Entries<T>, |map, writer| write_map(writer, map.iter());
    [T: ?Sized, A: Argument<T>] &Map<A> => Entries<T>, |map, writer| write_map(writer, map.iter());
    [T: ?Sized, K: Name, A: Argument<T>, const N: usize] [(K, A); N] => Entries<T>, |pairs, writer| write_pairs(writer, pairs);
    [T: ?Sized, K: Name, A: Argument<T>, const N: usize] &[(K, A); N] => Entries<T>, |pairs, writer| write_pairs(writer, *pairs);
    [T: ?Sized, K: Name, A: Argument<T>] &[(K, A)] => Entries<T>, |pairs, writer| write_pairs(writer, pairs);
    [T: ?Sized, K: Name, A: Argument<T>] Vec<(K, A)> => Entries<T>, |pairs, writer| write_pairs(writer, pairs);
    [T: ?Sized, K: Name, A: Argument<T>] &Vec<(K, A)> => Entries<T>, |pairs, writer| write_pairs(writer, pairs);
    [T: ?Sized, K: Name, A: Argument<T>, S] HashMap<K, A, S> => Entries<T>, |map, writer| write_map(writer, map.iter());
    [T: ?Sized, K: Name, A: Argument<T>, S] &HashMap<K, A, S> => Entries<T>, |map, writer| write_map(writer, map.iter());
    [T: ?Sized, K: Name, A: Argument<T>] BTreeMap<K, A> => Entries<T>, |map, writer| write_map(writer, map.iter());
    [T: ?Sized, K: Name, A: Argument<T>] &BTreeMap<K, A> => Entries<T>, |map, writer| write_map(writer, map.iter());
}

/// Implements `Optional` for a reference to what may be none.
macro_rules! references {
    ($([$($parameters:tt)*] $ty:ty => $target:ty;)*) => {$(
        impl<$($parameters)*> Optional<$target> for &Option<$ty> {
            const SEALED: Sealed = Sealed;
        }

        impl<$($parameters)*> Optional<$target> for &Nullable<$ty> {
            const SEALED: Sealed = Sealed;
        }
    )*};
}

references! {
    [T: Encode] T => T;
    [] String => str;
    [E: StringEnum] String => E;
}

fn write_optional<T: ?Sized>(argument: Option<&impl Argument<T>>, writer: &mut Writer) {
    match argument {
        Some(argument) => argument.encode_argument(writer),
        None => writer.null(),
    }
}

/// A name of a property.
#[doc(hidden)]
pub trait Name: AsRef<str> + Encode {}

impl<K: AsRef<str> + Encode> Name for K {}

fn write_list<T: ?Sized, A: Argument<T>>(writer: &mut Writer, items: &[A]) {
    writer.open(b'[');
    for (index, item) in items.iter().enumerate() {
        writer.element(index, &Given(item, PhantomData::<T>));
    }
    writer.close(b']');
}

fn write_pairs<T: ?Sized, A: Argument<T>>(writer: &mut Writer, pairs: &[(impl Name, A)]) {
    write_map(writer, pairs.iter().map(|(name, value)| (name, value)));
}

fn write_map<'a, T: ?Sized, K: Name + 'a, A: Argument<T> + 'a>(
    writer: &mut Writer,
    entries: impl Iterator<Item = (&'a K, &'a A)>,
) {
    let outer = writer.open_object(&|_| false);
    for (name, value) in entries {
        writer.property(name.as_ref(), &Given(value, PhantomData::<T>));
    }
    writer.close_object(outer);
}

impl<K: Name, V: Encode, S> Encode for HashMap<K, V, S> {
    fn encode(&self, writer: &mut Writer) {
        let outer = writer.open_object(&|_| false);
        for (name, value) in self {
            writer.property(name.as_ref(), value);
        }
        writer.close_object(outer);
    }
}

impl<K: Name, V: Encode> Encode for BTreeMap<K, V> {
    fn encode(&self, writer: &mut Writer) {
        let outer = writer.open_object(&|_| false);
        for (name, value) in self {
            writer.property(name.as_ref(), value);
        }
        writer.close_object(outer);
    }
}

/// An argument, written as what it stands for.
struct Given<'a, A, T: ?Sized>(&'a A, PhantomData<T>);

impl<T: ?Sized, A: Optional<T>> Encode for Given<'_, A, T> {
    fn encode(&self, writer: &mut Writer) {
        self.0.encode_argument(writer);
    }

    fn is_absent(&self) -> bool {
        self.0.is_absent()
    }
}

/// Returns an argument whose own JSON would be something else, as what it stands for.
pub fn argument<'a, T: ?Sized + 'a, A: Optional<T>>(argument: &'a A) -> impl Encode + 'a {
    Given(argument, PhantomData::<T>)
}

/// Returns an argument that may be null as what is written.
pub fn or_null<'a, T: ?Sized + 'a, A: OptionalOrNull<T>>(argument: &'a A) -> impl Encode + 'a {
    argument.or_null()
}
