use specwright::outputs::inspect;

use crate::{Inspect, Outcome, draw, input};

pub(crate) fn run(arguments: &Inspect) -> Outcome {
    let clients = match arguments.input.clients() {
        Ok(clients) => clients,
        Err(outcome) => return outcome,
    };
    if arguments.json && clients.len() > 1 {
        return input::wrong(&format!("--json is for one client: {}", input::which(&clients)));
    }
    let mut outcome = Outcome::Well;
    for (index, client) in clients.into_iter().enumerate() {
        let generated = match client.generate() {
            Ok(generated) => generated,
            Err(error) => {
                outcome = outcome.and(draw::error(&error));
                continue;
            }
        };
        let api = generated.api();
        let text = match (arguments.json, arguments.details) {
            (true, _) => inspect::json(api),
            (false, true) => inspect::outline(api),
            (false, false) => inspect::summary(api, generated.diagnostics.len()),
        };
        let between = if index == 0 { "" } else { "\n" };
        outcome = outcome.and(crate::print(&format!("{between}{text}")));
    }
    outcome
}
