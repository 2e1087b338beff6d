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

/// The document with a body that is described where it is used: an object in an object in an object.
const NESTED: &str = r##"
openapi: 3.1.0
info: { title: Pay, version: "1" }
paths:
  /intents:
    post:
      operationId: postIntents
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                card:
                  type: object
                  properties:
                    checks: { type: object, properties: { cvc: { type: string, enum: [pass, fail] } } }
                    networks: { type: array, items: { type: object, properties: { name: { type: string } } } }
                bank: { type: object, properties: { code: { type: string } } }
      responses: { "204": { description: "" } }
"##;

const NESTED_CARD: &str =
    "type:#/paths/~1intents/post/requestBody/content/application~1json/schema/properties/card";

/// Returns the names of the types of a client.
fn types(client: &str) -> Vec<&str> {
    let types = client.split("pub mod types").nth(1).expect("types");
    let items = types.lines().filter_map(|line| {
        let item = line.trim().strip_prefix("pub ")?;
        item.strip_prefix("struct ")
            .or_else(|| item.strip_prefix("enum "))
    });
    items.map(|item| item.trim_end_matches(" {")).collect()
}

#[test]
fn what_is_within_a_type_is_named_after_its_new_name() {
    let renamed = |text: &str, renames: &[(&str, &str)]| {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("pay.yaml");
        std::fs::write(&path, text).expect("a file");
        let set = |generator: Generator, (item, name): &(&str, &str)| generator.rename(*item, *name);
        let generator = renames.iter().fold(Generator::new(path), set);
        let client = generator.generate().expect("a client").client;
        types(&client).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(
        renamed(NESTED, &[]),
        [
            "PostIntentsBody",
            "PostIntentsBodyBank",
            "PostIntentsBodyCard",
            "PostIntentsBodyCardChecks",
            "PostIntentsBodyCardChecksCvc",
            "PostIntentsBodyCardNetwork",
        ]
    );
    let followed = [
        "CardDetails",
        "CardDetailsChecks",
        "CardDetailsChecksCvc",
        "CardDetailsNetwork",
        "PostIntentsBody",
        "PostIntentsBodyBank",
    ];
    assert_eq!(renamed(NESTED, &[(NESTED_CARD, "CardDetails")]), followed);
    let in_document = NESTED.replace("card:\n", "card:\n                  x-rust-name: CardDetails\n");
    assert_eq!(renamed(&in_document, &[]), followed);
    let checks = format!("{NESTED_CARD}/properties/checks");
    assert_eq!(
        renamed(NESTED, &[(NESTED_CARD, "CardDetails"), (&checks, "Checks")])[..3],
        ["CardDetails", "CardDetailsNetwork", "Checks"],
    );
}

#[test]
fn the_name_of_a_renamed_inline_type_goes_to_nobody() {
    let twice = NESTED.replace(
        "                bank: {",
        "                Card: { type: object, properties: { other: { type: string } } }\n                bank: {",
    );
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("pay.yaml");
    std::fs::write(&path, twice).expect("a file");
    let plain = Generator::new(&path).generate().expect("a client").client;
    let renamed = Generator::new(&path).rename(NESTED_CARD, "CardDetails");
    let renamed = renamed.generate().expect("a client").client;
    let other = |client: &str| {
        let before = client.split("pub other: ").next().expect("a type");
        let line = before.lines().rev().find(|line| line.contains("pub struct "));
        line.expect("a type").to_owned()
    };
    assert_eq!(other(&plain), other(&renamed));
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

/// What the document says itself about names in Rust: `x-rust-name`.
mod given {
    use std::fs;

    use specwright::{Generated, Generator};

    const DOCUMENT: &str = r##"
openapi: 3.1.0
info: { title: Pay, version: "1" }
paths:
  /intents:
    parameters:
      - { name: X-Api-Version, in: header, schema: { type: string }, x-rust-name: version }
    post:
      operationId: PostPaymentIntentsV1
      x-rust-name: pay
      parameters:
        - $ref: "#/components/parameters/Idem"
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/intent_v2" } } } }
      responses: { "204": { description: "" } }
components:
  parameters:
    Idem: { name: idem, in: header, schema: { type: string }, x-rust-name: idempotency_key }
  schemas:
    intent_v2:
      type: object
      x-rust-name: Intent
      required: [amt]
      properties:
        amt: { type: integer, x-rust-name: amount }
        st: { type: string, enum: [active], x-rust-name: Status }
        rel: { $ref: "#/components/schemas/intent_v2", x-rust-name: related }
        unit:
          oneOf:
            - { const: usd, x-rust-name: Dollar }
            - { const: eur }
        list: { type: array, items: { type: string }, x-rust-name: items }
"##;

    fn made(document: &str, set: impl FnOnce(Generator) -> Generator) -> Generated {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("pay.yaml");
        fs::write(&path, document).expect("a file");
        let generated = set(Generator::new(path)).generate();
        generated.unwrap_or_else(|error| panic!("{error}"))
    }

    /// Returns the warnings about names that are given.
    fn warnings(generated: &Generated) -> Vec<String> {
        let warnings = generated.diagnostics.iter();
        let warnings = warnings.filter(|diagnostic| diagnostic.code.as_str() == "rust-name");
        warnings
            .map(|diagnostic| format!("{} {}", diagnostic.pointer, diagnostic.message))
            .collect()
    }

    #[test]
    fn a_document_can_name_operations_parameters_schemas_properties_and_values() {
        let generated = made(DOCUMENT, |generator| generator);
        assert_eq!(warnings(&generated), [""; 0]);
        super::assert_has(
            &generated.client,
            &[
                "pub fn pay(",
                "pub type Pay =",
                "pub fn version(",
                "pub fn idempotency_key(",
                "pub struct Intent {",
                "amount = required \"amt\"",
                "pub enum Status {",
                "related = optional \"rel\"",
                "Dollar = \"usd\"",
                "Eur = \"eur\"",
                "items = optional \"list\"",
            ],
        );
    }

    #[test]
    fn a_name_that_a_user_chose_comes_before() {
        let generated = made(DOCUMENT, |generator| generator.rename("intent_v2", "Payment"));
        super::assert_has(
            &generated.client,
            &["pub struct Payment {", "amount = required \"amt\""],
        );
    }

    #[test]
    fn a_name_that_can_not_be_is_a_warning_and_changes_nothing() {
        let document = DOCUMENT
            .replace("x-rust-name: pay\n", "x-rust-name: Pay-It\n")
            .replace("x-rust-name: amount", "x-rust-name: type")
            .replace("x-rust-name: Intent", "x-rust-name: intent");
        let generated = made(&document, |generator| generator);
        let place = "/components/schemas/intent_v2";
        assert_eq!(
            warnings(&generated),
            [
                "/paths/~1intents/post/x-rust-name cannot name it as `x-rust-name` says: `Pay-It`: it is no identifier of Rust; ignored",
                &format!(
                    "{place}/x-rust-name cannot name it as `x-rust-name` says: `intent`: types and variants are named in upper camel case; ignored"
                ),
                &format!(
                    "{place}/properties/amt/x-rust-name cannot name it as `x-rust-name` says: `type`: `type` is a keyword of Rust; ignored"
                ),
            ]
        );
        super::assert_has(
            &generated.client,
            &[
                "fn post_payment_intents_v1(",
                "struct IntentV2 {",
                "amt = required",
            ],
        );
    }

    #[test]
    fn of_two_things_that_are_to_have_one_name_the_first_has_it() {
        let document = DOCUMENT.replace("unit:\n", "unit:\n          x-rust-name: amount\n");
        let generated = made(&document, |generator| generator);
        assert_eq!(
            warnings(&generated),
            [
                "/components/schemas/intent_v2/properties/unit/x-rust-name cannot name it as `x-rust-name` says: \
              the document gives that name to something else, too; ignored"
            ]
        );
        super::assert_has(
            &generated.client,
            &["unit = optional", "amount = required \"amt\""],
        );
    }

    #[test]
    fn what_would_have_a_given_name_is_named_otherwise() {
        let document =
            format!("{DOCUMENT}    Intent: {{ type: object, properties: {{ old: {{ type: string }} }} }}\n");
        let generated = made(&document, |generator| generator);
        assert_eq!(
            warnings(&generated),
            [
                "/components/schemas/intent_v2/x-rust-name the schema `Intent` has that name, too, and is named otherwise"
            ]
        );
        super::assert_has(
            &generated.client,
            &["pub struct Intent {", "pub struct IntentModel {"],
        );
    }

    #[test]
    fn names_are_given_in_other_files_too() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        let root = DOCUMENT.split("components:").next().expect("paths");
        let root = root.replace("#/components", "other.yaml#/components");
        fs::write(path("pay.yaml"), root).expect("a file");
        let components = DOCUMENT.split_once("components:").expect("components").1;
        fs::write(path("other.yaml"), format!("components:{components}")).expect("a file");
        let generated = Generator::new(path("pay.yaml")).generate();
        let generated = generated.unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(warnings(&generated), [""; 0]);
        super::assert_has(
            &generated.client,
            &[
                "pub struct Intent {",
                "pub fn idempotency_key(",
                "amount = required \"amt\"",
                "Dollar = \"usd\"",
            ],
        );
    }
}
