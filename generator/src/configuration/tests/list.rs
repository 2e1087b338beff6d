//! The one list has every setting, and each row is true.

use std::fs;
use std::path::Path;

use super::read;
use crate::configuration::{Form, Setting, settings};
use crate::generator::Generator;

/// Returns the methods of `Generator` that are settings: what the files of `generator/settings` have.
fn methods() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/generator/settings");
    let files = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("a file").path());
    let text: String = files
        .map(|file| fs::read_to_string(file).expect("text"))
        .collect();
    let mut methods = Vec::new();
    for item in text.split("\n    pub fn ").skip(1) {
        let (name, rest) = item.split_once('(').expect("a method");
        let before = text.split(&format!("    pub fn {name}(")).next().expect("text");
        let is_hidden = before.trim_end().ends_with("#[doc(hidden)]");
        let takes_itself = rest.trim_start().starts_with("mut self") || rest.trim_start().starts_with("self");
        if takes_itself && !is_hidden {
            methods.push(name.split('<').next().expect("a name").to_owned());
        }
    }
    methods
}

#[test]
fn each_setting_of_the_generator_has_a_row() {
    let methods = methods();
    assert!(methods.len() > 15, "{methods:?}");
    for method in &methods {
        assert!(
            settings().any(|setting| setting.method == method),
            "`Generator::{method}` is not in the list of settings: configuration/list/"
        );
    }
    for setting in settings() {
        let is_known = methods.iter().any(|method| method == setting.method);
        assert!(
            is_known || matches!(setting.form, Form::Document | Form::CommandPath(_)),
            "the list has `{}`, and there is no `Generator::{}`",
            setting.key,
            setting.method
        );
    }
}

fn configured(lines: &str) -> Generator {
    let text = format!("[clients.pets]\ndocument = \"pets.yaml\"\n{lines}");
    let configuration = read(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let client = configuration.client("pets").expect("a client");
    client.generator.clone()
}

/// Returns the settings of a generator as text, without where a configuration has them.
fn shown(generator: &Generator) -> String {
    let text = format!("{generator:?}");
    let begin = text.find("overlays: ").expect("overlays");
    let end = text.find("configuration: ").expect("settings");
    let mut settings = String::new();
    let mut rest = &text[begin..end];
    while let Some((before, after)) = rest.split_once("span: Some(SourceSpan {") {
        settings.push_str(before);
        settings.push_str("span: None");
        rest = after.split_once(" }) })").expect("the end of a span").1;
    }
    settings + rest
}

/// Returns the values of a setting's example, as options.
fn options(setting: &Setting) -> Vec<String> {
    let table: toml::Table = format!("value = {}", setting.example).parse().expect("TOML");
    let text = |value: &toml::Value| value.as_str().expect("a text").to_owned();
    match &table["value"] {
        toml::Value::Boolean(true) => vec![String::new()],
        toml::Value::String(text) => vec![text.clone()],
        toml::Value::Array(items) => items.iter().map(text).collect(),
        toml::Value::Table(entries) => entries
            .iter()
            .flat_map(|(key, value)| match value {
                toml::Value::Array(items) => {
                    items.iter().map(|item| format!("{key}={}", text(item))).collect()
                }
                value => vec![format!("{key}={}", text(value))],
            })
            .collect(),
        other => panic!("{other:?} is no example"),
    }
}

#[test]
fn each_example_changes_the_client_and_the_option_does_the_same() {
    let plain = shown(&configured(""));
    for setting in settings() {
        if matches!(
            setting.form,
            Form::Document
                | Form::ClientName
                | Form::CommandPath(_)
                | Form::Path(_)
                | Form::File(_)
                | Form::Files(_)
                | Form::Paths(_)
        ) {
            continue;
        }
        let with = shown(&configured(&format!("{} = {}\n", setting.key, setting.example)));
        assert_ne!(with, plain, "`{}` changes nothing", setting.key);
        if setting.flag.is_none() {
            continue;
        }
        let by_options = options(setting)
            .iter()
            .try_fold(configured(""), |generator, text| {
                setting.apply_flag(generator, text)
            })
            .expect("the option takes the example");
        assert_eq!(shown(&by_options), with, "{}", setting.key);
    }
}

#[test]
fn paths_begin_at_the_folder_of_the_configuration() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = folder.path().join("specwright.toml");
    let text = "[clients.pets]\ndocument = \"spec/pets.yaml\"\nroot = \"spec\"\nout-dir = \"src/generated\"\ncrate = \"crates/pets\"\ninto = \"src/api\"\nlock = \"names.lock\"\noverlays = [\"fixes.yaml\", \"spec/more.yaml\"]\nruntime-path = \"runtime\"\n";
    fs::write(&path, text).expect("a file can be written");
    let configuration = crate::Configuration::read(path).unwrap_or_else(|error| panic!("{error}"));
    let client = configuration.client("pets").expect("a client");
    let shown = format!("{:?} {:?}", client.generator, client.command);
    for path in [
        "spec/pets.yaml",
        "spec",
        "src/generated",
        "crates/pets",
        "src/api",
        "names.lock",
        "fixes.yaml",
        "spec/more.yaml",
        "runtime",
    ] {
        let path = folder.path().join(path);
        assert!(shown.contains(&format!("{path:?}")), "{path:?} is not in {shown}");
    }
}

#[test]
fn each_row_is_for_people() {
    let mut last = 0;
    for setting in settings() {
        let group = crate::configuration::Group::ALL
            .iter()
            .position(|group| *group == setting.group)
            .expect("a group");
        assert!(
            group >= last,
            "`{}` stands between rows of another group",
            setting.key
        );
        last = group;
        assert!(
            !setting.help.ends_with('.') && !setting.help.is_empty(),
            "{}",
            setting.key
        );
    }
}
