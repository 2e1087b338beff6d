//! Types, and how they are written as XML.

use serde_json::json;
use specwright::codegen::plan::named::*;
use specwright::diagnostic::FileId;

use super::{list, name, text};

pub(super) fn xml() -> Vec<XmlSchema> {
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
pub(super) fn types() -> Vec<TypeDef> {
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
