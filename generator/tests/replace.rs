//! Types of the user's in place of those of the document.

use specwright::{Error, Generator, Replacement};

const DOCUMENT: &str = r##"
openapi: 3.1.0
info: { title: Bank, version: "1" }
paths:
  /accounts:
    get:
      operationId: listAccounts
      parameters:
        - { name: since, in: query, schema: { type: integer } }
      responses: { "200": { description: "", content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Account" } } } } } }
components:
  schemas:
    Money: { type: object, properties: { parts: { type: object, properties: { n: { type: integer } } } } }
    Account:
      type: object
      required: [balance]
      properties:
        balance: { $ref: "#/components/schemas/Money" }
        rate: { type: number, format: decimal }
        limit: { type: [string, "null"], format: decimal }
        home: { type: string, format: uri }
        key: { oneOf: [{ type: integer }, { type: string, format: uri }] }
        opened: { type: integer }
        flags: { type: array, items: { type: string } }
        notes: { type: object, additionalProperties: { type: string } }
"##;

fn generate(settings: &[(&str, Replacement)]) -> Result<String, Error> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("bank.yaml");
    std::fs::write(&path, DOCUMENT).expect("a file");
    let set = |generator: Generator, (item, replacement): &(&str, Replacement)| {
        generator.replace(*item, replacement.clone())
    };
    let generator = settings.iter().fold(Generator::new(path), set);
    Ok(generator.generate()?.client)
}

fn assert_has(client: &str, texts: &[&str]) {
    for text in texts {
        assert!(client.contains(text), "no `{text}` in\n{client}");
    }
}

#[test]
fn a_schema_becomes_another_name_for_the_type_and_what_is_in_it_goes() {
    let client = generate(&[("Money", Replacement::json("crate::Money"))]).unwrap();
    assert_has(
        &client,
        &["pub type Money = crate::Money;", "pub balance: Money,"],
    );
    assert!(!client.contains("MoneyParts"), "{client}");
}

#[test]
fn a_format_becomes_the_type_in_strings_and_numbers() {
    let client = generate(&[
        ("format:decimal", Replacement::text("rust_decimal::Decimal")),
        (
            "format:uri",
            Replacement::text("::url::Url").derives(["Eq", "Hash"]),
        ),
    ])
    .unwrap();
    assert_has(
        &client,
        &[
            "pub rate: Option<Via<::rust_decimal::Decimal, Number>>",
            "Via<::rust_decimal::Decimal, Text>>",
            "pub home: Option<Via<::url::Url, Text>>",
            "use specwright_runtime::via::{Number, Text, Via};",
            "#[derive(Clone, Debug, PartialEq, Eq, Hash)]\n    pub enum AccountKey",
        ],
    );
}

#[test]
fn a_place_becomes_the_type_with_what_is_in_lists_and_maps() {
    let client = generate(&[
        (
            "#/components/schemas/Account/properties/opened",
            Replacement::unix_seconds(),
        ),
        (
            "#/components/schemas/Account/properties/flags/items",
            Replacement::serde("crate::Flag"),
        ),
        (
            "#/components/schemas/Account/properties/notes/additionalProperties",
            Replacement::with("crate::Codec", "crate::Note"),
        ),
        (
            "#/components/schemas/Account/properties/home",
            Replacement::base64(),
        ),
        (
            "#/paths/~1accounts/get/parameters/since",
            Replacement::unix_milliseconds(),
        ),
    ])
    .unwrap();
    assert_has(
        &client,
        &[
            "pub opened: Option<Via<DateTime<Utc>, UnixSeconds>>",
            "pub flags: Option<Vec<Via<crate::Flag, Serde>>>",
            "pub notes: Option<Map<Via<crate::Note, crate::Codec>>>",
            "pub home: Option<Base64>",
            "impl Optional<Via<DateTime<Utc>, UnixMilliseconds>>",
        ],
    );
}

#[test]
fn what_can_not_be_replaced_is_an_error_where_it_is_set() {
    let money = || Replacement::json("crate::Money");
    let error = generate(&[
        ("Mony", money()),
        ("format:decimals", money()),
        ("listAccounts", money()),
        ("#/components/schemas/Account/properties/opened/items", money()),
        ("Money", Replacement::json("Vec<u8>")),
        ("Money", Replacement::json("Money")),
        ("Money", Replacement::json("crate::Money; fn evil() {}")),
        (
            "Money",
            Replacement::with("crate::A", "crate::B").derives(["Serialize"]),
        ),
    ])
    .unwrap_err();
    let lines = error.diagnostics().iter().map(|diagnostic| {
        assert!(diagnostic.path.ends_with("replace.rs") && diagnostic.position.is_some());
        let help = diagnostic.help.as_deref().unwrap_or_default();
        format!("{}; {help}", diagnostic.message)
    });
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"));
}

#[test]
fn a_client_has_a_function_for_a_test_that_tries_values_of_the_document() {
    let document = r##"
openapi: 3.1.0
info: { title: Bank, version: "1" }
paths: {}
components:
  schemas:
    Money:
      type: object
      example: { amount: "1.50", currency: EUR }
      properties: { amount: { type: string } }
    Account:
      type: object
      properties:
        rate: { type: number, format: decimal, example: 1.25, default: 1 }
        limit: { type: string, format: decimal, example: "100.0" }
        opened: { type: integer, example: 1700000000 }
        hosts: { type: array, items: { type: string, example: localhost } }
        level: { type: string, enum: [high, "low"] }
"##;
    // What stands beside a schema counts, and what it holds; text for a number is what is on the wire, and nothing says which alternative a value is of.
    let document = document.replace(
        "paths: {}\n",
        r##"paths:
  /rates:
    post:
      operationId: setRates
      parameters:
        - { name: least, in: query, schema: { type: number, format: decimal }, example: 0.5 }
        - { name: most, in: query, schema: { type: number, format: decimal }, example: "0.75" }
        - { name: several, in: query, schema: { type: array, items: { type: number, format: decimal } }, examples: { some: { value: [2.5, 3.5] } } }
        - { name: either, in: query, schema: { oneOf: [{ type: string, format: decimal }, { type: string }] }, example: either }
      requestBody:
        content:
          application/json:
            schema: { type: object, additionalProperties: { $ref: "#/components/schemas/Money" } }
            example: { rent: { amount: "700.00", currency: EUR } }
      responses:
        "200":
          description: ""
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Account" }
              example: { hosts: [example.com], level: low, limit: null }
"##,
    );
    let document = document.as_str();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("bank.yaml");
    std::fs::write(&path, document).expect("a file");
    let generator = Generator::new(path);
    let plain = generator.generate().expect("a client").client;
    assert!(!plain.contains("replacements!"), "{plain}");
    let account = "#/components/schemas/Account/properties";
    let client = generator
        .replace("Money", Replacement::json("crate::Money"))
        .replace("format:decimal", Replacement::text("crate::Decimal"))
        .replace(format!("{account}/opened"), Replacement::unix_seconds())
        .replace(
            format!("{account}/hosts/items"),
            Replacement::serde("my_hosts::Host"),
        )
        .replace(
            format!("{account}/level"),
            Replacement::with("crate::Levels", "crate::Level"),
        )
        .generate()
        .expect("a client")
        .client;
    let begin = client
        .find("specwright_runtime::replacements!")
        .expect("the table");
    let table: String = client[begin..]
        .split_inclusive('\n')
        .take_while(|line| *line != "}\n")
        .collect();
    insta::assert_snapshot!(table);
}
