use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, HeaderMap, HeaderName, HeaderValue};
use http::{Response, StatusCode};
use http_body::{Frame, SizeHint};
use js_sys::{Array, Function, Promise, Reflect, Uint8Array, global, try_iter};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, Headers, ReadableStreamDefaultReader, RequestCredentials, RequestInit, ResponseType,
};

use super::{SendFuture, Transport};
use crate::error::TransportError;
use crate::message::{Body, BoxError};

/// The transport of clients in a browser, on `wasm32-unknown-unknown`: `fetch` of the page or the worker.
///
/// A response is read while it arrives. A call that is dropped, or whose time is over, is aborted. What the browser keeps to itself holds:
///
/// - It follows redirects itself, so that hooks and the limit of redirects do not see them.
/// - The body of a request is read into memory first, since browsers send streams over HTTP/2 only.
/// - Other origins have to allow it (CORS), and show but the headers that they say.
/// - It sets `User-Agent`, `Host`, `Content-Length`, `Accept-Encoding` and `Cookie` itself, and unpacks responses.
///
/// ```
/// use specwright_runtime::transport::Fetch;
///
/// let transport = Fetch::new().with_cookies_for_other_origins();
/// ```
#[derive(Clone, Default)]
pub struct Fetch {
    cookies_for_other_origins: bool,
}

impl Fetch {
    /// Creates the transport.
    pub fn new() -> Self {
        Fetch::default()
    }

    /// Sends the cookies of other origins to them, too: `credentials: "include"`.
    pub fn with_cookies_for_other_origins(mut self) -> Self {
        self.cookies_for_other_origins = true;
        self
    }
}

impl Transport for Fetch {
    fn send(&self, request: http::Request<Body>) -> SendFuture<'_> {
        Box::pin(self.fetch(request))
    }

    fn reads_extensions(&self) -> bool {
        false
    }
}

impl Fetch {
    async fn fetch(&self, request: http::Request<Body>) -> Result<Response<Body>, TransportError> {
        let (head, body) = request.into_parts();
        let init = RequestInit::new();
        init.set_method(head.method.as_str());
        init.set_headers(&headers(&head.headers)?.into());
        if self.cookies_for_other_origins {
            init.set_credentials(RequestCredentials::Include);
        }
        let body = body.bytes(usize::MAX).await.map_err(TransportError::new)?;
        if !body.is_empty() {
            init.set_body(&Uint8Array::from(&*body));
        }
        let abort = Abort(AbortController::new().ok());
        if let Some(controller) = &abort.0 {
            init.set_signal(Some(&controller.signal()));
        }
        let promise = call("fetch", &head.uri.to_string(), &init)?;
        let response = JsFuture::from(promise).await.map_err(failed)?;
        let response: web_sys::Response = response.dyn_into().map_err(failed)?;
        native_response(&response, abort)
    }
}

/// Calls a function of the page or the worker that gives a promise.
fn call(name: &str, url: &str, init: &RequestInit) -> Result<Promise, TransportError> {
    let function = Reflect::get(&global(), &JsValue::from_str(name)).map_err(failed)?;
    let function: Function = function
        .dyn_into()
        .map_err(|_| TransportError::permanent("there is no `fetch` here: this is no browser"))?;
    let promise = function.call2(&JsValue::UNDEFINED, &JsValue::from_str(url), init);
    promise.map_err(failed)?.dyn_into().map_err(failed)
}

/// Converts the headers of a request. The browser leaves out those that it sets itself.
fn headers(map: &HeaderMap) -> Result<Headers, TransportError> {
    let headers = Headers::new().map_err(failed)?;
    for (name, value) in map {
        // What is no text is sent byte by byte.
        let value: String = value.as_bytes().iter().map(|byte| char::from(*byte)).collect();
        headers.append(name.as_str(), &value).map_err(failed)?;
    }
    Ok(headers)
}

