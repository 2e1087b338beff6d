//! What sloppy documents have, and what their authors mean by it. Each repair is a warning.

mod field;
pub(super) mod media_type;
pub(super) mod misplaced;
pub(super) mod path;
mod server_url;
pub(super) mod status;
pub(super) mod type_name;
