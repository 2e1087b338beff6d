//! What a document may gain: the program compiles before and after.

use specwright::ChangeKind as Kind;

use super::Pair;

pub(crate) const PAIRS: &[Pair] = &[
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
    Pair {
        name: "another_optional_parameter",
        edits: &[(
            r#"        - {name: color, in: query, schema: {$ref: '#/components/schemas/Color'}}
"#,
            r#"        - {name: color, in: query, schema: {$ref: '#/components/schemas/Color'}}
        - {name: page, in: query, schema: {type: integer}}
"#,
        )],
        kinds: &[Kind::ParameterAdded],
        program: r#"
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
        name: "an_optional_header",
        edits: &[(
            r#"        - {name: color, in: query, schema: {$ref: '#/components/schemas/Color'}}
"#,
            r#"        - {name: color, in: query, schema: {$ref: '#/components/schemas/Color'}}
        - {name: x-trace, in: header, schema: {type: string}}
"#,
        )],
        kinds: &[Kind::ParameterAdded],
        program: r#"
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
        name: "a_first_optional_parameter",
        edits: &[(
            r#"operationId: getOrder
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
"#,
            r#"operationId: getOrder
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: fields, in: query, schema: {type: string}}
"#,
        )],
        kinds: &[Kind::ParameterAdded],
        program: r#"
pub async fn calls(client: &Client) -> Result<String, rt::ApiError> {
    let all = client.list_orders().color(Color::Red).await?;
    let order = client.create_order(&NewOrder::new(Item::new("a"), 1)).await?;
    let order = client.get_order(&order.id).await?;
    client.cancel_order("a").await?;
    Ok(format!("{} {}", all.len(), order.id))
}

pub fn get(client: &Client) -> operations::GetOrder { client.get_order("a") }
"#,
    },
    Pair {
        name: "a_first_optional_body",
        edits: &[(
            r#"operationId: cancelOrder
"#,
            r#"operationId: cancelOrder
      requestBody: {content: {application/json: {schema: {type: object, properties: {why: {type: string}}}}}}
"#,
        )],
        kinds: &[Kind::BodyAdded],
        program: r#"
pub async fn calls(client: &Client) -> Result<String, rt::ApiError> {
    let all = client.list_orders().color(Color::Red).await?;
    let order = client.create_order(&NewOrder::new(Item::new("a"), 1)).await?;
    let order = client.get_order(&order.id).await?;
    client.cancel_order("a").await?;
    Ok(format!("{} {}", all.len(), order.id))
}

pub fn cancel(client: &Client) -> operations::CancelOrder { client.cancel_order("a") }
"#,
    },
    Pair {
        name: "a_parameter_of_a_path_with_another_name",
        edits: &[
            (r#"  /orders/{id}:"#, r#"  /orders/{order}:"#),
            (
                r#"operationId: getOrder
      parameters:
        - {name: id,"#,
                r#"operationId: getOrder
      parameters:
        - {name: order,"#,
            ),
        ],
        kinds: &[],
        program: r#"
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
        name: "an_operation",
        edits: &[(
            r#"  /events:
"#,
            r#"  /health:
    get: {operationId: getHealth, responses: {'204': {description: Well}}}
  /events:
"#,
        )],
        kinds: &[Kind::OperationAdded],
        program: r#"
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
        name: "an_operation_with_the_same_responses_as_another",
        edits: &[(
            r#"  /orders/{id}/cancel:
"#,
            r#"  /orders/{id}/copy:
    post:
      operationId: copyOrder
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        '200': {description: It, content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
        '404': {description: None, content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}
  /orders/{id}/cancel:
"#,
        )],
        kinds: &[Kind::OperationAdded],
        program: r#"
pub async fn calls(client: &Client) -> Result<String, rt::ApiError> {
    let all = client.list_orders().color(Color::Red).await?;
    let order = client.create_order(&NewOrder::new(Item::new("a"), 1)).await?;
    let order = client.get_order(&order.id).await?;
    client.cancel_order("a").await?;
    Ok(format!("{} {}", all.len(), order.id))
}

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
    Pair {
        name: "a_failure",
        edits: &[(
            r#"        '200': {description: It, content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
"#,
            r#"        '200': {description: It, content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
        '410': {description: Gone}
"#,
        )],
        kinds: &[Kind::FailureAdded, Kind::SharingChanged],
        program: r#"
pub async fn calls(client: &Client) -> Result<String, rt::ApiError> {
    let all = client.list_orders().color(Color::Red).await?;
    let order = client.create_order(&NewOrder::new(Item::new("a"), 1)).await?;
    let order = client.get_order(&order.id).await?;
    client.cancel_order("a").await?;
    Ok(format!("{} {}", all.len(), order.id))
}

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
    Pair {
        name: "a_failure_of_an_operation_that_others_were_like",
        edits: &[(
            r#"        '201': {description: Done, content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
"#,
            r#"        '201': {description: Done, content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
        '409': {description: Taken, content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}
"#,
        )],
        kinds: &[Kind::FailureAdded, Kind::SharingChanged],
        program: r#"
pub async fn calls(client: &Client) -> Result<String, rt::ApiError> {
    let all = client.list_orders().color(Color::Red).await?;
    let order = client.create_order(&NewOrder::new(Item::new("a"), 1)).await?;
    let order = client.get_order(&order.id).await?;
    client.cancel_order("a").await?;
    Ok(format!("{} {}", all.len(), order.id))
}

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
    Pair {
        name: "a_first_failure",
        edits: &[(
            r#"        '204': {description: Done}
  /events:"#,
            r#"        '204': {description: Done}
        default: {description: Not, content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}
  /events:"#,
        )],
        kinds: &[Kind::FailureAdded, Kind::SharingChanged],
        program: r#"
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
        name: "a_header_of_a_response",
        edits: &[(
            r#"headers: {x-total: {schema: {type: integer}}}"#,
            r#"headers: {x-total: {schema: {type: integer}}, x-left: {schema: {type: integer}}}"#,
        )],
        kinds: &[Kind::HeaderAdded],
        program: r#"
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
    Pair {
        name: "a_server",
        edits: &[(
            r#"  - {url: 'https://shop.example', description: Live}
"#,
            r#"  - {url: 'https://shop.example', description: Live}
  - {url: 'https://test.example', description: Test}
"#,
        )],
        kinds: &[Kind::ServerAdded],
        program: r#"
pub fn server() -> super::shop::Server { super::shop::Server::Live }
"#,
    },
    Pair {
        name: "another_way_to_authenticate",
        edits: &[
            (
                r#"security: [{key: []}]"#,
                r#"security: [{key: []}, {token: []}]"#,
            ),
            (
                r#"    key: {type: apiKey, in: header, name: x-key}
"#,
                r#"    key: {type: apiKey, in: header, name: x-key}
    token: {type: http, scheme: bearer}
"#,
            ),
        ],
        kinds: &[Kind::SchemeAdded, Kind::SecurityWidened],
        program: r#"
pub async fn calls(client: &Client) -> Result<String, rt::ApiError> {
    let all = client.list_orders().color(Color::Red).await?;
    let order = client.create_order(&NewOrder::new(Item::new("a"), 1)).await?;
    let order = client.get_order(&order.id).await?;
    client.cancel_order("a").await?;
    Ok(format!("{} {}", all.len(), order.id))
}

pub fn builder() -> super::shop::ClientBuilder { Client::builder().key("secret") }
"#,
    },
    Pair {
        name: "an_optional_part",
        edits: &[(
            r#"                title: {type: string}
"#,
            r#"                title: {type: string}
                file: {type: string, format: binary}
"#,
        )],
        kinds: &[Kind::PropertyAdded],
        program: r#"
pub async fn add(client: &Client) -> Result<(), rt::ApiError> {
    client.add_photo(operations::AddPhotoForm::new("t")).await?;
    Ok(())
}
"#,
    },
    Pair {
        name: "room_for_other_properties",
        edits: &[(
            r#"      required: [item, count]
"#,
            r#"      required: [item, count]
      additionalProperties: {type: string}
"#,
        )],
        kinds: &[Kind::ExtraAdded],
        program: r#"
pub fn order() -> NewOrder {
    NewOrder::new(Item::new("a").color(Color::Red), 2)
        .note("x").address(Address::new().city("Bern")).payment("cash").tags(["a", "b"])
}
"#,
    },
    Pair {
        name: "a_looser_bound",
        edits: &[(r#"maxLength: 80"#, r#"maxLength: 100"#)],
        kinds: &[],
        program: r#"
pub fn order() -> NewOrder {
    NewOrder::new(Item::new("a").color(Color::Red), 2)
        .note("x").address(Address::new().city("Bern")).payment("cash").tags(["a", "b"])
}
"#,
    },
    Pair {
        name: "a_schema",
        edits: &[(
            r#"    Color: {type: string, enum: [red, green]}
"#,
            r#"    Color: {type: string, enum: [red, green]}
    Unused: {type: object, properties: {a: {type: string}}}
"#,
        )],
        kinds: &[],
        program: r#"
pub fn order() -> NewOrder {
    NewOrder::new(Item::new("a").color(Color::Red), 2)
        .note("x").address(Address::new().city("Bern")).payment("cash").tags(["a", "b"])
}
"#,
    },
    Pair {
        name: "deprecation",
        edits: &[
            (
                r#"      operationId: cancelOrder
"#,
                r#"      operationId: cancelOrder
      deprecated: true
"#,
            ),
            (
                r#"note: {type: string, maxLength: 80}"#,
                r#"note: {type: string, maxLength: 80, deprecated: true}"#,
            ),
        ],
        kinds: &[Kind::Deprecated],
        program: r#"
pub async fn calls(client: &Client) -> Result<String, rt::ApiError> {
    let all = client.list_orders().color(Color::Red).await?;
    let order = client.create_order(&NewOrder::new(Item::new("a"), 1)).await?;
    let order = client.get_order(&order.id).await?;
    client.cancel_order("a").await?;
    Ok(format!("{} {}", all.len(), order.id))
}

pub fn order() -> NewOrder {
    NewOrder::new(Item::new("a").color(Color::Red), 2)
        .note("x").address(Address::new().city("Bern")).payment("cash").tags(["a", "b"])
}
"#,
    },
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
