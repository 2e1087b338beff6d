/// Gives a generated builder the method that gets tokens by the id and the secret of a client: nothing where the feature `oauth2` is off, so
/// that a client builds without it.
///
/// ```text
/// client_credentials! {
///     /// Gets tokens for `oauth`.
///     ClientBuilder::oauth_client_credentials {
///         scheme: "oauth",
///         token_url: "https://example.com/token",
///         refresh_url: None,
///     }
/// }
/// ```
#[cfg(feature = "oauth2")]
#[doc(hidden)]
#[macro_export]
macro_rules! client_credentials {
    (
        $(#[$attribute:meta])*
        $builder:ident::$name:ident {
            scheme: $scheme:literal,
            token_url: $token_url:literal,
            refresh_url: $refresh_url:expr,
        }
    ) => {
        impl $builder {
            $(#[$attribute])*
            pub fn $name(
                mut self,
                id: &str,
                secret: impl ::core::convert::Into<$crate::SecretString>,
                scopes: &[&str],
            ) -> Self {
                let source = $crate::oauth2::ClientCredentials::new($token_url, id, secret).scopes(scopes);
                let refresh_url: ::core::option::Option<&str> = $refresh_url;
                self.inner.client_credentials(
                    $scheme,
                    match refresh_url {
                        ::core::option::Option::Some(url) => source.refresh_url(url),
                        ::core::option::Option::None => source,
                    },
                );
                self
            }
        }
    };
}

/// Expands to nothing: the feature `oauth2` is off.
#[cfg(not(feature = "oauth2"))]
#[doc(hidden)]
#[macro_export]
macro_rules! client_credentials {
    ($($rows:tt)*) => {};
}
