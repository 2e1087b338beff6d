//! Values of the document for types of the program's, which its tests can try.

use super::named::ReplacedValues;
use super::{Path, RustType};
use specwright_document::model::{Replacement, ReplacementForm, absolute};

/// A type of the program's, with values of the document.
#[derive(Clone, PartialEq)]
pub struct ReplacementRow {
    /// What is replaced, as the setting says it.
    pub item: String,
    /// The type, as it is written anywhere.
    pub ty: RustType,
    /// The values, as JSON.
    pub values: Vec<String>,
}

/// Returns the rows for types of the program's. Those of the runtime need no test of the program.
pub(super) fn rows(replaced: &[ReplacedValues]) -> Vec<ReplacementRow> {
    let rows = replaced.iter().filter_map(|replaced| {
        Some(ReplacementRow {
            item: replaced.item.clone(),
            ty: ty(&replaced.replacement)?,
            values: replaced.values.iter().map(ToString::to_string).collect(),
        })
    });
    rows.collect()
}

fn ty(replacement: &Replacement) -> Option<RustType> {
    let chosen = |path: &str| RustType::at(Path::Chosen(absolute(path)));
    let known = |path| RustType::at(Path::Known(path));
    let (path, codec) = match &replacement.form {
        ReplacementForm::Json(path) => return Some(chosen(path)),
        ReplacementForm::Serde(path) => (path, known("specwright_runtime::via::Serde")),
        ReplacementForm::Text { path, is_number } => (
            path,
            known(match is_number {
                true => "specwright_runtime::via::Number",
                false => "specwright_runtime::via::Text",
            }),
        ),
        ReplacementForm::With { codec, path } => (path, chosen(codec)),
        ReplacementForm::UnixSeconds | ReplacementForm::UnixMilliseconds | ReplacementForm::Base64 => {
            return None;
        }
    };
    let via = Path::Known("specwright_runtime::via::Via");
    Some(RustType::Path(via, vec![chosen(path), codec]))
}
