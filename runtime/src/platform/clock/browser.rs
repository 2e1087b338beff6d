//! Timers of the browser: those of the page, or of a worker.

use std::ops::Add;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime};

use js_sys::{Function, Promise, Reflect, global};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// The longest time that `setTimeout` takes, in milliseconds.
const LONGEST: u128 = i32::MAX as u128;

/// A point in time: the time since the page began.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Instant(Duration);

impl Instant {
    pub(crate) fn now() -> Self {
        Instant(Duration::from_secs_f64(milliseconds() / 1000.0))
    }

    pub(crate) fn checked_add(self, duration: Duration) -> Option<Self> {
        self.0.checked_add(duration).map(Instant)
    }

    pub(crate) fn elapsed(self) -> Duration {
        Instant::now().0.saturating_sub(self.0)
    }
}

impl Add<Duration> for Instant {
    type Output = Instant;

    fn add(self, duration: Duration) -> Instant {
        Instant(self.0 + duration)
    }
}

/// Returns the time of the clock that never goes back, or else that of the day.
fn milliseconds() -> f64 {
    let performance = property(&global(), "performance");
    performance
        .and_then(|performance| function(&performance, "now")?.call0(&performance).ok())
        .and_then(|now| now.as_f64())
        .unwrap_or_else(js_sys::Date::now)
}

pub(super) fn time_of_day() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs_f64(js_sys::Date::now().max(0.0) / 1000.0)
}

/// A timer.
pub(crate) struct Sleep {
    /// `None` for one that never goes off.
    at: Option<Instant>,
    /// What is waited for, with the number that the browser gives it.
    pending: Option<(JsFuture, JsValue)>,
}

impl Sleep {
    pub(crate) fn until(at: Option<Instant>) -> Self {
        Sleep { at, pending: None }
    }

    pub(crate) fn poll(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let Some(at) = self.at else {
            return Poll::Pending;
        };
        loop {
            let left = at.0.saturating_sub(Instant::now().0);
            if left.is_zero() {
                return Poll::Ready(());
            }
            let (promise, _) = self.pending.get_or_insert_with(|| timeout(left));
            if Pin::new(promise).poll(context).is_pending() {
                return Poll::Pending;
            }
            // The browser may be early, and what is longer than it takes is waited for in pieces.
            self.pending = None;
        }
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        if let Some((_, number)) = &self.pending
            && let Some(clear) = function(&global(), "clearTimeout")
        {
            // There is nothing to do about a timer that can't be cleared: it wakes nobody.
            let _ = clear.call1(&JsValue::UNDEFINED, number);
        }
    }
}

/// Sets a timer, and returns what it resolves, with its number.
fn timeout(left: Duration) -> (JsFuture, JsValue) {
    let milliseconds = left.as_micros().div_ceil(1000).min(LONGEST) as i32;
    let mut number = JsValue::UNDEFINED;
    let promise = Promise::new(&mut |resolve, _| {
        let set = function(&global(), "setTimeout");
        let set = set.and_then(|set| {
            set.call2(&JsValue::UNDEFINED, &resolve, &milliseconds.into())
                .ok()
        });
        number = set.unwrap_or_default();
    });
    (JsFuture::from(promise), number)
}

fn property(object: &JsValue, name: &str) -> Option<JsValue> {
    let value = Reflect::get(object, &JsValue::from_str(name)).ok()?;
    (!value.is_undefined()).then_some(value)
}

fn function(object: &JsValue, name: &str) -> Option<Function> {
    property(object, name)?.dyn_into().ok()
}
