/// Gives a generated request the methods that all have: `request! { ListUsers(types::UserList, ListUsersError) }`.
///
/// The struct has one field, a [`Request`](crate::Request) of both types.
#[doc(hidden)]
#[macro_export]
macro_rules! request {
    ($name:ident($success:ty, $failure:ty $(,)?)) => {
        impl $name {
            /// Sends the request and returns the status and the headers beside the body.
            #[inline]
            pub fn with_response(self) -> $crate::ResponseFuture<$success, $failure> {
                self.0.with_response()
            }

            /// Sets how long this call may take, instead of the limit of the client.
            #[inline]
            pub fn timeout(self, timeout: ::core::time::Duration) -> Self {
                Self(self.0.timeout(timeout))
            }

            /// Sets when this request is sent again, instead of the setting of the client.
            #[inline]
            pub fn retry(self, retry: $crate::Retry) -> Self {
                Self(self.0.retry(retry))
            }

            /// Sets a header. It replaces one of the client, and a credential in the same header.
            #[inline]
            pub fn header(self, name: &str, value: impl ::core::fmt::Display) -> Self {
                Self(self.0.header(name, value))
            }

            /// Adds a parameter of the query that the document does not describe. Name and value are percent-encoded.
            #[inline]
            pub fn query(self, name: &str, value: impl ::core::fmt::Display) -> Self {
                Self(self.0.query(name, value))
            }

            /// Sets a property of the JSON body that the document does not describe, or another value for one that it does.
            #[inline]
            pub fn body_property(self, name: &str, value: &impl $crate::json::Encode) -> Self {
                Self(self.0.body_property(name, value))
            }

            /// Returns the request with the body of its success as it comes, whatever the document says of it.
            #[inline]
            pub fn raw(self) -> $crate::Request<$crate::ByteStream, $failure> {
                self.0.raw()
            }

            /// Returns the request with a success that is decoded to a type of the caller's, whatever the document says of it.
            #[inline]
            pub fn decode_as<T: $crate::json::Decode>(self) -> $crate::Request<T, $failure> {
                self.0.decode_as()
            }

            /// Returns the request with a success that is decoded to a type of the caller's by serde, whatever the document says of it.
            #[inline]
            pub fn decode_serde<T: $crate::__private::serde::de::DeserializeOwned>(
                self,
            ) -> $crate::Request<T, $failure> {
                self.0.decode_serde()
            }

            /// Returns the request as one of HTTP, with its credentials, and what decodes its response: see
            /// [`Request::into_http`]($crate::Request::into_http).
            #[inline]
            pub fn into_http(self) -> $crate::DetachedFuture<$success, $failure> {
                self.0.into_http()
            }

            $crate::request_send! { $success, $failure }

            /// Copies the request, to send it twice. `None` if its body is a stream.
            #[inline]
            #[must_use]
            pub fn try_clone(&self) -> ::core::option::Option<Self> {
                self.0.try_clone().map(Self)
            }

            /// Returns the request without its setters.
            #[inline]
            pub fn into_request(self) -> $crate::Request<$success, $failure> {
                self.0
            }
        }

        impl ::core::convert::From<$name> for $crate::Request<$success, $failure> {
            #[inline]
            fn from(request: $name) -> Self {
                request.0
            }
        }

        impl ::core::future::IntoFuture for $name {
            type Output = ::core::result::Result<$success, $crate::Error<$failure>>;
            type IntoFuture = $crate::RequestFuture<$success, $failure>;

            #[inline]
            fn into_future(self) -> Self::IntoFuture {
                ::core::future::IntoFuture::into_future(self.0)
            }
        }
    };
}

/// Gives a generated request the method that sends it without `async`: nothing where the feature `blocking` is off.
#[cfg(all(feature = "blocking", not(target_family = "wasm")))]
#[doc(hidden)]
#[macro_export]
macro_rules! request_send {
    ($success:ty, $failure:ty) => {
        /// Sends the request and waits for the response, on this thread: see [`Request::send`]($crate::Request::send).
        #[inline]
        pub fn send(self) -> ::core::result::Result<$success, $crate::Error<$failure>> {
            self.0.send()
        }
    };
}

/// Expands to nothing: the feature `blocking` is off.
#[cfg(not(all(feature = "blocking", not(target_family = "wasm"))))]
#[doc(hidden)]
#[macro_export]
macro_rules! request_send {
    ($success:ty, $failure:ty) => {};
}
