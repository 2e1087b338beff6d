//! The names of an operation's responses.

use super::case::{Case, camel};
use super::chosen::Chosen;
use super::locked::{ResponseSet, Target};
use super::scope::Scope;
use super::{ResponseNames, RustName};
use specwright_document::model::{Payload, Response, StatusPattern};

/// Makes the names for responses of calls that succeed. Where all have the same body, they need no enum, which `name` names.
pub(super) fn success(
    of: (usize, ResponseSet),
    responses: &[Response],
    chosen: &mut Chosen<'_>,
    name: impl FnOnce(&Chosen<'_>) -> RustName,
) -> ResponseNames {
    let same = responses
        .windows(2)
        .all(|pair| pair[0].payload == pair[1].payload);
    let type_name = (!same).then(|| name(chosen));
    let (variants, mut names) = variants(of, responses, chosen);
    ResponseNames {
        undocumented: type_name
            .as_ref()
            .and_then(|_| undocumented(responses, &mut names)),
        type_name,
        variants,
        undecoded: None,
        sharing: chosen.sharing(&Target::SharedResponses(of.0, of.1)),
    }
}

/// Makes the names for responses of calls that fail: always those of an enum.
pub(super) fn failure(
    operation: usize,
    responses: &[Response],
    chosen: &mut Chosen<'_>,
    type_name: RustName,
) -> ResponseNames {
    let set = ResponseSet::Failure;
    let (variants, mut names) = variants((operation, set), responses, chosen);
    ResponseNames {
        type_name: Some(type_name),
        variants,
        undocumented: undocumented(responses, &mut names),
        undecoded: Some(names.claim("Undecoded", Case::Camel, &["Body"])),
        sharing: chosen.sharing(&Target::SharedResponses(operation, set)),
    }
}

/// Makes the name of the variant for statuses that are not documented, unless all are.
fn undocumented(responses: &[Response], names: &mut Scope) -> Option<RustName> {
    let all = responses
        .iter()
        .any(|response| response.status == StatusPattern::Default);
    (!all).then(|| names.claim("Undocumented", Case::Camel, &["Status"]))
}

/// Makes the names of the variants for an operation's responses.
fn variants(
    (operation, set): (usize, ResponseSet),
    responses: &[Response],
    chosen: &mut Chosen<'_>,
) -> (Vec<RustName>, Scope) {
    let mut names = Scope::default();
    let target = |number| Target::ResponseVariant(operation, set, number);
    chosen.reserve_locked(&mut names, (0..responses.len()).map(target));
    let mut last = None;
    let variants = responses.iter().enumerate().map(|(number, response)| {
        let is_first = last.replace(response.status) != Some(response.status);
        let text = word(response, is_first);
        chosen.claim(target(number), &mut names, &text, Case::Camel, &["Status"])
    });
    (variants.collect(), names)
}

/// Returns the word for a response: its status, and of all but the first of one status what its body is.
fn word(response: &Response, is_first: bool) -> String {
    let status = status_word(response.status);
    match (response.media_types.first(), &response.payload) {
        _ if is_first => status,
        (None, _) => status,
        (Some(_), Payload::EventStream(_)) => format!("{status}Events"),
        (Some(_), Payload::JsonLines(_)) => format!("{status}Lines"),
        (Some(media_type), _) => format!("{status} {}", media_type_word(media_type)),
    }
}

/// Returns what a media type is called in names: its subtype, and its parameters but for the charset.
pub(super) fn media_type_word(media_type: &str) -> String {
    let mut parts = media_type.split(';').map(str::trim);
    let word = match parts.next().unwrap_or_default() {
        "*/*" => "any",
        "text/plain" | "text/*" => "text",
        range if range.ends_with("/*") => range.trim_end_matches("/*"),
        essence => essence.split_once('/').map_or(essence, |(_, subtype)| subtype),
    };
    let parameters = parts.filter(|parameter| !parameter.to_ascii_lowercase().starts_with("charset="));
    std::iter::once(word)
        .chain(parameters)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Returns the name for what a shared response holds. A status at its end says nothing of that.
pub(super) fn component_word(component: &str) -> String {
    let named = component.trim_end_matches(|last: char| last.is_ascii_digit());
    let status = component.len() == named.len() + 3 && named.ends_with(['-', '_', '.']);
    if status {
        format!("{}Response", camel(named))
    } else {
        camel(component)
    }
}

/// Returns what a status means, as the name of a variant.
pub(super) fn status_word(pattern: StatusPattern) -> String {
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
