//! Requests that are sent without `async`: this thread waits for the response.

use std::future::IntoFuture;

use bytes::Bytes;

use super::custom::CustomRequest;
use super::pagination::{Items, Pages};
use super::request::{Request, RequestFuture, ResponseFuture};
use crate::codec::stream::ByteStream;
use crate::error::{ApiError, Error};
use crate::message::Response;
use crate::platform::{block_on, blocking_iter};

impl<T, E> Request<T, E> {
    /// Sends the request and waits for the response, on this thread. Needs the feature `blocking`.
    ///
    /// A client that is given no transport sends it by `Ureq`, whatever it uses for requests that are awaited. Within an asynchronous
    /// task, it stops all that the task's thread does.
    ///
    /// ```no_run
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doc/store.rs"));
    /// # fn first() -> Result<(), Box<dyn std::error::Error>> {
    /// let client = store::Client::builder().api_key("a key").build()?;
    /// let pet = client.get_pet(7).send()?;
    /// println!("{}", pet.name);
    /// # Ok(())
    /// # }
    /// # fn main() {}
    /// ```
    ///
    /// # Errors
    /// As those of the request that is awaited; or the client's transport needs `tokio`.
    #[cfg_attr(docsrs, doc(cfg(feature = "blocking")))]
    pub fn send(self) -> Result<T, Error<E>> {
        self.into_future().send()
    }
}

impl<T, E> RequestFuture<T, E> {
    /// Sends the request and waits for the response, on this thread: see [`Request::send`].
    ///
    /// # Errors
    /// As those of the request that is awaited; or the client's transport needs `tokio`.
    #[cfg_attr(docsrs, doc(cfg(feature = "blocking")))]
    pub fn send(self) -> Result<T, Error<E>> {
        block_on(self)
    }
}

impl<T, E> ResponseFuture<T, E> {
    /// Sends the request and waits for the response, on this thread: see [`Request::send`].
    ///
    /// # Errors
    /// As those of the request that is awaited; or the client's transport needs `tokio`.
    #[cfg_attr(docsrs, doc(cfg(feature = "blocking")))]
    pub fn send(self) -> Result<Response<T>, Error<E>> {
        block_on(self)
    }
}

impl CustomRequest {
    /// Sends the request and waits for the response, on this thread: see [`Request::send`].
    ///
    /// # Errors
    /// As those of the request that is awaited; or the client's transport needs `tokio`.
    #[cfg_attr(docsrs, doc(cfg(feature = "blocking")))]
    pub fn send(self) -> Result<Response<ByteStream>, ApiError> {
        block_on(self.into_future())
    }
}

impl Response<ByteStream> {
    /// Reads the body into memory, and waits for it, as [`bytes`](Self::bytes) does without waiting.
    ///
    /// # Errors
    /// As of `bytes`.
    #[cfg_attr(docsrs, doc(cfg(feature = "blocking")))]
    pub fn read(self) -> Result<Bytes, ApiError> {
        block_on(self.bytes())
    }
}

blocking_iter! { Pages<T, E> [T, E] }
blocking_iter! {
    Items<T, E, I, F> [T, E, I: IntoIterator, F: FnMut(T) -> I + Unpin] where I::IntoIter: Unpin
}
