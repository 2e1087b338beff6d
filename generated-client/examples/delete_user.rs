//! Calls `deleteUserByUserId` through the generated client.
//!
//! Without arguments it calls a server of its own on a loopback port, three times: a success, a typed failure, and a
//! refused key. With `--live USER_ID` it calls the real API with the key in `KLAVIS_API_KEY`.

use std::error::Error;
use std::process::ExitCode;

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::delete;
use axum::{Json, Router};
use klavis::operations::DeleteUserByUserIdError;
use klavis::{Client, types};
use specwright_runtime::Error as CallError;
use tokio::net::TcpListener;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<ExitCode, Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.as_slice() {
        [] => against_embedded_server().await?,
        [flag, user_id] if flag == "--live" => {
            let key = std::env::var("KLAVIS_API_KEY").map_err(|_| "set KLAVIS_API_KEY to your key")?;
            delete_user(&Client::builder().api_key(key).build()?, user_id).await;
        }
        _ => {
            eprintln!("usage: delete_user [--live USER_ID]");
            return Ok(ExitCode::from(2));
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn against_embedded_server() -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}", listener.local_addr()?);
    println!("a server that behaves as the document says, at {url}\n");
    tokio::spawn(async move { axum::serve(listener, server()).await });

    let client = Client::builder().api_key("right-key").base_url(&url).build()?;
    delete_user(&client, "user-42").await;
    delete_user(&client, "nobody").await;

    let stranger = Client::builder().api_key("wrong-key").base_url(&url).build()?;
    delete_user(&stranger, "user-42").await;
    Ok(())
}

/// One call, and every way in which it can end.
async fn delete_user(client: &Client, user_id: &str) {
    println!("DELETE /user/{user_id}");
    match client.delete_user_by_user_id(user_id).await {
        Ok(types::DeleteUserResponse { success, message }) => println!("  deleted: {success}, {message}"),
        Err(CallError::Api(failure)) => match failure.body() {
            DeleteUserByUserIdError::UnprocessableEntity(invalid) => {
                println!("  {}:", failure.status());
                for error in invalid.detail.iter().flatten() {
                    println!("    {} at {:?}", error.msg, error.loc);
                }
            }
            DeleteUserByUserIdError::Undocumented(body) => {
                println!("  {}: {}", failure.status(), String::from_utf8_lossy(body));
            }
            DeleteUserByUserIdError::Undecoded(body) => println!("  {}: {body}", failure.status()),
        },
        Err(other) => println!("  {other}"),
    }
}

/// The API as its document describes it: 200, 422 with a `HTTPValidationError`, 401 without the right key.
fn server() -> Router {
    Router::new().route("/user/{userId}", delete(delete_handler))
}

async fn delete_handler(Path(user_id): Path<String>, headers: HeaderMap) -> Response {
    let key = headers.get("authorization").and_then(|value| value.to_str().ok());
    if key != Some("Bearer right-key") {
        return (StatusCode::UNAUTHORIZED, "no such key").into_response();
    }
    if user_id == "nobody" {
        let error = types::ValidationError {
            loc: vec![
                types::ValidationErrorLocItem::String("path".to_owned()),
                types::ValidationErrorLocItem::String("userId".to_owned()),
            ],
            msg: "there is no such user".to_owned(),
            r#type: "value_error".to_owned(),
            input: Some(user_id.into()),
            ctx: None,
        };
        let invalid = types::HttpValidationError {
            detail: Some(vec![error]),
        };
        return (StatusCode::UNPROCESSABLE_ENTITY, Json(invalid)).into_response();
    }
    let done = types::DeleteUserResponse {
        success: true,
        message: format!("User {user_id} and all associated data are gone"),
    };
    Json(done).into_response()
}
