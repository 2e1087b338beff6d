//! What is wrong with the set-up of a crate that has clients: made by its build script, or written by `specwright generate` and committed.

mod committed;
mod features;
mod manifest;
mod sources;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use specwright::{Configuration, Error, Generated, Generator};

use crate::{Outcome, draw};
use committed::Committed;
use features::Needs;
pub(crate) use manifest::edition;
use manifest::{Manifest, locked_versions};
use sources::{BuildScript, Made, included};

const GENERATOR: &str = "specwright";
const RUNTIME: &str = "specwright-runtime";

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The folder of the crate: that of its `Cargo.toml`
    #[arg(default_value = ".")]
    folder: PathBuf,
}

/// What was found: what is in order, and what is not.
#[derive(Debug, Default)]
struct Findings {
    good: Vec<String>,
    /// What nobody can tell here, and what tells it.
    unknown: Vec<String>,
    /// What is wrong, and what to do.
    wrong: Vec<(String, String)>,
}

impl Findings {
    fn good(&mut self, what: impl Into<String>) {
        self.good.push(what.into());
    }

    fn unknown(&mut self, what: impl Into<String>) {
        self.unknown.push(what.into());
    }

    fn wrong(&mut self, what: impl Into<String>, help: impl Into<String>) {
        self.wrong.push((what.into(), help.into()));
    }
}

/// Looks at a crate, and prints what is wrong and which command mends it.
pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let folder = &arguments.folder;
    let manifest = match Manifest::read(folder) {
        Ok(manifest) => manifest,
        Err(problem) => {
            draw::message(&format!(
                "error: {problem}\n  = help: name the folder of a crate: `specwright doctor FOLDER`"
            ));
            return Outcome::NotWell;
        }
    };
    let mut findings = Findings::default();
    let committed = committed::find(folder);
    let has_build_script = committed.is_empty() || makes_clients(&manifest);
    if has_build_script {
        build_dependency(&manifest, &mut findings);
    }
    if !manifest.dependencies.contains_key(RUNTIME) {
        findings.wrong(
            "`specwright-runtime` is not in [dependencies]",
            "`cargo add specwright-runtime`, with `--path` until it is published",
        );
    }
    versions(folder, &mut findings);
    if has_build_script {
        build_script(folder, &manifest, &committed, &mut findings);
    }
    committed::check(folder, &committed, &manifest, &mut findings);

    let mut text = String::new();
    for good in &findings.good {
        text.push_str(&format!("ok: {good}\n"));
    }
    for unknown in &findings.unknown {
        text.push_str(&format!("note: {unknown}\n"));
    }
    for (what, help) in &findings.wrong {
        text.push_str(&format!("error: {what}\n  = help: {help}\n"));
    }
    text.push_str(&match findings.wrong.len() {
        0 => "nothing is wrong\n".to_owned(),
        1 => "1 problem\n".to_owned(),
        number => format!("{number} problems\n"),
    });
    crate::print(&text).and(match findings.wrong.is_empty() {
        true => Outcome::Well,
        false => Outcome::NotWell,
    })
}

/// Returns whether the build script of a crate makes clients, beside those that are committed.
fn makes_clients(manifest: &Manifest) -> bool {
    let is_named = || {
        let code = std::fs::read_to_string(&manifest.build_script);
        code.is_ok_and(|code| code.contains(GENERATOR))
    };
    manifest.build_dependencies.contains_key(GENERATOR) || is_named()
}

fn build_dependency(manifest: &Manifest, findings: &mut Findings) {
    if !manifest.build_dependencies.contains_key(GENERATOR) {
        let misplaced = manifest.dependencies.contains_key(GENERATOR);
        findings.wrong(
            "`specwright` is not in [build-dependencies]",
            match misplaced {
                true => "it is in [dependencies], which build scripts don't see: move it",
                false => "`cargo add --build specwright`, with `--path` until it is published",
            },
        );
    }
}

fn versions(folder: &Path, findings: &mut Findings) {
    let (Some(generators), Some(runtimes)) = (
        locked_versions(folder, GENERATOR),
        locked_versions(folder, RUNTIME),
    ) else {
        return findings.wrong("there is no `Cargo.lock` yet", "build once: `cargo build`");
    };
    let (Some(generator), Some(runtime)) = (generators.first(), runtimes.first()) else {
        return;
    };
    let fits = |generator: &String| runtimes.iter().any(|runtime| is_compatible(generator, runtime));
    if generators.iter().any(fits) {
        findings.good(format!(
            "specwright {generator} and specwright-runtime {runtime} belong together"
        ));
    } else {
        findings.wrong(
            format!("specwright {generator} makes clients that specwright-runtime {runtime} can't run"),
            format!("`cargo update -p specwright-runtime`, or ask for {generator} of both in Cargo.toml"),
        );
    }
    let own = env!("CARGO_PKG_VERSION");
    if !generators.iter().any(|generator| is_compatible(own, generator)) {
        findings.wrong(
            format!("this command is specwright {own}, the build script uses {generator}"),
            format!("what they say of a document may differ: install {generator} of the command"),
        );
    }
}

/// Returns whether Cargo takes one version for the other: the first number that is not 0 is the same.
fn is_compatible(a: &str, b: &str) -> bool {
    let numbers = |version: &str| {
        let numbers: Vec<String> = version.split('.').map(ToOwned::to_owned).collect();
        let significant = numbers.iter().position(|number| number != "0").unwrap_or(2);
        numbers.into_iter().take(significant + 1).collect::<Vec<_>>()
    };
    numbers(a) == numbers(b)
}

