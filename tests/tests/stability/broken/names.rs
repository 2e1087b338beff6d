//! Names that are gone.

use specwright::{ChangeKind as Kind, Code};

use super::super::{BrokenPair, Pair};

pub(super) const PAIRS: &[BrokenPair] = &[
    BrokenPair {
        code: Code::Names,
        pair: Pair {
            name: "a_variant_of_a_value_that_is_gone",
            edits: &[(r#"enum: [red, green]"#, r#"enum: [red, blue]"#)],
            kinds: &[Kind::ValueAdded, Kind::ValueRemoved],
            program: r#"
pub fn green() -> Color { Color::Green }
"#,
        },
    },
    BrokenPair {
        code: Code::Names,
        pair: Pair {
            name: "an_alternative_that_is_gone",
            edits: &[(
                r#"        - {type: string}
        - {$ref: '#/components/schemas/Card'}"#,
                r#"        - {type: boolean}
        - {$ref: '#/components/schemas/Card'}"#,
            )],
            kinds: &[
                Kind::UntaggedAlternativeAdded,
                Kind::UntaggedAlternativeRemoved,
                Kind::ConversionRemoved,
            ],
            program: r#"
pub fn text(payment: &Payment) -> Option<&str> { match payment { Payment::String(text) => Some(text), _ => None } }
"#,
        },
    },
    BrokenPair {
        code: Code::Names,
        pair: Pair {
            name: "a_failure_that_is_gone",
            edits: &[(
                r#"        '404': {description: None, content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}
  /orders/{id}/cancel:"#,
                r#"  /orders/{id}/cancel:"#,
            )],
            kinds: &[Kind::FailureRemoved, Kind::SharingChanged],
            program: r#"
pub async fn find(client: &Client) -> Option<String> {
    match client.get_order("a").await {
        Err(rt::Error::Api(failure)) => match failure.into_body() {
            operations::GetOrderError::NotFound(problem) => Some(problem.message),
            _ => None,
        },
        _ => None,
    }
}
"#,
        },
    },
    BrokenPair {
        code: Code::Names,
        pair: Pair {
            name: "a_type_with_another_name",
            edits: &[
                (
                    r#"    Card:
"#,
                    r#"    BankCard:
"#,
                ),
                (
                    r#"        - {$ref: '#/components/schemas/Card'}"#,
                    r#"        - {$ref: '#/components/schemas/BankCard'}"#,
                ),
            ],
            kinds: &[Kind::TypeRenamed, Kind::VariantRenamed],
            program: r#"
pub fn card() -> Card { Card::new("4242") }
"#,
        },
    },
    BrokenPair {
        code: Code::SharedTypes,
        pair: Pair {
            name: "one_type_for_another_that_was_alike",
            edits: &[(
                r#"receiver: {type: object, properties: {name: {type: string}}}"#,
                r#"receiver: {type: object, properties: {name: {type: string}, mail: {type: string}}}"#,
            )],
            kinds: &[Kind::PropertyAdded, Kind::SharingChanged],
            program: r#"
pub fn both(order: Order) -> Vec<Option<OrderSender>> { vec![order.sender, order.receiver] }
"#,
        },
    },
    BrokenPair {
        code: Code::Calls,
        pair: Pair {
            name: "a_header_that_is_gone",
            edits: &[(
                r#"          headers: {x-total: {schema: {type: integer}}}
"#,
                r#""#,
            )],
            kinds: &[Kind::HeaderRemoved],
            program: r#"
pub fn total(headers: &operations::Headers<'_>) -> String { format!("{:?}", headers.x_total()) }
"#,
        },
    },
    BrokenPair {
        code: Code::Calls,
        pair: Pair {
            name: "a_credential_that_is_gone",
            edits: &[
                (r#"security: [{key: []}]"#, r#"security: [{token: []}]"#),
                (
                    r#"    key: {type: apiKey, in: header, name: x-key}
"#,
                    r#"    token: {type: http, scheme: bearer}
"#,
                ),
            ],
            kinds: &[Kind::SchemeAdded, Kind::SchemeRemoved, Kind::SecurityReplaced],
            program: r#"
pub fn builder() -> super::shop::ClientBuilder { Client::builder().key("secret") }
"#,
        },
    },
    BrokenPair {
        code: Code::Names,
        pair: Pair {
            name: "a_server_that_is_gone",
            edits: &[(
                r#"https://shop.example', description: Live"#,
                r#"https://test.example', description: Test"#,
            )],
            kinds: &[Kind::ServerAdded, Kind::ServerRemoved],
            program: r#"
pub fn server() -> super::shop::Server { super::shop::Server::Live }
"#,
        },
    },
];
