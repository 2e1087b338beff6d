//! What an operation answers, by status.

use openapiv3::{MediaType, Operation as Source, ReferenceOr, Response, Schema, SchemaKind, StatusCode};

use super::bodies::{MediaKind, essence};
use super::naming::{Case, Scope, camel};
use super::part::Part;
use super::pointer::escape;
use super::reference::{Standing, follow};
use super::{Builder, docs};
use crate::model::{Answer, Answers, Docs, Payload, StatusPattern, Type};
use crate::normalise::extension;

/// The answers of one operation.
pub(super) struct OperationAnswers {
    pub(super) success: Answers,
    pub(super) failure: Answers,
    pub(super) accept: String,
}

impl<'a> Builder<'a> {
    /// The answers of an operation, told apart into successes and failures.
    /// `head`: their bodies never come.
    pub(super) fn answers(
        &mut self,
        source: &'a Source,
        head: bool,
        pointer: &str,
        title: &str,
    ) -> OperationAnswers {
        let mut documented: Vec<(StatusPattern, Standing<'a, Response>)> = Vec::new();
        for (status, response) in &source.responses.responses {
            let (pattern, key) = match status {
                StatusCode::Code(code) => (StatusPattern::Exact(*code), code.to_string()),
                StatusCode::Range(hundred) => (StatusPattern::Range(*hundred), format!("{hundred}XX")),
            };
            let response = self.response_at(response, format!("{pointer}/responses/{key}"));
            documented.extend(response.map(|response| (pattern, response)));
        }
        if let Some(response) = &source.responses.default {
            let response = self.response_at(response, format!("{pointer}/responses/default"));
            documented.extend(response.map(|response| (StatusPattern::Default, response)));
        }
        documented.sort_by_key(|(pattern, _)| match pattern {
            StatusPattern::Exact(code) => (0, *code),
            StatusPattern::Range(hundred) => (1, *hundred),
            StatusPattern::Default => (2, 0),
        });
        let has_success = documented.iter().any(|(pattern, _)| is_success(*pattern));
        let has_redirect = documented.iter().any(|(pattern, _)| is_redirect(*pattern));
        let (mut success, mut failure, mut accept) = (Vec::new(), Vec::new(), Vec::new());
        for (
            pattern,
            Standing {
                item: response,
                pointer,
                component,
            },
        ) in documented
        {
            let succeeds = is_success(pattern) || (!has_success && is_redirect(pattern));
            let default_succeeds = !has_success && !has_redirect && pattern == StatusPattern::Default;
            let owner = match component {
                Some(component) => shared_owner(component),
                None if succeeds || default_succeeds => format!("{title}Response"),
                None => format!("{title}{}", status_word(pattern)),
            };
            let described = docs::text(self.copied(&Some(response.description.clone())));
            let headers = self.headers(response, &pointer, &owner);
            let contents = if head || is_bodiless(pattern) {
                Vec::new()
            } else {
                wanted(response)
            };
            for (media_type, _) in contents.iter().rev() {
                let asked = media_type.trim().to_owned();
                if !accept.contains(&asked) && is_header_text(&asked) {
                    accept.push(asked);
                }
            }
            let mut answers = Vec::new();
            for (place, &(media_type, content)) in contents.iter().enumerate() {
                let told_apart = place + 1 < contents.len();
                let item_owner = format!("{owner}Item");
                let owner = if told_apart { &item_owner } else { &owner };
                let payload = self.payload(media_type, content, &pointer, owner);
                answers.push((payload, told_apart.then(|| essence(media_type))));
            }
            if answers.is_empty() {
                answers.push((Payload::Empty, None));
            }
            for (payload, media_type) in answers {
                let word = match media_type {
                    Some(_) => format!("{}{}", status_word(pattern), stream_word(&payload)),
                    None => status_word(pattern),
                };
                let answer = Answer {
                    name: super::naming::identifier_name(&word),
                    status: pattern,
                    media_type,
                    payload,
                    docs: Docs {
                        description: described.clone(),
                        ..Docs::default()
                    },
                    headers: headers.clone(),
                };
                if default_succeeds {
                    success.push(answer.clone());
                }
                if succeeds {
                    success.push(answer);
                } else {
                    failure.push(answer);
                }
            }
        }
        OperationAnswers {
            success: self.success(success, title),
            failure: self.failure(failure, title),
            accept: accept.join(", "),
        }
    }

    fn success(&mut self, cases: Vec<Answer>, title: &str) -> Answers {
        let same = cases.windows(2).all(|pair| pair[0].payload == pair[1].payload);
        let type_name = (!same).then(|| {
            self.operation_names
                .claim(&format!("{title} success"), Case::Camel, &["Answer"])
        });
        Answers {
            type_name,
            same_as: None,
            cases: unique_names(cases),
            undocumented: None,
        }
    }

    fn failure(&mut self, cases: Vec<Answer>, title: &str) -> Answers {
        let type_name = self
            .operation_names
            .claim(&format!("{title} error"), Case::Camel, &["Failure"]);
        let any = cases.iter().any(|case| case.status == StatusPattern::Default);
        let mut names = Scope::default();
        for case in &cases {
            names.take(case.name.as_str());
        }
        let undocumented = (!any).then(|| names.claim("Undocumented", Case::Camel, &["Status"]));
        Answers {
            type_name: Some(type_name),
            same_as: None,
            cases: unique_names(cases),
            undocumented,
        }
    }

    pub(super) fn response_at(
        &self,
        response: &'a ReferenceOr<Response>,
        pointer: String,
    ) -> Option<Standing<'a, Response>> {
        let components = self.openapi.components.as_ref();
        follow(
            response,
            pointer,
            "responses",
            components.map(|components| &components.responses),
        )
    }

