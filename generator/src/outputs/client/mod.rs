//! The Rust client: [`plan`](plan::plan) decides, [`write`](write()) writes.

pub mod plan;
mod write;

pub(crate) use write::{ALLOWED, MARK, UNFORMATTED, command_header, crate_title, files_within};
pub use write::{header, write, write_within};

use plan::named::Api;

/// Returns the text of the client of `api`. `document` is the file name, without folders, of the document that it comes
/// from.
pub fn client(api: &Api, document: &str) -> String {
    write(&plan::plan(api), &header(document))
}
