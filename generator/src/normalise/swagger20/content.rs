//! Media types, which stand beside the schemas that they hold.

use openapiv3::{Content, MediaType, ReferenceOr, Schema};

use crate::normalise::at::{Anchor, At, escape};
use crate::normalise::lift::Lift;
use crate::normalise::schema::needs_name;
use crate::source::Node;

/// `consumes` and `produces`: of the document, or of the operation that is being lifted.
#[derive(Clone, Default)]
pub(in crate::normalise) struct MediaTypes {
    pub(super) consumes: Vec<String>,
    produces: Vec<String>,
}

impl MediaTypes {
    /// Takes over what an object says, and gives back what counted before.
    pub(in crate::normalise) fn enter(&mut self, at: &At<'_, '_>) -> Self {
        let before = self.clone();
        let read = |key: &str| {
            let field = at.field(key)?;
            let types: Vec<String> = match field.node {
                Node::Sequence(_) => field
                    .items()
                    .filter_map(|item| item.text().map(str::to_owned))
                    .collect(),
                _ => field.text().map(str::to_owned).into_iter().collect(),
            };
            Some(types)
        };
        if let Some(consumes) = read("consumes") {
            self.consumes = consumes;
        }
        if let Some(produces) = read("produces") {
            self.produces = produces;
        }
        before
    }
}

/// The media types of a list in canonical form, or JSON where there are none.
pub(super) fn media_types<'d>(
    lift: &mut Lift<'_, 'd>,
    at: &At<'d, '_>,
    stated: &[String],
    otherwise: &str,
) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in stated {
        let name = lift.media_type_name(at, name);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() {
        names.push(otherwise.to_owned());
    }
    names
}

/// The same schema for several media types.
fn content(names: Vec<String>, schema: &ReferenceOr<Schema>) -> Content {
    names
        .into_iter()
        .map(|name| {
            let media_type = MediaType {
                schema: Some(schema.clone()),
                ..MediaType::default()
            };
            (name, media_type)
        })
        .collect()
}

/// `schema` of a response, for each media type that the operation produces.
pub(in crate::normalise) fn response_content<'d>(lift: &mut Lift<'_, 'd>, at: &At<'d, '_>) -> Content {
    let Some(schema) = at
        .field("schema")
        .filter(|schema| !matches!(schema.node, Node::Null))
    else {
        return Content::new();
    };
    let is_file = schema.field("type").and_then(|kind| kind.text()) == Some("file");
    let otherwise = if is_file {
        "application/octet-stream"
    } else {
        "application/json"
    };
    let produces = lift.media_types.produces.clone();
    let names = media_types(lift, at, &produces, otherwise);
    let canonical = at.canonical();
    content_of(lift, &schema, names, &format!("{canonical}/content"))
}

/// The schema for each media type; as a component if there are several, so that it is one type.
pub(super) fn content_of<'d>(
    lift: &mut Lift<'_, 'd>,
    at: &At<'d, '_>,
    names: Vec<String>,
    pointer: &str,
) -> Content {
    let shared = names.len() > 1 && needs_name(at.node);
    let schema = if shared {
        ReferenceOr::Reference {
            reference: lift.hoist_schema(at),
        }
    } else {
        let first = names.first().map(String::as_str).unwrap_or_default();
        let anchor = Anchor {
            place: at.place(),
            canonical: format!("{pointer}/{}/schema", escape(first)),
        };
        lift.origins
            .insert(anchor.canonical.clone(), anchor.place.clone());
        lift.schema(&At::anchored(at.node, &anchor))
    };
    content(names, &schema)
}
