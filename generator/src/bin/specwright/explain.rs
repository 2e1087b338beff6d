use specwright::diagnostic::Code;

use crate::{Outcome, draw};

pub(crate) fn run(code: Option<&str>) -> Outcome {
    let Some(name) = code else {
        let list: String = Code::ALL.iter().map(|code| format!("{code}\n")).collect();
        return crate::print(&list);
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
