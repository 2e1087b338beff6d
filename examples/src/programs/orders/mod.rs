//! One program, compiled against the document of an API as it was, and as it became.

pub mod after;
pub mod before;
