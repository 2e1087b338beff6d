use crate::source::Node;

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::normalise) enum Location {
    Path,
    Query,
    QueryString,
    Header,
    Cookie,
    /// Swagger 2.0: the body.
    Body,
    /// Swagger 2.0: a field of a form, which is the body.
    Form,
}

impl Location {
    pub(super) fn read(text: &str) -> Option<Self> {
        Some(match text.trim().to_ascii_lowercase().as_str() {
            "path" | "url" | "uri" => Self::Path,
            "query" | "params" => Self::Query,
            "querystring" => Self::QueryString,
            "header" | "headers" => Self::Header,
            "cookie" | "cookies" => Self::Cookie,
            "body" => Self::Body,
            "formdata" | "form" | "form-data" => Self::Form,
            _ => return None,
        })
    }

    pub(in crate::normalise) fn of(node: &Node) -> Option<Self> {
        Self::read(node.as_mapping()?.get("in")?.as_str()?)
    }

    /// As it is written.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::QueryString => "querystring",
            Self::Header => "header",
            Self::Cookie => "cookie",
            Self::Body => "body",
            Self::Form => "formData",
        }
    }
}
