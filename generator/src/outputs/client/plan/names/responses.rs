//! The names of an operation's responses.

use super::ResponseNames;
use super::case::{Case, camel};
use super::scope::Scope;
use crate::model::{Payload, Response, StatusPattern};

/// Makes the names for responses of calls that succeed. Where all have the same body, they need no enum.
pub(super) fn success(responses: &[Response], title: &str, operations: &mut Scope) -> ResponseNames {
    let same = responses
        .windows(2)
        .all(|pair| pair[0].payload == pair[1].payload);
    let type_name = (!same).then(|| operations.claim(&format!("{title} success"), Case::Camel, &["Answer"]));
    ResponseNames {
        type_name,
        variants: variants(responses),
        undocumented: None,
    }
}

/// Makes the names for responses of calls that fail: always those of an enum.
pub(super) fn failure(responses: &[Response], title: &str, operations: &mut Scope) -> ResponseNames {
    let type_name = operations.claim(&format!("{title} error"), Case::Camel, &["Failure"]);
    let any = responses
        .iter()
        .any(|response| response.status == StatusPattern::Default);
    let mut names = Scope::default();
    for response in responses {
        names.take(&word(response));
    }
    let undocumented = (!any).then(|| names.claim("Undocumented", Case::Camel, &["Status"]));
    ResponseNames {
        type_name: Some(type_name),
        variants: variants(responses),
        undocumented,
    }
}

fn variants(responses: &[Response]) -> Vec<super::RustName> {
    let mut names = Scope::default();
    responses
        .iter()
        .map(|response| names.claim(&word(response), Case::Camel, &["Status"]))
        .collect()
}

/// Returns the word for a response: its status, and of two of one status the stream by what it is made of.
fn word(response: &Response) -> String {
    let status = status_word(response.status);
    match (&response.media_type, &response.payload) {
        (None, _) => status,
        (Some(_), Payload::EventStream(_)) => format!("{status}Events"),
        (Some(_), _) => format!("{status}Lines"),
    }
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
