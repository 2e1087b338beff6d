//! From the model and the names for it to the API with names.

use super::super::names::{
    BodyNames, Names, OperationNames, ResponseNames, SchemeNames, ServerNames, TypeNames, are_alike,
};
use super::{
    Answer, Answers, Api, Body, BodyKind, BodyVariant, ClientCredentials, Credential, Derives, Extra, Field,
    IntegerEnum, IntegerVariant, LiteralEnum, LiteralVariant, Operation, Pages, Parameter, Part, RustName,
    SecurityScheme, Server, ServerVariable, StringEnum, StringVariant, Struct, Tagging, TypeDef, TypeKind,
    Union, Untyped, Variant, XmlSchema,
};
use crate::description::Sources;
use crate::diagnostic::SourcePointer;
use crate::model::{self, Docs, EnumValue, Origin, Payload, Response, Type, TypeId, Xml, XmlId, XmlShape};

/// Returns what is selected of `api`, with its names, and the names that are for the API as a whole.
pub(super) fn join(api: model::Api, mut names: Names) -> (Api, Names) {
    let places = Places::of(&api, &names.type_order);
    let types = types(&api.origins, &api.sources, api.types, &mut names, &places);
    let xml = api.xml.into_iter().zip(std::mem::take(&mut names.xml));
    let operations = api
        .operations
        .into_iter()
        .zip(std::mem::take(&mut names.operations));
    let schemes = api
        .security_schemes
        .into_iter()
        .zip(std::mem::take(&mut names.security_schemes));
    let servers = api.servers.into_iter().zip(std::mem::take(&mut names.servers));
    let joined = Api {
        title: api.title,
        version: api.version,
        docs: api.docs,
        tags: api.tags,
        servers: servers
            .map(|(server, names)| named_server(server, names))
            .collect(),
        security_schemes: schemes
            .filter(|(scheme, _)| scheme.selected)
            .map(|(scheme, names)| security_scheme(scheme, names))
            .collect(),
        features: Vec::new(),
        operations: operations
            .filter(|(operation, _)| operation.selected)
            .map(|(operation, names)| named_operation(operation, names, &api.sources, &places))
            .collect(),
        headers: None,
        types,
        xml: xml
            .filter(|(schema, _)| schema.selected)
            .map(|(schema, name)| xml_schema(schema, name, &places))
            .collect(),
        untyped: api
            .untyped
            .into_iter()
            .map(|untyped| {
                let place = api.sources.place(untyped.source);
                Untyped {
                    pointer: place.pointer,
                    file: place.file,
                    reason: untyped.reason,
                }
            })
            .collect(),
    };
    (joined, names)
}

/// The places of what is selected among what is selected.
struct Places {
    types: Vec<usize>,
    xml: Vec<usize>,
}

impl Places {
    /// Numbers what is selected: types in the order in which they were named.
    fn of(api: &model::Api, type_order: &[usize]) -> Self {
        let mut types = vec![0; api.types.len()];
        let selected = type_order.iter().filter(|&&index| api.types[index].selected);
        for (place, &index) in selected.enumerate() {
            types[index] = place;
        }
        let mut next = 0;
        let xml = api.xml.iter().map(|schema| {
            next += usize::from(schema.selected);
            next.saturating_sub(1)
        });
        Self {
            xml: xml.collect(),
            types,
        }
    }

    fn ty(&self, mut ty: Type) -> Type {
        ty.for_each_mut(&mut |ty| {
            if let Type::Named(id) = ty {
                *id = TypeId(self.types[id.0]);
            }
        });
        ty
    }

    fn xml_id(&self, id: XmlId) -> XmlId {
        XmlId(self.xml[id.0])
    }

    fn xml(&self, xml: Xml) -> Xml {
        let boxed = |inner: Box<Xml>| Box::new(self.xml(*inner));
        let shape = match xml.shape {
            XmlShape::Of(id) => XmlShape::Of(self.xml_id(id)),
            XmlShape::Map(inner) => XmlShape::Map(boxed(inner)),
            XmlShape::Array(inner) => XmlShape::Array(boxed(inner)),
            XmlShape::Object(properties) => {
                let properties = properties.into_iter();
                XmlShape::Object(properties.map(|(name, xml)| (name, self.xml(xml))).collect())
            }
            other => other,
        };
        Xml { shape, ..xml }
    }
}

fn named_server(server: model::Server, names: ServerNames) -> Server {
    let variables = server.variables.into_iter().zip(names.variables);
    Server {
        name: names.name,
        url: server.url,
        docs: server.docs,
        variables: variables
            .map(|(variable, names)| ServerVariable {
                name: names.name,
                wire: variable.wire,
                default: variable.default,
                type_name: names.type_name,
                values: names.values.into_iter().zip(variable.values).collect(),
                docs: variable.docs,
            })
            .collect(),
    }
}

