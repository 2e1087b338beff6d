//! Traits and attributes that a user adds to types.

use specwright::{Error, Generator};

const DOCUMENT: &str = r##"
openapi: 3.1.0
info: { title: Shop, version: "1" }
paths:
  /orders:
    post:
      operationId: addOrder
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } } }
      responses: { "200": { description: "", content: { application/json: { schema: { $ref: "#/components/schemas/OrderId" } } } } }
components:
  schemas:
    OrderId: { type: object, required: [shop, number], properties: { shop: { $ref: "#/components/schemas/Shop" }, number: { type: integer } } }
    Shop: { type: object, required: [name], properties: { name: { type: string } } }
    Point: { type: object, required: [x, y], properties: { x: { type: integer }, y: { type: [integer, "null"] } } }
    Order:
      type: object
      required: [price]
      properties:
        price: { type: number }
        created-at: { type: string }
        note: { type: [string, "null"] }
        state: { $ref: "#/components/schemas/State" }
        rank: { $ref: "#/components/schemas/Rank" }
        point: { $ref: "#/components/schemas/Point" }
        payer: { oneOf: [{ type: string }, { $ref: "#/components/schemas/Shop" }] }
      additionalProperties: { type: string }
    State: { type: string, enum: [not-paid, paid] }
    Rank: { type: integer, enum: [1, 2] }
    Key: { type: string }
"##;

fn generate(settings: impl FnOnce(Generator) -> Generator) -> Result<String, Error> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("shop.yaml");
    std::fs::write(&path, DOCUMENT).expect("a file");
    Ok(settings(Generator::new(path)).generate()?.client)
}

fn client(settings: impl FnOnce(Generator) -> Generator) -> String {
    generate(settings).unwrap_or_else(|error| panic!("{error}"))
}

/// Returns the lines from the attributes of a type to the end of its fields.
fn item<'c>(client: &'c str, name: &str) -> &'c str {
    let start = client.find(&format!(" {name} {{")).expect(name);
    let before = client[..start].rfind("\n\n").map_or(0, |place| place + 2);
    let end = client[start..]
        .find("\n    }\n")
        .map_or(client.len(), |end| start + end + 6);
    &client[before..end]
}

fn message(settings: impl FnOnce(Generator) -> Generator) -> String {
    let error = generate(settings).expect_err("an error");
    let diagnostic = &error.diagnostics()[0];
    assert_eq!(diagnostic.code.as_str(), "derive");
    format!(
        "{}; {}",
        diagnostic.message,
        diagnostic.help.as_deref().unwrap_or_default()
    )
}

#[test]
fn a_trait_of_the_standard_library_is_derived_with_what_the_type_consists_of() {
    let client = client(|generator| generator.derive("*Id", ["Hash"]).derive("Point", ["Copy", "Ord"]));
    let derives = |name: &str| {
        let line = item(&client, name)
            .lines()
            .find(|line| line.contains("#[derive("))
            .expect(name);
        line.trim().to_owned()
    };
    assert_eq!(derives("OrderId"), "#[derive(Clone, Debug, PartialEq, Eq, Hash)]");
    assert_eq!(derives("Shop"), "#[derive(Clone, Debug, PartialEq, Eq, Hash)]");
    assert_eq!(
        derives("Point"),
        "#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]"
    );
    assert_eq!(derives("Order"), "#[derive(Clone, Debug, PartialEq)]");
}

#[test]
fn a_trait_that_a_field_lacks_is_an_error() {
    assert_eq!(
        message(|generator| generator.derive("Order", ["Eq"])),
        "`Order` can't derive `Eq`: its field `price` can't; name other types"
    );
    assert_eq!(
        message(|generator| generator.derive("OrderId", ["Copy"])),
        "`OrderId` can't derive `Copy`: its field `shop` can't; name other types"
    );
    assert_eq!(
        message(|generator| generator.derive("Shop", ["Default"])),
        "`Shop` can't derive `Default`: its field `name` is required; name other types"
    );
}

#[test]
fn of_a_pattern_those_types_are_meant_that_can() {
    let client = client(|generator| generator.derive("*", ["Eq"]));
    assert!(item(&client, "Shop").contains("Eq, Hash"));
    assert!(!item(&client, "Order").contains("Eq, Hash"));
}

#[test]
fn a_setting_that_can_not_be_is_an_error() {
    assert_eq!(
        message(|generator| generator.derive("Orders", ["Eq"])),
        "there is no schema or type `Orders`; did you mean `Order`?"
    );
    assert_eq!(
        message(|generator| generator.derive("Key", ["Eq"])),
        "`Key` is only another name for a type; name a schema, or a type; a `*` stands for anything"
    );
    assert!(
        message(|generator| generator.derive("Shop", ["Fancy"])).starts_with("there is no trait `Fancy`")
    );
    assert!(
        message(|generator| generator.derive("Shop", ["a::B)] fn evil() {} #[x("]))
            .contains("is not the path")
    );
    assert!(message(|generator| generator.attribute("Shop", "fn evil() {}")).contains("is no attribute"));
    assert!(
        message(|generator| generator.attribute("Shop", "#[a] struct Evil;")).contains("is no attribute")
    );
}

#[test]
fn a_derived_trait_is_told_what_is_on_the_wire() {
    let client = client(|generator| generator.derive("*", ["schemars::JsonSchema"]));
    insta::assert_snapshot!(
        ["Order", "State", "OrderPayer"]
            .map(|name| item(&client, name))
            .join("\n\n")
    );
    assert!(!item(&client, "Rank").contains("schemars"));
}

#[test]
fn each_trait_has_its_own_attribute() {
    for (path, attribute) in [
        ("schemars::JsonSchema", "#[schemars(rename = \"created-at\")]"),
        ("utoipa::ToSchema", "#[schema(rename = \"created-at\")]"),
        ("ts_rs::TS", "#[ts(rename = \"created-at\")]"),
        ("serde::Serialize", "#[serde(rename = \"created-at\")]"),
    ] {
        let client = client(|generator| generator.derive("Order", [path]));
        assert!(
            item(&client, "Order").contains(attribute),
            "{}",
            item(&client, "Order")
        );
        assert!(item(&client, "Order").contains(&format!(", ::{path})]")));
    }
}

#[test]
fn an_attribute_stands_before_the_type() {
    let client = client(|generator| {
        generator.attribute("Sh*", "#[cfg_attr(feature = \"x\", derive(Ord))] #[must_use]")
    });
    assert!(
        item(&client, "Shop")
            .contains("#[cfg_attr(feature = \"x\", derive(Ord))]\n    #[must_use]\n    pub struct Shop {"),
        "{}",
        item(&client, "Shop")
    );
}
