//! `corpus serve`: does a client's own server read what the client sends, and is what the document allows right to it?
//!
//! The values are those of `corpus wire`. The program calls its client, whose requests go to the generated mock in the same process: it
//! routes, decodes and checks them by the description that travels with the client, and responds as it is planned. What it decoded is compared
//! with the values that were given, and a request or a response that it refuses is a fault.

mod program;

use std::io;

use serde_json::{Value, json};
use specwright::codegen::plan::named::Operation;

use super::super::discover::Found;
use super::super::expected::{self, Expected as Known};
use super::super::programs::{self, Needs};
use super::super::workspace::Workspace;
use super::judge::Judge;
use super::media_type;
use super::plan::{BodyValue, Expected, Plan, PlannedCall, PlannedOperation};
use super::program::{DEPENDENCIES, Harness, Program, line};
use super::report::{Fault, Row};
use crate::raw::RawLocation;

/// Calls every operation of all `documents` against the server that comes with its client.
///
/// # Errors
///
/// The work folder can't be written, or cargo does not run.
pub fn serve(documents: &[Found], jobs: usize) -> io::Result<Vec<Row>> {
    let known = Known::read(&expected::file(), "serve")?;
    let run = |workspace: &Workspace, found: &Found, complaints: Vec<String>| {
        let mut row = Row::new(&found.path, complaints);
        if row.complaints.is_empty() {
            match Plan::with_mock(found) {
                Ok(plan) => call_all(workspace, found, &plan, &mut row)?,
                Err(message) => row.complaints.push(message),
            }
        }
        row.expect(&known);
        Ok(row)
    };
    programs::build_and_run("serve", documents, jobs, write, run)
}

fn write(workspace: &Workspace, found: &Found) -> io::Result<Result<(), String>> {
    let plan = match Plan::with_mock(found) {
        Ok(plan) => plan,
        Err(message) => return Ok(Err(message)),
    };
    plan.generated.write(workspace, &found.name)?;
    let needs = Needs {
        runtime_features: &["mock"],
        further: DEPENDENCIES,
    };
    programs::write_program(workspace, "serve", found, &needs, &program::main(&plan))?;
    Ok(Ok(()))
}

fn call_all(workspace: &Workspace, found: &Found, plan: &Plan, row: &mut Row) -> io::Result<()> {
    let path = programs::program(workspace, "serve", found);
    let left_out = Harness::new(plan).left_out;
    row.version.clone_from(&plan.version);
    row.operations = plan.operations.len();
    let judge = Judge {
        api: &plan.generated.api,
        bundle: &plan.bundle,
        validators: &plan.validators,
        credentials: &plan.credentials,
    };
    let mut program = Program::start_alone(&path)?;
    for (index, planned) in plan.operations.iter().enumerate() {
        let name = format!("{} {}", planned.raw.method, planned.raw.path);
        let model = planned.model(&plan.generated.api);
        let is_left_out = left_out.iter().any(|(left_out, _)| *left_out == index);
        let (Some(model), false) = (model, is_left_out) else {
            row.not_called.push(name);
            continue;
        };
        let mut called = false;
        for call in &planned.calls {
            let Some(line) = line(plan, index, planned, call) else {
                row.skip("call: the client takes another media type of the same kind");
                continue;
            };
            let outcome = program.call(&with_answer(&line, call))?;
            if outcome.is_none() {
                program = Program::start_alone(&path)?;
            }
            let outcome = outcome.unwrap_or_default();
            called = true;
            row.calls += 1;
            let faults = request_faults(&judge, planned, call, &outcome);
            let is_right = faults.is_empty();
            row.requests_right += usize::from(is_right);
            let mut fault = |about, what| {
                row.faults.push(Fault {
                    operation: name.clone(),
                    about,
                    what,
                });
            };
            faults.into_iter().for_each(|what| fault("request", what));
            if !is_right {
                row.skip("answer: the request was not right");
                continue;
            }
            if !is_accepted(model, call) {
                row.skip("answer: the client does not accept this media type");
                continue;
            }
            row.answers += 1;
            match judge.answer_fault(model, &call.answer, &outcome["outcome"]) {
                None => row.answers_right += 1,
                Some(what) => row.faults.push(Fault {
                    operation: name.clone(),
                    about: "answer",
                    what: format!("{} {:?}: {what}", call.answer.status, call.answer.content_type),
                }),
            }
        }
        row.called += usize::from(called);
        row.not_called.extend((!called).then_some(name));
        for reason in &planned.skipped {
            row.skip(reason);
        }
    }
    Ok(())
}

