//! An API, built by hand, that has everything a model can have.

use serde_json::json;
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
        servers: servers(),
        security_schemes: security_schemes(),
        security: vec![vec!["token".to_owned()], Vec::new()],
        features: Vec::new(),
        groups: vec![Group {
            tag: "things & <more>".to_owned(),
            name: name("things"),
            type_name: name("Things"),
            docs: docs("What is [a] thing?", "Line one\n\n    let never = compiled();"),
            features: Vec::new(),
        }],
        operations: operations(),
        request_type: Some(name("OperationRequest")),
        headers: Some(Headers {
            type_name: name("Headers"),
            headers: vec![
                header("x_rate_limit", "X-Rate-Limit", Some(Type::Integer(Integer::I32))),
                header("retry_after", "Retry-After", None),
            ],
        }),
        types: types(),
        xml: xml(),
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
    let place = types().iter().position(|def| def.name.as_str() == text);
    Type::Named(TypeId(place.unwrap_or_else(|| panic!("no type {text}"))))
}

fn list(items: Type) -> Type {
    Type::Array(Box::new(items))
}

fn servers() -> Vec<Server> {
    vec![
        Server {
            name: name("Production"),
            url: "https://api.example.com/v1".to_owned(),
            docs: text("Where it matters"),
            variables: Vec::new(),
        },
        Server {
            name: name("Regional"),
            url: "https://{region}.example.com:{port}/{{odd}".to_owned(),
            docs: Docs::default(),
            variables: vec![
                ServerVariable {
                    name: name("region"),
                    wire: "region".to_owned(),
                    default: "eu".to_owned(),
                    type_name: name("RegionalRegion"),
                    values: vec![(name("Us"), "us".to_owned()), (name("Eu"), "eu".to_owned())],
                    docs: text("A region"),
                },
                ServerVariable {
                    name: name("port"),
                    wire: "port".to_owned(),
                    default: "443".to_owned(),
                    type_name: name("RegionalPort"),
                    values: Vec::new(),
                    docs: Docs::default(),
                },
            ],
        },
        zoned("EU"),
        zoned("Eu"),
    ]
}

/// A server that differs from another one by the case of its name only.
fn zoned(server: &str) -> Server {
    Server {
        name: name(server),
        url: "https://{zone}.example.org".to_owned(),
        docs: Docs::default(),
        variables: vec![ServerVariable {
            name: name("zone"),
            wire: "zone".to_owned(),
            default: "a".to_owned(),
            type_name: name("Zone"),
            values: Vec::new(),
            docs: Docs::default(),
        }],
    }
}

