use specwright::{Draft, Error};

use crate::{Lock, Outcome, draw, input};

/// Writes the locks of clients, or says which are not up to date.
pub(crate) fn run(arguments: &Lock) -> Outcome {
    let clients = match arguments.input.clients() {
        Ok(clients) => clients,
        Err(outcome) => return outcome,
    };
    let mut outcome = None;
    for client in clients {
        let draft = match client.generator.writing_lock().draft() {
            Ok((draft, _)) => draft,
            Err(error) => return draw::error(&error),
        };
        if draft.lock_path().is_none() {
            continue;
        }
        let one = match arguments.check {
            true => check(&draft),
            false => write(&draft).unwrap_or_else(|error| draw::error(&error)),
        };
        outcome = Some(outcome.unwrap_or(Outcome::Well).and(one));
    }
    outcome.unwrap_or_else(|| {
        input::wrong("no client has a lock: set `lock` in the configuration, or add `--lock specwright.lock`")
    })
}

/// Says that a lock is not up to date, if it is not.
pub(crate) fn check(draft: &Draft) -> Outcome {
    match draft.lock_path() {
        Some(path) if !draft.is_locked() => {
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
pub(crate) fn write(draft: &Draft) -> Result<Outcome, Error> {
    let changed = draft.write_lock()?;
    if let Some(path) = draft.lock_path() {
        let state = if changed { "written" } else { "up to date" };
        draw::message(&format!("{}: {state}", path.display()));
    }
    Ok(Outcome::Well)
}
