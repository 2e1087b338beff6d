//! What a document may gain besides.

use specwright::ChangeKind as Kind;

use crate::Pair;

pub(super) const PAIRS: &[Pair] = &[
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
];
