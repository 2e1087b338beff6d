//! The program of the page: calls of a generated client, each of which says whether it went as it should.

specwright_runtime::include_client!("photos");

use std::time::Duration;

use operations::{DownloadPhotoError, UploadPhotoForm};
use specwright_runtime::{Body, Error, FilePart, Retry, Timeout};
use wasm_bindgen::prelude::wasm_bindgen;

type Checked = Result<(), String>;

/// Runs all checks, and reports them to the server of the page.
#[wasm_bindgen(start)]
async fn run() {
    let checks = [
        ("a list is read", list().await),
        ("pages follow each other", pages().await),
        ("a failure is typed", failure().await),
        (
            "events are read while they arrive, behind a broken connection, too",
            events().await,
        ),
        ("a form is uploaded", upload().await),
        ("bytes are streamed", download().await),
        ("a response that is dropped is aborted", abort().await),
        ("the browser's timer ends a call", timeout().await),
        ("what passes by is tried again", retry().await),
    ];
    let lines = checks.map(|(name, checked)| match checked {
        Ok(()) => format!("ok: {name}"),
        Err(error) => format!("FAILED: {name}: {error}"),
    });
    let report = client()
        .request("POST", "/report")
        .body(lines.join("\n"), "text/plain");
    // Without it, the server gives up by itself.
    let _ = report.await;
}

fn client() -> Client {
    let origin = web_sys::window().and_then(|window| window.location().origin().ok());
    let builder = Client::builder().base_url(&origin.unwrap_or_default());
    let builder = builder.retry(Retry::new(2).first_wait(Duration::from_millis(10)));
    builder.build().expect("a client")
}

/// Says what is wrong where something is.
fn ensure(holds: bool, found: impl std::fmt::Debug) -> Checked {
    match holds {
        true => Ok(()),
        false => Err(format!("{found:?}")),
    }
}

fn text(error: impl std::fmt::Display) -> String {
    format!("{error:#}")
}

async fn list() -> Checked {
    let page = client()
        .list_photos()
        .limit(2)
        .with_response()
        .await
        .map_err(text)?;
    let titles: Vec<&str> = page
        .body()
        .photos
        .iter()
        .map(|photo| photo.title.as_str())
        .collect();
    ensure(page.status() == 200 && titles == ["Cat", "Dog"], titles)
}

async fn pages() -> Checked {
    let photos = client().list_photos().limit(2).all().await.map_err(text)?;
    let titles: Vec<&str> = photos.iter().map(|photo| photo.title.as_str()).collect();
    ensure(titles == ["Cat", "Dog", "Sea"], titles)
}

async fn failure() -> Checked {
    match client().download_photo("nobody's").await {
        Err(Error::Api(failure)) => match failure.body() {
            DownloadPhotoError::NotFound(problem) => ensure(problem.message == "no such photo", problem),
            other => Err(format!("{other:?}")),
        },
        other => Err(format!("{other:?}")),
    }
}

async fn events() -> Checked {
    let mut changes = client().watch_photos().await.map_err(text)?;
    let mut seen = Vec::new();
    while let Some(change) = changes.next().await {
        seen.push(change.map_err(text)?.data.photo);
    }
    ensure(seen == ["cat.png", "dog.png"], seen)
}

async fn upload() -> Checked {
    let file = FilePart::new(vec![7; 300_000]).file_name("moon.png");
    let form = UploadPhotoForm::new("Moon", file).tags(["night"]);
    let photo = client().upload_photo(form).await.map_err(text)?;
    ensure(photo.title == "Moon" && photo.size > 300_000, photo)
}

async fn download() -> Checked {
    let mut chunks = client().download_photo("1").await.map_err(text)?;
    let mut length = 0;
    while let Some(chunk) = chunks.chunk().await {
        length += chunk.map_err(text)?.len();
    }
    ensure(length == 1_000_000, length)
}

async fn abort() -> Checked {
    let mut endless = client().download_photo("endless").await.map_err(text)?;
    endless.chunk().await.ok_or("no chunk")?.map_err(text)?;
    drop(endless);
    // The server responds when the connection is gone.
    let gone = client()
        .request("GET", "/gone")
        .timeout(Duration::from_secs(10))
        .await;
    gone.map(drop).map_err(text)
}

async fn timeout() -> Checked {
    let silent = client()
        .download_photo("silent")
        .timeout(Duration::from_millis(300))
        .await;
    match silent {
        Err(Error::Timeout {
            limit: Timeout::Call(limit),
            ..
        }) => ensure(limit.as_millis() == 300, limit),
        other => Err(format!("{other:?}")),
    }
}

async fn retry() -> Checked {
    let response = client()
        .request("PUT", "/troubled")
        .body(Body::from("again"), "text/plain")
        .await;
    ensure(response.is_ok(), response)
}
