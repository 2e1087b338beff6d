use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use specwright::{Draft, Error, Runtime};

use crate::input::{self, Client};
use crate::relative::from_folder;
use crate::{Generate, Outcome, draw, lock, rustfmt, stale};

/// What is written of a client.
enum Target {
    /// A crate, in this folder.
    Crate(PathBuf),
    /// A module, in this folder.
    Module(PathBuf),
}

/// What a crate needs that depends on a version of the runtime. Until the crates are published.
const UNPUBLISHED: &str = "help: the crate depends on `specwright-runtime` by its version, and that is not published yet: \
     add `--runtime-path FOLDER` with the folder of the runtime, or `runtime-path` to the configuration";

pub(crate) fn run(arguments: &Generate) -> Outcome {
    let clients = match arguments.input.clients() {
        Ok(clients) => clients,
        Err(outcome) => return outcome,
    };
    let is_for_one = arguments.out.is_some() || arguments.into.is_some() || arguments.name.is_some();
    if clients.len() > 1 && is_for_one {
        let problem = "--out, --into and --name are for one client";
        return input::wrong(&format!("{problem}: {}", input::which(&clients)));
    }
    let mut outcome = None;
    for client in clients {
        let targets = targets(arguments, &client);
        match (targets.is_empty(), &client.name) {
            (false, _) => {
                let generated = generate(arguments, client, &targets);
                outcome = Some(outcome.unwrap_or(Outcome::Well).and(generated));
            }
            (true, Some(name)) => draw::message(&format!(
                "{name}: neither `crate` nor `into` is set, so a build script makes it"
            )),
            (true, None) => {
                return input::wrong(
                    "where to? Add `--out crates/NAME` for a crate, or `--into src/api` for a module of a program; \
                     `specwright init DOCUMENT` writes a configuration that says it",
                );
            }
        }
    }
    outcome.unwrap_or_else(|| {
        input::wrong(
            "no client has a folder: set `crate` or `into` in the configuration, or add `--out crates/NAME` or `--into src/api`",
        )
    })
}

/// Returns what is asked for: by options, or else by the configuration.
fn targets(arguments: &Generate, client: &Client) -> Vec<Target> {
    let (out, into) = match (&arguments.out, &arguments.into) {
        (None, None) => (&client.command.crate_folder, &client.command.module_folder),
        asked => asked,
    };
    let out = out.iter().cloned().map(Target::Crate);
    out.chain(into.iter().cloned().map(Target::Module)).collect()
}

fn generate(arguments: &Generate, client: Client, targets: &[Target]) -> Outcome {
    let mut generator = client.generator;
    if let Some(name) = &arguments.name {
        generator = generator.name(name);
    }
    let (draft, diagnostics) = match generator.writing_lock().draft() {
        Ok(drafted) => drafted,
        Err(error) => return draw::error(&error),
    };
    draw::diagnostics(&diagnostics, draw::LIMIT);
    let runtime_path = arguments
        .runtime_path
        .as_ref()
        .or(client.command.runtime_path.as_ref());
    let mut outcome = Outcome::Well;
    if arguments.check || arguments.locked {
        outcome = lock::check(&draft);
        if arguments.locked && outcome != Outcome::Well {
            return outcome;
        }
    }
    for target in targets {
        let is_without_runtime = matches!(target, Target::Crate(_)) && runtime_path.is_none();
        let (folder, files) = match target {
            Target::Crate(out) => {
                let runtime = match runtime_path {
                    Some(path) => Runtime::Path(from_folder(out, path)),
                    None => Runtime::Version,
                };
                (out, draft.crate_files(&runtime))
            }
            Target::Module(into) => (into, draft.module_files()),
        };
        let files = match files {
            Ok(files) => files,
            Err(error) => return draw::error(&error),
        };
        let files = match draft.is_for_rustfmt() {
            true => match rustfmt::format(folder, files) {
                Ok(files) => files,
                Err(message) => {
                    draw::message(&format!("error: {message}"));
                    return Outcome::NotWell;
                }
            },
            false => files,
        };
        let written = match arguments.check {
            true => stale::check(folder, &files),
            false => write(&draft, folder, &files).map(|()| Outcome::Well),
        };
        if matches!(written, Ok(Outcome::Well)) && !arguments.check && is_without_runtime {
            draw::message(UNPUBLISHED);
        }
        outcome = outcome.and(written.unwrap_or_else(|error| draw::error(&error)));
    }
    if outcome == Outcome::Well && !arguments.check {
        outcome = lock::write(&draft).unwrap_or_else(|error| draw::error(&error));
    }
    // Memory ends with the process: to take a large model apart would be work for nothing.
    std::mem::forget(draft);
    outcome
}

fn write(draft: &Draft, folder: &Path, files: &BTreeMap<PathBuf, String>) -> Result<(), Error> {
    let changed = specwright::write_crate(folder, files)?;
    let (written, removed): (Vec<_>, Vec<_>) = changed.iter().partition(|path| files.contains_key(*path));
    let removed = match removed.len() {
        0 => String::new(),
        number => format!(", {number} removed"),
    };
    let api = draft.api();
    draw::message(&format!(
        "{} in {}: {} operations, {} types; {} of {} files written{removed}",
        draft.name,
        folder.display(),
        api.operations.len(),
        api.types.len(),
        written.len(),
        files.len(),
    ));
    Ok(())
}
