//! A bound on the length of a client by that of its document: `rustc` takes memory and time by it.

use specwright_document::diagnostic::{Code, Diagnostics, SourcePointer};

/// Bytes of a client that any document may become.
const FOR_ANY: usize = 2 << 20;

/// Bytes of a client that each byte of a document may become. Large real documents become less than four times their size.
const FOR_BYTE: usize = 16;

/// Returns how many bytes the client of a document of so many bytes may have.
pub(super) fn at_most(document: usize) -> usize {
    FOR_ANY.saturating_add(document.saturating_mul(FOR_BYTE))
}

/// Reports a client of so many bytes if it is longer than a document of so many may become.
pub(super) fn check(client: usize, document: usize, diagnostics: &mut Diagnostics) {
    let most = at_most(document);
    if client > most {
        diagnostics.error(
            Code::TooLarge,
            SourcePointer::default(),
            format!(
                "expected a client of at most {most} bytes from a document of {document}, found a longer one"
            ),
            "repeat less by references, or select the operations that are needed",
        );
    }
}
