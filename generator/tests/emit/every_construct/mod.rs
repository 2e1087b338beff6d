//! An API, built by hand, that has everything a model can have.

mod access;
mod operations;
mod schemas;

use specwright::codegen::plan::named::*;
use specwright::diagnostic::FileId;

/// The API. Its texts are as bad as documents can be.
pub(crate) fn api() -> Api {
    Api {
        title: "Everything <store>".to_owned(),
        version: "1.2.3".to_owned(),
        docs: docs(
            "An API with [all] constructs.",
            "Line one\n\n    let never = compiled();\n\n```rust\nno!\n```",
        ),
        tags: Vec::new(),
        servers: access::servers(),
        security_schemes: access::security_schemes(),
        security: vec![vec!["token".to_owned()], Vec::new()],
        features: Vec::new(),
        has_operations: true,
        has_groups: true,
        groups: vec![Group {
            tag: "things & <more>".to_owned(),
            name: name("things"),
            type_name: name("Things"),
            docs: docs("What is [a] thing?", "Line one\n\n    let never = compiled();"),
            features: Vec::new(),
        }],
        operations: operations::operations(),
        request_type: Some(name("OperationRequest")),
        headers: Some(Headers {
            type_name: name("Headers"),
            headers: vec![
                header("x_rate_limit", "X-Rate-Limit", Some(Type::Integer(Integer::I32))),
                header("retry_after", "Retry-After", None),
            ],
        }),
        types: schemas::types(),
        xml: schemas::xml(),
        untyped: Vec::new(),
        ..Api::default()
    }
}

fn header(method: &str, wire: &str, ty: Option<Type>) -> Header {
    Header {
        name: name(method),
        wire: wire.to_owned(),
        ty,
        is_json: false,
        docs: Docs::default(),
        operations: vec![MethodPath {
            group: Some(name("Things")),
            name: name("list_users"),
        }],
        more: 2,
    }
}

fn name(text: &str) -> RustName {
    RustName::new(text).expect("a name")
}

fn docs(summary: &str, description: &str) -> Docs {
    Docs {
        summary: Some(summary.into()),
        description: Some(description.into()),
        notes: Vec::new(),
    }
}

fn text(summary: &str) -> Docs {
    Docs {
        summary: Some(summary.into()),
        ..Docs::default()
    }
}

/// The named type at a place in [`types`].
fn named(text: &str) -> Type {
    let place = schemas::types().iter().position(|def| def.name.as_str() == text);
    Type::Named(TypeId(place.unwrap_or_else(|| panic!("no type {text}"))))
}

fn list(items: Type) -> Type {
    Type::Array(Box::new(items))
}

fn operation(method: &str, http_method: &str, path: &str) -> Operation {
    let camel: String = method
        .split('_')
        .map(|word| word[..1].to_uppercase() + &word[1..])
        .collect();
    Operation {
        name: name(method),
        group: None,
        request: name(&camel),
        is_webhook: false,
        callback: None,
        id: Some(method.to_owned()),
        pointer: format!(
            "/paths/{}/{}",
            path.replace('/', "~1"),
            http_method.to_lowercase()
        ),
        file: FileId::default(),
        method: http_method.to_owned(),
        key: path.to_owned(),
        path: path.to_owned(),
        docs: Docs::default(),
        deprecated: false,
        tags: Vec::new(),
        features: Vec::new(),
        parameters: Vec::new(),
        body: None,
        security: Vec::new(),
        server: None,
        success: Responses {
            type_name: None,
            cases: Vec::new(),
            same_as: None,
            undocumented: None,
            undecoded: None,
            sharing: Sharing::default(),
        },
        failure: Responses {
            type_name: Some(name(&format!("{camel}Error"))),
            cases: Vec::new(),
            same_as: None,
            undocumented: Some(name("Undocumented")),
            undecoded: Some(name("Undecoded")),
            sharing: Sharing::default(),
        },
        accept: String::new(),
        pages: None,
        streaming: None,
        repetition: Repetition::default(),
    }
}

fn parameter(rust: &str, wire: &str, location: Location, required: bool, ty: Type) -> Parameter {
    let (style, explode) = match location {
        Location::Path | Location::Header => (Style::Simple, false),
        Location::Query | Location::QueryString | Location::Cookie => (Style::Form, true),
    };
    Parameter {
        name: name(rust),
        wire: wire.to_owned(),
        location,
        required,
        ty,
        encoding: ParameterEncoding::Style {
            style,
            explode,
            allow_reserved: false,
        },
        docs: Docs::default(),
        deprecated: false,
        is_several_segments: false,
    }
}

fn styled(mut parameter: Parameter, style: Style, explode: bool, allow_reserved: bool) -> Parameter {
    parameter.encoding = ParameterEncoding::Style {
        style,
        explode,
        allow_reserved,
    };
    parameter
}

fn response(variant: &str, status: StatusPattern, payload: Payload) -> Response {
    Response {
        name: name(variant),
        status,
        media_types: Vec::new(),
        payload,
        docs: Docs::default(),
        headers: Vec::new(),
    }
}

fn success(payload: Payload) -> Responses {
    Responses {
        type_name: None,
        cases: vec![response("Ok", StatusPattern::Exact(200), payload)],
        same_as: None,
        undocumented: None,
        undecoded: None,
        sharing: Sharing::default(),
    }
}

fn body(required: bool, kind: BodyKind, media_type: &str) -> Option<Body> {
    Some(Body {
        name: name("body"),
        required,
        variants: vec![BodyVariant {
            name: name("Only"),
            media_type: media_type.to_owned(),
            kind,
        }],
        type_name: None,
        docs: Docs::default(),
    })
}