fn security_scheme(scheme: model::SecurityScheme, names: SchemeNames) -> SecurityScheme {
    let credential = match scheme.credential {
        model::Credential::Bearer => Credential::Bearer,
        model::Credential::Basic => Credential::Basic,
        model::Credential::Http { scheme } => Credential::Http { scheme },
        model::Credential::Header { name } => Credential::Header { name },
        model::Credential::Query { name } => Credential::Query { name },
        model::Credential::Cookie { name } => Credential::Cookie { name },
        model::Credential::OAuth2 { client_credentials } => Credential::OAuth2 {
            client_credentials: client_credentials
                .zip(names.client_credentials)
                .map(|(flow, name)| ClientCredentials {
                    name,
                    token_url: flow.token_url,
                    refresh_url: flow.refresh_url,
                    scopes: flow.scopes,
                }),
        },
        model::Credential::OpenIdConnect { url } => Credential::OpenIdConnect { url },
        model::Credential::MutualTls => Credential::MutualTls,
    };
    SecurityScheme {
        key: scheme.key,
        name: names.name,
        source: names.source,
        credential,
        docs: scheme.docs,
    }
}

fn named_operation(
    operation: model::Operation,
    names: OperationNames,
    sources: &Sources,
    places: &Places,
) -> Operation {
    let parameters = operation.parameters.into_iter().zip(names.parameters);
    let body = operation.body.zip(names.body);
    let pages = operation.pagination.zip(names.pages);
    let place = sources.place(operation.source);
    Operation {
        name: names.name,
        request: names.request,
        id: operation.id,
        pointer: place.pointer,
        file: place.file,
        method: operation.method,
        path: operation.path,
        docs: operation.docs,
        deprecated: operation.deprecated,
        tags: operation.tags,
        features: Vec::new(),
        parameters: parameters
            .map(|(parameter, name)| Parameter {
                name,
                wire: parameter.wire,
                location: parameter.location,
                required: parameter.required,
                ty: places.ty(parameter.ty),
                encoding: parameter.encoding,
                docs: parameter.docs,
                deprecated: parameter.deprecated,
            })
            .collect(),
        body: body.map(|(body, names)| named_body(body, names, places)),
        security: operation.security,
        server: operation.server,
        success: answers(operation.success, names.success, places),
        failure: answers(operation.failure, names.failure, places),
        accept: operation.accept,
        pages: pages.map(|(paging, name)| Pages { name, paging }),
    }
}

fn named_body(body: model::Body, names: BodyNames, places: &Places) -> Body {
    let variants = body.variants.into_iter().zip(names.variants);
    Body {
        name: names.name,
        required: body.required,
        variants: variants
            .map(|(variant, names)| BodyVariant {
                media_type: variant.media_type,
                kind: body_kind(variant.kind, &names.name, names.form, names.parts, places),
                name: names.name,
            })
            .collect(),
        type_name: names.type_name,
        docs: body.docs,
    }
}

fn body_kind(
    kind: model::BodyKind,
    variant: &RustName,
    form: Option<RustName>,
    parts: Vec<RustName>,
    places: &Places,
) -> BodyKind {
    match kind {
        model::BodyKind::Json(ty) => BodyKind::Json(places.ty(ty)),
        model::BodyKind::Form { ty, encodings } => BodyKind::Form {
            ty: places.ty(ty),
            encodings,
        },
        model::BodyKind::Multipart(list) => BodyKind::Multipart {
            type_name: form.unwrap_or_else(|| variant.clone()),
            parts: list
                .into_iter()
                .zip(parts)
                .map(|(part, name)| named_part(part, name, places))
                .collect(),
        },
        model::BodyKind::OpenMultipart => BodyKind::OpenMultipart,
        model::BodyKind::Xml(ty, id) => BodyKind::Xml(places.ty(ty), places.xml_id(id)),
        model::BodyKind::JsonLines(ty) => BodyKind::JsonLines(places.ty(ty)),
        model::BodyKind::Text => BodyKind::Text,
        model::BodyKind::Binary => BodyKind::Binary,
    }
}

fn named_part(part: model::Part, name: RustName, places: &Places) -> Part {
    let kind = match part.kind {
        model::PartKind::File => model::PartKind::File,
        model::PartKind::Text(ty) => model::PartKind::Text(places.ty(ty)),
        model::PartKind::Json(ty) => model::PartKind::Json(places.ty(ty)),
    };
    Part {
        name,
        docs: without_title_that_repeats(part.docs, &part.wire),
        wire: part.wire,
        required: part.required,
        repeated: part.repeated,
        kind,
        content_type: part.content_type,
    }
}

fn answers(responses: Vec<Response>, names: ResponseNames, places: &Places) -> Answers {
    let cases = responses.into_iter().zip(names.variants);
    Answers {
        type_name: names.type_name,
        same_as: None,
        cases: cases
            .map(|(response, name)| Answer {
                name,
                status: response.status,
                media_type: response.media_type,
                payload: payload(response.payload, places),
                docs: response.docs,
                headers: response
                    .headers
                    .into_iter()
                    .map(|(wire, ty, docs)| (wire, places.ty(ty), docs))
                    .collect(),
            })
            .collect(),
        undocumented: names.undocumented,
    }
}

