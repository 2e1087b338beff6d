use crate::description::Location;
use crate::source::Node;

/// What a document says of where a parameter is sent.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::normalize) enum StatedLocation {
    /// In a place that every version has.
    Known(Location),
    /// Swagger 2.0: the body.
    Body,
    /// Swagger 2.0: a field of a form, which is the body.
    Form,
}

impl StatedLocation {
    /// Returns the location that a text means.
    pub(super) fn read(text: &str) -> Option<Self> {
        Self::named(text).or_else(|| Self::named(&text.trim().to_ascii_lowercase()))
    }

    fn named(text: &str) -> Option<Self> {
        Some(Self::Known(match text {
            "path" | "url" | "uri" => Location::Path,
            "query" | "params" => Location::Query,
            "querystring" => Location::QueryString,
            "header" | "headers" => Location::Header,
            "cookie" | "cookies" => Location::Cookie,
            "body" => return Some(Self::Body),
            "formdata" | "form" | "form-data" => return Some(Self::Form),
            _ => return None,
        }))
    }

    /// Returns the location that `in` of a parameter means.
    pub(in crate::normalize) fn of(node: &Node) -> Option<Self> {
        Self::read(node.get("in")?.as_str()?)
    }

    /// Returns it as it is written.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Known(Location::Path) => "path",
            Self::Known(Location::Query) => "query",
            Self::Known(Location::QueryString) => "querystring",
            Self::Known(Location::Header) => "header",
            Self::Known(Location::Cookie) => "cookie",
            Self::Body => "body",
            Self::Form => "formData",
        }
    }
}
