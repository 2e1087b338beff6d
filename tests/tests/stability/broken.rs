//! What breaks a program: it compiles before, and the compiler refuses it after.

use specwright::{ChangeKind as Kind, Code};

use super::{BrokenPair, Pair};

pub(crate) const PAIRS: &[BrokenPair] = &[
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
    BrokenPair {
        code: Code::Names,
        pair: Pair {
            name: "a_variant_of_a_value_that_is_gone",
            edits: &[(r#"enum: [red, green]"#, r#"enum: [red, blue]"#)],
            kinds: &[Kind::ValueAdded, Kind::ValueRemoved],
            program: r#"
pub fn green() -> Color { Color::Green }
"#,
        },
    },
    BrokenPair {
        code: Code::Names,
        pair: Pair {
            name: "an_alternative_that_is_gone",
            edits: &[(
                r#"        - {type: string}
        - {$ref: '#/components/schemas/Card'}"#,
                r#"        - {type: boolean}
        - {$ref: '#/components/schemas/Card'}"#,
            )],
            kinds: &[
                Kind::UntaggedAlternativeAdded,
                Kind::UntaggedAlternativeRemoved,
                Kind::ConversionRemoved,
            ],
            program: r#"
pub fn text(payment: &Payment) -> Option<&str> { match payment { Payment::String(text) => Some(text), _ => None } }
"#,
        },
    },
    BrokenPair {
        code: Code::Names,
        pair: Pair {
            name: "a_failure_that_is_gone",
            edits: &[(
                r#"        '404': {description: None, content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}
  /orders/{id}/cancel:"#,
                r#"  /orders/{id}/cancel:"#,
            )],
            kinds: &[Kind::FailureRemoved, Kind::SharingChanged],
            program: r#"
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
    },
    BrokenPair {
        code: Code::Names,
        pair: Pair {
            name: "a_type_with_another_name",
            edits: &[
                (
                    r#"    Card:
"#,
                    r#"    BankCard:
"#,
                ),
                (
                    r#"        - {$ref: '#/components/schemas/Card'}"#,
                    r#"        - {$ref: '#/components/schemas/BankCard'}"#,
                ),
            ],
            kinds: &[Kind::TypeRenamed, Kind::VariantRenamed],
            program: r#"
pub fn card() -> Card { Card::new("4242") }
"#,
        },
    },
    BrokenPair {
        code: Code::SharedTypes,
        pair: Pair {
            name: "one_type_for_another_that_was_alike",
            edits: &[(
                r#"receiver: {type: object, properties: {name: {type: string}}}"#,
                r#"receiver: {type: object, properties: {name: {type: string}, mail: {type: string}}}"#,
            )],
            kinds: &[Kind::PropertyAdded, Kind::SharingChanged],
            program: r#"
pub fn both(order: Order) -> Vec<Option<OrderSender>> { vec![order.sender, order.receiver] }
"#,
        },
    },
    BrokenPair {
        code: Code::Calls,
        pair: Pair {
            name: "a_header_that_is_gone",
            edits: &[(
                r#"          headers: {x-total: {schema: {type: integer}}}
"#,
                r#""#,
            )],
            kinds: &[Kind::HeaderRemoved],
            program: r#"
pub fn total(headers: &operations::Headers<'_>) -> String { format!("{:?}", headers.x_total()) }
"#,
        },
    },
    BrokenPair {
        code: Code::Calls,
        pair: Pair {
            name: "a_credential_that_is_gone",
            edits: &[
                (r#"security: [{key: []}]"#, r#"security: [{token: []}]"#),
                (
                    r#"    key: {type: apiKey, in: header, name: x-key}
"#,
                    r#"    token: {type: http, scheme: bearer}
"#,
                ),
            ],
            kinds: &[Kind::SchemeAdded, Kind::SchemeRemoved, Kind::SecurityReplaced],
            program: r#"
pub fn builder() -> super::shop::ClientBuilder { Client::builder().key("secret") }
"#,
        },
    },
    BrokenPair {
        code: Code::Names,
        pair: Pair {
            name: "a_server_that_is_gone",
            edits: &[(
                r#"https://shop.example', description: Live"#,
                r#"https://test.example', description: Test"#,
            )],
            kinds: &[Kind::ServerAdded, Kind::ServerRemoved],
            program: r#"
pub fn server() -> super::shop::Server { super::shop::Server::Live }
"#,
        },
    },
];
