//! Request Body, Media Type and Encoding Objects.

use indexmap::IndexMap;
use openapiv3::{Content, Encoding, MediaType, QueryStyle, ReferenceOr, RequestBody, Schema};

use crate::diagnostic::Code;
use crate::source::Node;

use super::at::At;
use super::lift::{LEFT_OUT, Lift};
use super::openapi32;
use super::reference::{Kind, Target};
use super::schema;

/// How many media types may stand in one key.
const AT_ONE_KEY: usize = 8;

impl<'d> Lift<'_, 'd> {
    /// A request body, or a reference to one.
    pub(super) fn request_body(&mut self, at: &At<'d, '_>) -> Option<ReferenceOr<RequestBody>> {
        if let Some(reference) = at.reference() {
            if let Some(schema) = self.refers_to_schema(at, reference) {
                return Some(ReferenceOr::Item(RequestBody {
                    content: json(schema),
                    required: true,
                    ..RequestBody::default()
                }));
            }
            return Some(match self.component_reference(Kind::RequestBody, at, reference) {
                Some(reference) => ReferenceOr::Reference { reference },
                None => ReferenceOr::Item(RequestBody {
                    content: json(ReferenceOr::Item(schema::unresolved())),
                    ..RequestBody::default()
                }),
            });
        }
        if self.references.is_inner(at.node) {
            let target = Target {
                place: at.place(),
                node: at.node,
            };
            let reference = self.component(Kind::RequestBody, target);
            return Some(ReferenceOr::Reference { reference });
        }
        self.request_body_here(at).map(ReferenceOr::Item)
    }

    /// The schema that a reference leads to from where a body or a response should be.
    pub(super) fn refers_to_schema(
        &mut self,
        at: &At<'d, '_>,
        reference: &'d str,
    ) -> Option<ReferenceOr<Schema>> {
        let target = self.peek(at.file(), reference)?;
        let mapping = target.node.as_mapping()?;
        let is_schema = ["/components/schemas/", "/definitions/"]
            .iter()
            .any(|place| target.place.pointer.starts_with(place))
            && mapping.get("content").is_none();
        if !is_schema {
            return None;
        }
        self.warn(
            Code::MisplacedReference,
            at,
            format!("`{reference}` is a schema; it is read as the schema of a JSON body"),
            "write `content`, then `application/json`, then `schema` around the reference",
        );
        let reference = self.component_reference(Kind::Schema, at, reference)?;
        Some(ReferenceOr::Reference { reference })
    }

    /// A request body that stands here, or in Swagger 2.0 a parameter that is the body.
    pub(super) fn request_body_here(&mut self, at: &At<'d, '_>) -> Option<RequestBody> {
        if !self.is_mapping(at) {
            return None;
        }
        self.known_fields(
            at,
            "a request body",
            &["description", "content", "required", "schema"],
        );
        Some(RequestBody {
            description: self.text_field(at, "description"),
            content: self.content_or_schema(at),
            required: self.flag_field(at, "required"),
            extensions: self.extensions(at),
        })
    }

    /// `content`, or what a `schema` in its place says.
    pub(super) fn content_or_schema(&mut self, at: &At<'d, '_>) -> Content {
        if let Some(content) = at
            .field("content")
            .filter(|content| !matches!(content.node, Node::Null))
        {
            return self.content(&content);
        }
        let Some(schema) = at.field("schema") else {
            return Content::new();
        };
        self.warn(
            Code::MissingField,
            at,
            "a `schema` stands where `content` should; it is read as that of `application/json`",
            "write `content`, then `application/json` around `schema`",
        );
        json(self.schema(&schema))
    }

    /// Media types, by name.
    pub(super) fn content(&mut self, at: &At<'d, '_>) -> Content {
        self.follow_misplaced(at, "`content`", |lift, at| {
            let mut content = Content::new();
            if at
                .field("schema")
                .is_some_and(|schema| schema.field("schema").is_none())
            {
                lift.expected_media_type(at);
                if let Some(media_type) = lift.media_type(at, false) {
                    content.insert("application/json".to_owned(), media_type);
                }
                return content;
            }
            for (name, media_type) in lift.entries(at) {
                if name.starts_with("x-") && !name.contains('/') {
                    continue;
                }
                let names = lift.media_type_names(&media_type, name);
                let media_type = match media_type.node {
                    Node::Null => Some(MediaType::default()),
                    _ => {
                        let shared = media_type.reference().is_some();
                        lift.follow(&media_type, LEFT_OUT, |lift, at| lift.media_type(at, shared))
                            .flatten()
                    }
                };
                for name in names {
                    content.extend(media_type.clone().map(|media_type| (name, media_type)));
                }
            }
            content
        })
        .unwrap_or_default()
    }

    fn expected_media_type(&mut self, at: &At<'d, '_>) {
        self.warn(
            Code::MediaType,
            at,
            "a media type is missing between `content` and `schema`; it is taken to be `application/json`",
            "write `application/json` between them",
        );
    }

    /// The canonical names of media types that stand under one key.
    fn media_type_names(&mut self, at: &At<'d, '_>, key: &str) -> Vec<String> {
        let several = key.split(';').next().is_some_and(|essence| essence.contains(','));
        if !several {
            return vec![self.media_type_name(at, key)];
        }
        self.warn(
            Code::MediaType,
            at,
            format!("`{key}` is no media type; it is read as several"),
            "describe each media type under a key of its own",
        );
        key.split(',')
            .take(AT_ONE_KEY)
            .map(|name| self.media_type_name(at, name))
            .collect()
    }

    /// The canonical name of a media type: `type/subtype` in lower case, then the parameters.
    pub(super) fn media_type_name(&mut self, at: &At<'d, '_>, name: &str) -> String {
        let (essence, parameters) = name
            .split_once(';')
            .map_or((name, None), |(essence, rest)| (essence, Some(rest)));
        let essence = essence.trim().to_ascii_lowercase();
        let full = match essence.as_str() {
            "json" | "application-json" | "application_json" | "" => "application/json",
            "xml" => "application/xml",
            "text" | "plain" => "text/plain",
            "html" => "text/html",
            "form-data" | "multipart" => "multipart/form-data",
            "form" | "urlencoded" | "x-www-form-urlencoded" => "application/x-www-form-urlencoded",
            "*" => "*/*",
            other => other,
        };
        if full != essence || !full.contains('/') {
            self.warn(
                Code::MediaType,
                at,
                format!("`{name}` is no media type; it is read as `{full}`"),
                "write a media type such as `application/json`",
            );
        }
        match parameters
            .map(str::trim)
            .filter(|parameters| !parameters.is_empty())
        {
            Some(parameters) => format!("{full}; {parameters}"),
            None => full.to_owned(),
        }
    }

    /// A media type. The schema of one that is shared becomes a component, if it is to have a name.
    fn media_type(&mut self, at: &At<'d, '_>, shared: bool) -> Option<MediaType> {
        if !self.is_mapping(at) {
            return None;
        }
        let schema = match at.field("schema") {
            Some(schema) if shared && schema::needs_name(schema.node) => Some(ReferenceOr::Reference {
                reference: self.hoist_schema(&schema),
            }),
            Some(schema) if !matches!(schema.node, Node::Null) => Some(self.schema(&schema)),
            Some(_) => None,
            None => self.bare_schema(at),
        };
        let mut media_type = MediaType {
            schema,
            example: None,
            examples: IndexMap::new(),
            encoding: self.encodings(at),
            extensions: self.extensions(at),
        };
        openapi32::item_schema(self, at, &mut media_type);
        Some(media_type)
    }

    /// A schema that stands in place of the media type that should hold it.
    fn bare_schema(&mut self, at: &At<'d, '_>) -> Option<ReferenceOr<Schema>> {
        let mapping = at.mapping()?;
        let is_schema = ["type", "properties", "items", "allOf", "oneOf", "anyOf"]
            .iter()
            .any(|key| mapping.get(key).is_some());
        if !is_schema {
            for (key, value) in at.entries() {
                if !FIELDS.contains(&key) && !key.starts_with("x-") && !schema::is_keyword(key) {
                    self.unknown_field(&value, key, "a media type", FIELDS);
                }
            }
            return None;
        }
        self.warn(
            Code::MissingSchema,
            at,
            "a schema stands in place of a media type; it is read as the media type's schema",
            "put it into `schema`",
        );
        Some(self.schema(at))
    }

    fn encodings(&mut self, at: &At<'d, '_>) -> IndexMap<String, Encoding> {
        let mut encodings = IndexMap::new();
        let Some(field) = at.field("encoding") else {
            return encodings;
        };
        for (name, encoding) in self.entries(&field) {
            if encoding.mapping().is_some() {
                let lifted = self.encoding(&encoding);
                encodings.insert(name.to_owned(), lifted);
            }
        }
        encodings
    }

    fn encoding(&mut self, at: &At<'d, '_>) -> Encoding {
        self.known_fields(at, "an encoding", ENCODING_FIELDS);
        let style = at
            .field("style")
            .and_then(|style| style.text())
            .and_then(|style| {
                Some(match style {
                    "form" => QueryStyle::Form,
                    "spaceDelimited" => QueryStyle::SpaceDelimited,
                    "pipeDelimited" => QueryStyle::PipeDelimited,
                    "deepObject" => QueryStyle::DeepObject,
                    _ => return None,
                })
            });
        let explode = at.field("explode").and_then(|explode| self.flag(&explode));
        Encoding {
            content_type: at
                .field("contentType")
                .and_then(|content_type| match content_type.node {
                    Node::Sequence(types) => {
                        let types: Vec<&str> = types.iter().filter_map(Node::as_str).collect();
                        Some(types.join(", "))
                    }
                    _ => self.text(&content_type),
                }),
            headers: self.headers(at),
            explode: explode.unwrap_or(matches!(style, None | Some(QueryStyle::Form))),
            style,
            allow_reserved: self.flag_field(at, "allowReserved"),
            extensions: self.extensions(at),
        }
    }
}

const FIELDS: &[&str] = &[
    "schema",
    "itemSchema",
    "example",
    "examples",
    "encoding",
    "prefixEncoding",
    "itemEncoding",
];

const ENCODING_FIELDS: &[&str] = &[
    "contentType",
    "headers",
    "style",
    "explode",
    "allowReserved",
    "encoding",
    "prefixEncoding",
    "itemEncoding",
];

/// A JSON body of a schema.
pub(super) fn json(schema: ReferenceOr<Schema>) -> Content {
    Content::from_iter([(
        "application/json".to_owned(),
        MediaType {
            schema: Some(schema),
            ..MediaType::default()
        },
    )])
}
