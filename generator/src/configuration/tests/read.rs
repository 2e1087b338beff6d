//! What is wrong with a configuration is said with line and column.

use super::{mistakes, read};

#[test]
fn clients_stand_in_the_order_of_the_text() {
    let configuration =
        read("[clients.b]\ndocument = \"b.yaml\"\n[clients.a]\ndocument = \"a.yaml\"\n").unwrap();
    assert_eq!(configuration.names().collect::<Vec<_>>(), ["b", "a"]);
}

#[test]
fn a_client_that_is_not_there_is_an_error_with_the_near_name() {
    let configuration = read("[clients.pets]\ndocument = \"b.yaml\"\n").unwrap();
    let error = configuration.generator("pet").unwrap_err().to_string();
    assert!(
        error.ends_with("specwright.toml has no client `pet`; did you mean `pets`?"),
        "{error}"
    );
}

/// Returns what is wrong with settings of a client.
fn of_settings(settings: &str) -> Vec<String> {
    mistakes(&format!("[clients.pets]\ndocument = \"pets.yaml\"\n{settings}"))
}

#[test]
fn a_misspelt_key_is_an_error_with_the_near_name() {
    assert_eq!(
        of_settings("keep-offset = true\n"),
        ["3:1: there is no setting `keep-offset`; did you mean `keep-offsets`?"]
    );
    assert_eq!(
        of_settings("include = { tag = [\"pets\"] }\n"),
        ["3:13: there is no setting `tag`; did you mean `tags`?"]
    );
    assert!(
        of_settings("\"include.tags\" = [\"pets\"]\n")[0]
            .starts_with("3:1: there is no setting `include.tags`")
    );
    assert_eq!(
        mistakes("[client.pets]\ndocument = \"pets.yaml\"\n"),
        ["1:2: there is no setting `client`; did you mean `clients`?"]
    );
    assert_eq!(
        mistakes("document = \"a.yaml\"\n[clients.pets]\ndocument = \"pets.yaml\"\n"),
        [
            "1:1: there is no setting `document`; settings are those of a client: write `document` below `[clients.NAME]`"
        ]
    );
}

#[test]
fn a_value_of_another_type_is_an_error() {
    assert_eq!(
        of_settings("keep-offsets = \"yes\"\n"),
        ["3:16: expected a boolean, found a string"]
    );
    assert_eq!(
        of_settings("safe = \"a\"\n"),
        ["3:8: expected a list, found a string; put it in brackets: `[\"…\"]`"]
    );
    assert_eq!(
        of_settings("safe = 1\n"),
        ["3:8: expected a list, found an integer"]
    );
    assert_eq!(
        of_settings("safe = [\"a\", 1]\n"),
        ["3:14: expected a string, found an integer"]
    );
    assert_eq!(
        of_settings("include = [\"pets\"]\n"),
        ["3:11: expected a table, found a list"]
    );
    assert_eq!(
        of_settings("paginate = [\"link\"]\n"),
        ["3:12: expected a table, found a list"]
    );
    assert_eq!(
        of_settings("root = 1.5\n"),
        ["3:8: expected a string, found a float"]
    );
    assert_eq!(
        mistakes("[clients.pets]\ndocument = 1\n"),
        ["2:12: expected a string, found an integer"]
    );
    assert_eq!(
        mistakes("clients = 1\n"),
        ["1:11: expected a table, found an integer"]
    );
}

#[test]
fn a_value_that_a_setting_does_not_take_is_an_error() {
    assert_eq!(
        of_settings("[clients.pets.formats]\ndate-time = \"strin\"\ndatetime = \"string\"\n"),
        [
            "4:13: expected `typed` or `string`, found `strin`; did you mean `string`?",
            "5:1: expected `date-time`, `date`, `uuid` or `byte`, found `datetime`; did you mean `date-time`?",
        ]
    );
    let of_pages = of_settings("paginate = { \"GET *\" = \"links\" }\n");
    assert!(
        of_pages[0].starts_with("3:24: unknown word `links`; expected `link`,"),
        "{of_pages:?}"
    );
    assert_eq!(
        of_settings("allow = { null-values = \"#\" }\n"),
        ["3:11: expected a code, found `null-values`; did you mean `null-value`?"]
    );
    assert_eq!(
        of_settings("allow = { null-value = [\"#/paths\", \"paths\"] }\n"),
        ["3:36: expected a place such as `#`, `#/components/schemas/Pet` or `common.yaml#/paths`"]
    );
}

#[test]
fn a_client_needs_a_document_and_a_name_of_its_own() {
    assert_eq!(
        mistakes("[clients.pets]\n"),
        ["1:10: expected `document` of the client `pets`, found none; write `document = \"spec/api.yaml\"`"]
    );
    assert_eq!(
        mistakes("# nothing\n"),
        [
            "1:1: expected a client, found none; write `[clients.NAME]` and below it `document = \"spec/api.yaml\"`; \
          `specwright init DOCUMENT` does"
        ]
    );
    let of_name = mistakes("[clients.\"a b\"]\ndocument = \"a.yaml\"\n");
    assert!(
        of_name
            .iter()
            .any(|line| line.starts_with("1:10: the name `a b` can't be a client's")),
        "{of_name:?}"
    );
    let twice = mistakes("[clients.a-b]\ndocument = \"a\"\n[clients.A_b]\ndocument = \"b\"\n");
    assert_eq!(
        twice,
        [
            "3:10: the name `A_b` is that of the client `a-b`; choose names that differ in more than case, `-` and `_`"
        ]
    );
}

#[test]
fn text_that_is_no_toml_is_an_error_with_its_place() {
    let mistakes = mistakes("[clients.pets]\ndocument = pets.yaml\n");
    assert!(mistakes[0].starts_with("2:12: "), "{mistakes:?}");
    let twice = super::mistakes("[clients.pets]\ndocument = \"a\"\ndocument = \"b\"\n");
    assert!(twice[0].starts_with("3:1: "), "{twice:?}");
}

#[test]
fn pages_are_taken_in_the_order_of_the_text() {
    let text = "[clients.pets]\ndocument = \"pets.yaml\"\n[clients.pets.paginate]\n\"GET *\" = \"link\"\n\"A *\" = \"link\"\n";
    let generator = read(text).unwrap().generator("pets").unwrap();
    let shown = format!("{generator:?}");
    assert!(shown.find("\"GET *\"") < shown.find("\"A *\""), "{shown}");
}