/// Converts a response, whose body goes on to arrive.
fn native_response(response: &web_sys::Response, abort: Abort) -> Result<Response<Body>, TransportError> {
    let mut native = Response::new(());
    *native.status_mut() = StatusCode::from_u16(response.status()).map_err(TransportError::new)?;
    if let Ok(Some(pairs)) = try_iter(&response.headers()) {
        for pair in pairs.flatten() {
            let pair = Array::from(&pair);
            let (name, value) = (pair.get(0).as_string(), pair.get(1).as_string());
            let name = name.and_then(|name| HeaderName::try_from(name).ok());
            let value = value.and_then(|value| header_value(&value));
            if let (Some(name), Some(value)) = (name, value) {
                native.headers_mut().append(name, value);
            }
        }
    }
    let Some(stream) = response.body() else {
        abort.forget();
        return Ok(native.map(|()| Body::empty()));
    };
    let reader = stream
        .get_reader()
        .dyn_into()
        .map_err(|object| failed(object.into()))?;
    // Of other origins it is not known whether the body was packed.
    let is_plain =
        response.type_() == ResponseType::Basic && !native.headers().contains_key(CONTENT_ENCODING);
    let length = native.headers().get(CONTENT_LENGTH).filter(|_| is_plain);
    let left = length.and_then(|length| length.to_str().ok()?.parse().ok());
    Ok(native.map(|()| {
        Body::wrap(Incoming {
            reader,
            pending: None,
            left,
            abort,
        })
    }))
}

/// Converts a value, whose characters are bytes.
fn header_value(value: &str) -> Option<HeaderValue> {
    let bytes = value
        .chars()
        .map(|character| u8::try_from(u32::from(character)).ok());
    HeaderValue::from_bytes(&bytes.collect::<Option<Vec<u8>>>()?).ok()
}

/// What aborts the call when it is dropped.
struct Abort(Option<AbortController>);

impl Abort {
    /// Lets go of a call that is over.
    fn forget(mut self) {
        self.0 = None;
    }
}

impl Drop for Abort {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}

/// The body of a response.
struct Incoming {
    reader: ReadableStreamDefaultReader,
    /// The piece that is waited for.
    pending: Option<JsFuture>,
    /// How much is still to come, where it is known.
    left: Option<u64>,
    abort: Abort,
}

impl http_body::Body for Incoming {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = &mut *self;
        let pending = this
            .pending
            .get_or_insert_with(|| JsFuture::from(this.reader.read()));
        let piece = ready!(Pin::new(pending).poll(context));
        this.pending = None;
        let piece = match piece {
            Ok(piece) => piece,
            Err(error) => return Poll::Ready(Some(Err(text(&error).into()))),
        };
        let get = |name: &str| Reflect::get(&piece, &JsValue::from_str(name)).unwrap_or_default();
        if get("done").is_truthy() {
            this.abort.0 = None;
            return Poll::Ready(None);
        }
        let chunk = Uint8Array::new(&get("value")).to_vec();
        this.left = this.left.map(|left| left.saturating_sub(chunk.len() as u64));
        Poll::Ready(Some(Ok(Frame::data(chunk.into()))))
    }

    fn size_hint(&self) -> SizeHint {
        self.left.map(SizeHint::with_exact).unwrap_or_default()
    }
}

/// Converts what was thrown. The browser does not say whether the server saw the request.
fn failed(error: JsValue) -> TransportError {
    TransportError::new(text(&error))
}

/// Returns what was thrown, as text, without a URL, in which there may be secrets.
fn text(error: &JsValue) -> String {
    let message = match error.dyn_ref::<js_sys::Error>() {
        Some(error) => error.message().as_string(),
        None => error.as_string(),
    };
    match message {
        Some(message) if !message.contains("://") => message,
        _ => "the browser could not fetch it".to_owned(),
    }
}

impl fmt::Debug for Fetch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Fetch")
    }
}
