//! `docs/client/streams.md`

use std::error::Error;

use specwright_runtime::ApiError;

use crate::server;

#[tokio::test]
async fn events_are_read_as_they_come() -> Result<(), ApiError> {
    let client = server::client();
    let mut states = Vec::new();
    let mut events = client.watch_orders().await?;
    while let Some(event) = events.next().await {
        let order = event?.data;
        println!("order {} is {}", order.id, order.state);
        states.push(order.state.to_string());
        if states.len() == 2 {
            break;
        }
    }
    assert_eq!(states, ["open", "baked"]);
    Ok(())
}

#[tokio::test]
async fn bytes_are_saved_without_being_in_memory() -> Result<(), Box<dyn Error>> {
    let client = server::client();
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("cake.jpg");
    let length = client.get_photo("1").await?.save(&file).await?;
    assert_eq!(length, 1000);
    Ok(())
}

#[tokio::test]
async fn bytes_can_be_read_in_chunks() -> Result<(), Box<dyn Error>> {
    let client = server::client();
    let mut photo = client.get_photo("1").await?;
    let mut length = 0;
    while let Some(chunk) = photo.chunk().await {
        length += chunk?.len();
    }
    assert_eq!(length, 1000);
    Ok(())
}
