//! The document that the page begins with, so that it is never empty.

use serde::Serialize;

use crate::TextFile;

/// The first documents of the page.
#[derive(Clone, Debug, Serialize)]
pub struct Example {
    /// The document.
    pub document: TextFile,
    /// What it was before, to be compared with.
    pub before: TextFile,
}

/// Returns the first documents of the page.
pub fn example() -> Example {
    let file = |text: &str| TextFile {
        path: "bakery.yaml".to_owned(),
        text: text.to_owned(),
    };
    Example {
        document: file(include_str!("../example/bakery.yaml")),
        before: file(include_str!("../example/before.yaml")),
    }
}
