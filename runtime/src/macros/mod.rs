//! The tables that generated code is made of, a file a kind of type, of request or of response.
//!
//! What they write by the thousand is `#[inline]`: the compiler then makes code of it where it is used, so that the types
//! that nobody reads or writes cost a client's build next to nothing.

mod client_builder;
mod client_credentials;
mod examples;
mod feature;
mod generated_for;
mod headers;
mod include_client;
mod integer_enum;
mod kept;
mod literal_enum;
mod mock;
mod newtype;
mod object;
mod replacements;
mod request;
mod responses;
mod serde_bridge;
mod server_side;
mod string_enum;
mod tagged_union;
mod text_union;
mod text_variant;
mod union_argument;
mod untagged_union;
