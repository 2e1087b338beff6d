//! From the model and the names for it to the API with names.

mod new_ids;
mod types;

use super::super::names::{
    BodyNames, Names, OperationNames, ResponseNames, SchemeNames, ServerNames, are_alike,
};
use super::{
    Api, Body, BodyKind, BodyVariant, Group, Operation, PageItems, Pages, Parameter, Part, Response,
    Responses, RustName, SecurityScheme, Server, ServerVariable, Streaming, Untyped, XmlSchema,
};
use new_ids::NewIds;
use specwright_document::description::Sources;
use specwright_document::model::{self, Docs, Payload, ResponseHeader};
use specwright_document::order;
use types::types;

/// Returns what is selected of `api`, with its names, and the names that are for the API as a whole.
pub(super) fn join(api: model::Api, mut names: Names) -> (Api, Names) {
    let groups = groups(&api, &names);
    let new_ids = NewIds::of(&api, &names.type_order);
    let types = types(&api.origins, &api.sources, api.types, &mut names, &new_ids);
    let xml = api.xml.into_iter().zip(std::mem::take(&mut names.xml));
    let operations = api
        .operations
        .into_iter()
        .zip(std::mem::take(&mut names.operations));
    let security = security(api.security, &api.security_schemes);
    let schemes = api
        .security_schemes
        .into_iter()
        .zip(std::mem::take(&mut names.security_schemes));
    let servers = api.servers.into_iter().zip(std::mem::take(&mut names.servers));
    let operations =
        operations
            .filter(|(operation, _)| operation.selected)
            .map(|(operation, operation_names)| {
                let group = operation_names.group.and_then(|group| names.groups.get(group));
                let group = group.map(|group| group.type_name.clone());
                named_operation(operation, operation_names, group, &api.sources, &new_ids)
            });
    let mut operations: Vec<Operation> = operations.collect();
    operations.shrink_to_fit();
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
        security,
        features: Vec::new(),
        replaced: None,
        groups,
        operations,
        webhooks: Vec::new(),
        shared_responses: Vec::new(),
        has_operations: false,
        has_groups: false,
        request_type: None,
        headers: None,
        types_only: false,
        blocking: false,
        lock: None,
        left_out: Vec::new(),
        types,
        xml: xml
            .filter(|(schema, _)| schema.selected)
            .map(|(schema, name)| xml_schema(schema, name, &new_ids))
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

/// Returns the groups that selected operations are in, sorted by name.
fn groups(api: &model::Api, names: &Names) -> Vec<Group> {
    let operations = api.operations.iter().zip(&names.operations);
    let operations = operations.filter(|(operation, _)| operation.selected);
    let used = order::set(operations.filter_map(|(_, names)| names.group));
    let groups = used.into_iter().filter_map(|group| names.groups.get(group));
    let mut groups: Vec<Group> = groups
        .map(|group| Group {
            tag: group.tag.clone(),
            name: group.name.clone(),
            type_name: group.type_name.clone(),
            docs: match api.tags.iter().find(|tag| tag.name == group.tag) {
                Some(tag) => tag.docs.clone(),
                None => Docs::default(),
            },
            features: Vec::new(),
        })
        .collect();
    order::sort_by(&mut groups, |a, b| a.name.cmp(&b.name));
    groups
}

/// Returns those of the alternatives whose schemes the builder of the client has.
fn security(mut security: Vec<Vec<String>>, schemes: &[model::SecurityScheme]) -> Vec<Vec<String>> {
    let is_selected = |key: &String| schemes.iter().any(|scheme| scheme.selected && scheme.key == *key);
    security.retain(|alternative| alternative.iter().all(is_selected));
    security
}

fn security_scheme(scheme: model::SecurityScheme, names: SchemeNames) -> SecurityScheme {
    SecurityScheme {
        key: scheme.key,
        name: names.name,
        source: names.source,
        client_credentials: names.client_credentials,
        credential: scheme.credential,
        docs: scheme.docs,
    }
}

fn named_operation(
    operation: model::Operation,
    names: OperationNames,
    group: Option<RustName>,
    sources: &Sources,
    new_ids: &NewIds,
) -> Operation {
    let parameters = operation.parameters.into_iter().zip(names.parameters);
    let body = operation.body.zip(names.body);
    let pages = operation.pages.zip(names.pages);
    let place = sources.place(operation.source);
    let streaming = operation.streaming.zip(names.streaming);
    Operation {
        name: names.name,
        group,
        request: names.request,
        id: operation.id,
        pointer: place.pointer,
        file: place.file,
        is_webhook: operation.is_webhook,
        callback: operation.callback,
        method: operation.method,
        key: operation.key,
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
                ty: new_ids.ty(parameter.ty),
                encoding: parameter.encoding,
                is_several_segments: parameter.is_several_segments,
                docs: parameter.docs,
                deprecated: parameter.deprecated,
            })
            .collect(),
        body: body.map(|(body, names)| named_body(body, names, new_ids)),
        security: operation.security,
        server: operation.server,
        success: responses(operation.success, names.success, new_ids),
        failure: responses(operation.failure, names.failure, new_ids),
        repetition: operation.repetition,
        streaming: streaming.map(|(streaming, names)| Streaming {
            name: names.name,
            request: names.request,
            success: responses(streaming.success, names.success, new_ids),
            accept: streaming.accept,
            switch: streaming.switch,
        }),
        accept: operation.accept,
        pages: pages.map(|(pages, names)| Pages {
            name: names.pages,
            pagination: pages.pagination,
            items: pages
                .list
                .zip(names.items)
                .map(|(list, (name, all))| PageItems { name, all, list }),
        }),
    }
}

