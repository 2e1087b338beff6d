use crate::{Inspect, Outcome, draw};

pub(crate) fn run(arguments: &Inspect) -> Outcome {
    match arguments.input.generator().name("client").generate() {
        Ok(generated) if arguments.json => match serde_json::to_string_pretty(&generated.api) {
            Ok(json) => crate::print(&(json + "\n")),
            Err(error) => {
                draw::message(&format!("the model can't be printed as JSON: {error}"));
                Outcome::NotWell
            }
        },
        Ok(generated) => crate::print(&specwright::outputs::client::outline(&generated.api)),
        Err(error) => draw::error(&error),
    }
}
