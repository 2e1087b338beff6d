//! `docs/client/calls.md`

use specwright_examples::bakery::types::{NewOrder, OrderState};
use specwright_examples::bakery::{Client, operations};
use specwright_runtime::serde_json::json;
use specwright_runtime::{ApiError, Null, Value};

use crate::server;

#[tokio::test]
async fn a_call_is_awaited() -> Result<(), ApiError> {
    let client = server::client();
    let cake = client.get_cake("1").await?;
    println!("{} costs {} cents", cake.name, cake.price);

    let page = client.list_cakes().limit(2).await?;
    assert_eq!(cake.name, "Carrot cake");
    assert_eq!(page.cakes.len(), 2);
    Ok(())
}

#[tokio::test]
async fn a_body_is_built_with_what_is_required() -> Result<(), ApiError> {
    let client = server::client();
    let order = NewOrder::new("1", 12).note("ring twice").candles(["red", "blue"]);
    let order = client.create_order(order).await?;
    match order.state {
        OrderState::Open => println!("order {} is open", order.id),
        other => println!("order {} is {other}", order.id),
    }
    assert_eq!(order.id, "7");
    Ok(())
}

#[tokio::test]
async fn null_and_absent_are_two_things() {
    let absent = NewOrder::new("1", 12);
    let null = NewOrder::new("1", 12).note(Null);
    assert_ne!(absent, null);
}

#[tokio::test]
async fn status_and_headers_are_there() -> Result<(), Box<dyn std::error::Error>> {
    let client = server::client();
    let response = client.list_cakes().with_response().await?;
    let total: Option<i64> = response.header("x-total")?;
    println!("{}: {total:?} cakes", response.status());

    assert_eq!(total, Some(3));
    Ok(())
}

#[tokio::test]
async fn a_request_can_send_what_the_document_lacks() -> Result<(), ApiError> {
    let client = server::client();
    let cake = client
        .get_cake("1")
        .header("accept-language", "de")
        .query("beta", true)
        .await?;
    assert_eq!(cake.id, "1");
    Ok(())
}

#[tokio::test]
async fn a_function_can_take_a_request() -> Result<(), ApiError> {
    fn first_page(client: &Client, limit: Option<i64>) -> operations::ListCakes {
        client.list_cakes().limit(limit)
    }

    assert_eq!(first_page(&server::client(), Some(1)).await?.cakes.len(), 1);
    assert_eq!(first_page(&server::client(), None).await?.cakes.len(), 3);
    Ok(())
}

#[tokio::test]
async fn what_the_document_lacks_can_be_called() -> Result<(), Box<dyn std::error::Error>> {
    let client = server::client();
    let response = client
        .request("POST", "/cakes/{id}/slices")
        .path_parameter("id", 1)
        .query("beta", true)
        .json(&json!({"pieces": 12}))
        .await?;
    let slices: Value = response.decode_as().await?;
    assert_eq!(slices["pieces"], 12);
    Ok(())
}
