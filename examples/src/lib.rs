//! A client of a small API, for the examples: uploads, downloads, pages, events, OAuth 2, a server that is down.
//!
//! Run one with `cargo run -p specwright-examples --bin upload_and_download`. Each starts a server of its own.
//!
//! [`programs`] has larger programs, each with a client of its own.

specwright_runtime::include_client!("photos");

pub mod programs;
