//! A shop's payments.

/// The client.
pub mod stripe {
    specwright_runtime::include_client!("stripe");
}

use std::time::Duration;

use specwright_runtime::chrono::{DateTime, Utc};
use specwright_runtime::{ApiError, BuildError, Error, Retry, StatusCode};
use stripe::Client;
use stripe::types::*;

/// What a shop tells its customers.
#[derive(Debug)]
pub enum ShopError {
    /// The card was declined.
    Declined {
        /// Why.
        code: String,
        /// Why, for people.
        message: String,
        /// The payment that the card was declined for.
        intent: Option<String>,
    },
    /// There are too many payments.
    Busy,
    /// Something else.
    Other(ApiError),
}

impl<E> From<Error<E>> for ShopError {
    fn from(error: Error<E>) -> Self {
        let error = ApiError::from(error);
        match error.decode() {
            _ if error.status() == Some(StatusCode::TOO_MANY_REQUESTS) => ShopError::Busy,
            Ok(stripe::types::Error { error: card, .. }) if card.r#type == ApiErrorsType::CardError => {
                ShopError::Declined {
                    code: card.decline_code.or(card.code).unwrap_or_default(),
                    message: card.message.unwrap_or_default(),
                    intent: card.payment_intent.map(|intent| intent.id),
                }
            }
            _ => ShopError::Other(error),
        }
    }
}

/// A shop.
#[derive(Debug)]
pub struct Shop {
    client: Client,
}

impl Shop {
    /// Creates a shop that calls the server at `base_url`.
    pub fn new(key: &str, base_url: &str) -> Result<Shop, BuildError> {
        let client = Client::builder()
            .bearer_auth(key)
            .header("stripe-version", "2020-08-27")
            .base_url(base_url)
            .retry(Retry::new(3).first_wait(Duration::from_millis(20)))
            .build()?;
        Ok(Shop { client })
    }

    /// Creates a customer. What is asked for twice with one key happens once.
    pub async fn customer(&self, name: &str, email: &str, key: &str) -> Result<Customer, ShopError> {
        let customer = NewCustomer::new()
            .name(name)
            .email(email)
            .address(NewAddress::new().line1("Main St 1").city("Bern").country("CH"))
            .shipping(NewShipping::new(
                NewShippingAddress::new().line1("Main St 1"),
                name,
            ))
            .metadata([("shop", "42")])
            .tax_exempt(NewCustomerTaxExempt::None)
            .preferred_locales(["de", "fr"]);
        Ok(self
            .client
            .create_customer()
            .body(customer)
            .header("idempotency-key", key)
            .await?)
    }

    /// Takes money of a customer.
    pub async fn pay(&self, customer: &Customer, amount: i64, key: &str) -> Result<PaymentIntent, ShopError> {
        let card = CardOptions::new().request_three_d_secure("any");
        let payment = NewPayment::new(amount, "chf")
            .customer(&customer.id)
            .confirm(true)
            .payment_method("pm_card_visa")
            .off_session(true)
            .capture_method(NewPaymentCaptureMethod::Automatic)
            .expand(["customer", "charges.data.balance_transaction"])
            .metadata([("order", "7")])
            .payment_method_options(PaymentOptions::new().card(card));
        Ok(self.client.pay(payment).header("idempotency-key", key).await?)
    }

    /// Returns a payment with its customer.
    pub async fn intent(&self, id: &str) -> Result<PaymentIntent, ShopError> {
        Ok(self.client.get_payment(id).expand(["customer"]).await?)
    }

    /// Lists all customers.
    pub async fn customers(&self) -> Result<Vec<Customer>, ShopError> {
        Ok(self.client.list_customers().limit(2).all().await?)
    }
}

/// Returns the email of the payment's customer, if it was expanded.
pub fn email(intent: &PaymentIntent) -> Option<&str> {
    intent.customer.as_ref()?.as_customer()?.email.as_deref()
}

/// Returns the customers that came after an instant.
pub fn newer(customers: &[Customer], than: DateTime<Utc>) -> impl Iterator<Item = &Customer> {
    customers.iter().filter(move |customer| *customer.created > than)
}
