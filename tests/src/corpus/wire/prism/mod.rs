//! `corpus prism`: do the clients read what Prism, which others wrote, responds by the same documents?
//!
//! Prism makes up responses at random ("dynamic mode"). The client calls the runner's server, which passes the calls on and so sees
//! what Prism responds: what is not valid by the document is counted as Prism's.

mod process;
mod report;

use std::io;

use serde_json::Value;

use super::super::discover::Found;
use super::super::expected::{self, Expected as Known};
use super::super::programs;
use super::super::workspace::Workspace;
use super::forward::Forward;
use super::judge::Judge;
use super::media_type;
use super::plan::{Expected, Kind, Plan, PlannedAnswer, PlannedOperation, kind};
use super::program::{Harness, Program, line};
use super::server::{Reply, Server};
use process::{Prism, install};
pub use report::{Fault, Row, report, total};

/// How often each documented status of an operation is asked for.
const TURNS: usize = 4;

/// Calls every operation of all `documents` against Prism.
///
/// # Errors
///
/// The work folder can't be written, cargo does not run, or Prism can't be installed.
pub fn prism(documents: &[Found], jobs: usize) -> io::Result<Vec<Row>> {
    let program = install()?;
    let known = Known::read(&expected::file(), "prism")?;
    let run = |workspace: &Workspace, found: &Found, complaints: Vec<String>| {
        let mut row = Row::new(&found.path, complaints);
        if row.complaints.is_empty() {
            match (Plan::new(found), Prism::start(&program, &found.path)?) {
                (Ok(plan), Ok(prism)) => call_all(workspace, found, &plan, &prism, &mut row)?,
                (Err(message), _) => row.complaints.push(message),
                // A document that it does not take tells nothing of the client.
                (_, Err(message)) => row.not_started = Some(message),
            }
        }
        row.expect(&known);
        Ok(row)
    };
    programs::build_and_run("wire", documents, jobs, super::write, run)
}

fn call_all(
    workspace: &Workspace,
    found: &Found,
    plan: &Plan,
    prism: &Prism,
    row: &mut Row,
) -> io::Result<()> {
    let server = Server::start()?;
    let path = programs::program(workspace, "wire", found);
    let schemes: Vec<String> = plan.credentials.iter().map(|(name, ..)| name.clone()).collect();
    let left_out = Harness::new(plan).left_out;
    let mut program = Program::start(&path, &server, &schemes)?;
    row.operations = plan.operations.len();
    for (index, planned) in plan.operations.iter().enumerate() {
        if left_out.iter().any(|(operation, _)| *operation == index) {
            continue;
        }
        let mut statuses: Vec<u16> = planned.calls.iter().map(|call| call.answer.status).collect();
        statuses.retain(|status| is_documented(planned, *status));
        statuses.sort_unstable();
        statuses.dedup();
        let asked = match statuses.as_slice() {
            [] => vec!["dynamic=true".to_owned()],
            some => some
                .iter()
                .map(|status| format!("code={status}, dynamic=true"))
                .collect(),
        };
        let turns = asked.iter().flat_map(|asked| std::iter::repeat_n(asked, TURNS));
        let mut called = false;
        for (asked, call) in turns.zip(planned.calls.iter().cycle()) {
            let Some(line) = line(plan, index, planned, call) else {
                continue;
            };
            server.forward_to(Forward {
                address: prism.address,
                prefer: asked.clone(),
            });
            let outcome = program.call(&line)?;
            if outcome.is_none() {
                program = Program::start(&path, &server, &schemes)?;
            }
            called = true;
            row.calls += 1;
            match server.replied().as_slice() {
                [reply] => judge(plan, planned, reply, &outcome.unwrap_or_default(), row),
                // `wire` tells why a request was not sent.
                replies => row.unanswered += usize::from(replies.is_empty()),
            }
        }
        row.called += usize::from(called);
    }
    Ok(())
}

