//! Swagger 2.0: one host, bodies among the parameters, media types beside the schemas.

use indexmap::IndexMap;
use openapiv3::{
    Content, Encoding, MediaType, ObjectType, OpenAPI, QueryStyle, ReferenceOr, RequestBody, Schema,
    SchemaData, SchemaKind, Server, StringType, Type,
};

use super::at::{Anchor, At};
use super::extension;
use super::lift::{LEFT_OUT, Lift};
use super::parameter::Location;
use super::reference::Kind;
use super::schema::boxed;
use super::version::Version;
use super::{Webhooks, openapi31};
use crate::diagnostic::Code;
use crate::source::Node;

const FIELDS: &[&str] = &[
    "swagger",
    "info",
    "host",
    "basePath",
    "schemes",
    "consumes",
    "produces",
    "paths",
    "definitions",
    "parameters",
    "responses",
    "securityDefinitions",
    "security",
    "tags",
    "externalDocs",
];

/// Lifts a whole document.
pub(super) fn document<'d>(lift: &mut Lift<'_, 'd>, root: &At<'d, '_>) -> (OpenAPI, Webhooks) {
    lift.media_types.enter(root);
    let kinds = [
        (Kind::Schema, root.field("definitions")),
        (Kind::Response, root.field("responses")),
    ];
    lift.component_kinds(&kinds);
    parameters(lift, root);
    if let Some(schemes) = root.field("securityDefinitions") {
        let anchor = Anchor {
            place: schemes.place(),
            canonical: "/components/securitySchemes".to_owned(),
        };
        lift.origins
            .insert(anchor.canonical.clone(), anchor.place.clone());
        lift.security_schemes(&At::anchored(schemes.node, &anchor));
    }
    let openapi = OpenAPI {
        openapi: super::CANONICAL_VERSION.to_owned(),
        info: lift.info(root),
        servers: servers(lift, root),
        paths: lift.paths(root),
        components: None,
        security: lift.security(root),
        tags: lift.tags(root),
        external_docs: root
            .field("externalDocs")
            .and_then(|docs| lift.external_docs(&docs)),
        extensions: openapi31::without_webhooks(root),
    };
    lift.known_fields(root, "a document", FIELDS);
    (openapi, Webhooks::new())
}

/// Shared parameters. Those that are in the body have their component made when an operation refers to them.
fn parameters<'d>(lift: &mut Lift<'_, 'd>, root: &At<'d, '_>) {
    let Some(field) = root.field("parameters") else {
        return;
    };
    let anchor = Anchor {
        place: field.place(),
        canonical: "/components/parameters".to_owned(),
    };
    lift.origins
        .insert(anchor.canonical.clone(), anchor.place.clone());
    for (name, parameter) in lift.entries(&field) {
        let location = lift.peek_through(&parameter).and_then(Location::of);
        if !matches!(location, Some(Location::Body | Location::Form)) {
            lift.references
                .name_component(Kind::Parameter, name, parameter.node);
        }
    }
    let at = At::anchored(field.node, &anchor);
    for (name, parameter) in at.entries() {
        let location = lift.peek_through(&parameter).and_then(Location::of);
        if matches!(location, Some(Location::Body | Location::Form)) {
            continue;
        }
        if let Some(parameter) = lift.parameter_component(&parameter) {
            lift.components.parameters.insert(name.to_owned(), parameter);
        }
    }
}