/// Adds the response to the line that the program reads for a call.
fn with_answer(line: &str, call: &PlannedCall) -> String {
    use base64::Engine as _;
    let mut line: Value = serde_json::from_str(line).unwrap_or_default();
    let answer = &call.answer;
    line["answer"] = json!({
        "status": answer.status,
        "content_type": answer.content_type,
        "body": base64::engine::general_purpose::STANDARD.encode(&answer.body),
        // What nothing describes, or only a status, is none of the document's.
        "described": answer.documented.is_some() && answer.expected != Expected::Status,
    });
    line.to_string()
}

/// Whether the client asks for an answer of this media type.
fn is_accepted(operation: &Operation, call: &PlannedCall) -> bool {
    let streaming = operation
        .streaming
        .as_ref()
        .filter(|_| call.is_of_stream(operation));
    let accept = streaming.map_or(&operation.accept, |streaming| &streaming.accept);
    let Some(content_type) = call.answer.content_type.as_deref() else {
        return true;
    };
    let is_open = call.answer.key.is_none() || call.answer.expected == Expected::Status || accept.is_empty();
    is_open
        || accept
            .split(',')
            .any(|wanted| media_type::fits(wanted, content_type))
}

/// What is wrong with what the server read.
fn request_faults(
    judge: &Judge<'_>,
    planned: &PlannedOperation,
    call: &PlannedCall,
    outcome: &Value,
) -> Vec<String> {
    let problems = outcome["problems"].as_array().cloned().unwrap_or_default();
    // The first one says why the others are there, such as an expectation that was not met.
    if let Some(problem) = problems.first().and_then(Value::as_str) {
        return vec![problem.to_owned()];
    }
    let mut faults = Vec::new();
    let seen = match outcome["seen"].as_array().map(Vec::as_slice) {
        Some([seen]) if outcome["typed"] == 1 => seen,
        _ => return vec![format!("no request came, or none of its type: {outcome}")],
    };
    for (parameter, value) in planned.parameters.iter().zip(&call.parameters) {
        let Some(value) = value else { continue };
        let location = match parameter.raw.location {
            RawLocation::Path => "path",
            RawLocation::Query | RawLocation::QueryString => "query",
            RawLocation::Header => "header",
            RawLocation::Cookie => "cookie",
        };
        let key = format!("{location} {}", parameter.raw.name);
        match seen.get(&key) {
            // There is nothing to send of these.
            None if is_nothing(value) => {}
            None => faults.push(format!("{key} is missing, {value} was given")),
            Some(read) => {
                let what = judge.same(parameter.pointer.as_ref(), value, &as_written(value, read));
                faults.extend(what.map(|what| format!("{key}: {what}")));
            }
        }
    }
    if let Some((media, value)) = &call.body {
        let read = seen.get("body").unwrap_or(&Value::Null);
        let pointer = planned.bodies.get(*media).and_then(|body| body.pointer.as_ref());
        let what = match value {
            BodyValue::Json(value) | BodyValue::Xml(value, _) => judge.same(pointer, value, read),
            BodyValue::Form(entries) => {
                let given = Value::Object(entries.clone());
                judge.same(pointer, &given, &as_written(&given, read))
            }
            BodyValue::Text(text) => (read != text).then(|| format!("{text:?} became {read}")),
            // What the parts and the bytes hold is not shown.
            BodyValue::JsonLines(_)
            | BodyValue::Events(_)
            | BodyValue::Bytes(_)
            | BodyValue::Multipart(_) => None,
        };
        faults.extend(what.map(|what| format!("the body: {what}")));
    }
    faults
}

fn is_text_of(text: &str, value: &Value) -> bool {
    let written = value.to_string();
    written == text
}

/// What was read, with what was given where both are written alike: a list of one item and the item, a number or a boolean and its text. Where a schema
/// takes both, nothing tells them apart.
fn as_written(given: &Value, read: &Value) -> Value {
    match (given, read) {
        (Value::String(text), Value::Number(_) | Value::Bool(_)) if is_text_of(text, read) => given.clone(),
        (Value::Number(_) | Value::Bool(_), Value::String(text)) if is_text_of(text, given) => given.clone(),
        (Value::Array(items), read) if !read.is_array() && items.as_slice() == [read.clone()] => {
            given.clone()
        }
        (Value::Array(given), Value::Array(read)) if given.len() == read.len() => {
            let items = given.iter().zip(read);
            items.map(|(given, read)| as_written(given, read)).collect()
        }
        (Value::Object(given), Value::Object(read)) => {
            let nothing = Value::Null;
            let entries = read.iter().map(|(name, read)| {
                let given = given.get(name).unwrap_or(&nothing);
                (name.clone(), as_written(given, read))
            });
            Value::Object(entries.collect())
        }
        _ => read.clone(),
    }
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(entries) => entries.values().all(is_nothing),
        _ => false,
    }
}
