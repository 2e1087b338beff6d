//! What may become large.

use specwright::ChangeKind as Kind;

use crate::Pair;

pub(super) const PAIRS: &[Pair] = &[
    Pair {
        name: "size_of_an_object_that_a_setter_sets",
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
pub fn order() -> NewOrder {
    NewOrder::new(Item::new("a").color(Color::Red), 2)
        .note("x").address(Address::new().city("Bern")).payment("cash").tags(["a", "b"])
}
"#,
    },
    Pair {
        name: "size_of_an_alternative",
        edits: &[(
            r#"        number: {type: string}
"#,
            r#"        number: {type: string}
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
        name: "size_of_an_object_that_new_takes",
        edits: &[(
            r#"        sku: {type: string}
"#,
            r#"        sku: {type: string}
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
];
