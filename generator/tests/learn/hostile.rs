//! Traffic from anybody.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use specwright::Error;

use crate::{Case, actions, document};

#[test]
fn no_value_of_a_response_or_a_request_is_in_what_comes_out() {
    let pet = "      {type: object, required: [id], properties: {id: {type: integer}, kind: {type: string, enum: [cat]},
        by: {type: object, additionalProperties: {type: string}}, any: {oneOf: [{type: string}, {type: integer}]}}}";
    let body = r#"{"id": "planted 1", "kind": "planted 2", "by": {"planted3": 4242}, "any": ["planted4"],
        "planted 5": "planted6", "planted-7f3a9b2c": 1}"#;
    let traffic = [
        (
            "/v1/pets/planted8?key=planted9",
            200,
            "application/json; p=planted10",
            body,
        ),
        ("/v1/pets/planted8", 200, "application/json", "planted11"),
        ("/v1/pets/planted8", 500, "text/planted9x8y7", "planted12"),
        ("/planted13", 200, "application/json", body),
    ];
    let learned = Case::new(&document("3.0.3", pet)).har(&traffic).learn();
    let all = format!("{learned:?}");
    assert!(!all.contains("planted") && !all.contains("4242"), "{all}");
    assert!(learned.notes.len() >= 5, "{:?}", learned.notes);
}

fn wrong(name: &str, text: &str) -> (PathBuf, usize, String) {
    let case = Case::new(&document("3.0.3", "      {type: object}")).file(name, text);
    let error = case.learner.learn().expect_err("an error");
    assert!(!error.to_string().contains("planted"), "{error}");
    match error {
        Error::Traffic {
            path, line, message, ..
        } => (path, line, message),
        other => panic!("{other}"),
    }
}

#[test]
fn what_is_no_har_file_is_an_error_with_its_line_that_shows_nothing_of_it() {
    for (text, line) in [
        ("", 1),
        ("planted", 1),
        ("{}", 1),
        ("{\"log\": {}}", 1),
        ("{\"log\": {\"entries\": {}}}", 1),
        ("{\"log\":\n{\"entries\":\n[\"planted\"]}}", 3),
        (
            "{\"log\": {\"entries\": [\n{\"request\": {\"method\": \"GET\", \"url\": 1}}]}}",
            2,
        ),
        (
            "{\"log\": {\"entries\": [{\"request\": {\"method\": \"GET\", \"url\": \"planted\"},\n\"response\": {\"status\": \"planted\"}}]}}",
            2,
        ),
        ("{\"log\": {\"entries\": []}}\nplanted", 2),
        (&format!("{{\"log\":\n{}", "[".repeat(1_000_000)), 2),
        (
            &format!("{{\"log\":\n{{\"x\": {}", "{\"a\":".repeat(1_000_000)),
            2,
        ),
        (&format!("{{\"{}\": 1}}", "planted".repeat(800_000)), 1),
    ] {
        let (path, found, message) = wrong("traffic.har", text);
        assert_eq!(path.file_name(), Path::new("traffic.har").file_name());
        assert_eq!(found, line, "{message}");
    }
}

#[test]
fn hostile_traffic_ends_and_changes_nothing() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let key = "planted".repeat(800_000);
    let wide = format!(
        "{{\"{key}\": 1, {}}}",
        (0..50_000)
            .map(|n| format!("\"k{n}\": {n}"))
            .collect::<Vec<_>>()
            .join(",")
    );
    let numbers = format!("{{\"a\": {}}}", "9".repeat(100_000));
    let bodies = [deep.as_str(), wide.as_str(), numbers.as_str(), "\u{0}", ""];
    let traffic: Vec<_> = bodies
        .iter()
        .map(|body| ("/v1/pets/1", 200, "application/json", *body))
        .collect();
    let learned = Case::new(&document(
        "3.0.3",
        "      {type: object, properties: {a: {type: number}}}",
    ))
    .har(&traffic)
    .learn();
    assert_eq!(learned.actions, 0, "{}", learned.overlay);
    assert!(
        learned.notes.iter().all(|note| note.len() < 500),
        "{:?}",
        learned.notes
    );
}

