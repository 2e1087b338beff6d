//! Two services in one program: finds texts by Qdrant, and sends them by a tool of Klavis.

/// The client of the tools.
pub mod klavis {
    specwright_runtime::include_client!("klavis");
}
/// The client of the database.
pub mod qdrant {
    specwright_runtime::include_client!("qdrant");
}

use std::time::Duration;

use klavis::types::{CallToolRequest, HttpValidationError};
use qdrant::types::*;
use specwright_runtime::transport::{Hyper, Proxy, Transport};
use specwright_runtime::{ApiError, Retry, StatusCode};

/// What went wrong.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Where the services are, and how they are reached.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The URL of the database.
    pub qdrant_url: String,
    /// The URL of the tools.
    pub klavis_url: String,
    /// The key of the database.
    pub qdrant_key: String,
    /// The key of the tools.
    pub klavis_key: String,
    /// The proxy, if there is one.
    pub proxy: Option<String>,
    /// The certificates of our own authority, if there is one.
    pub ca_pem: Option<Vec<u8>>,
}

/// Both services.
#[derive(Debug)]
pub struct Services {
    /// The database.
    pub qdrant: qdrant::Client,
    /// The tools.
    pub klavis: klavis::Client,
}

impl Services {
    /// Creates the clients.
    pub fn new(settings: &Settings) -> Result<Services, Failure> {
        let mut transport = Hyper::builder()
            .connect_timeout(Duration::from_secs(2))
            .pool_max_idle_per_host(4);
        if let Some(proxy) = &settings.proxy {
            transport = transport.proxy(Proxy::all(proxy)?);
        }
        if let Some(pem) = &settings.ca_pem {
            transport = transport.only_root_certificates(pem);
        }
        Self::over(transport.build()?, settings)
    }

    /// Creates both clients over one transport, as tests do, too.
    pub fn over(transport: impl Transport + Clone, settings: &Settings) -> Result<Services, Failure> {
        let retry = Retry::new(4)
            .first_wait(Duration::from_millis(10))
            .longest_wait(Duration::from_secs(2));
        Ok(Services {
            qdrant: qdrant::Client::builder()
                .base_url(&settings.qdrant_url)
                .api_key(settings.qdrant_key.as_str())
                .transport(transport.clone())
                .timeout(Duration::from_secs(10))
                .retry(retry.clone())
                .build()?,
            klavis: klavis::Client::builder()
                .base_url(&settings.klavis_url)
                .api_key(settings.klavis_key.as_str())
                .transport(transport)
                .timeout(Duration::from_secs(60))
                .retry(retry)
                .build()?,
        })
    }

    /// Creates a collection, unless it is there.
    pub async fn ensure_collection(&self, name: &str) -> Result<(), Failure> {
        match self.qdrant.get_collection(name).await {
            Err(error) if error.status() == Some(StatusCode::NOT_FOUND) => {}
            found => return Ok(found.map(drop)?),
        }
        let collection = CreateCollection::new()
            .vectors(VectorParams::new(4, Distance::Cosine))
            .shard_number(1);
        self.qdrant
            .create_collection(name)
            .body(collection)
            .timeout_parameter(5)
            .await?;
        Ok(())
    }

    /// Stores a text under a number, with its vector.
    pub async fn store(&self, collection: &str, id: u64, vector: &[f32], text: &str) -> Result<(), Failure> {
        let point = PointStruct::new(id, vector.to_vec()).payload([("text", text)]);
        let points = PointInsertOperations::from(PointsList::new([point]));
        self.qdrant
            .upsert_points(collection)
            .wait(true)
            .body(points)
            .await?;
        Ok(())
    }

    /// Returns the texts in a language that are nearest.
    pub async fn search(&self, collection: &str, vector: &[f32], lang: &str) -> Result<Vec<String>, Failure> {
        let query = QueryRequest::new()
            .query(vector.to_vec())
            .filter(Filter::new().must(FieldCondition::new("lang").r#match(MatchValue::new(lang))))
            .limit(5)
            .with_payload(true);
        let found = self.qdrant.query_points(collection).body(query).await?;
        let points = found.result.into_iter().flat_map(|result| result.points);
        Ok(points
            .filter_map(|point| Some(point.payload?.get("text")?.as_str()?.to_owned()))
            .collect())
    }

    /// Returns all ids, page after page.
    pub async fn ids(&self, collection: &str) -> Result<Vec<ExtendedPointId>, Failure> {
        let points = self
            .qdrant
            .scroll_points(collection)
            .body(ScrollRequest::new().limit(2))
            .all()
            .await?;
        Ok(points.into_iter().map(|point| point.id).collect())
    }

    /// Sends a text by a tool.
    pub async fn send(&self, server_url: &str, text: &str) -> Result<(), Failure> {
        let call = CallToolRequest::new(server_url, "send_message").tool_args([("text", text)]);
        match self.klavis.call_server_tool(call).await.map_err(ApiError::from) {
            Ok(done) if done.success => Ok(()),
            Ok(done) => Err(format!("the tool failed: {}", done.error.unwrap_or_default()).into()),
            Err(error) => match error.decode::<HttpValidationError>() {
                Ok(HttpValidationError {
                    detail: Some(errors), ..
                }) => {
                    let what: Vec<_> = errors.into_iter().map(|error| error.msg).collect();
                    Err(format!("not a valid call: {}", what.join(", ")).into())
                }
                _ => Err(error.into()),
            },
        }
    }
}
