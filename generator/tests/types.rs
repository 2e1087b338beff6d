//! What schemas become.

use specwright::Generator;

/// Generates the client of a document with a schema `Thing` that has one property, `it`, beside `User`.
fn client(it: &str) -> String {
    let document = format!(
        "openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\npaths:\n  /thing:\n    get:\n      operationId: thing\n      \
         responses:\n        '200':\n          description: a thing\n          content: {{ application/json: {{ schema: \
         {{ $ref: '#/components/schemas/Thing' }} }} }}\ncomponents:\n  schemas:\n    Thing:\n      type: object\n      \
         required: [it]\n      properties:\n        it: {it}\n    User:\n      type: object\n      properties:\n        \
         name: {{ type: string }}\n    Extended:\n      allOf:\n        - $ref: '#/components/schemas/User'\n        - type: \
         object\n          properties:\n            more: {{ type: string }}\n"
    );
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("thing.yaml");
    std::fs::write(&path, document).expect("a document");
    Generator::new(path).generate().expect("a client").client
}

const USER: &str = "{ $ref: '#/components/schemas/User' }";

#[test]
fn a_reference_with_annotations_is_the_type_that_it_refers_to() {
    for (it, ty) in [
        (
            format!("{{ allOf: [{USER}, {{ nullable: true }}] }}"),
            "Option<User>",
        ),
        (format!("{{ allOf: [{{ description: who }}, {USER}] }}"), "User"),
        (
            format!("{{ allOf: [{USER}, {{ readOnly: true, example: 1, deprecated: true, title: T }}] }}"),
            "User",
        ),
        (
            format!("{{ allOf: [{USER}], nullable: true, description: who }}"),
            "Option<User>",
        ),
        (
            format!("{{ oneOf: [{USER}], nullable: true, readOnly: true }}"),
            "Option<User>",
        ),
        (
            format!("{{ anyOf: [{USER}, {{ nullable: true, deprecated: true }}] }}"),
            "Option<User>",
        ),
    ] {
        let client = client(&it);
        assert!(client.contains(&format!("pub it: {ty},")), "{it}\n{client}");
        assert!(!client.contains("pub struct ThingIt"), "{it}\n{client}");
    }
}

#[test]
fn that_it_is_an_object_adds_nothing_to_the_reference_of_an_object() {
    let extended = "{ $ref: '#/components/schemas/Extended' }";
    for (it, ty) in [
        (
            format!("{{ allOf: [{USER}, {{ type: object, nullable: true }}] }}"),
            "Option<User>",
        ),
        (format!("{{ allOf: [{{ type: object }}, {USER}] }}"), "User"),
        (format!("{{ type: object, allOf: [{USER}] }}"), "User"),
        (
            format!("{{ type: object, nullable: true, allOf: [{extended}] }}"),
            "Option<Extended>",
        ),
    ] {
        let client = client(&it);
        assert!(client.contains(&format!("pub it: {ty},")), "{it}\n{client}");
    }
}

#[test]
fn references_with_annotations_are_seen_through_lists_and_maps() {
    for (it, ty) in [
        (
            format!("{{ type: array, items: {{ allOf: [{USER}, {{ type: object, nullable: true }}] }} }}"),
            "Vec<Option<User>>",
        ),
        (
            format!(
                "{{ type: object, additionalProperties: {{ allOf: [{USER}, {{ description: who, nullable: true }}] }} }}"
            ),
            "Map<Option<User>>",
        ),
    ] {
        let client = client(&it);
        assert!(client.contains(&format!("pub it: {ty},")), "{it}\n{client}");
    }
}

#[test]
fn annotations_in_a_part_describe_the_property() {
    let client = client(&format!(
        "{{ allOf: [{USER}, {{ type: object, description: Who made it., deprecated: true }}] }}"
    ));
    assert!(client.contains("/// Who made it."), "{client}");
    assert!(client.contains("/// **Deprecated.**"), "{client}");
}

#[test]
fn alternatives_that_only_say_what_a_property_is_are_named_after_that() {
    let armor = |name: &str| {
        format!(
            "{{ type: object, properties: {{ value: {{ type: number }}, type: {{ type: string, enum: [{name}] }} }} }}"
        )
    };
    let client = client(&format!("{{ oneOf: [{}, {}] }}", armor("dex"), armor("natural")));
    let variants = "pub enum ThingIt {\n        Dex(ThingItDex),\n        Natural(ThingItNatural),\n    }";
    assert!(client.contains(variants), "{client}");
}

#[test]
fn formats_that_go_by_another_name_have_their_types() {
    for (it, ty) in [
        ("{ type: string, format: guid }", "Uuid"),
        ("{ type: integer, format: unsigned64 }", "u64"),
        ("{ type: number, format: int32 }", "f64"),
        ("{ type: number, format: int64 }", "i64"),
        ("{ type: number, format: int64, example: 0.5 }", "f64"),
        ("{ type: number, enum: [0, 1, 2] }", "ThingIt"),
    ] {
        let client = client(it);
        assert!(client.contains(&format!("pub it: {ty},")), "{it}\n{client}");
    }
}
