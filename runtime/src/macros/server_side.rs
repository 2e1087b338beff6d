/// Gives what stands in it where the feature `server` is on.
#[cfg(feature = "server")]
#[doc(hidden)]
#[macro_export]
macro_rules! server_side {
    ($($items:tt)*) => { $($items)* };
}

/// Expands to nothing: the feature `server` is off.
#[cfg(not(feature = "server"))]
#[doc(hidden)]
#[macro_export]
macro_rules! server_side {
    ($($items:tt)*) => {};
}

/// Makes a request that a server receives of its decoded parameters and body.
///
/// The head has the type and its operation: a row for each parameter, and behind a semicolon the body. Then come the fields for
/// credentials, headers and of webhooks the body as it came, and a row for each media type of the body.
#[cfg(feature = "server")]
#[doc(hidden)]
#[macro_export]
macro_rules! server_request {
    (
        $name:ident $operation:literal {
            $($field:ident = $presence:ident $parameter:literal,)*
            $(; $body:ident = $body_presence:ident $($reader:tt)+)?
        }
        $credentials:ident, $headers:ident $(, $raw:ident)?;
        $($media_type:literal $kind:ident $($xml:path)?,)*
    ) => {
        impl $crate::__private::server::FromRequest for $name {
            const OPERATION: &'static str = $operation;
            const BODIES: &'static [$crate::__private::server::BodyForm] = &[
                $($crate::__private::server::BodyForm {
                    media_type: $media_type,
                    kind: $crate::server_request!(@kind $kind $($xml)?),
                }),*
            ];

            fn from_request(
                request: &mut $crate::__private::server::Incoming,
            ) -> ::core::result::Result<Self, $crate::__private::server::Rejection> {
                ::core::result::Result::Ok(Self {
                    $($field: request.$presence($parameter)?,)*
                    $credentials: request.credentials(),
                    $headers: ::core::clone::Clone::clone(request.headers()),
                    $($raw: request.raw()?,)?
                    $($body: $crate::server_request!(@$body_presence request $($reader)+),)?
                })
            }
        }
    };
    (@kind $kind:ident) => { $crate::__private::server::BodyKind::$kind };
    (@kind $kind:ident $xml:path) => { $crate::__private::server::BodyKind::$kind(&$xml) };
    (@required $request:ident $($reader:tt)+) => { $crate::server_request!(@read $request $($reader)+) };
    (@optional $request:ident value) => { $request.optional_value()? };
    (@nullable $request:ident value) => { $request.optional_value()?.unwrap_or($crate::Nullable::Absent) };
    (@optional $request:ident $($reader:tt)+) => {
        match $request.has_body() {
            true => ::core::option::Option::Some($crate::server_request!(@read $request $($reader)+)),
            false => ::core::option::Option::None,
        }
    };
    (@read $request:ident $reader:ident) => { $request.$reader()? };
    (@read $request:ident [$($form:tt => $($variant:ident)::+($reader:ident)),*]) => {
        match $request.form() {
            $($form => $($variant)::+($request.$reader()?),)*
        }
    };
}

