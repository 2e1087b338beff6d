//! One run after the other.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};

use crate::EveryResponse;
use crate::api::Api;
use crate::cases::{Case, cases};
use crate::report::{Kind, Outcome, Report, Row};
use crate::server::{Good, Script, Scripted};

pub(crate) fn every<F, R, T, E>(settings: &EveryResponse, function: Arc<F>) -> Report
where
    F: Fn(Scripted) -> R + Send + Sync + 'static,
    R: Future<Output = Result<T, E>>,
    T: fmt::Debug,
    E: fmt::Display + fmt::Debug,
{
    let api = match Api::parse(&settings.document) {
        Ok(api) => Arc::new(api),
        Err(message) => panic!("{message}"),
    };
    let good = Arc::new(Good::new(api.clone(), settings));
    let script = Arc::new(Script::new(good.clone(), None));
    let outcome = one(settings, &function, &script);
    let mut called: Vec<(usize, String)> = Vec::new();
    for (operation, accept) in script.calls() {
        if !called.iter().any(|(known, _)| *known == operation) {
            called.push((operation, accept));
        }
    }
    let Some((first, accept)) = called.first() else {
        panic!(
            "the function calls no operation of the document; it sent {:?}, and the outcome is {outcome}",
            script.strangers()
        )
    };
    let mut rows = vec![Row {
        operation: api.operations[*first].id.clone(),
        kind: Kind::Good,
        case: "good responses".to_owned(),
        status: Some(good.of(*first, accept).0.status),
        outcome,
    }];
    for (operation, accept) in called {
        let described = &api.operations[operation];
        let (full, _) = good.of(operation, &accept);
        for case in cases(&api, described, &accept, &full, settings.most) {
            let Case { kind, name, act } = &case;
            let script = Arc::new(Script::new(good.clone(), Some((operation, act.clone()))));
            rows.push(Row {
                operation: described.id.clone(),
                kind: *kind,
                case: name.clone(),
                status: case.status(),
                outcome: one(settings, &function, &script),
            });
        }
    }
    Report { rows }
}

/// Runs the function once, on a thread and a runtime of its own.
fn one<F, R, T, E>(settings: &EveryResponse, function: &Arc<F>, script: &Arc<Script>) -> Outcome
where
    F: Fn(Scripted) -> R + Send + Sync + 'static,
    R: Future<Output = Result<T, E>>,
    T: fmt::Debug,
    E: fmt::Display + fmt::Debug,
{
    let (sender, receiver) = mpsc::channel();
    let (function, transport, time) = (function.clone(), Scripted(script.clone()), settings.time);
    let run = move || {
        let run = || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_time()
                .start_paused(true)
                .build()
                .map_err(|error| error.to_string())?;
            Ok(runtime.block_on(async { tokio::time::timeout(time, function(transport)).await }))
        };
        let outcome = match catch_unwind(AssertUnwindSafe(run)) {
            Err(panic) => Outcome::Panicked(message(&*panic)),
            Ok(Err(message)) => Outcome::Panicked(message),
            Ok(Ok(Err(_))) => Outcome::Hung,
            Ok(Ok(Ok(Ok(value)))) => Outcome::Returned(format!("{value:?}")),
            Ok(Ok(Ok(Err(error)))) => Outcome::Failed {
                message: error.to_string(),
                debug: format!("{error:?}"),
            },
        };
        // Nobody waits for a run that took too long.
        let _ = sender.send(outcome);
    };
    let thread = std::thread::Builder::new()
        .name("every_response".to_owned())
        .spawn(run);
    if let Err(error) = thread {
        return Outcome::Panicked(format!("no thread: {error}"));
    }
    match receiver.recv_timeout(settings.real_time) {
        Ok(outcome) => outcome,
        Err(RecvTimeoutError::Timeout) => Outcome::Hung,
        Err(RecvTimeoutError::Disconnected) => Outcome::Panicked("the thread ended".to_owned()),
    }
}

fn message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
    text.unwrap_or("a panic without a message").to_owned()
}
