//! Crates and modules that `specwright generate` writes.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::{DOCUMENT, folder, specwright, stderr};

#[test]
fn generate_writes_a_crate_with_exactly_the_dependencies_it_needs() {
    let folder = folder(DOCUMENT);
    let output = specwright(
        folder.path(),
        &[
            "generate",
            "pets.yaml",
            "--out",
            "client",
            "--runtime-path",
            "runtime",
        ],
    );
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(!stderr(&output).contains("--runtime-path"), "{}", stderr(&output));
    let manifest = fs::read_to_string(folder.path().join("client/Cargo.toml")).expect("a manifest");
    assert!(manifest.contains("name = \"pets\""));
    assert!(manifest.ends_with(
        "[dependencies]\nspecwright-runtime = { path = \"../runtime\", default-features = false, \
         features = [\"gzip\", \"hyper\"] }\n"
    ));
    let lib = fs::read_to_string(folder.path().join("client/src/lib.rs")).expect("a library");
    assert!(lib.contains("pub fn get_pet(&self, id: impl Argument<str>) -> operations::GetPet"));
}

#[test]
fn generate_counts_what_it_wrote_and_what_it_removed() {
    let folder = folder(DOCUMENT);
    let generate = |says: &str| {
        let output = specwright(folder.path(), &["generate", "pets.yaml", "--out", "client"]);
        assert_eq!(output.status.code(), Some(0));
        assert!(stderr(&output).contains(says), "{says}: {}", stderr(&output));
    };
    let files = |folder: &Path| -> usize {
        let list = fs::read_to_string(folder.join("client/.specwright")).expect("a list");
        list.lines().filter(|line| !line.starts_with('#')).count()
    };
    generate("files written\n");
    let all = files(folder.path());
    generate(&format!("; 0 of {all} files written\n"));
    // What an earlier version wrote, and this one does not.
    let list = folder.path().join("client/.specwright");
    let listed = fs::read_to_string(&list).expect("a list");
    let former: Vec<String> = (0..all).map(|number| format!("src/former_{number}.rs")).collect();
    for file in &former {
        fs::write(folder.path().join("client").join(file), "").expect("a file");
    }
    fs::write(&list, format!("{listed}{}\n", former.join("\n"))).expect("a file");
    generate(&format!("; 0 of {all} files written, {all} removed\n"));
    assert_eq!(files(folder.path()), all);
    assert!(!folder.path().join("client").join(&former[0]).exists());
}

#[test]
fn generate_check_names_what_is_stale_and_writes_nothing() {
    let folder = folder(DOCUMENT);
    let check = ["generate", "pets.yaml", "--out", "client", "--check"];
    let output = specwright(folder.path(), &check);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        stderr(&output),
        "stale: client/Cargo.toml\nstale: client/README.md\nstale: client/src/lib.rs\n\
         run `specwright generate` without `--check` to write them\n"
    );
    assert!(!folder.path().join("client").exists());

    let output = specwright(folder.path(), &["generate", "pets.yaml", "--out", "client"]);
    assert!(
        stderr(&output).contains("add `--runtime-path FOLDER`"),
        "{}",
        stderr(&output)
    );
    assert_eq!(specwright(folder.path(), &check).status.code(), Some(0));

    fs::write(
        folder.path().join("pets.yaml"),
        DOCUMENT.replace("getPet", "readPet"),
    )
    .expect("a file");
    let output = specwright(folder.path(), &check);
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    let lines: Vec<&str> = said.lines().collect();
    let [readme, lib, first, there, wanted, run] = lines.as_slice() else {
        panic!("{said}");
    };
    assert_eq!(*run, "run `specwright generate` without `--check` to write them");
    assert_eq!(*readme, "stale: client/README.md");
    assert_eq!(*lib, "stale: client/src/lib.rs");
    assert!(
        first.starts_with("client/README.md:") && first.ends_with(": the first line that differs"),
        "{first}"
    );
    assert_eq!(
        there.trim_start_matches('-').trim(),
        "let response = client.get_pet(\"id\").await?;"
    );
    assert_eq!(
        wanted.trim_start_matches('+').trim(),
        "let response = client.read_pet(\"id\").await?;"
    );
}

