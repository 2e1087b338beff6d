//! Cassettes: what is written, what is left out of it, and which recording responds.

mod client;
mod files;
mod matching;
mod secrets;
mod streams;

use std::path::{Path, PathBuf};

use specwright_runtime::cassette::Cassette;
use specwright_runtime::transport::{self, Transport};
use specwright_runtime::{Body, BoxError, http};

/// A folder of a test, and the cassette in it.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Folder(tempfile::tempdir().expect("a folder"))
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("pets.json")
    }

    fn text(&self) -> String {
        std::fs::read_to_string(self.path()).expect("a cassette")
    }

    fn write(&self, text: &str) -> &Path {
        std::fs::write(self.path(), text).expect("a cassette");
        self.0.path()
    }

    fn replay(&self) -> Cassette {
        Cassette::replay(self.path()).expect("a cassette")
    }
}

/// A server that responds to each request what the function says: status, media type, and body.
fn server(
    respond: impl Fn(&http::request::Parts, &str) -> (u16, &'static str, String) + Send + Sync + 'static,
) -> impl Transport {
    let respond = std::sync::Arc::new(respond);
    transport::from_fn(move |request: http::Request<Body>| {
        let respond = respond.clone();
        async move {
            let (head, body) = request.into_parts();
            let body = body.bytes(1 << 20).await?;
            let (status, media_type, text) = respond(&head, &String::from_utf8_lossy(&body));
            let response = http::Response::builder().status(status);
            Ok::<_, BoxError>(
                response
                    .header("content-type", media_type)
                    .body(Body::from(text))?,
            )
        }
    })
}

const JSON: &str = "application/json";
