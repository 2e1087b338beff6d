//! `docs/client/pages.md`

use specwright_runtime::ApiError;

use crate::server;

#[tokio::test]
async fn all_collects_what_is_on_the_pages() -> Result<(), ApiError> {
    let client = server::client();
    let cakes = client.list_cakes().limit(2).all().await?;
    assert_eq!(cakes.len(), 3);
    Ok(())
}

#[tokio::test]
async fn items_is_a_stream_of_them() -> Result<(), ApiError> {
    let client = server::client();
    let mut cakes = client.list_cakes().limit(2).items();
    while let Some(cake) = cakes.next().await {
        println!("{}", cake?.name);
    }
    Ok(())
}

#[tokio::test]
async fn pages_go_on_from_a_token() -> Result<(), ApiError> {
    let client = server::client();
    let mut pages = client.list_cakes().limit(2).pages();
    let first = pages.next().await.expect("a page")?;
    println!("{} cakes", first.body().cakes.len());
    let token = pages.token().expect("there is more").to_owned();

    let mut rest = client.list_cakes().limit(2).pages().resume(&token);
    while let Some(page) = rest.next().await {
        println!("{} more", page?.body().cakes.len());
    }
    assert_eq!(token, "2");
    Ok(())
}
