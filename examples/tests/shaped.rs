//! A client whose types are the program's: replacements that values of the document go through, a trait of another crate that is derived with the names
//! of the wire, names that the document gives.

use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, schema_for};
use serde_json::{Value, json};

mod bank {
    specwright_runtime::include_client!("bank");
}

/// An amount and a currency: `12.50 EUR`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, JsonSchema)]
#[schemars(with = "String")]
pub struct Money {
    amount: String,
    currency: String,
}

impl FromStr for Money {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (amount, currency) = text.split_once(' ').ok_or("no currency")?;
        Ok(Self {
            amount: amount.to_owned(),
            currency: currency.to_owned(),
        })
    }
}

impl fmt::Display for Money {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.amount, self.currency)
    }
}

/// Hosts that lose what stands behind their first dot.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ShortHost(String);

impl FromStr for ShortHost {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.split('.').next().unwrap_or_default().to_owned()))
    }
}

impl fmt::Display for ShortHost {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[test]
fn a_type_that_loses_a_part_of_a_value_of_the_document_is_told() {
    let altered = bank::check_replacements().expect_err("a host is shortened");
    assert_eq!(
        altered.to_string(),
        "`#/components/schemas/account_v2/properties/hosts/items`: \"10.0.0.1\" is written as \"10\""
    );
}

#[test]
fn a_derived_schema_describes_what_is_on_the_wire() {
    let schema = schema_for!(bank::types::Account);
    let schema = schema.as_value();
    let property = |name: &str| {
        schema
            .pointer(&format!("/properties/{name}"))
            .unwrap_or(&Value::Null)
    };
    let mut names: Vec<&String> = schema["properties"]
        .as_object()
        .expect("properties")
        .keys()
        .collect();
    names.sort();
    assert_eq!(
        names,
        [
            "balance",
            "hosts",
            "id",
            "interest",
            "kind",
            "limit",
            "note",
            "opened-at",
            "owner",
            "rank",
            "seal",
            "tags"
        ]
    );
    assert_eq!(schema["required"], json!(["id", "balance", "kind"]));
    assert_eq!(property("balance")["type"], "string");
    assert_eq!(property("note")["type"], json!(["string", "null"]));
    assert_eq!(property("rank")["type"], json!(["integer", "null"]));
    assert_eq!(property("seal")["type"], json!(["string", "null"]));
    assert_eq!(
        property("tags")["additionalProperties"],
        json!({ "type": "string" })
    );
    let kinds = schema
        .pointer("/$defs/AccountKind")
        .expect("the enum")
        .to_string();
    assert!(
        kinds.contains("\"current-account\"") && kinds.contains("\"savings\""),
        "{kinds}"
    );
    assert_eq!(
        schema.pointer("/$defs/Person/properties/full-name/type"),
        Some(&json!("string"))
    );
}

#[test]
fn names_are_those_that_the_document_gives() -> Result<(), Box<dyn std::error::Error>> {
    let client = bank::Client::builder().build()?;
    let id = "6f6e8a5e-0f3b-4f0c-9d5c-3a5c1f0e7f11".parse()?;
    drop(client.get_account(id));
    Ok(())
}
