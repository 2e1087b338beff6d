//! What is made of a document beside the client, which is `specwright-codegen`'s: a folder for each output.
//!
//! | output | what it is |
//! |---|---|
//! | `package` | a stand-alone crate around the client |
//! | `inspect` | what a document becomes, for a person and for tools |
//! | `diff` | what differs between the clients of two documents, and what that does |
//! | `shapes` | what is described of responses, as a table by which a client records what servers send otherwise |
//! | `description` | the description as a text that travels with the client, for programs that read it while they run |
//! | `openapi` | the canonical OpenAPI 3.0 document, for other tools |
//! | `openapi_text` | a document in the types of `openapiv3`, as text |

pub(crate) mod description;
#[cfg(feature = "diff")]
pub mod diff;
// A build script without a configuration shows nobody what a document becomes.
#[cfg(any(feature = "internals", feature = "config"))]
pub mod inspect;
#[cfg(feature = "convert")]
pub(crate) mod openapi;
pub(crate) mod openapi_text;
pub(crate) mod package;
pub mod shapes;