/// `schemes`, `host` and `basePath` as servers. Without a host they are relative to where the document is.
fn servers<'d>(lift: &mut Lift<'_, 'd>, root: &At<'d, '_>) -> Vec<Server> {
    let base = lift.text_field(root, "basePath").unwrap_or_default();
    let base = base.trim().trim_end_matches('/');
    let base = match base {
        "" => String::new(),
        base if base.starts_with('/') => base.to_owned(),
        base => format!("/{base}"),
    };
    let server = |url: String| Server {
        url,
        ..Server::default()
    };
    let host = lift.text_field(root, "host").unwrap_or_default();
    let host = host.trim().trim_end_matches('/');
    if host.is_empty() {
        return if base.is_empty() {
            Vec::new()
        } else {
            vec![server(base)]
        };
    }
    if host.contains("://") {
        lift.warn(
            Code::ServerUrl,
            root,
            format!("`host: {host}` holds a scheme, which is kept"),
            "write the scheme in `schemes`",
        );
        return vec![server(format!("{host}{base}"))];
    }
    let mut schemes: Vec<String> = Vec::new();
    if let Some(field) = root.field("schemes") {
        let stated: Vec<_> = lift.list(&field).collect();
        schemes = stated.iter().filter_map(|scheme| lift.text(scheme)).collect();
    }
    // The client speaks HTTP alone, and the safe way is the first choice.
    schemes.retain(|scheme| scheme == "http" || scheme == "https");
    schemes.sort_by_key(|scheme| scheme != "https");
    if schemes.is_empty() {
        schemes.push("https".to_owned());
    }
    schemes
        .into_iter()
        .map(|scheme| server(format!("{scheme}://{host}{base}")))
        .collect()
}

/// `consumes` and `produces`: of the document, or of the operation that is being lifted.
#[derive(Clone, Default)]
pub(super) struct MediaTypes {
    consumes: Vec<String>,
    produces: Vec<String>,
}

impl MediaTypes {
    /// Takes over what an object says, and gives back what counted before.
    pub(super) fn enter(&mut self, at: &At<'_, '_>) -> Self {
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
fn media_types<'d>(
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
pub(super) fn response_content<'d>(lift: &mut Lift<'_, 'd>, at: &At<'d, '_>) -> Content {
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
fn content_of<'d>(lift: &mut Lift<'_, 'd>, at: &At<'d, '_>, names: Vec<String>, pointer: &str) -> Content {
    let shared = names.len() > 1 && at.reference().is_none() && at.field("properties").is_some();
    let schema = if shared {
        ReferenceOr::Reference {
            reference: lift.hoist_schema(at),
        }
    } else {
        let first = names.first().map(String::as_str).unwrap_or_default();
        let anchor = Anchor {
            place: at.place(),
            canonical: format!("{pointer}/{}/schema", super::at::escape(first)),
        };
        lift.origins
            .insert(anchor.canonical.clone(), anchor.place.clone());
        lift.schema(&At::anchored(at.node, &anchor))
    };
    content(names, &schema)
}

/// The body that parameters `in: body` or `in: formData` make.
pub(super) fn body<'d>(
    lift: &mut Lift<'_, 'd>,
    parameters: &[(At<'d, '_>, Location)],
) -> Option<ReferenceOr<RequestBody>> {
    let is_body = |location: &Location| *location == Location::Body;
    if let Some((at, _)) = parameters.iter().find(|(_, location)| is_body(location)) {
        if parameters.len() > 1 {
            lift.warn(
                Code::ParameterLocation,
                at,
                "there is more than one body; this one counts",
                "describe one body with all that it holds",
            );
        }
        return lift
            .follow(at, LEFT_OUT, body_of_parameter)?
            .map(ReferenceOr::Item);
    }
    form(lift, parameters).map(ReferenceOr::Item)
}

fn body_of_parameter<'d>(lift: &mut Lift<'_, 'd>, at: &At<'d, '_>) -> Option<RequestBody> {
    let consumes = lift.media_types.consumes.clone();
    let names = media_types(lift, at, &consumes, "application/json");
    let canonical = at.canonical();
    let pointer = match canonical.rfind("/parameters/") {
        Some(end) => format!("{}/requestBody/content", canonical.get(..end).unwrap_or_default()),
        None => canonical,
    };
    Some(RequestBody {
        description: lift.text_field(at, "description"),
        content: match at.field("schema") {
            Some(schema) => content_of(lift, &schema, names, &pointer),
            None => lift.content_or_schema(at),
        },
        required: lift.flag_field(at, "required"),
        extensions: lift.extensions(at),
    })
}

