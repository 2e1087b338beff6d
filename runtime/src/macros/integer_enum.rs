/// Reads and writes enums as integers: a row a value, and last the variant that keeps any other.
///
/// Beside JSON it gives `as_i64`, `Display`, `FromStr` and `From<i64>`.
///
/// ```
/// use specwright_runtime::json;
///
/// #[derive(Debug, PartialEq)]
/// enum Level {
///     Low,
///     High,
///     Unknown(i64),
/// }
///
/// specwright_runtime::integer_enum! { Level { Low = 1, High = 2; Unknown } }
///
/// assert_eq!(json::from_slice::<Vec<Level>>(b"[1, 3]")?, [Level::Low, Level::Unknown(3)]);
/// assert_eq!(Level::High.as_i64(), 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! integer_enum {
    ($type:ident { $($variant:ident = $integer:literal),* $(,)?; $unknown:ident $(,)? }) => {
        impl $type {
            /// Returns the value as it travels.
            #[must_use]
            #[inline]
            pub fn as_i64(&self) -> ::core::primitive::i64 {
                match self {
                    $(Self::$variant => $integer,)*
                    Self::$unknown(integer) => *integer,
                }
            }
        }

        impl ::core::convert::From<::core::primitive::i64> for $type {
            #[inline]
            fn from(integer: ::core::primitive::i64) -> Self {
                match integer {
                    $($integer => Self::$variant,)*
                    other => Self::$unknown(other),
                }
            }
        }

        impl ::core::str::FromStr for $type {
            type Err = ::core::num::ParseIntError;

            #[inline]
            fn from_str(
                text: &::core::primitive::str,
            ) -> ::core::result::Result<Self, ::core::num::ParseIntError> {
                let integer: ::core::primitive::i64 = ::core::str::FromStr::from_str(text)?;
                ::core::result::Result::Ok(<Self as ::core::convert::From<::core::primitive::i64>>::from(integer))
            }
        }

        impl ::core::fmt::Display for $type {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.as_i64(), f)
            }
        }

        impl $crate::json::Decode for $type {
            #[inline]
            fn decode(
                reader: &mut $crate::json::Reader<'_>,
            ) -> ::core::result::Result<Self, $crate::json::DecodeError> {
                let integer: ::core::primitive::i64 = $crate::json::Decode::decode(reader)?;
                let value = <Self as ::core::convert::From<::core::primitive::i64>>::from(integer);
                if ::core::matches!(value, Self::$unknown(_)) {
                    let listed = <[&::core::primitive::str]>::len(&[$(::core::stringify!($variant)),*]);
                    $crate::__private::count_unlisted(reader, listed);
                }
                ::core::result::Result::Ok(value)
            }
        }

        impl $crate::json::Encode for $type {
            #[inline]
            fn encode(&self, writer: &mut $crate::json::Writer) {
                $crate::json::Encode::encode(&self.as_i64(), writer);
            }
        }

        $crate::__serde_bridge! { $type }
    };
}
