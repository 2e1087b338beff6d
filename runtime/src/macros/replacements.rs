/// Checks types that replace those of a document: `replacements! { "Money": crate::Money = ["250"], }`, a row a type.
#[doc(hidden)]
#[macro_export]
macro_rules! replacements {
    ($($item:literal: $type:ty = [$($value:literal),* $(,)?],)*) => {
        /// Checks that values of the document go unchanged through the types of this program that replace its own: for a test.
        ///
        /// # Errors
        /// All values that a type does not read, or writes otherwise.
        #[allow(unused_mut)]
        pub fn check_replacements() -> ::core::result::Result<(), $crate::via::AlteredValues> {
            let mut altered = $crate::via::AlteredValues::default();
            $(altered.check::<$type>($item, &[$($value),*]);)*
            altered.into_result()
        }
    };
}
