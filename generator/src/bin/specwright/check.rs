use specwright::Error;
use specwright::diagnostic::Report;

use crate::{Check, Format, Outcome, draw};

pub(crate) fn run(arguments: &Check) -> Outcome {
    let clients = match arguments.input.clients() {
        Ok(clients) => clients,
        Err(outcome) => return outcome,
    };
    let mut diagnostics = Vec::new();
    for client in clients {
        match client.generate() {
            Ok(generated) => diagnostics.extend(generated.diagnostics),
            Err(Error::Document(list)) => diagnostics.extend(list),
            Err(error) => return draw::error(&error),
        }
    }
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
