//! What a recorder writes down of bodies, and what it never does.

mod bounds;

use super::*;

/// `GET /pets` responds with `{pets: [Pet], page: {cursor}, by_id: {*: Pet}}`, 404 with nothing.
const TABLE: &str = r##"{
    "operations": [{
        "id": "listPets",
        "at": "#/paths/~1pets/get",
        "responses": [
            { "status": "200", "content": [{ "media_type": "application/json", "at": "#/o/schema", "schema": 0 }] },
            { "status": "404", "content": [] }
        ]
    }],
    "nodes": [
        { "at": "#/o/schema", "type": "object", "properties": { "pets": 1, "by_id": 6, "either": 7 } },
        { "at": "/properties/pets", "within": 0, "type": "array", "items": 2 },
        { "at": "#/Pet", "type": "object", "required": ["id", "name"],
          "properties": { "id": 3, "name": 4, "kind": 5 } },
        { "at": "#/Pet/properties/id", "type": "integer" },
        { "at": "#/Pet/properties/name", "type": "string" },
        { "at": "#/Pet/properties/kind", "type": "string", "enum": ["cat", "dog"], "nullable": true },
        { "at": "/properties/by_id", "within": 0, "type": "object", "additional": { "schema": 2 } },
        { "at": "/properties/either", "within": 0, "one": [8, 9] },
        { "at": "#/Left", "type": "object", "required": ["left"], "properties": { "left": 3 } },
        { "at": "#/Right", "type": "object", "required": ["right"], "properties": { "right": 3 } }
    ]
}"##;

fn recorder() -> Recorder {
    Recorder::new(TABLE).expect("a table")
}

/// Returns what is written of responses with these bodies but what only counts, a line each: path, what, place and count.
fn seen(bodies: &[&str]) -> Vec<String> {
    let recorder = recorder();
    for body in bodies {
        recorder.record(
            "listPets",
            200,
            "application/json; charset=utf-8",
            Some(body.as_bytes()),
        );
    }
    let records = recorder.records().into_iter();
    records
        .filter(|record| !matches!(record.seen, Seen::Response | Seen::Object))
        .map(|record| {
            let what = match record.seen {
                Seen::Value { kind } => kind.name().to_owned(),
                Seen::Missing { name } => format!("missing {name}"),
                Seen::Undeclared { name, kind } => {
                    format!("undeclared {} {}", name.as_deref().unwrap_or("*"), kind.name())
                }
                Seen::UnknownValue { value } => format!("value {}", value.as_deref().unwrap_or("*")),
                Seen::NoAlternative { kind } => format!("no alternative {}", kind.name()),
                other => format!("{other:?}"),
            };
            format!("{} {what} {} {}", record.path, record.at, record.count)
        })
        .collect()
}

#[test]
fn kinds_are_counted_by_path_and_place() {
    let body = r#"{"pets": [{"id": 1, "name": "Tom"}, {"id": 2, "name": null}], "by_id": {"4111 1111": {"id": 3, "name": "x"}}}"#;
    assert_eq!(
        seen(&[body]),
        [
            "$ object #/o/schema 1",
            "$.by_id object #/o/schema/properties/by_id 1",
            "$.by_id.* object #/o/schema/properties/by_id/additionalProperties 1",
            "$.by_id.*.id integer #/Pet/properties/id 1",
            "$.by_id.*.name string #/Pet/properties/name 1",
            "$.pets array #/o/schema/properties/pets 1",
            "$.pets[*] object #/o/schema/properties/pets/items 2",
            "$.pets[*].id integer #/Pet/properties/id 2",
            "$.pets[*].name null #/Pet/properties/name 1",
            "$.pets[*].name string #/Pet/properties/name 1",
        ]
    );
}

#[test]
fn what_is_missing_undeclared_or_unknown_is_told() {
    let body = r#"{"pets": [{"id": "1", "kind": "parrot", "cache_tokens": 7, "sk_live_4eC39HqLyjWDarj": true}], "either": {"right": 1}}"#;
    let told = seen(&[body]);
    for expected in [
        "$.pets[*] missing name #/Pet 1",
        "$.pets[*] undeclared cache_tokens integer #/Pet 1",
        "$.pets[*] undeclared * boolean #/Pet 1",
        "$.pets[*].kind value parrot #/Pet/properties/kind 1",
        "$.pets[*].id string #/Pet/properties/id 1",
        "$.either.right integer #/Right/properties/right 1",
    ] {
        assert!(told.iter().any(|line| line == expected), "{expected}: {told:#?}");
    }
}

