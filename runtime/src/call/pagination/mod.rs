//! Lists that come in pages, as a stream of them.

mod input;
mod items;
mod link;
mod next;
mod visited;

use std::fmt;
use std::future::poll_fn;
use std::ops::ControlFlow;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use serde::de::DeserializeOwned;

use crate::call::build::Call;
use crate::call::exchange::{execute, watch};
use crate::call::observe::{Watch, Watching};
use crate::call::request::{Decoders, Pending, Request};
use crate::codec::json::Decode;
use crate::codec::response::{RawResponse, Undecoded, decode};
use crate::error::{Error, Fault};
use crate::message::Response;

pub use items::Items;
pub use next::Pagination;
use visited::Visited;

/// The pages of a list: the response to the request, then those behind it.
///
/// It is a `Stream`; without a crate for streams, [`next`](Self::next) gives its items. An error ends it.
///
/// A server can't keep a program in a circle: a cursor or a link that leads to a page which was fetched before is an
/// error, and so is one page more than [`max_pages`](Self::max_pages) allows. The pages before it are given first.
///
/// ```no_run
/// # use specwright_runtime::{Error, Bytes, Request, Value};
/// use specwright_runtime::{Pages, Pagination};
///
/// # async fn all(request: Request<Value, Bytes>) -> Result<(), Error<Bytes>> {
/// let mut pages = Pages::new(request, Pagination::link());
/// while let Some(page) = pages.next().await {
///     println!("{:?}", page?.body());
/// }
/// # Ok(())
/// # }
/// ```
pub struct Pages<T, E> {
    pagination: Pagination,
    operation: &'static str,
    /// The request of the page that comes next; `None` behind the last page.
    call: Option<Call>,
    /// The reason why the page that comes next can't be fetched.
    fault: Option<Fault>,
    /// What leads to the page that comes next, unless that is the first.
    token: Option<String>,
    /// How many pages are still wanted.
    wanted: usize,
    visited: Visited,
    pending: Option<Pending>,
    watching: Watching,
    decoders: Decoders<T, E>,
}

impl<T, E> Pages<T, E> {
    /// Creates the pages that begin with the response to `request`.
    pub fn new(request: impl Into<Request<T, E>>, mut pagination: Pagination) -> Self {
        let (call, decoders) = request.into().into_parts();
        pagination.begin(&call);
        Pages {
            pagination,
            visited: Visited::new(call.client.max_pages),
            operation: call.operation.id,
            call: Some(*call),
            fault: None,
            token: None,
            wanted: usize::MAX,
            pending: None,
            watching: Watching::default(),
            decoders,
        }
    }

    /// Returns the pages with bodies that are decoded to a type of the caller's, whatever the document says of them: see
    /// [`Request::decode_as`].
    ///
    /// ```no_run
    /// # use specwright_runtime::{Bytes, Error, Pages, Value};
    /// # async fn all(pages: Pages<Vec<String>, Bytes>) -> Result<Vec<Value>, Error<Bytes>> {
    /// pages.decode_as().items(|page: Vec<Value>| page).collect().await
    /// # }
    /// ```
    pub fn decode_as<U: Decode>(self) -> Pages<U, E> {
        self.decoding(decode::any)
    }

    /// Returns the pages with bodies that are decoded to a type of the caller's by serde: see [`Request::decode_serde`].
    pub fn decode_serde<U: DeserializeOwned>(self) -> Pages<U, E> {
        self.decoding(decode::by_serde)
    }

    fn decoding<U>(self, success: fn(RawResponse) -> Result<U, Undecoded>) -> Pages<U, E> {
        Pages {
            pagination: self.pagination,
            operation: self.operation,
            call: self.call,
            fault: self.fault,
            token: self.token,
            wanted: self.wanted,
            visited: self.visited,
            pending: self.pending,
            watching: self.watching,
            decoders: self.decoders.with_success(success),
        }
    }

    /// Sets how many pages may be fetched, instead of the limit of the client, which is 100,000 unless set. That there
    /// is one more is an error.
    ///
    /// ```no_run
    /// # use specwright_runtime::{Bytes, Pages};
    /// # fn bounded(pages: Pages<Vec<String>, Bytes>) -> Pages<Vec<String>, Bytes> {
    /// pages.max_pages(50)
    /// # }
    /// ```
    pub fn max_pages(mut self, pages: usize) -> Self {
        self.visited.limit = pages;
        self
    }

    /// Ends the pages after so many, without an error.
    pub fn take(mut self, pages: usize) -> Self {
        self.wanted = pages;
        self
    }

