//! The tables that generated types are made of, a file a kind of type.

mod integer_enum;
mod literal_enum;
mod newtype;
mod object;
mod serde_bridge;
mod string_enum;
mod tagged_union;
mod untagged_union;