#[test]
fn a_null_that_is_described_is_nothing_to_tell() {
    let told = seen(&[r#"{"pets": [{"id": 1, "name": "Tom", "kind": null}]}"#]);
    assert!(told.iter().all(|line| !line.contains("null")), "{told:#?}");
}

#[test]
fn a_value_of_no_alternative_is_told_as_a_kind() {
    let told = seen(&[r#"{"either": 5}"#, r#"{"either": {"neither": 1}}"#]);
    assert!(
        told.contains(&"$.either no alternative integer #/o/schema/properties/either 1".to_owned()),
        "{told:#?}"
    );
    assert!(
        told.contains(&"$.either no alternative object #/o/schema/properties/either 1".to_owned()),
        "{told:#?}"
    );
}

#[test]
fn statuses_and_media_types_that_are_not_described_are_told_with_the_shape_of_their_json() {
    let recorder = recorder();
    recorder.record("listPets", 503, "text/html", Some(b"<p>secret text</p>"));
    recorder.record(
        "listPets",
        404,
        "application/json",
        Some(br#"{"error": {"code": 7}}"#),
    );
    recorder.record("listPets", 200, "application/json", Some(b"{"));
    recorder.record("listPets", 200, "x/sk_live_4eC39HqLyjWDarj", Some(b"{}"));
    recorder.record("unknown", 200, "application/json", Some(b"{}"));
    let lines = recorder.to_json_lines();
    for expected in [
        r##"{"operation":"listPets","status":503,"media_type":"text/html","at":"#/paths/~1pets/get","seen":"undocumented-status","count":1}"##,
        r##""media_type":"application/json","at":"#/paths/~1pets/get","seen":"undocumented-media-type","count":1"##,
        r##""path":"$.error.code","seen":"value","kind":"integer","count":1"##,
        r##""at":"#/o/schema","seen":"not-json","count":1"##,
        r##""status":200,"media_type":"*/*""##,
    ] {
        assert!(lines.contains(expected), "{expected}\n{lines}");
    }
    assert!(!lines.contains("unknown") && !lines.contains("secret"), "{lines}");
}

#[test]
fn no_value_no_key_of_a_map_and_no_credential_is_written() {
    let recorder = recorder();
    let body = br#"{"pets": [{"id": 424242, "name": "Plantedname", "kind": "plantedcredential", "plantedcredential": 1,
        "a b": "planted value", "4242 4242": {"plantedkey": 1}}], "by_id": {"plantedkey": {"name": "planted"}}}"#;
    let is_secret = |text: &str| text == "plantedcredential";
    recorder.response("listPets", 200, "application/json", Some(body), &is_secret);
    recorder.response(
        "listPets",
        500,
        "application/plantedcredential",
        Some(body),
        &is_secret,
    );
    let lines = recorder.to_json_lines();
    // Without a description, what looks like a name is one.
    let described: Vec<&str> = lines
        .lines()
        .filter(|line| line.contains("\"status\":200"))
        .collect();
    let described = described.join("\n").to_ascii_lowercase();
    assert!(
        !described.contains("planted") && !described.contains("4242"),
        "{described}"
    );
    assert!(
        !lines.contains("plantedcredential") && !lines.contains("4242"),
        "{lines}"
    );
    assert!(!format!("{recorder:?}").contains("planted"));
}

#[test]
fn records_that_are_written_are_read_and_added() {
    let one = recorder();
    one.record(
        "listPets",
        200,
        "application/json",
        Some(br#"{"pets": [{"id": 1}]}"#),
    );
    let text = one.to_json_lines();
    one.read(&text).expect("records");
    assert_eq!(one.records()[0].count, 2);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("traffic.jsonl");
    one.write_to(&path).expect("a file");
    let other = recorder();
    other
        .read(&std::fs::read_to_string(&path).expect("the file"))
        .expect("records");
    assert_eq!(other.records(), one.records());
    assert_eq!(
        std::fs::read_dir(folder.path()).expect("a folder").count(),
        1,
        "nothing is left beside it"
    );
}

#[test]
fn what_is_no_record_is_an_error_with_its_line_that_shows_nothing_of_it() {
    let header = "{\"specwright_records\":1}\n";
    let long = format!("{header}{{\"operation\":\"{}\"}}\n", "planted".repeat(20_000));
    for (text, line) in [
        ("", 1),
        ("planted\n", 1),
        ("{\"specwright_records\":2}\n", 1),
        (&format!("{header}planted\n"), 2),
        (
            &format!(
                "{header}\n{{\"operation\":\"planted\",\"status\":1,\"seen\":\"response\",\"count\":1}}\n"
            ),
            3,
        ),
        (
            &format!("{header}{{\"operation\":\"a\",\"status\":200,\"seen\":\"planted\",\"count\":1}}\n"),
            2,
        ),
        (
            &format!("{header}{{\"operation\":\"a\",\"status\":200,\"seen\":\"response\",\"count\":-1}}\n"),
            2,
        ),
        (
            &format!(
                "{header}{{\"operation\":\"a\",\"status\":200,\"path\":\"$.planted text\",\"seen\":\"response\",\"count\":1}}\n"
            ),
            2,
        ),
        (&format!("{header}{}", "[".repeat(60_000)), 2),
        (&long, 2),
    ] {
        let error = recorder().read(text).expect_err("no records");
        assert_eq!(error.line(), line, "{error}");
        assert!(!error.to_string().contains("planted"), "{error}");
    }
}

#[test]
fn a_file_brings_no_text_that_a_recorder_would_not_write() {
    let recorder = recorder();
    let line = r##"{"operation":"listPets","status":200,"at":"#/Pet","seen":"undeclared","name":"a secret value","kind":"string","count":18446744073709551615}"##;
    recorder
        .read(&format!("{{\"specwright_records\":1}}\n{line}\n{line}\n"))
        .expect("records");
    assert_eq!(
        recorder.records()[0].seen,
        Seen::Undeclared {
            name: None,
            kind: Kind::String
        }
    );
    assert_eq!(recorder.records()[0].count, u64::MAX);
}

#[test]
fn a_media_type_that_the_document_names_keeps_its_name_whatever_it_looks_like() {
    let table = TABLE.replacen("application/json", "application/vnd.a1.b2.c3d4+json; v=1", 1);
    let recorder = Recorder::new(&table).expect("a table");
    recorder.record("listPets", 200, "application/vnd.a1.b2.c3d4+json", Some(b"{}"));
    let text = recorder.to_json_lines();
    assert!(
        text.contains("vnd.a1.b2.c3d4+json") && !text.contains("undocumented"),
        "{text}"
    );
    let other = Recorder::new(TABLE).expect("a table");
    other.read(&text).expect("records");
    assert!(
        !other.to_json_lines().contains("vnd"),
        "{}",
        other.to_json_lines()
    );
}

#[test]
fn shapes_beyond_the_limit_are_counted() {
    let recorder = Recorder::with_max_shapes(TABLE, 2).expect("a table");
    recorder.record(
        "listPets",
        200,
        "application/json",
        Some(br#"{"pets": [{"id": 1}]}"#),
    );
    assert_eq!(recorder.records().len(), 2);
    assert!(recorder.dropped() > 0);
    assert!(
        recorder
            .to_json_lines()
            .starts_with("{\"specwright_records\":1,\"dropped\":")
    );
}

#[test]
fn a_union_that_holds_itself_and_a_deep_body_end() {
    let table = r##"{"operations": [{"id": "a", "at": "#", "responses": [{"status": "default", "content": [
        {"media_type": "application/json", "at": "#/s", "schema": 0}]}]}],
        "nodes": [{"at": "#/s", "any": [0, 0, 1], "all": [0]}, {"at": "#/t", "type": "array", "items": 0}]}"##;
    let recorder = Recorder::new(table).expect("a table");
    let deep = format!("{}{}", "[".repeat(100), "]".repeat(100));
    let too_deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    let wide = format!("[{}1]", "[1],".repeat(100_000));
    for body in [&deep, &too_deep, &wide] {
        recorder.record("a", 200, "application/json", Some(body.as_bytes()));
    }
    assert!(
        recorder
            .records()
            .iter()
            .any(|record| record.seen == Seen::NotJson)
    );
}

#[test]
fn a_table_that_names_what_it_does_not_have_is_an_error() {
    for table in [
        "",
        "[]",
        r##"{"operations": [], "nodes": [{"at": "#", "items": 1}]}"##,
        r##"{"operations": [], "nodes": [{"at": "#", "within": 0}]}"##,
    ] {
        assert!(Recorder::new(table).is_err(), "{table}");
    }
}
