//! Parameters: a value and a descriptor become text of a path, a query, a header or a cookie.

mod percent;
mod style;

pub(crate) use percent::{PATH_LITERAL, PATH_VALUE, QUERY_LITERAL, encode, encode_value};
#[cfg(feature = "oauth2")]
pub(crate) use style::form_pair;
pub(crate) use style::{
    Encoded, encode_form_property, encode_json, encode_text_pair, form_parts, scalar_text,
};

/// The description of a parameter: the Parameter Object of the specification without its schema.
///
/// The constructors begin with the defaults of the specification: `simple` without `explode` in a path or header,
/// `form` with `explode` in a query or cookie.
///
/// ```
/// use specwright_runtime::__private::{Parameter, Style};
///
/// const TAGS: Parameter = Parameter::query("tags").style(Style::PipeDelimited).explode(false);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    pub(crate) name: &'static str,
    pub(crate) location: Location,
    pub(crate) style: Style,
    pub(crate) explode: bool,
    pub(crate) allow_reserved: bool,
    pub(crate) content: Option<&'static str>,
    pub(crate) segments: bool,
}

/// The location of a parameter: `in` of the specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Location {
    Path,
    Query,
    QueryString,
    Header,
    Cookie,
}

/// The specification's styles of parameters, and one of Swagger 2.0's that they leave out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `blue,black`: path and header.
    Simple,
    /// `.blue,black`: path.
    Label,
    /// `;color=blue,black`: path.
    Matrix,
    /// `color=blue,black`: query and cookie.
    Form,
    /// `color=blue%20black`: query.
    SpaceDelimited,
    /// `color=blue%7Cblack`: query.
    PipeDelimited,
    /// `color=blue%09black`: query, `collectionFormat: tsv` of Swagger 2.0.
    TabDelimited,
    /// `color%5BR%5D=100`: query.
    DeepObject,
}

impl Parameter {
    const fn new(name: &'static str, location: Location, style: Style, explode: bool) -> Self {
        Parameter {
            name,
            location,
            style,
            explode,
            allow_reserved: false,
            content: None,
            segments: false,
        }
    }

    /// Creates a parameter with `in: path`.
    pub const fn path(name: &'static str) -> Self {
        Parameter::new(name, Location::Path, Style::Simple, false)
    }

    /// Creates a parameter with `in: query`.
    pub const fn query(name: &'static str) -> Self {
        Parameter::new(name, Location::Query, Style::Form, true)
    }

    /// Creates a parameter with `in: querystring` of OpenAPI 3.2: the whole query, form-encoded unless [`content`](Self::content) says else.
    pub const fn query_string() -> Self {
        Parameter::new("", Location::QueryString, Style::Form, true)
    }

    /// Creates a parameter with `in: header`.
    pub const fn header(name: &'static str) -> Self {
        Parameter::new(name, Location::Header, Style::Simple, false)
    }

    /// Creates a parameter with `in: cookie`.
    pub const fn cookie(name: &'static str) -> Self {
        Parameter::new(name, Location::Cookie, Style::Form, true)
    }

    /// Sets `style`.
    pub const fn style(mut self, style: Style) -> Self {
        self.style = style;
        self
    }

    /// Sets `explode`: whether each item or property stands by itself.
    pub const fn explode(mut self, explode: bool) -> Self {
        self.explode = explode;
        self
    }

    /// Sets `allowReserved`: reserved characters go unencoded, except those that would end the value where it stands.
    pub const fn allow_reserved(mut self) -> Self {
        self.allow_reserved = true;
        self
    }

    /// Lets the value be several segments of a path: its slashes are sent as they are. A segment that is empty, `.` or `..` is refused
    /// nevertheless.
    pub const fn segments(mut self) -> Self {
        self.segments = true;
        self
    }

    /// Sets `content` instead of `schema`: the value is serialized in this media type.
    pub const fn content(mut self, media_type: &'static str) -> Self {
        self.content = Some(media_type);
        self
    }
}
