//! What differs between the clients of two documents, and what that does: on the wire, to programs, and to a version.
//!
//! | module | what it owns |
//! |---|---|
//! | `kind` | the one table of what can change, of what each change does, and what to do about it |
//! | `verdict` | the terms of the table |
//! | `change` | a change, and the list of them |
//! | `pairs` | which type of the one document is which of the other |
//! | `fits` | whether all values of one type are values of another |
//! | `values` | a use of a type: a property, a parameter, a body |
//! | `types`, `union` | named types |
//! | `operations`, `request`, `responses` | operations |
//! | `argument` | what methods take |
//! | `client` | servers, credentials and headers |
//! | `names` | the names of items |
//! | `renames` | types that are called otherwise and are the same |
//! | `report` | the forms for people and for tools |

mod argument;
mod change;
mod client;
mod fits;
mod kind;
mod names;
mod operations;
mod pairs;
mod renames;
mod report;
mod request;
mod responses;
mod types;
mod union;
mod values;
mod verdict;

#[cfg(test)]
mod tests;

pub(crate) use change::Found;
pub use kind::ChangeKind;
pub use report::{Change, Diff};
pub use verdict::{Bump, Code, Sides, Wire};

use std::collections::BTreeMap;

use specwright_codegen::plan::named::{Api, Type};
use specwright_codegen::plan::{self, ClientPlan, Name, RustType};

use change::Changes;
use pairs::Pairs;
use renames::Renames;

/// What methods take for a value of a type that is required, or is not.
type ArgumentType<'a> = Box<dyn Fn(&Type, bool) -> RustType + 'a>;

/// One of the two documents: its API, and the plan of its client.
struct Side<'a> {
    api: &'a Api,
    plan: ClientPlan<'a>,
    /// How a type is written in Rust.
    rust: Box<dyn Fn(&Type) -> RustType + 'a>,
    argument: ArgumentType<'a>,
    /// The enums of responses by their names, and the one that each shares with other operations, if it shares one.
    responses: BTreeMap<&'a Name, Option<&'a Name>>,
}

impl<'a> Side<'a> {
    fn of(api: &'a Api) -> Self {
        let mut named = BTreeMap::new();
        for operation in &api.operations {
            let streams = operation.streaming.as_ref().map(|streaming| &streaming.success);
            for responses in [Some(&operation.success), Some(&operation.failure), streams] {
                if let Some(responses) = responses
                    && let Some(name) = &responses.type_name
                {
                    named.insert(name, responses.same_as.as_ref());
                }
            }
        }
        Self {
            api,
            plan: plan::plan(api),
            rust: Box::new(plan::rust_types(api)),
            argument: Box::new(plan::argument_types(api)),
            responses: named,
        }
    }
}

/// Both documents, and which type of the one is which of the other.
struct Comparison<'a> {
    old: Side<'a>,
    new: Side<'a>,
    pairs: Pairs,
}

/// Compares two APIs.
pub(crate) fn compare(old: &Api, new: &Api) -> Vec<Found> {
    let operations = operations::pairs(old, new);
    let pairs = Pairs::of(old, new, &operations);
    let renames = Renames::find(old, new, &pairs);
    let renamed = renames.applied(old, new);
    let comparison = Comparison {
        pairs,
        old: Side::of(renamed.as_ref().unwrap_or(old)),
        new: Side::of(new),
    };
    let mut changes = Changes::default();
    operations::compare(&comparison, &operations, &mut changes);
    client::compare(&comparison, &mut changes);
    renames.tell(old, new, &operations, &mut changes);
    types::compare(&comparison, &mut changes);
    names::compare(&comparison, &operations, &mut changes);
    changes.into_vec()
}
