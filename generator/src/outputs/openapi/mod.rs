//! The canonical OpenAPI 3.0 document: a [`Description`] in the types of [`openapiv3`], for tools that read these.
//!
//! Whatever the version and the number of files, it is one document of OpenAPI 3.0.4 without what is sloppy: every
//! reference leads to a component, no schema has a list of types, every array has `items`, a response has a
//! description, an operation an id of its own. What OpenAPI 3.0 can't say becomes what is weaker and still true: whatever is valid by the description
//! is valid by the document. A warning says so ([`Code::NotInOpenApi30`]); nothing is left out in silence.
//!
//! | module | what it converts |
//! |---|---|
//! | `schema` | schemas |
//! | `parameter` | parameters and headers |
//! | `body` | media types, their encodings, request bodies |
//! | `response` | responses and links |
//! | `path` | path items and operations |
//! | `security` | security schemes and requirements |
//! | `document` | the document itself, info, servers, tags |
//! | `operation_id` | ids of operations |
//! | `inheritance` | which schemas extend those that have a discriminator |
//! | `names` | keys of components, which OpenAPI 3.0 restricts |
//! | `omitted` | what a description has no field for |
//!
//! # What `openapiv3` has no field for
//!
//! Its types lack a few fields of OpenAPI 3.0: `xml`, `explode: false` in an encoding, numbers that neither an `i64` nor an
//! `f64` holds. They stand among the extensions, which serialize in the same object, so that the text has them.

mod body;
mod document;
mod inheritance;
mod names;
mod omitted;
mod operation_id;
mod parameter;
mod path;
mod response;
mod schema;
mod security;

#[cfg(test)]
mod tests;

pub(crate) use omitted::report_omitted;

use indexmap::IndexMap;
use openapiv3::OpenAPI;
use serde_json::Value;

use specwright_document::description::{Description, Extensions, Source};
use specwright_document::diagnostic::{Code, Diagnostics};
use specwright_document::source::Text;

use names::Names;
use operation_id::OperationIds;

/// The version that the document states.
const VERSION: &str = "3.0.4";

/// Returns the canonical document of `description`.
pub(crate) fn openapi(description: &Description, diagnostics: &mut Diagnostics) -> OpenAPI {
    let names = Names::new(description, diagnostics);
    let operation_ids = OperationIds::new(description, diagnostics);
    let mut conversion = Conversion {
        description,
        names,
        operation_ids,
        diagnostics,
    };
    conversion.document()
}

/// The state of one conversion.
struct Conversion<'d> {
    description: &'d Description,
    names: Names,
    operation_ids: OperationIds,
    diagnostics: &'d mut Diagnostics,
}

impl Conversion<'_> {
    /// Warns that `what` can't be said at `source`, and what was done instead.
    fn not_in_openapi_30(&mut self, source: Source, what: &str, instead: &str) {
        self.diagnostics.warning(
            Code::NotInOpenApi30,
            self.description.sources.place(source),
            format!("{what} cannot be expressed in OpenAPI 3.0; {instead}"),
            "",
        );
    }
}

/// Returns extensions as a map.
fn extensions(extensions: &Extensions) -> IndexMap<String, Value> {
    extensions
        .iter()
        .map(|(name, value)| (name.to_owned(), value.clone()))
        .collect()
}

/// Returns a text that may be absent.
fn text(text: &Option<Text>) -> Option<String> {
    text.as_ref().map(|text| text.as_str().to_owned())
}

/// Returns a description that begins with the summary, where OpenAPI 3.0 has no field for that.
fn described(summary: &Option<Text>, description: &Option<Text>) -> Option<String> {
    match (text(summary), text(description)) {
        (Some(summary), Some(description)) if description.trim() != summary.trim() => {
            Some(format!("{}\n\n{description}", summary.trim_end()))
        }
        (summary, description) => description.or(summary),
    }
}
