//! Values of the document for types of the program's, for its tests.

use super::super::plan::ReplacementRow;
use super::source::{Source, literal};

/// Writes the function that tries them, if the program has types of its own.
pub(super) fn write(rows: Option<&[ReplacementRow]>, source: &mut Source) {
    let Some(rows) = rows else { return };
    source.item();
    source.block("specwright_runtime::replacements!", |source| {
        for ReplacementRow { item, ty, values } in rows {
            let values: Vec<String> = values.iter().map(|value| literal(value).to_string()).collect();
            source.list(&format!("{}: {ty} = [", literal(item)), &values, "],");
        }
    });
}
