use specwright_examples::programs::shop::stripe::mock::Mock;
use specwright_examples::programs::shop::stripe::server::PayResponses;
use specwright_examples::programs::shop::stripe::types::*;
use specwright_examples::programs::shop::{Shop, ShopError, email};
use specwright_runtime::StatusCode;
use specwright_runtime::chrono::DateTime;

fn customer(number: usize) -> Customer {
    Customer::new(DateTime::UNIX_EPOCH, format!("cus_{number}"), false).email("ada@example.com")
}

fn payment(id: &str) -> PaymentIntent {
    PaymentIntent::new(1999, "chf", id, "succeeded").customer(customer(1))
}

async fn shop(mock: &Mock) -> (Shop, specwright_runtime::mock::Served) {
    let served = mock.serve().await.expect("a port");
    (Shop::new("sk_test", &served.url()).expect("a shop"), served)
}

#[tokio::test]
async fn creates_a_customer_once() {
    let mock = Mock::new();
    mock.create_customer()
        .with(|request| request.headers["idempotency-key"] == "key-1")
        .with(|request| {
            request
                .body
                .as_ref()
                .is_some_and(|body| body.name.as_deref() == Some("Ada"))
        })
        .returns(StatusCode::SERVICE_UNAVAILABLE)
        .then(customer(1));
    let (shop, _served) = shop(&mock).await;
    let customer = shop
        .customer("Ada", "ada@example.com", "key-1")
        .await
        .expect("a customer");
    assert_eq!(customer.id, "cus_1");
}

#[tokio::test]
async fn takes_money() {
    let mock = Mock::new();
    let mut declined = ApiErrors::new(ApiErrorsType::CardError)
        .decline_code("insufficient_funds")
        .message("Not enough money.");
    declined.payment_intent = Some(Box::new(payment("pi_2")));
    mock.pay()
        .with(|request| {
            request
                .body
                .expand
                .as_ref()
                .is_some_and(|expand| expand.len() == 2)
        })
        .with(|request| request.body.capture_method == Some(NewPaymentCaptureMethod::Automatic))
        .returns(payment("pi_1"))
        .then(PayResponses::Default(
            StatusCode::PAYMENT_REQUIRED,
            Error::new(declined),
        ))
        .then(StatusCode::TOO_MANY_REQUESTS);
    mock.get_payment()
        .with(|request| request.expand.as_deref() == Some(&["customer".to_owned()]))
        .returns(payment("pi_1"));

    let (shop, _served) = shop(&mock).await;
    let customer = customer(1);
    let payment = shop.pay(&customer, 1999, "key-2").await.expect("a payment");
    assert_eq!(email(&payment), Some("ada@example.com"));
    let payment = shop.intent(&payment.id).await.expect("a payment");
    assert_eq!(email(&payment), Some("ada@example.com"));
    match shop.pay(&customer, 1999, "declined").await {
        Err(ShopError::Declined {
            code,
            message,
            intent,
        }) => {
            assert_eq!(
                (code.as_str(), intent.as_deref()),
                ("insufficient_funds", Some("pi_2"))
            );
            assert_eq!(message, "Not enough money.");
        }
        other => panic!("{other:?}"),
    }
    assert!(matches!(
        shop.pay(&customer, 1999, "busy").await,
        Err(ShopError::Busy)
    ));
}

#[tokio::test]
async fn lists_all_customers() {
    let mock = Mock::new();
    mock.list_customers().returns_with(|request| {
        let after = request
            .starting_after
            .map_or(0, |id| id[4..].parse().expect("a number"));
        let customers: Vec<Customer> = (after + 1..=5).take(2).map(customer).collect();
        ListCustomersResponse::new(customers, after + 2 < 5, "/v1/customers")
    });
    let (shop, _served) = shop(&mock).await;
    let customers = shop.customers().await.expect("customers");
    let ids: Vec<&str> = customers.iter().map(|customer| customer.id.as_str()).collect();
    assert_eq!(ids, ["cus_1", "cus_2", "cus_3", "cus_4", "cus_5"]);
}
