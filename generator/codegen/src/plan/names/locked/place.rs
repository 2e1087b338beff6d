//! What a place is called in a lock: by what the document has there, whichever file that is in, and by no number if there is a name.

use super::super::chosen::Item;
use super::super::types::label_text;
use super::{CredentialMethod, OperationType, RequestMember, ResponseSet, Target};
use specwright_document::lock::Place;
use specwright_document::model::{
    Api, BodyKind, Label, Location, Origin, OriginId, StatusPattern, Step, Type, TypeKind, Variant,
};
use specwright_document::source::pointer;

/// Returns the place of an item.
pub(super) fn of(api: &Api, target: &Target) -> Place {
    let (item, part) = match target {
        Target::Item(item) => return of_item(api, *item),
        Target::GroupMethod(index) => (operation(api, *index), "in group".to_owned()),
        Target::StreamMethod(index) => (operation(api, *index), "stream".to_owned()),
        Target::GroupStreamMethod(index) => (operation(api, *index), "stream in group".to_owned()),
        Target::OperationType(index, what) => (operation(api, *index), operation_type(api, *index, *what)),
        Target::SharedType(index) => {
            let Place { item, .. } = of_item(api, Item::Type(*index));
            (item, "shared definition".to_owned())
        }
        Target::SharedResponses(index, set) => {
            let word = match set {
                ResponseSet::Success => "success",
                ResponseSet::Failure => "failure",
                ResponseSet::StreamSuccess => "stream success",
            };
            (operation(api, *index), format!("shared definition of {word}"))
        }
        Target::RequestMember(index, what) => {
            let part = match what {
                RequestMember::Body => "argument body",
                RequestMember::Pages => "pages",
                RequestMember::Items => "items",
                RequestMember::All => "all",
            };
            (operation(api, *index), part.to_owned())
        }
        Target::Part(index, variant, part) => {
            let media_type = media_type(api, *index, *variant);
            let part = body_part(api, *index, *variant, *part).unwrap_or_default();
            (operation(api, *index), format!("part {media_type} {part}"))
        }
        Target::BodyVariant(index, variant) => {
            let media_type = media_type(api, *index, *variant);
            (operation(api, *index), format!("body {media_type}"))
        }
        Target::ResponseVariant(index, set, number) => (
            operation(api, *index),
            response(api, *index, *set, *number).unwrap_or_default(),
        ),
        Target::Variable(server, variable) => {
            let (item, name) = self::variable(api, *server, *variable);
            (item, format!("variable {name}"))
        }
        Target::VariableType(server, variable) => {
            let (item, name) = self::variable(api, *server, *variable);
            (item, format!("type of variable {name}"))
        }
        Target::VariableValue(server, variable, value) => {
            let (item, name) = self::variable(api, *server, *variable);
            let value = &api.servers[*server].variables[*variable].values[*value];
            (item, format!("variable {name} value {value}"))
        }
        Target::CredentialMethod(index, method) => {
            let method = match method {
                CredentialMethod::Source => "source",
                CredentialMethod::ClientCredentials => "client credentials",
            };
            (of_item(api, Item::SecurityScheme(*index)).item, method.to_owned())
        }
        Target::Group(tag) => (format!("tag {tag}"), "group".to_owned()),
        Target::GroupType(tag) => (format!("tag {tag}"), "type".to_owned()),
        Target::Feature(tag) => (format!("tag {tag}"), "feature".to_owned()),
        Target::Header(name) => (format!("header {name}"), String::new()),
    };
    Place { item, part }
}

fn of_item(api: &Api, item: Item) -> Place {
    let (item, part) = match item {
        Item::Operation(index) => (operation(api, index), String::new()),
        Item::Parameter(index, number) => {
            let parameter = &api.operations[index].parameters[number];
            let location = match parameter.location {
                Location::Path => "path",
                Location::Query => "query",
                Location::QueryString => "querystring",
                Location::Header => "header",
                Location::Cookie => "cookie",
            };
            (operation(api, index), format!("{location} {}", parameter.wire))
        }
        Item::Type(index) => (origin(api, api.types[index].origin), String::new()),
        Item::Member(index, number) => (origin(api, api.types[index].origin), member(api, index, number)),
        Item::Server(index) => (format!("server {}", api.servers[index].url), String::new()),
        Item::SecurityScheme(index) => (
            format!("security {}", api.security_schemes[index].key),
            String::new(),
        ),
        Item::Tag(index) => (format!("tag number {index}"), String::new()),
    };
    Place { item, part }
}

fn operation(api: &Api, index: usize) -> String {
    let operation = &api.operations[index];
    format!("{} {}", operation.method, operation.key)
}

fn operation_type(api: &Api, index: usize, what: OperationType) -> String {
    match what {
        OperationType::Request => "request".to_owned(),
        OperationType::Body => "body".to_owned(),
        OperationType::Form(variant) => format!("form {}", media_type(api, index, variant)),
        OperationType::Success => "success".to_owned(),
        OperationType::Failure => "failure".to_owned(),
        OperationType::StreamRequest => "stream request".to_owned(),
        OperationType::StreamSuccess => "stream success".to_owned(),
    }
}