fn named_body(body: model::Body, names: BodyNames, new_ids: &NewIds) -> Body {
    let variants = body.variants.into_iter().zip(names.variants);
    Body {
        name: names.name,
        required: body.required,
        variants: variants
            .map(|(variant, names)| BodyVariant {
                media_type: variant.media_type,
                kind: body_kind(variant.kind, &names.name, names.form, names.parts, new_ids),
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
    new_ids: &NewIds,
) -> BodyKind {
    match kind {
        model::BodyKind::Json(ty) => BodyKind::Json(new_ids.ty(ty)),
        model::BodyKind::Form { ty, encodings } => BodyKind::Form {
            ty: new_ids.ty(ty),
            encodings,
        },
        model::BodyKind::Multipart(list) => BodyKind::Multipart {
            type_name: form.unwrap_or_else(|| variant.clone()),
            parts: list
                .into_iter()
                .zip(parts)
                .map(|(part, name)| named_part(part, name, new_ids))
                .collect(),
        },
        model::BodyKind::OpenMultipart => BodyKind::OpenMultipart,
        model::BodyKind::Xml(ty, id) => BodyKind::Xml(new_ids.ty(ty), new_ids.xml_id(id)),
        model::BodyKind::JsonLines(ty) => BodyKind::JsonLines(new_ids.ty(ty)),
        model::BodyKind::Items(ty) => BodyKind::Items(new_ids.ty(ty)),
        model::BodyKind::Text => BodyKind::Text,
        model::BodyKind::Binary => BodyKind::Binary,
    }
}

fn named_part(part: model::Part, name: RustName, new_ids: &NewIds) -> Part {
    let kind = match part.kind {
        model::PartKind::File => model::PartKind::File,
        model::PartKind::Text(ty) => model::PartKind::Text(new_ids.ty(ty)),
        model::PartKind::Json(ty) => model::PartKind::Json(new_ids.ty(ty)),
    };
    Part {
        name,
        docs: without_title_that_repeats(part.docs, &part.wire),
        wire: part.wire,
        required: part.required,
        repeated: part.repeated,
        kind,
        style: part.style,
        content_type: part.content_type,
    }
}

fn responses(responses: Vec<model::Response>, names: ResponseNames, new_ids: &NewIds) -> Responses {
    let cases = responses.into_iter().zip(names.variants);
    Responses {
        type_name: names.type_name,
        same_as: None,
        cases: cases
            .map(|(response, name)| Response {
                name,
                status: response.status,
                media_types: response.media_types,
                payload: payload(response.payload, new_ids),
                docs: response.docs,
                headers: response
                    .headers
                    .into_iter()
                    .map(|header| ResponseHeader {
                        ty: new_ids.ty(header.ty),
                        ..header
                    })
                    .collect(),
            })
            .collect(),
        undocumented: names.undocumented,
        undecoded: names.undecoded,
        sharing: names.sharing,
    }
}

fn payload(payload: Payload, new_ids: &NewIds) -> Payload {
    match payload {
        Payload::Empty => Payload::Empty,
        Payload::Text => Payload::Text,
        Payload::Binary => Payload::Binary,
        Payload::Json(ty) => Payload::Json(new_ids.ty(ty)),
        Payload::Any(ty) => Payload::Any(new_ids.ty(ty)),
        Payload::Xml(ty, id) => Payload::Xml(new_ids.ty(ty), new_ids.xml_id(id)),
        Payload::EventStream(ty) => Payload::EventStream(new_ids.ty(ty)),
        Payload::JsonLines(ty) => Payload::JsonLines(new_ids.ty(ty)),
    }
}

/// Drops a title that only repeats the name.
fn without_title_that_repeats(mut docs: Docs, name: &str) -> Docs {
    docs.summary = docs.summary.filter(|title| !are_alike(title, name));
    docs
}

fn xml_schema(schema: model::XmlSchema, name: RustName, new_ids: &NewIds) -> XmlSchema {
    XmlSchema {
        name,
        root: schema.root,
        xml: new_ids.xml(schema.xml),
    }
}
