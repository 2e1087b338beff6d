//! What unions may gain.

use specwright::ChangeKind as Kind;

use crate::Pair;

pub(super) const PAIRS: &[Pair] = &[
    Pair {
        name: "an_alternative_of_a_tagged_union",
        edits: &[
            (
                r#"        - {$ref: '#/components/schemas/Paid'}
      disc"#,
                r#"        - {$ref: '#/components/schemas/Paid'}
        - {$ref: '#/components/schemas/Sent'}
      disc"#,
            ),
            (
                r#"    Event:
"#,
                r#"    Sent: {type: object, required: [type], properties: {type: {type: string, const: sent}}}
    Event:
"#,
            ),
            (
                r#"          paid: '#/components/schemas/Paid'
"#,
                r#"          paid: '#/components/schemas/Paid'
          sent: '#/components/schemas/Sent'
"#,
            ),
        ],
        kinds: &[Kind::AlternativeAdded],
        program: r#"
pub async fn send(client: &Client) -> Result<i64, rt::ApiError> {
    let event: Event = Paid::new(3).into();
    Ok(match client.send_event(&event).await? { Event::Paid(paid) => paid.amount, _ => 0 })
}
pub fn payment() -> Payment { "cash".into() }
pub fn card() -> Payment { Card::new("4242").into() }
"#,
    },
    Pair {
        name: "an_alternative_of_a_union_without_a_tag",
        edits: &[(
            r#"        - {type: string}
        - {$ref: '#/components/schemas/Card'}"#,
            r#"        - {type: string}
        - {$ref: '#/components/schemas/Card'}
        - {type: array, items: {type: string}}"#,
        )],
        kinds: &[Kind::UntaggedAlternativeAdded],
        program: r#"
pub async fn send(client: &Client) -> Result<i64, rt::ApiError> {
    let event: Event = Paid::new(3).into();
    Ok(match client.send_event(&event).await? { Event::Paid(paid) => paid.amount, _ => 0 })
}
pub fn payment() -> Payment { "cash".into() }
pub fn card() -> Payment { Card::new("4242").into() }

pub fn order() -> NewOrder {
    NewOrder::new(Item::new("a").color(Color::Red), 2)
        .note("x").address(Address::new().city("Bern")).payment("cash").tags(["a", "b"])
}
"#,
    },
    Pair {
        name: "an_enum_beside_an_alternative_that_is_text",
        edits: &[(
            r#"        - {type: string}
        - {$ref: '#/components/schemas/Card'}"#,
            r#"        - {type: string}
        - {type: string, enum: [cash, none]}
        - {$ref: '#/components/schemas/Card'}"#,
        )],
        kinds: &[Kind::UntaggedAlternativeAdded],
        program: r#"
pub async fn send(client: &Client) -> Result<i64, rt::ApiError> {
    let event: Event = Paid::new(3).into();
    Ok(match client.send_event(&event).await? { Event::Paid(paid) => paid.amount, _ => 0 })
}
pub fn payment() -> Payment { "cash".into() }
pub fn card() -> Payment { Card::new("4242").into() }
"#,
    },
];
