use serde_json::json;

use super::{load, load_text};

#[test]
fn the_last_of_two_equal_keys_counts() {
    let yaml = load_text("openapi: 3.1.0\ninfo:\n  title: A\n  version: '1'\n  title: B\n");
    assert_eq!(yaml.json()["info"], json!({"title": "B", "version": "1"}));
    assert_eq!(yaml.codes(), ["5:3 warning[duplicate-key]"]);

    let json = load_text("{\"openapi\": \"3.1.0\",\n \"a\": 1,\n \"a\": 2}");
    assert_eq!(json.json()["a"], 2);
    assert_eq!(json.codes(), ["3:2 warning[duplicate-key]"]);
}

#[test]
fn a_byte_order_mark_is_left_out() {
    let loaded = load_text("\u{FEFF}openapi: 3.1.0\n");
    assert_eq!(loaded.json(), json!({"openapi": "3.1.0"}));
    assert_eq!(loaded.codes(), ["1:1 warning[byte-order-mark]"]);
}

#[test]
fn tabs_in_the_indentation_are_spaces() {
    let loaded = load_text("openapi: 3.1.0\ninfo:\n\ttitle: A\n\tcontact:\n\t\tname: B\n\t\tname: C\n");
    assert_eq!(
        loaded.json()["info"],
        json!({"title": "A", "contact": {"name": "C"}})
    );
    // The columns are those of the file: a tab is one character.
    assert_eq!(
        loaded.codes(),
        ["3:1 warning[tab-indentation]", "6:3 warning[duplicate-key]"]
    );
}

#[test]
fn tabs_beside_spaces_find_their_width() {
    let loaded = load_text("openapi: 3.1.0\npaths:\n    /a:\n\tget: 1\n    /b:\n\tget: 2\n");
    assert_eq!(
        loaded.json()["paths"],
        json!({"/a": {"get": 1}, "/b": {"get": 2}})
    );
}

#[test]
fn control_characters_are_spaces() {
    let yaml = load_text("openapi: 3.1.0\ntitle: a\0b\x07c\n");
    assert_eq!(yaml.json()["title"], "a b c");
    assert_eq!(yaml.codes(), ["2:9 warning[control-character]"]);

    let json = load_text("{\"openapi\": \"3.1.0\", \"title\": \"a\0b\"}");
    assert_eq!(json.json()["title"], "a b");
    assert_eq!(json.codes(), ["1:33 warning[control-character]"]);
}

#[test]
fn lines_may_end_with_a_carriage_return() {
    let loaded = load_text("openapi: 3.1.0\r\ninfo: |\r\n  a\r\n  b\r\n");
    assert_eq!(loaded.json(), json!({"openapi": "3.1.0", "info": "a\nb\n"}));
    assert_eq!(loaded.codes(), ["1:15 warning[carriage-return]"]);
}

#[test]
fn json_with_a_comma_too_many_is_read_as_yaml() {
    let text = "{\n  \"openapi\": \"3.1.0\",\n  \"tags\": [1, 2,],\n}\n";
    let loaded = load(&[("openapi.json", text)]);
    assert_eq!(loaded.json(), json!({"openapi": "3.1.0", "tags": [1, 2]}));
    assert_eq!(loaded.codes(), ["3:17 warning[not-strict-json]"]);
    assert!(loaded.lines().contains("a comma stands before a closing bracket"));
}

#[test]
fn a_file_that_is_named_as_yaml_may_begin_with_a_brace() {
    let text = "{openapi: 3.1.0, # flow style\n  tags: [1, 2,], info: {title: A, title: B}}\n";
    for name in ["openapi.yaml", "openapi.YML"] {
        let loaded = load(&[(name, text)]);
        assert_eq!(
            loaded.json(),
            json!({"openapi": "3.1.0", "tags": [1, 2], "info": {"title": "B"}})
        );
        // What is said beside is said where it stands.
        assert_eq!(loaded.codes(), ["2:35 warning[duplicate-key]"]);
    }
    let loaded = load(&[("openapi.json", text)]);
    assert_eq!(
        loaded.codes(),
        ["1:2 warning[not-strict-json]", "2:35 warning[duplicate-key]"]
    );
}

#[test]
fn of_several_yaml_documents_the_one_with_a_version_counts() {
    let loaded = load_text("other: 1\n---\nopenapi: 3.1.0\na: 1\na: 2\n---\nthird: 1\n");
    assert_eq!(loaded.json(), json!({"openapi": "3.1.0", "a": 2}));
    assert_eq!(
        loaded.codes(),
        ["2:1 warning[several-documents]", "5:1 warning[duplicate-key]"]
    );
    // One document that is marked as such is no reason to say anything.
    assert_eq!(load_text("# A\n---\nopenapi: 3.1.0\n...\n").codes(), [""; 0]);
}

#[test]
fn tags_are_ignored() {
    let loaded = load_text("openapi: !version 3.1.0\ninfo: !info\n  title: !!str 5\nlist: !list [1]\n");
    assert_eq!(
        loaded.json(),
        json!({"openapi": "3.1.0", "info": {"title": "5"}, "list": [1]})
    );
    assert_eq!(
        loaded.codes(),
        [
            "1:1 warning[yaml-tag]",
            "2:1 warning[yaml-tag]",
            "4:1 warning[yaml-tag]"
        ]
    );
}

#[test]
fn keys_without_quotes_are_reported_once() {
    let loaded = load_text("openapi: 3.1.0\nmapping:\n  1.0: a\n  '2.0': b\n  true: c\n  default: d\n");
    assert_eq!(loaded.json()["mapping"]["1.0"], "a");
    assert_eq!(loaded.codes(), ["3:3 warning[unquoted-key]"]);
    assert!(
        loaded
            .lines()
            .contains("the key `1.0` is not a string in YAML, nor is 1 other")
    );
}

#[test]
fn a_status_needs_no_quotes() {
    let loaded = load_text("openapi: 3.1.0\nresponses:\n  200: a\n  404: b\n");
    assert_eq!(loaded.json()["responses"]["200"], "a");
    assert_eq!(loaded.codes(), [""; 0]);
    for doubtful in ["010", "1e3", "1.0", "12345678901234567890"] {
        let loaded = load_text(format!("openapi: 3.1.0\nmapping:\n  {doubtful}: a\n"));
        assert_eq!(loaded.codes(), ["3:3 warning[unquoted-key]"], "{doubtful}");
    }
}
