//! Orders: one to look at, or a new one.

use specwright_runtime::{ApiError, Error, StatusCode};

use super::{Client, operations, types::*};

/// What a program tells its people.
#[derive(Debug)]
pub enum Trouble {
    /// There is nothing, says the server.
    None(String),
    /// Something else.
    Other(ApiError),
}

impl<E> From<Error<E>> for Trouble {
    fn from(error: Error<E>) -> Self {
        let error = ApiError::from(error);
        match (error.status(), error.message()) {
            (Some(StatusCode::NOT_FOUND), Some(message)) => Trouble::None(message.to_owned()),
            _ => Trouble::Other(error),
        }
    }
}

/// Returns a request that is not sent yet.
pub fn list(client: &Client) -> operations::ListOrders {
    client.list_orders()
}

/// Returns an order to place.
pub fn new_order() -> NewOrder {
    let item = Item::new("a").color(Color::Red);
    NewOrder::new(item, 2)
        .note("x")
        .address(Address::new().city("Bern"))
}

/// Shows an order.
pub fn show(Order { id, status, .. }: &Order) -> String {
    format!("{id} {status}")
}

/// Returns the first order, or a new one.
pub async fn first(client: &Client) -> Result<Order, Trouble> {
    match list(client).await?.into_iter().next() {
        Some(order) => Ok(client.get_order(order.id).await?),
        None => Ok(client.create_order(new_order()).await?),
    }
}
