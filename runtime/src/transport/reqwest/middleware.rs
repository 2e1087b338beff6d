use std::fmt;

use ::reqwest;
use reqwest_middleware::ClientWithMiddleware;

use super::convert::{Servers, native_response, transport_error};
use super::{Reqwest, out_of_place};
use crate::error::TransportError;
use crate::message::Body;
use crate::transport::{Anonymous, SendFuture, Transport};

/// The default transport with [`reqwest_middleware`] around it. Needs the feature `reqwest-middleware`.
///
/// Each attempt of a call goes through the middleware. Among the extensions that it is given are the [`Operation`](crate::Operation) and the
/// [`Attempt`](crate::Attempt). The client retries and follows redirects by itself, so that middleware that does so, too, multiplies
/// the attempts.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doc/store.rs"));
/// use std::pin::Pin;
///
/// use specwright_runtime::reqwest::{Request, Response};
/// use specwright_runtime::reqwest_middleware::{ClientBuilder, Next, Result};
/// use specwright_runtime::transport::Reqwest;
/// use specwright_runtime::{Operation, http};
///
/// fn log<'a>(
///     request: Request,
///     extensions: &'a mut http::Extensions,
///     next: Next<'a>,
/// ) -> Pin<Box<dyn Future<Output = Result<Response>> + Send + 'a>> {
///     if let Some(operation) = extensions.get::<Operation>() {
///         println!("{} at {}", operation.id, request.url().path());
///     }
///     Box::pin(next.run(request, extensions))
/// }
///
/// # fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
/// let transport = Reqwest::builder()
///     .build()?
///     .with_middleware(|client| ClientBuilder::new(client).with(log).build());
/// let client = store::Client::builder().transport(transport).build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct ReqwestMiddleware {
    client: ClientWithMiddleware,
    /// The client that shows no certificate, for requests that are [`Anonymous`]; `None` if the other shows none, either.
    anonymous: Option<ClientWithMiddleware>,
    servers: Servers,
}

impl Reqwest {
    /// Puts middleware around the transport. `wrap` is called with its client, and once more, if the transport presents a certificate, with
    /// the one for requests that the certificate is not meant for.
    #[cfg_attr(docsrs, doc(cfg(feature = "reqwest-middleware")))]
    pub fn with_middleware(
        self,
        wrap: impl Fn(reqwest::Client) -> ClientWithMiddleware,
    ) -> ReqwestMiddleware {
        ReqwestMiddleware {
            client: wrap(self.client),
            anonymous: self.anonymous.map(&wrap),
            servers: self.servers,
        }
    }
}

/// Takes a client that is made elsewhere, as [`Reqwest`] takes one without middleware: it must follow no redirects, and have no certificate
/// of a client.
impl From<ClientWithMiddleware> for ReqwestMiddleware {
    fn from(client: ClientWithMiddleware) -> Self {
        ReqwestMiddleware {
            client,
            anonymous: None,
            servers: Servers::default(),
        }
    }
}

impl Transport for ReqwestMiddleware {
    fn send(&self, request: http::Request<Body>) -> SendFuture<'_> {
        if let Some(error) = out_of_place() {
            return Box::pin(std::future::ready(Err(error)));
        }
        let client = match &self.anonymous {
            Some(anonymous) if request.extensions().get::<Anonymous>().is_some() => anonymous,
            _ => &self.client,
        };
        let native = self.servers.native_request(request);
        Box::pin(async move {
            let mut native = native?;
            let response = client
                .execute_with_extensions(native.request, &mut native.extensions)
                .await;
            response.map(native_response).map_err(middleware_error)
        })
    }
}

/// Converts an error: what reqwest says of a connection is known also if middleware hands it on.
fn middleware_error(error: reqwest_middleware::Error) -> TransportError {
    match error {
        reqwest_middleware::Error::Reqwest(error) => transport_error(error),
        reqwest_middleware::Error::Middleware(error) => match error.downcast::<reqwest::Error>() {
            Ok(error) => transport_error(error),
            Err(error) => TransportError::new(error),
        },
    }
}

impl fmt::Debug for ReqwestMiddleware {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReqwestMiddleware").finish_non_exhaustive()
    }
}
