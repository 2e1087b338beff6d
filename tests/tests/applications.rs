//! The programs of the examples, compiled with clients of the whole documents that their own are excerpts of, and read for what a
//! program should not have to write.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use specwright_tests::corpus::workspace::{Workspace, project_folder, target_folder};

/// The programs, with the documents of their clients.
const PROGRAMS: [(&str, &[&str]); 4] = [
    ("issue_bot", &["github.json"]),
    ("shop", &["stripe.yaml"]),
    ("assistant", &["openai.json"]),
    ("services", &["klavis.json", "qdrant.json"]),
];

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
    let name = "applications";
    let workspace = Workspace::new(name).unwrap();
    let write = |file: &str, content: &str| workspace.write(name, Path::new(file), content).unwrap();
    write("Cargo.toml", &manifest(name));
    write("build.rs", &build_script(&documents));
    write("src/lib.rs", &modules());
    workspace.set_members([name]).unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--quiet"])
        .current_dir(workspace.folder())
        .env("CARGO_TARGET_DIR", target_folder().join("stability"))
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "a program does not compile:\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

fn manifest(name: &str) -> String {
    let project = project_folder();
    format!(
        "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [dependencies]\nserde_json = \"1\"\nspecwright-runtime = {{ path = {:?} }}\n\n\
         [build-dependencies]\nspecwright = {{ path = {:?} }}\n\n\
         [lints.rust]\nwarnings = \"deny\"\n",
        project.join("runtime"),
        project.join("generator"),
    )
}

/// Returns a build script that makes the clients of the examples, of other documents.
fn build_script(documents: &Path) -> String {
    let script = project_folder().join("examples/build.rs");
    let mut text = format!(
        "#[allow(dead_code)]\n#[path = {script:?}]\nmod examples;\n\nfn main() -> Result<(), specwright::Error> {{\n"
    );
    for (_, files) in PROGRAMS {
        for file in files {
            let (client, _) = file.split_once('.').unwrap();
            text += &format!(
                "    examples::{client}({:?}).build_script()?;\n",
                documents.join(file)
            );
        }
    }
    text + "    Ok(())\n}\n"
}

fn modules() -> String {
    let module = |(name, _)| format!("#[path = {:?}]\npub mod {name};\n", program(name));
    PROGRAMS.into_iter().map(module).collect()
}

fn program(name: &str) -> PathBuf {
    project_folder().join(format!("examples/src/programs/{name}.rs"))
}

#[test]
fn the_programs_write_nothing_that_is_unneeded() {
    let names = PROGRAMS
        .map(|(name, _)| name)
        .into_iter()
        .chain(["orders/program"]);
    for name in names {
        let text = fs::read_to_string(program(name)).unwrap();
        for (unneeded, why) in UNNEEDED {
            assert!(!text.contains(unneeded), "{name} has `{unneeded}`: {why}");
        }
        let conversions = text.matches("From<").count();
        assert!(conversions <= 1, "{name} has {conversions} conversions of errors");
    }
}
