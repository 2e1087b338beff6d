/// Reads and writes enums whose variants are told apart by a property: a row a variant with the values that stand for it,
/// and last the variant that keeps objects without the property or with another value as they came.
///
/// A union writes the property where its variant has none of the values that stand for it: because the variant's type
/// does not have it, because it is not set, or because it is set to another string.
///
/// With `; Unknown, fallback Dog` an object without the property or with another value is read as a `Dog`, and kept as it
/// came only if that fails. A `Dog` is then written as it is.
///
/// With `; Unknown, untagged List | Text` there are variants that have no tag, or one that others have, too: they are
/// tried where the tag is none of those that stand for a variant, and where what the tag stands for drops a part of the
/// value. An object that fits none is kept as it came.
///
/// ```
/// use specwright_runtime::{Value, json};
///
/// #[derive(Debug, PartialEq)]
/// struct Cat { kind: String, lives: i64 }
/// specwright_runtime::object! { Cat { kind = required "petType", lives = required "lives" } }
///
/// #[derive(Debug, PartialEq)]
/// struct Dog { kind: String }
/// specwright_runtime::object! { Dog { kind = required "petType" } }
///
/// #[derive(Debug, PartialEq)]
/// enum Pet {
///     Cat(Cat),
///     Dog(Box<Dog>),
///     Unknown(Value),
/// }
///
/// specwright_runtime::tagged_union! { Pet by "petType" { Cat = "cat" | "Cat", Dog = "dog"; Unknown } }
///
/// let pet: Pet = json::from_slice(br#"{"lives": 9, "petType": "Cat"}"#)?;
/// assert_eq!(pet, Pet::Cat(Cat { kind: "Cat".to_owned(), lives: 9 }));
/// assert!(matches!(json::from_slice(br#"{"petType": "newt"}"#)?, Pet::Unknown(_)));
///
/// let dog = Pet::Dog(Box::new(Dog { kind: "cat".to_owned() }));
/// assert_eq!(json::to_vec(&dog)?, br#"{"petType":"dog"}"#);
///
/// let error = json::from_slice::<Pet>(br#"{"petType": "cat", "lives": "9"}"#).unwrap_err();
/// assert_eq!(error.to_string(), "at $.lives (byte 28): expected an integer, found a string");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! tagged_union {
    ($type:ident by $tag:literal {
        $($variant:ident = $value:literal $(| $other:literal)*),* $(,)?;
        $unknown:ident $(, fallback $fallback:ident)? $(,)?
    }) => {
        impl $crate::json::Decode for $type {
            #[inline]
            fn decode(
                reader: &mut $crate::json::Reader<'_>,
            ) -> ::core::result::Result<Self, $crate::json::DecodeError> {
                let tag = match $crate::__private::read_tag(reader, $tag) {
                    ::core::result::Result::Ok(tag) => tag,
                    ::core::result::Result::Err(error) => return ::core::result::Result::Err(error),
                };
                match tag.as_deref() {
                    $(
                        ::core::option::Option::Some($value $(| $other)*) => {
                            $crate::tagged_union! { @read reader $variant }
                        }
                    )*
                    _ => $crate::tagged_union! { @other reader $unknown $($fallback)? },
                }
            }
        }

        impl $crate::json::Encode for $type {
            #[inline]
            fn encode(&self, writer: &mut $crate::json::Writer) {
                // The fallback is a variant, too.
                #[allow(unreachable_patterns)]
                match self {
                    $(Self::$fallback(value) => $crate::json::Encode::encode(value, writer),)?
                    $(
                        Self::$variant(value) => {
                            $crate::__private::write_tag(writer, $tag, &[$value $(, $other)*]);
                            $crate::json::Encode::encode(value, writer);
                        }
                    )*
                    Self::$unknown(value) => $crate::json::Encode::encode(value, writer),
                }
            }
        }

        $crate::__serde_bridge! { $type }
    };
    ($type:ident by $tag:literal {
        $($variant:ident = $value:literal $(| $other:literal)*),* $(,)?;
        $unknown:ident, untagged $($untagged:ident)|+ $(, several $several:ident)? $(,)?
    }) => {
        impl $crate::json::Decode for $type {
            #[inline]
            fn decode(
                reader: &mut $crate::json::Reader<'_>,
            ) -> ::core::result::Result<Self, $crate::json::DecodeError> {
                let tag = match $crate::__private::read_tag_if_object(reader, $tag) {
                    ::core::result::Result::Ok(tag) => tag,
                    ::core::result::Result::Err(error) => return ::core::result::Result::Err(error),
                };
                let selected: ::core::option::Option<$crate::__private::Alternative<Self>> = match tag.as_deref() {
                    $(
                        ::core::option::Option::Some($value $(| $other)*) => {
                            ::core::option::Option::Some($crate::tagged_union! { @alternative $variant })
                        }
                    )*
                    _ => ::core::option::Option::None,
                };
                $crate::__private::read_tagged(
                    reader,
                    selected,
                    &[$($crate::tagged_union! { @alternative $untagged }),+],
                    $crate::untagged_union! { @several $($several)? },
                    |reader| $crate::tagged_union! { @other reader $unknown },
                )
            }
        }

        impl $crate::json::Encode for $type {
            #[inline]
            fn encode(&self, writer: &mut $crate::json::Writer) {
                // A variant may have tags of its own and one that it shares.
                #[allow(unreachable_patterns)]
                match self {
                    $(Self::$untagged(value) => $crate::json::Encode::encode(value, writer),)+
                    $(Self::$several(value) => $crate::json::Encode::encode(value, writer),)?
                    $(
                        Self::$variant(value) => {
                            $crate::__private::write_tag(writer, $tag, &[$value $(, $other)*]);
                            $crate::json::Encode::encode(value, writer);
                        }
                    )*
                    Self::$unknown(value) => $crate::json::Encode::encode(value, writer),
                }
            }
        }

        $crate::__serde_bridge! { $type }
    };
    (@alternative $variant:ident) => {
        (
            ::core::stringify!($variant),
            |reader| $crate::tagged_union! { @read reader $variant },
        )
    };
    (@read $reader:ident $variant:ident) => {
        match $crate::json::Decode::decode($reader) {
            ::core::result::Result::Ok(value) => ::core::result::Result::Ok(Self::$variant(value)),
            ::core::result::Result::Err(error) => ::core::result::Result::Err(error),
        }
    };
    (@other $reader:ident $unknown:ident) => {{
        $crate::__private::count_loss($reader, $crate::__private::Loss::UnknownVariant);
        $crate::tagged_union! { @read $reader $unknown }
    }};
    (@other $reader:ident $unknown:ident $fallback:ident) => {
        $crate::__private::read_either(
            $reader,
            |reader| $crate::tagged_union! { @read reader $fallback },
            |reader| $crate::tagged_union! { @other reader $unknown },
        )
    };
}
