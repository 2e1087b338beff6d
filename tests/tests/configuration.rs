//! Configurations that mean harm, and the JSON Schema of those that don't.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use specwright::configuration::{schema, settings};
use specwright::{Configuration, Error, Generator};

const DOCUMENT: &str = "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\npaths: {}\n";

/// A folder with a document in it and a secret beside it.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("mine")).unwrap();
    fs::write(folder.path().join("mine/pets.yaml"), DOCUMENT).unwrap();
    fs::write(folder.path().join("secret.yaml"), DOCUMENT).unwrap();
    folder
}

fn read(folder: &Path, text: &str) -> Result<Configuration, Error> {
    let path = folder.join("mine/specwright.toml");
    fs::write(&path, text).unwrap();
    Configuration::read(path)
}

/// Reads a configuration that is refused, within a time that a person waits.
fn refused(folder: &Path, text: &str) -> String {
    let begun = Instant::now();
    let error = read(folder, text)
        .err()
        .unwrap_or_else(|| panic!("{} is no error", &text[..text.len().min(200)]));
    assert!(begun.elapsed() < Duration::from_secs(30), "{:?}", begun.elapsed());
    assert!(error.diagnostics().len() <= 50);
    for diagnostic in error.diagnostics() {
        assert!(
            !diagnostic
                .to_string()
                .contains(|c: char| c.is_control() && c != '\n')
        );
        assert!(!diagnostic.one_line().contains('\n'));
    }
    error.to_string()
}

#[test]
fn no_path_leads_out_of_the_folder() {
    let folder = folder();
    let outside = folder.path().join("secret.yaml").display().to_string();
    for path in [
        "../secret.yaml",
        "a/../../secret.yaml",
        "/etc/passwd",
        "/nowhere/at/all",
        &outside,
        "../none.yaml",
    ] {
        let of_document = refused(folder.path(), &format!("[clients.pets]\ndocument = {path:?}\n"));
        assert!(
            of_document.contains("leads out of the package of the configuration"),
            "{of_document}"
        );
        for key in ["root", "out-dir", "crate", "runtime-path"] {
            let text = format!("[clients.pets]\ndocument = \"pets.yaml\"\n{key} = {path:?}\n");
            assert!(
                refused(folder.path(), &text).contains("leads out of the package"),
                "{key} {path}"
            );
        }
    }
    let text = "[clients.pets]\ndocument = \"../secret.yaml\"\n";
    assert!(read(folder.path(), text).is_err());
    let path = folder.path().join("mine/specwright.toml");
    let allowed = Configuration::read_within(path, folder.path()).unwrap();
    allowed.generator("pets").unwrap().generate().unwrap();
}

