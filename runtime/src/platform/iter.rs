use std::future::poll_fn;
use std::pin::Pin;

use futures_core::Stream;

use super::block_on;

/// The items of a stream, which this thread waits for: what a `for` loop makes of pages, events, lines and bytes. Needs the
/// feature `blocking`.
///
/// ```no_run
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doc/store.rs"));
/// # fn watch(client: store::Client) -> Result<(), Box<dyn std::error::Error>> {
/// for event in client.watch_pets().send()? {
///     println!("{}", event?.data.name);
/// }
/// let names = client.list_pets().pages().items(|page| page).into_iter().map(|pet| Ok(pet?.name));
/// let names: Vec<String> = names.collect::<Result<_, Box<dyn std::error::Error>>>()?;
/// # Ok(())
/// # }
/// # fn main() {}
/// ```
#[derive(Debug)]
pub struct BlockingIter<S>(pub(crate) S);

impl<S: Stream + Unpin> Iterator for BlockingIter<S> {
    type Item = S::Item;

    fn next(&mut self) -> Option<S::Item> {
        block_on(poll_fn(|context| Pin::new(&mut self.0).poll_next(context)))
    }
}

/// Makes a stream, and a reference to one, what a `for` loop takes.
macro_rules! blocking_iter {
    ($stream:ty [$($generics:tt)*] $(where $($bounds:tt)*)?) => {
        #[cfg_attr(docsrs, doc(cfg(feature = "blocking")))]
        impl<$($generics)*> IntoIterator for $stream $(where $($bounds)*)? {
            type Item = <$stream as futures_core::Stream>::Item;
            type IntoIter = crate::platform::BlockingIter<$stream>;

            fn into_iter(self) -> Self::IntoIter {
                crate::platform::BlockingIter(self)
            }
        }

        #[cfg_attr(docsrs, doc(cfg(feature = "blocking")))]
        impl<'stream, $($generics)*> IntoIterator for &'stream mut $stream $(where $($bounds)*)? {
            type Item = <$stream as futures_core::Stream>::Item;
            type IntoIter = crate::platform::BlockingIter<&'stream mut $stream>;

            fn into_iter(self) -> Self::IntoIter {
                crate::platform::BlockingIter(self)
            }
        }
    };
}

pub(crate) use blocking_iter;
