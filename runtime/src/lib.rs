//! What programs use of a client that Specwright generated, and what that client calls.
//!
//! The crate that has the client depends on this one, and includes what its build script generated:
//!
//! ```text
//! specwright_runtime::include_client!("store");
//! ```
//!
//! The examples here call such a client, `store`. Awaiting a request that `hyper` sends needs a `tokio` runtime with its timer enabled; with the
//! feature `blocking`, a request is also sent by `send`, without any.
//!
//! # A first call
//!
//! Each operation of the document is a method. What it requires are arguments, all else are setters of the request, and a
//! request is sent when it is awaited.
//!
//! ```no_run
//! # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doc/store.rs"));
//! # async fn first() -> Result<(), Box<dyn std::error::Error>> {
//! let client = store::Client::builder().api_key("a key").build()?;
//!
//! let pet = client.get_pet(7).await?;
//! let pets = client.list_pets().limit(10).await?;
//! # Ok(())
//! # }
//! # fn main() {}
//! ```
//!
//! Arguments are given by value or by reference ([`Argument`]), and setters of requests take an `Option` as well ([`Optional`]).
//! A property that a client may set to null is a [`Nullable`]; all else that may be absent is an `Option`.
//!
//! A [`Request`] has setters of its own: [`header`](Request::header), [`query`](Request::query),
//! [`timeout`](Request::timeout) and [`retry`](Request::retry). [`with_response`](Request::with_response) gives the status
//! and the headers beside the body:
//!
//! ```no_run
//! # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doc/store.rs"));
//! # async fn all(client: store::Client) -> Result<(), Box<dyn std::error::Error>> {
//! let response = client.get_pet(7).header("accept-language", "de").with_response().await?;
//! let left: Option<u32> = response.header("x-ratelimit-remaining")?;
//! println!("{}: {}", response.status(), response.body().name);
//! # Ok(())
//! # }
//! # fn main() {}
//! ```
//!
//! What the document does not describe is called by [`request(method, path)`](CustomRequest), with the same credentials, retries and
//! limits.
//!
//! # Errors
//!
//! A call fails with [`Error`]. [`Error::Api`] has the response of the server, with a variant for each failure that the
//! document describes. Its other variants are the same for all operations.
//!
//! ```no_run
//! use specwright_runtime::Error;
//! use store::operations::GetPetError;
//! # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doc/store.rs"));
//!
//! # async fn get(client: store::Client) {
//! match client.get_pet(7).await {
//!     Ok(pet) => println!("{}", pet.name),
//!     Err(Error::Api(failure)) => match failure.body() {
//!         GetPetError::NotFound(problem) => println!("{}", problem.detail),
//!         GetPetError::Undocumented(body) => println!("{}: {body:?}", failure.status()),
//!         GetPetError::Undecoded(body) => println!("{}: {body}", failure.status()),
//!     },
//!     Err(Error::Decode(failure)) => println!("at {}: {}", failure.path, failure.message),
//!     Err(other) => println!("{other}"),
//! }
//! # }
//! # fn main() {}
//! ```
//!
//! Every error has the [`source`](std::error::Error::source) behind it, and no secret in its text.
//!
//! # Credentials
//!
//! Each security scheme of the document is a method of the client's builder. A token that does not last is had from a
//! [`TokenSource`]: an asynchronous function, or `oauth2::ClientCredentials` with the feature `oauth2`. A call
//! carries the credentials that its operation asks for, and says before it is sent which one is missing.
//!
//! ```no_run
//! # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doc/store.rs"));
//! # async fn from_the_vault() -> Result<specwright_runtime::SecretString, std::io::Error> { todo!() }
//! # fn build() -> Result<(), Box<dyn std::error::Error>> {
//! let client = store::Client::builder()
//!     .token_source(|| async { Ok(from_the_vault().await?) })
//!     .build()?;
//! # Ok(())
//! # }
//! # fn main() {}
//! ```
//!
//! # Retries and limits
//!
//! What is safe to repeat is sent again when a connection breaks or the server is overloaded: see [`Retry`]. A call may
//! take two minutes, a response 64 MiB, what it is decoded to four times that, and a stream may be silent for five minutes, unless
//! the builder or the request sets another limit.
//!
//! ```no_run
//! # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doc/store.rs"));
//! use specwright_runtime::Retry;
//! use std::time::Duration;
//!
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! let client = store::Client::builder()
//!     .retry(Retry::new(5).first_wait(Duration::from_secs(1)))
//!     .timeout(Duration::from_secs(30))
//!     .max_body(1 << 20)
//!     .build()?;
//! let pet = client.get_pet(7).retry(Retry::none()).await?;
//! # Ok(())
//! # }
//! # fn main() {}
//! ```
//!
//! # Pages
//!
//! Where the document or the build script says how pages follow each other, a request has `pages()`: see [`Pages`] and
//! [`Items`]. Where it is known where the list is, it also has `items()`, a stream of what is on the pages, and `all()`, which
//! collects it. For other lists, [`Pages::new`] takes a request and a [`Pagination`].
//!
//! ```no_run
//! # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doc/store.rs"));
//! # async fn list(client: store::Client) -> Result<(), Box<dyn std::error::Error>> {
//! let mut pets = client.list_pets().limit(100).pages().items(|page| page);
//! while let Some(pet) = pets.next().await {
//!     println!("{}", pet?.name);
//! }
//! # Ok(())
//! # }
//! # fn main() {}
//! ```
//!
//! # Streams
//!
//! A response of bytes is a [`ByteStream`], one of server-sent events an [`EventStream`], one of a JSON value a line
//! [`JsonLines`]. All are read while they arrive.
//!
//! ```no_run
//! # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doc/store.rs"));
//! # async fn watch(client: store::Client) -> Result<(), Box<dyn std::error::Error>> {
//! let length = client.get_photo(7).await?.save("photo.jpg").await?;
//!
//! let mut events = client.watch_pets().await?;
//! while let Some(event) = events.next().await {
//!     println!("{}", event?.data.name);
//! }
//! # Ok(())
//! # }
//! # fn main() {}
//! ```
//!
//! # Uploads
//!
//! A body of bytes is a [`Body`], a file in a form a [`FilePart`]. Files are read while they are sent.
//!
//! ```no_run
//! # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doc/store.rs"));
//! use specwright_runtime::FilePart;
//!
//! # async fn upload(client: store::Client) -> Result<(), Box<dyn std::error::Error>> {
//! client.add_photo(7, FilePart::path("photo.jpg").content_type("image/jpeg")).await?;
//! # Ok(())
//! # }
//! # fn main() {}
//! ```
//!
//! # Seen from outside
//!
//! | what | sees | set by |
//! |---|---|---|
//! | a hook | the head of each request to the server that the call is meant for, which it may change; of each response | `before_request`, `after_response` |
//! | a hook that is waited for | as the first, by an asynchronous function: a signature that a service makes | `before_request_async`, `after_response_async` |
//! | a hook that asks for it | those of other servers, too, which redirects lead to | `before_any_request`, `after_any_response` |
//! | an [`Observer`] | the begin and the end of a call, each attempt and each retry: operation, status, [`ErrorKind`], duration, sizes | `observer` |
//! | a span | the same, and an event for each attempt (debug) and retry (info) | the feature `tracing` |
//! | metrics | the same, as counters and histograms | the feature `metrics`: `observer(MetricsObserver)` |
//! | the server | the id of the call, which hooks, observers and spans have, too | `request_id_header` |
//!
//! A call that none of them sees costs nothing for it. Limits of calls at a time and circuit breakers are layers of
//! `tower` around the transport (feature `tower`).
//!
//! ```no_run
//! # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doc/store.rs"));
//! use specwright_runtime::{Attempt, Observer, RetryReport};
//!
//! struct Retries;
//!
//! impl Observer for Retries {
//!     fn retrying(&self, attempt: &Attempt, report: &RetryReport) {
//!         println!("{}: attempt {} failed, the next in {:?}", attempt.call().operation(), attempt.number(), report.wait);
//!     }
//! }
//!
//! # fn build() -> Result<(), Box<dyn std::error::Error>> {
//! let client = store::Client::builder()
//!     .observer(Retries)
//!     .request_id_header("x-request-id")
//!     .build()?;
//! # Ok(())
//! # }
//! # fn main() {}
//! ```
//!
//! # Tests
//!
//! A client sends by its [`Transport`]. In a test this can be a function of the test itself, so that no socket is needed:
//!
//! ```
//! # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doc/store.rs"));
//! use specwright_runtime::{Body, BoxError, http, transport};
//!
//! async fn one_pet(request: http::Request<Body>) -> Result<http::Response<Body>, BoxError> {
//!     let (head, body) = request.into_parts();
//!     assert_eq!(head.uri.path(), "/pets/7");
//!     assert!(body.bytes(1024).await?.is_empty());
//!     Ok(http::Response::builder().status(200).body(Body::from(r#"{"id": 7, "name": "Tom"}"#))?)
//! }
//!
//! # #[tokio::main]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let client = store::Client::builder().transport(transport::from_fn(one_pet)).build()?;
//! assert_eq!(client.get_pet(7).await?.name, "Tom");
//! # Ok(())
//! # }
//! ```
//!
//! A client that is generated with `Generator::mock(true)` brings a mock that knows the document: see `mock`, with the feature of that name.
//!
//! With the feature `tower`, a router of `axum` or any other service in the same process is one, too: see `Service` in
//! [`transport`].
//!
//! Any request can also be had as a value, to be sent by something else: see [`Request::into_http`].
//!
//! # Features
//!
//! | feature | default | what it brings |
//! |---|---|---|
//! | `hyper` | yes | the default transport: HTTP over TLS with `hyper` and `rustls` |
//! | `reqwest` | no | a transport of a client of `reqwest` that is made elsewhere: `transport::Reqwest` |
//! | `reqwest-middleware` | no | the same with middleware of `reqwest-middleware`: `transport::ReqwestMiddleware` |
//! | `tokio` | with `hyper` | timers and files of `tokio` in its tasks; without it, a thread watches the timers, and files are read where they are sent |
//! | `blocking` | no | requests that are sent by `send()`, without `async`, over `ureq` and `rustls` |
//! | `gzip`, `brotli`, `zstd` | `gzip` | compressed responses, in these transports (`zstd` not without `async`) |
//! | `http2` | no | HTTP/2, of requests that are awaited |
//! | `chrono` | yes | types for `format: date-time` and `date` |
//! | `uuid` | yes | the type for `format: uuid` |
//! | `xml` | yes | bodies and responses in XML |
//! | `oauth2` | no | tokens by the grant `client_credentials` of OAuth 2.0 |
//! | `tower` | no | a service of `tower` as transport |
//! | `tracing` | no | a span for each call, and events of its attempts and retries |
//! | `metrics` | no | `MetricsObserver`, for the recorders of the crate `metrics` |
//! | `record` | no | shapes of what servers send, without values, for `specwright learn`: see `record` |
//! | `values` | no | values of generated types, for tests: see `values` |
//! | `cassette` | no | real traffic that is recorded without its secrets, and played back to tests: see `cassette` |
//! | `server` | no | the server's side of a client that is generated with it: see `server` |
//! | `mock` | no | mocks of a server, for tests: see `mock` |
//!
//! On `wasm32-unknown-unknown` the features `hyper`, `reqwest`, `tokio` and `blocking` bring nothing: requests go by `fetch`.

