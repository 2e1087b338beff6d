//! What an operation answers, by status.

use openapiv3::{MediaType, Operation as Source, ReferenceOr, Response, StatusCode};

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
            let payload = if head || is_bodiless(pattern) {
                Payload::Empty
            } else {
                self.payload(response, &pointer, &owner, &mut accept)
            };
            let described = docs::text(self.copied(&Some(response.description.clone())));
            let answer = |payload: Payload| Answer {
                name: super::naming::identifier_name(&status_word(pattern)),
                status: pattern,
                payload,
                docs: Docs {
                    description: described.clone(),
                    ..Docs::default()
                },
                headers: Vec::new(),
            };
            let mut documented = answer(payload.clone());
            documented.headers = self.headers(response, &pointer, &owner);
            if default_succeeds {
                success.push(documented.clone());
            }
            if succeeds {
                success.push(documented)
            } else {
                failure.push(documented)
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
            cases: unique_names(cases),
            undocumented,
        }
    }

    fn response_at(
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

    /// The body of a response: of its media types the one that says most.
    fn payload(
        &mut self,
        response: &'a Response,
        pointer: &str,
        owner: &str,
        accept: &mut Vec<String>,
    ) -> Payload {
        let best = response
            .content
            .iter()
            .min_by_key(|(media_type, content)| preference(media_type, content));
        let Some((media_type, content)) = best else {
            return Payload::Empty;
        };
        let asked = media_type.trim().to_owned();
        if !accept.contains(&asked) && is_header_text(&asked) {
            accept.push(asked);
        }
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

fn preference(media_type: &str, content: &MediaType) -> (u8, bool) {
    let essence = essence(media_type);
    let rank = match MediaKind::of(&essence) {
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

fn is_success(pattern: StatusPattern) -> bool {
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
