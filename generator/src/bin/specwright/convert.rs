use specwright::{Converted, Converter, Error};

use crate::{Convert, Outcome, Syntax, draw};

pub(crate) fn run(arguments: &Convert) -> Outcome {
    let converter = Converter::new(&arguments.document);
    let converter = match &arguments.root {
        Some(root) => converter.root(root),
        None => converter,
    };
    let converter = arguments.overlays.iter().fold(converter, Converter::overlay);
    let converter = converter.strict_overlays(arguments.strict_overlays);
    let converted = match converter.convert() {
        Ok(converted) => converted,
        Err(error) => return draw::error(&error),
    };
    draw::diagnostics(&converted.diagnostics, draw::LIMIT);
    match write(arguments, &converted) {
        Ok(outcome) => outcome,
        Err(error) => draw::error(&error),
    }
}

fn write(arguments: &Convert, converted: &Converted) -> Result<Outcome, Error> {
    let Some(file) = &arguments.out else {
        let text = match arguments.format {
            Syntax::Yaml => converted.to_yaml()?,
            Syntax::Json => converted.to_json()?,
        };
        return Ok(crate::print(&text));
    };
    let changed = converted.write(file)?;
    let schemas = converted
        .openapi
        .components
        .as_ref()
        .map_or(0, |components| components.schemas.len());
    draw::message(&format!(
        "{}: OpenAPI {}, {} operations, {schemas} schemas; {}",
        file.display(),
        converted.openapi.openapi,
        converted.openapi.operations().count(),
        if changed { "written" } else { "up to date" },
    ));
    Ok(Outcome::Well)
}
