//! Operations.

use specwright::codegen::plan::named::*;

use super::{body, docs, list, name, named, operation, parameter, response, styled, success, text};

pub(super) fn operations() -> Vec<Operation> {
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
        style: None,
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
