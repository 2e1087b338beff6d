/// Makes a union of a text where several of its variants are enums of strings: of the first one that lists it, or else the last variant.
///
/// ```
/// # #[derive(Debug, PartialEq)]
/// # enum Small { Mini, Unknown(String) }
/// # specwright_runtime::string_enum! { Small { Mini = "mini"; Unknown } }
/// # #[derive(Debug, PartialEq)]
/// # enum Large { Pro, Unknown(String) }
/// # specwright_runtime::string_enum! { Large { Pro = "pro"; Unknown } }
/// #[derive(Debug, PartialEq)]
/// enum Model {
///     Small(Small),
///     Large(Large),
/// }
///
/// impl From<&str> for Model {
///     fn from(text: &str) -> Self {
///         specwright_runtime::text_variant! { text: Small(Small), Large(Large); Small }
///     }
/// }
///
/// assert_eq!(Model::from("pro"), Model::Large(Large::Pro));
/// assert_eq!(Model::from("new"), Model::Small(Small::Unknown("new".to_owned())));
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! text_variant {
    ($text:ident: $($variant:ident($enum:ty)),*; $other:ident) => {{
        let text: &::core::primitive::str = ::core::convert::AsRef::as_ref(&$text);
        $(
            let value = <$enum as ::core::convert::From<&::core::primitive::str>>::from(text);
            if $crate::__private::StringEnum::is_listed(&value) {
                return Self::$variant(value);
            }
        )*
        Self::$other(::core::convert::Into::into($text))
    }};
}
