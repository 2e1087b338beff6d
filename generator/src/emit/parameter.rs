//! The descriptors by which the runtime sends parameters.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::model::{Location, Parameter, ParameterEncoding, Style};

/// The descriptor of a parameter: what differs from the specification's defaults is said.
pub(super) fn descriptor(parameter: &Parameter) -> TokenStream {
    let name = Literal::string(&parameter.wire);
    let (start, style, explode) = match parameter.location {
        Location::Path => (quote!(path(#name)), Style::Simple, false),
        Location::Query => (quote!(query(#name)), Style::Form, true),
        Location::QueryString => (quote!(query_string()), Style::Form, true),
        Location::Header => (quote!(header(#name)), Style::Simple, false),
        Location::Cookie => (quote!(cookie(#name)), Style::Form, true),
    };
    let settings = settings(&parameter.encoding, style, explode);
    quote!(specwright_runtime::Parameter::#start #settings)
}

/// The descriptor of a property of a form.
pub(super) fn form_property(name: &str, encoding: &ParameterEncoding) -> TokenStream {
    let name = Literal::string(name);
    let settings = settings(encoding, Style::Form, true);
    quote!(specwright_runtime::Parameter::query(#name) #settings)
}

fn settings(encoding: &ParameterEncoding, default_style: Style, default_explode: bool) -> TokenStream {
    match encoding {
        ParameterEncoding::Content { media_type } => {
            let media_type = Literal::string(media_type);
            quote!(.content(#media_type))
        }
        ParameterEncoding::Style {
            style,
            explode,
            allow_reserved,
        } => {
            let style = (*style != default_style).then(|| {
                let style = style_name(*style);
                quote!(.style(specwright_runtime::Style::#style))
            });
            let explode = (*explode != default_explode).then(|| quote!(.explode(#explode)));
            let allow_reserved = allow_reserved.then(|| quote!(.allow_reserved()));
            quote!(#style #explode #allow_reserved)
        }
    }
}

fn style_name(style: Style) -> TokenStream {
    match style {
        Style::Simple => quote!(Simple),
        Style::Label => quote!(Label),
        Style::Matrix => quote!(Matrix),
        Style::Form => quote!(Form),
        Style::SpaceDelimited => quote!(SpaceDelimited),
        Style::PipeDelimited => quote!(PipeDelimited),
        Style::TabDelimited => quote!(TabDelimited),
        Style::DeepObject => quote!(DeepObject),
    }
}
