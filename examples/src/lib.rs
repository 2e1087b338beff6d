//! A client of a small API, for the examples: uploads, downloads, pages, events, OAuth 2, a server that is down; and two of a
//! document that is wrong, as it is and as an overlay mends it.
//!
//! Run one with `cargo run -p specwright-examples --bin upload_and_download`. Each starts a server of its own.
//!
//! [`programs`] has larger programs, each with a client of its own.

specwright_runtime::include_client!("photos");

pub mod programs;

/// The client of the book in `docs`, whose code is that of `tests/book`.
pub mod bakery {
    specwright_runtime::include_client!("bakery");
}

/// A client whose document has webhooks.
pub mod deliveries {
    specwright_runtime::include_client!("deliveries");
}

/// The client of the same document for programs without `async`.
pub mod bakery_blocking {
    specwright_runtime::include_client!("bakery_blocking");
}

/// The client of the photos for programs without `async`.
pub mod photos_blocking {
    specwright_runtime::include_client!("photos_blocking");
}

/// The client of a document that is wrong in three ways.
pub mod library {
    specwright_runtime::include_client!("library");
}

/// The client of the same document, mended by an overlay.
pub mod library_mended {
    specwright_runtime::include_client!("library_mended");
}
