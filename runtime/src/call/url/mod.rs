//! The URLs of requests.

mod base;
pub(crate) mod path;

pub(crate) use base::BaseUrl;
