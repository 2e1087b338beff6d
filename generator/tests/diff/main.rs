//! What `specwright::diff` says of two documents: the change of a document beside the verdict.

mod renames;

use specwright::Wire::{self, Breaks, InPart, Works};
use specwright::{Bump, ChangeKind as Kind, Code, Diff, Generator};

/// A document in which `Sent` is what clients send and `Received` what servers send.
const DOCUMENT: &str = r"
openapi: 3.1.0
info: {title: Notes, version: '1'}
servers: [{url: 'https://a.example'}]
security: [{key: []}]
paths:
  /notes:
    post:
      operationId: addNote
      parameters: [{name: dry, in: query, schema: {type: boolean}}]
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Sent'}}}}
      responses:
        '200': {description: It, content: {application/json: {schema: {$ref: '#/components/schemas/Received'}}}}
  /notes/{id}:
    get:
      operationId: getNote
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        '200': {description: It, content: {application/json: {schema: {$ref: '#/components/schemas/Received'}}}}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: x-key}
    token: {type: http, scheme: bearer}
  schemas:
    Sent:
      type: object
      required: [text]
      properties: {text: {type: string}, size: {type: integer, format: int32}, kind: {type: string, enum: [a, b]}}
    Received:
      type: object
      required: [title]
      properties: {title: {type: string}, width: {type: integer, format: int32}, state: {type: string, enum: [c, d]}}
";

fn diff(edits: &[(&str, &str)]) -> Diff {
    let folder = tempfile::tempdir().expect("a folder");
    let mut text = DOCUMENT.to_owned();
    for (old, new) in edits {
        assert_eq!(text.matches(old).count(), 1, "{old}");
        text = text.replace(old, new);
    }
    let document = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("a file");
        Generator::new(path)
    };
    let (old, new) = (document("old.yaml", DOCUMENT), document("new.yaml", &text));
    specwright::diff(&old, &new).expect("both documents are right")
}

/// Asserts that one change of this kind is found, and what becomes of an old client with a new server and of a new client
/// with an old server.
#[track_caller]
fn assert_wire(edits: &[(&str, &str)], kind: Kind, wire: (Wire, Wire)) {
    let diff = diff(edits);
    let found: Vec<_> = diff.changes.iter().filter(|change| change.kind == kind).collect();
    let [change] = found[..] else {
        panic!("{kind:?} is not found once:\n{diff}")
    };
    assert_eq!((change.old_client, change.new_client), wire, "{diff}");
}

#[test]
fn a_property_that_becomes_required_breaks_the_side_that_reads_it() {
    let sent = [("required: [text]", "required: [text, size]")];
    assert_wire(&sent, Kind::PropertyRequired, (Breaks, Works));
    let received = [("required: [title]", "required: [title, width]")];
    assert_wire(&received, Kind::PropertyRequired, (Works, Breaks));
}

#[test]
fn a_property_that_becomes_optional_breaks_the_client_that_reads_it() {
    let sent = [("      required: [text]\n", "")];
    assert_wire(&sent, Kind::PropertyOptional, (Works, InPart));
    let received = [("      required: [title]\n", "")];
    assert_wire(&received, Kind::PropertyOptional, (Breaks, Works));
}

#[test]
fn a_new_property_is_read_by_nobody_or_sent_by_nobody() {
    let sent = [(
        "{text: {type: string}",
        "{text: {type: string}, more: {type: string}",
    )];
    assert_wire(&sent, Kind::PropertyAdded, (Works, InPart));
    let received = [(
        "{title: {type: string}",
        "{title: {type: string}, more: {type: string}",
    )];
    assert_wire(&received, Kind::PropertyAdded, (Works, Works));
}

#[test]
fn a_property_that_is_gone_breaks_who_needs_it() {
    let sent = [("      required: [text]\n", ""), ("{text: {type: string}, ", "{")];
    assert_wire(&sent, Kind::RequiredPropertyRemoved, (InPart, Breaks));
    let received = [
        ("      required: [title]\n", ""),
        ("{title: {type: string}, ", "{"),
    ];
    assert_wire(&received, Kind::RequiredPropertyRemoved, (Breaks, Works));
    let optional = [("width: {type: integer, format: int32}, ", "")];
    assert_wire(&optional, Kind::PropertyRemoved, (Works, Works));
}