fn media_type(api: &Api, index: usize, variant: usize) -> &str {
    let body = api.operations[index].body.as_ref();
    let variant = body.and_then(|body| body.variants.get(variant));
    variant.map_or("", |variant| &variant.key)
}

/// Returns the place of a response: by its status, and by its media type, since a status may have several.
fn response(api: &Api, index: usize, set: ResponseSet, number: usize) -> Option<String> {
    let operation = &api.operations[index];
    let (word, responses) = match set {
        ResponseSet::Success => ("success", &operation.success),
        ResponseSet::Failure => ("failure", &operation.failure),
        ResponseSet::StreamSuccess => ("stream success", &operation.streaming.as_ref()?.success),
    };
    let response = responses.get(number)?;
    let status = match response.status {
        StatusPattern::Exact(status) => status.to_string(),
        StatusPattern::Range(hundred) => format!("{hundred}XX"),
        StatusPattern::Default => "default".to_owned(),
    };
    Some(match &response.media_type {
        Some(media_type) => format!("{word} {status} {media_type}"),
        None => format!("{word} {status}"),
    })
}

/// Returns the place of a server, and the name of a variable of it.
fn variable(api: &Api, server: usize, variable: usize) -> (String, &str) {
    let item = of_item(api, Item::Server(server)).item;
    (item, &api.servers[server].variables[variable].wire)
}

fn body_part(api: &Api, index: usize, variant: usize, part: usize) -> Option<&str> {
    match &api.operations[index].body.as_ref()?.variants.get(variant)?.kind {
        BodyKind::Multipart(parts) => Some(&parts.get(part)?.wire),
        _ => None,
    }
}

/// Returns the place of a schema: where the way to it begins, and its steps.
fn origin(api: &Api, id: OriginId) -> String {
    let mut steps = Vec::new();
    let mut current = id;
    let mut text = loop {
        match api.origin(current) {
            Origin::Within(outer, step) => {
                steps.push(step);
                current = *outer;
            }
            Origin::Component(key) => break format!("schema {key}"),
            Origin::Parameter(key) => break format!("parameter {key}"),
            Origin::Response(key) => break format!("response {key}"),
            Origin::Webhook(key) => break format!("webhook {key}"),
            Origin::Callback(key) => break format!("callback {key}"),
            Origin::Operation(index) => break operation(api, *index),
        }
    };
    for step in steps.into_iter().rev() {
        let (word, key) = match step {
            Step::Parameter(name) => ("parameters", Some(name.clone())),
            Step::RequestBody => ("requestBody", None),
            Step::Form => ("multipart", None),
            Step::Response { status, succeeds } => {
                let status = match status {
                    StatusPattern::Exact(status) => status.to_string(),
                    StatusPattern::Range(hundred) => format!("{hundred}XX"),
                    StatusPattern::Default if *succeeds => "default success".to_owned(),
                    StatusPattern::Default => "default".to_owned(),
                };
                ("responses", Some(status))
            }
            Step::Header(name) => ("headers", Some(name.clone())),
            Step::StreamItem => ("stream", None),
            Step::MediaType(media_type) => ("content", Some(media_type.clone())),
            Step::Property(name) => ("properties", Some(name.clone())),
            Step::Items => ("items", None),
            Step::TupleItem(index) => ("prefixItems", Some(index.to_string())),
            Step::Values => ("additionalProperties", None),
            Step::Alternative(label) => ("oneOf", Some(label_text(label))),
            Step::OnlyAlternative => ("oneOf", None),
            Step::Base => ("base", None),
        };
        text.push('/');
        text.push_str(word);
        if let Some(key) = key {
            pointer::push_key(&mut text, &key);
        }
    }
    text
}

fn member(api: &Api, index: usize, number: usize) -> String {
    match &api.types[index].kind {
        TypeKind::Struct(object) => format!("property {}", object.fields[number].wire),
        TypeKind::StringEnum(values) => format!("value {}", values[number].value),
        TypeKind::IntegerEnum(values) => format!("value {}", values[number].value),
        TypeKind::LiteralEnum(values) => format!("value {}", values[number].value),
        TypeKind::Union(union) => {
            let word = alternative(api, &union.variants[number]);
            let before = union.variants[..number].iter();
            match before.filter(|variant| alternative(api, variant) == word).count() {
                0 => format!("alternative {word}"),
                more => format!("alternative {word} ({})", more + 1),
            }
        }
        TypeKind::Alias(_) => format!("number {number}"),
    }
}

fn alternative(api: &Api, variant: &Variant) -> String {
    match (&variant.label, &variant.ty) {
        (Label::Type, Type::Named(id)) => origin(api, api.type_def(*id).origin),
        (Label::Type, Type::Boxed(inner)) => match &**inner {
            Type::Named(id) => origin(api, api.type_def(*id).origin),
            ty => super::super::variants::type_word(ty).to_owned(),
        },
        (Label::Type, ty) => super::super::variants::type_word(ty).to_owned(),
        (label, _) => label_text(label),
    }
}
