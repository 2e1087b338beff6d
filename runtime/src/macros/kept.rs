/// Has setters keep values of a type: what is one, or with `into` what converts to one. It is for types that clients send: others have no
/// setters, and there are many of them.
///
/// ```
/// use specwright_runtime::IntoOptional;
///
/// # #[derive(Debug, PartialEq)]
/// # enum Color { Red, Unknown(String) }
/// # specwright_runtime::string_enum! { Color { Red = "red"; Unknown } }
/// specwright_runtime::kept! { into Color }
///
/// fn color<By>(color: impl IntoOptional<Color, By>) -> Option<Color> {
///     color.into_optional()
/// }
///
/// assert_eq!(color("red"), Some(Color::Red));
/// assert_eq!(color(None::<Color>), None);
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! kept {
    (into $type:ident) => {
        impl<S: ::core::convert::Into<$type>> $crate::__private::Keep<S> for $type {
            #[inline]
            fn keep(value: S) -> Self {
                ::core::convert::Into::into(value)
            }
        }
    };
    ($type:ident) => {
        impl $crate::__private::Keep<$type> for $type {
            #[inline]
            fn keep(value: Self) -> Self {
                value
            }
        }
    };
}