#[test]
fn records_of_any_origin_change_only_what_the_document_has() {
    let header = "{\"specwright_records\":1,\"dropped\":7}\n";
    let lines = [
        r##"{"operation":"planted","status":200,"at":"#/nowhere","seen":"value","kind":"null","count":9}"##,
        r##"{"operation":"planted","status":200,"at":"#/info","seen":"response","count":18446744073709551615}"##,
        r##"{"operation":"planted","status":200,"at":"7#/info","seen":"value","kind":"null","count":18446744073709551615}"##,
        r##"{"operation":"getPet","status":200,"at":"#/components/schemas/Pet","seen":"missing","name":"planted","count":9}"##,
        r##"{"operation":"getPet","status":200,"at":"#/components/schemas/Pet","seen":"unknown-value","value":"planted value","count":9}"##,
        r##"{"operation":"getPet","status":200,"path":"$['planted']","at":"#/paths","seen":"value","kind":"null","count":9}"##,
        r##"{"operation":"getPet","status":999,"media_type":"planted","path":"$.planted","seen":"value","kind":"null","count":9}"##,
    ];
    let learned = Case::new(&document("3.1.0", "      {type: object}"))
        .file("records.jsonl", &format!("{header}{}\n", lines.join("\n")))
        .learn();
    assert_eq!(learned.actions, 0, "{}", learned.overlay);
    assert!(!format!("{learned:?}").contains("planted"), "{:?}", learned.notes);
    assert!(
        learned
            .notes
            .iter()
            .any(|note| note == "7 observations were dropped by recorders that were full")
    );
}

/// Returns a file of records: 100 responses of `getPet`, and what was seen at a place.
fn records(at: &str, seen: &[Value]) -> String {
    let record = |at: &str, path: &str, seen: &Value| {
        let mut record = json!({
            "operation": "getPet", "status": 200, "media_type": "application/json", "path": path, "at": at, "count": 100
        });
        let fields = seen.as_object().expect("an object").clone();
        record.as_object_mut().expect("an object").extend(fields);
        format!("{record}\n")
    };
    let responses = record("#/paths/~1pets~1{id}/get", "", &json!({ "seen": "response" }));
    let seen: String = seen.iter().map(|seen| record(at, "$", seen)).collect();
    format!("{{\"specwright_records\":1}}\n{responses}{seen}")
}

#[test]
fn records_from_anybody_change_nothing_but_what_describes_responses() {
    let document = format!(
        "{}\n{}",
        document("3.1.0", "      {type: object, properties: {state: {enum: [a]}}}"),
        "x-servers: {region: {enum: [eu]}}"
    )
    .replace(
        "servers: [{url: 'https://api.example.com/v1'}]",
        "servers: [{url: 'https://{region}.example.com', variables: {region: {default: eu, enum: [eu]}}}]",
    );
    let seen = [
        json!({ "seen": "value", "kind": "null" }),
        json!({ "seen": "value", "kind": "boolean" }),
        json!({ "seen": "object" }),
        json!({ "seen": "missing", "name": "id" }),
        json!({ "seen": "undeclared", "name": "evil", "kind": "string" }),
        json!({ "seen": "unknown-value", "value": "evil.example" }),
    ];
    for at in [
        "#",
        "#/info",
        "#/servers/0/variables/region",
        "#/x-servers/region",
        "#/paths",
        "#/paths/~1pets~1{id}/get/responses",
        "#/paths/~1pets~1{id}/get/parameters/0/schema",
        "#/components/schemas",
        "#/components/schemas/Owner",
        "#/components/schemas/Pet/properties",
        "#/components/schemas/Pet/properties/state/enum/0",
    ] {
        let mut case = Case::new(&document).file("records.jsonl", &records(at, &seen));
        case.learner = case.learner.add_properties(true);
        let learned = case.learn();
        assert_eq!(learned.actions, 0, "{at}: {}", learned.overlay);
        assert!(
            learned.notes[0].contains("where the document's first file describes no response"),
            "{at}: {:?}",
            learned.notes
        );
    }
    let place = "#/components/schemas/Pet/properties/state";
    let learned = Case::new(&document)
        .file("records.jsonl", &records(place, &seen[5..]))
        .learn();
    assert_eq!(
        actions(&learned),
        [(
            "$.components.schemas.Pet.properties.state".to_owned(),
            json!({ "enum": ["evil.example"] })
        )]
    );
}

