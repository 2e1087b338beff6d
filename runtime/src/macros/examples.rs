/// Gives types values of their own: `examples! { DESCRIPTION; types::Pet = "#/components/schemas/Pet", }`, a row a type.
#[cfg(feature = "values")]
#[doc(hidden)]
#[macro_export]
macro_rules! examples {
    ($description:path; $($(#[$gate:meta])* $type:path = $schema:literal,)*) => {
        const _: () = {
            static SCHEMAS: $crate::__private::Schemas = $crate::__private::Schemas::new($description);
            $(
                $(#[$gate])*
                impl $crate::values::Example for $type {
                    #[inline]
                    fn described() -> $crate::__private::SchemaOfType {
                        $crate::__private::SchemaOfType {
                            schemas: &SCHEMAS,
                            reference: $schema,
                        }
                    }
                }
            )*
        };
    };
}

/// Expands to nothing: the feature `values` is off.
#[cfg(not(feature = "values"))]
#[doc(hidden)]
#[macro_export]
macro_rules! examples {
    ($($rows:tt)*) => {};
}