fn build_script(folder: &Path, manifest: &Manifest, committed: &[Committed], findings: &mut Findings) {
    let path = &manifest.build_script;
    let shown = path.strip_prefix(folder).unwrap_or(path).display().to_string();
    let Ok(code) = std::fs::read_to_string(path) else {
        return findings.wrong(
            format!("there is no build script `{shown}`"),
            "write one: `fn main() -> Result<(), specwright::Error> { specwright::Generator::new(\"spec/api.yaml\").build_script() }`",
        );
    };
    let Some(script) = BuildScript::of(&code) else {
        return findings.wrong(format!("`{shown}` is not Rust"), "`cargo build` says where");
    };
    if script == BuildScript::default() {
        return findings.wrong(
            format!("`{shown}` makes no client"),
            "call `specwright::Generator::new(\"spec/api.yaml\").build_script()` in it",
        );
    }
    let is_configured = script.made.iter().any(|made| matches!(made, Made::By { .. }));
    let generator = manifest.build_dependencies.get(GENERATOR);
    if is_configured && generator.is_some_and(|generator| !generator.features.contains("config")) {
        findings.wrong(
            "`specwright` in [build-dependencies] lacks the feature `config`, which reads `specwright.toml`",
            "`cargo add --build specwright --features config`",
        );
    }
    let mut names = BTreeSet::new();
    for (document, generator) in generators(folder, &script, committed, findings) {
        match generator.generate() {
            Ok(generated) => {
                client(&generated, folder, manifest, findings);
                names.insert(generated.name);
            }
            Err(error) => findings.wrong(
                format!("there is no client of `{document}`: {}", first_line(&error)),
                format!("`specwright check {document}` says what is wrong and where"),
            ),
        }
    }
    if !script.makes_others {
        for name in included(folder).difference(&names) {
            let known: Vec<&str> = names.iter().map(String::as_str).collect();
            findings.wrong(
                format!("`include_client!({name:?})`: the build script makes no client of this name"),
                format!("those that it makes: {}", known.join(", ")),
            );
        }
    }
}

fn first_line(error: &Error) -> String {
    error.to_string().lines().next().unwrap_or_default().to_owned()
}

/// Returns the generators of the clients that a build script makes, with what each is of.
fn generators(
    folder: &Path,
    script: &BuildScript,
    committed: &[Committed],
    findings: &mut Findings,
) -> Vec<(String, Generator)> {
    let mut generators = Vec::new();
    for made in &script.made {
        match made {
            Made::Of {
                document,
                name,
                switches,
            } => {
                let generator = Generator::new(folder.join(document));
                let generator = switches.iter().fold(generator, with_switch);
                let generator = match name {
                    Some(name) => generator.name(name),
                    None => generator,
                };
                generators.push((document.clone(), generator));
            }
            Made::By {
                configuration,
                client,
            } => match Configuration::read(folder.join(configuration)) {
                Ok(read) => {
                    // What is committed is looked at as such.
                    let is_committed = |module: &PathBuf| committed.iter().any(|known| known.is_at(module));
                    let clients = read
                        .clients()
                        .iter()
                        .filter(|client| !client.command.module_folder.as_ref().is_some_and(is_committed));
                    let wanted =
                        clients.filter(|found| client.as_ref().is_none_or(|name| *name == found.name));
                    generators.extend(wanted.map(|found| (found.name.clone(), found.generator.clone())));
                }
                Err(error) => findings.wrong(
                    format!("`{configuration}` can't be read: {}", first_line(&error)),
                    "`specwright check` says what is wrong and where",
                ),
            },
        }
    }
    generators
}

/// Returns a generator with one of [`sources::SWITCHES`] on.
fn with_switch(generator: Generator, switch: &&str) -> Generator {
    match *switch {
        "blocking" => generator.blocking(true),
        "mock" => generator.mock(true),
        "record" => generator.record(true),
        "server" => generator.server(true),
        _ => generator,
    }
}

/// Looks whether a client is included, and has the features of the runtime that it needs.
fn client(generated: &Generated, folder: &Path, manifest: &Manifest, findings: &mut Findings) {
    let name = &generated.name;
    match included(folder).contains(name) {
        true => findings.good(format!("the client `{name}` is made and included")),
        false => findings.wrong(
            format!("the client `{name}` is made, and no code of the crate includes it"),
            format!("`mod {name} {{ specwright_runtime::include_client!({name:?}); }}`"),
        ),
    }
    Needs::of(generated).check(&format!("the client `{name}`"), manifest, findings);
}

#[cfg(test)]
mod tests {
    use super::is_compatible;

    #[test]
    fn versions_belong_together_as_cargo_has_it() {
        for (a, b) in [("0.1.0", "0.1.7"), ("1.2.0", "1.9.3"), ("0.0.3", "0.0.3")] {
            assert!(is_compatible(a, b), "{a} {b}");
        }
        for (a, b) in [
            ("0.1.0", "0.2.0"),
            ("1.2.0", "2.2.0"),
            ("0.0.3", "0.0.4"),
            ("0.1.0", "1.1.0"),
        ] {
            assert!(!is_compatible(a, b), "{a} {b}");
        }
    }
}
