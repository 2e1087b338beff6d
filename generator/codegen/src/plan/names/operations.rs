//! The names of operations: methods of the client, and the items of the module `operations`.

use foldhash::HashMap;

use super::RustName;
use super::case::{Case, camel, snake};
use super::chosen::{Chosen, Item};
use super::locked::{OperationType, RequestMember, ResponseSet, Target};
use super::scope::Scope;
use super::{
    BodyNames, BodyVariantNames, OperationNames, PagesNames, StreamingNames, operation_ids, responses,
};
use specwright_document::diagnostic::{Code, Diagnostics, SourcePointer};
use specwright_document::model::{
    Api, Body, BodyKind, Location, Operation, Parameter, ResponseHeader, Settings,
};

/// Names that the client has besides its operations. An operation that is called so is `request_operation`.
pub(super) const CLIENT_METHODS: [&str; 5] = ["builder", "clone", "default", "inner", "request"];

/// Names that arguments and setters can't have: the method's own variable.
const VARIABLES: [&str; 1] = ["call"];

/// The methods that every request has, those of the type that the runtime's macro `request!` writes, which setters can't be called like: a test holds this
/// list to the macro.
pub const REQUEST_METHODS: [&str; 13] = [
    "body_property",
    "decode_as",
    "decode_serde",
    "header",
    "into_http",
    "into_request",
    "query",
    "raw",
    "retry",
    "send",
    "timeout",
    "try_clone",
    "with_response",
];

/// What every request has by a trait, or is likely to be asked for.
const FURTHER_REQUEST_METHODS: [&str; 2] = ["clone", "into_future"];

/// Names that the methods for headers can't have: those of their type itself.
const HEADERS_METHODS: [&str; 2] = ["of", "clone"];

/// The names that all operations give.
pub(super) struct Assigned {
    pub(super) operations: Vec<OperationNames>,
    pub(super) request_type: RustName,
    pub(super) headers_type: RustName,
    pub(super) headers: HashMap<String, RustName>,
}

pub(super) fn assign(
    api: &Api,
    settings: &Settings,
    chosen: &mut Chosen<'_>,
    items: &mut Scope,
    diagnostics: &mut Diagnostics,
) -> Assigned {
    let trimmed = match settings.trim_operation_ids {
        true => operation_ids::trimmed(api, diagnostics),
        false => Vec::new(),
    };
    let mut methods = Scope::with_reserved(&CLIENT_METHODS);
    chosen.reserve(&mut methods, (0..api.operations.len()).map(Item::Operation));
    chosen.reserve_locked(&mut methods, (0..api.operations.len()).map(Target::StreamMethod));
    let mut by_id: HashMap<&str, &str> = HashMap::default();
    let operations = api
        .operations
        .iter()
        .enumerate()
        .map(|(index, operation)| {
            let item = Item::Operation(index);
            let text = match chosen.name(item) {
                // What there is to say about the id of one that is renamed is settled.
                Some(_) => text(api, operation, &mut by_id, &mut Diagnostics::default()),
                None => text(api, operation, &mut by_id, diagnostics),
            };
            // One that stands twice is named after its path.
            let trimmed = trimmed.get(index).and_then(Option::as_ref);
            let trimmed = trimmed.filter(|_| operation.id.as_deref() == Some(&text));
            let text = trimmed.cloned().unwrap_or(text);
            let is_taken = CLIENT_METHODS.contains(&&*snake(&text)) && chosen.name(item).is_none();
            let text = if is_taken {
                format!("{text} operation")
            } else {
                text
            };
            let name = chosen.claim(item, &mut methods, &text, Case::Snake, &[]);
            let names = names_of((index, operation), name, chosen, &mut methods, items);
            chosen.check(items, "a type of the operation");
            names
        })
        .collect();
    chosen.check(&mut methods, "the operation");
    Assigned {
        operations,
        request_type: items.claim("OperationRequest", Case::Camel, &["WithSetters"]),
        headers_type: items.claim("Headers", Case::Camel, &["OfAnswers"]),
        headers: headers(api, chosen),
    }
}

