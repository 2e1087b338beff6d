//! Sends a file of the disk as a part of a form, and saves a large response to a file: neither is ever in memory as a
//! whole.

use std::error::Error;

use axum::Router;
use axum::body::Body;
use axum::http::StatusCode;
use axum::routing::{get, post};
use specwright_examples::Client;
use specwright_examples::operations::UploadPhotoForm;
use specwright_runtime::FilePart;
use tokio::net::TcpListener;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let photo = folder.path().join("holiday.png");
    std::fs::write(&photo, vec![7; 5 << 20])?;
    let client = Client::builder().base_url(&server().await?).build()?;

    let form = UploadPhotoForm::new("Holiday", FilePart::path(&photo)).tags(["sea", "summer"]);
    let uploaded = client.upload_photo(form).await?;
    println!(
        "uploaded {:?}: the server received {} bytes",
        uploaded.title, uploaded.size
    );

    let copy = folder.path().join("copy.png");
    let written = client.download_photo(&uploaded.id).await?.save(&copy).await?;
    println!("downloaded {written} bytes");

    match client.download_photo("nobody's").await {
        Ok(_) => println!("there was no such photo before"),
        Err(error) => println!("{error}"),
    }
    Ok(())
}

/// A server that behaves as the document says.
async fn server() -> Result<String, std::io::Error> {
    let upload = post(async |body: Body| {
        let size = axum::body::to_bytes(body, usize::MAX)
            .await
            .map_or(0, |bytes| bytes.len());
        (
            StatusCode::CREATED,
            axum::Json(serde_json::json!({ "id": "1", "title": "Holiday", "size": size })),
        )
    });
    let download = get(
        async |axum::extract::Path(id): axum::extract::Path<String>| match id.as_str() {
            "1" => Ok(vec![7; 5 << 20]),
            _ => Err((
                StatusCode::NOT_FOUND,
                axum::Json(serde_json::json!({ "message": "no such photo" })),
            )),
        },
    );
    let router = Router::new()
        .route(
            "/photos",
            upload.layer(axum::extract::DefaultBodyLimit::disable()),
        )
        .route("/photos/{id}/content", download);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(url)
}