#[test]
fn names_of_the_document_do_nothing_in_a_terminal() {
    let pet = "      {type: object, properties: {\"a\\n\\e[31m\\u202e\": {type: string}}}";
    let place = "#/components/schemas/Pet/properties/a\n\u{1b}[31m\u{202e}";
    let seen = [
        json!({ "seen": "value", "kind": "boolean" }),
        json!({ "seen": "no-alternative", "kind": "null" }),
    ];
    let learned = Case::new(&document("3.1.0", pet))
        .file("records.jsonl", &records(place, &seen))
        .learn();
    assert_eq!(learned.actions, 2, "{}", learned.overlay);
    assert_eq!(learned.notes.len(), 1);
    let is_hidden = |character: char| character.is_control() || character == '\u{202e}';
    assert!(!learned.notes[0].contains(is_hidden), "{:?}", learned.notes);
    for (target, _) in actions(&learned) {
        assert!(!target.contains(is_hidden), "{target:?}");
    }
}

#[test]
fn a_file_of_any_number_of_differences_gives_an_overlay_that_is_bounded() {
    let word = |mut number: usize| {
        let mut word = String::from("name-");
        for _ in 0..5 {
            word.push(char::from(b'a' + (number % 10) as u8));
            number /= 10;
        }
        word
    };
    let seen: Vec<Value> = (0..12_000)
        .map(|number| json!({ "seen": "undeclared", "name": word(number), "kind": "string" }))
        .collect();
    let records = records("#/components/schemas/Pet", &seen);
    let pet = "      {type: object, properties: {id: {type: string}}}";
    let case = Case::new(&document("3.1.0", pet)).file("records.jsonl", &records);
    let learned = case.learner.clone().add_properties(true).learn().unwrap();
    assert_eq!(learned.actions, 10_000);
    assert!(
        learned.notes[0].starts_with("2,001 more differences"),
        "{:?}",
        learned.notes
    );
    let learned = case.learner.learn().unwrap();
    assert_eq!((learned.actions, learned.notes.len()), (0, 10_001));
}

#[test]
fn a_body_that_is_cut_within_a_character_is_no_json_and_the_file_is_read() {
    let entry = |text: &str| {
        format!(
            r#"{{"request": {{"method": "GET", "url": "https://api.example.com/v1/pets/7"}}, "response": {{"status": 200, "content": {{"mimeType": "application/json", "size": 1e30, "text": "{text}"}}}}}}"#
        )
    };
    let null = entry(r#"{\"id\": null}"#);
    let entries = [null.clone(), null.clone(), null, entry(r#"{\"id\": \"\ud83d"#)].join(",");
    let pet = "      {type: object, properties: {id: {type: string}}}";
    let learned = Case::new(&document("3.0.3", pet))
        .file("a.har", &format!(r#"{{"log": {{"entries": [{entries}]}}}}"#))
        .learn();
    assert_eq!((learned.responses, learned.actions), (4, 1));
    assert_eq!(
        learned.notes,
        ["`getPet`: status 200 with `application/json`, 4 times: 1 body is no JSON"]
    );
}

#[test]
fn a_har_file_of_many_requests_is_read_whatever_the_number_of_operations() {
    let paths: String = (0..1000)
        .map(|index| {
            format!("  /r{index}/{{a}}/x{{b}}:\n    get: {{responses: {{'200': {{description: ok}}}}}}\n")
        })
        .collect();
    let parameters = "parameters: [{name: a, in: path, required: true, schema: {type: string}}, {name: b, in: path, required: true, schema: {type: string}}]";
    let paths = paths.replace("get: {", &format!("get: {{{parameters}, "));
    let document = format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\nservers: [{{url: 'https://api.example.com'}}]\npaths:\n{paths}"
    );
    let entries: Vec<String> = (0..20_000)
        .map(|index| {
            format!(
                r#"{{"request": {{"method": "GET", "url": "https://api.example.com/r{}/7/x8"}}, "response": {{"status": 200}}}}"#,
                index % 1000
            )
        })
        .collect();
    let case = Case::new(&document).file(
        "a.har",
        &format!(r#"{{"log": {{"entries": [{}]}}}}"#, entries.join(",")),
    );
    let begun = std::time::Instant::now();
    let learned = case.learn();
    assert_eq!((learned.responses, learned.unmatched), (20_000, 0));
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
}
