//! Bad input: what a person is told, with file, line and column, and what to do.

use std::path::Path;

use specwright::{Error, Generator};

/// A test for each document in `documents/errors`: all that the generator says about it.
macro_rules! mistakes {
    ($($name:ident: $file:literal),+ $(,)?) => {
        $(
            #[test]
            fn $name() {
                let outcome = Generator::new(concat!("documents/errors/", $file)).name("example").generate();
                insta::assert_snapshot!(told(outcome));
            }
        )+

        #[test]
        fn each_document_of_the_folder_has_its_test() {
            for entry in std::fs::read_dir("documents/errors").unwrap() {
                let name = entry.unwrap().file_name().into_string().unwrap();
                assert!([$($file),+].contains(&name.as_str()), "{name}");
            }
        }
    };
}

mistakes! {
    no_file: "no_such_file.yaml",
    empty_file: "empty_file.yaml",
    not_yaml: "not_yaml.yaml",
    not_json: "not_json.json",
    no_mapping: "no_mapping.yaml",
    no_version: "no_version.yaml",
    a_version_that_nobody_knows: "a_version_that_nobody_knows.yaml",
    a_reference_to_nothing: "a_reference_to_nothing.yaml",
    a_reference_to_a_missing_file: "a_reference_to_a_missing_file.yaml",
    a_remote_reference: "a_remote_reference.yaml",
    a_reference_out_of_the_folder: "a_reference_out_of_the_folder.yaml",
    several_mistakes_at_once: "several_mistakes_at_once.yaml",
    two_operations_with_one_id: "two_operations_with_one_id.yaml",
    an_operation_without_an_id: "an_operation_without_an_id.yaml",
}

/// The error; or the warnings, and the methods that the client has all the same.
fn told(outcome: Result<specwright::Generated, Error>) -> String {
    let generated = match outcome {
        Ok(generated) => generated,
        Err(error) => return error.to_string(),
    };
    let mut text: Vec<String> = generated.diagnostics.iter().map(ToString::to_string).collect();
    assert!(!text.is_empty(), "a mistake was to be told");
    text.extend(
        generated
            .api()
            .operations
            .iter()
            .map(|operation| format!("method {}", operation.name)),
    );
    text.join("\n\n")
}

#[test]
fn a_bad_document_leaves_the_last_good_output_alone() {
    let folder = tempfile::tempdir().unwrap();
    let document = folder.path().join("api.yaml");
    let good = "openapi: 3.1.0\ninfo: {title: Example, version: '1'}\npaths:\n";
    std::fs::write(&document, good).unwrap();
    let generator = Generator::new(&document).out_dir(folder.path().join("out"));
    generator.build_script().unwrap();
    let files = || -> Vec<(String, Vec<u8>)> {
        let read = |path: &Path| std::fs::read(path).unwrap();
        let entries = std::fs::read_dir(folder.path().join("out"))
            .unwrap()
            .map(|entry| entry.unwrap());
        entries
            .map(|entry| (entry.file_name().into_string().unwrap(), read(&entry.path())))
            .collect()
    };
    let before = files();
    assert_eq!(before.len(), 1);
    std::fs::write(
        &document,
        format!("{good}  /a: {{$ref: 'https://example.com/a.yaml'}}\n"),
    )
    .unwrap();
    generator.build_script().unwrap_err();
    assert_eq!(files(), before);
}
