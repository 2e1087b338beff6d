/// Has methods that ask for a union take what it is made of, by value or by reference: a row a type, behind the tag that is written for it,
/// if there is one, or behind the length of an array.
///
/// ```
/// use specwright_runtime::Argument;
///
/// #[derive(Debug)]
/// struct Cat { lives: i64 }
/// specwright_runtime::object! { Cat { lives = required "lives" } }
///
/// #[derive(Debug)]
/// enum Pet { Cat(Cat), Name(String) }
/// specwright_runtime::untagged_union! { Pet { Cat, Name } }
/// specwright_runtime::union_argument! { Pet { "kind" = "cat" => Cat, &str } }
///
/// fn add(pet: impl Argument<Pet>) {}
///
/// add(Cat { lives: 9 });
/// add(&Cat { lives: 9 });
/// add("Tom");
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! union_argument {
    ($type:ident {
        $($(const $length:ident =>)? $($tag:literal = $($value:literal)|+ =>)? $source:ty),* $(,)?
    }) => {$(
        $crate::union_argument! {
            @one [$(const $length: ::core::primitive::usize)?] $type [$source] [$($tag [$($value),+])?]
        }
        $crate::union_argument! {
            @one [$(const $length: ::core::primitive::usize)?] $type [&$source] [$($tag [$($value),+])?]
        }
    )*};
    (@one [$($length:tt)*] $type:ident [$source:ty] $tag:tt) => {
        impl<$($length)*> $crate::Argument<$type> for $source {}

        impl<$($length)*> $crate::Optional<$type> for $source {
            const SEALED: $crate::__private::Sealed = $crate::__private::Sealed;

            fn encode_argument(&self, writer: &mut $crate::json::Writer) {
                $crate::union_argument! { @tag writer $tag }
                $crate::json::Encode::encode(self, writer);
            }
        }

        impl<$($length)*> $crate::Optional<$type> for ::core::option::Option<$source> {
            const SEALED: $crate::__private::Sealed = $crate::__private::Sealed;

            fn encode_argument(&self, writer: &mut $crate::json::Writer) {
                if ::core::option::Option::is_some(self) {
                    $crate::union_argument! { @tag writer $tag }
                }
                $crate::json::Encode::encode(self, writer);
            }
        }
    };
    (@tag $writer:ident []) => {};
    (@tag $writer:ident [$tag:literal [$($value:literal),+]]) => {
        $crate::__private::write_tag($writer, $tag, &[$($value),+]);
    };
}
