//! The server's side of the document under `axum`, called by its own client.

use klavis::server::{Api, DeleteUserByUserId, DeleteUserByUserIdResponses, service};
use klavis::types::DeleteUserResponse;

struct Users;

impl Api for Users {
    async fn delete_user_by_user_id(&self, request: DeleteUserByUserId) -> DeleteUserByUserIdResponses {
        DeleteUserResponse::new(true, format!("{} is gone", request.user_id)).into()
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}", listener.local_addr()?);
    let router = axum::Router::new().fallback_service(service(Users));
    tokio::spawn(async { axum::serve(listener, router).await });

    let client = klavis::Client::builder()
        .base_url(&url)
        .api_key("a key")
        .build()?;
    println!("{}", client.delete_user_by_user_id("user-42").await?.message);
    Ok(())
}
