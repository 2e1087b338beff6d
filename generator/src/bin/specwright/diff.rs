use specwright::Bump;

use crate::{Diff, DiffFormat, Outcome, draw};

pub(crate) fn run(arguments: &Diff) -> Outcome {
    let generator = |document| arguments.settings.generator(document).name("client");
    let diff = match specwright::diff(&generator(&arguments.old), &generator(&arguments.new)) {
        Ok(diff) => diff,
        Err(error) => return draw::error(&error),
    };
    let printed = crate::print(&match arguments.format {
        DiffFormat::Human => diff.to_string(),
        DiffFormat::Json => format!("{:#}\n", diff.to_json()),
        DiffFormat::Markdown => diff.to_markdown(),
    });
    match (printed, diff.bump) {
        (Outcome::Well, Bump::Patch) => Outcome::Code(3),
        (Outcome::Well, Bump::Minor) => Outcome::Code(4),
        (Outcome::Well, Bump::Major) => Outcome::Code(5),
        (printed, _) => printed,
    }
}
