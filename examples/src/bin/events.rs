//! Reads server-sent events as they happen. The server drops the connection in between; the client goes on behind the
//! last event that it saw.

use std::error::Error;

use specwright_examples::Client;
use specwright_examples::types::ChangeKind;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::builder().base_url(&server().await?).build()?;
    let mut changes = client.watch_photos().await?;
    while let Some(change) = changes.next().await {
        let change = change?;
        match change.data.kind {
            ChangeKind::Added => println!("{}: {} is new", change.id, change.data.photo),
            ChangeKind::Removed => println!("{}: {} is gone", change.id, change.data.photo),
            ChangeKind::Unknown(kind) => println!("{}: {} is {kind}", change.id, change.data.photo),
        }
    }
    Ok(())
}

const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";

/// A server that behaves as the document says, but breaks the first connection within the third event. It writes HTTP
/// by hand, since no library for servers would do that.
async fn server() -> Result<String, std::io::Error> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = vec![0; 4096];
            let length = stream.read(&mut request).await.unwrap_or(0);
            let request = String::from_utf8_lossy(&request[..length]).to_lowercase();
            let (events, end) = if request.contains("last-event-id: 2") {
                (
                    "id: 3\ndata: {\"photo\": \"cat.png\", \"kind\": \"removed\"}\n\n\
                     id: 4\ndata: {\"photo\": \"dog.png\", \"kind\": \"archived\"}\n\n",
                    "0\r\n\r\n",
                )
            } else {
                (
                    "retry: 100\n\n\
                     id: 1\ndata: {\"photo\": \"cat.png\", \"kind\": \"added\"}\n\n\
                     id: 2\ndata: {\"photo\": \"dog.png\", \"kind\": \"added\"}\n\n\
                     id: 3\ndata: {\"pho",
                    "",
                )
            };
            let response = format!("{HEAD}{:x}\r\n{events}\r\n{end}", events.len());
            let _ = stream.write_all(response.as_bytes()).await;
        }
    });
    Ok(url)
}
