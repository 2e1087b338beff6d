//! What travels: the head and the body of a message, and a response of both.
//!
//! It knows no format of a body and nothing of how a message is sent.

mod body;
mod head;
mod response;
mod retry_after;

pub use body::{Body, BoxError};
pub(crate) use body::{CollectError, Segment};
pub use head::Head;
pub(crate) use head::has_media_type;
pub use response::Response;
pub(crate) use retry_after::retry_after;
