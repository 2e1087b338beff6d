use crate::source::LoadOptions;

use super::{load_path, load_text};

/// What a person sees of a document that can't be read.
fn said(text: &str) -> String {
    let loaded = load_text(text);
    assert!(loaded.document.is_none());
    loaded.lines()
}

#[test]
fn no_file() {
    let (document, said) = load_path("no/such/file.yaml".as_ref(), &LoadOptions::default());
    assert!(document.is_none());
    insta::assert_snapshot!(said[0], @r"
    error[file-not-readable]: no such file `no/such/file.yaml`
     --> no/such/file.yaml
     = help: check the path; in a build script, it is relative to the folder of Cargo.toml
    ");
}

#[test]
fn an_empty_file() {
    insta::assert_snapshot!(said(""), @r"
    error[empty-document]: the file holds no document
     --> openapi.yaml:1:1
     = help: write an OpenAPI document into it, or name another file
    ");
    insta::assert_snapshot!(said("# nothing\n---\n"), @r"
    error[empty-document]: the file holds no document
      --> openapi.yaml:1:1
      |
    1 | # nothing
      | ^
      = help: write an OpenAPI document into it, or name another file
    ");
}

#[test]
fn no_mapping() {
    insta::assert_snapshot!(said("just a text\n"), @r"
    error[not-a-mapping]: expected a mapping, found a string
      --> openapi.yaml:1:1
      |
    1 | just a text
      | ^^^^
      = help: an OpenAPI document is a mapping whose first key is `openapi`, or `swagger` for version 2.0
    ");
    insta::assert_snapshot!(said("[1, 2]"), @r"
    error[not-a-mapping]: expected a mapping, found a list
      --> openapi.yaml:1:1
      |
    1 | [1, 2]
      | ^
      = help: an OpenAPI document is a mapping whose first key is `openapi`, or `swagger` for version 2.0
    ");
}

#[test]
fn wrong_indentation() {
    insta::assert_snapshot!(said("openapi: 3.1.0\ninfo:\n    title: A\n  version: '1'\n"), @r"
    error[syntax]: this line does not line up with the keys that it follows
      --> openapi.yaml:4:3
      |
    4 |   version: '1'
      |   ^^^^^^^
      = help: give all keys of a mapping the same indentation
    ");
}

#[test]
fn a_list_item_out_of_line() {
    insta::assert_snapshot!(said("openapi: 3.1.0\ntags:\n  - a\n - b\n"), @r"
    error[syntax]: this item does not line up with the items that it follows
      --> openapi.yaml:4:2
      |
    4 |  - b
      |  ^
      = help: give all items of a list the same indentation
    ");
}

#[test]
fn a_tab_that_no_width_mends() {
    insta::assert_snapshot!(said("openapi: 3.1.0\ninfo:\n\ttitle: [A\n"), @r"
    error[syntax]: a tab indents this line, which YAML does not allow
      --> openapi.yaml:3:1
      |
    3 |  title: [A
      | ^
      = help: indent with spaces
    ");
}

#[test]
fn a_text_that_starts_with_an_indicator() {
    insta::assert_snapshot!(said("openapi: 3.1.0\ninfo:\n  title: @acme/api\n"), @r"
    error[syntax]: `@` can't start a text without quotes
      --> openapi.yaml:3:10
      |
    3 |   title: @acme/api
      |          ^
      = help: put the text in quotes
    ");
    insta::assert_snapshot!(said("openapi: 3.1.0\ninfo:\n  title: {name} is here\n"), @r"
    error[syntax]: the value ends before this, at the quote or bracket that closes it
      --> openapi.yaml:3:17
      |
    3 |   title: {name} is here
      |                 ^^
      = help: put the whole text in quotes
    ");
    insta::assert_snapshot!(said("openapi: 3.1.0\ninfo:\n  title: *important* news\n"), @r"
    error[syntax]: a text that starts with `*` or `&` is a YAML alias or anchor, and there is no such anchor
      --> openapi.yaml:3:10
      |
    3 |   title: *important* news
      |          ^
      = help: put the text in quotes
    ");
    insta::assert_snapshot!(said("openapi: 3.1.0\ninfo:\n  title: 'a' or b\n"), @r"
    error[syntax]: the value ends before this, at the quote or bracket that closes it
      --> openapi.yaml:3:14
      |
    3 |   title: 'a' or b
      |              ^^
      = help: put the whole text in quotes
    ");
}

#[test]
fn a_second_colon() {
    insta::assert_snapshot!(said("openapi: 3.1.0\ninfo:\n  title: Pets: the API\n"), @r"
    error[syntax]: a second `: ` stands in this line, so that its text would be a mapping
      --> openapi.yaml:3:14
      |
    3 |   title: Pets: the API
      |              ^
      = help: put the text in quotes
    ");
}

#[test]
fn a_missing_colon() {
    insta::assert_snapshot!(said("openapi: 3.1.0\ninfo\n  title: A\n"), @r"
    error[syntax]: a colon is missing: this is neither a key nor part of the value before
      --> openapi.yaml:2:1
      |
    2 | info
      | ^^^^
      = help: write `key: value`, with a space after the colon; indent a text of several lines
    ");
    insta::assert_snapshot!(said("openapi: 3.1.0\ninfo:\n  title A\n  version: '1'\n"), @r"
    error[syntax]: a key follows a line that has no colon
      --> openapi.yaml:4:10
      |
    4 |   version: '1'
      |          ^
      = help: write the line before as `key: value`, or indent this line as a part of its text
    ");
}

#[test]
fn an_open_quote() {
    insta::assert_snapshot!(said("openapi: 3.1.0\ninfo:\n  title: \"A\n  version: '1'\n"), @r#"
    error[syntax]: a quote is opened and never closed
      --> openapi.yaml:3:10
      |
    3 |   title: "A
      |          ^
      = help: close the quote
    "#);
}

#[test]
fn a_mapping_as_a_key() {
    insta::assert_snapshot!(said("openapi: 3.1.0\ninfo:\n  title: {{name}}\n"), @r"
    error[syntax]: a mapping or a list stands where a key must be
      --> openapi.yaml:3:11
      |
    3 |   title: {{name}}
      |           ^^^^^^^
      = help: put a text that starts with `{` or `[` in quotes
    ");
}

#[test]
fn json_that_is_cut_off() {
    insta::assert_snapshot!(said("{\n  \"openapi\": \"3.1.0\",\n  \"info\": {\n    \"title\": \"A\"\n"), @r#"
    error[syntax]: the text ends before everything that was opened is closed
      --> openapi.yaml:4:17
      |
    4 |     "title": "A"
      |                 ^
      = help: close the brackets and quotes that are still open; the file may be cut off
    "#);
}

#[test]
fn json_without_a_comma() {
    insta::assert_snapshot!(said("{\n  \"openapi\": \"3.1.0\"\n  \"info\": {}\n}\n"), @r#"
    error[syntax]: a comma or a closing bracket is missing before this
      --> openapi.yaml:3:3
      |
    3 |   "info": {}
      |   ^^^^^^
      = help: put a comma after the value before, or close its bracket
    "#);
}

#[test]
fn json_with_a_comment() {
    insta::assert_snapshot!(said("{\n  // the version\n  \"openapi\": \"3.1.0\"\n}\n"), @r"
    error[syntax]: a comment stands here, which JSON does not have
      --> openapi.yaml:2:3
      |
    2 |   // the version
      |   ^^
      = help: remove the comment
    ");
}

#[test]
fn not_utf_8() {
    let loaded = load_text(b"openapi: 3.1.0\ntitle: Gr\xF6\xDFe\n");
    assert!(loaded.document.is_none());
    insta::assert_snapshot!(loaded.lines(), @r"
    error[not-text]: invalid UTF-8 text from here on
      --> openapi.yaml:2:10
      |
    2 | title: Gr
      |          ^
      = help: save the file as UTF-8
    ");
}
