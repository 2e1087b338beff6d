//! What is told and not changed.

use serde_json::json;

use crate::{Case, action, actions, document};

#[test]
fn undeclared_properties_are_told_and_added_where_that_is_asked_for() {
    let pet = "      {type: object, properties: {id: {type: string}}}";
    let traffic = [
        (
            "/v1/pets/1",
            200,
            "application/json",
            r#"{"id": "1", "cache_tokens": 5, "any": 1}"#,
        ),
        (
            "/v1/pets/1",
            200,
            "application/json",
            r#"{"id": "1", "any": "x"}"#,
        ),
    ];
    let case = Case::new(&document("3.0.3", pet)).har(&traffic);
    let learned = case.learn();
    assert_eq!(actions(&learned), []);
    assert!(
        learned.notes[1].contains("`cache_tokens` is not declared, and was there in 3 of 6"),
        "{:?}",
        learned.notes
    );
    let learned = case.learner.clone().add_properties(true).learn().unwrap();
    assert_eq!(
        actions(&learned),
        [action(
            "$.components.schemas.Pet",
            json!({ "properties": { "cache_tokens": { "type": "integer" } } })
        )]
    );
    assert!(
        learned.notes[0].contains("`any`") && learned.notes[0].contains("conflicting kinds"),
        "{:?}",
        learned.notes
    );
}

#[test]
fn what_was_seen_less_often_than_asked_for_is_told() {
    let pet = "      {type: object, properties: {a: {type: string}}}";
    let case =
        Case::new(&document("3.0.3", pet)).har(&[("/v1/pets/1", 200, "application/json", r#"{"a": null}"#)]);
    let learned = case.learner.clone().min_count(4).learn().unwrap();
    assert_eq!((learned.actions, learned.responses), (0, 3));
    assert_eq!(
        learned.notes,
        ["#/components/schemas/Pet/properties/a: `a` was null: seen only 3 times"]
    );
}

#[test]
fn a_value_whose_alternative_takes_too_many_steps_to_find_is_told() {
    let pet = "      {anyOf: [{type: array, items: {type: integer}}, {type: array, items: {type: string}}]}";
    let body = format!("[{}1]", "1,".repeat(400_000));
    let case =
        Case::new(&document("3.1.0", pet)).har(&[("/v1/pets/1", 200, "application/json", body.as_str())]);
    assert_eq!(
        case.learn().notes,
        [
            "#/components/schemas/Pet: it takes too many steps to find which alternative of the union values are, and they are not \
             looked into: array 3 times"
        ]
    );
}
