//! What is made of a description.

pub(crate) mod openapi;
