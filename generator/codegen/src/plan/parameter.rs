//! How parameters are sent: descriptors for the runtime.

use super::Path;
use super::named::{Location, Parameter, ParameterEncoding, Style};
use super::runtime::RuntimeItem;
use super::scope::Scope;

/// The descriptor of a parameter: what differs from the specification's defaults is said.
#[derive(Clone, PartialEq)]
pub struct Descriptor<'a> {
    /// The runtime's type.
    pub path: Path,
    /// The function, by where the parameter is sent.
    pub function: &'static str,
    /// The parameter's name on the wire, if it has one there.
    pub wire: Option<&'a str>,
    /// What differs.
    pub settings: Vec<Setting<'a>>,
}

/// What is said of a parameter's encoding.
#[derive(Clone, PartialEq)]
pub enum Setting<'a> {
    /// The media type that it is serialised in.
    Content(&'a str),
    /// The runtime's type, and the style.
    Style(Path, &'static str),
    /// Whether each item or property stands by itself.
    Explode(bool),
    /// Reserved characters go unencoded.
    AllowReserved,
    /// Slashes go unencoded.
    Segments,
}

/// Plans the descriptor of a parameter.
pub(super) fn descriptor<'a>(scope: &Scope<'a>, parameter: &'a Parameter) -> Descriptor<'a> {
    let (function, style, explode) = match parameter.location {
        Location::Path => ("path", Style::Simple, false),
        Location::Query => ("query", Style::Form, true),
        Location::QueryString => ("query_string", Style::Form, true),
        Location::Header => ("header", Style::Simple, false),
        Location::Cookie => ("cookie", Style::Form, true),
    };
    Descriptor {
        path: scope.runtime(RuntimeItem::Parameter),
        function,
        wire: (parameter.location != Location::QueryString).then_some(&parameter.wire),
        settings: settings(scope, &parameter.encoding, style, explode)
            .into_iter()
            .chain(parameter.is_several_segments.then_some(Setting::Segments))
            .collect(),
    }
}

/// Plans the descriptor of a property of a form.
pub(super) fn form_property<'a>(
    scope: &Scope<'a>,
    name: &'a str,
    encoding: &'a ParameterEncoding,
) -> Descriptor<'a> {
    Descriptor {
        path: scope.runtime(RuntimeItem::Parameter),
        function: "query",
        wire: Some(name),
        settings: settings(scope, encoding, Style::Form, true),
    }
}

fn settings<'a>(
    scope: &Scope<'a>,
    encoding: &'a ParameterEncoding,
    default_style: Style,
    default_explode: bool,
) -> Vec<Setting<'a>> {
    match encoding {
        ParameterEncoding::Content { media_type } => vec![Setting::Content(media_type)],
        ParameterEncoding::Style {
            style,
            explode,
            allow_reserved,
        } => {
            let styled = (*style != default_style)
                .then(|| Setting::Style(scope.runtime(RuntimeItem::Style), style_name(*style)));
            let exploded = (*explode != default_explode).then_some(Setting::Explode(*explode));
            let reserved = allow_reserved.then_some(Setting::AllowReserved);
            [styled, exploded, reserved].into_iter().flatten().collect()
        }
    }
}

fn style_name(style: Style) -> &'static str {
    match style {
        Style::Simple => "Simple",
        Style::Label => "Label",
        Style::Matrix => "Matrix",
        Style::Form => "Form",
        Style::SpaceDelimited => "SpaceDelimited",
        Style::PipeDelimited => "PipeDelimited",
        Style::TabDelimited => "TabDelimited",
        Style::DeepObject => "DeepObject",
    }
}
