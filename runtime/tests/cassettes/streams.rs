use specwright_runtime::cassette::Cassette;

use crate::client::client;
use crate::{Folder, server};

#[tokio::test]
async fn a_stream_is_kept_as_far_as_it_was_read() {
    let folder = Folder::new();
    let events = || {
        specwright_runtime::transport::from_fn(async |_| {
            let (sender, receiver) = tokio::sync::mpsc::channel::<specwright_runtime::Bytes>(1);
            tokio::spawn(async move {
                for number in 1..100 {
                    if sender.send(format!("data: {number}\n\n").into()).await.is_err() {
                        break;
                    }
                }
            });
            let response =
                specwright_runtime::http::Response::builder().header("content-type", "text/event-stream");
            Ok(response.body(specwright_runtime::Body::stream(Receiver(receiver)))?)
        })
    };
    let cassette = Cassette::record(folder.path(), events())
        .build()
        .expect("a cassette");
    let mut stream = client(cassette.clone(), &[]).watch().await.expect("events");
    for number in 1..=3 {
        assert_eq!(
            stream.next().await.expect("an event").expect("an event").data,
            number
        );
    }
    drop(stream);
    cassette.save().expect("a file");
    assert!(
        folder
            .text()
            .contains(r#""lines": ["data: 1","","data: 2","","data: 3","",""#),
        "{}",
        folder.text()
    );
    assert!(folder.text().contains(r#""cut": "the program read no further""#));

    let mut stream = client(folder.replay(), &[]).watch().await.expect("events");
    for number in 1..=3 {
        assert_eq!(
            stream.next().await.expect("an event").expect("an event").data,
            number
        );
    }
    let mut error = None;
    while let Some(event) = stream.next().await {
        error = event.err();
    }
    let error = format!("{:#}", error.expect("an error"));
    assert!(
        error.contains("the recording ends here: the program read no further"),
        "{error}"
    );
}

#[tokio::test]
async fn secrets_are_left_out_of_events_and_lines() {
    let folder = Folder::new();
    let text = "event: a\ndata: {\"id\": 1, \"access_token\": \"hunter2\"}\n\ndata: {\"x\":[{\"email\":\"tom@example.org\"}]}\n\n\
                data: hunter2 is broken {\"access_token\": \"other-one\"\n\n";
    let events = server(move |_, _| (200, "text/event-stream", text.to_owned()));
    let cassette = Cassette::record(folder.path(), events)
        .redact("$.x[*].email")
        .build()
        .expect("a cassette");
    let stream = client(cassette.clone(), &[]).watch().raw().await.expect("events");
    stream.bytes().await.expect("all");
    cassette.save().expect("a file");
    let kept = folder.text();
    for secret in ["hunter2", "tom@", "other-one"] {
        assert!(!kept.contains(secret), "{secret}: {kept}");
    }
    assert!(
        kept.contains(r#""data: {\"id\":1,\"access_token\":\"[redacted]\"}""#),
        "{kept}"
    );
}

/// A channel as a stream.
struct Receiver(tokio::sync::mpsc::Receiver<specwright_runtime::Bytes>);

impl futures_core::Stream for Receiver {
    type Item = Result<specwright_runtime::Bytes, std::io::Error>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        self.0.poll_recv(context).map(|chunk| chunk.map(Ok))
    }
}
