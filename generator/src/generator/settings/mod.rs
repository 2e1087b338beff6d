//! The settings of [`Generator`](super::Generator): a method each, in a file for each thing that they are about.

mod diagnostics;
mod document;
mod names;
mod operations;
mod selection;
mod types;

pub use types::As;

#[cfg(feature = "config")]
use crate::generator::Generator;
#[cfg(feature = "config")]
use specwright_document::diagnostic::SourceSpan;

#[cfg(feature = "config")]
impl Generator {
    /// Sets where a configuration has the setting of a key that names `text`.
    pub(crate) fn locate_setting(mut self, key: &'static str, text: &str, span: SourceSpan) -> Self {
        self.settings.spans.insert(key, text, span);
        self
    }
}
