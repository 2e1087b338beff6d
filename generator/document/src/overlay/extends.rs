//! Whether an overlay is for the document that it is applied to.

use std::path::Path;

use super::Overlay;
use crate::diagnostic::{Code, Diagnostics, FileId, Severity, SourcePointer};
use crate::source::{Loading, relative_path};

/// Reports an overlay that says that it extends another file. A URL is neither fetched nor compared: it does not say where its
/// document was saved.
pub(super) fn check(
    overlay: &Overlay,
    file: FileId,
    loading: &Loading,
    severity: Severity,
    diagnostics: &mut Diagnostics,
) {
    let Some(extends) = overlay.extends.as_deref().and_then(relative_path) else {
        return;
    };
    let files = loading.files();
    let (Some(document), Some(beside)) = (files.first(), files.get(file.0)) else {
        return;
    };
    if document.is_in_memory() {
        return;
    }
    let wanted = beside
        .path
        .parent()
        .unwrap_or(Path::new(""))
        .join(extends.as_ref());
    if loading.is_same_file(&wanted, &document.path) {
        return;
    }
    let place = SourcePointer {
        file,
        pointer: "/extends".to_owned(),
    };
    let name = document.path.display();
    let message = format!("the overlay extends `{extends}`, and is applied to `{name}`");
    let help = "correct `extends`, which is relative to the overlay, or remove it";
    diagnostics.add(severity, Code::OverlayExtends, place, message, help);
}
