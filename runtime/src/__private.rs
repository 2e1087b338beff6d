//! What macros and generated code call. It may change with any version: nothing here is for programs.

pub use serde;
pub use std::marker::PhantomData;

pub use crate::call::build::Call;
pub use crate::call::operation::Operation;
pub use crate::call::request::call_mut;
pub use crate::call::url::server_url;
pub use crate::client::{Client, ClientBuilder};
pub use crate::codec::argument::{Sealed, StringEnum, argument, or_null};
pub use crate::codec::header::json_header;
pub use crate::codec::json::bridge::{deserialize, serialize};
pub use crate::codec::json::error::Described;
pub use crate::codec::json::id::read_id;
pub use crate::codec::json::map::{ReadEntries, WriteEntries};
pub use crate::codec::json::object::{
    Presence, Properties, Rest, Slot, empty, incomplete, kind, read_object, read_object_with_text,
    write_object,
};
pub use crate::codec::json::score::{Loss, count_loss, count_unlisted};
pub use crate::codec::json::tag::{read_tag, read_tag_if_object};
pub use crate::codec::json::union::{Alternative, read_either, read_tagged, read_untagged};
pub use crate::codec::json::value::is_literal;
pub use crate::codec::json::write_tag::write_tag;
pub use crate::codec::kept::Keep;
pub use crate::codec::parameter::{Parameter, Style};
pub use crate::codec::response::{
    FromFailure, FromResponse, RawResponse, Undecoded, decode, has_media_type, show_failure, status_matches,
};
#[cfg(feature = "xml")]
pub use crate::codec::xml::XmlSchema;
#[cfg(feature = "values")]
pub use crate::values::{Described as SchemaOfType, Schemas};

/// What the server's side calls.
#[cfg(feature = "server")]
pub mod server {
    pub use crate::server::callback::CallbackUrl;
    pub use crate::server::decode::Parts;
    pub use crate::server::description::Description;
    pub use crate::server::incoming::{FromParts, FromRequest, Incoming};
    pub use crate::server::outgoing::{IntoResponse, Outgoing, bare, header, status};
    pub use crate::server::received::{BodyForm, BodyKind};
    pub use crate::server::rejection::Rejection;
    pub use crate::server::service::{Handler, Handlers, handler, not_implemented_response, unchecked};
}

/// What `generated_for!` asks of each feature that a client may need: nothing where it is on, else an error of the build.
pub mod features {
    #[cfg(not(feature = "blocking"))]
    pub use crate::feature_off as blocking;
    #[cfg(not(feature = "chrono"))]
    pub use crate::feature_off as chrono;
    #[cfg(not(feature = "uuid"))]
    pub use crate::feature_off as uuid;
    #[cfg(not(feature = "xml"))]
    pub use crate::feature_off as xml;
    #[cfg(all(feature = "blocking", not(target_family = "wasm")))]
    pub use crate::feature_on as blocking;
    #[cfg(feature = "chrono")]
    pub use crate::feature_on as chrono;
    #[cfg(feature = "uuid")]
    pub use crate::feature_on as uuid;
    #[cfg(feature = "xml")]
    pub use crate::feature_on as xml;
    #[cfg(all(feature = "blocking", target_family = "wasm"))]
    pub use crate::feature_without_threads as blocking;
}
