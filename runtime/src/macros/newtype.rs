/// Reads and writes structs with one unnamed field as that field.
///
/// ```
/// use specwright_runtime::json;
///
/// #[derive(Debug, PartialEq)]
/// struct Nested(pub Vec<Nested>);
///
/// specwright_runtime::newtype! { Nested }
///
/// assert_eq!(json::from_slice::<Nested>(b"[[]]")?, Nested(vec![Nested(vec![])]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! newtype {
    ($type:ident) => {
        impl $crate::json::Decode for $type {
            #[inline]
            fn decode(
                reader: &mut $crate::json::Reader<'_>,
            ) -> ::core::result::Result<Self, $crate::json::DecodeError> {
                ::core::result::Result::Ok(Self($crate::json::Decode::decode(reader)?))
            }

            #[inline]
            fn absent() -> ::core::option::Option<Self> {
                match $crate::json::Decode::absent() {
                    ::core::option::Option::Some(value) => ::core::option::Option::Some(Self(value)),
                    ::core::option::Option::None => ::core::option::Option::None,
                }
            }
        }

        impl $crate::json::Encode for $type {
            #[inline]
            fn encode(&self, writer: &mut $crate::json::Writer) {
                $crate::json::Encode::encode(&self.0, writer);
            }
        }

        $crate::__serde_bridge! { $type }
    };
}
