use std::sync::Mutex;

use axum::extract::RawQuery;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};
use specwright_examples::programs::shop::{Shop, ShopError, email, newer};
use specwright_runtime::chrono::DateTime;

use crate::{parameter, serve};

fn customer(id: usize) -> Value {
    json!({ "id": format!("cus_{id}"), "object": "customer", "created": 1, "livemode": false, "email": "ada@example.com" })
}

fn payment(id: &str, customer: &Value) -> Value {
    json!({
        "id": id, "object": "payment_intent", "amount": 1999, "currency": "chf", "status": "succeeded",
        "customer": customer, "last_payment_error": null,
    })
}

/// Returns a form with brackets as people read them.
fn unescaped(form: &str) -> String {
    form.replace("%5B", "[").replace("%5D", "]")
}

/// Fails once, to be asked again with the same key.
async fn create(headers: HeaderMap, body: String) -> Response {
    static BEFORE: Mutex<Option<String>> = Mutex::new(None);
    let body = unescaped(&body);
    assert_eq!(headers["idempotency-key"], "key-1");
    assert_eq!(
        body,
        "name=Ada&email=ada%40example.com&address[city]=Bern&address[country]=CH&address[line1]=Main+St+1\
         &shipping[address][line1]=Main+St+1&shipping[name]=Ada&metadata[shop]=42&tax_exempt=none\
         &preferred_locales[0]=de&preferred_locales[1]=fr"
    );
    match BEFORE.lock().expect("no panic").replace(body) {
        None => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Some(_) => Json(customer(1)).into_response(),
    }
}

async fn list(RawQuery(query): RawQuery) -> Json<Value> {
    let after = parameter(&query, "starting_after").map_or(0, |id| id[4..].parse().expect("a number"));
    let data: Vec<Value> = (after + 1..=5).take(2).map(customer).collect();
    Json(
        json!({ "object": "list", "url": "/v1/customers", "has_more": after + data.len() < 5, "data": data }),
    )
}

async fn pay(headers: HeaderMap, body: String) -> Response {
    assert_eq!(headers["authorization"], "Bearer sk_test");
    let declined = json!({ "error": {
        "type": "card_error", "code": "card_declined", "decline_code": "insufficient_funds", "message": "Not enough money.",
        "payment_intent": payment("pi_2", &json!("cus_1")),
    } });
    match headers["idempotency-key"].to_str() {
        Ok("declined") => (StatusCode::PAYMENT_REQUIRED, Json(declined)).into_response(),
        Ok("busy") => StatusCode::TOO_MANY_REQUESTS.into_response(),
        _ => {
            let body = unescaped(&body);
            assert!(
                body.ends_with(
                    "&off_session=true&capture_method=automatic&expand[0]=customer&expand[1]=charges.data.balance_transaction\
                     &metadata[order]=7&payment_method_options[card][request_three_d_secure]=any"
                ),
                "{body}"
            );
            Json(payment("pi_1", &customer(1))).into_response()
        }
    }
}

async fn show(RawQuery(query): RawQuery) -> Json<Value> {
    assert_eq!(unescaped(&query.unwrap_or_default()), "expand[0]=customer");
    Json(payment("pi_1", &customer(1)))
}

async fn shop() -> Shop {
    let router = Router::new()
        .route("/v1/customers", post(create).get(list))
        .route("/v1/payment_intents", post(pay))
        .route("/v1/payment_intents/{id}", get(show));
    Shop::new("sk_test", &serve(router).await).expect("a shop")
}

#[tokio::test]
async fn creates_a_customer_once_and_takes_money() {
    let shop = shop().await;
    let customer = shop
        .customer("Ada", "ada@example.com", "key-1")
        .await
        .expect("a customer");
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
    let customers = shop().await.customers().await.expect("customers");
    assert_eq!(newer(&customers, DateTime::UNIX_EPOCH).count(), customers.len());
    let second = DateTime::from_timestamp(1, 0).expect("an instant");
    assert_eq!(
        newer(&customers, second).count(),
        0,
        "each is made in the first second of 1970"
    );
    let ids: Vec<&str> = customers.iter().map(|customer| customer.id.as_str()).collect();
    assert_eq!(ids, ["cus_1", "cus_2", "cus_3", "cus_4", "cus_5"]);
}
