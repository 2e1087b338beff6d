//! Answers that come in pages, as a stream of them.

mod items;
mod next;

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use crate::answer::{Answer, Response, Undecoded};
use crate::call::Call;
use crate::error::{Error, Failure, Fault};
use crate::execute;
use crate::request::{Decoders, Pending, Request};

pub use items::Items;
pub use next::Paging;

/// The pages of a list: the request's answer, then those behind it.
///
/// It is a `Stream`; without a crate for streams, [`next`](Self::next) gives its items. An error ends it.
///
/// ```no_run
/// # use specwright_runtime::{Error, Bytes, Request, Value};
/// use specwright_runtime::{Pages, Paging};
///
/// # async fn all(request: Request<Value, Bytes>) -> Result<(), Error<Bytes>> {
/// let mut pages = Pages::new(request, Paging::link());
/// while let Some(page) = pages.next().await {
///     println!("{:?}", page?.body());
/// }
/// # Ok(())
/// # }
/// ```
pub struct Pages<T, E> {
    paging: Paging,
    /// The request of the page that comes next; `None` behind the last page.
    call: Option<Call>,
    pending: Option<Pending>,
    decoders: Decoders<T, E>,
}

impl<T, E> Pages<T, E> {
    /// The pages that begin with the answer to `request`.
    pub fn new(request: impl Into<Request<T, E>>, mut paging: Paging) -> Self {
        let (call, decoders) = request.into().into_parts();
        paging.begin(&call);
        Pages {
            paging,
            call: Some(*call),
            pending: None,
            decoders,
        }
    }

    /// The next page; `None` behind the last.
    ///
    /// # Errors
    /// As those of the request.
    pub async fn next(&mut self) -> Option<Result<Response<T>, Error<E>>> {
        poll_fn(|context| self.poll_page(context)).await
    }

    /// The items of all pages, one by one: `items` takes them from a page's body.
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
                let Some(call) = &mut self.call else {
                    return Poll::Ready(None);
                };
                let Some(copy) = call.try_clone() else {
                    self.call = None;
                    return Poll::Ready(Some(Err(Fault::InvalidRequest(next::streamed()).into())));
                };
                self.pending.insert(Box::pin(page(copy)))
            }
        };
        let answer = ready!(pending.as_mut().poll(context));
        self.pending = None;
        Poll::Ready(Some(self.read(answer)))
    }

    fn read(&mut self, answer: Result<Answer, Fault>) -> Result<Response<T>, Error<E>> {
        let last = self.call.take();
        let answer = answer?;
        let (head, raw) = (answer.head().clone(), answer.bytes());
        if !self.decoders.is_success(head.status) {
            return match (self.decoders.failure)(answer) {
                Ok(body) => Err(Error::Api(Failure::new(Response::new(head, body), raw))),
                Err(undecoded) => Err(fault(undecoded, &head, raw).into()),
            };
        }
        let body =
            (self.decoders.success)(answer).map_err(|undecoded| fault(undecoded, &head, raw.clone()))?;
        self.call = match last {
            Some(call) => self.paging.next(call, &head, &raw)?,
            None => None,
        };
        Ok(Response::new(head, body))
    }
}

/// One page, wholly in memory.
async fn page(call: Call) -> Result<Answer, Fault> {
    execute::execute(Box::new(call)).await?.read().await
}

fn fault(undecoded: Undecoded, head: &crate::answer::Head, raw: Bytes) -> Fault {
    match undecoded.next(head, raw) {
        Ok(_) => Fault::InvalidRequest(next::streamed()),
        Err(fault) => fault,
    }
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
            .field("paging", &self.paging)
            .finish_non_exhaustive()
    }
}
