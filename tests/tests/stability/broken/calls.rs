//! Calls whose arguments and results change.

use specwright::{ChangeKind as Kind, Code};

use super::super::{BrokenPair, Pair};

pub(super) const PAIRS: &[BrokenPair] = &[
    BrokenPair {
        code: Code::Calls,
        pair: Pair {
            name: "a_call_and_a_required_parameter",
            edits: &[(
                r#"operationId: getOrder
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
"#,
                r#"operationId: getOrder
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: shop, in: query, required: true, schema: {type: string}}
"#,
            )],
            kinds: &[Kind::RequiredParameterAdded],
            program: r#"
pub async fn calls(client: &Client) -> Result<String, rt::ApiError> {
    let all = client.list_orders().color(&Color::Red).await?;
    let order = client.create_order(&NewOrder::new(Item::new("a"), 1)).await?;
    let order = client.get_order(&order.id).await?;
    client.cancel_order("a").await?;
    Ok(format!("{} {}", all.len(), order.id))
}
"#,
        },
    },
    BrokenPair {
        code: Code::Calls,
        pair: Pair {
            name: "a_setter_and_a_parameter_that_is_required_now",
            edits: &[(
                r#"{name: color, in: query, schema"#,
                r#"{name: color, in: query, required: true, schema"#,
            )],
            kinds: &[Kind::ParameterRequired],
            program: r#"
pub async fn calls(client: &Client) -> Result<String, rt::ApiError> {
    let all = client.list_orders().color(&Color::Red).await?;
    let order = client.create_order(&NewOrder::new(Item::new("a"), 1)).await?;
    let order = client.get_order(&order.id).await?;
    client.cancel_order("a").await?;
    Ok(format!("{} {}", all.len(), order.id))
}
"#,
        },
    },
    BrokenPair {
        code: Code::Calls,
        pair: Pair {
            name: "a_setter_of_a_parameter_that_is_gone",
            edits: &[(
                r#"      parameters:
        - {name: color, in: query, schema: {$ref: '#/components/schemas/Color'}}
"#,
                r#""#,
            )],
            kinds: &[Kind::ParameterRemoved],
            program: r#"
pub async fn calls(client: &Client) -> Result<String, rt::ApiError> {
    let all = client.list_orders().color(&Color::Red).await?;
    let order = client.create_order(&NewOrder::new(Item::new("a"), 1)).await?;
    let order = client.get_order(&order.id).await?;
    client.cancel_order("a").await?;
    Ok(format!("{} {}", all.len(), order.id))
}
"#,
        },
    },
    BrokenPair {
        code: Code::Calls,
        pair: Pair {
            name: "a_parameter_of_another_type",
            edits: &[(
                r#"{name: color, in: query, schema: {$ref: '#/components/schemas/Color'}}"#,
                r#"{name: color, in: query, schema: {type: integer}}"#,
            )],
            kinds: &[Kind::TypeReplaced],
            program: r#"
pub async fn calls(client: &Client) -> Result<String, rt::ApiError> {
    let all = client.list_orders().color(&Color::Red).await?;
    let order = client.create_order(&NewOrder::new(Item::new("a"), 1)).await?;
    let order = client.get_order(&order.id).await?;
    client.cancel_order("a").await?;
    Ok(format!("{} {}", all.len(), order.id))
}
"#,
        },
    },
    BrokenPair {
        code: Code::Calls,
        pair: Pair {
            name: "a_call_of_an_operation_that_is_gone",
            edits: &[(
                r#"  /orders/{id}/cancel:
    post:
      operationId: cancelOrder
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
      responses:
        '204': {description: Done}
"#,
                r#""#,
            )],
            kinds: &[Kind::OperationRemoved],
            program: r#"
pub async fn calls(client: &Client) -> Result<String, rt::ApiError> {
    let all = client.list_orders().color(&Color::Red).await?;
    let order = client.create_order(&NewOrder::new(Item::new("a"), 1)).await?;
    let order = client.get_order(&order.id).await?;
    client.cancel_order("a").await?;
    Ok(format!("{} {}", all.len(), order.id))
}
"#,
        },
    },
    BrokenPair {
        code: Code::Calls,
        pair: Pair {
            name: "a_call_of_an_operation_with_another_name",
            edits: &[(r#"operationId: cancelOrder"#, r#"operationId: abandonOrder"#)],
            kinds: &[Kind::OperationRenamed],
            program: r#"
pub async fn calls(client: &Client) -> Result<String, rt::ApiError> {
    let all = client.list_orders().color(&Color::Red).await?;
    let order = client.create_order(&NewOrder::new(Item::new("a"), 1)).await?;
    let order = client.get_order(&order.id).await?;
    client.cancel_order("a").await?;
    Ok(format!("{} {}", all.len(), order.id))
}
"#,
        },
    },
    BrokenPair {
        code: Code::Calls,
        pair: Pair {
            name: "a_success_of_another_form",
            edits: &[(
                r#"        '200': {description: It, content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
"#,
                r#"        '200': {description: It, content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
        '202': {description: Later, content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}
"#,
            )],
            kinds: &[Kind::SuccessAdded, Kind::SignatureChanged],
            program: r#"
pub async fn calls(client: &Client) -> Result<String, rt::ApiError> {
    let all = client.list_orders().color(&Color::Red).await?;
    let order = client.create_order(&NewOrder::new(Item::new("a"), 1)).await?;
    let order = client.get_order(&order.id).await?;
    client.cancel_order("a").await?;
    Ok(format!("{} {}", all.len(), order.id))
}
"#,
        },
    },
    BrokenPair {
        code: Code::Calls,
        pair: Pair {
            name: "a_body_of_several_media_types",
            edits: &[(
                r#"application/json: {schema: {$ref: '#/components/schemas/NewOrder'}}"#,
                r#"application/json: {schema: {$ref: '#/components/schemas/NewOrder'}}, text/csv: {schema: {type: string}}"#,
            )],
            kinds: &[Kind::RequestMediaTypeAdded, Kind::SignatureChanged],
            program: r#"
pub async fn calls(client: &Client) -> Result<String, rt::ApiError> {
    let all = client.list_orders().color(&Color::Red).await?;
    let order = client.create_order(&NewOrder::new(Item::new("a"), 1)).await?;
    let order = client.get_order(&order.id).await?;
    client.cancel_order("a").await?;
    Ok(format!("{} {}", all.len(), order.id))
}
"#,
        },
    },
    BrokenPair {
        code: Code::Calls,
        pair: Pair {
            name: "a_body_that_is_gone",
            edits: &[(
                r#"      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/NewOrder'}}}}
"#,
                r#""#,
            )],
            kinds: &[Kind::BodyRemoved, Kind::ConstructorChanged],
            program: r#"
pub async fn calls(client: &Client) -> Result<String, rt::ApiError> {
    let all = client.list_orders().color(&Color::Red).await?;
    let order = client.create_order(&NewOrder::new(Item::new("a"), 1)).await?;
    let order = client.get_order(&order.id).await?;
    client.cancel_order("a").await?;
    Ok(format!("{} {}", all.len(), order.id))
}
"#,
        },
    },
];
