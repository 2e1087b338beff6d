//! Names that a user chooses.

use specwright::{Error, Generator};

const DOCUMENT: &str = r##"
openapi: 3.1.0
info: { title: Pay, version: "1" }
servers:
  - { url: "https://api.example.com", description: Production }
tags: [{ name: payment intents }]
paths:
  /intents:
    post:
      operationId: PostPaymentIntentsV1
      tags: [payment intents]
      parameters:
        - $ref: "#/components/parameters/Idem"
        - { name: exp, in: query, schema: { type: string } }
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/payment_intent_2" } } } }
      responses:
        "200": { description: "", content: { application/json: { schema: { $ref: "#/components/schemas/payment_intent_2" } } } }
    get:
      operationId: list
      parameters: [{ $ref: "#/components/parameters/Idem" }]
      responses: { "200": { description: "", content: { application/json: { schema: { $ref: "#/components/schemas/Method" } } } } }
components:
  parameters:
    Idem: { name: idem, in: header, schema: { type: string } }
  securitySchemes:
    k1: { type: apiKey, in: header, name: x-key }
    k2: { type: apiKey, in: header, name: x-other }
  schemas:
    PaymentIntent: { type: object, properties: { old: { type: boolean } } }
    payment_intent_2:
      type: object
      required: [amt]
      properties:
        amt: { type: integer }
        st: { type: string, enum: [active, ACTIVE, "1"] }
        legacy: { $ref: "#/components/schemas/PaymentIntent" }
    Card: { type: object, required: [card], properties: { card: { type: string } } }
    Bank: { type: object, required: [bank], properties: { bank: { type: string } } }
    Method:
      oneOf:
        - $ref: "#/components/schemas/Card"
        - $ref: "#/components/schemas/Bank"
        - { type: string }
"##;

fn generate(set: impl FnOnce(Generator) -> Generator) -> Result<String, Error> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("pay.yaml");
    std::fs::write(&path, DOCUMENT).expect("a file");
    Ok(set(Generator::new(path)).generate()?.client)
}

fn assert_has(client: &str, texts: &[&str]) {
    for text in texts {
        assert!(client.contains(text), "no `{text}` in\n{client}");
    }
}

#[test]
fn an_operation_gives_its_name_to_its_types() {
    let client = generate(|generator| generator.rename("PostPaymentIntentsV1", "pay")).unwrap();
    assert_has(
        &client,
        &["pub fn pay(", "pub struct Pay", "type PayError", "\"POST\""],
    );
    assert!(!client.contains("PostPaymentIntentsV1Error"));
    let client = generate(|generator| generator.rename("POST /intents", "pay")).unwrap();
    assert_has(&client, &["pub fn pay("]);
}

#[test]
fn schemas_can_change_their_names() {
    let client = generate(|generator| {
        generator
            .rename("payment_intent_2", "PaymentIntent")
            .rename("PaymentIntent", "OldPaymentIntent")
    })
    .unwrap();
    assert_has(
        &client,
        &[
            "pub struct PaymentIntent {",
            "pub struct OldPaymentIntent {",
            "pub enum PaymentIntentSt {",
            "OldPaymentIntent>",
        ],
    );
}

#[test]
fn what_is_renamed_leaves_its_own_name_to_nobody() {
    let plain = generate(|generator| generator).unwrap();
    assert_has(&plain, &["    Active,", "    ACTIVE,"]);
    let client = generate(|generator| {
        generator.rename(
            "#/components/schemas/payment_intent_2/properties/st/enum/active",
            "On",
        )
    })
    .unwrap();
    assert_has(&client, &["    On,", "    ACTIVE,", "\"active\""]);
}

#[test]
fn places_name_fields_types_values_alternatives_and_parameters() {
    let client = generate(|generator| {
        generator
            .rename("#/components/schemas/payment_intent_2/properties/amt", "amount")
            .rename("#/components/schemas/payment_intent_2/properties/st", "Status")
            .rename(
                "#/components/schemas/payment_intent_2/properties/st/enum/1",
                "Done",
            )
            .rename("#/components/schemas/Method/oneOf/Card", "ByCard")
            .rename("#/components/schemas/Method/oneOf/string", "ById")
            .rename("#/paths/~1intents/post/parameters/exp", "expand")
            .rename("parameter:Idem", "idempotency_key")
            .rename("security:k1", "api_key")
            .rename("server:https://api.example.com", "Live")
            .rename("tag:payment intents", "payments")
            .tag_features(true)
    })
    .unwrap();
    assert_has(
        &client,
        &[
            "pub amount: i64",
            "amount = required \"amt\"",
            "pub enum Status {",
            "    Done,",
            "ByCard(Card)",
            "ById(String)",
            "pub fn expand(",
            "\"exp\"",
            "pub fn idempotency_key(",
            "api_key",
            "Live,",
            "feature = \"payments\"",
        ],
    );
    assert_eq!(client.matches("pub fn idempotency_key(").count(), 2);
}

#[test]
fn a_tag_and_its_operations_have_the_chosen_names_in_a_group() {
    let client = generate(|generator| {
        generator
            .group_by_tag(true)
            .rename("tag:payment intents", "payments")
            .rename("PostPaymentIntentsV1", "payment_intents_create")
    })
    .unwrap();
    assert_has(
        &client,
        &["pub fn payments(", "Payments", "pub fn payment_intents_create("],
    );
}

/// Returns what is wrong with names: `message; help`.
fn mistakes(renames: &[(&str, &str)]) -> Vec<String> {
    let error = generate(|generator| {
        let set = |generator: Generator, (item, name): &(&str, &str)| generator.rename(*item, *name);
        renames.iter().fold(generator, set)
    });
    let error = error.expect_err("names that can't be");
    let lines = error.diagnostics().iter().map(|diagnostic| {
        assert!(diagnostic.path.ends_with("rename.rs"), "{diagnostic}");
        assert!(diagnostic.position.is_some());
        let help = diagnostic.help.as_deref().unwrap_or_default();
        format!("{}; {help}", diagnostic.message)
    });
    lines.collect()
}

#[test]
fn what_is_not_there_or_can_not_be_is_an_error() {
    insta::assert_snapshot!(
        mistakes(&[
            ("PostPaymentIntentV1", "pay"),
            ("Payment", "Pay"),
            ("#/components/schemas/payment_intent_2/properties/amnt", "amount"),
            ("#/paths", "paths"),
            ("k1", "key"),
            ("tag:payment intents", "payments"),
            ("list", "a b"),
            ("list", "type"),
            ("list", "ListAll"),
            ("Card", "card"),
            ("Bank", "Card"),
            ("GET /intents", "builder"),
            ("#/components/schemas/payment_intent_2/properties/amt", "st"),
        ])
        .join("\n")
    );
    insta::assert_snapshot!(
        mistakes(&[
            ("Card", "PostPaymentIntentsV1Error"),
            ("list", "post_payment_intents_v1"),
            ("#/components/schemas/Method/oneOf/Card", "Bank"),
            ("#/components/schemas/Method/oneOf/Bank", "Card"),
            ("#/components/schemas/Method/oneOf/string", "Card"),
            ("PaymentIntent", "A"),
            ("schema:PaymentIntent", "B"),
        ])
        .join("\n")
    );
}