/// Whether the status has a key of its own in the document, so that Prism can be asked for it.
fn is_documented(planned: &PlannedOperation, status: u16) -> bool {
    let key = status.to_string();
    let mut answers = planned.calls.iter().map(|call| &call.answer);
    answers.any(|answer| answer.key.as_deref() == Some(&key))
}

fn judge(plan: &Plan, planned: &PlannedOperation, reply: &Reply, outcome: &Value, row: &mut Row) {
    if let Some(problem) = problem(reply) {
        *row.problems.entry(problem).or_default() += 1;
        return;
    }
    let name = format!("{} {}", planned.raw.method, planned.raw.path);
    let content_type = reply.content_type.as_deref();
    let shown = format!(
        "{} {}: {}",
        reply.status,
        content_type.unwrap_or("without a body"),
        String::from_utf8_lossy(&reply.body)
    );
    row.responses += 1;
    let Some(answer) = answer(planned, reply) else {
        row.invalid.push(format!("{name}: not documented: {shown}"));
        return;
    };
    let judge = Judge {
        api: &plan.generated.api,
        bundle: &plan.bundle,
        validators: &plan.validators,
        credentials: &plan.credentials,
    };
    let Some(model) = planned.model(&plan.generated.api) else {
        return;
    };
    let is_valid = match (&answer.expected, &answer.pointer) {
        (Expected::Json(value), Some(pointer)) => plan.validators.is_valid(pointer, value),
        _ => true,
    };
    match judge.answer_fault(model, &answer, outcome) {
        None => row.right += 1,
        Some(_) if !is_valid => row.invalid.push(format!("{name}: not valid: {shown}")),
        Some(what) => row.faults.push(Fault {
            operation: name,
            what,
            response: shown,
        }),
    }
}

/// What Prism responds where it has nothing to respond with: the name of its problem.
fn problem(reply: &Reply) -> Option<String> {
    let body: Value = serde_json::from_slice(&reply.body).ok()?;
    let problem = body.get("type")?.as_str()?;
    let (_, name) = problem.split_once("stoplight.io/prism/errors#")?;
    Some(name.to_owned())
}

/// The documented response that this is one of, with what the client is to make of it.
fn answer(planned: &PlannedOperation, reply: &Reply) -> Option<PlannedAnswer> {
    let is_typed = !reply.body.is_empty();
    let content_type = reply.content_type.clone().filter(|_| is_typed);
    let answers = || planned.calls.iter().map(|call| &call.answer);
    let is_key = |answer: &PlannedAnswer, key: &str| {
        let known = answer.key.as_deref();
        known.is_some_and(|known| known.eq_ignore_ascii_case(key))
    };
    let keys = [
        reply.status.to_string(),
        format!("{}XX", reply.status / 100),
        "default".to_owned(),
    ];
    let key = keys
        .iter()
        .find(|key| answers().any(|answer| is_key(answer, key)))?;
    let documented = answers().filter(|answer| is_key(answer, key)).find(|answer| {
        match (&answer.documented, &content_type) {
            (Some(documented), Some(sent)) => media_type::fits(documented, sent),
            (None, _) => true,
            (Some(_), None) => false,
        }
    })?;
    let text = || String::from_utf8_lossy(&reply.body).into_owned();
    let expected = match content_type.as_deref().map(kind) {
        // It makes no streams.
        None | Some(Kind::JsonLines | Kind::Events) => Expected::Nothing,
        Some(Kind::Json) => Expected::Json(serde_json::from_slice(&reply.body).ok()?),
        Some(Kind::Text) => Expected::Text(text()),
        Some(Kind::Xml) => return None,
        Some(Kind::Bytes | Kind::Form | Kind::Multipart) => Expected::Bytes(reply.body.clone()),
    };
    Some(PlannedAnswer {
        status: reply.status,
        succeeds: reply.status < 300 || (documented.succeeds && reply.status < 400),
        body: reply.body.clone(),
        content_type,
        expected,
        ..documented.clone()
    })
}
