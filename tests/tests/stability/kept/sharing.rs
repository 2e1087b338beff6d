//! What several places may come to share.

use specwright::ChangeKind as Kind;

use crate::Pair;

pub(super) const PAIRS: &[Pair] = &[
    Pair {
        name: "a_list_of_values_that_another_property_comes_to_share",
        edits: &[(
            r#"        status: {type: string, enum: [open, paid]}
"#,
            r#"        status: {type: string, enum: [open, paid]}
        previous: {type: string, enum: [open, paid]}
"#,
        )],
        kinds: &[Kind::PropertyAdded, Kind::SharingChanged],
        program: r#"
pub fn is_open(status: &OrderStatus) -> bool { *status == OrderStatus::Open }

pub fn show(order: &Order) -> &str {
    let status: &OrderStatus = &order.status;
    match status { OrderStatus::Open => "open", OrderStatus::Paid => "paid", _ => "other" }
}
"#,
    },
    Pair {
        name: "an_object_that_another_property_comes_to_share",
        edits: &[(
            r#"        city: {type: string}
"#,
            r#"        city: {type: string}
        owner: {type: object, properties: {name: {type: string}}}
"#,
        )],
        kinds: &[Kind::PropertyAdded],
        program: r#"
pub fn receiver(order: Order) -> Option<OrderReceiver> { order.receiver }
pub fn name(receiver: OrderReceiver) -> Option<String> {
    let OrderReceiver { name, .. } = receiver;
    name
}
"#,
    },
    Pair {
        name: "a_property_of_one_of_two_objects_that_were_alike",
        edits: &[(
            r#"receiver: {type: object, properties: {name: {type: string}}}"#,
            r#"receiver: {type: object, properties: {name: {type: string}, mail: {type: string}}}"#,
        )],
        kinds: &[Kind::PropertyAdded, Kind::SharingChanged],
        program: r#"
pub fn show(order: &Order) -> String {
    let Order { id, status, .. } = order;
    let status = match status { OrderStatus::Open => "open", _ => "other" };
    format!("{id} {status} {} {:?} {}", order.item.sku, order.note.as_deref(), order.id)
}

pub fn receiver(order: Order) -> Option<String> { order.receiver?.name }
pub fn sender(order: Order) -> Option<OrderSender> { order.sender }
"#,
    },
];
