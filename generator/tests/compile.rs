//! A client of everything compiles, without a warning of the compiler, clippy or rustdoc, wherever it is included.

#[path = "emit/every_construct/mod.rs"]
mod every_construct;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// Where crates are built: kept between runs, so that the runtime is built once.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("every-construct")
}

fn cargo(arguments: &[&str]) {
    let mut command = Command::new(env!("CARGO"));
    command
        .args(arguments)
        .current_dir(folder())
        .env("CARGO_TARGET_DIR", folder().join("target"));
    command.env("RUSTDOCFLAGS", "-D warnings").env_remove("RUSTFLAGS");
    let output = command.output().expect("cargo runs");
    assert!(
        output.status.success(),
        "cargo {}:\n{}",
        arguments.join(" "),
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn a_client_of_everything_compiles_without_a_warning() {
    let client = specwright::codegen::client(&every_construct::api(), "everything.yaml");
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("a workspace")
        .join("runtime");
    let write = |path: &str, text: String| {
        let path = folder().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    };
    write(
        "Cargo.toml",
        format!(
            "[workspace]\n[package]\nname = \"everything\"\nedition = \"2024\"\n\
             [dependencies.specwright-runtime]\npath = {runtime:?}\ndefault-features = false\nfeatures = [\"chrono\", \"uuid\", \"xml\"]\n"
        ),
    );
    // A library, whose items are all public, and a program, in which most are unused. Both ask for more than most do.
    let strict = "#![deny(missing_docs, unreachable_pub)]\n\
         #![warn(clippy::pedantic, clippy::nursery, future_incompatible, keyword_idents, nonstandard_style)]\n\
         #![warn(rust_2018_idioms, missing_copy_implementations, missing_debug_implementations)]\n\
         #![warn(unit_bindings, unnameable_types, unused_qualifications, unused_results, variant_size_differences)]\n";
    let include = "specwright_runtime::include_client!(\"everything\");\n";
    write("everything.rs", client);
    write(
        "build.rs",
        "fn main() {\n    println!(\"cargo::rerun-if-changed=everything.rs\");\n    \
         let folder = std::path::PathBuf::from(std::env::var_os(\"OUT_DIR\").unwrap());\n    \
         std::fs::copy(\"everything.rs\", folder.join(\"everything.rs\")).unwrap();\n}\n"
            .to_owned(),
    );
    write("src/lib.rs", format!("//! Everything.\n{strict}{include}"));
    write(
        "src/main.rs",
        format!(
            "//! Everything.\n{strict}mod client {{\n{include}}}\n\
             fn main() {{ let _ = client::Client::builder(); }}\n"
        ),
    );
    cargo(&["clippy", "--quiet", "--", "-D", "warnings"]);
    cargo(&["doc", "--quiet", "--no-deps", "--lib"]);
}
