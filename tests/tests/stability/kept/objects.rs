//! What objects and enums may gain.

use specwright::ChangeKind as Kind;

use crate::Pair;

pub(super) const PAIRS: &[Pair] = &[
    Pair {
        name: "an_optional_property_of_a_request",
        edits: &[(
            r#"        count: {type: integer}
"#,
            r#"        count: {type: integer}
        gift: {type: boolean}
"#,
        )],
        kinds: &[Kind::PropertyAdded],
        program: r#"
pub fn order() -> NewOrder {
    NewOrder::new(Item::new("a").color(Color::Red), 2)
        .note("x").address(Address::new().city("Bern")).payment("cash").tags(["a", "b"])
}
"#,
    },
    Pair {
        name: "an_optional_property_of_a_response",
        edits: &[(
            r#"        id: {type: string}
        status"#,
            r#"        id: {type: string}
        total: {type: number}
        status"#,
        )],
        kinds: &[Kind::PropertyAdded],
        program: r#"
pub fn show(order: &Order) -> String {
    let Order { id, status, .. } = order;
    let status = match status { OrderStatus::Open => "open", _ => "other" };
    format!("{id} {status} {} {:?} {}", order.item.sku, order.note.as_deref(), order.id)
}
"#,
    },
    Pair {
        name: "a_required_property_of_a_response",
        edits: &[
            (
                r#"      required: [id, status, item]"#,
                r#"      required: [id, status, item, total]"#,
            ),
            (
                r#"        id: {type: string}
        status"#,
                r#"        id: {type: string}
        total: {type: number}
        status"#,
            ),
        ],
        kinds: &[Kind::RequiredPropertyAdded],
        program: r#"
pub fn show(order: &Order) -> String {
    let Order { id, status, .. } = order;
    let status = match status { OrderStatus::Open => "open", _ => "other" };
    format!("{id} {status} {} {:?} {}", order.item.sku, order.note.as_deref(), order.id)
}
"#,
    },
    Pair {
        name: "an_optional_property_of_a_nested_object",
        edits: &[(
            r#"        sku: {type: string}
"#,
            r#"        sku: {type: string}
        size: {type: string, enum: [s, m]}
"#,
        )],
        kinds: &[Kind::PropertyAdded],
        program: r#"
pub fn order() -> NewOrder {
    NewOrder::new(Item::new("a").color(Color::Red), 2)
        .note("x").address(Address::new().city("Bern")).payment("cash").tags(["a", "b"])
}

pub fn show(order: &Order) -> String {
    let Order { id, status, .. } = order;
    let status = match status { OrderStatus::Open => "open", _ => "other" };
    format!("{id} {status} {} {:?} {}", order.item.sku, order.note.as_deref(), order.id)
}
"#,
    },
    Pair {
        name: "an_optional_property_of_an_alternative",
        edits: &[(
            r#"amount: {type: integer}}"#,
            r#"amount: {type: integer}, late: {type: boolean}}"#,
        )],
        kinds: &[Kind::PropertyAdded],
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
        name: "a_value_of_an_enum",
        edits: &[(r#"enum: [red, green]"#, r#"enum: [red, green, blue]"#)],
        kinds: &[Kind::ValueAdded],
        program: r#"
pub fn order() -> NewOrder {
    NewOrder::new(Item::new("a").color(Color::Red), 2)
        .note("x").address(Address::new().city("Bern")).payment("cash").tags(["a", "b"])
}

pub async fn calls(client: &Client) -> Result<String, rt::ApiError> {
    let all = client.list_orders().color(Color::Red).await?;
    let order = client.create_order(&NewOrder::new(Item::new("a"), 1)).await?;
    let order = client.get_order(&order.id).await?;
    client.cancel_order("a").await?;
    Ok(format!("{} {}", all.len(), order.id))
}
"#,
    },
    Pair {
        name: "a_value_of_an_enum_that_has_no_name",
        edits: &[(r#"enum: [open, paid]"#, r#"enum: [open, paid, sent]"#)],
        kinds: &[Kind::ValueAdded],
        program: r#"
pub fn show(order: &Order) -> String {
    let Order { id, status, .. } = order;
    let status = match status { OrderStatus::Open => "open", _ => "other" };
    format!("{id} {status} {} {:?} {}", order.item.sku, order.note.as_deref(), order.id)
}
"#,
    },
];