#[test]
fn a_value_of_an_enum_is_kept_by_clients_and_refused_by_servers() {
    assert_wire(&[("[a, b]", "[a, b, x]")], Kind::ValueAdded, (Works, InPart));
    assert_wire(&[("[c, d]", "[c, d, x]")], Kind::ValueAdded, (Works, Works));
    assert_wire(&[("[a, b]", "[a]")], Kind::ValueRemoved, (InPart, Works));
    assert_wire(&[("[c, d]", "[c]")], Kind::ValueRemoved, (Works, Works));
}

#[test]
fn an_enum_may_become_any_text() {
    assert_wire(&[(", enum: [a, b]", "")], Kind::EnumOpened, (Works, InPart));
    assert_wire(&[(", enum: [c, d]", "")], Kind::EnumOpened, (Works, Works));
}

#[test]
fn a_wider_type_breaks_the_side_that_reads_it() {
    let sent = [("size: {type: integer, format: int32}", "size: {type: integer}")];
    assert_wire(&sent, Kind::TypeWidened, (Works, InPart));
    let received = [("width: {type: integer, format: int32}", "width: {type: number}")];
    assert_wire(&received, Kind::TypeWidened, (Breaks, Works));
    let narrowed = [(
        "size: {type: integer, format: int32}",
        "size: {type: integer, format: int8}",
    )];
    assert_wire(&narrowed, Kind::TypeNarrowed, (InPart, Works));
    let replaced = [("size: {type: integer, format: int32}", "size: {type: boolean}")];
    assert_wire(&replaced, Kind::TypeReplaced, (Breaks, Breaks));
}

#[test]
fn null_is_read_as_absent_where_a_property_is_optional() {
    let required = [("{title: {type: string}", "{title: {type: [string, 'null']}")];
    assert_wire(&required, Kind::Nullable, (Breaks, Works));
    let optional = [(
        "width: {type: integer, format: int32}",
        "width: {type: [integer, 'null'], format: int32}",
    )];
    assert_wire(&optional, Kind::OptionalNullable, (Works, Works));
    let sent = [("{text: {type: string}", "{text: {type: [string, 'null']}")];
    assert_wire(&sent, Kind::Nullable, (Works, InPart));
}

#[test]
fn parameters_are_sent_by_clients() {
    let dry = "{name: dry, in: query, schema: {type: boolean}}";
    let with = |parameter: &str| format!("{dry}, {parameter}");
    let optional = with("{name: x, in: query, schema: {type: string}}");
    assert_wire(&[(dry, &optional)], Kind::ParameterAdded, (Works, InPart));
    let required = with("{name: x, in: query, required: true, schema: {type: string}}");
    assert_wire(
        &[(dry, &required)],
        Kind::RequiredParameterAdded,
        (Breaks, InPart),
    );
    let styled = "{name: dry, in: query, content: {application/json: {schema: {type: boolean}}}}";
    assert_wire(&[(dry, styled)], Kind::ParameterStyleChanged, (Breaks, Breaks));
    let moved = "{name: dry, in: header, schema: {type: boolean}}";
    assert_wire(&[(dry, moved)], Kind::ParameterRemoved, (InPart, Works));
}

#[test]
fn an_operation_is_found_by_its_id_and_by_its_method_and_path() {
    assert_wire(
        &[("/notes/{id}:", "/note/{id}:")],
        Kind::OperationMoved,
        (Breaks, Breaks),
    );
    assert_wire(&[("getNote", "readNote")], Kind::OperationRenamed, (Works, Works));
    let both = diff(&[("/notes/{id}:", "/note/{id}:"), ("getNote", "readNote")]);
    let kinds: Vec<Kind> = both.changes.iter().map(|change| change.kind).collect();
    assert!(
        kinds.contains(&Kind::OperationRemoved) && kinds.contains(&Kind::OperationAdded),
        "{both}"
    );
}

#[test]
fn what_may_authenticate_a_call_is_told_apart_by_sets() {
    let with = |security: &str| format!("operationId: getNote\n      security: {security}");
    for (security, kind, wire) in [
        ("[{key: []}, {token: []}]", Kind::SecurityWidened, (Works, InPart)),
        ("[{key: []}, {}]", Kind::SecurityWidened, (Works, InPart)),
        ("[]", Kind::SecurityWidened, (Works, InPart)),
        ("[{token: []}]", Kind::SecurityReplaced, (Breaks, Breaks)),
    ] {
        assert_wire(&[("operationId: getNote", &with(security))], kind, wire);
    }
}