// How it is built inside: layers, each of which uses only those to its left. A test holds that.
//
//     platform ← message ← error ← record ← codec ← values ← transport ← cassette ← call ← client ← server ← mock ← __private ← macros
//
// | layer       | what lives there                                                                    |
// |-------------|-------------------------------------------------------------------------------------|
// | `platform`  | what differs between threads with tokio, threads without it, and a browser           |
// | `message`   | bodies, heads, and responses of both                                                |
// | `error`     | what can go wrong                                                                   |
// | `record`    | shapes of responses, where somebody wants to learn from them                         |
// | `codec`     | JSON, XML, parameters, forms, streams; the decoding of responses                    |
// | `values`    | values of generated types, made of what the document describes                      |
// | `transport` | what sends an HTTP request                                                          |
// | `cassette`  | real traffic that is recorded, and played back                                      |
// | `call`      | an operation with its arguments: how its request is built, sent, repeated and paged |
// | `client`    | the settings of a client, and the calls that it begins                              |
// | `server`    | the server's side: requests that are routed, decoded and checked by a description    |
// | `mock`      | a server that responds as a test says                                               |
// | `__private` | what macros and generated code name of all these                                    |
// | `macros`    | the tables that generated code is made of                                           |
//
// A generated method fills in a `Call`: plain data in HTTP's terms. Awaiting the `Request` that it becomes runs one
// function for all operations; only the last step, decoding the response, knows a type.
//
//     Call ──url, credentials──▶ http::Request ──Transport──▶ http::Response ──▶ RawResponse ──decode──▶ T or E

