//! A document that a program holds in memory.

use std::path::Path;

use serde_json::Value;

use super::load;
use super::parse::Role;
use super::read::{self, Reason};
use super::tree::{Excess, JSON_DEPTH, Syntax};
use super::{LoadOptions, Loading, SourceFile};
use crate::diagnostic::{Code, Diagnostics, SourcePointer};

impl Loading {
    /// Starts a document with `value` as its root. Places in it have no lines, only pointers, and it has no other files.
    ///
    /// `None` when there is nothing to go on with; the reason is in `diagnostics`.
    pub fn of_value(value: &Value, options: &LoadOptions, diagnostics: &mut Diagnostics) -> Option<Self> {
        // The readers of text hold to all limits, and the length of the text is what other limits are measured by.
        let text = value.to_string();
        let tree = match read::read(&text, Syntax::Json, Role::Root) {
            Ok(tree) => tree.node,
            Err(failure) => {
                let message = match failure.reason {
                    Reason::Excess(Excess::Depth) => {
                        format!("the document nests deeper than {JSON_DEPTH} levels")
                    }
                    Reason::Excess(Excess::Aliases) => "the document is too large".to_owned(),
                    Reason::Syntax(message) => message,
                };
                diagnostics.error(Code::TooDeep, SourcePointer::default(), message, "");
                return None;
            }
        };
        let file = SourceFile {
            text,
            tree,
            syntax: Syntax::Json,
            is_in_memory: true,
            ..SourceFile::unread(Path::new(""))
        };
        load::check_root(&file, diagnostics).then(|| Self::in_memory(file, options))
    }
}
