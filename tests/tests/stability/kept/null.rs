//! What may be null afterwards.

use specwright::ChangeKind as Kind;

use crate::Pair;

pub(super) const PAIRS: &[Pair] = &[
    Pair {
        name: "null_for_a_property_that_a_setter_sets",
        edits: &[(
            r#"note: {type: string, maxLength: 80}"#,
            r#"note: {type: [string, 'null'], maxLength: 80}"#,
        )],
        kinds: &[Kind::OptionalNullable],
        program: r#"
pub fn order() -> NewOrder {
    NewOrder::new(Item::new("a").color(Color::Red), 2)
        .note("x").address(Address::new().city("Bern")).payment("cash").tags(["a", "b"])
}
"#,
    },
    Pair {
        name: "null_for_a_body",
        edits: &[(
            r#"operationId: createOrder
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/NewOrder'}}}}"#,
            r#"operationId: createOrder
      requestBody: {required: true, content: {application/json: {schema: {oneOf: [{$ref: '#/components/schemas/NewOrder'}, {type: 'null'}]}}}}"#,
        )],
        kinds: &[Kind::Nullable],
        program: r#"
pub async fn create(client: &Client) -> Result<String, rt::ApiError> {
    let order = NewOrder::new(Item::new("a"), 1);
    let first = client.create_order(&order).await?;
    Ok(first.id + &client.create_order(order).await?.id)
}
"#,
    },
    Pair {
        name: "null_for_an_optional_property_of_a_response",
        edits: &[(
            r#"        note: {type: string}
        comment"#,
            r#"        note: {type: [string, 'null']}
        comment"#,
        )],
        kinds: &[Kind::OptionalNullable],
        program: r#"
pub fn show(order: &Order) -> String {
    let Order { id, status, .. } = order;
    let status = match status { OrderStatus::Open => "open", _ => "other" };
    format!("{id} {status} {} {:?} {}", order.item.sku, order.note.as_deref(), order.id)
}
pub fn note(order: Order) -> String { order.note.unwrap_or_default() }
"#,
    },
    Pair {
        name: "null_for_an_optional_property_of_both_sides",
        edits: &[(
            r#"        color: {$ref: '#/components/schemas/Color'}"#,
            r#"        color: {oneOf: [{$ref: '#/components/schemas/Color'}, {type: 'null'}]}"#,
        )],
        kinds: &[Kind::OptionalNullable],
        program: r#"
pub fn item() -> Item { Item::new("a").color(Color::Red) }
pub fn is_red(order: &Order) -> bool { order.item.color.as_ref().is_some_and(|color| *color == Color::Red) }
pub fn color(item: Item) -> Color { item.color.unwrap_or(Color::Green) }
"#,
    },
    Pair {
        name: "a_request_that_holds_what_a_response_held",
        edits: &[(
            r#"        tags: {type: array, items: {type: string}}"#,
            r#"        tags: {type: array, items: {type: string}}
        previous: {$ref: '#/components/schemas/Order'}"#,
        )],
        kinds: &[Kind::PropertyAdded, Kind::NullFormChanged],
        program: r#"
pub fn show(order: &Order) -> String {
    format!("{:?} {} {:?}", order.comment.as_deref(), order.comment.is_none(), order.comment.as_ref())
}
pub fn length(order: &Order) -> usize { order.comment.iter().map(String::len).sum() }
pub fn comment(order: Order) -> String { order.comment.unwrap_or_default() }
pub fn first(order: Order) -> Result<char, &'static str> {
    order.comment.and_then(|comment| comment.chars().next()).ok_or("none")
}
"#,
    },
    Pair {
        name: "null_for_an_object_that_a_setter_sets",
        edits: &[(
            r#"        address: {$ref: '#/components/schemas/Address'}"#,
            r#"        address: {oneOf: [{$ref: '#/components/schemas/Address'}, {type: 'null'}]}"#,
        )],
        kinds: &[Kind::OptionalNullable],
        program: r#"
pub fn order() -> NewOrder {
    NewOrder::new(Item::new("a").color(Color::Red), 2)
        .note("x").address(Address::new().city("Bern")).payment("cash").tags(["a", "b"])
}
"#,
    },
];
