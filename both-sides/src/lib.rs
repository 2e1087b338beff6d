//! A client of a document with every encoding, with its server and its mock, which the tests set against each other.

specwright_runtime::include_client!("encodings");

/// Bodies of requests that are sent as their items come.
pub mod streams {
    specwright_runtime::include_client!("streams");
}

/// Operations of which only what a request has tells which it is for.
pub mod paths {
    specwright_runtime::include_client!("paths");
}

/// Numbers that floats do not hold, and callbacks whose URLs are in parts.
pub mod exact {
    specwright_runtime::include_client!("exact");
}
