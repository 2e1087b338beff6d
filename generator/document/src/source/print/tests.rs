use std::fs;

use crate::diagnostic::Diagnostics;
use crate::source::{LoadOptions, Loading, Node};

fn read(name: &str, text: &str) -> Node {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, text).unwrap();
    let mut diagnostics = Diagnostics::default();
    let loading = Loading::open(&path, &LoadOptions::default(), &mut diagnostics);
    let loading = loading.unwrap_or_else(|| panic!("not read: {diagnostics:?}\n{text}"));
    loading.files()[0].tree.clone()
}

/// Asserts that what is printed of a text reads as the text does.
fn assert_kept(name: &str, text: &str) {
    let tree = read(name, text);
    let (yaml, json) = (tree.to_yaml_text(), tree.to_json_text());
    assert_eq!(spelled(&read("a.yaml", &yaml)), spelled(&tree), "{yaml}");
    assert_eq!(spelled(&read("a.json", &json)), spelled(&tree), "{json}");
}

/// A tree with its numbers as they are written, since equal numbers may be written in two ways.
fn spelled(node: &Node) -> String {
    format!("{node:?}")
}

#[test]
fn yaml_is_indented_and_quotes_only_what_it_must() {
    let text = "\
openapi: 3.1.0
info:
  title: 'Pets: all'
  version: '1'
  description: |
    Several

    lines
tags:
  - name: a
    x-list:
      - 1
      - - two
        - []
      - {}
    x-null: null
  - plain text
paths:
  /pets/{id}:
    '200': \"a\\tb\"
";
    assert_eq!(read("a.yaml", text).to_yaml_text(), text);
}

#[test]
fn json_is_indented() {
    let text = "{\n  \"a\": [\n    1,\n    \"two\"\n  ],\n  \"b\": {},\n  \"c\": []\n}\n";
    assert_eq!(read("a.json", text).to_json_text(), text);
}

#[test]
fn numbers_are_written_as_they_were() {
    let text =
        "a: 1.10\nb: 1e3\nc: 123456789012345678901234567890\nd: 0.1000\ne: -0.0\nf: 18446744073709551615\n";
    assert_eq!(read("a.yaml", text).to_yaml_text(), text);
    let json = "{\n  \"a\": 1.10,\n  \"b\": 1e3,\n  \"c\": 123456789012345678901234567890\n}\n";
    assert_eq!(read("a.json", json).to_json_text(), json);
    // JSON has no hexadecimal numbers.
    assert_eq!(read("a.yaml", "a: 0x1F").to_json_text(), "{\n  \"a\": 31\n}\n");
}

#[test]
fn texts_that_yaml_would_take_for_something_else_stay_texts() {
    let strings = [
        "",
        " ",
        "a ",
        " a",
        "true",
        "Yes",
        "off",
        "~",
        "null",
        "1",
        "1.0",
        "-",
        "- a",
        "a: b",
        "a:",
        ":a",
        "a #b",
        "#a",
        "&a",
        "*a",
        "!a",
        "?",
        "? a",
        "{a}",
        "[a",
        "]",
        ",",
        "@a",
        "`a",
        "%a",
        "|",
        ">",
        "'",
        "\"",
        "a'b\"",
        "---",
        "...",
        "2020-01-01",
        "0x1F",
        ".inf",
        ".nan",
        "1_000",
        "12:30:45",
        "=",
        "<<",
        "a\nb",
        "a\nb\n",
        "a\n\n",
        "\na",
        " a\nb",
        "a \nb",
        "a\n b",
        "a\tb",
        "\u{7f}",
        "\u{85}",
        "\u{2028}x",
        "\u{feff}",
        "é",
        "日本語",
        "😀",
        "a\u{200b}b",
        "a\r\nb",
        "\\",
        "a\\nb",
        "\0",
        "a\n---\nb",
        "$.a",
        "/a b/{c}",
        "_",
        "a:b",
        "a#b",
        "a, b",
        "y",
        "N",
        "a\n\tb",
        "\u{10ffff}",
    ];
    for string in strings {
        let quoted = serde_json::to_string(string).unwrap();
        assert_kept(
            "a.json",
            &format!(
                "{{\"k\": {quoted}, \"l\": [{quoted}, [{quoted}]], {}: 1}}",
                if string.is_empty() { "\"e\"" } else { &quoted }
            ),
        );
    }
}

#[test]
fn long_keys_are_marked() {
    let key = "k".repeat(2000);
    assert_kept(
        "a.json",
        &format!("{{\"{key}\": {{\"{key} \": [1, {{\"{key}\": 2}}]}}}}"),
    );
}

#[test]
fn the_documents_of_the_project_are_kept() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec");
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path
            .extension()
            .is_some_and(|ending| ending == "yaml" || ending == "json")
        {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            assert_kept(&name, &fs::read_to_string(&path).unwrap());
            count += 1;
        }
    }
    assert!(count > 0);
}
