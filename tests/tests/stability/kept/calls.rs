//! What operations may gain.

use specwright::ChangeKind as Kind;

use crate::Pair;

pub(super) const PAIRS: &[Pair] = &[
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
];
