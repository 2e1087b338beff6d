//! What is shown, as data. Types are as in the client, with the last name of each path only.

use serde::Serialize;

use specwright_codegen::plan::named::{self as model, Api, Payload, Responses, StatusPattern, Type};
use specwright_codegen::plan::{
    self, ClientPlan, EnumValue, Method, OperationItems, RustType, TypeItem, TypeItemKind,
};

/// What a document becomes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Inspection {
    /// The version of Specwright that says so.
    pub specwright: &'static str,
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub version: String,
    /// The servers, in the document's order.
    pub servers: Vec<Server>,
    /// The credentials that operations take.
    pub credentials: Vec<Credential>,
    /// The operations, in the document's order.
    pub operations: Vec<Operation>,
    /// The named types, sorted by name.
    pub types: Vec<NamedType>,
    /// The places where the document left no choice but any JSON value.
    pub untyped: Vec<Untyped>,
    /// The features of `specwright-runtime` that the client needs besides those that all need.
    pub runtime_features: Vec<&'static str>,
}

/// A server.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Server {
    /// The variant of `Server`.
    pub name: String,
    /// The URL, with `{variables}` where there are any.
    pub url: String,
}

/// A credential.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Credential {
    /// The method of the client's builder.
    pub name: String,
    /// The name of the security scheme.
    pub key: String,
    /// How it is sent.
    pub sent: String,
}

/// An operation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Operation {
    /// The method of the client that returns the group, if it is in one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// The method of the client, or of the group.
    pub name: String,
    /// `operationId`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The HTTP method.
    pub method: String,
    /// The path, with `{parameters}`.
    pub path: String,
    /// JSON pointer of the operation.
    pub pointer: String,
    /// The tags.
    pub tags: Vec<String>,
    /// `deprecated`.
    pub deprecated: bool,
    /// What the method takes.
    pub arguments: Vec<Argument>,
    /// What setters of the request take.
    pub optional: Vec<Argument>,
    /// The method of the request that gives all pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages: Option<String>,
    /// The parameter that looks as if the operation had pages, where it is not known how they follow each other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page_parameter: Option<String>,
    /// The documented responses: first successes, then failures.
    pub responses: Vec<Response>,
}

/// An argument or a setter.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Argument {
    /// The name.
    pub name: String,
    /// The type.
    #[serde(rename = "type")]
    pub ty: String,
}

/// A documented response.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Response {
    /// `404`, `4XX` or `default`.
    pub status: String,
    /// What the body is: `nothing`, `text`, `bytes`, a type, or a stream or XML of a type.
    pub body: String,
}

/// A named type.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NamedType {
    /// The name.
    pub name: String,
    /// The name of the component that it comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub component: Option<String>,
    /// JSON pointer of the schema.
    pub pointer: String,
    /// What it is.
    pub kind: TypeKind,
    /// The type that an alias or a newtype is about.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub ty: Option<String>,
    /// Fields or variants.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<Member>,
}

/// What a named type is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum TypeKind {
    Alias,
    Newtype,
    Struct,
    /// An enum over listed values.
    Enum,
    /// An enum over alternatives.
    Union,
}

/// A field or a variant.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Member {
    /// The name.
    pub name: String,
    /// What it holds.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub ty: Option<String>,
    /// The property's name, or the value, on the wire.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wire: Option<serde_json::Value>,
    /// Whether it holds all that has no member of its own.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub rest: bool,
}

/// A place where the document left no choice but any JSON value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Untyped {
    /// JSON pointer of the schema.
    pub pointer: String,
    /// Why.
    pub reason: &'static str,
}