// A browser's transports are not `Send`: one type is shared by `Arc` there and elsewhere.
#![cfg_attr(target_family = "wasm", allow(clippy::arc_with_non_send_sync))]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[doc(hidden)]
pub mod __private;
mod call;
#[cfg(feature = "cassette")]
#[cfg_attr(docsrs, doc(cfg(feature = "cassette")))]
pub mod cassette;
mod client;
mod codec;
mod error;
mod macros;
mod message;
#[cfg(feature = "mock")]
#[cfg_attr(docsrs, doc(cfg(feature = "mock")))]
pub mod mock;
mod platform;
#[cfg(feature = "record")]
#[cfg_attr(docsrs, doc(cfg(feature = "record")))]
pub mod record;
#[cfg(feature = "server")]
#[cfg_attr(docsrs, doc(cfg(feature = "server")))]
pub mod server;
pub mod transport;
#[cfg(feature = "values")]
#[cfg_attr(docsrs, doc(cfg(feature = "values")))]
pub mod values;

#[cfg(feature = "oauth2")]
#[cfg_attr(docsrs, doc(cfg(feature = "oauth2")))]
pub use call::oauth2;
pub use codec::json;
pub use codec::json::via;

pub use call::credential::{Credential, TokenFuture, TokenSource};
pub use call::custom::{CustomRequest, CustomResponseFuture};
pub use call::detached::{DetachedFuture, ResponseDecoder};
#[cfg(feature = "metrics")]
#[cfg_attr(docsrs, doc(cfg(feature = "metrics")))]
pub use call::observe::MetricsObserver;
pub use call::observe::{Attempt, AttemptReport, CallInfo, CallReport, HookFuture, Observer, RetryReport};
pub use call::operation::Operation;
pub use call::pagination::{Items, Pages, Pagination};
pub use call::request::{Request, RequestFuture, ResponseFuture};
pub use call::retry::Retry;
pub use codec::argument::{Argument, Entries, List, Optional, OptionalOrNull};
pub use codec::json::map::Map;
pub use codec::json::nullable::Nullable;
pub use codec::json::{Base64, Decimal};
pub use codec::kept::{IntoNullable, IntoOptional, IntoPresence, Null};
pub use codec::multipart::{FilePart, Form};
pub use codec::stream::{ByteStream, Event, EventStream, ItemStream, JsonLines, StreamError};
pub use error::{
    ApiError, BuildError, CredentialError, DecodeFailure, Error, ErrorKind, Failure, InvalidRequest, Problem,
    Timeout, TransportError, UndecodedBody,
};
pub use message::{Body, BoxError, Head, Response};
pub use platform::{MaybeSend, MaybeSync};
pub use transport::Transport;

