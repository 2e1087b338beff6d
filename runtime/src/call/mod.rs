//! A call: an operation with its parameters and body filled in, and how it is sent.
//!
//! ```text
//! operation, url ← credential ← oauth2
//! operation, url, credential, retry, observe ← settings ← build ← exchange ← request ← pagination
//! request ← detached, custom
//! request, pagination, custom ← send
//! ```

pub(crate) mod build;
pub(crate) mod credential;
pub(crate) mod custom;
pub(crate) mod detached;
pub(crate) mod exchange;
#[cfg(feature = "oauth2")]
pub mod oauth2;
pub(crate) mod observe;
pub(crate) mod operation;
pub(crate) mod pagination;
pub(crate) mod request;
pub(crate) mod retry;
#[cfg(all(feature = "blocking", not(target_family = "wasm")))]
mod send;
pub(crate) mod settings;
pub(crate) mod url;