fn payload(payload: Payload, places: &Places) -> Payload {
    match payload {
        Payload::Empty => Payload::Empty,
        Payload::Text => Payload::Text,
        Payload::Binary => Payload::Binary,
        Payload::Json(ty) => Payload::Json(places.ty(ty)),
        Payload::Xml(ty, id) => Payload::Xml(places.ty(ty), places.xml_id(id)),
        Payload::EventStream(ty) => Payload::EventStream(places.ty(ty)),
        Payload::JsonLines(ty) => Payload::JsonLines(places.ty(ty)),
    }
}

/// Returns the selected types, in the order in which they were named.
fn types(
    origins: &[Origin],
    sources: &Sources,
    types: Vec<model::TypeDef>,
    names: &mut Names,
    places: &Places,
) -> Vec<TypeDef> {
    let types = types.into_iter().zip(std::mem::take(&mut names.types));
    let mut types: Vec<Option<_>> = types.map(Some).collect();
    let in_order = names.type_order.iter().filter_map(|&index| types[index].take());
    in_order
        .filter(|(def, _)| def.selected)
        .map(|(def, names)| {
            type_def(
                &origins[def.origin.0],
                sources.place(def.source),
                def,
                names,
                places,
            )
        })
        .collect()
}

fn type_def(
    origin: &Origin,
    place: SourcePointer,
    def: model::TypeDef,
    names: TypeNames,
    places: &Places,
) -> TypeDef {
    let mut docs = def.docs;
    if names.is_titled_so {
        docs.summary = None;
    }
    TypeDef {
        component: match origin {
            Origin::Component(key) => Some(key.clone()),
            _ => None,
        },
        pointer: place.pointer,
        file: place.file,
        docs,
        deprecated: def.deprecated,
        features: Vec::new(),
        derives: Derives::default(),
        kind: type_kind(def.kind, &names.name, names.members, names.rest, places),
        name: names.name,
    }
}

fn type_kind(
    kind: model::TypeKind,
    name: &RustName,
    members: Vec<RustName>,
    rest: Option<RustName>,
    places: &Places,
) -> TypeKind {
    // Every list has this variant; its name is never that of the type.
    let unknown = || rest.clone().unwrap_or_else(|| name.clone());
    let members = members.into_iter();
    match kind {
        model::TypeKind::Struct(object) => TypeKind::Struct(Struct {
            fields: object
                .fields
                .into_iter()
                .zip(members)
                .map(|(field, name)| named_field(field, name, places))
                .collect(),
            extra: object.extra.zip(rest).map(|(values, name)| Extra {
                name,
                values: places.ty(values),
            }),
            constructor: false,
            closed: object.closed,
        }),
        model::TypeKind::StringEnum(values) => TypeKind::StringEnum(StringEnum {
            variants: enum_variants(values, members, |name, wire, docs| StringVariant {
                name,
                wire,
                docs,
            }),
            unknown: unknown(),
        }),
        model::TypeKind::IntegerEnum(values) => TypeKind::IntegerEnum(IntegerEnum {
            variants: enum_variants(values, members, |name, wire, docs| IntegerVariant {
                name,
                wire,
                docs,
            }),
            unknown: unknown(),
        }),
        model::TypeKind::LiteralEnum(values) => TypeKind::LiteralEnum(LiteralEnum {
            variants: enum_variants(values, members, |name, wire, docs| LiteralVariant {
                name,
                wire,
                docs,
            }),
            unknown: unknown(),
        }),
        model::TypeKind::Union(union) => TypeKind::Union(Union {
            tagging: match union.tagging {
                model::Tagging::Property { name, fallback } => Tagging::Property {
                    name,
                    unknown: unknown(),
                    fallback,
                },
                model::Tagging::Untagged => Tagging::Untagged,
            },
            variants: union
                .variants
                .into_iter()
                .zip(members)
                .map(|(variant, name)| Variant {
                    name,
                    ty: places.ty(variant.ty),
                    tags: variant.tags,
                    docs: variant.docs,
                })
                .collect(),
        }),
        model::TypeKind::Alias(ty) => TypeKind::Alias(places.ty(ty)),
    }
}

fn enum_variants<T, V>(
    values: Vec<EnumValue<T>>,
    names: impl Iterator<Item = RustName>,
    variant: impl Fn(RustName, T, Docs) -> V,
) -> Vec<V> {
    values
        .into_iter()
        .zip(names)
        .map(|(value, name)| variant(name, value.value, value.docs))
        .collect()
}

fn named_field(field: model::Field, name: RustName, places: &Places) -> Field {
    Field {
        name,
        docs: without_title_that_repeats(field.docs, &field.wire),
        wire: field.wire,
        ty: places.ty(field.ty),
        presence: field.presence,
        access: field.access,
        deprecated: field.deprecated,
    }
}

/// Drops a title that only repeats the name.
fn without_title_that_repeats(mut docs: Docs, name: &str) -> Docs {
    docs.summary = docs.summary.filter(|title| !are_alike(title, name));
    docs
}

fn xml_schema(schema: model::XmlSchema, name: RustName, places: &Places) -> XmlSchema {
    XmlSchema {
        name,
        root: schema.root,
        xml: places.xml(schema.xml),
    }
}
