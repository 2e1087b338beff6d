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
            pub fn timeout(mut self, timeout: ::core::time::Duration) -> Self {
                self.0 = self.0.timeout(timeout);
                self
            }

            /// Sets when this request is sent again, instead of the setting of the client.
            #[inline]
            pub fn retry(mut self, retry: $crate::Retry) -> Self {
                self.0 = self.0.retry(retry);
                self
            }

            /// Sets a header. It replaces one of the client, and a credential in the same header.
            #[inline]
            pub fn header(mut self, name: &str, value: &str) -> Self {
                self.0 = self.0.header(name, value);
                self
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