/// Looks at what `api` becomes.
pub(super) fn inspect(api: &Api) -> Inspection {
    let plan = plan::plan(api);
    let ClientPlan {
        methods,
        operations,
        types,
        ..
    } = &plan;
    // A form that responds with a stream has a method of its own.
    let mut methods = methods.iter();
    let whole = api.operations.iter().filter_map(|operation| {
        let method = methods.next();
        if operation.streaming.is_some() {
            methods.next();
        }
        Some((operation, method?))
    });
    let operations = whole.zip(&operations.items);
    let rust_type = plan::rust_types(api);
    Inspection {
        specwright: env!("CARGO_PKG_VERSION"),
        title: api.title.clone(),
        version: api.version.clone(),
        servers: servers(api),
        credentials: api.security_schemes.iter().map(credential).collect(),
        operations: operations
            .map(|((operation, method), items)| {
                let mut groups = api.groups.iter();
                let group = groups.find(|group| Some(&group.type_name) == operation.group.as_ref());
                let group = group.map(|group| group.name.to_string());
                self::operation(&rust_type, operation, group, method, items)
            })
            .collect(),
        types: api
            .types
            .iter()
            .zip(&types.items)
            .map(|(def, item)| named_type(def, item))
            .collect(),
        untyped: untyped(api),
        runtime_features: plan
            .runtime_features
            .iter()
            .map(|feature| feature.name())
            .collect(),
    }
}

fn servers(api: &Api) -> Vec<Server> {
    let servers = api.servers.iter().map(|server| Server {
        name: server.name.to_string(),
        url: server.url.clone(),
    });
    servers.collect()
}

fn untyped(api: &Api) -> Vec<Untyped> {
    let untyped = api.untyped.iter().map(|untyped| Untyped {
        pointer: untyped.pointer.clone(),
        reason: untyped.reason,
    });
    untyped.collect()
}

fn credential(scheme: &model::SecurityScheme) -> Credential {
    use model::Credential as Kind;
    let sent = match &scheme.credential {
        Kind::Bearer => "Authorization: Bearer".to_owned(),
        Kind::Basic => "Authorization: Basic".to_owned(),
        Kind::Http { scheme } => format!("Authorization: {scheme}"),
        Kind::Header { name } => format!("header {name}"),
        Kind::Query { name } => format!("query parameter {name}"),
        Kind::Cookie { name } => format!("cookie {name}"),
        Kind::OAuth2 { .. } => "Authorization: Bearer, by OAuth2".to_owned(),
        Kind::OpenIdConnect { .. } => "Authorization: Bearer, by OpenID Connect".to_owned(),
        Kind::MutualTls => "a certificate of the transport".to_owned(),
    };
    Credential {
        name: scheme.name.to_string(),
        key: scheme.key.clone(),
        sent,
    }
}

fn operation(
    rust_type: &impl Fn(&Type) -> RustType,
    operation: &model::Operation,
    group: Option<String>,
    method: &Method<'_>,
    items: &OperationItems<'_>,
) -> Operation {
    let request = items.requests.first();
    let setters = request.into_iter().flat_map(|request| &request.setters);
    let pages = request.and_then(|request| request.pages.as_ref());
    Operation {
        group,
        name: method.name.to_string(),
        id: operation.id.clone(),
        method: operation.method.clone(),
        path: operation.path.clone(),
        pointer: operation.pointer.clone(),
        tags: operation.tags.clone(),
        deprecated: operation.deprecated,
        arguments: method.arguments.iter().map(argument).collect(),
        optional: setters.map(|setter| argument(&setter.argument)).collect(),
        pages: pages.map(|pages| pages.name.to_string()),
        page_parameter: match pages {
            Some(_) => None,
            None => page_parameter(operation),
        },
        responses: [&operation.success]
            .into_iter()
            .chain(operation.streaming.iter().map(|streaming| &streaming.success))
            .chain([&operation.failure])
            .flat_map(|group| responses(rust_type, group))
            .collect(),
    }
}

/// Names of parameters that choose a page, in small letters and without what stands between words.
const PAGE_PARAMETERS: [&str; 16] = [
    "continuationtoken",
    "cursor",
    "marker",
    "nextcursor",
    "nextpagetoken",
    "nexttoken",
    "offset",
    "page",
    "pagecursor",
    "pageindex",
    "pagenumber",
    "pagetoken",
    "skip",
    "startat",
    "startindex",
    "startingafter",
];

