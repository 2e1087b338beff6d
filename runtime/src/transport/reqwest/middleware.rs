use std::fmt;

use reqwest_middleware::ClientWithMiddleware;

use super::convert::{Servers, native_response, transport_error};
use super::out_of_place;
use crate::error::TransportError;
use crate::message::Body;
use crate::transport::{SendFuture, Transport};

/// A transport of a client of [`reqwest_middleware`] that is made elsewhere. Needs the feature `reqwest-middleware`.
///
/// Each attempt of a call goes through the middleware. Among the extensions that it is given are the [`Operation`](crate::Operation) and the
/// [`Attempt`](crate::Attempt). The client retries and follows redirects by itself, so that middleware that does so, too, multiplies
/// the attempts.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doc/store.rs"));
/// use std::pin::Pin;
///
/// use specwright_runtime::reqwest::redirect::Policy;
/// use specwright_runtime::reqwest::{self, Request, Response};
/// use specwright_runtime::reqwest_middleware::{ClientBuilder, Next, Result};
/// use specwright_runtime::transport::ReqwestMiddleware;
/// use specwright_runtime::{Operation, http, rustls};
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
/// let _ = rustls::crypto::ring::default_provider().install_default();
/// let client = reqwest::Client::builder().redirect(Policy::none()).build()?;
/// let transport = ReqwestMiddleware::from(ClientBuilder::new(client).with(log).build());
/// let client = store::Client::builder().transport(transport).build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct ReqwestMiddleware {
    client: ClientWithMiddleware,
    servers: Servers,
}

/// Takes a client, as [`Reqwest`](super::Reqwest) takes one without middleware: it must follow no redirects, and have no certificate of a
/// client.
impl From<ClientWithMiddleware> for ReqwestMiddleware {
    fn from(client: ClientWithMiddleware) -> Self {
        ReqwestMiddleware {
            client,
            servers: Servers::default(),
        }
    }
}

impl Transport for ReqwestMiddleware {
    fn send(&self, request: http::Request<Body>) -> SendFuture<'_> {
        if let Some(error) = out_of_place() {
            return Box::pin(std::future::ready(Err(error)));
        }
        let native = self.servers.native_request(request);
        Box::pin(async move {
            let mut native = native?;
            let response = self
                .client
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
