use std::cell::Cell;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

thread_local! {
    static IS_BLOCKING: Cell<bool> = const { Cell::new(false) };
}

/// Tells whether this thread waits for a future, so that it does nothing else, in a task of `tokio` too.
#[cfg(feature = "tokio")]
pub(crate) fn is_blocking() -> bool {
    IS_BLOCKING.get()
}

/// Runs a future on this thread, which sleeps while there is nothing to do.
pub(crate) fn block_on<F: Future>(future: F) -> F::Output {
    let _blocking = Blocking(IS_BLOCKING.replace(true));
    let mut future = pin!(future);
    let signal = Arc::new(Signal {
        thread: thread::current(),
        is_awake: AtomicBool::new(false),
    });
    let waker = Waker::from(signal.clone());
    let mut context = Context::from_waker(&waker);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
        while !signal.is_awake.swap(false, Ordering::Acquire) {
            thread::park();
        }
    }
}

/// Holds what was before, until it is dropped.
struct Blocking(bool);

impl Drop for Blocking {
    fn drop(&mut self) {
        IS_BLOCKING.set(self.0);
    }
}

struct Signal {
    thread: Thread,
    /// What the future itself does may take the thread's own token.
    is_awake: AtomicBool,
}

impl Wake for Signal {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.is_awake.store(true, Ordering::Release);
        self.thread.unpark();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::clock::{Instant, sleep, timeout};
    use std::time::Duration;

    #[test]
    fn timers_need_no_runtime() {
        let begun = Instant::now();
        block_on(sleep(Duration::from_millis(20)));
        assert!(begun.elapsed() >= Duration::from_millis(20));
    }

    #[test]
    fn what_takes_too_long_is_cut_off() {
        let begun = Instant::now();
        let result = block_on(timeout(Duration::from_millis(20), std::future::pending::<()>()));
        assert!(result.is_err());
        assert!(begun.elapsed() < Duration::from_secs(5));
        assert!(block_on(timeout(Duration::MAX, async { 7 })).is_ok_and(|seven| seven == 7));
    }

    #[test]
    fn timers_go_off_in_the_order_of_their_time() {
        let late = thread::spawn(|| block_on(sleep(Duration::from_millis(120))));
        thread::sleep(Duration::from_millis(10));
        let begun = Instant::now();
        block_on(sleep(Duration::from_millis(10)));
        assert!(
            begun.elapsed() < Duration::from_millis(100),
            "{:?}",
            begun.elapsed()
        );
        late.join().expect("a timer");
    }

    #[test]
    fn one_call_may_stand_within_another() {
        let wake_then_block = std::future::poll_fn({
            let mut is_first = true;
            move |context: &mut Context<'_>| {
                context.waker().wake_by_ref();
                block_on(sleep(Duration::from_millis(1)));
                match std::mem::replace(&mut is_first, false) {
                    true => Poll::Pending,
                    false => Poll::Ready(()),
                }
            }
        });
        block_on(wake_then_block);
    }
}
