use specwright::Error;
use specwright::diagnostic::Report;

use crate::{Check, Format, Outcome, draw};

pub(crate) fn run(arguments: &Check) -> Outcome {
    let diagnostics = match arguments.input.generator().name("client").generate() {
        Ok(generated) => generated.diagnostics,
        Err(Error::Document(diagnostics)) => diagnostics,
        Err(error) => return draw::error(&error),
    };
    let report = Report::new(&diagnostics);
    let written = match arguments.format {
        Format::Human => {
            draw::diagnostics(&diagnostics, if arguments.all { usize::MAX } else { draw::LIMIT });
            if diagnostics.is_empty() {
                draw::message("nothing is wrong");
            }
            Outcome::Well
        }
        Format::Json => crate::print(&format!("{:#}\n", report.to_json())),
        Format::Sarif => crate::print(&format!("{:#}\n", report.to_sarif())),
    };
    if report.errors() > 0 {
        Outcome::NotWell
    } else {
        written
    }
}
