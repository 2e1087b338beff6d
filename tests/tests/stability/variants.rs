//! Pairs that begin from a variant of the document.

use specwright::{ChangeKind as Kind, Code};

use super::{BrokenPair, Pair, Variant};

/// The document with a bearer token beside its key.
const BEARER: Variant = Variant {
    edits: &[
        (r#"security: [{key: []}]"#, r#"security: [{key: []}, {user: []}]"#),
        (
            r#"    key: {type: apiKey, in: header, name: x-key}
"#,
            r#"    key: {type: apiKey, in: header, name: x-key}
    user: {type: http, scheme: bearer}
"#,
        ),
    ],
    group_by_tag: false,
};

/// The document with an operation whose failures no other one has.
const OWN_FAILURES: Variant = Variant {
    edits: &[(
        r#"        '200': {description: It, content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
"#,
        r#"        '200': {description: It, content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
        '410': {description: Gone}
"#,
    )],
    group_by_tag: false,
};

/// The document with tags, by which its operations are in groups; `sendEvent` and `addPhoto` have none.
const GROUPS: Variant = Variant {
    edits: &[
        (
            "operationId: listOrders",
            "operationId: listOrders\n      tags: [Orders]",
        ),
        (
            "operationId: createOrder",
            "operationId: createOrder\n      tags: [Orders]",
        ),
        (
            "operationId: getOrder",
            "operationId: getOrder\n      tags: [Orders]",
        ),
        (
            "operationId: cancelOrder",
            "operationId: cancelOrder\n      tags: [Cancelling, Orders]",
        ),
    ],
    group_by_tag: true,
};

const CALLS_OF_GROUPS: &str = r#"
use super::shop::groups::{Cancelling, Orders};

pub async fn calls(client: &Client) -> Result<String, rt::ApiError> {
    let all = client.orders().list().color(Color::Red).await?;
    let orders: Orders = client.orders();
    let order = orders.create(NewOrder::new(Item::new("a"), 1)).await?;
    let order = orders.get(&order.id).await?;
    let cancelling: Cancelling = client.cancelling();
    cancelling.cancel_order("a").await?;
    client.add_photo(operations::AddPhotoForm::new("t")).await?;
    Ok(format!("{} {}", all.len(), order.id))
}

pub fn get(client: &Client) -> operations::GetOrder { client.orders().get("a") }
"#;

pub(crate) const KEPT: &[(Variant, Pair)] = &[
    (
        OWN_FAILURES,
        Pair {
            name: "failures_that_another_operation_comes_to_share",
            edits: &[(
                r#"  /orders/{id}/cancel:
"#,
                r#"  /orders/{id}/copy:
    post:
      operationId: copyOrder
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        '200': {description: It, content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
        '404': {description: Nothing to copy, content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}
        '410': {description: Gone}
  /orders/{id}/cancel:
"#,
            )],
            kinds: &[Kind::OperationAdded, Kind::SharingChanged],
            program: r#"
use operations::GetOrderError;

pub async fn find(client: &Client) -> Option<String> {
    let failed: rt::Error<GetOrderError> = client.get_order("a").await.err()?;
    match failed {
        rt::Error::Api(failure) => message(failure.body()),
        _ => None,
    }
}

fn message(error: &GetOrderError) -> Option<String> {
    match error {
        GetOrderError::NotFound(problem) => Some(problem.message.clone()),
        GetOrderError::Gone => None,
        _ => None,
    }
}
"#,
        },
    ),
    (
        BEARER,
        Pair {
            name: "a_second_bearer_token_behind_the_first",
            edits: &[
                (r#"{user: []}]"#, r#"{user: []}, {worker: []}]"#),
                (
                    r#"    user: {type: http, scheme: bearer}
"#,
                    r#"    user: {type: http, scheme: bearer}
    worker: {type: http, scheme: bearer}
"#,
                ),
            ],
            kinds: &[Kind::SchemeAdded, Kind::SecurityWidened],
            program: r#"
pub fn builder() -> super::shop::ClientBuilder { Client::builder().user("token") }
pub fn refreshed() -> super::shop::ClientBuilder {
    Client::builder().user_source(|| async { Ok("token".to_owned().into()) })
}
"#,
        },
    ),
    (
        BEARER,
        Pair {
            name: "a_second_bearer_token_before_the_first",
            edits: &[
                (r#"{user: []}]"#, r#"{admin: []}, {user: []}]"#),
                (
                    r#"    user: {type: http, scheme: bearer}
"#,
                    r#"    admin: {type: http, scheme: bearer}
    user: {type: http, scheme: bearer}
"#,
                ),
            ],
            kinds: &[Kind::SchemeAdded, Kind::SecurityWidened],
            program: r#"
pub fn builder() -> super::shop::ClientBuilder { Client::builder().user("token") }
"#,
        },
    ),
    (
        GROUPS,
        Pair {
            name: "an_operation_under_a_tag",
            edits: &[(
                r#"  /events:
"#,
                r#"  /orders/{id}/items:
    get:
      operationId: listOrderItems
      tags: [Orders]
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
      responses: {'204': {description: Done}}
  /events:
"#,
            )],
            kinds: &[Kind::OperationAdded],
            program: CALLS_OF_GROUPS,
        },
    ),
    (
        GROUPS,
        Pair {
            name: "a_tag",
            edits: &[(
                r#"  /events:
"#,
                r#"  /health:
    get: {operationId: getHealth, tags: [Health], responses: {'204': {description: Well}}}
  /events:
"#,
            )],
            kinds: &[Kind::OperationAdded],
            program: CALLS_OF_GROUPS,
        },
    ),
    (
        GROUPS,
        Pair {
            name: "a_second_tag_of_an_operation",
            edits: &[(
                "operationId: getOrder\n      tags: [Orders]",
                "operationId: getOrder\n      tags: [Orders, Reading]",
            )],
            kinds: &[],
            program: CALLS_OF_GROUPS,
        },
    ),
    (
        GROUPS,
        Pair {
            name: "an_operation_without_a_tag_beside_groups",
            edits: &[(
                r#"  /events:
"#,
                r#"  /health:
    get: {operationId: getHealth, responses: {'204': {description: Well}}}
  /events:
"#,
            )],
            kinds: &[Kind::OperationAdded],
            program: CALLS_OF_GROUPS,
        },
    ),
];

pub(crate) const BROKEN: &[(Variant, BrokenPair)] = &[
    (
        GROUPS,
        BrokenPair {
            code: Code::Calls,
            pair: Pair {
                name: "a_first_tag_of_an_operation",
                edits: &[(
                    "operationId: addPhoto",
                    "operationId: addPhoto\n      tags: [Photos]",
                )],
                kinds: &[Kind::OperationRenamed],
                program: r#"
pub async fn add(client: &Client) -> Result<(), rt::ApiError> {
    client.add_photo(operations::AddPhotoForm::new("t")).await?;
    Ok(())
}
"#,
            },
        },
    ),
    (
        GROUPS,
        BrokenPair {
            code: Code::Calls,
            pair: Pair {
                name: "a_tag_that_is_called_as_an_operation_without_one",
                edits: &[(
                    r#"  /events:
"#,
                    r#"  /health:
    get: {operationId: getHealth, tags: [AddPhoto], responses: {'204': {description: Well}}}
  /events:
"#,
                )],
                kinds: &[Kind::OperationAdded, Kind::OperationRenamed],
                program: r#"
pub async fn add(client: &Client) -> Result<(), rt::ApiError> {
    client.add_photo(operations::AddPhotoForm::new("t")).await?;
    Ok(())
}
"#,
            },
        },
    ),
];
