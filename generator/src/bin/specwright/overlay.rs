use specwright::Generator;

use crate::input::{self, wrong};
use crate::{ApplyOverlays, Outcome, draw};

/// Prints or writes a document as overlays leave it.
pub(crate) fn apply(arguments: &ApplyOverlays) -> Outcome {
    let generator = match generator(arguments) {
        Ok(generator) => generator,
        Err(outcome) => return outcome,
    };
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

/// Returns a generator with the document and all that changes it.
fn generator(arguments: &ApplyOverlays) -> Result<Generator, Outcome> {
    let generator = match arguments.configured.is_given() {
        false => Generator::new(arguments.document.as_deref().unwrap_or("".as_ref())),
        true => {
            let mut clients = arguments.configured.clients()?;
            if clients.len() != 1 {
                let which = input::which(&clients);
                return Err(wrong(&format!("which client's document is meant? {which}")));
            }
            let client = clients.remove(0);
            match &arguments.document {
                Some(document) => client.generator.document(document),
                None => client.generator,
            }
        }
    };
    let generator = match arguments.strict {
        true => generator.strict_overlays(true),
        false => generator,
    };
    Ok(arguments.overlays.iter().fold(generator, Generator::overlay))
}
