/// Reads and writes enums of values of any kind: a row a value as JSON text, and last the variant that keeps any other.
///
/// Numbers are compared by their value: `1.0` is `1`.
///
/// ```
/// use specwright_runtime::{Value, json};
///
/// #[derive(Debug, PartialEq)]
/// enum Limit {
///     Auto,
///     None,
///     Five,
///     Unknown(Value),
/// }
///
/// specwright_runtime::literal_enum! { Limit { Auto = "\"auto\"", None = "null", Five = "5"; Unknown } }
///
/// assert_eq!(json::from_slice::<Vec<Limit>>(br#"["auto", null, 5]"#)?, [Limit::Auto, Limit::None, Limit::Five]);
/// assert_eq!(json::from_slice::<Limit>(b"6")?, Limit::Unknown(6.into()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! literal_enum {
    ($type:ident { $($variant:ident = $json:literal),* $(,)?; $unknown:ident $(,)? }) => {
        impl ::core::convert::From<$crate::Value> for $type {
            #[inline]
            fn from(value: $crate::Value) -> Self {
                $(
                    if $crate::__private::is_literal(&value, $json) {
                        return Self::$variant;
                    }
                )*
                Self::$unknown(value)
            }
        }

        impl $crate::json::Decode for $type {
            #[inline]
            fn decode(
                reader: &mut $crate::json::Reader<'_>,
            ) -> ::core::result::Result<Self, $crate::json::DecodeError> {
                let value: $crate::Value = $crate::json::Decode::decode(reader)?;
                let value = <Self as ::core::convert::From<$crate::Value>>::from(value);
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
                match self {
                    $(Self::$variant => writer.raw($json),)*
                    Self::$unknown(value) => $crate::json::Encode::encode(value, writer),
                }
            }
        }

        $crate::__serde_bridge! { $type }
    };
}