/// `in: formData`: the fields of a form.
fn form<'d>(lift: &mut Lift<'_, 'd>, parameters: &[(At<'d, '_>, Location)]) -> Option<RequestBody> {
    let (first, _) = parameters.first()?;
    let mut object = ObjectType::default();
    let mut encoding = IndexMap::new();
    let mut has_file = false;
    for (at, _) in parameters {
        lift.follow(at, LEFT_OUT, |lift, at| {
            let Some(name) = lift.text_field(at, "name") else {
                return;
            };
            has_file |= at.field("type").and_then(|kind| kind.text()) == Some("file");
            let mut schema = match at.field("schema") {
                Some(schema) => lift.schema(&schema),
                None if at.field("type").is_some() || at.field("enum").is_some() => {
                    lift.schema_of_parameter(at)
                }
                None => ReferenceOr::Item(Schema {
                    schema_data: SchemaData::default(),
                    schema_kind: SchemaKind::Type(Type::String(StringType::default())),
                }),
            };
            if let ReferenceOr::Item(schema) = &mut schema {
                schema.schema_data.description = lift.text_field(at, "description");
            }
            if lift.flag_field(at, "required") {
                object.required.push(name.clone());
            }
            if let Some((style, Some(explode))) = style(lift, at)
                && at.field("type").and_then(|kind| kind.text()) == Some("array")
            {
                encoding.insert(name.clone(), form_encoding(style, explode));
            }
            object.properties.insert(name, boxed(schema));
        });
    }
    let consumes = lift.media_types.consumes.clone();
    let urlencoded = "application/x-www-form-urlencoded";
    let stated = |name: &str| consumes.iter().any(|stated| stated.trim().starts_with(name));
    let name = if has_file || (stated("multipart/form-data") && !stated(urlencoded)) {
        "multipart/form-data"
    } else {
        urlencoded
    };
    let pointer = first.canonical();
    if let Some(end) = pointer.rfind("/parameters/") {
        let operation = pointer.get(..end).unwrap_or_default();
        lift.origins
            .insert(format!("{operation}/requestBody"), first.place());
    }
    Some(RequestBody {
        required: !object.required.is_empty(),
        content: Content::from_iter([(
            name.to_owned(),
            MediaType {
                schema: Some(ReferenceOr::Item(Schema {
                    schema_data: SchemaData::default(),
                    schema_kind: SchemaKind::Type(Type::Object(object)),
                })),
                encoding,
                ..MediaType::default()
            },
        )]),
        ..RequestBody::default()
    })
}

fn form_encoding(style: Option<&str>, explode: bool) -> Encoding {
    let mut extensions = IndexMap::new();
    let style = match style {
        Some("spaceDelimited") => QueryStyle::SpaceDelimited,
        Some("pipeDelimited") => QueryStyle::PipeDelimited,
        Some(extension::TAB_DELIMITED) => {
            extensions.insert(extension::STYLE.to_owned(), extension::TAB_DELIMITED.into());
            QueryStyle::Form
        }
        _ => QueryStyle::Form,
    };
    Encoding {
        style: Some(style),
        explode,
        extensions,
        ..Encoding::default()
    }
}

/// `style` and `explode` for a `collectionFormat`; `None` where the version has styles of its own.
pub(super) fn style<'d>(
    lift: &mut Lift<'_, 'd>,
    at: &At<'d, '_>,
) -> Option<(Option<&'static str>, Option<bool>)> {
    let stated = at.field("collectionFormat");
    if stated.is_none() && (lift.version(at.file()) != Version::Swagger20 || at.field("style").is_some()) {
        return None;
    }
    let location = Location::of(at.node);
    if !matches!(location, Some(Location::Query | Location::Form)) {
        // Lists in paths and headers have commas, which is the style that they have by default.
        return Some((None, None));
    }
    let Some(stated) = stated else {
        let is_array = at.field("type").and_then(|kind| kind.text()) == Some("array");
        return Some((None, is_array.then_some(false)));
    };
    Some(match stated.text().unwrap_or_default() {
        "csv" => (Some("form"), Some(false)),
        "multi" => (Some("form"), Some(true)),
        "ssv" => (Some("spaceDelimited"), Some(false)),
        "pipes" => (Some("pipeDelimited"), Some(false)),
        "tsv" => (Some(extension::TAB_DELIMITED), Some(false)),
        other => {
            lift.warn(
                Code::UnknownStyle,
                &stated,
                format!("no `collectionFormat` is called `{other}`; it is read as `csv`"),
                "write one of `csv`, `ssv`, `tsv`, `pipes`, `multi`",
            );
            (Some("form"), Some(false))
        }
    })
}
