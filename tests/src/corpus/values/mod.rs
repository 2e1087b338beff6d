//! `corpus values`: does each value that a schema allows come through the generated types as it was?
//!
//! For each type of the client, values come from the raw schema ([`plan`]): the document's examples, and values made
//! by `crate::schema`, all valid by the `jsonschema` crate. A program that links the client ([`harness`]) decodes and
//! encodes them, and what comes back is compared ([`report`]).

mod harness;
mod plan;
mod report;

use std::collections::BTreeMap;
use std::io;

use super::cargo::cargo;
use super::discover::Found;
use super::parallel::in_parallel;
use super::progress::Progress;
use super::workspace::Workspace;
use plan::Plan;
pub use report::{Miss, Row, report, total};

/// Sends values through the types of all `documents`.
///
/// # Errors
///
/// The work folder can't be written, or cargo does not run.
pub fn values(documents: &[Found], jobs: usize) -> io::Result<Vec<Row>> {
    let workspace = Workspace::new("values")?;
    let progress = Progress::new("plan", documents.len());
    let plans = in_parallel(documents, jobs, |found| {
        let plan = Plan::new(found);
        if let Ok(plan) = &plan {
            plan.generated.write(&workspace, &found.name)?;
            harness::write(&workspace, &found.name, plan)?;
        }
        progress.step(&found.name);
        Ok(plan)
    })
    .into_iter()
    .collect::<io::Result<Vec<Result<Plan, String>>>>()?;
    drop(progress);

    let built = || {
        documents
            .iter()
            .zip(&plans)
            .filter(|(_, plan)| plan.is_ok())
            .map(|(found, _)| &found.name)
    };
    let members: Vec<String> = built()
        .flat_map(|name| [name.clone(), harness::crate_name(name)])
        .collect();
    workspace.set_members(members.iter().map(String::as_str))?;
    let compiled = match members.len() {
        0 => BTreeMap::new(),
        count => cargo(&workspace, "build", jobs, &Progress::new("build", count))?,
    };

    let progress = Progress::new("send", documents.len());
    let work: Vec<(&Found, Result<Plan, String>)> = documents.iter().zip(plans).collect();
    let rows = in_parallel(&work, jobs, |(found, plan)| {
        let mut row = Row::new(&found.path);
        match plan {
            Ok(plan) => {
                let errors = [found.name.clone(), harness::crate_name(&found.name)]
                    .iter()
                    .filter_map(|name| compiled.get(name))
                    .flat_map(|crate_| crate_.errors.clone())
                    .collect::<Vec<_>>();
                match errors.is_empty() {
                    true => row.judge(plan, harness::run(&workspace, &found.name, plan)?),
                    false => row.complaints = errors,
                }
            }
            Err(message) => row.complaints.push(message.clone()),
        }
        progress.step(&found.name);
        Ok(row)
    });
    rows.into_iter().collect()
}
