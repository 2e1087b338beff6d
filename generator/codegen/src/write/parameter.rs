//! The descriptors by which the runtime sends parameters.

use std::fmt::Write;

use super::super::plan::{Descriptor, Setting};
use super::source::literal;

/// Returns the descriptor of a parameter.
pub(super) fn descriptor(descriptor: &Descriptor<'_>) -> String {
    let mut text = format!("{}::{}(", descriptor.path, descriptor.function);
    if let Some(wire) = descriptor.wire {
        text.push_str(&literal(wire).to_string());
    }
    text.push(')');
    for setting in &descriptor.settings {
        // Writing to a string never fails.
        let _ = match setting {
            Setting::Content(media_type) => write!(text, ".content({})", literal(media_type)),
            Setting::Style(path, style) => write!(text, ".style({path}::{style})"),
            Setting::Explode(explode) => write!(text, ".explode({explode})"),
            Setting::Segments => write!(text, ".segments()"),
            Setting::AllowReserved => write!(text, ".allow_reserved()"),
        };
    }
    text
}
