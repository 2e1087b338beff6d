//! The descriptors by which the runtime sends parameters.

use super::source::literal;
use crate::outputs::client::plan::{Location, Parameter, ParameterEncoding, Style};

/// The descriptor of a parameter: what differs from the specification's defaults is said.
pub(super) fn descriptor(parameter: &Parameter) -> String {
    let name = literal(&parameter.wire);
    let (start, style, explode) = match parameter.location {
        Location::Path => (format!("path({name})"), Style::Simple, false),
        Location::Query => (format!("query({name})"), Style::Form, true),
        Location::QueryString => ("query_string()".to_owned(), Style::Form, true),
        Location::Header => (format!("header({name})"), Style::Simple, false),
        Location::Cookie => (format!("cookie({name})"), Style::Form, true),
    };
    format!(
        "specwright_runtime::Parameter::{start}{}",
        settings(&parameter.encoding, style, explode)
    )
}

/// The descriptor of a property of a form.
pub(super) fn form_property(name: &str, encoding: &ParameterEncoding) -> String {
    let settings = settings(encoding, Style::Form, true);
    format!(
        "specwright_runtime::Parameter::query({}){settings}",
        literal(name)
    )
}

fn settings(encoding: &ParameterEncoding, default_style: Style, default_explode: bool) -> String {
    let mut settings = String::new();
    match encoding {
        ParameterEncoding::Content { media_type } => {
            settings.push_str(&format!(".content({})", literal(media_type)));
        }
        ParameterEncoding::Style {
            style,
            explode,
            allow_reserved,
        } => {
            if *style != default_style {
                settings.push_str(&format!(
                    ".style(specwright_runtime::Style::{})",
                    style_name(*style)
                ));
            }
            if *explode != default_explode {
                settings.push_str(&format!(".explode({explode})"));
            }
            if *allow_reserved {
                settings.push_str(".allow_reserved()");
            }
        }
    }
    settings
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