#[cfg(unix)]
#[test]
fn no_link_leads_out_of_the_folder_and_no_pipe_is_waited_for() {
    use std::os::unix::fs::symlink;
    let folder = folder();
    symlink("../secret.yaml", folder.path().join("mine/link.yaml")).unwrap();
    symlink("..", folder.path().join("mine/up")).unwrap();
    symlink("../nowhere", folder.path().join("mine/dangling")).unwrap();
    for path in [
        "link.yaml",
        "up/secret.yaml",
        "up/new",
        "dangling",
        "dangling/new",
    ] {
        let text = format!("[clients.pets]\ndocument = \"pets.yaml\"\ncrate = {path:?}\n");
        assert!(
            refused(folder.path(), &text).contains("leads out of the package"),
            "{path}"
        );
        let text = format!("[clients.pets]\ndocument = {path:?}\n");
        assert!(
            refused(folder.path(), &text).contains("leads out of the package"),
            "{path}"
        );
    }

    let pipe = folder.path().join("mine/pipe");
    assert!(
        std::process::Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    let error = Configuration::read(&pipe).unwrap_err().to_string();
    assert!(error.contains("is not a file"), "{error}");
    let of_document = read(folder.path(), "[clients.pets]\ndocument = \"pipe\"\n").unwrap();
    let error = of_document
        .generator("pets")
        .unwrap()
        .generate()
        .unwrap_err()
        .to_string();
    assert!(error.contains("is not a file"), "{error}");
    assert!(
        Configuration::read(folder.path())
            .unwrap_err()
            .to_string()
            .contains("is not a file")
    );
    assert!(
        Configuration::read("/dev/zero")
            .unwrap_err()
            .to_string()
            .contains("is not a file")
    );
}

#[test]
fn size_depth_and_number_are_bounded() {
    let folder = folder();
    let client = "[clients.pets]\ndocument = \"pets.yaml\"\n";
    let full = |unit: &str| unit.repeat((1 << 20) / unit.len() - 100);
    assert!(refused(folder.path(), &"#".repeat((1 << 20) + 1)).contains("larger than 1 MiB"));
    for deep in [
        format!("{client}safe = {}", full("[")),
        format!("{client}safe = {}", full("{a=")),
        format!("{client}{}a = 1", full("a.")),
        format!("{client}[{}a]", full("a.")),
        full("[["),
        full("\"\"\""),
        full("a=\n"),
        full("[clients."),
    ] {
        refused(folder.path(), &deep);
    }
    let many: String = (0..90_000).map(|index| format!("k{index}=1\n")).collect();
    refused(folder.path(), &format!("{client}{many}"));
    let many: String = (0..60_000).map(|index| format!("[clients.c{index}]\n")).collect();
    assert!(refused(folder.path(), &many).contains("at most 1000 clients"));
    let codes = full("\"#\",");
    assert!(
        refused(folder.path(), &format!("{client}allow = {{ \"*\" = [{codes}] }}"))
            .contains("at most 1000 levels")
    );
    let many: String = (0..60_000)
        .map(|index| format!("null-valu{index}=\"#\","))
        .collect();
    refused(folder.path(), &format!("{client}allow = {{ {many} }}"));
}

#[test]
fn many_settings_take_little_time() {
    let folder = folder();
    let begun = Instant::now();
    let text = |number| {
        let many = "\"listPets\",".repeat(number);
        format!(
            "[clients.pets]\ndocument = \"pets.yaml\"\nsafe = [{many}]\ninclude = {{ operations = [] }}\n"
        )
    };
    read(folder.path(), &text(10_000)).unwrap();
    let error = refused(folder.path(), &text(80_000));
    assert!(error.contains("the configuration has 1 error"), "{error}");
    assert!(error.contains("at most 10000 entries"), "{error}");
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
}

#[test]
fn patterns_are_few_and_short() {
    let folder = folder();
    let client = "[clients.pets]\ndocument = \"pets.yaml\"\n";
    let many: String = (0..50_000).map(|index| format!("\"*{index}*\",")).collect();
    let long = format!("\"{}\"", "*a".repeat(200_000));
    for key in ["safe", "stream", "include.operations", "exclude.tags"] {
        let error = refused(folder.path(), &format!("{client}{key} = [{many}]\n"));
        assert!(error.contains("at most 1000 patterns"), "{error}");
        let error = refused(folder.path(), &format!("{client}{key} = [{long}]\n"));
        assert!(error.contains("at most 16 `*` in a pattern"), "{error}");
    }
    let many: String = (0..50_000)
        .map(|index| format!("\"*{index}*\" = \"Eq\"\n"))
        .collect();
    let error = refused(folder.path(), &format!("{client}[clients.pets.derive]\n{many}"));
    assert!(error.contains("at most 1000 patterns"), "{error}");
}

#[test]
fn no_path_leads_into_what_git_keeps() {
    let folder = folder();
    fs::create_dir_all(folder.path().join("mine/.git/hooks")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(".git", folder.path().join("mine/link")).unwrap();
    let paths = [".git", ".git/hooks", "a/../.GIT/hooks/x"];
    let links: &[&str] = if cfg!(unix) {
        &["link", "link/hooks/new"]
    } else {
        &[]
    };
    for path in paths.iter().chain(links) {
        for key in ["crate", "into", "lock", "out-dir"] {
            let text = format!("[clients.pets]\ndocument = \"pets.yaml\"\n{key} = {path:?}\n");
            let error = refused(folder.path(), &text);
            assert!(error.contains("leads into `.git`"), "{key} {path}: {error}");
        }
    }
}

#[test]
fn text_of_a_configuration_does_nothing_in_a_terminal_or_to_cargo() {
    let folder = folder();
    for text in [
        "\"\\u001b[31m\\ncargo::rustc-env=X=1\" = 1\n",
        "[clients.\"\\ncargo::rustc-env=X=1\"]\ndocument = \"a\"\n",
        "[clients.pets]\ndocument = \"../\\ncargo::rustc-env=X=1\"\n",
        "[clients.pets]\ndocument = \"pets.yaml\"\nformats = { \"\\u202e\" = \"\\u0007\" }\n",
        "[clients.pets]\ndocument = \"pets.yaml\\u0000\"\n",
    ] {
        let error = refused(folder.path(), text);
        assert!(!error.contains("\ncargo::"), "{error}");
    }
    fs::write(
        folder.path().join("mine/specwright.toml"),
        b"[clients.pets]\ndocument = \"\xff\"\n",
    )
    .unwrap();
    let error = Configuration::read(folder.path().join("mine/specwright.toml"))
        .unwrap_err()
        .to_string();
    assert!(error.contains("expected UTF-8"), "{error}");
}

#[test]
fn settings_of_a_configuration_are_those_of_the_generator() {
    let folder = folder();
    let document = "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\npaths:\n  /pets:\n    get:\n      operationId: listPets\n      \
                    tags: [pets]\n      responses: {'200': {description: ok, content: {application/json: {schema: \
                    {type: object, properties: {born: {type: string, format: date-time}}}}}}}\n";
    fs::write(folder.path().join("mine/pets.yaml"), document).unwrap();
    let text = "[clients.pets]\ndocument = \"pets.yaml\"\nkeep-offsets = true\n[clients.days]\ndocument = \"pets.yaml\"\n\
                formats = { date-time = \"string\" }\n";
    let configuration = read(folder.path(), text).unwrap();
    let by_method = Generator::new(folder.path().join("mine/pets.yaml"))
        .name("pets")
        .keep_offsets(true);
    let by_file = configuration.generator("pets").unwrap();
    assert_eq!(
        by_file.generate().unwrap().client,
        by_method.generate().unwrap().client
    );
    let days = configuration.generator("days").unwrap().generate().unwrap();
    assert!(days.client.contains("born: Option<String>"), "{}", days.client);
}

#[test]
fn the_schema_takes_each_example_and_no_misspelt_key() {
    let schema: serde_json::Value = serde_json::from_str(&schema()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let of = |line: &str| -> serde_json::Value {
        let table: toml::Table = format!("[clients.pets]\ndocument = \"pets.yaml\"\n{line}\n")
            .parse()
            .unwrap();
        serde_json::to_value(table).unwrap()
    };
    for setting in settings().filter(|setting| !setting.key.is_empty() && setting.key != "document") {
        let line = format!("{} = {}", setting.key, setting.example);
        assert!(validator.is_valid(&of(&line)), "{line}");
        let misspelt = format!("{}s_ = {}", setting.key, setting.example);
        assert!(!validator.is_valid(&of(&misspelt)), "{misspelt}");
    }
    for wrong in [
        "keep-offsets = 1",
        "formats = { date = \"text\" }",
        "allow = { nothing = \"#\" }",
        "safe = \"a\"",
    ] {
        assert!(!validator.is_valid(&of(wrong)), "{wrong}");
    }
}
