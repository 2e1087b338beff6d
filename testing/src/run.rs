//! One run after the other.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};

use crate::EveryResponse;
use crate::api::Api;
use crate::cases::{Case, cases, good};
use crate::report::{Kind, Outcome, Report, Row};
use crate::server::{Script, Scripted};

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
    let replies = api.operations.iter().map(|operation| {
        let given = settings.given.iter().find(|(name, _)| *name == operation.id);
        good(&api, operation, given.map(|(_, value)| value))
    });
    let replies = Arc::new(replies.collect::<Vec<_>>());
    let script = Arc::new(Script::new(api.clone(), replies.clone(), None));
    let outcome = one(settings, &function, &script);
    let mut called: Vec<usize> = Vec::new();
    for operation in script.operations() {
        if !called.contains(&operation) {
            called.push(operation);
        }
    }
    assert!(
        !called.is_empty(),
        "the function calls no operation of the document; it sent {:?}, and the outcome is {outcome}",
        script.strangers()
    );
    let mut rows = vec![Row {
        operation: api.operations[called[0]].id.clone(),
        kind: Kind::Good,
        case: "good responses".to_owned(),
        status: Some(replies[called[0]].0.status),
        outcome,
    }];
    for operation in called {
        let described = &api.operations[operation];
        for case in cases(&api, described, &replies[operation].0, settings.most) {
            let Case { kind, name, act } = &case;
            let script = Arc::new(Script::new(
                api.clone(),
                replies.clone(),
                Some((operation, act.clone())),
            ));
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
