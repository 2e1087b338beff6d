use specwright::{Error, Generated};

use crate::{Lock, Outcome, draw, input};

/// Writes the locks of clients, or says which are not up to date.
pub(crate) fn run(arguments: &Lock) -> Outcome {
    let clients = match arguments.input.clients() {
        Ok(clients) => clients,
        Err(outcome) => return outcome,
    };
    let mut outcome = None;
    for client in clients {
        let generated = match client.generator.writing_lock().generate() {
            Ok(generated) => generated,
            Err(error) => return draw::error(&error),
        };
        if generated.lock_path().is_none() {
            continue;
        }
        let one = match arguments.check {
            true => check(&generated),
            false => write(&generated).unwrap_or_else(|error| draw::error(&error)),
        };
        outcome = Some(outcome.unwrap_or(Outcome::Well).and(one));
    }
    outcome.unwrap_or_else(|| {
        input::wrong("no client has a lock: set `lock` in the configuration, or add `--lock specwright.lock`")
    })
}

/// Says that a lock is not up to date, if it is not.
pub(crate) fn check(generated: &Generated) -> Outcome {
    match generated.lock_path() {
        Some(path) if !generated.is_locked() => {
            draw::message(&format!(
                "stale: {}; run `specwright lock` to write it",
                path.display()
            ));
            Outcome::NotWell
        }
        _ => Outcome::Well,
    }
}

/// Writes the lock of a client, if it has one.
pub(crate) fn write(generated: &Generated) -> Result<Outcome, Error> {
    let changed = generated.write_lock()?;
    if let Some(path) = generated.lock_path() {
        let state = if changed { "written" } else { "up to date" };
        draw::message(&format!("{}: {state}", path.display()));
    }
    Ok(Outcome::Well)
}
