//! Calls a server whose document is wrong in three ways, with a client of the document and with one of the document that an overlay
//! mends: `spec/library.yaml` and `spec/library.overlay.yaml`.

use std::error::Error as StdError;

use axum::Json;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::routing::get;
use serde_json::{Value, json};
use specwright_examples::{library, library_mended};
use specwright_runtime::Error;
use tokio::net::TcpListener;

/// A book without a subtitle, one on a shelf with a letter, and one that is lost.
const BOOKS: [&str; 3] = ["emma", "dracula", "inventio"];

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn StdError>> {
    let url = server().await?;
    let client = library::Client::builder().base_url(&url).build()?;
    println!("by the document:");
    for id in BOOKS {
        match client.get_book(id).await {
            Ok(book) => println!("  {}", book.title),
            Err(Error::Decode(_)) => println!("  {id}: not what the document says"),
            Err(error) => println!("  {id}: {error}"),
        }
    }

    let client = library_mended::Client::builder().base_url(&url).build()?;
    println!("by the document and its overlay:");
    for id in BOOKS {
        match client.get_book(id).await {
            Ok(book) => println!("  {}, {:?}, shelf {}", book.title, book.subtitle, book.shelf),
            Err(Error::Api(failure)) => match failure.body() {
                library_mended::operations::GetBookError::Gone(lost) => {
                    println!("  {id}: lost since {}", lost.since)
                }
                _ => println!("  {id}: {failure}"),
            },
            Err(error) => println!("  {id}: {error}"),
        }
    }
    Ok(())
}

/// A server that behaves as the overlay says.
async fn server() -> Result<String, std::io::Error> {
    let router = Router::new().route("/books/{id}", get(book));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(url)
}

async fn book(Path(id): Path<String>) -> (StatusCode, Json<Value>) {
    match id.as_str() {
        "emma" => (
            StatusCode::OK,
            Json(json!({ "title": "Emma", "subtitle": null, "shelf": "12" })),
        ),
        "dracula" => (
            StatusCode::OK,
            Json(json!({ "title": "Dracula", "subtitle": "A Mystery Story", "shelf": "12b" })),
        ),
        _ => (StatusCode::GONE, Json(json!({ "since": 1327 }))),
    }
}
