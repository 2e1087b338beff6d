use crate::diagnostic::{FileId, SourcePointer};

use super::{Loaded, load, load_text};

/// Lines and columns of pointers in the root.
fn positions(loaded: &Loaded, pointers: &[&str]) -> Vec<String> {
    let places: Vec<SourcePointer> = pointers
        .iter()
        .map(|pointer| SourcePointer {
            file: FileId(0),
            pointer: (*pointer).to_owned(),
        })
        .collect();
    loaded
        .document()
        .locate(&places)
        .into_iter()
        .map(|position| {
            let position = position.unwrap();
            format!("{}:{}", position.line, position.column)
        })
        .collect()
}

#[test]
fn a_value_of_a_mapping_is_where_its_key_is_and_an_item_where_it_starts() {
    let yaml = load_text(
        "openapi: 3.1.0\nlist:\n  - a\n  - 2\n  - name: b\n    other: c\n  - - d\n    - e\n  - {f: g}\n\"q\\x75oted\": 1\n",
    );
    let pointers = [
        "",
        "/openapi",
        "/list/0",
        "/list/1",
        "/list/2",
        "/list/2/name",
        "/list/2/other",
        "/list/3",
        "/list/3/1",
        "/list/4/f",
        "/quoted",
    ];
    assert_eq!(
        positions(&yaml, &pointers),
        [
            "1:1", "1:1", "3:5", "4:5", "5:5", "5:5", "6:5", "7:7", "8:7", "9:6", "10:1"
        ]
    );

    let json = load_text(
        "{\"openapi\": \"3.1.0\",\n \"list\": [\n  \"a\",\n  2,\n  {\"name\": [true, {\"deep\": null}]}\n ],\n \"q\\u0075oted\": 1}",
    );
    let pointers = [
        "",
        "/openapi",
        "/list/0",
        "/list/1",
        "/list/2",
        "/list/2/name/1/deep",
        "/quoted",
    ];
    assert_eq!(
        positions(&json, &pointers),
        ["1:1", "1:2", "3:3", "4:3", "5:3", "5:20", "7:2"]
    );
}

#[test]
fn where_nothing_stands_the_nearest_place_above_counts() {
    let yaml = load_text("openapi: 3.1.0\ninfo:\n  contact:\n    name: A\nlist: []\n");
    let pointers = [
        "/info/contact/email",
        "/info/none/at/all",
        "/nothing",
        "/list/0",
        "/info/contact/name/x",
    ];
    assert_eq!(positions(&yaml, &pointers), ["3:3", "2:1", "1:1", "5:1", "4:5"]);

    let json = load_text("{\"openapi\": \"3.1.0\",\n\"info\": {\n \"contact\": {}\n}}");
    assert_eq!(
        positions(&json, &["/info/contact/email", "/nothing"]),
        ["3:2", "1:1"]
    );
}

#[test]
fn columns_count_characters() {
    let yaml = load_text("openapi: 3.1.0\ninfo: {größe: 1, 名前: 2, b: 3}\n");
    assert_eq!(positions(&yaml, &["/info/名前", "/info/b"]), ["2:18", "2:25"]);
    let json = load_text("{\"openapi\": \"größe\", \"b\": 1}");
    assert_eq!(positions(&json, &["/b"]), ["1:22"]);
}

#[test]
fn odd_line_ends_do_not_shift_lines() {
    // U+2028 ends a line to the YAML reader, and to no editor.
    let yaml = load_text("openapi: 3.1.0\ntext: \"a\u{2028}b\"\nlast: [1.50, x]\n");
    assert_eq!(positions(&yaml, &["/last", "/last/1"]), ["3:1", "3:14"]);
}

#[test]
fn a_place_in_an_alias_is_where_the_anchor_is() {
    let yaml = load_text("openapi: 3.1.0\nbase: &base\n  a: 1\nother: *base\n");
    assert_eq!(positions(&yaml, &["/other", "/other/a"]), ["4:1", "3:3"]);
}

#[test]
fn places_of_many_files_are_found_at_once() {
    let loaded = load(&[
        ("openapi.yaml", "openapi: 3.1.0\na: {$ref: b.json}\n"),
        ("b.json", "{\n  \"c\": 1\n}"),
    ]);
    let place = |file, pointer: &str| SourcePointer {
        file: FileId(file),
        pointer: pointer.to_owned(),
    };
    let places = [place(1, "/c"), place(0, "/a"), place(7, "/a")];
    let locations = loaded.document().locations(&places);
    let shown: Vec<_> = locations
        .iter()
        .map(|location| {
            let location = location.as_ref()?;
            Some((location.position?.line, location.excerpt.clone()?.text))
        })
        .collect();
    assert_eq!(
        shown,
        [
            Some((2, "  \"c\": 1".to_owned())),
            Some((2, "a: {$ref: b.json}".to_owned())),
            None
        ]
    );
}
