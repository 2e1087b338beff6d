//! What an [`Api`](crate::model::Api) becomes: a folder for each output.
//!
//! | output | what it is |
//! |---|---|
//! | `client` | the Rust client: planned, then written |
//! | `package` | a stand-alone crate around the client |
//! | `inspect` | what a document becomes, for a person and for tools |
//! | `openapi` | the document in OpenAPI 3.0, for other tools: of the description itself |

pub mod client;
pub mod inspect;
pub(crate) mod openapi;
pub(crate) mod package;