#[test]
fn a_schema_that_becomes_a_union_with_itself_allows_more() {
    let union = [(
        "    Received:\n",
        "    Received:\n      oneOf: [{$ref: '#/components/schemas/Was'}, {type: string}]\n    Was:\n",
    )];
    assert_wire(&union, Kind::SchemaWidened, (Breaks, Works));
}

#[test]
fn a_component_with_another_name_is_the_same_on_the_wire() {
    let text = DOCUMENT.replace("Received", "Note");
    let folder = tempfile::tempdir().expect("a folder");
    let document = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("a file");
        Generator::new(path)
    };
    let (old, new) = (document("old.yaml", DOCUMENT), document("new.yaml", &text));
    let diff = specwright::diff(&old, &new).expect("both documents are right");
    for change in &diff.changes {
        assert_eq!((change.old_client, change.new_client), (Works, Works), "{change}");
    }
    assert!(
        diff.changes
            .iter()
            .any(|change| change.code.contains(&Code::Names)),
        "{diff}"
    );
}

#[test]
fn both_places_are_lines_of_the_documents() {
    let diff = diff(&[("required: [title]", "required: [title, width]")]);
    let change = &diff.changes[0];
    let line = |span: &Option<specwright::diagnostic::SourceSpan>| {
        let position = span.as_ref().and_then(|span| span.position).expect("a position");
        (position.line, position.column)
    };
    let expected = DOCUMENT
        .lines()
        .position(|line| line.contains("width:"))
        .expect("a line");
    assert_eq!(line(&change.old).0, expected + 1);
    assert_eq!(line(&change.old), line(&change.new));
}

#[test]
fn documents_that_differ_in_texts_alone_ask_for_a_patch() {
    assert_eq!(diff(&[]).bump, Bump::None);
    let described = diff(&[("    Sent:\n", "    Sent:\n      description: What is sent.\n")]);
    assert_eq!(described.bump, Bump::Patch, "{described}");
    assert!(described.changes.is_empty(), "{described}");
}

#[test]
fn what_asks_for_the_most_comes_first() {
    let diff = diff(&[
        ("[c, d]", "[c, d, x]"),
        ("required: [text]", "required: [text, size]"),
    ]);
    let bumps: Vec<Bump> = diff.changes.iter().map(|change| change.bump).collect();
    assert_eq!(bumps, [Bump::Major, Bump::Minor], "{diff}");
    assert_eq!(diff.to_json()["changes"][0]["kind"], "property-required");
    assert_eq!(diff.to_json()["bump"], "major");
    assert!(
        diff.to_markdown()
            .starts_with("**2 changes ask for a new major version**\n")
    );
}

#[test]
fn text_of_a_document_is_harmless_in_a_table() {
    let diff = diff(&[(
        "{text: {type: string}",
        "{text: {type: string}, \"a|b`\\u001b\": {type: string}",
    )]);
    let markdown = diff.to_markdown();
    assert!(markdown.contains("a\\|b'"), "{markdown}");
    assert!(
        !markdown.contains('\u{1b}') && !diff.to_string().contains('\u{1b}'),
        "{markdown}"
    );
}

/// Returns the one change of a kind.
#[track_caller]
fn only(diff: &Diff, kind: Kind) -> &specwright::Change {
    let found: Vec<_> = diff.changes.iter().filter(|change| change.kind == kind).collect();
    let [change] = found[..] else {
        panic!("{kind:?} is not found once:\n{diff}")
    };
    change
}

#[test]
fn the_user_and_the_owner_of_an_api_each_have_a_help() {
    let diff = diff(&[(
        "schema: {type: boolean}}]",
        "schema: {type: boolean}}, {name: tenant, in: query, required: true, schema: {type: string}}]",
    )]);
    let change = only(&diff, Kind::RequiredParameterAdded);
    assert_eq!(change.user_help, "pass `tenant` at calls of `add_note`");
    assert_eq!(
        change.owner_help,
        "make it optional, with a default on the server"
    );
    let text = change.to_string();
    assert!(
        text.ends_with(
            "   = help for the user: pass `tenant` at calls of `add_note`\n   = help for the owner: make it optional, with a default on the server"
        ),
        "{text}"
    );
    let json = &diff.to_json()["changes"][0]["help"];
    assert_eq!(json["user"], change.user_help);
    assert_eq!(json["owner"], change.owner_help);
    let markdown = diff.to_markdown();
    assert!(
        markdown.contains(
            "| pass `tenant` at calls of `add_note` | make it optional, with a default on the server |"
        ),
        "{markdown}"
    );
}
