//! The compiler's word on programs.

use std::path::Path;
use std::process::{Command, Output};

use specwright::Generator;
use specwright_tests::corpus::workspace::{Workspace, project_folder};

/// What a program of a pair may use.
const PRELUDE: &str = "#![allow(dead_code, unused_imports, deprecated, clippy::all)]\n\
                       use super::shop::{Client, operations, types::*};\nuse specwright_runtime as rt;\n";

/// Returns the client of the document before any change.
pub(crate) fn shop() -> String {
    let generator = Generator::new("documents/stability/shop.yaml");
    generator
        .generate()
        .unwrap_or_else(|error| panic!("{error}"))
        .client
}

/// Checks one crate with a module for each program: with a client of its own, or with that which all others have.
pub(crate) fn accepts(name: &str, shared: &str, programs: &[(&str, Option<String>, &str)]) {
    let workspace = Workspace::new(name).unwrap();
    write_manifest(&workspace, name);
    let mut root = String::from("#![allow(warnings)]\npub mod shop;\n");
    workspace
        .write(name, Path::new("src/shop.rs"), &inlined(shared))
        .unwrap();
    for (program_name, client, program) in programs {
        root.push_str(&format!("pub mod {program_name};\n"));
        let (client, module) = match client {
            Some(client) => (client.as_str(), "pub mod shop;\npub mod program;\n"),
            None => (shared, "pub mod program;\npub(crate) use crate::shop;\n"),
        };
        let file = |file: &str| format!("src/{program_name}/{file}.rs");
        let write = |path: String, text: &str| workspace.write(name, Path::new(&path), text).unwrap();
        write(file("mod"), module);
        write(file("program"), &format!("{PRELUDE}{program}"));
        write(file("shop"), &inlined(client));
    }
    workspace.write(name, Path::new("src/lib.rs"), &root).unwrap();
    workspace.set_members([name]).unwrap();
    let output = check(&workspace, &[]);
    assert!(
        output.status.success(),
        "a program that must compile does not:\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// Checks a crate for each program, and that the compiler refuses the program, and nothing else.
pub(crate) fn refuses_each(name: &str, programs: &[(&str, String, &str)]) {
    let workspace = Workspace::new(name).unwrap();
    for (program_name, client, program) in programs {
        write_manifest(&workspace, program_name);
        let write = |path: &str, text: &str| workspace.write(program_name, Path::new(path), text).unwrap();
        write(
            "src/lib.rs",
            "#![allow(warnings)]\npub mod shop;\npub mod program;\n",
        );
        write("src/shop.rs", &inlined(client));
        write("src/program.rs", &format!("{PRELUDE}{program}"));
    }
    workspace
        .set_members(programs.iter().map(|(name, ..)| *name))
        .unwrap();
    let output = check(
        &workspace,
        &["--workspace", "--keep-going", "--message-format=short"],
    );
    let told = String::from_utf8_lossy(&output.stderr);
    let errors = |name: &str, file: &str| {
        let at = format!("crates/{name}/src/{file}.rs:");
        told.lines()
            .any(|line| line.starts_with(&at) && line.contains(" error"))
    };
    for (name, ..) in programs {
        assert!(
            !errors(name, "shop"),
            "the client of `{name}` does not compile:\n{told}"
        );
        assert!(
            errors(name, "program"),
            "the program of `{name}` still compiles:\n{told}"
        );
    }
}

/// Writes the manifest of a crate that has a client.
pub(crate) fn write_manifest(workspace: &Workspace, name: &str) {
    let runtime = project_folder().join("runtime");
    let manifest = format!(
        "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [dependencies.specwright-runtime]\npath = {runtime:?}\ndefault-features = false\n"
    );
    workspace.write(name, Path::new("Cargo.toml"), &manifest).unwrap();
}

/// Returns a client as a file of a module.
fn inlined(client: &str) -> String {
    client.to_owned()
}

fn check(workspace: &Workspace, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO"))
        .args(["check", "--offline", "--quiet"])
        .args(arguments)
        .current_dir(workspace.folder())
        // One folder for all, so that the runtime is built once.
        .env(
            "CARGO_TARGET_DIR",
            specwright_tests::corpus::workspace::target_folder().join("stability"),
        )
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap()
}
