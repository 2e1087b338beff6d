use specwright::Generator;

use crate::{ApplyOverlays, Outcome, draw};

/// Prints or writes a document as overlays leave it.
pub(crate) fn apply(arguments: &ApplyOverlays) -> Outcome {
    let generator = Generator::new(&arguments.document).strict_overlays(arguments.strict);
    let generator = arguments.overlays.iter().fold(generator, Generator::overlay);
    let effective = match generator.effective_document() {
        Ok(effective) => effective,
        Err(error) => return draw::error(&error),
    };
    draw::diagnostics(&effective.diagnostics, draw::LIMIT);
    let Some(file) = &arguments.out else {
        return crate::print(&effective.text);
    };
    match effective.write(file) {
        Ok(changed) => {
            let state = if changed { "written" } else { "up to date" };
            draw::message(&format!("{}: {state}", file.display()));
            Outcome::Well
        }
        Err(error) => draw::error(&error),
    }
}
