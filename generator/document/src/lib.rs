//! The first half of Specwright: from the text of an OpenAPI document to the model of its API.
//!
//! ```text
//! files ──source──▶ Document ──normalize──▶ Description ──model──▶ Api
//! ```
//!
//! `specwright` is what programs depend on, and shows of this package what belongs to its interface. The rest changes
//! without notice.

pub mod description;
pub mod diagnostic;
pub mod lock;
pub mod model;
pub mod normalize;
pub mod order;
pub mod overlay;
pub mod source;
