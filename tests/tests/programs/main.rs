//! Programs that use generated clients as people do: they are compiled, run against a transport that writes down what is sent, and what they
//! print is compared.

mod arguments;
mod conversions;
mod custom_requests;
mod groups;
mod learn;
mod modules;
mod non_exhaustive;
mod requests;
mod shaping;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use specwright::{Generated, Generator};
use specwright_tests::corpus::workspace::{Workspace, project_folder, target_folder};

/// What each program has: the client as `client`, and a client `recorded()` whose requests are printed.
const PRELUDE: &str = include_str!("prelude.rs.txt");

/// Compiles the client of a document, in one file, with a program, the body of an asynchronous function, and returns what it prints.
fn run(
    name: &str,
    document: &str,
    settings: impl FnOnce(Generator) -> Generator,
    program: &str,
) -> Vec<String> {
    let generated = generated(document, settings);
    let files = BTreeMap::from([(PathBuf::from("client.rs"), generated.client)]);
    run_files(name, &files, program)
}

/// Does the same with the client as a module of several files.
fn run_module(
    name: &str,
    document: &str,
    settings: impl FnOnce(Generator) -> Generator,
    program: &str,
) -> Vec<String> {
    let files = generated(document, settings).module_files().into_iter();
    let files = files.map(|(path, text)| (Path::new("client").join(path), text));
    run_files(name, &files.collect(), program)
}

fn generated(document: &str, settings: impl FnOnce(Generator) -> Generator) -> Generated {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("api.yaml");
    std::fs::write(&path, document).unwrap();
    let generated = settings(Generator::new(&path)).generate();
    generated.unwrap_or_else(|error| panic!("{error}"))
}

fn run_files(name: &str, client: &BTreeMap<PathBuf, String>, program: &str) -> Vec<String> {
    let name = format!("program-{name}");
    let workspace = Workspace::new(&name).unwrap();
    let write = |path: &str, text: &str| workspace.write(&name, Path::new(path), text).unwrap();
    let runtime = project_folder().join("runtime");
    write(
        "Cargo.toml",
        &format!(
            "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [dependencies]\nspecwright-runtime = {{ path = {runtime:?}, default-features = false, features = [\"chrono\", \"record\", \"uuid\", \"xml\"] }}\n\
             tokio = {{ version = \"1\", features = [\"macros\", \"rt\", \"time\"] }}\n"
        ),
    );
    for (path, text) in client {
        workspace
            .write(&name, &Path::new("src").join(path), text)
            .unwrap();
    }
    write("src/main.rs", &PRELUDE.replace("/* PROGRAM */", program));
    workspace.set_members([name.as_str()]).unwrap();
    let output = cargo(&workspace, &["run"]);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let printed = String::from_utf8(output.stdout).unwrap();
    printed.lines().map(str::to_owned).collect()
}

/// Runs Cargo in a workspace.
fn cargo(workspace: &Workspace, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO"))
        .args(arguments)
        .args(["--offline", "--quiet"])
        .current_dir(workspace.folder())
        // One folder for all, so that the runtime is built once.
        .env("CARGO_TARGET_DIR", target_folder().join("programs"))
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap()
}
