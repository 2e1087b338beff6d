//! What an [`Api`](crate::model::Api) becomes: a folder for each output.
//!
//! | output | what it is |
//! |---|---|
//! | `client` | the Rust client: planned, then written |
//! | `package` | a stand-alone crate around the client |
//! | `inspect` | what a document becomes, for a person and for tools |

pub mod client;
pub mod inspect;
pub(crate) mod package;