/// Makes HTTP responses of an enum with a variant for each response that the document describes: a row a variant, with its status (or
/// `given`, where the variant holds it), the function that writes its body, and the media types that tell it from others.
#[cfg(feature = "server")]
#[doc(hidden)]
#[macro_export]
macro_rules! server_responses {
    (
        $name:ident {
            $($variant:ident = $status:tt $writer:ident $($xml:path)? [$($media_type:literal),*],)*
        }
        $raw:ident, $with_headers:ident
    ) => {
        impl $name {
            /// Returns the response with a further header, which replaces one of the same name: `.with_header("etag", "v1")`. One that is not
            /// valid makes it a 500 that says so.
            pub fn with_header<N, V>(self, name: N, value: V) -> Self
            where
                N: ::core::convert::TryInto<$crate::http::HeaderName>,
                V: ::core::convert::TryInto<$crate::http::HeaderValue>,
            {
                let (name, value) = match $crate::__private::server::header(name, value) {
                    ::core::result::Result::Ok(header) => header,
                    ::core::result::Result::Err(response) => return Self::$raw(*response),
                };
                let (inner, mut headers) = match self {
                    Self::$with_headers(inner, headers) => (inner, headers),
                    other => (::std::boxed::Box::new(other), $crate::HeaderMap::new()),
                };
                headers.insert(name, value);
                Self::$with_headers(inner, headers)
            }
        }

        impl ::core::convert::From<$crate::StatusCode> for $name {
            /// Returns a response that has nothing but this status, whether the document describes it or not.
            fn from(status: $crate::StatusCode) -> Self {
                Self::$raw($crate::__private::server::bare(status))
            }
        }

        impl $crate::__private::server::IntoResponse for $name {
            fn into_response(
                self,
                to: &$crate::__private::server::Outgoing,
            ) -> $crate::http::Response<$crate::Body> {
                match self {
                    $($crate::server_responses!(@pattern $variant $status $writer (status body)) => {
                        $crate::server_responses!(
                            @write to $writer $($xml)? [$($media_type),*]
                            ($crate::server_responses!(@status $status status)) body
                        )
                    })*
                    Self::$raw(response) => $crate::__private::server::unchecked(response),
                    Self::$with_headers(inner, headers) => {
                        let mut response = (*inner).into_response(to);
                        response.headers_mut().extend(headers);
                        response
                    }
                }
            }
        }
    };
    (@pattern $variant:ident given empty ($status:ident $body:ident)) => { Self::$variant($status) };
    (@pattern $variant:ident given $writer:ident ($status:ident $body:ident)) => { Self::$variant($status, $body) };
    (@pattern $variant:ident $code:literal empty ($status:ident $body:ident)) => { Self::$variant };
    (@pattern $variant:ident $code:literal $writer:ident ($status:ident $body:ident)) => { Self::$variant($body) };
    (@status given $status:ident) => { $status };
    (@status $code:literal $status:ident) => { $crate::__private::server::status($code) };
    (@write $to:ident empty [$($media_type:literal),*] ($status:expr) $body:ident) => { $to.empty($status, &[]) };
    (@write $to:ident json [$($media_type:literal),*] ($status:expr) $body:ident) => {
        $to.json($status, &[$($media_type),*], &$body)
    };
    (@write $to:ident text [$($media_type:literal),*] ($status:expr) $body:ident) => {
        $to.text($status, &[$($media_type),*], &$body)
    };
    (@write $to:ident xml $xml:path [$($media_type:literal),*] ($status:expr) $body:ident) => {
        $to.xml($status, &[$($media_type),*], &$body, &$xml)
    };
    (@write $to:ident $writer:ident [$($media_type:literal),*] ($status:expr) $body:ident) => {
        $to.$writer($status, &[$($media_type),*], $body)
    };
}

/// Makes a struct of the parts of a body: a row a field, with the function that reads it and the name of the part.
#[cfg(feature = "server")]
#[doc(hidden)]
#[macro_export]
macro_rules! server_form {
    ($($name:ident)::+ { $($field:ident = $reader:ident $part:literal,)* }) => {
        impl $crate::__private::server::FromParts for $($name)::+ {
            fn from_parts(
                parts: &mut $crate::__private::server::Parts,
            ) -> ::core::result::Result<Self, $crate::__private::server::Rejection> {
                let _ = &parts;
                ::core::result::Result::Ok(Self { $($field: parts.$reader($part)?,)* })
            }
        }
    };
}

/// Makes what answers an operation of a method: `server_handler!(api: A as Api, GetPet => get_pet)`.
#[cfg(feature = "server")]
#[doc(hidden)]
#[macro_export]
macro_rules! server_handler {
    ($api:ident: $program:ident as $trait:ident, $request:ident => $method:ident) => {{
        let api = ::std::sync::Arc::clone(&$api);
        $crate::__private::server::handler(move |request: $request| {
            let api = ::std::sync::Arc::clone(&api);
            async move { <$program as $trait>::$method(&api, request).await }
        })
    }};
}
