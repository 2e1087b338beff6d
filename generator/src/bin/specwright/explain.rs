use specwright::diagnostic::Code;

use crate::{Outcome, draw};

pub(crate) fn run(code: Option<&str>) -> Outcome {
    let Some(name) = code else {
        let list: String = Code::ALL
            .iter()
            .map(|code| format!("{}\n", code.as_str()))
            .collect();
        return crate::print(&list);
    };
    match Code::ALL.iter().find(|code| code.as_str() == name) {
        Some(code) => crate::print(&format!("{}\n\n{}\n", code.as_str(), code.explanation())),
        None => {
            draw::message(&format!(
                "no kind of diagnostic is called `{}`; `specwright explain` lists all",
                name.escape_debug()
            ));
            Outcome::NotWell
        }
    }
}
