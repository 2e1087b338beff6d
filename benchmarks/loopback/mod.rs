//! The calls that are measured, by a generated client and by hand, and the server that responds to them.
//!
//! The calls run on the thread that is measured, the server on others, so that its allocations don't count.

#![allow(dead_code)]

use std::future::Future;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};

use specwright_benchmarks::{Client, operations, plain, types, values};
use specwright_runtime::transport::{Hyper, Transport};
use specwright_runtime::{Error, json, rustls};
use tokio::runtime::Runtime;

pub(crate) const TOKEN: &str = "a-token-of-the-usual-length-which-is-forty";

/// Calls by the generated client.
pub(crate) struct Generated {
    client: Client,
    item: types::Item,
}

impl Generated {
    /// A client of a server of its own.
    pub(crate) fn new() -> Self {
        let transport = Hyper::builder().build();
        Generated::with(&serve(), transport.expect("nothing is wrong with the settings"))
    }

    /// A client of this server.
    pub(crate) fn with(server: &str, transport: impl Transport) -> Self {
        let builder = Client::builder().base_url(server).token(TOKEN);
        let client = builder.transport(transport).build();
        Generated {
            client: client.expect("nothing is wrong with the settings"),
            item: json::from_slice(values::item(7).as_bytes()).expect("the item is right"),
        }
    }

    /// `GET` of an item.
    pub(crate) fn read(&self) -> impl Future<Output = types::Item> {
        let response = self.try_read();
        async { response.await.expect("the server responds") }
    }

    /// The same, which may fail.
    pub(crate) fn try_read(
        &self,
    ) -> impl Future<Output = Result<types::Item, Error<operations::GetItemError>>> + use<> {
        self.client.get_item(7).into_future()
    }

    /// `PUT` of an item.
    pub(crate) fn save(&self) -> impl Future<Output = types::Item> {
        let response = self.try_save();
        async { response.await.expect("the server responds") }
    }

    /// The same, which may fail.
    pub(crate) fn try_save(
        &self,
    ) -> impl Future<Output = Result<types::Item, Error<operations::SaveItemError>>> + use<> {
        self.client.save_item(7, "owner", &self.item).into_future()
    }
}

/// The same calls as somebody writes them by hand.
pub(crate) struct ByHand {
    client: reqwest::Client,
    server: String,
    item: plain::Item,
}

impl ByHand {
    /// A client of a server of its own.
    pub(crate) fn new() -> Self {
        // Already there if this is not the first.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder().build();
        ByHand::with(&serve(), client.expect("nothing is wrong with the settings"))
    }

    /// A client of this server.
    pub(crate) fn with(server: &str, client: reqwest::Client) -> Self {
        ByHand {
            client,
            server: server.to_owned(),
            item: serde_json::from_str(&values::item(7)).expect("the item is right"),
        }
    }

    /// `GET` of an item.
    pub(crate) async fn read(&self) -> plain::Item {
        self.try_read().await.expect("the server responds")
    }

    /// The same, which may fail.
    pub(crate) async fn try_read(&self) -> Result<plain::Item, ByHandError> {
        let url = format!("{}/items/{}", self.server, 7);
        send(self.client.get(url)).await
    }

    /// `PUT` of an item.
    pub(crate) async fn save(&self) -> plain::Item {
        self.try_save().await.expect("the server responds")
    }

    /// The same, which may fail.
    pub(crate) async fn try_save(&self) -> Result<plain::Item, ByHandError> {
        let url = format!("{}/items/{}?notify={}", self.server, 7, "owner");
        let body = serde_json::to_vec(&self.item).expect("the item has JSON");
        let request = self.client.put(url).bearer_auth(TOKEN);
        send(request.header("content-type", "application/json").body(body)).await
    }
}

/// What somebody who writes a call by hand has of its errors.
pub(crate) type ByHandError = Box<dyn std::error::Error + Send + Sync>;

async fn send(request: reqwest::RequestBuilder) -> Result<plain::Item, ByHandError> {
    let request = request.header("accept", "application/json");
    let response = request.send().await?.error_for_status()?;
    Ok(serde_json::from_slice(&response.bytes().await?)?)
}

/// What runs the calls on this thread.
pub(crate) fn new_runtime() -> Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime")
}

/// Starts a server that responds to every request with the same item, and gives its address.
fn serve() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    let body = values::item(7);
    let response = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let response = response.clone();
            std::thread::spawn(move || respond_to_all(stream, response.as_bytes()));
        }
    });
    format!("http://{address}")
}

/// Until the client has enough.
fn respond_to_all(mut stream: TcpStream, response: &[u8]) {
    let mut request = Vec::new();
    let mut chunk = [0; 4096];
    let _ = stream.set_nodelay(true);
    while let Ok(count @ 1..) = stream.read(&mut chunk) {
        request.extend_from_slice(&chunk[..count]);
        if is_whole(&request) {
            request.clear();
            if stream.write_all(response).is_err() {
                return;
            }
        }
    }
}

/// Whether all of a request is there.
fn is_whole(request: &[u8]) -> bool {
    const END: &[u8] = b"\r\n\r\n";
    const LENGTH: &str = "content-length:";
    let Some(end) = request.windows(END.len()).position(|bytes| bytes == END) else {
        return false;
    };
    let (head, rest) = request.split_at(end);
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix(LENGTH)?.trim().parse().ok());
    rest.len() - END.len() >= length.unwrap_or(0)
}
