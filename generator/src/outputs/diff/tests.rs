//! The table of the kinds of changes, and the page that shows it.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use super::ChangeKind;
use super::verdict::{Code, Wire};

const UPDATE: &str = "SPECWRIGHT_UPDATE";

/// The last line of the page that a person wrote.
const MARK: &str = "cargo test -p specwright-document -p specwright --lib -->\n";

#[test]
fn each_kind_has_a_stable_name_of_its_own() {
    let names: BTreeSet<&str> = ChangeKind::ALL.iter().map(|kind| kind.name()).collect();
    assert_eq!(names.len(), ChangeKind::ALL.len());
    for kind in ChangeKind::ALL {
        let serialized = serde_json::to_value(kind).expect("a kind is a string");
        assert_eq!(serialized, kind.name());
    }
}

#[test]
fn each_kind_says_what_its_user_and_its_owner_can_do() {
    for kind in ChangeKind::ALL {
        let help = kind.help();
        for text in [help.user, help.owner] {
            let rest = ["{}", "{rust}", "{rename}"].into_iter();
            let rest = rest.fold(text.to_owned(), |text, value| text.replace(value, ""));
            assert!(
                !rest.is_empty() && !rest.contains(['{', '}', '|']),
                "{kind:?}: {text}"
            );
        }
        let values = ["{rust}", "{rename}"];
        // What stands there is known to the program, not to the document.
        assert!(
            values.iter().all(|value| !help.owner.contains(value)),
            "{kind:?}: {}",
            help.owner
        );
    }
}

fn table() -> String {
    let mut text = String::from(
        "\n| kind | in requests: old client, new client | in responses: old client, new client | breaks | and where clients send it |\n\
         |---|---|---|---|---|\n",
    );
    let wire = |(old, new): (Wire, Wire)| {
        let word = |wire| match wire {
            Wire::Works => "works",
            Wire::InPart => "in part",
            Wire::Breaks => "**breaks**",
        };
        match (old, new) {
            (Wire::Works, Wire::Works) => "–".to_owned(),
            (old, new) => format!("{}, {}", word(old), word(new)),
        }
    };
    let code = |code: &[Code]| {
        let labels: Vec<&str> = code.iter().map(|code| code.label()).collect();
        labels.join(", ")
    };
    for kind in ChangeKind::ALL {
        let row = kind.row();
        writeln!(
            text,
            "| `{}` | {} | {} | {} | {} |",
            row.name,
            wire(row.request),
            wire(row.response),
            code(row.code),
            code(row.sent),
        )
        .expect("text can be written to text");
    }
    text.push_str(
        "\nWhere a value has another type in Rust, the calls, reads and literals that it stands in break as well.\n",
    );
    text
}

#[test]
fn the_page_has_the_table() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/diff.md");
    let page = fs::read_to_string(&path).expect("the page can be read");
    let (written, _) = page.split_once(MARK).expect("the page has the mark");
    let expected = format!("{written}{MARK}{}", table());
    if env::var_os(UPDATE).is_some() {
        fs::write(&path, &expected).expect("the page can be written");
        return;
    }
    assert!(
        page == expected,
        "docs/diff.md is not up to date: {UPDATE}=1 cargo test -p specwright-document -p specwright --lib"
    );
}
