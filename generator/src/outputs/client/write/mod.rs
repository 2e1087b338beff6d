//! Fourth stage: an [`Api`] to Rust source text. No decisions here: whoever reads an emitter sees Rust with holes.
//!
//! | module | what it writes |
//! |---|---|
//! | `client`, `server` | the client, its builder, its servers |
//! | `operation`, `parameter`, `body`, `answers` | a method of the client and the types of its own |
//! | `headers` | the headers of answers |
//! | `types` | the named types |
//! | `xml` | how values are written as XML |
//! | `outline` | the client without bodies, for a person |
//! | `docs` | doc comments from text of the document |
//! | `table` | calls of the runtime's macros |
//! | `lints` | what clippy would say of names that only the document chose |
//! | `source` | lines, blocks and lists of Rust; items on all processors |
//! | `tokens` | tokens to text |
//!
//! What a client has once is made of tokens (`quote`) and printed by `prettyplease`. What it has by the thousand,
//! operations and types, is written as text: a build script runs without optimisation, and there printing tokens took
//! three times as long as all else in this stage. What can get into the text is bounded by types: see `source`.

mod answers;
mod body;
mod client;
mod context;
mod docs;
mod headers;
mod lints;
mod operation;
mod outline;
mod parameter;
mod server;
mod source;
mod table;
mod tokens;
mod types;
mod xml;

pub use outline::outline;

use std::collections::BTreeSet;

use crate::diagnostic::is_unprintable;
use crate::outputs::client::plan::{Api, FeatureId, Operation, TypeDef};
use context::Context;
use source::Source;

/// The text of the client's one source file. `document` is the file name, without folders, of the document that it
/// comes from.
pub fn emit(api: &Api, document: &str) -> String {
    let context = Context::new(api);
    let methods = api.operations.iter().map(Item::Method);
    let operations = api.operations.iter().map(Item::Operation);
    let types = api.types.iter().map(Item::Type);
    let items: Vec<Item<'_>> = methods.chain(operations).chain(types).collect();
    let written = source::each(&items, |item| {
        let mut source = Source::gated(1, &context.features(item.features()));
        match item {
            Item::Method(operation) => operation::method(&context, operation, &mut source),
            Item::Operation(operation) => operation::items(&context, operation, &mut source),
            Item::Type(def) => types::emit(&context, def, &mut source),
        }
        source.finish()
    });
    let (methods, rest) = written.split_at(api.operations.len());
    let (operations, types) = rest.split_at(api.operations.len());

    let mut source = Source::to_hold(&written);
    source.line(header(document));
    source.line("");
    client::emit(api, &mut source);
    server::emit(&api.servers, &mut source);
    if !api.operations.is_empty() {
        source.doc("The operations.");
        lints::of_document(&mut source);
        source.block("impl Client", |source| source.written(methods));
        source.doc("Requests with optional parameters, and the answers of operations.");
        lints::of_document(&mut source);
        source.block("pub mod operations", |source| {
            let headers = api.headers.as_ref().map(|headers| {
                let mut source = Source::new(1);
                headers::emit(&context, headers, &mut source);
                source.finish()
            });
            types_import(&context, operations, headers.as_deref(), source);
            source.written(operations);
            source.written(headers.as_slice());
        });
    }
    xml::emit(api, &mut source);
    source.doc("The schemas.");
    lints::of_document(&mut source);
    source.block("pub mod types", |source| source.written(types));
    source.finish()
}

/// What is written by itself, one level deep.
enum Item<'a> {
    Method(&'a Operation),
    /// The types of an operation's own.
    Operation(&'a Operation),
    Type(&'a TypeDef),
}

impl Item<'_> {
    /// The features any of which brings it.
    fn features(&self) -> &[FeatureId] {
        match self {
            Self::Method(operation) | Self::Operation(operation) => &operation.features,
            Self::Type(def) => &def.features,
        }
    }
}

/// The module `types`, for those operations whose text names it, and for that of the headers.
fn types_import(context: &Context<'_>, texts: &[String], headers: Option<&str>, source: &mut Source) {
    let operations = context.api.operations.iter();
    let features = operations.map(|operation| operation.features.as_slice());
    let texts = texts.iter().map(String::as_str);
    let texts = features.zip(texts).chain(headers.map(|text| (&[][..], text)));
    let using: Vec<&[FeatureId]> = texts
        .filter(|(_, text)| text.contains("types::"))
        .map(|(features, _)| features)
        .collect();
    if using.is_empty() {
        return;
    }
    let features: BTreeSet<FeatureId> = match using.iter().any(|features| features.is_empty()) {
        true => BTreeSet::new(),
        false => using.into_iter().flatten().copied().collect(),
    };
    let features: Vec<FeatureId> = features.into_iter().collect();
    let mut import = Source::gated(1, &context.features(&features));
    import.gate();
    import.line("use super::types;");
    source.written(&[import.finish()]);
}

fn header(document: &str) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let document: String = document.chars().filter(|c| !is_unprintable(*c)).collect();
    format!(
        "// Generated by Specwright {version} from {document}. Do not edit: it is made again by the build."
    )
}

/// One line for people about a client of the API of this title.
pub(crate) fn crate_title(title: &str) -> String {
    match docs::inline_text(title) {
        title if title.is_empty() => "A client of an API, generated by Specwright.".to_owned(),
        title => format!("A client of {title}, generated by Specwright."),
    }
}