    /// The body of a response, as one of its media types says.
    fn payload(&mut self, media_type: &str, content: &'a MediaType, pointer: &str, owner: &str) -> Payload {
        let pointer = format!("{pointer}/content/{}", escape(media_type));
        let part = content
            .schema
            .as_ref()
            .map(|schema| Part::new(schema, format!("{pointer}/schema")));
        match (MediaKind::of(&essence(media_type)), part) {
            (MediaKind::EventStream, part) => {
                Payload::EventStream(self.item_type(content, part, &pointer, owner))
            }
            (MediaKind::JsonLines, part) => {
                Payload::JsonLines(self.item_type(content, part, &pointer, owner))
            }
            (MediaKind::Json, Some(part)) if self.is_binary(&part) => Payload::Binary,
            (MediaKind::Json, Some(part)) => Payload::Json(self.shared_type(part, owner)),
            (MediaKind::Json, None) => Payload::Json(self.any_json(
                &format!("{pointer}/schema").into(),
                "a JSON body without a schema",
            )),
            (MediaKind::Xml, Some(part)) if !self.is_plain_string(&part) => {
                let xml = self.xml(&part, owner);
                Payload::Xml(self.shared_type(part, owner), xml)
            }
            (MediaKind::Text | MediaKind::Xml, _) => Payload::Text,
            _ => Payload::Binary,
        }
    }

    /// The type of one item of a stream: `itemSchema`, or the schema of the whole.
    fn item_type(
        &mut self,
        content: &'a MediaType,
        whole: Option<Part<'a>>,
        pointer: &str,
        owner: &str,
    ) -> Type {
        if let Some(item) = extension::item_schema(content) {
            let part = Part::new(self.arena.alloc(item), format!("{pointer}/itemSchema"));
            return self.shared_type(part, &format!("{owner}Item"));
        }
        match whole {
            Some(part) => self.shared_type(part, owner),
            None => self.any_json(&pointer.to_owned().into(), "a stream without a schema"),
        }
    }

    fn headers(&mut self, response: &'a Response, pointer: &str, owner: &str) -> Vec<(String, Type, Docs)> {
        let mut headers = Vec::new();
        for (name, header) in &response.headers {
            let here = format!("{pointer}/headers/{}", escape(name));
            let components = self
                .openapi
                .components
                .as_ref()
                .map(|components| &components.headers);
            let Some(Standing {
                item: header,
                pointer,
                ..
            }) = follow(header, here, "headers", components)
            else {
                continue;
            };
            if name.eq_ignore_ascii_case("content-type") {
                continue;
            }
            let ty = match &header.format {
                openapiv3::ParameterSchemaOrContent::Schema(schema) => {
                    let part = Part::new(schema, format!("{pointer}/schema"));
                    self.shared_type(part, &format!("{owner}{}", camel(name)))
                }
                openapiv3::ParameterSchemaOrContent::Content(_) => Type::String,
            };
            let docs = Docs {
                description: docs::text(self.copied(&header.description)),
                ..Docs::default()
            };
            headers.push((name.clone(), ty, docs));
        }
        headers
    }
}

/// The name for what a shared response holds. A status at its end says nothing of that.
fn shared_owner(component: &str) -> String {
    let named = component.trim_end_matches(|last: char| last.is_ascii_digit());
    let status = component.len() == named.len() + 3 && named.ends_with(['-', '_', '.']);
    if status {
        format!("{}Response", camel(named))
    } else {
        camel(component)
    }
}

fn unique_names(cases: Vec<Answer>) -> Vec<Answer> {
    let mut names = Scope::default();
    cases
        .into_iter()
        .map(|case| Answer {
            name: names.claim(case.name.as_str(), Case::Camel, &["Status"]),
            ..case
        })
        .collect()
}

/// The media types of a response that the client takes: of those that hold the whole the one that says most, since the
/// server chooses among them by what is asked for; and a stream beside it, since that is chosen by other means. The
/// stream comes first.
fn wanted(response: &Response) -> Vec<(&str, &MediaType)> {
    let best = |streams: bool| {
        let content = response.content.iter();
        content
            .filter(|(media_type, _)| is_stream(media_type) == streams)
            .min_by_key(|(media_type, content)| preference(media_type, content))
            .map(|(media_type, content)| (media_type.as_str(), content))
    };
    [best(true), best(false)].into_iter().flatten().collect()
}