fn names_of(
    (index, operation): (usize, &Operation),
    name: RustName,
    chosen: &mut Chosen<'_>,
    methods: &mut Scope,
    items: &mut Scope,
) -> OperationNames {
    let title = camel(name.as_str());
    let ty = |what| Target::OperationType(index, what);
    let request = ty(OperationType::Request);
    let request = chosen.claim(request, items, &title, Case::Camel, &["Request"]);
    let mut arguments = Scope::with_reserved(&VARIABLES);
    let parameters = operation.parameters.iter().enumerate();
    let parameters = parameters.map(|(number, parameter)| (Item::Parameter(index, number), parameter));
    for (item, parameter) in parameters.clone() {
        if chosen
            .name(item)
            .is_some_and(|name| is_request_method(parameter, name.as_str()))
        {
            chosen.refuse(item, "every request has a method of that name");
        }
    }
    chosen.reserve(&mut arguments, parameters.clone().map(|(item, _)| item));
    let member = |what| Target::RequestMember(index, what);
    let members = [
        RequestMember::Body,
        RequestMember::Pages,
        RequestMember::Items,
        RequestMember::All,
    ];
    chosen.reserve_locked(&mut arguments, members.map(member));
    let parameters = parameters
        .map(|(item, parameter)| parameter_name((item, parameter), chosen, &mut arguments))
        .collect();
    chosen.check(&mut arguments, "the parameter");
    let body = operation.body.as_ref();
    let body = body.map(|body| body_names((index, body), &title, chosen, items, &mut arguments));
    let set = (index, ResponseSet::Success);
    let success = responses::success(set, &operation.success, chosen, |chosen| {
        let text = format!("{title} success");
        chosen.claim(ty(OperationType::Success), items, &text, Case::Camel, &["Answer"])
    });
    let failure = ty(OperationType::Failure);
    let failure = chosen.claim(
        failure,
        items,
        &format!("{title} error"),
        Case::Camel,
        &["Failure"],
    );
    let failure = responses::failure(index, &operation.failure, chosen, failure);
    let pages = operation.pages.as_ref().map(|pages| {
        let mut claim =
            |what, text, suffix| chosen.claim(member(what), &mut arguments, text, Case::Snake, &[suffix]);
        PagesNames {
            pages: claim(RequestMember::Pages, "pages", "stream"),
            items: pages.list.as_ref().map(|_| {
                (
                    claim(RequestMember::Items, "items", "of pages"),
                    claim(RequestMember::All, "all", "items"),
                )
            }),
        }
    });
    let streaming = operation.streaming.as_ref().map(|streaming| {
        let text = format!("{} stream", name.as_str());
        let method = Target::StreamMethod(index);
        let name = chosen.claim(method, methods, &text, Case::Snake, &["of events"]);
        let title = camel(name.as_str());
        let request = ty(OperationType::StreamRequest);
        let set = (index, ResponseSet::StreamSuccess);
        StreamingNames {
            request: chosen.claim(request, items, &title, Case::Camel, &["Request"]),
            success: responses::success(set, &streaming.success, chosen, |chosen| {
                let text = format!("{title} success");
                let success = ty(OperationType::StreamSuccess);
                chosen.claim(success, items, &text, Case::Camel, &["Answer"])
            }),
            flat: name.clone(),
            name,
        }
    });
    OperationNames {
        flat: name.clone(),
        name,
        group: None,
        request,
        parameters,
        body,
        success,
        failure,
        pages,
        streaming,
    }
}

/// Names an argument or a setter. A setter of a parameter that is called like a method of every request is `query_parameter`.
/// Returns whether a parameter's setter would have the name of what every request has.
fn is_request_method(parameter: &Parameter, name: &str) -> bool {
    let mut methods = REQUEST_METHODS.iter().chain(&FURTHER_REQUEST_METHODS);
    !parameter.required && methods.any(|method| *method == name)
}

fn parameter_name(
    (item, parameter): (Item, &Parameter),
    chosen: &Chosen<'_>,
    arguments: &mut Scope,
) -> RustName {
    let location = location_word(parameter.location);
    match is_request_method(parameter, &snake(&parameter.wire)) {
        true => {
            let text = format!("{} parameter", parameter.wire);
            chosen.claim(item, arguments, &text, Case::Snake, &[location])
        }
        false => chosen.claim(
            item,
            arguments,
            &parameter.wire,
            Case::Snake,
            &[location, "parameter"],
        ),
    }
}