    /// Returns what leads to the page that comes next: `None` before the first page, and behind the last. It can be kept, and
    /// given to [`resume`](Self::resume) in another run of the program.
    ///
    /// Where a URL leads to the next page, it is that of the path on, without the client's credentials.
    ///
    /// ```no_run
    /// # use specwright_runtime::{Bytes, Error, Pages};
    /// # fn keep(token: Option<&str>) {}
    /// # async fn walk(mut pages: Pages<Vec<String>, Bytes>) -> Result<(), Error<Bytes>> {
    /// while let Some(page) = pages.next().await {
    ///     println!("{:?}", page?.body());
    ///     keep(pages.token());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// Begins at the page that a [`token`](Self::token) leads to, instead of the first. A token that can't lead to a page is an
    /// error of the first page.
    pub fn resume(mut self, token: &str) -> Self {
        if let Some(call) = &mut self.call
            && let Err(error) = self.pagination.resume(call, token)
        {
            (self.call, self.fault) = (None, Some(Fault::InvalidRequest(error)));
        }
        self
    }

    /// Collects the bodies of all pages.
    ///
    /// # Errors
    /// As those of the request: the first one ends the pages.
    pub async fn collect(mut self) -> Result<Vec<T>, Error<E>> {
        let mut pages = Vec::new();
        while let Some(page) = self.next().await {
            pages.push(page?.into_body());
        }
        Ok(pages)
    }

    /// Returns the next page, or `None` behind the last.
    ///
    /// # Errors
    /// As those of the request.
    pub async fn next(&mut self) -> Option<Result<Response<T>, Error<E>>> {
        poll_fn(|context| self.poll_page(context)).await
    }

    /// Returns the items of all pages, one by one. `items` takes them from the body of a page.
    ///
    /// ```no_run
    /// # use specwright_runtime::{Bytes, Error, Pages};
    /// # async fn all(pages: Pages<Vec<String>, Bytes>) -> Result<(), Error<Bytes>> {
    /// let mut names = pages.items(|page| page);
    /// while let Some(name) = names.next().await {
    ///     println!("{}", name?);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn items<I: IntoIterator, F: FnMut(T) -> I>(self, items: F) -> Items<T, E, I, F> {
        Items::new(self, items)
    }

    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Response<T>, Error<E>>>> {
        let pending = match &mut self.pending {
            Some(pending) => pending,
            None => {
                if self.wanted == 0 {
                    return Poll::Ready(None);
                }
                if let Some(fault) = self.fault.take() {
                    return Poll::Ready(Some(Err(fault.of(self.operation))));
                }
                let Some(call) = &mut self.call else {
                    return Poll::Ready(None);
                };
                let visited = self.visited.visit(call);
                let copy = visited.and_then(|()| call.try_clone().ok_or_else(next::streamed));
                match copy {
                    Ok(mut copy) => {
                        let watch = watch(&mut copy);
                        self.watching = Watching::new(watch.clone());
                        self.pending.insert(Box::pin(page(copy, watch)))
                    }
                    Err(error) => {
                        self.call = None;
                        return Poll::Ready(Some(Err(Fault::InvalidRequest(error).of(self.operation))));
                    }
                }
            }
        };
        let entered = self.watching.enter();
        let response = ready!(pending.as_mut().poll(context));
        self.pending = None;
        let page = self.read(response);
        self.wanted -= 1;
        entered.exit();
        self.watching.finish(page.as_ref().err().map(Error::kind));
        Poll::Ready(Some(page))
    }

    /// Decodes a page, and finds the request of the next one.
    fn read(&mut self, response: Result<RawResponse, Fault>) -> Result<Response<T>, Error<E>> {
        let last = self.call.take();
        self.token = None;
        let response = response.map_err(|fault| fault.of(self.operation))?;
        self.watching.received(response.status(), response.length());
        let raw = response.bytes();
        let page = match self.decoders.decode(response) {
            ControlFlow::Break(page) => page?,
            ControlFlow::Continue(_) => {
                return Err(Fault::InvalidRequest(next::streamed()).of(self.operation));
            }
        };
        if let Some(call) = last {
            match self.pagination.next(call, page.head(), &raw) {
                Ok(next) => (self.call, self.token) = next.unzip(),
                Err(fault) => self.fault = Some(fault),
            }
        }
        Ok(page)
    }
}

/// Fetches one page into memory.
async fn page(call: Call, watch: Option<Arc<Watch>>) -> Result<RawResponse, Fault> {
    execute(Box::new(call), watch).await?.read().await
}

impl<T, E> Stream for Pages<T, E> {
    type Item = Result<Response<T>, Error<E>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_page(context)
    }
}

impl<T, E> fmt::Debug for Pages<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("pagination", &self.pagination)
            .finish_non_exhaustive()
    }
}
