/// An operation as the document describes it: plain data that generated code fills in.
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    /// The `operationId`, or method and path: for messages.
    pub id: &'static str,
    /// The HTTP method.
    pub method: &'static str,
    /// The path with `{parameters}`.
    pub path: &'static str,
    /// The `Accept` header; empty for none.
    pub accept: &'static str,
    /// Names of security schemes: alternatives, each needing all of its schemes. Empty: none needed. An empty
    /// alternative: the call may go without.
    pub security: &'static [&'static [&'static str]],
    /// A server of the operation's own.
    pub server: Option<&'static str>,
}
