//! What is made of a document: a folder for each output.

pub mod client;
#[allow(dead_code)] // until `convert` is public
pub(crate) mod openapi;
