use crate::{Inspect, Outcome, draw};
use specwright::outputs::inspect;

pub(crate) fn run(arguments: &Inspect) -> Outcome {
    match arguments.input.generator().name("client").generate() {
        Ok(generated) if arguments.json => crate::print(&inspect::json(generated.api())),
        Ok(generated) => crate::print(&inspect::outline(generated.api())),
        Err(error) => draw::error(&error),
    }
}
