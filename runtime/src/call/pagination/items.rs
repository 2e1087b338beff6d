use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::Pages;
use crate::error::Error;

/// The items of all pages: what [`Pages::items`] gives.
///
/// It is a `Stream`; without a crate for streams, [`next`](Self::next) gives its items. An error ends it.
pub struct Items<T, E, I: IntoIterator> {
    pages: Pages<T, E>,
    items: fn(T) -> I,
    /// What is left of the page that came last.
    page: Option<I::IntoIter>,
}

impl<T, E, I: IntoIterator> Items<T, E, I> {
    pub(super) fn new(pages: Pages<T, E>, items: fn(T) -> I) -> Self {
        Items {
            pages,
            items,
            page: None,
        }
    }

    /// Returns the next item, or `None` behind the last.
    ///
    /// # Errors
    /// As those of the request.
    pub async fn next(&mut self) -> Option<Result<I::Item, Error<E>>> {
        poll_fn(|context| self.poll_item(context)).await
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<I::Item, Error<E>>>> {
        loop {
            if let Some(item) = self.page.as_mut().and_then(Iterator::next) {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll_page(context)) {
                Some(Ok(page)) => self.page = Some((self.items)(page.into_body()).into_iter()),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<T, E, I: IntoIterator> Stream for Items<T, E, I>
where
    I::IntoIter: Unpin,
{
    type Item = Result<I::Item, Error<E>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_item(context)
    }
}

impl<T, E, I: IntoIterator> fmt::Debug for Items<T, E, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("pages", &self.pages)
            .finish_non_exhaustive()
    }
}
