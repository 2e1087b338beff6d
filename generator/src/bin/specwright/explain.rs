use specwright::diagnostic::Code;

use crate::{Outcome, draw};

pub(crate) fn run(code: Option<&str>) -> Outcome {
    let Some(name) = code else {
        return crate::print(&list());
    };
    match name.parse::<Code>() {
        Ok(code) => crate::print(code.explain()),
        Err(unknown) => {
            draw::message(&format!(
                "error: `{}`: {unknown}; run `specwright explain` for a list of all",
                name.escape_debug()
            ));
            Outcome::NotWell
        }
    }
}

/// Returns all codes by their names, with what each means.
fn list() -> String {
    let mut codes: Vec<&Code> = Code::ALL.iter().collect();
    codes.sort_unstable_by_key(|code| code.as_str());
    let width = codes.iter().map(|code| code.as_str().len()).max().unwrap_or(0);
    let lines = codes
        .iter()
        .map(|code| format!("{:width$}  {}\n", code.as_str(), code.meaning()));
    lines.collect::<String>() + "\n`specwright explain CODE` says more of one.\n"
}
