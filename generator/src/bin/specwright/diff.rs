use specwright::Bump;

use crate::{Diff, DiffFormat, Outcome, draw};

pub(crate) fn run(arguments: &Diff) -> Outcome {
    let client = |document| arguments.settings.client_of(document);
    let (old, new) = match (client(&arguments.old), client(&arguments.new)) {
        (Ok(old), Ok(new)) => (old.generator, new.generator),
        (Err(outcome), _) | (_, Err(outcome)) => return outcome,
    };
    let diff = match specwright::diff(&old, &new) {
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
