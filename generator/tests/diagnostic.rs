//! What is said about a document: in its order, folded, and in each form.

use std::path::Path;

use specwright::description::keyword::GRAMMAR;
use specwright::diagnostic::{Code, Diagnostics, Entry, FileId, LocatedDiagnostic, Report, SourcePointer};
use specwright::source::{Document, located as locate};

const DOCUMENT: &str = "\
openapi: 3.1.0
info:
  title: Pets
  version: 1
paths:
  /pets:
    get:
      tags: [a, b]
";

fn place(pointer: &str) -> SourcePointer {
    SourcePointer {
        file: FileId(0),
        pointer: pointer.to_owned(),
    }
}

/// What is said about [`DOCUMENT`], with the path as a person would have written it.
fn located(say: impl FnOnce(&mut Diagnostics)) -> Vec<LocatedDiagnostic> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pets.yaml");
    std::fs::write(&path, DOCUMENT).unwrap();
    let mut diagnostics = Diagnostics::default();
    let document = Document::load(&path, GRAMMAR, &mut diagnostics);
    say(&mut diagnostics);
    let mut located = locate(&diagnostics, &path, document.as_ref());
    for diagnostic in &mut located {
        diagnostic.path = "spec/pets.yaml".into();
    }
    located
}

fn some() -> Vec<LocatedDiagnostic> {
    located(|diagnostics| {
        let pointer = "/paths/~1pets/get/tags/1";
        diagnostics.warning(
            Code::UnknownField,
            place(pointer),
            "the tag `b` is not declared",
            "",
        );
        let help = "put it in quotes";
        diagnostics.warning(Code::WrongType, place("/info/version"), "this is a number", help);
        let help = "describe what the operation answers";
        diagnostics.error(
            Code::MissingField,
            place("/paths/~1pets/get/responses"),
            "no `responses`",
            help,
        );
    })
}

#[test]
fn a_terminal_shows_the_line_and_marks_the_place() {
    let drawn: Vec<String> = some().iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(drawn.join("\n\n"), @r"
    warning[wrong-type]: this is a number
      --> spec/pets.yaml:4:3
      |
    4 |   version: 1
      |   ^^^^^^^
      = help: put it in quotes

    error[missing-field]: no `responses`
      --> spec/pets.yaml:7:5
      |
    7 |     get:
      |     ^^^
      = help: describe what the operation answers

    warning[unknown-field]: the tag `b` is not declared
      --> spec/pets.yaml:8:17
      |
    8 |       tags: [a, b]
      |                 ^
    ");
}

#[test]
fn a_log_has_it_in_one_line() {
    let lines: Vec<String> = some().iter().map(LocatedDiagnostic::one_line).collect();
    insta::assert_snapshot!(lines.join("\n"), @r"
    spec/pets.yaml:4:3: warning[wrong-type]: this is a number; help: put it in quotes
    spec/pets.yaml:7:5: error[missing-field]: no `responses`; help: describe what the operation answers
    spec/pets.yaml:8:17: warning[unknown-field]: the tag `b` is not declared
    ");
}

#[test]
fn programs_read_json() {
    let json = Report::new(&some()[..1]).to_json();
    insta::assert_snapshot!(serde_json::to_string_pretty(&json).unwrap(), @r#"
    {
      "diagnostics": [
        {
          "severity": "warning",
          "code": "wrong-type",
          "message": "this is a number",
          "file": "spec/pets.yaml",
          "line": 4,
          "column": 3,
          "pointer": "/info/version",
          "help": "put it in quotes"
        }
      ],
      "errors": 0,
      "warnings": 1
    }
    "#);
}

#[test]
fn code_hosts_read_sarif() {
    let sarif = Report::new(&some()[..1]).to_sarif();
    insta::assert_snapshot!(serde_json::to_string_pretty(&sarif["runs"][0]["results"]).unwrap(), @r#"
    [
      {
        "ruleId": "wrong-type",
        "level": "warning",
        "message": {
          "text": "this is a number; put it in quotes"
        },
        "locations": [
          {
            "physicalLocation": {
              "artifactLocation": {
                "uri": "spec/pets.yaml"
              },
              "region": {
                "startLine": 4,
                "startColumn": 3
              }
            }
          }
        ]
      }
    ]
    "#);
}

#[test]
fn many_of_a_kind_are_folded_and_counted() {
    let all = located(|diagnostics| {
        for code in [
            Code::UnknownField,
            Code::NullValue,
            Code::UnknownField,
            Code::UnknownField,
        ] {
            diagnostics.warning(code, place("/info"), "something", "");
        }
    });
    let report = Report::new(&all);
    let shown = |limit| -> Vec<String> {
        let entries = report.folded(limit).into_iter();
        entries
            .map(|entry| match entry {
                Entry::One(diagnostic) => diagnostic.code.to_string(),
                more => more.to_string(),
            })
            .collect()
    };
    assert_eq!(
        shown(2),
        [
            "unknown-field",
            "null-value",
            "unknown-field",
            "… and 1 more [unknown-field]"
        ]
    );
    assert_eq!(shown(3).len(), 4);
    assert_eq!(report.summary(), "4 warnings");
    assert_eq!(Report::new(&some()).summary(), "1 error and 2 warnings");
}

#[test]
fn text_of_a_document_does_nothing_where_it_is_shown() {
    let all = located(|diagnostics| {
        let message = "the key `\x1b[2J\ncargo::rustc-link-arg=x\u{202E}` is unknown";
        diagnostics.warning(Code::UnknownField, place("/info"), message, "line\r\nbreak");
    });
    assert_eq!(
        all[0].one_line(),
        "spec/pets.yaml:2:1: warning[unknown-field]: the key `\\u{1b}[2J cargo::rustc-link-arg=x\\u{202e}` is unknown; help: line  break"
    );
    assert_eq!(all[0].to_string().lines().count(), 6);
}

#[test]
fn what_is_said_is_bounded() {
    let key = "k".repeat(1_000_000);
    let all = located(|diagnostics| {
        for _ in 0..100 {
            let message = format!("the key `{key}` is unknown");
            diagnostics.warning(Code::UnknownField, place("/info"), message, "");
        }
        diagnostics.error(Code::MissingField, place("/info"), "no `title`", "");
        assert!(diagnostics.has_errors());
    });
    assert!(all.len() < 70);
    assert!(all[0].one_line().len() < 1200);
    let last = all.last().unwrap().one_line();
    assert!(
        last.contains("there is more to say about this document"),
        "{last}"
    );
}

#[test]
fn without_a_document_the_path_is_the_place() {
    let mut diagnostics = Diagnostics::default();
    diagnostics.error(
        Code::FileNotReadable,
        SourcePointer::default(),
        "there is no file",
        "",
    );
    let all = locate(&diagnostics, Path::new("gone.yaml"), None);
    assert_eq!(
        all[0].one_line(),
        "gone.yaml: error[file-not-readable]: there is no file"
    );
}
