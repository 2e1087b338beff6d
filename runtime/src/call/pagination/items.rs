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
pub struct Items<T, E, I: IntoIterator, F = fn(T) -> I> {
    pages: Pages<T, E>,
    items: F,
    /// What is left of the page that came last.
    page: Option<I::IntoIter>,
    /// How many items are still wanted.
    wanted: usize,
}

impl<T, E, I: IntoIterator, F: FnMut(T) -> I> Items<T, E, I, F> {
    pub(super) fn new(pages: Pages<T, E>, items: F) -> Self {
        Items {
            pages,
            items,
            page: None,
            wanted: usize::MAX,
        }
    }

    /// Ends the items after so many. No page is fetched behind the one that has the last of them.
    ///
    /// ```no_run
    /// # use specwright_runtime::{Bytes, Error, Pages};
    /// # async fn newest(pages: Pages<Vec<String>, Bytes>) -> Result<Vec<String>, Error<Bytes>> {
    /// pages.items(|page| page).take(10).collect().await
    /// # }
    /// ```
    pub fn take(mut self, items: usize) -> Self {
        self.wanted = items;
        self
    }

    /// Sets how many pages may be fetched: see [`Pages::max_pages`].
    pub fn max_pages(mut self, pages: usize) -> Self {
        self.pages = self.pages.max_pages(pages);
        self
    }

    /// Collects all items.
    ///
    /// # Errors
    /// As those of the request: the first one ends the items.
    pub async fn collect(mut self) -> Result<Vec<I::Item>, Error<E>> {
        let mut items = Vec::new();
        while let Some(item) = self.next().await {
            items.push(item?);
        }
        Ok(items)
    }

    /// Returns the next item, or `None` behind the last.
    ///
    /// # Errors
    /// As those of the request.
    pub async fn next(&mut self) -> Option<Result<I::Item, Error<E>>> {
        poll_fn(|context| self.poll_item(context)).await
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<I::Item, Error<E>>>> {
        if self.wanted == 0 {
            return Poll::Ready(None);
        }
        loop {
            if let Some(item) = self.page.as_mut().and_then(Iterator::next) {
                self.wanted -= 1;
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

impl<T, E, I: IntoIterator, F: FnMut(T) -> I + Unpin> Stream for Items<T, E, I, F>
where
    I::IntoIter: Unpin,
{
    type Item = Result<I::Item, Error<E>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_item(context)
    }
}

impl<T, E, I: IntoIterator, F> fmt::Debug for Items<T, E, I, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("pages", &self.pages)
            .finish_non_exhaustive()
    }
}
