/// An operation as the document describes it: plain data that generated code fills in, and that transports and
/// [layers](crate::transport) around them find among the [extensions](http::Extensions) of each request.
///
/// Programs read it; fields may come along.
///
/// ```
/// use specwright_runtime::transport::{self, Transport};
/// use specwright_runtime::{Body, Operation, http};
///
/// fn logged() -> impl Transport {
///     transport::from_fn(async |request: http::Request<Body>| {
///         if let Some(operation) = request.extensions().get::<Operation>() {
///             println!("{}: {} {}", operation.id, operation.method, operation.path);
///         }
///         Ok(http::Response::new(Body::from("[]")))
///     })
/// }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    /// The `operationId`, or method and path if the document gives none; `client.request` for a
    /// [`CustomRequest`](crate::CustomRequest).
    pub id: &'static str,
    /// The HTTP method: `_OTHER` for one that a [`CustomRequest`](crate::CustomRequest) has and that is not well known.
    pub method: &'static str,
    /// The path with `{parameters}`; nothing for a [`CustomRequest`](crate::CustomRequest), whose paths have no bound.
    pub path: &'static str,
    /// The `Accept` header; empty for none.
    pub accept: &'static str,
    /// Names of security schemes: alternatives, each needing all of its schemes. Empty: none needed. An empty
    /// alternative: the call may go without.
    pub security: &'static [&'static [&'static str]],
    /// A server of the operation's own.
    pub server: Option<&'static str>,
    /// Its tags, as the document has them.
    pub tags: &'static [&'static str],
}
