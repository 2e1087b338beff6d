//! Lists that come in pages, as a stream of them.

mod items;
mod next;
mod visited;

use std::fmt;
use std::future::poll_fn;
use std::ops::ControlFlow;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use crate::call::build::Call;
use crate::call::exchange::{execute, watch};
use crate::call::observe::{Watch, Watching};
use crate::call::request::{Decoders, Pending, Request};
use crate::codec::response::RawResponse;
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
    /// The request of the page that comes next; `None` behind the last page.
    call: Option<Call>,
    /// The reason why the page that comes next can't be fetched.
    fault: Option<Fault>,
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
            call: Some(*call),
            fault: None,
            pending: None,
            watching: Watching::default(),
            decoders,
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
    pub fn items<I: IntoIterator>(self, items: fn(T) -> I) -> Items<T, E, I> {
        Items::new(self, items)
    }

    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Response<T>, Error<E>>>> {
        let pending = match &mut self.pending {
            Some(pending) => pending,
            None => {
                if let Some(fault) = self.fault.take() {
                    return Poll::Ready(Some(Err(fault.into())));
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
                        let operation = call.operation.id;
                        self.call = None;
                        return Poll::Ready(Some(Err(Fault::InvalidRequest(error.of(operation)).into())));
                    }
                }
            }
        };
        let entered = self.watching.enter();
        let response = ready!(pending.as_mut().poll(context));
        self.pending = None;
        let page = self.read(response);
        entered.exit();
        self.watching.finish(page.as_ref().err().map(Error::kind));
        Poll::Ready(Some(page))
    }

    /// Decodes a page, and finds the request of the next one.
    fn read(&mut self, response: Result<RawResponse, Fault>) -> Result<Response<T>, Error<E>> {
        let last = self.call.take();
        let response = response?;
        self.watching.received(response.status(), response.length());
        let raw = response.bytes();
        let page = match self.decoders.decode(response) {
            ControlFlow::Break(page) => page?,
            ControlFlow::Continue(_) => return Err(Fault::InvalidRequest(next::streamed()).into()),
        };
        if let Some(call) = last {
            match self.pagination.next(call, page.head(), &raw) {
                Ok(next) => self.call = next,
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
