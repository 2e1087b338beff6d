//! Instants and timers: those of `tokio` in its tasks, those of a thread elsewhere, those of the browser on `wasm32`.

#[cfg(target_family = "wasm")]
mod browser;
#[cfg(not(target_family = "wasm"))]
mod thread;

use std::future::poll_fn;
#[cfg(all(feature = "tokio", not(target_family = "wasm")))]
use std::pin::Pin;
use std::pin::pin;
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime};

#[cfg(target_family = "wasm")]
use browser as own;
#[cfg(not(target_family = "wasm"))]
use thread as own;

/// A point in time.
#[cfg(target_family = "wasm")]
pub(crate) use browser::Instant;
#[cfg(all(not(feature = "tokio"), not(target_family = "wasm")))]
pub(crate) use std::time::Instant;
#[cfg(all(feature = "tokio", not(target_family = "wasm")))]
pub(crate) use tokio::time::Instant;

/// The error of a future that took too long.
#[derive(Debug)]
pub(crate) struct Elapsed;

/// Returns the time of the day.
pub(crate) fn time_of_day() -> SystemTime {
    #[cfg(target_family = "wasm")]
    return browser::time_of_day();
    #[cfg(not(target_family = "wasm"))]
    SystemTime::now()
}

/// Waits.
pub(crate) async fn sleep(duration: Duration) {
    #[cfg(all(feature = "tokio", not(target_family = "wasm")))]
    if super::is_on_tokio() {
        return tokio::time::sleep(duration).await;
    }
    let mut sleep = own::Sleep::until(Instant::now().checked_add(duration));
    poll_fn(|context| sleep.poll(context)).await;
}

/// Runs `future` until a deadline.
pub(crate) async fn timeout_at<F: Future>(deadline: Instant, future: F) -> Result<F::Output, Elapsed> {
    let mut future = pin!(future);
    #[cfg(all(feature = "tokio", not(target_family = "wasm")))]
    if super::is_on_tokio() {
        let limited = tokio::time::timeout_at(deadline, future);
        return limited.await.map_err(|_| Elapsed);
    }
    let mut sleep = own::Sleep::until(Some(deadline));
    poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(output) => Poll::Ready(Ok(output)),
        Poll::Pending => sleep.poll(context).map(|()| Err(Elapsed)),
    })
    .await
}

/// Runs `future` for a time at most.
#[cfg(any(feature = "server", test))]
pub(crate) async fn timeout<F: Future>(limit: Duration, future: F) -> Result<F::Output, Elapsed> {
    match Instant::now().checked_add(limit) {
        Some(deadline) => timeout_at(deadline, future).await,
        None => Ok(future.await),
    }
}

/// A timer that can be set again.
pub(crate) enum Timer {
    #[cfg(all(feature = "tokio", not(target_family = "wasm")))]
    Tokio(Pin<Box<tokio::time::Sleep>>),
    Own(own::Sleep),
}

impl Timer {
    /// Creates a timer that goes off after `duration`.
    pub(crate) fn new(duration: Duration) -> Self {
        #[cfg(all(feature = "tokio", not(target_family = "wasm")))]
        if super::is_on_tokio() {
            return Timer::Tokio(Box::pin(tokio::time::sleep(duration)));
        }
        Timer::Own(own::Sleep::until(Instant::now().checked_add(duration)))
    }

    /// Sets when it goes off.
    pub(crate) fn reset(&mut self, at: Instant) {
        match self {
            #[cfg(all(feature = "tokio", not(target_family = "wasm")))]
            Timer::Tokio(sleep) => sleep.as_mut().reset(at),
            Timer::Own(sleep) => *sleep = own::Sleep::until(Some(at)),
        }
    }

    /// Waits until it goes off.
    pub(crate) fn poll(&mut self, context: &mut Context<'_>) -> Poll<()> {
        match self {
            #[cfg(all(feature = "tokio", not(target_family = "wasm")))]
            Timer::Tokio(sleep) => sleep.as_mut().poll(context),
            Timer::Own(sleep) => sleep.poll(context),
        }
    }
}
