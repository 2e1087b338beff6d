use serde_json::json;
use specwright::diagnostic::{LocatedDiagnostic, Severity};
use specwright::{Error, Generator};

use crate::{Check, Format, Outcome, draw};

pub(crate) fn run(arguments: &Check) -> Outcome {
    let diagnostics = match Generator::new(&arguments.document).name("client").generate() {
        Ok(generated) => generated.diagnostics,
        Err(Error::Document(diagnostics)) => diagnostics,
        Err(error) => return draw::error(&error),
    };
    let has_errors = diagnostics
        .iter()
        .any(|diagnostic| diagnostic.severity == Severity::Error);
    let written = match arguments.format {
        Format::Human => {
            draw::diagnostics(&diagnostics, usize::MAX);
            draw::message(&draw::counted(&diagnostics));
            Outcome::Well
        }
        Format::Json => {
            let list: Vec<_> = diagnostics.iter().map(as_json).collect();
            crate::print(&format!("{:#}\n", json!(list)))
        }
    };
    if has_errors { Outcome::NotWell } else { written }
}

fn as_json(diagnostic: &LocatedDiagnostic) -> serde_json::Value {
    json!({
        "severity": match diagnostic.severity {
            Severity::Warning => "warning",
            Severity::Error => "error",
        },
        "code": diagnostic.code.as_str(),
        "message": diagnostic.message,
        "file": diagnostic.path,
        "line": diagnostic.position.map(|position| position.line),
        "column": diagnostic.position.map(|position| position.column),
        "pointer": diagnostic.pointer,
        "help": diagnostic.help,
    })
}
