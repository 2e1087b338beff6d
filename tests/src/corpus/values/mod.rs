//! `corpus values`: does each value that a schema allows come through the generated types as it was?
//!
//! For each type of the client, values come from the raw schema ([`plan`]): the document's examples, and values made
//! by `crate::schema`, all valid by the `jsonschema` crate. A program that links the client ([`harness`]) decodes and
//! encodes them, and what comes back is compared ([`report`]).

mod harness;
mod plan;
mod report;

use std::io;

use super::discover::Found;
use super::expected::{self, Expected};
use super::programs;
use super::workspace::Workspace;
use plan::Plan;
pub use report::{Miss, Row, report, total};

/// Sends values through the types of all `documents`.
///
/// # Errors
///
/// The work folder can't be written, or cargo does not run.
pub fn values(documents: &[Found], jobs: usize) -> io::Result<Vec<Row>> {
    let expected = Expected::read(&expected::file(), "values")?;
    let write = |workspace: &Workspace, found: &Found| {
        let plan = match Plan::new(found) {
            Ok(plan) => plan,
            Err(message) => return Ok(Err(message)),
        };
        plan.generated.write(workspace, &found.name)?;
        harness::write(workspace, found, &plan)?;
        Ok(Ok(()))
    };
    let run = |workspace: &Workspace, found: &Found, complaints: Vec<String>| {
        let mut row = Row::new(&found.path, complaints);
        if row.complaints.is_empty() {
            match Plan::new(found) {
                Ok(plan) => row.judge(&plan, harness::run(workspace, found, &plan)?),
                Err(message) => row.complaints.push(message),
            }
        }
        row.expect(&expected);
        Ok(row)
    };
    programs::build_and_run("values", documents, jobs, write, run)
}
