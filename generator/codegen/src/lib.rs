//! The second half of Specwright: from the model of an API to the text of a client in Rust.
//!
//! [`plan`](plan::plan) decides, [`write`](write()) writes. `specwright` is what programs depend on; what this package
//! shows changes without notice.

pub mod plan;
mod threads;
mod write;

pub use threads::STACK;
pub use write::{ALLOWED, MARK, UNFORMATTED, command_header, crate_title, files_within};
pub use write::{header, write, write_within};

use plan::named::Api;

/// Returns the text of the client of `api`. `document` is the file name, without folders, of the document that it comes
/// from.
pub fn client(api: &Api, document: &str) -> String {
    write(plan::plan(api), &header(document))
}
