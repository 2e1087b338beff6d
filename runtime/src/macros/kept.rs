/// Has setters keep values of a type: what is one, or with `into` what converts to one.
#[doc(hidden)]
#[macro_export]
macro_rules! __kept {
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