fn is_stream(media_type: &str) -> bool {
    matches!(
        MediaKind::of(&essence(media_type)),
        MediaKind::EventStream | MediaKind::JsonLines
    )
}

fn stream_word(payload: &Payload) -> &'static str {
    match payload {
        Payload::EventStream(_) => "Events",
        _ => "Lines",
    }
}

fn preference(media_type: &str, content: &MediaType) -> (u8, bool) {
    let essence = essence(media_type);
    let says_text = matches!(
        &content.schema,
        Some(ReferenceOr::Item(Schema {
            schema_kind: SchemaKind::Type(openapiv3::Type::String(_)),
            ..
        }))
    );
    let rank = match MediaKind::of(&essence) {
        // What is called JSON and is but a string says least.
        MediaKind::Json if says_text => 8,
        MediaKind::Json if essence == "application/json" => 0,
        MediaKind::Json if !is_wild(&essence) => 1,
        MediaKind::JsonLines => 2,
        MediaKind::EventStream => 3,
        MediaKind::Json => 4,
        MediaKind::Xml => 5,
        MediaKind::Text => 6,
        _ => 7,
    };
    (rank, content.schema.is_none())
}

fn is_wild(media_type: &str) -> bool {
    media_type.contains('*')
}

fn is_header_text(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|character| character.is_ascii_graphic() || character == ' ')
}

pub(super) fn is_success(pattern: StatusPattern) -> bool {
    matches!(
        pattern,
        StatusPattern::Exact(100..=299) | StatusPattern::Range(1 | 2)
    )
}

/// Whether HTTP allows no body with this status, whatever the document says.
fn is_bodiless(pattern: StatusPattern) -> bool {
    matches!(pattern, StatusPattern::Exact(100..=199 | 204 | 205 | 304))
}

fn is_redirect(pattern: StatusPattern) -> bool {
    matches!(pattern, StatusPattern::Exact(300..=399) | StatusPattern::Range(3))
}

/// What a status means, as the name of a variant.
fn status_word(pattern: StatusPattern) -> String {
    let code = match pattern {
        StatusPattern::Default => return "Default".to_owned(),
        StatusPattern::Range(1) => return "Informational".to_owned(),
        StatusPattern::Range(2) => return "Success".to_owned(),
        StatusPattern::Range(3) => return "Redirection".to_owned(),
        StatusPattern::Range(4) => return "ClientError".to_owned(),
        StatusPattern::Range(5) => return "ServerError".to_owned(),
        StatusPattern::Range(hundred) => return format!("Status{hundred}xx"),
        StatusPattern::Exact(code) => code,
    };
    let word = match code {
        100 => "Continue",
        101 => "SwitchingProtocols",
        102 => "Processing",
        103 => "EarlyHints",
        200 => "Ok",
        201 => "Created",
        202 => "Accepted",
        203 => "NonAuthoritative",
        204 => "NoContent",
        205 => "ResetContent",
        206 => "PartialContent",
        207 => "MultiStatus",
        208 => "AlreadyReported",
        226 => "ImUsed",
        300 => "MultipleChoices",
        301 => "MovedPermanently",
        302 => "Found",
        303 => "SeeOther",
        304 => "NotModified",
        305 => "UseProxy",
        307 => "TemporaryRedirect",
        308 => "PermanentRedirect",
        400 => "BadRequest",
        401 => "Unauthorized",
        402 => "PaymentRequired",
        403 => "Forbidden",
        404 => "NotFound",
        405 => "MethodNotAllowed",
        406 => "NotAcceptable",
        407 => "ProxyAuthenticationRequired",
        408 => "RequestTimeout",
        409 => "Conflict",
        410 => "Gone",
        411 => "LengthRequired",
        412 => "PreconditionFailed",
        413 => "ContentTooLarge",
        414 => "UriTooLong",
        415 => "UnsupportedMediaType",
        416 => "RangeNotSatisfiable",
        417 => "ExpectationFailed",
        418 => "ImATeapot",
        421 => "MisdirectedRequest",
        422 => "UnprocessableEntity",
        423 => "Locked",
        424 => "FailedDependency",
        425 => "TooEarly",
        426 => "UpgradeRequired",
        428 => "PreconditionRequired",
        429 => "TooManyRequests",
        431 => "RequestHeaderFieldsTooLarge",
        451 => "UnavailableForLegalReasons",
        500 => "InternalServerError",
        501 => "NotImplemented",
        502 => "BadGateway",
        503 => "ServiceUnavailable",
        504 => "GatewayTimeout",
        505 => "HttpVersionNotSupported",
        506 => "VariantAlsoNegotiates",
        507 => "InsufficientStorage",
        508 => "LoopDetected",
        510 => "NotExtended",
        511 => "NetworkAuthenticationRequired",
        _ => return format!("Status{code}"),
    };
    word.to_owned()
}
