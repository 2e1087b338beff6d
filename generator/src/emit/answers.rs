//! What an operation gives: the type of a success, and the enums over documented answers.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::{Context, Module};
use super::docs::{DocComment, code};
use super::print;
use super::table::{Table, literal};
use crate::model::{Answer, Answers, Operation, Payload, StatusPattern};

/// The type of an answer and the runtime's function that reads it.
pub(super) fn success(
    context: &Context<'_>,
    answers: &Answers,
    module: Module,
) -> (TokenStream, TokenStream) {
    match (&answers.type_name, answers.cases.first()) {
        (Some(name), _) => (enum_path(name, module), quote!(documented)),
        (None, None) => (quote!(()), quote!(empty)),
        (None, Some(answer)) => {
            let function = reader(&answer.payload);
            (
                payload_type(context, &answer.payload, module).unwrap_or(quote!(())),
                quote!(#function),
            )
        }
    }
}

/// The type of a failure's body.
pub(super) fn failure(answers: &Answers, module: Module) -> TokenStream {
    match &answers.type_name {
        Some(name) => enum_path(name, module),
        None => quote!(specwright_runtime::Bytes),
    }
}

fn enum_path(name: &crate::model::RustName, module: Module) -> TokenStream {
    match module {
        Module::Operations => quote!(#name),
        Module::Root | Module::Types => quote!(operations::#name),
    }
}

/// The enums over an operation's answers.
pub(super) fn enums(context: &Context<'_>, operation: &Operation) -> String {
    let mut text = String::new();
    let kinds = [
        (&operation.success, "What"),
        (&operation.failure, "The failures of"),
    ];
    for (answers, what) in kinds {
        if let Some(name) = &answers.type_name {
            let method = operation.name.as_str();
            let what = if what == "What" { "The successes of" } else { what };
            let mut docs = DocComment::default();
            docs.paragraph(format!("{what} [`Client::{method}`](super::Client::{method})."));
            text.push_str(&answers_enum(context, &docs, name, answers));
        }
    }
    text
}

fn answers_enum(
    context: &Context<'_>,
    docs: &DocComment,
    name: &crate::model::RustName,
    answers: &Answers,
) -> String {
    let mut table = Table::new("answers", name);
    let mut variants = Vec::new();
    for answer in &answers.cases {
        let (variant, docs) = (&answer.name, answer_docs(answer));
        let payload = payload_type(context, &answer.payload, Module::Operations).map(|ty| quote!((#ty)));
        variants.push(quote!(#docs #variant #payload,));
        table.row(format_args!(
            "{} => {variant}({}),",
            status(answer.status),
            reader(&answer.payload)
        ));
    }
    if let Some(undocumented) = &answers.undocumented {
        variants.push(quote! {
            /// An answer that the document does not describe: its body as it came.
            #undocumented(specwright_runtime::Bytes),
        });
        table.row(format_args!("_ => {undocumented},"));
    }
    let streams = answers.cases.iter().any(|answer| is_stream(&answer.payload));
    let derives = if streams {
        quote!(Debug)
    } else {
        quote!(Clone, Debug, PartialEq)
    };
    let mut text = print::items(quote! {
        #docs
        #[derive(#derives)]
        #[allow(clippy::enum_variant_names, clippy::large_enum_variant)]
        pub enum #name {
            #(#variants)*
        }
    });
    text.push_str(&table.finish());
    text
}

fn answer_docs(answer: &Answer) -> DocComment {
    let status = match answer.status {
        StatusPattern::Exact(status) => format!("Status {status}."),
        StatusPattern::Range(hundred) => format!("A status from {hundred}00 to {hundred}99."),
        StatusPattern::Default => "Any other status.".to_owned(),
    };
    let mut docs = DocComment::of(&answer.docs, &status);
    if answer.docs != Default::default() {
        docs.paragraph(status);
    }
    if !answer.headers.is_empty() {
        docs.paragraph("Headers:");
        docs.paragraph("");
        for (name, _, header) in &answer.headers {
            docs.item(&code(name), header);
        }
    }
    docs
}

/// The type of an answer's body; `None` where there is none.
fn payload_type(context: &Context<'_>, payload: &Payload, module: Module) -> Option<TokenStream> {
    match payload {
        Payload::Empty => None,
        Payload::Json(ty) | Payload::Xml(ty) => Some(context.ty(ty, module)),
        Payload::Text => Some(context.prelude("String", module)),
        Payload::Binary => Some(quote!(specwright_runtime::ByteStream)),
        Payload::EventStream(ty) => {
            let ty = context.ty(ty, module);
            Some(quote!(specwright_runtime::EventStream<#ty>))
        }
        Payload::JsonLines(ty) => {
            let ty = context.ty(ty, module);
            Some(quote!(specwright_runtime::JsonLines<#ty>))
        }
    }
}

fn is_stream(payload: &Payload) -> bool {
    matches!(
        payload,
        Payload::Binary | Payload::EventStream(_) | Payload::JsonLines(_)
    )
}

/// The runtime's function, in `answer`, that reads a body.
fn reader(payload: &Payload) -> proc_macro2::Ident {
    let name = match payload {
        Payload::Empty => "empty",
        Payload::Json(_) => "json",
        Payload::Text => "text",
        Payload::Xml(_) => "xml",
        Payload::Binary => "binary",
        Payload::EventStream(_) => "events",
        Payload::JsonLines(_) => "json_lines",
    };
    proc_macro2::Ident::new(name, proc_macro2::Span::call_site())
}

fn status(pattern: StatusPattern) -> String {
    match pattern {
        StatusPattern::Exact(status) => status.to_string(),
        StatusPattern::Range(hundred) => literal(&format!("{hundred}XX")),
        StatusPattern::Default => "default".to_owned(),
    }
}
