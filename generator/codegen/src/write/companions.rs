//! What comes with a client where it is asked for: texts that programs read while they run.

use super::super::plan::ClientPlan;
use super::source::{Source, literal};

/// The constants, and what is said of them.
const SHAPES: (&str, &str) = (
    "SHAPES",
    "What the document describes of responses: for a `Recorder` of the runtime, which says what servers send otherwise.",
);
const DESCRIPTION: (&str, &str) = (
    "DESCRIPTION",
    "What the document describes, as JSON in the form of OpenAPI 3.2, for programs that read it while they run.",
);

/// Returns the names of the constants that a client has.
pub(super) fn names(plan: &ClientPlan<'_>) -> Vec<&'static str> {
    constants(plan).map(|((name, _), _)| name).collect()
}

/// Writes the constants.
pub(super) fn write(plan: &ClientPlan<'_>, source: &mut Source) {
    for ((name, docs), text) in constants(plan) {
        source.item();
        source.doc(docs);
        source.line(format_args!("pub const {name}: &str = {};", literal(text)));
    }
}

fn constants<'p>(
    plan: &'p ClientPlan<'_>,
) -> impl Iterator<Item = ((&'static str, &'static str), &'p String)> {
    let texts = [(SHAPES, &plan.shapes), (DESCRIPTION, &plan.description)];
    let texts = texts.into_iter();
    texts.filter_map(|(constant, text)| Some((constant, text.as_ref()?)))
}
