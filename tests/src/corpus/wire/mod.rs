//! `corpus wire`: does each operation send what the document says, and make of the answers what it says?
//!
//! From the raw document come the values for each call and the answers ([`plan`]). A program that links the client
//! ([`program`]) makes the calls against a server of the runner's own ([`server`]); what comes over the socket is read
//! back by the tables of the specification ([`judge`]), and what the client makes of the answer is compared with what
//! was sent.

mod forward;
mod http;
mod judge;
mod media_type;
mod plan;
pub mod prism;
mod program;
mod record;
mod report;
pub mod serve;
mod server;
mod xml;

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use super::discover::Found;
use super::expected::{self, Expected};
use super::programs::{self, Needs, write_program};
use super::workspace::Workspace;
use judge::Judge;
use plan::Plan;
use program::{DEPENDENCIES, Harness, Program, line};
use record::Recorder;
pub use report::{Fault, Row, report, total};
use server::{Received, Reply, Server};

/// Calls every operation of all `documents`; the requests are written into the folder `record`.
///
/// # Errors
///
/// The work folder can't be written, or cargo does not run.
pub fn wire(documents: &[Found], jobs: usize, record: Option<&Path>) -> io::Result<Vec<Row>> {
    let expected = Expected::read(&expected::file(), "wire")?;
    let run = |workspace: &Workspace, found: &Found, complaints: Vec<String>| {
        let mut row = Row::new(&found.path, complaints);
        if row.complaints.is_empty() {
            match Plan::new(found) {
                Ok(plan) => call_all(workspace, found, &plan, record, &mut row)?,
                Err(message) => row.complaints.push(message),
            }
        }
        row.expect(&expected);
        Ok(row)
    };
    programs::build_and_run("wire", documents, jobs, write, run)
}

/// Writes the client of a document, and the program that makes the calls; or says why there are none.
fn write(workspace: &Workspace, found: &Found) -> io::Result<Result<(), String>> {
    let plan = match Plan::new(found) {
        Ok(plan) => plan,
        Err(message) => return Ok(Err(message)),
    };
    plan.generated.write(workspace, &found.name)?;
    let harness = Harness::new(&plan);
    let needs = Needs {
        runtime_features: &[],
        further: DEPENDENCIES,
    };
    write_program(workspace, "wire", found, &needs, &harness.main)?;
    Ok(Ok(()))
}

fn call_all(
    workspace: &Workspace,
    found: &Found,
    plan: &Plan,
    record: Option<&Path>,
    row: &mut Row,
) -> io::Result<()> {
    let path = &programs::program(workspace, "wire", found);
    let left_out = Harness::new(plan).left_out;
    row.version.clone_from(&plan.version);
    row.operations = plan.operations.len();
    let server = Server::start()?;
    let mut recorder = record
        .map(|folder| Recorder::create(folder, &found.name, &found.path, &server.url))
        .transpose()?;
    let judge = Judge {
        api: &plan.generated.api,
        bundle: &plan.bundle,
        validators: &plan.validators,
        credentials: &plan.credentials,
    };
    let all: Vec<String> = plan.credentials.iter().map(|(name, ..)| name.clone()).collect();
    let mut programs: BTreeMap<Vec<String>, Program> = BTreeMap::new();
    for (index, planned) in plan.operations.iter().enumerate() {
        let name = format!("{} {}", planned.raw.method, planned.raw.path);
        let mut fault = |about, what| {
            row.faults.push(Fault {
                operation: name.clone(),
                about,
                what,
            });
        };
        let reason = left_out
            .iter()
            .find(|(left_out, _)| *left_out == index)
            .map(|(_, reason)| reason);
        let model = planned.model(&plan.generated.api);
        let (None, Some(model)) = (reason, model) else {
            fault(
                "request",
                format!("not called: {}", reason.map_or("", String::as_str)),
            );
            continue;
        };
        let mut called = false;
        let mut unsendable = 0;
        for call in &planned.calls {
            let Some(line) = line(plan, index, planned, call) else {
                unsendable += 1;
                continue;
            };
            server.answer_with(Reply {
                status: call.answer.status,
                content_type: call.answer.content_type.clone(),
                body: call.answer.body.clone(),
            });
            let held = call.credentials.held.as_ref().unwrap_or(&all);
            let mut program = match programs.remove(held) {
                Some(program) => program,
                None => Program::start(path, &server, held)?,
            };
            let outcome = program.call(&line)?;
            if outcome.is_some() {
                programs.insert(held.clone(), program);
            }
            let outcome = outcome.unwrap_or_default();
            row.calls += 1;
            let received = server.received();
            let faults = match received.as_slice() {
                [one] => {
                    let faults = judge.faults(planned, call, one);
                    if let Some(recorder) = &mut recorder {
                        recorder.write(planned, call, one, &faults)?;
                    }
                    faults
                }
                several => vec![format!("{} requests came: {outcome}", several.len())],
            };
            called |= !received.is_empty();
            let sent = !received.is_empty();
            row.requests_right += usize::from(faults.is_empty());
            row.faults.extend(faults.into_iter().map(|what| Fault {
                operation: name.clone(),
                about: "request",
                what,
            }));
            // What nothing documents comes from gateways, which do not look at what is accepted.
            let accepted = call.answer.key.is_none()
                || call.answer.expected == plan::Expected::Status
                || received
                    .iter()
                    .all(|request| accepts(request, call.answer.content_type.as_deref()));
            if !accepted {
                row.skip("answer: the client does not accept this media type");
            } else if sent {
                row.answers += 1;
                match judge.answer_fault(model, &call.answer, &outcome) {
                    None => row.answers_right += 1,
                    Some(what) => row.faults.push(Fault {
                        operation: name.clone(),
                        about: "answer",
                        what: format!("{} {:?}: {what}", call.answer.status, call.answer.content_type),
                    }),
                }
            }
        }
        row.called += usize::from(called);
        row.not_called.extend((!called).then_some(name));
        for reason in &planned.skipped {
            row.skip(reason);
        }
        for _ in 0..unsendable {
            row.skip("call: the client takes another media type of the same kind");
        }
    }
    recorder.map_or(Ok(()), Recorder::finish)
}

/// Whether the request's `Accept` allows an answer of this media type.
fn accepts(request: &Received, content_type: Option<&str>) -> bool {
    let (Some(content_type), Some(accept)) = (content_type, request.header("accept")) else {
        return true;
    };
    accept
        .split(',')
        .any(|wanted| media_type::fits(wanted, content_type))
}
