//! `README.md`

use specwright_examples::bakery::operations::CreateOrderError;
use specwright_examples::bakery::{self, types::NewOrder};
use specwright_runtime::Error;

/// The README's lines, compiled: its client calls the server of the document, which is nowhere.
async fn order(key: &str) -> Result<(), Box<dyn std::error::Error>> {
    let client = bakery::Client::builder().api_key(key).build()?;

    let cakes = client.list_cakes().limit(100).all().await?; // follows the pages
    let order = NewOrder::new(&cakes[0].id, 12).note("ring twice");
    match client.create_order(order).await {
        Ok(order) => println!("order {} is {}", order.id, order.state),
        Err(Error::Api(failure)) => match failure.body() {
            CreateOrderError::Conflict(problem) => println!("{}", problem.message), // as documented
            other => println!("{}: {other}", failure.status()),                     // all else, with its body
        },
        Err(other) => println!("{other}"), // no connection, a timeout, a body that is not as documented, …
    }
    Ok(())
}

#[test]
fn the_lines_are_a_future_that_can_be_sent() {
    fn is_send(_: impl Send) {}
    is_send(order("a key"));
}
