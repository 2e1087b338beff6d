use std::future::poll_fn;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};

/// What one future at a time does, while the others wait for their turn.
#[derive(Debug, Default)]
pub(crate) struct Turns(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    is_taken: bool,
    waiting: Vec<Waker>,
}

/// The turn of a future, until it is dropped.
#[derive(Debug)]
pub(crate) struct Turn<'a>(&'a Turns);

impl Turns {
    /// Waits until it is this future's turn.
    pub(crate) async fn take(&self) -> Turn<'_> {
        poll_fn(|context| {
            let mut state = self.state();
            if state.is_taken {
                let waker = context.waker();
                if !state.waiting.iter().any(|waiting| waiting.will_wake(waker)) {
                    state.waiting.push(waker.clone());
                }
                return Poll::Pending;
            }
            state.is_taken = true;
            Poll::Ready(Turn(self))
        })
        .await
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let waiting = {
            let mut state = self.0.state();
            state.is_taken = false;
            std::mem::take(&mut state.waiting)
        };
        // All of them: the first may have been dropped meanwhile.
        waiting.into_iter().for_each(Waker::wake);
    }
}
