//! The values of types, for tests.

use super::super::plan::ExampleRow;
use super::source::{Source, literal};

/// Writes the table of the types and their schemas, if there are any.
pub(super) fn write(rows: &[ExampleRow<'_>], source: &mut Source) {
    if rows.is_empty() {
        return;
    }
    source.item();
    source.block("specwright_runtime::examples!", |source| {
        source.line("DESCRIPTION;");
        for row in rows {
            source.gate(&row.gate);
            source.line(format_args!("types::{} = {},", row.name, literal(&row.schema)));
        }
    });
}
