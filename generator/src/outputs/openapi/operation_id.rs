//! The ids of operations: each has one, and no two have the same, since many tools go by them.

use foldhash::{HashMap, HashSet};

use specwright_document::description::{Description, Operation, PathItem, Source};
use specwright_document::diagnostic::{Code, Diagnostics};

use super::names::free;

/// The ids in the document, by the places that operations come from, and those of a place in order: several path items may
/// refer to one.
pub(super) struct OperationIds(HashMap<(Source, String), String>);

impl OperationIds {
    /// Chooses the ids: the first operation that states one keeps it, others are named by method and path.
    pub(super) fn new(description: &Description, diagnostics: &mut Diagnostics) -> Self {
        let operations = || {
            let items = description.paths.iter();
            items.flat_map(|item| std::iter::repeat(item).zip(&item.operations))
        };
        let stated = operations().filter_map(|(_, operation)| operation.operation_id.as_deref());
        let mut taken: HashSet<String> = stated.map(str::to_owned).collect();
        let mut numbers = HashMap::default();
        let mut kept = HashSet::default();
        let mut ids = HashMap::default();
        for (item, operation) in operations() {
            let stated = operation.operation_id.as_deref();
            let id = match stated.filter(|id| kept.insert(*id)) {
                Some(id) => id.to_owned(),
                None => {
                    let id = free(by_path(item, operation), &taken, &mut numbers);
                    taken.insert(id.clone());
                    warn(description, item, operation, &id, diagnostics);
                    id
                }
            };
            ids.insert(key(item, operation), id);
        }
        Self(ids)
    }

    /// Returns the id of an operation.
    pub(super) fn get(&self, item: &PathItem, operation: &Operation) -> Option<&str> {
        self.0.get(&key(item, operation)).map(String::as_str)
    }
}

/// Returns what tells an operation from all others: two paths may refer to one path item.
fn key(item: &PathItem, operation: &Operation) -> (Source, String) {
    let fragment = item.fragment.as_deref().unwrap_or_default();
    (
        operation.source,
        format!("{} {}#{fragment}", operation.method, item.path),
    )
}

fn warn(
    description: &Description,
    item: &PathItem,
    operation: &Operation,
    id: &str,
    diagnostics: &mut Diagnostics,
) {
    let named = format!("`{} {}`", operation.method, item.path);
    let (code, message) = match &operation.operation_id {
        None => (
            Code::MissingOperationId,
            format!("{named} has no operationId; it is given `{id}`"),
        ),
        Some(stated) => (
            Code::DuplicateOperationId,
            format!(
                "operationId `{stated}` of {named} is also that of another operation; it is given `{id}`"
            ),
        ),
    };
    let place = description.sources.place(operation.source);
    diagnostics.warning(code, place, message, "give it an operationId of its own");
}

/// Returns an id from method and path: `get_users_by_id` for `GET /users/{id}`.
fn by_path(item: &PathItem, operation: &Operation) -> String {
    let fragment = item.fragment.as_deref().unwrap_or_default();
    let words = format!("{} {} {fragment}", operation.method.to_lowercase(), item.path).replace('{', " by ");
    heck::AsSnakeCase(words).to_string()
}
