/// Reads and writes structs as JSON objects: a row a field, with its kind and the property's name.
///
/// - `required`: a field of any type. An absent property is an error, unless the field is an `Option`: then it is `None`.
/// - `optional`: a field of type `Option<T>`. `None` is written as no property; absent and `null` are read as `None`.
/// - `nullable`: a field of type [`Nullable<T>`](crate::Nullable), which tells absent and `null` apart.
/// - `holds_null`: a field of type `Option<T>`, where `T` takes `null` itself, as `Value` does: `None` when absent, `Some` of what
///   `T` makes of `null`.
/// - `received`: a field of type `Option<T>` of what only servers send, which may be `null`. As `optional`, but `null` is no less fit
///   than absence when a union chooses among its variants.
/// - `..rest`: a field of type [`Map<T>`](crate::Map) that keeps all other properties; without it they are dropped.
///
/// Behind the type may stand where the document describes it, and behind a property where it describes that one, if it is not below
/// the type's: errors name it.
///
/// A `closed` object is one whose schema allows no other properties; they are dropped too, but a union
/// then takes any other variant that fits.
///
/// With `numbers_in_text` before it, the numbers of an object are read from strings, too: `"7"` as 7.
///
/// ```
/// use specwright_runtime::{Map, Nullable, Value, json};
///
/// #[derive(Debug, PartialEq)]
/// struct User {
///     id: i64,
///     display_name: Option<String>,
///     nick: Nullable<String>,
///     rest: Map<Value>,
/// }
///
/// specwright_runtime::object! {
///     User {
///         id = required "id",
///         display_name = optional "displayName",
///         nick = nullable "nick",
///         ..rest
///     }
/// }
///
/// let user: User = json::from_slice(br#"{"nick":null,"id":7,"age":40}"#)?;
/// assert_eq!((user.id, &user.display_name, &user.nick), (7, &None, &Nullable::Null));
/// assert_eq!(json::to_vec(&user)?, br#"{"id":7,"nick":null,"age":40}"#);
///
/// let error = json::from_slice::<User>(b"{}").unwrap_err();
/// assert_eq!(error.message(), "missing property `id`");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! object {
    (numbers_in_text $($rest:tt)*) => {
        $crate::object! { @read read_object_with_text $($rest)* }
    };
    (@read $read:ident closed $type:ident $(at $place:literal)? { $($field:ident = $kind:ident $name:literal $(at $elsewhere:literal)?),* $(,)? }) => {
        $crate::object! {
            @impl $read $type [$($place)?] { $($field $kind $name [$($elsewhere)?])* } {} $crate::__private::Rest::Closed
        }
    };
    (@read $read:ident $type:ident $(at $place:literal)? { $($field:ident = $kind:ident $name:literal $(at $elsewhere:literal)?),* $(,)? }) => {
        $crate::object! {
            @impl $read $type [$($place)?] { $($field $kind $name [$($elsewhere)?])* } {} $crate::__private::Rest::Skip
        }
    };
    (@read $read:ident $type:ident $(at $place:literal)? {
        $($field:ident = $kind:ident $name:literal $(at $elsewhere:literal)?,)* ..$rest:ident $(,)?
    }) => {
        $crate::object! {
            @impl $read $type [$($place)?] { $($field $kind $name [$($elsewhere)?])* } { $rest }
            $crate::__private::Rest::Keep($rest)
        }
    };
    (closed $type:ident $(at $place:literal)? { $($field:ident = $kind:ident $name:literal $(at $elsewhere:literal)?),* $(,)? }) => {
        $crate::object! {
            @impl read_object $type [$($place)?] { $($field $kind $name [$($elsewhere)?])* } {} $crate::__private::Rest::Closed
        }
    };
    ($type:ident $(at $place:literal)? { $($field:ident = $kind:ident $name:literal $(at $elsewhere:literal)?),* $(,)? }) => {
        $crate::object! {
            @impl read_object $type [$($place)?] { $($field $kind $name [$($elsewhere)?])* } {} $crate::__private::Rest::Skip
        }
    };
    ($type:ident $(at $place:literal)? {
        $($field:ident = $kind:ident $name:literal $(at $elsewhere:literal)?,)* ..$rest:ident $(,)?
    }) => {
        $crate::object! {
            @impl read_object $type [$($place)?] { $($field $kind $name [$($elsewhere)?])* } { $rest }
            $crate::__private::Rest::Keep($rest)
        }
    };
    (
        @impl $read:ident $type:ident [$($place:literal)?] { $($field:ident $kind:ident $name:literal [$($elsewhere:literal)?])* }
        { $($rest:ident)? } $unknown:expr
    ) => {
        const _: () = {
            use $crate::__private::{empty as __empty, kind as __kind};

            static __PROPERTIES: $crate::__private::Properties = $crate::__private::Properties::new(
                &[$(($name, __kind::$kind)),*],
                &[$($place)?],
                &[$($(($name, $elsewhere),)?)*],
            );

            impl $crate::json::Decode for $type {
                #[inline]
                fn decode(
                    reader: &mut $crate::json::Reader<'_>,
                ) -> ::core::result::Result<Self, $crate::json::DecodeError> {
$(let mut $rest = $crate::object!(@map $rest); let $rest = &mut $rest;)?
                    $(let mut $field = __empty::$kind;)*
                    match ($crate::__private::$read(reader, &__PROPERTIES, &mut [$(&mut $field),*], $unknown), $($field),*) {
                        (::core::result::Result::Ok(()), $($crate::object!(@settled $kind $field),)*) => {
                            ::core::result::Result::Ok(Self { $($field,)* $($rest: ::core::mem::take($rest))? })
                        }
                        (::core::result::Result::Err(error), ..) => ::core::result::Result::Err(error),
                        #[allow(unreachable_patterns)]
                        _unsettled => ::core::result::Result::Err($crate::__private::incomplete(reader)),
                    }
                }
            }

            impl $crate::json::Encode for $type {
                #[inline]
                fn encode(&self, writer: &mut $crate::json::Writer) {
                    $crate::__private::write_object(writer, &__PROPERTIES, &[$(&self.$field),*], &[$(&self.$rest)?]);
                }
            }
        };

        $crate::__serde_bridge! { $type }
    };
    (@map $rest:ident) => {
        $crate::Map::new()
    };
    (@settled required $field:ident) => {
        ::core::option::Option::Some($field)
    };
    (@settled $kind:ident $field:ident) => {
        $field
    };
}
