//! Values to bodies, parameters and headers, and back.

pub(crate) mod argument;
pub(crate) mod header;
pub mod json;
pub(crate) mod kept;
pub(crate) mod multipart;
pub(crate) mod parameter;
pub(crate) mod response;
pub(crate) mod stream;
#[cfg(feature = "xml")]
pub(crate) mod xml;
