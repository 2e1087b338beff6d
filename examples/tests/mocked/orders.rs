use specwright_examples::programs::orders::{after, before};

#[tokio::test]
async fn one_program_calls_the_api_as_it_was() {
    use before::types::*;
    let mock = before::mock::Mock::new();
    mock.list_orders().returns(Vec::new());
    mock.create_order()
        .with_body(&before::program::new_order())
        .returns_with(|request| Order::new("7", OrderStatus::Open, request.body.item));
    let order = before::program::first(&mock.client()).await.expect("an order");
    assert_eq!(before::program::show(&order), "7 open");
}

#[tokio::test]
async fn the_same_program_calls_it_as_it_became() {
    use after::types::*;
    let mock = after::mock::Mock::new();
    mock.list_orders().returns(Vec::new());
    mock.create_order()
        .with_body(&after::program::new_order())
        .returns_with(|request| Order::new("7", "sent", request.body.item, Default::default()));
    let order = after::program::first(&mock.client()).await.expect("an order");
    assert_eq!(after::program::show(&order), "7 sent");
}

#[tokio::test]
async fn a_failure_says_what_the_server_says() {
    let mock = after::mock::Mock::new();
    let missing = after::types::Problem::new("no orders here");
    mock.list_orders()
        .returns(after::server::ListOrdersResponses::NotFound(missing));
    match after::program::first(&mock.client()).await {
        Err(after::program::Trouble::None(message)) => assert_eq!(message, "no orders here"),
        other => panic!("{other:?}"),
    }
}
