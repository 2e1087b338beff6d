//! The URLs of requests.

mod base;
pub(crate) mod path;
mod server;

pub(crate) use base::BaseUrl;
pub use server::server_url;