/// Returns the name of a parameter in the query that is called as one that chooses a page.
fn page_parameter(operation: &model::Operation) -> Option<String> {
    let mut parameters = operation.parameters.iter();
    let parameter = parameters.find(|parameter| {
        let letters = parameter.wire.chars().filter(|letter| letter.is_alphanumeric());
        let name: String = letters.flat_map(char::to_lowercase).collect();
        parameter.location == model::Location::Query && PAGE_PARAMETERS.contains(&name.as_str())
    });
    parameter.map(|parameter| parameter.wire.clone())
}

fn argument(argument: &plan::Argument) -> Argument {
    Argument {
        name: argument.name.to_string(),
        ty: argument.ty.short().to_string(),
    }
}

fn responses(rust_type: &impl Fn(&Type) -> RustType, group: &Responses) -> impl Iterator<Item = Response> {
    let ty = |ty: &Type| rust_type(ty).short().to_string();
    group.cases.iter().map(move |response| Response {
        status: match response.status {
            StatusPattern::Exact(status) => status.to_string(),
            StatusPattern::Range(hundred) => format!("{hundred}XX"),
            StatusPattern::Default => "default".to_owned(),
        },
        body: match &response.payload {
            Payload::Empty => "nothing".to_owned(),
            Payload::Json(json) => ty(json),
            Payload::Any(value) => format!("{} of any media type", ty(value)),
            Payload::Xml(xml, _) => format!("XML of {}", ty(xml)),
            Payload::Text => "text".to_owned(),
            Payload::Binary => "bytes".to_owned(),
            Payload::EventStream(event) => format!("events of {}", ty(event)),
            Payload::JsonLines(line) => format!("lines of {}", ty(line)),
        },
    })
}

fn named_type(def: &model::TypeDef, item: &TypeItem<'_>) -> NamedType {
    let (kind, ty, members) = match &item.kind {
        TypeItemKind::Alias(ty) => (TypeKind::Alias, Some(ty), Vec::new()),
        TypeItemKind::Newtype(ty) => (TypeKind::Newtype, Some(ty), Vec::new()),
        TypeItemKind::Struct(object) => {
            let fields = object.fields.iter().map(|field| Member {
                wire: Some(field.wire.into()),
                ..member(&field.name, &field.ty)
            });
            let extra = object.extra.iter().map(|(_, name, ty)| rest(name, ty));
            (TypeKind::Struct, None, fields.chain(extra).collect())
        }
        TypeItemKind::Enum(listed) => {
            let (_, other, ty) = &listed.other;
            let variants = listed.variants.iter().map(|variant| Member {
                name: variant.name.to_string(),
                wire: Some(match &variant.value {
                    EnumValue::Text(text) => (*text).into(),
                    EnumValue::Integer(integer) => (*integer).into(),
                    EnumValue::Json(json) => serde_json::from_str(json).unwrap_or_default(),
                }),
                ..Member::default()
            });
            (TypeKind::Enum, None, variants.chain([rest(other, ty)]).collect())
        }
        TypeItemKind::Union(union) => {
            let variants = union
                .variants
                .iter()
                .map(|variant| member(&variant.name, &variant.ty));
            let unknown = union.tag.iter().map(|tag| {
                let (_, name, ty) = &tag.unknown;
                rest(name, ty)
            });
            (TypeKind::Union, None, variants.chain(unknown).collect())
        }
    };
    NamedType {
        name: item.name.to_string(),
        component: def.component.clone(),
        pointer: def.pointer.clone(),
        kind,
        ty: ty.map(|ty| ty.short().to_string()),
        members,
    }
}

fn member(name: &plan::Name, ty: &RustType) -> Member {
    Member {
        name: name.to_string(),
        ty: Some(ty.short().to_string()),
        ..Member::default()
    }
}

fn rest(name: &plan::Name, ty: &RustType) -> Member {
    Member {
        rest: true,
        ..member(name, ty)
    }
}
