use std::path::Path;

use specwright::{Error, Generated, Runtime};

use crate::input::{self, Client};
use crate::relative::from_folder;
use crate::{Generate, Outcome, draw};

pub(crate) fn run(arguments: &Generate) -> Outcome {
    let clients = match arguments.input.clients() {
        Ok(clients) => clients,
        Err(outcome) => return outcome,
    };
    if clients.len() > 1 && (arguments.out.is_some() || arguments.name.is_some()) {
        return input::wrong("--out and --name are for one client: name it by --client");
    }
    let mut outcome = None;
    for client in clients {
        let out = arguments.out.as_ref().or(client.command.crate_folder.as_ref());
        match (out.cloned(), &client.name) {
            (Some(out), _) => {
                let generated = generate(arguments, client, &out);
                outcome = Some(outcome.unwrap_or(Outcome::Well).and(generated));
            }
            (None, Some(name)) => {
                draw::message(&format!("{name}: no `crate` is set, so a build script makes it"))
            }
            (None, None) => return input::wrong("where to? Name the folder of the crate by --out"),
        }
    }
    outcome
        .unwrap_or_else(|| input::wrong("no client has a folder: set `crate` in the configuration, or --out"))
}

fn generate(arguments: &Generate, client: Client, out: &Path) -> Outcome {
    let mut generator = client.generator;
    if let Some(name) = &arguments.name {
        generator = generator.name(name);
    }
    let generated = match generator.generate() {
        Ok(generated) => generated,
        Err(error) => return draw::error(&error),
    };
    draw::diagnostics(&generated.diagnostics, draw::LIMIT);
    let runtime_path = arguments
        .runtime_path
        .as_ref()
        .or(client.command.runtime_path.as_ref());
    let runtime = match runtime_path {
        Some(path) => Runtime::Path(from_folder(out, path)),
        None => Runtime::Version,
    };
    let outcome = match write(&generated, &runtime, out, arguments.check) {
        Ok(outcome) => outcome,
        Err(error) => draw::error(&error),
    };
    // Memory ends with the process: to take a large model apart would be work for nothing.
    std::mem::forget(generated);
    outcome
}

fn write(generated: &Generated, runtime: &Runtime, out: &Path, check: bool) -> Result<Outcome, Error> {
    let files = generated.crate_files(runtime);
    let folder = out.display();
    if check {
        let stale = specwright::stale_files(out, &files)?;
        for file in &stale {
            draw::message(&format!("stale: {}", out.join(file).display()));
        }
        return Ok(if stale.is_empty() {
            Outcome::Well
        } else {
            Outcome::NotWell
        });
    }
    let changed = specwright::write_crate(out, &files)?;
    let api = generated.api();
    draw::message(&format!(
        "{} in {folder}: {} operations, {} types; {} of {} files changed",
        generated.name,
        api.operations.len(),
        api.types.len(),
        changed.len(),
        files.len(),
    ));
    Ok(Outcome::Well)
}
