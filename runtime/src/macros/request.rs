/// Defines the type of a client's requests that have setters: `request! { OperationRequest }`.
///
/// It is one type with a parameter for the operation, so that the methods that all requests have are there once: a type for each operation
/// with these methods was an eighth of what `rustc` does for a client. A client has it in its own crate, because setters are methods
/// that only the crate of a type can give it: `impl OperationRequest<UserList, ListUsersError, marker::ListUsers> { … }`.
#[doc(hidden)]
#[macro_export]
macro_rules! request {
    ($name:ident) => {
        /// A request of the operation `O`, with setters for what is optional. `T` is the body of a success, `E` that of a failure.
        ///
        /// The setters are on the page of the operation's own name for it.
        #[must_use = "a request is sent when it is awaited, or by `send`"]
        pub struct $name<T, E, O>(
            pub(super) $crate::Request<T, E>,
            pub(super) $crate::__private::PhantomData<fn() -> O>,
        );

        impl<T, E, O> $name<T, E, O> {
            /// Sends the request and returns the status and the headers beside the body.
            #[inline]
            pub fn with_response(self) -> $crate::ResponseFuture<T, E> {
                self.0.with_response()
            }

            /// Sets how long this call may take, instead of the limit of the client.
            #[inline]
            pub fn timeout(self, timeout: ::core::time::Duration) -> Self {
                Self(self.0.timeout(timeout), self.1)
            }

            /// Sets when this request is sent again, instead of the setting of the client.
            #[inline]
            pub fn retry(self, retry: $crate::Retry) -> Self {
                Self(self.0.retry(retry), self.1)
            }

            /// Sets a header. It replaces one of the client, and a credential in the same header.
            #[inline]
            pub fn header(self, name: &str, value: impl ::core::fmt::Display) -> Self {
                Self(self.0.header(name, value), self.1)
            }

            /// Adds a parameter of the query that the document does not describe. Name and value are percent-encoded.
            #[inline]
            pub fn query(self, name: &str, value: impl ::core::fmt::Display) -> Self {
                Self(self.0.query(name, value), self.1)
            }

            /// Sets a property of the JSON body that the document does not describe, or another value for one that it does.
            #[inline]
            pub fn body_property(self, name: &str, value: &impl $crate::json::Encode) -> Self {
                Self(self.0.body_property(name, value), self.1)
            }

            /// Returns the request with the body of its success as it comes, whatever the document says of it.
            #[inline]
            pub fn raw(self) -> $crate::Request<$crate::ByteStream, E> {
                self.0.raw()
            }

            /// Returns the request with a success that is decoded to a type of the caller's, whatever the document says of it.
            #[inline]
            pub fn decode_as<U: $crate::json::Decode>(self) -> $crate::Request<U, E> {
                self.0.decode_as()
            }

            /// Returns the request with a success that is decoded to a type of the caller's by serde, whatever the document says of it.
            #[inline]
            pub fn decode_serde<U: $crate::__private::serde::de::DeserializeOwned>(
                self,
            ) -> $crate::Request<U, E> {
                self.0.decode_serde()
            }

            /// Returns the request as one of HTTP, with its credentials, and what decodes its response: see
            /// [`Request::into_http`]($crate::Request::into_http).
            #[inline]
            pub fn into_http(self) -> $crate::DetachedFuture<T, E> {
                self.0.into_http()
            }

            $crate::request_send! {}

            /// Copies the request, to send it twice. `None` if its body is a stream.
            #[inline]
            #[must_use]
            pub fn try_clone(&self) -> ::core::option::Option<Self> {
                let request = self.0.try_clone()?;
                ::core::option::Option::Some(Self(request, self.1))
            }

            /// Returns the request without its setters.
            #[inline]
            pub fn into_request(self) -> $crate::Request<T, E> {
                self.0
            }
        }

        impl<T, E, O> ::core::convert::From<$name<T, E, O>> for $crate::Request<T, E> {
            #[inline]
            fn from(request: $name<T, E, O>) -> Self {
                request.0
            }
        }

        impl<T, E, O> ::core::future::IntoFuture for $name<T, E, O> {
            type Output = ::core::result::Result<T, $crate::Error<E>>;
            type IntoFuture = $crate::RequestFuture<T, E>;

            #[inline]
            fn into_future(self) -> Self::IntoFuture {
                ::core::future::IntoFuture::into_future(self.0)
            }
        }

        impl<T, E, O> ::core::fmt::Debug for $name<T, E, O> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.debug_tuple(::core::stringify!($name))
                    .field(&self.0)
                    .finish()
            }
        }
    };
}

/// Gives a generated request the method that sends it without `async`: nothing where the feature `blocking` is off.
#[cfg(all(feature = "blocking", not(target_family = "wasm")))]
#[doc(hidden)]
#[macro_export]
macro_rules! request_send {
    () => {
        /// Sends the request and waits for the response, on this thread: see [`Request::send`]($crate::Request::send).
        #[inline]
        pub fn send(self) -> ::core::result::Result<T, $crate::Error<E>> {
            self.0.send()
        }
    };
}

/// Expands to nothing: the feature `blocking` is off.
#[cfg(not(all(feature = "blocking", not(target_family = "wasm"))))]
#[doc(hidden)]
#[macro_export]
macro_rules! request_send {
    () => {};
}
