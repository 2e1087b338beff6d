use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::Request;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use specwright_benchmarks::{plain, values};

use super::loopback::{ByHandError, TOKEN};

/// The calls as somebody writes them who wants nothing between the program and `hyper`: without TLS, proxies, compression, retries or limits.
pub(crate) struct HyperByHand {
    client: Client<HttpConnector, Full<Bytes>>,
    server: String,
    item: plain::Item,
}

impl HyperByHand {
    pub(crate) fn new(server: &str, http2: bool) -> Self {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        HyperByHand {
            client: Client::builder(TokioExecutor::new())
                .pool_timer(TokioTimer::new())
                .http2_only(http2)
                .build(connector),
            server: server.to_owned(),
            item: serde_json::from_str(&values::item(7)).expect("the item is right"),
        }
    }

    /// `GET` of an item.
    pub(crate) async fn read(&self) -> Result<plain::Item, ByHandError> {
        let request = Request::get(format!("{}/items/{}", self.server, 7));
        self.send(request.body(Full::default())?).await
    }

    /// `PUT` of an item.
    pub(crate) async fn save(&self) -> Result<plain::Item, ByHandError> {
        let request = Request::put(format!("{}/items/{}?notify={}", self.server, 7, "owner"))
            .header("authorization", format!("Bearer {TOKEN}"))
            .header("content-type", "application/json");
        let body = serde_json::to_vec(&self.item)?;
        self.send(request.body(Full::from(body))?).await
    }

    async fn send(&self, mut request: Request<Full<Bytes>>) -> Result<plain::Item, ByHandError> {
        let json = hyper::header::HeaderValue::from_static("application/json");
        request.headers_mut().insert("accept", json);
        let response = self.client.request(request).await?;
        if !response.status().is_success() {
            return Err(format!("the server responds with {}", response.status()).into());
        }
        let body = response.into_body().collect().await?.to_bytes();
        Ok(serde_json::from_slice(&body)?)
    }
}
