//! Documents as they stand, read without the generator.

mod document;
mod examples;
mod operations;
mod request;
mod security;
mod text;

pub use document::{RawDocument, Spot};
pub use examples::{component_schemas, examples};
pub use operations::{RawOperation, operations};
pub use request::{RawBody, RawEncoding, RawLocation, RawMedia, RawParameter, body, parameters, responses};
pub use security::{RawCredential, credential, requirements};
pub use text::{ParseError, parse};
