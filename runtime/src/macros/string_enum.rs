/// Reads and writes enums as strings: a row a value, and last the variant that keeps any other.
///
/// Beside JSON it gives `as_str`, `AsRef<str>`, `Display`, `FromStr`, `From<&str>` and `From<String>`.
///
/// ```
/// use specwright_runtime::json;
///
/// #[derive(Debug, PartialEq)]
/// enum Status {
///     Active,
///     InActive,
///     Unknown(String),
/// }
///
/// specwright_runtime::string_enum! { Status { Active = "active", InActive = "in-active"; Unknown } }
///
/// assert_eq!(json::from_slice::<Status>(br#""in-active""#)?, Status::InActive);
/// assert_eq!(Status::from("gone"), Status::Unknown("gone".to_owned()));
/// assert_eq!(Status::Active.to_string(), "active");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! string_enum {
    ($type:ident { $($variant:ident = $text:literal),* $(,)?; $unknown:ident $(,)? }) => {
        impl $type {
            /// Returns the value as it travels.
            #[must_use]
            #[inline]
            pub fn as_str(&self) -> &::core::primitive::str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::$unknown(text) => text,
                }
            }
        }

        impl ::core::convert::AsRef<::core::primitive::str> for $type {
            #[inline]
            fn as_ref(&self) -> &::core::primitive::str {
                self.as_str()
            }
        }

        impl ::core::convert::From<&::core::primitive::str> for $type {
            #[inline]
            fn from(text: &::core::primitive::str) -> Self {
                match text {
                    $($text => Self::$variant,)*
                    other => Self::$unknown(::std::borrow::ToOwned::to_owned(other)),
                }
            }
        }

        impl ::core::convert::From<::std::string::String> for $type {
            #[inline]
            fn from(text: ::std::string::String) -> Self {
                <Self as ::core::convert::From<&::core::primitive::str>>::from(&text)
            }
        }

        impl ::core::str::FromStr for $type {
            type Err = ::core::convert::Infallible;

            #[inline]
            fn from_str(text: &::core::primitive::str) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                ::core::result::Result::Ok(<Self as ::core::convert::From<&::core::primitive::str>>::from(text))
            }
        }

        impl ::core::fmt::Display for $type {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl $crate::json::Decode for $type {
            #[inline]
            fn decode(
                reader: &mut $crate::json::Reader<'_>,
            ) -> ::core::result::Result<Self, $crate::json::DecodeError> {
                let value =
                    <Self as ::core::convert::From<&::core::primitive::str>>::from(reader.string()?);
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
                writer.string(self.as_str());
            }
        }

        impl $crate::__private::StringEnum for $type {
            #[inline]
            fn is_listed(&self) -> ::core::primitive::bool {
                !::core::matches!(self, Self::$unknown(_))
            }
        }

        $crate::__serde_bridge! { $type }
    };
}
