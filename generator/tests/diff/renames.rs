//! What is called otherwise, and is the same.

use specwright::{Bump, ChangeKind as Kind, Code, Generator};

use super::{diff, only};

/// Compares the document with one whose schema `Album` has another name, by settings that know both.
#[test]
fn a_rename_for_one_of_the_documents_counts() {
    let folder = tempfile::tempdir().expect("a folder");
    let document = |name: &str, schema: &str| {
        let path = folder.path().join(name);
        let text = format!(
            "{{openapi: 3.1.0, info: {{title: Albums, version: '1'}}, paths: {{/album: {{get: {{operationId: getAlbum, responses: {{'200': \
             {{description: An album, content: {{application/json: {{schema: {{$ref: '#/components/schemas/{schema}'}}}}}}}}}}}}}}}}, components: \
             {{schemas: {{{schema}: {{type: object, properties: {{title: {{type: string}}}}}}}}}}}}"
        );
        std::fs::write(&path, text).expect("a file");
        Generator::new(path)
    };
    let (old, new) = (document("old.yaml", "Album"), document("new.yaml", "Record"));
    let without = specwright::diff(&old, &new).expect("both documents are right");
    assert_eq!(without.bump, Bump::Major, "{without}");

    let rename = |generator: &Generator| generator.clone().rename("Record", "Album");
    let with = specwright::diff(&rename(&old), &rename(&new)).expect("a rename fits one of them");
    assert_ne!(with.bump, Bump::Major, "{with}");
    let with = specwright::diff(&rename(&new), &rename(&old)).expect("whichever is the old one");
    assert_ne!(with.bump, Bump::Major, "{with}");

    let misspelt = |generator: &Generator| generator.clone().rename("Recrod", "Album");
    let error = specwright::diff(&misspelt(&old), &misspelt(&new)).expect_err("it fits none of them");
    assert!(error.to_string().contains("cannot rename `Recrod`"), "{error}");
}

/// What becomes of `Received` with another name.
const RENAMED: [(&str, &str); 3] = [
    ("    Received:\n", "    Note:\n"),
    (
        "'#/components/schemas/Received'}}}}\n  /notes/{id}:",
        "'#/components/schemas/Note'}}}}\n  /notes/{id}:",
    ),
    (
        "'#/components/schemas/Received'}}}}\ncomponents:",
        "'#/components/schemas/Note'}}}}\ncomponents:",
    ),
];

#[test]
fn a_schema_with_another_name_is_one_change_with_the_line_that_keeps_the_old_one() {
    let diff = diff(&RENAMED);
    // The enum of its property `state` is called otherwise with it.
    let [change] = &diff.changes[..] else {
        panic!("{diff}")
    };
    assert_eq!(change.kind, Kind::TypeRenamed);
    assert_eq!(change.subject, "schema `Received`");
    assert_eq!(
        change.message,
        "the type `Received` has another name: it is `Note` now"
    );
    assert_eq!(change.code, [Code::Names]);
    assert_eq!(
        change.user_help,
        "use the new name, or keep the old one by `rename = { Note = \"Received\" }`, or in its line of `specwright.lock`"
    );
}

#[test]
fn what_else_changes_of_a_schema_with_another_name_is_told_besides() {
    let mut edits = RENAMED.to_vec();
    edits.push((
        "{title: {type: string}",
        "{title: {type: string}, more: {type: string}",
    ));
    let grown = diff(&edits);
    let kinds: Vec<Kind> = grown.changes.iter().map(|change| change.kind).collect();
    assert_eq!(kinds, [Kind::TypeRenamed, Kind::PropertyAdded], "{grown}");

    // What has no property in common is another schema.
    edits.truncate(3);
    edits.push(("required: [title]", "required: [name]"));
    edits.push((
        "{title: {type: string}, width: {type: integer, format: int32}, state: {type: string, enum: [c, d]}}",
        "{name: {type: string}}",
    ));
    let other = diff(&edits);
    only(&other, Kind::TypeAdded);
    assert!(
        other
            .changes
            .iter()
            .any(|change| change.kind == Kind::TypeRemoved),
        "{other}"
    );
}

#[test]
fn an_operation_with_another_name_has_the_line_that_keeps_the_old_one() {
    let diff = diff(&[("operationId: getNote", "operationId: readNote")]);
    let change = only(&diff, Kind::OperationRenamed);
    assert_eq!(
        change.user_help,
        "call `read_note` in place of `get_note`, or keep the old name by `rename = { readNote = \"get_note\" }`"
    );
}
