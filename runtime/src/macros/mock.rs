/// Gives what stands in it where the feature `mock` is on.
#[cfg(feature = "mock")]
#[doc(hidden)]
#[macro_export]
macro_rules! mock_side {
    ($($items:tt)*) => { $($items)* };
}

/// Expands to nothing: the feature `mock` is off.
#[cfg(not(feature = "mock"))]
#[doc(hidden)]
#[macro_export]
macro_rules! mock_side {
    ($($items:tt)*) => {};
}

/// Makes the mock of a client's server: `mock! { Mock => super::Client, super::ClientBuilder, server::description }`.
#[cfg(feature = "mock")]
#[doc(hidden)]
#[macro_export]
macro_rules! mock {
    ($name:ident => $client:path, $builder:path, $description:path) => {
        /// A server that responds as a test says, and fails the test where a request or a response is not what the document
        /// describes. See the module [`mock`]($crate::mock) of the runtime.
        #[derive(Debug)]
        pub struct $name {
            inner: $crate::mock::Mock,
        }

        impl ::core::default::Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }

        impl $name {
            /// Creates a mock that expects nothing.
            pub fn new() -> Self {
                Self {
                    inner: $crate::mock::Mock::new($description()),
                }
            }

            /// Returns a client whose requests this mock answers, without a socket.
            pub fn client(&self) -> $client {
                match self.client_builder().build() {
                    ::core::result::Result::Ok(client) => client,
                    ::core::result::Result::Err(error) => {
                        ::core::panic!("the client can't be built: {error}")
                    }
                }
            }

            /// Returns a builder of such a client, for its other settings. It has a credential for each security scheme.
            pub fn client_builder(&self) -> $builder {
                let mut builder = <$client>::builder();
                self.inner.prepare(&mut builder.inner);
                builder
            }

            /// Answers requests on a port of the loopback interface, until what is returned is dropped.
            ///
            /// # Errors
            /// There is no port.
            pub async fn serve(&self) -> ::std::io::Result<$crate::mock::Served> {
                self.inner.serve().await
            }

            /// Returns what would make the test fail, each a text, and forgets it.
            pub fn take_problems(&self) -> ::std::vec::Vec<::std::string::String> {
                self.inner.take_problems()
            }

            /// Checks that all that is expected came, and nothing else. It is also checked when the mock is dropped.
            ///
            /// # Panics
            /// It did not.
            #[track_caller]
            pub fn verify(&self) {
                self.inner.verify();
            }
        }
    };
}
