/// Gives a generated builder the settings that all clients share.
///
/// `client_builder! { ClientBuilder => Client }`: both structs have one field, `inner`, of the types of the
/// same names in `__private`.
#[doc(hidden)]
#[macro_export]
macro_rules! client_builder {
    ($builder:ident => $client:ident) => {
        impl $builder {
            /// Sends every request to this URL, whatever servers the document names. A path and a query of the URL
            /// are kept: `https://example.com/api/v1` and `/users` give `https://example.com/api/v1/users`.
            pub fn base_url(mut self, url: &str) -> Self {
                self.inner.base_url_for_all(url);
                self
            }

            /// Has calls sent without a credential where the client has none of those that the document asks for: for a server
            /// that asks for none, as one of a test. Without this, such a call is an error before anything is sent.
            pub fn optional_credentials(mut self) -> Self {
                self.inner.optional_credentials();
                self
            }

            /// Sets how many pages of a list may be fetched: 100,000 unless set. See [`Pages`]($crate::Pages).
            pub fn max_pages(mut self, pages: usize) -> Self {
                self.inner.max_pages(pages);
                self
            }
        }

        $crate::client_settings! { $builder => $client }
    };
}

/// Gives a generated builder the settings that clients share with what sends webhooks.
#[doc(hidden)]
#[macro_export]
macro_rules! client_settings {
    ($builder:ident => $client:ident) => {
        impl $builder {
            /// Sets how long a call may take until its response is there: 2 minutes unless set. A response that is read as
            /// a stream must only begin within that time, and the time in which a body of more than 256 KiB is sent does not count: see
            /// [`idle_timeout`](Self::idle_timeout).
            pub fn timeout(mut self, timeout: ::core::time::Duration) -> Self {
                self.inner.timeout(timeout);
                self
            }

            /// Sets how long the body of a response, or an item of a stream, may be that is kept in memory, unpacked: 64 MiB
            /// unless set. In bytes.
            pub fn max_body(mut self, bytes: usize) -> Self {
                self.inner.max_body(bytes);
                self
            }

            /// Sets how much memory the value may take that a body, or an item of a stream, is decoded to: four times
            /// [`max_body`](Self::max_body) unless set. In bytes.
            pub fn max_memory(mut self, bytes: usize) -> Self {
                self.inner.max_memory(bytes);
                self
            }

            /// Sets how long a response that is read as a stream may be silent, and an upload make no progress: 5 minutes unless set. A
            /// request's body of more than 256 KiB, or of unknown length, is an upload; while it is sent, this limit holds or that of the call or
            /// attempt, if that is shorter, and the time does not count to these.
            pub fn idle_timeout(mut self, timeout: ::core::time::Duration) -> Self {
                self.inner.idle_timeout(timeout);
                self
            }

            /// Sets how many retries all calls together may make beyond one for ten successful calls: 50, or two for each
            /// call in flight if that is more, unless set.
            pub fn retry_budget(mut self, retries: u32) -> Self {
                self.inner.retry_budget(retries);
                self
            }

            /// Sets when a request is sent again: see [`Retry`]($crate::Retry) for what happens unless set.
            pub fn retry(mut self, retry: $crate::Retry) -> Self {
                self.inner.retry(retry);
                self
            }

            /// Adds a hook that runs before each request, retries included, to the origin that the call is meant for; it
            /// may change the head. Its extensions have the [`Attempt`]($crate::Attempt).
            pub fn before_request(
                mut self,
                hook: impl ::core::ops::Fn(&mut $crate::http::request::Parts)
                + ::core::marker::Send
                + ::core::marker::Sync
                + 'static,
            ) -> Self {
                self.inner.before_request(hook);
                self
            }

            /// Adds a hook that runs before each request, also to another origin that a redirect leads to; it may change
            /// the head. What it adds for one server, such as a signature, must not go to another.
            pub fn before_any_request(
                mut self,
                hook: impl ::core::ops::Fn(&mut $crate::http::request::Parts)
                + ::core::marker::Send
                + ::core::marker::Sync
                + 'static,
            ) -> Self {
                self.inner.before_any_request(hook);
                self
            }

            /// Adds a hook that runs after each response, retries included, of the origin that the call is meant for. Its
            /// extensions have the [`Attempt`]($crate::Attempt).
            pub fn after_response(
                mut self,
                hook: impl ::core::ops::Fn(&$crate::http::response::Parts)
                + ::core::marker::Send
                + ::core::marker::Sync
                + 'static,
            ) -> Self {
                self.inner.after_response(hook);
                self
            }

            /// Adds a hook that runs after each response, also of another origin that a redirect leads to.
            pub fn after_any_response(
                mut self,
                hook: impl ::core::ops::Fn(&$crate::http::response::Parts)
                + ::core::marker::Send
                + ::core::marker::Sync
                + 'static,
            ) -> Self {
                self.inner.after_any_response(hook);
                self
            }

            /// Adds a hook that is waited for before each request, retries included, to the origin that the call is meant for: a
            /// signature that a service makes, for example. It may change the head, and runs behind the hooks that are not waited for.
            pub fn before_request_async(
                mut self,
                hook: impl for<'a> ::core::ops::Fn(&'a mut $crate::http::request::Parts) -> $crate::HookFuture<'a>
                + ::core::marker::Send
                + ::core::marker::Sync
                + 'static,
            ) -> Self {
                self.inner.before_request_async(hook);
                self
            }

            /// Adds a hook that is waited for after each response, retries included, of the origin that the call is meant for.
            pub fn after_response_async(
                mut self,
                hook: impl for<'a> ::core::ops::Fn(&'a $crate::http::response::Parts) -> $crate::HookFuture<'a>
                + ::core::marker::Send
                + ::core::marker::Sync
                + 'static,
            ) -> Self {
                self.inner.after_response_async(hook);
                self
            }

            /// Adds what is told how calls go: for metrics and logs.
            pub fn observer(mut self, observer: impl $crate::Observer) -> Self {
                self.inner.observer(observer);
                self
            }

            /// Sets the header in which the id of a call is sent, the same with all its attempts: `x-request-id`, for
            /// example. It is sent nowhere unless set. A call that sets this header itself keeps what it sets.
            pub fn request_id_header(mut self, name: &str) -> Self {
                self.inner.request_id_header(name);
                self
            }

            $crate::client_recorder! {}

            /// Sets the `User-Agent` header.
            pub fn user_agent(mut self, user_agent: &str) -> Self {
                self.inner.user_agent(user_agent);
                self
            }

            /// Sets a header that every request carries. A bad name or value is an error of [`build`](Self::build).
            pub fn header(mut self, name: &str, value: &str) -> Self {
                self.inner.header(name, value);
                self
            }

            /// Sets the credential for the security scheme of this name in the document.
            pub fn credential(mut self, scheme: &'static str, credential: $crate::Credential) -> Self {
                self.inner.credential(scheme, credential);
                self
            }

            /// Sets what sends the requests; `hyper` with `rustls` unless set.
            pub fn transport(mut self, transport: impl $crate::Transport) -> Self {
                self.inner.transport(transport);
                self
            }

            /// Builds the client.
            ///
            /// # Errors
            /// A setting is not valid, or there is no server to call: the document names none, and none is set.
            pub fn build(self) -> ::core::result::Result<$client, $crate::BuildError> {
                ::core::result::Result::Ok($client {
                    inner: self.inner.build()?,
                })
            }
        }
    };
}

/// Gives a generated builder the method that takes a recorder: nothing where the feature `record` is off.
#[cfg(feature = "record")]
#[doc(hidden)]
#[macro_export]
macro_rules! client_recorder {
    () => {
        /// Sets what writes down the shapes of responses, without their values: see [`Recorder`]($crate::record::Recorder).
        pub fn record(mut self, recorder: &$crate::record::Recorder) -> Self {
            self.inner.record(recorder);
            self
        }
    };
}

/// Expands to nothing: the feature `record` is off.
#[cfg(not(feature = "record"))]
#[doc(hidden)]
#[macro_export]
macro_rules! client_recorder {
    () => {};
}
