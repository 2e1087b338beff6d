//! The programs of the examples, compiled with clients of the whole documents that their own are excerpts of, and read for what a
//! program should not have to write.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use specwright::Generator;
use specwright_tests::corpus::workspace::{project_folder, target_folder};

#[allow(
    dead_code,
    reason = "it is a build script, of which the settings are used here"
)]
#[path = "../../examples/build.rs"]
mod settings;

/// The programs.
const PROGRAMS: [&str; 4] = ["issue_bot", "shop", "assistant", "services"];

/// Returns the clients of the programs, of the whole documents.
fn generators(documents: &Path) -> [(&'static str, Generator); 5] {
    [
        ("github", settings::github(documents.join("github.json"))),
        ("stripe", settings::stripe(documents.join("stripe.yaml"))),
        ("openai", settings::openai(documents.join("openai.json"))),
        ("klavis", settings::klavis(documents.join("klavis.json"))),
        ("qdrant", settings::qdrant(documents.join("qdrant.json"))),
    ]
}

/// The clients are made by this test, so that the crate need not compile the generator.
const BUILD_SCRIPT: &str = r#"
fn main() {
    println!("cargo:rerun-if-changed=clients");
    let out = std::path::PathBuf::from(std::env::var_os("OUT_DIR").unwrap());
    for file in std::fs::read_dir("clients").unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), out.join(file.file_name())).unwrap();
    }
}
"#;

/// What a program of a client that is good to live with need not write, and why.
const UNNEEDED: [(&str, &str); 6] = [
    ("Some(Some(", "presence and null are one step"),
    ("Box::new", "setters and conversions take it without a pointer"),
    (".to_owned()]", "lists take `&str`"),
    ("..Default::default()", "setters say what is there"),
    (".role(", "what a tag says is not asked for"),
    ("r#type:", "what a tag says is not asked for"),
];

#[test]
fn the_programs_compile_with_the_whole_documents() {
    let documents = project_folder().join("../shared/corpus/real");
    if !documents.is_dir() {
        println!("no {}: the whole documents are left out", documents.display());
        return;
    }
    let folder = target_folder().join("applications");
    fs::create_dir_all(folder.join("clients")).unwrap();
    fs::create_dir_all(folder.join("src")).unwrap();
    fs::copy(project_folder().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    write(&folder.join("Cargo.toml"), &manifest());
    write(&folder.join("build.rs"), BUILD_SCRIPT);
    write(&folder.join("src/lib.rs"), &modules());
    std::thread::scope(|scope| {
        for (name, generator) in generators(&documents) {
            let file = folder.join(format!("clients/{name}.rs"));
            scope.spawn(move || {
                let generated = generator.generate().unwrap_or_else(|error| panic!("{error}"));
                write(&file, &generated.client);
            });
        }
    });
    let output = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--quiet"])
        .current_dir(&folder)
        // As other tests check the runtime, so that it need not be checked again.
        .env("CARGO_TARGET_DIR", project_folder().join("target"))
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && !told.contains("warning"), "{told}");
}

/// Writes a file, unless it is there as it should be: Cargo looks at its time.
fn write(file: &Path, content: &str) {
    if fs::read(file).is_ok_and(|present| present == content.as_bytes()) {
        return;
    }
    fs::write(file, content).unwrap();
}

fn manifest() -> String {
    format!(
        "[package]\nname = \"applications\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [dependencies]\nspecwright-runtime = {{ path = {:?} }}\n\n\
         [profile.dev]\ndebug = \"line-tables-only\"\n",
        project_folder().join("runtime"),
    )
}

fn modules() -> String {
    let module = |name| format!("#[path = {:?}]\npub mod {name};\n", program(name));
    PROGRAMS.into_iter().map(module).collect()
}

fn program(name: &str) -> PathBuf {
    project_folder().join(format!("examples/src/programs/{name}.rs"))
}

#[test]
fn the_programs_write_nothing_that_is_unneeded() {
    for name in PROGRAMS.into_iter().chain(["orders/program"]) {
        let text = fs::read_to_string(program(name)).unwrap();
        for (unneeded, why) in UNNEEDED {
            assert!(!text.contains(unneeded), "{name} has `{unneeded}`: {why}");
        }
        let conversions = text.matches("From<").count();
        assert!(conversions <= 1, "{name} has {conversions} conversions of errors");
    }
}
