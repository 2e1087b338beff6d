//! Walks through a list that comes in pages: a value of each response is a parameter of the next request, as the document
//! says in `links`.

use std::error::Error;

use axum::extract::RawQuery;
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};
use specwright_examples::Client;
use tokio::net::TcpListener;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::builder().base_url(&server().await?).build()?;
    let mut pages = client.list_photos().limit(2).pages();
    while let Some(page) = pages.next().await {
        let titles: Vec<String> = page?
            .into_body()
            .photos
            .into_iter()
            .map(|photo| photo.title)
            .collect();
        println!("{}", titles.join(", "));
    }

    let mut photos = client.list_photos().limit(2).items();
    while let Some(photo) = photos.next().await {
        println!("{}", photo?.title);
    }
    Ok(())
}

/// A server that behaves as the document says.
async fn server() -> Result<String, std::io::Error> {
    let router = Router::new().route("/photos", get(photos));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(url)
}

async fn photos(RawQuery(query): RawQuery) -> Json<Value> {
    let query = query.unwrap_or_default();
    let begin = query
        .split('&')
        .find_map(|pair| pair.strip_prefix("cursor=after-")?.parse().ok())
        .unwrap_or(0);
    let titles = ["Cat", "Dog", "Sea", "Hill", "Moon"];
    let photos: Vec<Value> = titles
        .iter()
        .enumerate()
        .skip(begin)
        .take(2)
        .map(|(index, title)| json!({ "id": index.to_string(), "title": title, "size": 1024 }))
        .collect();
    let end = begin + photos.len();
    Json(match end < titles.len() {
        true => json!({ "photos": photos, "next": format!("after-{end}") }),
        false => json!({ "photos": photos }),
    })
}
