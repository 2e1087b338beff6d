//! Forms of pages that are so common that their names say all.

use crate::model::Pagination;

/// Returns the forms that an operation may have, by its parameters; those that its response has not are left out later.
///
/// Both are lists whose parameter takes the id of an object of the page before; the second kind repeats that id beside the list.
pub(super) fn conventions(has_query: impl Fn(&str) -> bool) -> Vec<Pagination> {
    let mut found = Vec::new();
    if has_query("starting_after") {
        found.push(Pagination::last_item("starting_after", "/data", "/id").has_more("/has_more"));
    }
    if has_query("after") {
        found.push(
            Pagination::cursor("after", "/last_id")
                .has_more("/has_more")
                .items("/data"),
        );
    }
    found
}