#[test]
fn generate_writes_a_module_and_checks_it() {
    let folder = folder(DOCUMENT);
    let into = ["generate", "pets.yaml", "--into", "src/api"];
    let check = ["generate", "pets.yaml", "--into", "src/api", "--check"];
    let output = specwright(folder.path(), &into);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let read = |path: &str| fs::read_to_string(folder.path().join(path));
    assert!(read("src/api/mod.rs").expect("a file").contains("pub mod types;"));
    assert!(read("src/api/Cargo.toml").is_err());
    assert_eq!(specwright(folder.path(), &check).status.code(), Some(0));

    let changed = read("src/api/mod.rs")
        .expect("a file")
        .replace("pub mod types;", "mod types;");
    fs::write(folder.path().join("src/api/mod.rs"), changed).expect("a file");
    let output = specwright(folder.path(), &check);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains(": the first line that differs\n- mod types;\n+ pub mod types;\n"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn cargo_fmt_wants_no_change_of_crates_and_modules() {
    if Command::new("cargo").args(["fmt", "--version"]).output().is_err() {
        println!("there is no cargo fmt: this is left out");
        return;
    }
    let long = "getTheVeryLongNameOfAThingThatIsTalkedAboutAtGreatLengthHere";
    let folder = folder(&DOCUMENT.replace("getPet", long));
    let app = folder.path().join("app");
    fs::create_dir_all(app.join("src")).expect("a folder");
    let manifest = "[package]\nname = \"app\"\nedition = \"2024\"\n\n[workspace]\n";
    fs::write(app.join("Cargo.toml"), manifest).expect("a file");
    fs::write(app.join("src/lib.rs"), "pub mod api;\n").expect("a file");
    // The narrowest lines: all that is not left alone would change.
    fs::write(folder.path().join("rustfmt.toml"), "max_width = 60\n").expect("a file");
    for [option, written, checked] in [["--into", "app/src/api", "app"], ["--out", "pets", "pets"]] {
        let output = specwright(folder.path(), &["generate", "pets.yaml", option, written]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let output = Command::new("cargo")
            .args(["fmt", "--check"])
            .current_dir(folder.path().join(checked))
            .output()
            .expect("cargo runs");
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{said} {}", stderr(&output));
    }
}

#[test]
fn modules_are_what_rustfmt_makes_of_them_where_that_is_asked_for() {
    if Command::new("rustfmt").arg("--version").output().is_err() {
        println!("there is no rustfmt: this is left out");
        return;
    }
    // Names that make lines longer than rustfmt has them.
    let long = "VeryLongNameOfAThingThatIsTalkedAboutAtLengthHere";
    let document = DOCUMENT
        .replace("getPet", &format!("get{long}"))
        .replace("schemas/Pet", &format!("schemas/{long}"))
        .replace("    Pet:", &format!("    {long}:"));
    let folder = folder(&document);
    fs::write(
        folder.path().join("Cargo.toml"),
        "[package]\nname = \"a\"\nedition = \"2021\"\n",
    )
    .expect("a file");
    let into = ["generate", "pets.yaml", "--into", "src/api", "--rustfmt"];
    let check = [&into[..], &["--check"]].concat();
    for settings in ["", "max_width = 70\nhard_tabs = true\n"] {
        fs::write(folder.path().join("rustfmt.toml"), settings).expect("a file");
        let output = specwright(folder.path(), &into);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let text = fs::read_to_string(folder.path().join("src/api/mod.rs")).expect("a file");
        assert!(!text.contains("rustfmt"), "{text}");
        assert_eq!(text.contains("\n\t"), settings.contains("tabs"), "{text}");
        let output = Command::new("rustfmt")
            .args(["--check", "--edition", "2021", "src/api/mod.rs"])
            .current_dir(folder.path())
            .output()
            .expect("rustfmt runs");
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{said} {}", stderr(&output));
        let output = specwright(folder.path(), &check);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    }
    let output = Command::new(env!("CARGO_BIN_EXE_specwright"))
        .args(into)
        .current_dir(folder.path())
        .env("RUSTFMT", "no-such-rustfmt")
        .output()
        .expect("the command runs");
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    assert!(said.contains("run `rustup component add rustfmt`"), "{said}");
}

#[test]
fn generate_into_a_folder_leaves_what_others_wrote() {
    let folder = folder(DOCUMENT);
    fs::create_dir_all(folder.path().join("src/api/types")).expect("a folder");
    fs::write(folder.path().join("src/api/mine.rs"), "mine").expect("a file");
    let into = ["generate", "pets.yaml", "--into", "src/api"];
    assert_eq!(specwright(folder.path(), &into).status.code(), Some(0));
    fs::write(
        folder.path().join("pets.yaml"),
        DOCUMENT
            .replace("    Pet:", "    Cat:")
            .replace("schemas/Pet", "schemas/Cat"),
    )
    .expect("a file");
    assert_eq!(specwright(folder.path(), &into).status.code(), Some(0));
    assert!(!folder.path().join("src/api/types/pet.rs").exists());
    assert!(folder.path().join("src/api/types/cat.rs").exists());
    assert!(folder.path().join("src/api/mine.rs").exists());

    fs::remove_file(folder.path().join("src/api/.specwright")).expect("a list");
    fs::write(folder.path().join("src/api/mod.rs"), "mine").expect("a file");
    let output = specwright(folder.path(), &into);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("mod.rs is there already and Specwright did not write it"));
}

#[test]
fn a_configuration_says_where_modules_go() {
    let folder = folder(DOCUMENT);
    fs::write(
        folder.path().join("specwright.toml"),
        "[clients.pets]\ndocument = \"pets.yaml\"\ninto = \"src/api\"\ntypes-only = true\n",
    )
    .expect("a file");
    assert_eq!(specwright(folder.path(), &["generate"]).status.code(), Some(0));
    assert!(folder.path().join("src/api/types/pet.rs").exists());
    assert!(!folder.path().join("src/api/operations").exists());
}

#[test]
fn generate_refuses_a_crate_that_someone_else_wrote() {
    let folder = folder(DOCUMENT);
    fs::create_dir(folder.path().join("client")).expect("a folder");
    fs::write(folder.path().join("client/Cargo.toml"), "mine").expect("a file");
    let output = specwright(folder.path(), &["generate", "pets.yaml", "--out", "client"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("client/Cargo.toml is there already and Specwright did not write it"));
    assert!(!folder.path().join("client/src").exists());
}

#[test]
fn generate_gives_a_crate_features_for_tags_if_asked() {
    let folder = folder(&DOCUMENT.replace(
        "operationId: getPet",
        "operationId: getPet\n      tags: [Pet Store]",
    ));
    let manifest = |arguments: &[&str]| {
        let output = specwright(
            folder.path(),
            &[&["generate", "pets.yaml", "--out", "client"], arguments].concat(),
        );
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        fs::read_to_string(folder.path().join("client/Cargo.toml")).expect("a manifest")
    };
    assert!(!manifest(&[]).contains("[features]"));
    assert!(
        manifest(&["--tag-features"])
            .contains("[features]\ndefault = [\n    \"pet-store\",\n]\npet-store = []\n")
    );
}
