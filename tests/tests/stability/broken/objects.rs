//! Structs and enums that gain, lose or change what they hold.

use specwright::{ChangeKind as Kind, Code};

use super::super::{BrokenPair, Pair};

pub(super) const PAIRS: &[BrokenPair] = &[
    BrokenPair {
        code: Code::StructLiterals,
        pair: Pair {
            name: "a_literal_and_a_property",
            edits: &[(
                r#"        sku: {type: string}
"#,
                r#"        sku: {type: string}
        size: {type: string}
"#,
            )],
            kinds: &[Kind::PropertyAdded],
            program: r#"
pub fn item() -> Item { Item { sku: "a".into(), color: Some(Color::Red) } }
"#,
        },
    },
    BrokenPair {
        code: Code::StructLiterals,
        pair: Pair {
            name: "a_whole_pattern_and_a_property",
            edits: &[(
                r#"        sku: {type: string}
"#,
                r#"        sku: {type: string}
        size: {type: string}
"#,
            )],
            kinds: &[Kind::PropertyAdded],
            program: r#"
pub fn sku(item: &Item) -> &str { let Item { sku, color: _ } = item; sku }
"#,
        },
    },
    BrokenPair {
        code: Code::StructLiterals,
        pair: Pair {
            name: "a_pattern_and_null_that_clients_send",
            edits: &[(
                r#"        tags: {type: array, items: {type: string}}"#,
                r#"        tags: {type: array, items: {type: string}}
        previous: {$ref: '#/components/schemas/Order'}"#,
            )],
            kinds: &[Kind::PropertyAdded, Kind::NullFormChanged],
            program: r#"
pub fn comment(order: &Order) -> &str { match &order.comment { Some(comment) => comment, None => "" } }
"#,
        },
    },
    BrokenPair {
        code: Code::StructLiterals,
        pair: Pair {
            name: "a_literal_and_a_box",
            edits: &[(
                r#"        city: {type: string}
"#,
                r#"        city: {type: string}
        line1: {type: string}
        line2: {type: string}
        line3: {type: string}
        line4: {type: string}
        line5: {type: string}
        line6: {type: string}
        line7: {type: string}
        line8: {type: string}
        line9: {type: string}
        line10: {type: string}
        line11: {type: string}
        line12: {type: string}
        line13: {type: string}
        line14: {type: string}
        line15: {type: string}
"#,
            )],
            kinds: &[Kind::PropertyAdded, Kind::BoxingChanged],
            program: r#"
pub fn order(address: Address) -> NewOrder {
    NewOrder { address: Some(address), ..NewOrder::new(Item::new("a"), 2) }
}
"#,
        },
    },
    BrokenPair {
        code: Code::ExhaustiveMatches,
        pair: Pair {
            name: "a_whole_match_and_a_value",
            edits: &[(r#"enum: [red, green]"#, r#"enum: [red, green, blue]"#)],
            kinds: &[Kind::ValueAdded],
            program: r#"
pub fn name(color: &Color) -> &str {
    match color { Color::Red => "red", Color::Green => "green", Color::Unknown(other) => other }
}
"#,
        },
    },
    BrokenPair {
        code: Code::ExhaustiveMatches,
        pair: Pair {
            name: "a_whole_match_and_an_alternative",
            edits: &[(
                r#"        - {type: string}
        - {$ref: '#/components/schemas/Card'}"#,
                r#"        - {type: string}
        - {$ref: '#/components/schemas/Card'}
        - {type: array, items: {type: string}}"#,
            )],
            kinds: &[Kind::UntaggedAlternativeAdded],
            program: r#"
pub fn text(payment: Payment) -> String {
    match payment { Payment::String(text) => text, Payment::Card(card) => card.number }
}
"#,
        },
    },
    BrokenPair {
        code: Code::ExhaustiveMatches,
        pair: Pair {
            name: "a_whole_match_and_a_failure",
            edits: &[(
                r#"        '200': {description: It, content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
"#,
                r#"        '200': {description: It, content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
        '410': {description: Gone}
"#,
            )],
            kinds: &[Kind::FailureAdded, Kind::SharingChanged],
            program: r#"
pub fn text(error: operations::GetOrderError) -> String {
    match error {
        operations::GetOrderError::NotFound(problem) => problem.message,
        operations::GetOrderError::Undocumented(_) | operations::GetOrderError::Undecoded(_) => String::new(),
    }
}
"#,
        },
    },
    BrokenPair {
        code: Code::FieldReads,
        pair: Pair {
            name: "a_read_of_a_property_that_is_gone",
            edits: &[(
                r#"        note: {type: string}
        comment"#,
                r#"        comment"#,
            )],
            kinds: &[Kind::PropertyRemoved],
            program: r#"
pub fn note(order: &Order) -> Option<&str> { order.note.as_deref() }
"#,
        },
    },
    BrokenPair {
        code: Code::Calls,
        pair: Pair {
            name: "a_setter_of_a_property_that_is_gone",
            edits: &[(
                r#"        note: {type: string, maxLength: 80}
"#,
                r#""#,
            )],
            kinds: &[Kind::PropertyRemoved],
            program: r#"
pub fn order() -> NewOrder { NewOrder::new(Item::new("a"), 2).note("x") }
"#,
        },
    },
    BrokenPair {
        code: Code::FieldReads,
        pair: Pair {
            name: "a_read_of_a_property_that_may_be_absent_now",
            edits: &[(
                r#"      required: [id, status, item]"#,
                r#"      required: [status, item]"#,
            )],
            kinds: &[Kind::PropertyOptional],
            program: r#"
pub fn id(order: &Order) -> &str { &order.id }
"#,
        },
    },
    BrokenPair {
        code: Code::FieldReads,
        pair: Pair {
            name: "a_read_of_a_property_that_may_be_null_now",
            edits: &[(
                r#"        id: {type: string}
        status"#,
                r#"        id: {type: [string, 'null']}
        status"#,
            )],
            kinds: &[Kind::Nullable],
            program: r#"
pub fn id(order: &Order) -> &str { &order.id }
"#,
        },
    },
    BrokenPair {
        code: Code::FieldReads,
        pair: Pair {
            name: "a_read_of_a_property_of_another_type",
            edits: &[(r#"amount: {type: integer}"#, r#"amount: {type: string}"#)],
            kinds: &[Kind::TypeReplaced],
            program: r#"
pub fn amount(paid: &Paid) -> i64 { paid.amount }
"#,
        },
    },
    BrokenPair {
        code: Code::FieldReads,
        pair: Pair {
            name: "a_read_of_a_property_that_holds_more",
            edits: &[(r#"amount: {type: integer}"#, r#"amount: {type: number}"#)],
            kinds: &[Kind::TypeWidened],
            program: r#"
pub fn amount(paid: &Paid) -> i64 { paid.amount }
"#,
        },
    },
    BrokenPair {
        code: Code::Calls,
        pair: Pair {
            name: "new_and_a_required_property",
            edits: &[(
                r#"      required: [item, count]"#,
                r#"      required: [item, count, note]"#,
            )],
            kinds: &[Kind::PropertyRequired],
            program: r#"
pub fn order() -> NewOrder { NewOrder::new(Item::new("a"), 2) }
"#,
        },
    },
    BrokenPair {
        code: Code::Calls,
        pair: Pair {
            name: "new_and_a_required_property_that_is_new",
            edits: &[
                (
                    r#"      required: [item, count]"#,
                    r#"      required: [item, count, shop]"#,
                ),
                (
                    r#"        count: {type: integer}
"#,
                    r#"        count: {type: integer}
        shop: {type: string}
"#,
                ),
            ],
            kinds: &[Kind::RequiredPropertyAdded],
            program: r#"
pub fn order() -> NewOrder { NewOrder::new(Item::new("a"), 2) }
"#,
        },
    },
    BrokenPair {
        code: Code::Calls,
        pair: Pair {
            name: "new_and_an_optional_property",
            edits: &[(r#"      required: [item, count]"#, r#"      required: [item]"#)],
            kinds: &[Kind::PropertyOptional],
            program: r#"
pub fn order() -> NewOrder { NewOrder::new(Item::new("a"), 2) }
"#,
        },
    },
    BrokenPair {
        code: Code::Calls,
        pair: Pair {
            name: "default_and_a_first_required_property",
            edits: &[(
                r#"    Address:
      type: object
"#,
                r#"    Address:
      type: object
      required: [city]
"#,
            )],
            kinds: &[Kind::PropertyRequired],
            program: r#"
pub fn address() -> Address { Address::default() }
"#,
        },
    },
];