#[cfg(all(feature = "blocking", not(target_family = "wasm")))]
#[cfg_attr(docsrs, doc(cfg(feature = "blocking")))]
pub use {codec::stream::ByteReader, platform::BlockingIter};

pub use bytes::{self, Bytes};
pub use http::{self, HeaderMap, StatusCode};
pub use secrecy::{self, SecretString};
pub use serde_json::{self, Value};

#[cfg(feature = "chrono")]
#[cfg_attr(docsrs, doc(cfg(feature = "chrono")))]
pub use chrono;
#[cfg(all(feature = "reqwest", not(target_family = "wasm")))]
#[cfg_attr(docsrs, doc(cfg(feature = "reqwest")))]
pub use reqwest;
#[cfg(all(feature = "reqwest-middleware", not(target_family = "wasm")))]
#[cfg_attr(docsrs, doc(cfg(feature = "reqwest-middleware")))]
pub use reqwest_middleware;
#[cfg(all(any(feature = "hyper", feature = "reqwest"), not(target_family = "wasm")))]
#[cfg_attr(docsrs, doc(cfg(any(feature = "hyper", feature = "reqwest"))))]
pub use rustls;
#[cfg(feature = "uuid")]
#[cfg_attr(docsrs, doc(cfg(feature = "uuid")))]
pub use uuid;