fn security_schemes() -> Vec<SecurityScheme> {
    let scheme = |key: &str, method: &str, credential| SecurityScheme {
        key: key.to_owned(),
        name: name(method),
        source: None,
        client_credentials: None,
        credential,
        docs: Docs::default(),
    };
    let with_source = |scheme: SecurityScheme| SecurityScheme {
        source: Some(name(&format!("{}_source", scheme.name))),
        ..scheme
    };
    let with_client_credentials = |scheme: SecurityScheme| SecurityScheme {
        client_credentials: Some(name(&format!("{}_client_credentials", scheme.name))),
        ..scheme
    };
    vec![
        with_source(scheme("bearer", "token", Credential::Bearer)),
        scheme("basic", "login", Credential::Basic),
        scheme(
            "hoba",
            "hoba",
            Credential::Http {
                scheme: "HOBA".to_owned(),
            },
        ),
        scheme(
            "key",
            "api_key",
            Credential::Header {
                name: "X-Api-Key".to_owned(),
            },
        ),
        scheme(
            "query key",
            "query_key",
            Credential::Query {
                name: "key".to_owned(),
            },
        ),
        scheme(
            "session",
            "session",
            Credential::Cookie {
                name: "sid".to_owned(),
            },
        ),
        with_client_credentials(scheme(
            "oauth",
            "oauth",
            Credential::OAuth2 {
                client_credentials: Some(ClientCredentials {
                    token_url: "https://example.com/token".to_owned(),
                    refresh_url: Some("/refresh".to_owned()),
                    scopes: vec![("read".to_owned(), Docs::default())],
                }),
            },
        )),
        scheme(
            "oidc",
            "oidc",
            Credential::OpenIdConnect {
                url: "https://example.com".to_owned(),
            },
        ),
        scheme("mtls", "mtls", Credential::MutualTls),
    ]
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

fn operations() -> Vec<Operation> {
    let mut delete = operation("delete_user", "DELETE", "/users/{userId}");
    delete.docs = docs(
        "Delete User",
        "Deletes a *user*.\n\nSee https://example.com/users, <b>or</b> `code`.",
    );
    delete.deprecated = true;
    delete.parameters = vec![parameter("user_id", "userId", Location::Path, true, Type::String)];
    delete.parameters[0].docs = docs("The user", "- one\n- two\n\n```\nraw\n```");
    delete.security = vec![
        vec!["bearer".to_owned()],
        vec!["key".to_owned(), "session".to_owned()],
        vec![],
    ];
    delete.success = Responses {
        type_name: Some(name("DeleteUserSuccess")),
        cases: vec![
            response("Ok", StatusPattern::Exact(200), Payload::Json(named("User"))),
            response("NoContent", StatusPattern::Exact(204), Payload::Empty),
        ],
        same_as: None,
        undocumented: None,
        undecoded: None,
        sharing: Sharing::default(),
    };
    delete.failure.cases = vec![
        Response {
            docs: text("Validation Error"),
            headers: vec![ResponseHeader {
                wire: "X-Rate".to_owned(),
                ty: Type::Integer(Integer::I64),
                is_json: false,
                docs: text("How often"),
            }],
            ..response(
                "UnprocessableEntity",
                StatusPattern::Exact(422),
                Payload::Json(list(named("Shape"))),
            )
        },
        response("ClientError", StatusPattern::Range(4), Payload::Text),
        response("Other", StatusPattern::Default, Payload::Json(Type::Json)),
    ];
    delete.accept = "application/json".to_owned();

    let mut all = operation("list_users", "GET", "/users/{org}/{kind}");
    all.parameters = vec![
        parameter("org", "org", Location::Path, true, named("Kind")),
        styled(
            parameter("kind", "kind", Location::Path, true, list(Type::String)),
            Style::Matrix,
            true,
            false,
        ),
        parameter(
            "limit",
            "limit",
            Location::Query,
            false,
            Type::Integer(Integer::I64),
        ),
        parameter("is_active", "is active", Location::Query, false, Type::Boolean),
        parameter(
            "r#type".trim_start_matches("r#"),
            "type",
            Location::Query,
            false,
            Type::String,
        ),
        styled(
            parameter("ids", "ids", Location::Query, false, list(Type::Uuid)),
            Style::PipeDelimited,
            false,
            true,
        ),
        styled(
            parameter("filter", "filter", Location::Query, false, named("Filter")),
            Style::DeepObject,
            true,
            false,
        ),
        Parameter {
            encoding: ParameterEncoding::Content {
                media_type: "application/json".to_owned(),
            },
            ..parameter(
                "meta",
                "meta",
                Location::Query,
                false,
                Type::Map(Box::new(Type::Json)),
            )
        },
        Parameter {
            deprecated: true,
            ..parameter("since", "since", Location::Query, false, Type::DateTime)
        },
        parameter("day", "X-Day", Location::Header, false, Type::Date),
        parameter(
            "session",
            "session",
            Location::Cookie,
            false,
            Type::Nullable(Box::new(Type::String)),
        ),
        parameter("add", "add", Location::Query, false, Type::Double),
    ];
    all.success = success(Payload::Json(list(named("User"))));
    all.server = Some("https://users.example.com".to_owned());

    let mut create = operation("create_user", "POST", "/users");
    create.body = body(true, BodyKind::Json(named("User")), "application/json");
    create.success = success(Payload::Text);

    let mut update = operation("update_user", "PATCH", "/users");
    update.body = body(
        false,
        BodyKind::Json(list(named("User"))),
        "application/merge-patch+json",
    );

    let mut export = operation("export_users", "PUT", "/users.xml");
    export.body = body(true, BodyKind::Xml(named("User"), XmlId(0)), "application/xml");
    export.success = success(Payload::Xml(named("User"), XmlId(0)));
    export.failure.cases = vec![response(
        "Conflict",
        StatusPattern::Exact(409),
        Payload::Xml(named("User"), XmlId(0)),
    )];

    let mut r#move = operation("move", "MOVE", "/users");
    r#move.parameters = (b'a'..b'j')
        .map(|c| {
            let c = char::from(c).to_string();
            parameter(&c, &c, Location::Query, true, Type::String)
        })
        .collect();

    let mut form = operation("send_form", "POST", "/forms");
    form.body = body(
        true,
        BodyKind::Form {
            ty: named("Filter"),
            encodings: vec![
                (
                    "name".to_owned(),
                    ParameterEncoding::Style {
                        style: Style::PipeDelimited,
                        explode: false,
                        allow_reserved: false,
                    },
                ),
                (
                    "meta".to_owned(),
                    ParameterEncoding::Content {
                        media_type: "application/json".to_owned(),
                    },
                ),
            ],
        },
        "application/x-www-form-urlencoded",
    );
    form.success = success(Payload::Binary);

    let mut upload = operation("upload", "PUT", "/files");
    upload.body = body(true, multipart("UploadBody", true), "multipart/form-data");
    upload.success = success(Payload::EventStream(named("Shape")));

    let mut optional_upload = operation("optional_upload", "PUT", "/files/optional");
    optional_upload.body = body(
        false,
        multipart("OptionalUploadBody", false),
        "multipart/form-data",
    );
    optional_upload.success = success(Payload::JsonLines(named("Shape")));

    let mut text = operation("send_text", "POST", "/text");
    text.body = body(true, BodyKind::Text, "text/plain");

    let mut binary = operation("send_binary", "POST", "/binary");
    binary.body = body(true, BodyKind::Binary, "application/octet-stream");

    let mut lines = operation("send_lines", "POST", "/lines");
    lines.body = body(
        true,
        BodyKind::JsonLines(list(named("Shape"))),
        "application/jsonl",
    );

    let mut items = operation("send_items", "POST", "/items");
    items.body = body(true, BodyKind::Items(named("Shape")), "application/jsonl");

    let choice = |type_name: &str, required| {
        let variant = |variant: &str, media_type: &str, kind| BodyVariant {
            name: name(variant),
            media_type: media_type.to_owned(),
            kind,
        };
        Some(Body {
            name: name("body"),
            required,
            variants: vec![
                variant("Json", "application/json", BodyKind::Json(named("User"))),
                variant(
                    "Form",
                    "application/x-www-form-urlencoded",
                    BodyKind::Form {
                        ty: named("User"),
                        encodings: vec![],
                    },
                ),
                variant("Text", "text/plain", BodyKind::Text),
                variant("Binary", "application/octet-stream", BodyKind::Binary),
                variant(
                    "Multipart",
                    "multipart/form-data",
                    multipart(&format!("{type_name}Parts"), true),
                ),
                variant("Xml", "application/xml", BodyKind::Xml(named("Cat"), XmlId(0))),
            ],
            type_name: Some(name(type_name)),
            docs: self::text("What to send"),
        })
    };
    let mut choose = operation("choose", "POST", "/choose");
    choose.body = choice("ChooseBody", true);
    choose.success = Responses {
        type_name: Some(name("ChooseSuccess")),
        cases: vec![
            response("Stream", StatusPattern::Exact(200), Payload::Binary),
            response("Text", StatusPattern::Exact(201), Payload::Text),
            response(
                "Xml",
                StatusPattern::Exact(202),
                Payload::Xml(named("Cat"), XmlId(0)),
            ),
        ],
        same_as: None,
        undocumented: None,
        undecoded: None,
        sharing: Sharing::default(),
    };
    let mut choose_optional = operation("choose_optional", "POST", "/choose/optional");
    choose_optional.body = choice("ChooseOptionalBody", false);
    choose_optional.success = success(Payload::Xml(named("Cat"), XmlId(0)));

    all.group = Some(name("Things"));
    create.group = Some(name("Things"));
    vec![
        delete,
        all,
        create,
        update,
        export,
        r#move,
        form,
        upload,
        optional_upload,
        text,
        binary,
        lines,
        items,
        choose,
        choose_optional,
    ]
}

fn multipart(type_name: &str, required: bool) -> BodyKind {
    let part = |rust: &str, required, repeated, kind, content_type: Option<&str>| Part {
        name: name(rust),
        wire: rust.to_owned(),
        required,
        repeated,
        kind,
        content_type: content_type.map(str::to_owned),
        docs: Docs::default(),
    };
    BodyKind::Multipart {
        type_name: name(type_name),
        parts: vec![
            part(
                "file",
                required,
                false,
                PartKind::File,
                Some("image/png, image/jpeg"),
            ),
            part("more", false, true, PartKind::File, None),
            part("title", required, false, PartKind::Text(Type::String), None),
            part("kind", false, false, PartKind::Text(named("Kind")), None),
            part(
                "meta",
                false,
                false,
                PartKind::Json(named("User")),
                Some("application/vnd.user+json"),
            ),
            part(
                "numbers",
                false,
                true,
                PartKind::Text(Type::Integer(Integer::I32)),
                None,
            ),
        ],
    }
}

fn xml() -> Vec<XmlSchema> {
    let of = |shape| Xml {
        name: None,
        namespace: None,
        prefix: None,
        node: XmlNode::Element,
        wrapped: false,
        is_required: false,
        shape,
    };
    let property = |name: &str, xml| (name.to_owned(), xml);
    vec![XmlSchema {
        name: name("USER"),
        root: Some("User \"one\"".to_owned()),
        xml: Xml {
            namespace: Some("urn:users".to_owned()),
            prefix: Some("u".to_owned()),
            ..of(XmlShape::Object(vec![
                property(
                    "id",
                    Xml {
                        node: XmlNode::Attribute,
                        ..of(XmlShape::Number)
                    },
                ),
                property(
                    "nick",
                    Xml {
                        node: XmlNode::Text,
                        ..of(XmlShape::Text)
                    },
                ),
                property(
                    "tags",
                    Xml {
                        name: Some("labels".to_owned()),
                        wrapped: true,
                        ..of(XmlShape::Array(Box::new(of(XmlShape::Map(Box::new(of(
                            XmlShape::Boolean,
                        )))))))
                    },
                ),
                property("manager", of(XmlShape::Of(XmlId(0)))),
                property("more", of(XmlShape::Any)),
            ]))
        },
    }]
}

fn field(rust: &str, wire: &str, ty: Type, presence: Presence) -> Field {
    Field {
        name: name(rust),
        wire: wire.to_owned(),
        ty,
        presence,
        access: Access::Both,
        only_received: false,
        docs: Docs::default(),
        deprecated: false,
    }
}

fn def(text: &str, kind: TypeKind) -> TypeDef {
    TypeDef {
        name: name(text),
        component: Some(text.to_owned()),
        described: None,
        pointer: format!("/components/schemas/{text}"),
        file: FileId::default(),
        docs: Docs::default(),
        deprecated: false,
        features: Vec::new(),
        added: Added::default(),
        derives: Derives::default(),
        is_sent: true,
        sharing: Sharing::default(),
        is_shared: false,
        kind,
    }
}

/// Names first, then the types that use them: a place in the list must be known to name a type.
fn types() -> Vec<TypeDef> {
    let id = |place| Type::Named(TypeId(place));
    let (kind, filter, user, cat, dog) = (0, 1, 2, 3, 4);
    vec![
        TypeDef {
            added: Added::default(),
            derives: Derives {
                eq_hash: true,
                ..Derives::default()
            },
            ..def(
                "Kind",
                TypeKind::StringEnum(StringEnum {
                    variants: vec![
                        StringVariant {
                            name: name("Small"),
                            wire: "small".to_owned(),
                            docs: text("Small ones"),
                        },
                        StringVariant {
                            name: name("Odd"),
                            wire: "\"\\\n{}\u{202e}".to_owned(),
                            docs: Docs::default(),
                        },
                    ],
                    unknown: name("Unknown"),
                }),
            )
        },
        TypeDef {
            added: Added::default(),
            derives: Derives {
                default: true,
                ..Derives::default()
            },
            ..def(
                "Filter",
                TypeKind::Struct(Struct {
                    fields: vec![field("name", "name", Type::String, Presence::Optional)],
                    ..Struct::default()
                }),
            )
        },
        def(
            "User",
            TypeKind::Struct(Struct {
                fields: vec![
                    field("id", "id", Type::String, Presence::Required),
                    Field {
                        access: Access::ReadOnly,
                        ..field("made", "made", Type::DateTime, Presence::Required)
                    },
                    Field {
                        access: Access::WriteOnly,
                        ..field("password", "pass word", Type::String, Presence::Optional)
                    },
                    Field {
                        deprecated: true,
                        ..field(
                            "r#type".trim_start_matches("r#"),
                            "type",
                            id(kind),
                            Presence::Required,
                        )
                    },
                    field(
                        "nick",
                        "nick",
                        Type::Nullable(Box::new(Type::String)),
                        Presence::Optional,
                    ),
                    field(
                        "manager",
                        "manager",
                        Type::Boxed(Box::new(id(user))),
                        Presence::Optional,
                    ),
                    field("day", "day", Type::Date, Presence::Optional),
                    field("uuid", "uuid", Type::Uuid, Presence::Optional),
                    field("photo", "photo", Type::Base64, Presence::Optional),
                    field("nothing", "nothing", Type::Null, Presence::Optional),
                    field(
                        "pair",
                        "pair",
                        Type::Tuple(vec![Type::String, Type::Float]),
                        Presence::Optional,
                    ),
                    field("one", "one", Type::Tuple(vec![Type::Double]), Presence::Optional),
                    field("small", "small", Type::Integer(Integer::U8), Presence::Optional),
                ],
                extra: Some(Extra {
                    name: name("extra"),
                    values: Type::Json,
                }),
                constructor: true,
                closed: false,
                reads_text: true,
            }),
        ),
        def(
            "Cat",
            TypeKind::Struct(Struct {
                fields: vec![field("kind", "kind", Type::String, Presence::Required)],
                closed: true,
                reads_text: false,
                ..Struct::default()
            }),
        ),
        def(
            "Dog",
            TypeKind::Struct(Struct {
                fields: vec![field("kind", "kind", Type::String, Presence::Required)],
                ..Struct::default()
            }),
        ),
        def(
            "Pet",
            TypeKind::Union(Union {
                variants: vec![
                    Variant {
                        name: name("Cat"),
                        ty: id(cat),
                        tags: vec!["cat".to_owned(), "Cat".to_owned()],
                        docs: Docs::default(),
                    },
                    Variant {
                        name: name("Dog"),
                        ty: Type::Boxed(Box::new(id(dog))),
                        tags: vec!["dog".to_owned()],
                        docs: Docs::default(),
                    },
                ],
                tagging: Tagging::Property {
                    name: "kind".to_owned(),
                    unknown: name("Unknown"),
                    fallback: Some(1),
                    untagged: Vec::new(),
                },
                several: None,
                is_argument: false,
            }),
        ),
        def(
            "Shape",
            TypeKind::Union(Union {
                variants: vec![
                    Variant {
                        name: name("Integer"),
                        ty: Type::Integer(Integer::I64),
                        tags: vec![],
                        docs: Docs::default(),
                    },
                    Variant {
                        name: name("String"),
                        ty: Type::String,
                        tags: vec![],
                        docs: Docs::default(),
                    },
                    Variant {
                        name: name("Filter"),
                        ty: id(filter),
                        tags: vec![],
                        docs: Docs::default(),
                    },
                ],
                tagging: Tagging::Untagged,
                several: None,
                is_argument: false,
            }),
        ),
        TypeDef {
            added: Added::default(),
            derives: Derives {
                eq_hash: true,
                copy: true,
                ..Derives::default()
            },
            ..def(
                "Level",
                TypeKind::IntegerEnum(IntegerEnum {
                    variants: vec![
                        IntegerVariant {
                            name: name("One"),
                            wire: 1,
                            docs: Docs::default(),
                        },
                        IntegerVariant {
                            name: name("MinusTwo"),
                            wire: -2,
                            docs: Docs::default(),
                        },
                    ],
                    unknown: name("Unknown"),
                }),
            )
        },
        def(
            "Mixed",
            TypeKind::LiteralEnum(LiteralEnum {
                variants: vec![
                    LiteralVariant {
                        name: name("Auto"),
                        wire: json!("auto"),
                        docs: Docs::default(),
                    },
                    LiteralVariant {
                        name: name("One"),
                        wire: json!(1),
                        docs: Docs::default(),
                    },
                    LiteralVariant {
                        name: name("Null"),
                        wire: json!(null),
                        docs: Docs::default(),
                    },
                ],
                unknown: name("Unknown"),
            }),
        ),
        def("Ids", TypeKind::Alias(list(Type::Uuid))),
        def("JsonList", TypeKind::Newtype(list(id(10)))),
        def("Empty", TypeKind::Struct(Struct::default())),
        def(
            "DEEP",
            TypeKind::Alias(list(Type::Map(Box::new(Type::Tuple(vec![
                Type::Boxed(Box::new(list(Type::Boxed(Box::new(id(user)))))),
                Type::Nullable(Box::new(Type::Map(Box::new(list(Type::Tuple(vec![
                    Type::DateTime,
                    Type::Uuid,
                ])))))),
            ]))))),
        ),
        // A name of the prelude.
        def(
            "String",
            TypeKind::Struct(Struct {
                fields: vec![field("text", "text", Type::String, Presence::Required)],
                constructor: true,
                ..Struct::default()
            }),
        ),
    ]
}
