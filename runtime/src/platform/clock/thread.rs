//! Timers for threads without `tokio`: one thread watches over all of them.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::task::{Context, Poll, Waker};
use std::thread;

use super::Instant;

/// A timer.
pub(crate) struct Sleep {
    /// `None` for one that never goes off.
    at: Option<Instant>,
    /// Its number, once it is waited for.
    number: Option<u64>,
}

impl Sleep {
    pub(crate) fn until(at: Option<Instant>) -> Self {
        Sleep { at, number: None }
    }

    pub(crate) fn poll(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let Some(at) = self.at else {
            return Poll::Pending;
        };
        if Instant::now() >= at {
            return Poll::Ready(());
        }
        self.number = Some(timers().set(at, self.number, context.waker()));
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        if let (Some(at), Some(number)) = (self.at, self.number) {
            timers().waiting().queue.remove(&(at, number));
        }
    }
}

/// The timers that are waited for.
struct Timers {
    waiting: Mutex<Waiting>,
    /// Tells the thread that there is a new first one.
    changed: Condvar,
}

#[derive(Default)]
struct Waiting {
    queue: BTreeMap<(Instant, u64), Waker>,
    numbers: u64,
}

/// Returns all timers. The thread that watches over them begins with the first.
fn timers() -> &'static Timers {
    static TIMERS: Timers = Timers {
        waiting: Mutex::new(Waiting {
            queue: BTreeMap::new(),
            numbers: 0,
        }),
        changed: Condvar::new(),
    };
    static THREAD: OnceLock<thread::JoinHandle<()>> = OnceLock::new();
    THREAD.get_or_init(|| thread::spawn(|| TIMERS.watch()));
    &TIMERS
}

impl Timers {
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Wakes `waker` at an instant. Returns the number of the timer, which is that of `number` if it is set anew.
    fn set(&self, at: Instant, number: Option<u64>, waker: &Waker) -> u64 {
        let mut waiting = self.waiting();
        let number = number.unwrap_or_else(|| {
            waiting.numbers += 1;
            waiting.numbers
        });
        waiting.queue.insert((at, number), waker.clone());
        let first = waiting.queue.first_key_value();
        if first.is_some_and(|(first, _)| *first == (at, number)) {
            self.changed.notify_one();
        }
        number
    }

    /// Wakes what waits, for ever.
    fn watch(&self) {
        let mut waiting = self.waiting();
        loop {
            let now = Instant::now();
            match waiting.queue.first_entry() {
                Some(first) if first.key().0 <= now => {
                    let waker = first.remove();
                    // What is woken may set or drop timers at once.
                    drop(waiting);
                    waker.wake();
                    waiting = self.waiting();
                }
                Some(first) => {
                    let left = first.key().0 - now;
                    let waited = self.changed.wait_timeout(waiting, left);
                    waiting = waited.unwrap_or_else(PoisonError::into_inner).0;
                }
                None => {
                    waiting = self.changed.wait(waiting).unwrap_or_else(PoisonError::into_inner);
                }
            }
        }
    }
}
