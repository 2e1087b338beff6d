use crate::source::Node;
use serde_json::json;

use super::{load, load_text};

#[test]
fn yaml_and_json_give_the_same_tree() {
    let yaml = load_text("openapi: 3.1.0\ninfo:\n  title: A\n  tags: [1, -2, 2.5, true, null, '3']\n");
    let json =
        load_text(r#"{"openapi": "3.1.0", "info": {"title": "A", "tags": [1, -2, 2.5, true, null, "3"]}}"#);
    assert_eq!(yaml.document().files()[0].tree, json.document().files()[0].tree);
    assert_eq!(yaml.codes(), [""; 0]);
    assert_eq!(json.codes(), [""; 0]);
}

#[test]
fn the_content_counts_not_the_name_of_the_file() {
    let expected = json!({"openapi": "3.1.0"});
    assert_eq!(load(&[("api.json", "openapi: 3.1.0\n")]).json(), expected);
    assert_eq!(
        load(&[("api.yaml", "\n {\"openapi\": \"3.1.0\"}")]).json(),
        expected
    );
    assert_eq!(
        load(&[("api.txt", "# A\n```yaml\nopenapi: 3.1.0\n```\n")]).json(),
        expected
    );
    assert_eq!(load(&[("api.md", "openapi: 3.1.0\n")]).json(), expected);
}

#[test]
fn a_markdown_page_is_read_for_its_fenced_document() {
    let page = "# Delete a user\n\n> Index\n\n````yaml delete /user/{userId}\nopenapi: 3.1.0\ninfo:\n  title: A\n  title: B\n````\n\nMore.\n";
    let loaded = load(&[("page.md", page)]);
    assert_eq!(loaded.json(), json!({"openapi": "3.1.0", "info": {"title": "B"}}));
    // The lines are those of the page.
    assert_eq!(loaded.codes(), ["9:3 warning[duplicate-key]"]);
}

#[test]
fn keys_are_text_whatever_yaml_takes_them_for() {
    let loaded =
        load_text("openapi: 3.1.0\n200: a\n1.10: b\non: c\nyes: d\nnull: e\n~: f\n0x1F: g\ntrue: h\n");
    let tree = &loaded.document().files()[0].tree;
    let keys: Vec<&str> = tree.as_mapping().unwrap().keys().collect();
    assert_eq!(
        keys,
        ["openapi", "200", "1.10", "on", "yes", "null", "~", "0x1F", "true"]
    );
}

#[test]
fn numbers_keep_the_text_that_the_author_wrote() {
    let yaml = load_text(
        "openapi: 3.1.0\nvalues:\n- 1.10\n- 1e3\n- 0x1F\n- +49\n- 0123\n- 1.0\n- 123456789012345678901234567890\n- {a: &b 2.50, c: *b, d: !!float 3.0}\n",
    );
    let json = load_text(r#"{"openapi": "3.1.0", "values": [1.10, 1e3, 7, -0, 12345678901234567890123]}"#);
    let texts = |loaded: &super::Loaded| -> Vec<String> {
        let items = loaded.document().files()[0].tree.get("values").unwrap();
        items.as_sequence().unwrap().iter().map(text).collect()
    };
    let expected = [
        "1.10",
        "1e3",
        "0x1F",
        "+49",
        "0123",
        "1.0",
        "123456789012345678901234567890",
        "2.50 2.50 3.0",
    ];
    assert_eq!(texts(&yaml), expected);
    assert_eq!(
        texts(&json),
        ["1.10", "1e3", "7", "-0", "12345678901234567890123"]
    );
    assert_eq!(yaml.json()["values"][2], json!(31));
    assert_eq!(yaml.json()["values"][0], json!(1.1));
    // Not an octal number in YAML 1.2, so that the author's text stays as it is.
    assert_eq!(yaml.json()["values"][4], json!("0123"));
}

fn text(node: &Node) -> String {
    match node {
        Node::Number(number) => number.to_string(),
        Node::String(text) => text.as_str().to_owned(),
        Node::Mapping(mapping) => mapping
            .iter()
            .map(|(_, node)| text(node))
            .collect::<Vec<_>>()
            .join(" "),
        other => panic!("{other:?}"),
    }
}

#[test]
fn numbers_that_json_lacks_become_their_text() {
    let loaded = load_text("openapi: 3.1.0\nvalues: [.inf, -.inf, .nan]\n");
    assert_eq!(loaded.json()["values"], json!([".inf", "-.inf", ".nan"]));
}

#[test]
fn anchors_aliases_and_merge_keys_are_resolved() {
    let loaded = load_text(
        "openapi: 3.1.0\nbase: &base {a: 1, b: 2}\nother: &other {b: 3, c: 4}\none:\n  b: 0\n  <<: *base\ntwo:\n  <<: [*base, *other]\nthree: *base\n",
    );
    let json = loaded.json();
    assert_eq!(json["one"], json!({"b": 0, "a": 1}));
    assert_eq!(json["two"], json!({"a": 1, "b": 2, "c": 4}));
    assert_eq!(json["three"], json["base"]);
}

#[test]
fn utf_16_is_read_as_such() {
    let units = "\u{FEFF}openapi: 3.1.0\ntitle: Größe\n".encode_utf16();
    let loaded = load_text(units.flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    assert_eq!(loaded.json()["title"], "Größe");
    assert_eq!(loaded.codes(), ["1:1 warning[byte-order-mark]"]);
}
