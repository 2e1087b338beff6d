//! The body of a response that came as a stream, read whole.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;

use super::{Limits, RawBody, RawResponse, Undecoded, decode};
use crate::codec::json::Decode;
use crate::codec::stream::ByteStream;
use crate::error::ApiError;
use crate::message::{Head, Response};

impl Response<ByteStream> {
    /// Reads the body into memory.
    ///
    /// # Errors
    /// The connection broke or was silent for too long, or the body is longer than the client's `max_body`.
    pub async fn bytes(self) -> Result<Bytes, ApiError> {
        let (head, body) = self.into_parts();
        read(&head, body).await
    }

    /// Reads the body as text: UTF-8, or ISO 8859-1 where the server says so.
    ///
    /// # Errors
    /// As of [`bytes`](Self::bytes); or the body is no text.
    pub async fn text(self) -> Result<String, ApiError> {
        self.decode(decode::text).await
    }

    /// Reads the body as a type of the caller's: as JSON, or as text where the server calls it so.
    ///
    /// # Errors
    /// As of [`bytes`](Self::bytes); or the body is not of this type.
    pub async fn decode_as<T: Decode>(self) -> Result<T, ApiError> {
        self.decode(decode::any).await
    }

    async fn decode<T>(self, decode: fn(RawResponse) -> Result<T, Undecoded>) -> Result<T, ApiError> {
        let (head, body) = self.into_parts();
        let (max_memory, secrets) = (body.max_memory(), body.secrets().clone());
        let bytes = read(&head, body).await?;
        let limits = Limits {
            max_body: bytes.len(),
            max_memory,
            timeout: Duration::ZERO,
            idle: 0,
            is_exceeded: false,
            deadline: None,
        };
        let whole = RawBody::Whole(bytes.clone());
        let mut response = RawResponse::new(head.clone(), whole, limits, secrets.clone(), None);
        loop {
            let undecoded = match decode(response) {
                Ok(value) => return Ok(value),
                Err(undecoded) => undecoded,
            };
            let read = match undecoded.of_success(&head, bytes.clone(), &secrets) {
                Ok(unread) => unread.read().await,
                Err(fault) => Err(fault),
            };
            response =
                read.map_err(|fault| ApiError::from(fault.of::<Bytes>(head.operation)).of_response(&head))?;
        }
    }
}

async fn read(head: &Arc<Head>, body: ByteStream) -> Result<Bytes, ApiError> {
    let bytes = body.bytes().await;
    bytes.map_err(|error| ApiError::from(error).of_response(head))
}