fn body_names(
    (index, body): (usize, &Body),
    title: &str,
    chosen: &mut Chosen<'_>,
    items: &mut Scope,
    arguments: &mut Scope,
) -> BodyNames {
    let ty = |what| Target::OperationType(index, what);
    let mut names = Scope::default();
    let target = |number| Target::BodyVariant(index, number);
    chosen.reserve_locked(&mut names, (0..body.variants.len()).map(target));
    let variants: Vec<BodyVariantNames> = body
        .variants
        .iter()
        .enumerate()
        .map(|(number, variant)| {
            let (form, parts) = match &variant.kind {
                BodyKind::Multipart(parts) => {
                    let form = ty(OperationType::Form(number));
                    let text = format!("{title} form");
                    let form = chosen.claim(form, items, &text, Case::Camel, &["Parts"]);
                    let mut fields = Scope::with_reserved(&["new"]);
                    let part = |place| Target::Part(index, number, place);
                    chosen.reserve_locked(&mut fields, (0..parts.len()).map(part));
                    let parts = parts.iter().enumerate().map(|(place, named)| {
                        chosen.claim(part(place), &mut fields, &named.wire, Case::Snake, &["part"])
                    });
                    (Some(form), parts.collect())
                }
                _ => (None, Vec::new()),
            };
            BodyVariantNames {
                name: chosen.claim(
                    target(number),
                    &mut names,
                    media_word(&variant.key),
                    Case::Camel,
                    &["Body"],
                ),
                form,
                parts,
            }
        })
        .collect();
    BodyNames {
        type_name: (variants.len() > 1).then(|| {
            let text = format!("{title} body");
            chosen.claim(ty(OperationType::Body), items, &text, Case::Camel, &["Choice"])
        }),
        name: chosen.claim(
            Target::RequestMember(index, RequestMember::Body),
            arguments,
            "body",
            Case::Snake,
            &["of request"],
        ),
        variants,
    }
}

/// Makes the methods of the type of all headers, by the headers' names in lower case.
fn headers(api: &Api, chosen: &mut Chosen<'_>) -> HashMap<String, RustName> {
    let mut scope = Scope::with_reserved(&HEADERS_METHODS);
    let names = || api.operations.iter().flat_map(headers_of);
    let target = |wire: &String| Target::Header(wire.to_ascii_lowercase());
    chosen.reserve_locked(&mut scope, names().map(target));
    let mut methods = HashMap::default();
    for wire in names() {
        methods
            .entry(wire.to_ascii_lowercase())
            .or_insert_with(|| chosen.claim(target(wire), &mut scope, wire, Case::Snake, &["header"]));
    }
    methods
}

/// Returns the names of the headers of an operation's responses.
fn headers_of(operation: &Operation) -> Vec<&String> {
    let streams = operation.streaming.as_ref();
    let of_streams = streams.map_or(&[][..], |streaming| &streaming.success);
    let mut headers = Vec::new();
    for responses in [&operation.success[..], of_streams, &operation.failure] {
        for response in responses {
            headers.extend(response.headers.iter().map(|ResponseHeader { wire, .. }| wire));
        }
    }
    headers
}

/// Returns the text from which a method's name is made: the `operationId`, or method and path where it is missing or
/// stands twice.
fn text<'a>(
    api: &Api,
    operation: &'a Operation,
    by_id: &mut HashMap<&'a str, &'a str>,
    diagnostics: &mut Diagnostics,
) -> String {
    let from_path = || {
        format!(
            "{} {}",
            operation.method.to_lowercase(),
            path_words(&operation.key)
        )
    };
    let id = operation.id.as_deref().filter(|id| !snake(id).is_empty());
    let Some(id) = id else {
        diagnostics.warning(
            Code::MissingOperationId,
            api.sources.place(operation.source),
            format!("`{} {}` has no operationId", operation.method, operation.key),
            format!(
                "its method is `{}`, from method and path; add an operationId to choose",
                snake(&from_path())
            ),
        );
        return from_path();
    };
    if let Some(first) = by_id.insert(id, &operation.key) {
        let place = api.sources.place(operation.source);
        diagnostics.warning(
            Code::DuplicateOperationId,
            SourcePointer {
                pointer: format!("{}/operationId", place.pointer),
                ..place
            },
            format!("operationId `{id}` is also that of an operation of `{first}`"),
            format!(
                "its method is `{}`, from method and path; give it an operationId of its own",
                snake(&from_path())
            ),
        );
        return from_path();
    }
    id.to_owned()
}

fn location_word(location: Location) -> &'static str {
    match location {
        Location::Path => "in path",
        Location::Query | Location::QueryString => "in query",
        Location::Header => "in header",
        Location::Cookie => "in cookie",
    }
}

fn media_word(media_type: &str) -> &str {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    match essence {
        "application/json" => "json",
        "application/x-www-form-urlencoded" => "form",
        "multipart/form-data" => "multipart",
        "application/octet-stream" => "binary",
        "*/*" => "any",
        other => other.split_once('/').map_or(other, |(_, subtype)| subtype),
    }
}

/// Returns `/users/{id}` as `users by id`.
fn path_words(path: &str) -> String {
    let words: Vec<String> = path
        .split(['/', '?', '&'])
        .filter(|segment| !segment.is_empty())
        .map(|segment| segment.replace('{', " by ").replace('}', " "))
        .collect();
    if words.is_empty() {
        "root".to_owned()
    } else {
        words.join(" ")
    }
}
