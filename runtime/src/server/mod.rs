//! The server's side of a document: a [`Service`] of `tower` that routes, decodes and checks requests by the description that a client
//! carries with it.
//!
//! A client that is generated with `Generator::server(true)` has a module `server`: a trait `Api` with a method for each operation, and a
//! function `service` that makes a [`Service`] of what implements it. What a request must be by the document is checked before a method
//! sees it; mistakes are answered with problem details ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)).

// | module        | what it owns                                                         |
// |---------------|----------------------------------------------------------------------|
// | `media_type`  | media types, ranges, `Accept`                                        |
// | `rejection`   | what is wrong with a request, and its response as problem details    |
// | `kinds`       | kinds of JSON values                                                 |
// | `schema`      | schemas: what kinds of values fit, and whether a value does          |
// | `description` | the operations that the text describes, and how paths lead to them   |
// | `decode`      | parameters, forms and parts: text that becomes JSON by its schema    |
// | `credentials` | what a request carries for the security schemes                      |
// | `received`    | the body of a request: read within limits, decoded and checked       |
// | `unread`      | which operation a request is for, and what it has beside its body    |
// | `incoming`    | a request that is decoded and checked, and not yet typed             |
// | `stream`      | bodies whose items are sent, and read, one after the other           |
// | `arriving`    | bodies that are silent, or that nobody reads to their end            |
// | `outgoing`    | a typed response that becomes an HTTP response                       |
// | `service`     | the way from the one to the other                                    |
// | `webhooks`    | the same for requests that the document's server sends               |
// | `callback`    | where callbacks are sent                                             |

pub(crate) mod arriving;
pub(crate) mod callback;
pub(crate) mod credentials;
pub(crate) mod decode;
pub(crate) mod description;
pub(crate) mod incoming;
pub(crate) mod kinds;
pub(crate) mod media_type;
pub(crate) mod outgoing;
pub(crate) mod received;
pub(crate) mod rejection;
pub(crate) mod schema;
pub(crate) mod service;
pub(crate) mod stream;
pub(crate) mod unread;
pub(crate) mod webhooks;

pub use credentials::{BasicCredentials, Credentials};
pub use media_type::preferred;
pub use rejection::{Rejection, Violation};
pub use service::Service;
pub use stream::{ItemError, Stream};
pub use webhooks::WebhookService;
