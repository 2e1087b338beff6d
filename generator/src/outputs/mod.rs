//! What is made of a document: a folder for each output.

pub mod client;
pub(crate) mod openapi;
