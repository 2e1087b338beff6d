use std::path::{Component, Path, PathBuf};

use specwright::{Error, Generated, Runtime};

use crate::{Generate, Outcome, draw};

pub(crate) fn run(arguments: &Generate) -> Outcome {
    let mut generator = arguments
        .input
        .generator()
        .tag_features(arguments.tag_features)
        .exhaustive(arguments.exhaustive);
    if let Some(name) = &arguments.name {
        generator = generator.name(name);
    }
    let generated = match generator.generate() {
        Ok(generated) => generated,
        Err(error) => return draw::error(&error),
    };
    draw::diagnostics(&generated.diagnostics, draw::LIMIT);
    let outcome = match write(arguments, &generated) {
        Ok(outcome) => outcome,
        Err(error) => draw::error(&error),
    };
    // The process ends, and its memory with it: to take a large model apart would be work for nothing.
    std::mem::forget(generated);
    outcome
}

fn write(arguments: &Generate, generated: &Generated) -> Result<Outcome, Error> {
    let runtime = match &arguments.runtime_path {
        Some(path) => Runtime::Path(from_folder(&arguments.out, path)),
        None => Runtime::Version,
    };
    let files = generated.crate_files(&runtime);
    let folder = arguments.out.display();
    if arguments.check {
        let stale = specwright::stale_files(&arguments.out, &files)?;
        for file in &stale {
            draw::message(&format!("stale: {}", arguments.out.join(file).display()));
        }
        return Ok(if stale.is_empty() {
            Outcome::Well
        } else {
            Outcome::NotWell
        });
    }
    let changed = specwright::write_crate(&arguments.out, &files)?;
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

/// `path`, which begins at the current folder, as it is written in a file of `folder`.
fn from_folder(folder: &Path, path: &Path) -> PathBuf {
    if path.is_absolute() {
        return path.to_owned();
    }
    let (Ok(folder), Ok(target)) = (std::path::absolute(folder), std::path::absolute(path)) else {
        return path.to_owned();
    };
    let (folder, target) = (lexical(&folder), lexical(&target));
    let shared = folder.iter().zip(&target).take_while(|(a, b)| a == b).count();
    let up = folder.iter().skip(shared).map(|_| Component::ParentDir);
    up.chain(target.iter().skip(shared).copied()).collect()
}

/// The components of an absolute path without `.` and `..`.
fn lexical(path: &Path) -> Vec<Component<'_>> {
    let mut components = Vec::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                components.pop();
            }
            other => components.push(other),
        }
    }
    components
}
