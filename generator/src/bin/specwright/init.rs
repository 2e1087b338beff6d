//! A commented configuration for a document.

use std::path::Path;

use specwright::configuration::{Facts, template};
use specwright::{Error, Generator};

use crate::relative::from_folder;
use crate::{Init, Outcome, draw};

pub(crate) fn run(arguments: &Init) -> Outcome {
    match write(arguments) {
        Ok(outcome) => outcome,
        Err(error) => draw::error(&error),
    }
}

fn write(arguments: &Init) -> Result<Outcome, Error> {
    let Init {
        document,
        out,
        name,
        force,
    } = arguments;
    if !force && out.symlink_metadata().is_ok() {
        draw::message(&format!(
            "error: {} is there already; --force writes over it",
            out.display()
        ));
        return Ok(Outcome::NotWell);
    }
    let generator = match name {
        Some(name) => Generator::new(document).name(name),
        None => Generator::new(document),
    };
    let generated = generator.generate()?;
    let folder = out.parent().unwrap_or(Path::new(""));
    let document = from_folder(folder, document);
    let text = template(&generated.name, &document, &Facts::of(&generated));
    specwright::configuration::write(out, &text)?;
    draw::message(&format!("{}: the client `{}`", out.display(), generated.name));
    if document.starts_with("..") {
        draw::message(
            "the document is in another folder: the configuration is read with --config-root, or `Configuration::read_within`",
        );
    }
    Ok(Outcome::Well)
}
