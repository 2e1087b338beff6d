//! Second stage: a [`Document`] of any version to one [`Description`].
//!
//! The readers are one for each object of the specification; each version's folder or file has what only that version
//! has, `repair` what sloppy documents have, and `vendor` the extensions in common use that are understood.
//!
//! # What is made canonical
//!
//! **References.** Only schemas, responses, parameters, request bodies and headers are referred to, by their ids.
//! Whatever a document refers to elsewhere – in other files, inside of other things, by `$anchor` or `$id` – becomes a
//! component once, and is that component in its own place too. Path items, operations, media types, links and security
//! schemes are resolved in place. A reference to nothing is any value.
//!
//! **Schemas.**
//!
//! - A single type has just the keywords that say something of that type. A missing `type` is inferred where the other
//!   keywords all belong to one. Values of `enum` have that type, stand there once, and are not `null`.
//! - Several types are `anyOf`, each with its keywords; several types with `enum` are the values alone.
//! - `null` is [`nullable`](crate::description::Schema::nullable) wherever it comes from. `oneOf` or `anyOf` of `null`
//!   and one other schema is that schema.
//! - `$ref` beside annotations or other keywords is `allOf` with that reference and the rest beside it; in 3.0 and 2.0
//!   the rest is what describes the schema.
//! - `const` is an `enum` of one value. Numeric `exclusiveMinimum` is `minimum` with the boolean one. `contentEncoding:
//!   base64` is `format: byte`, binary `contentMediaType` is `format: binary`.
//! - `unevaluatedProperties` is folded into `additionalProperties`; properties in `then`, `else` and `dependentSchemas`
//!   into the optional `properties`. `if`, `contains`, `dependentRequired` say nothing of types.
//!
//! **Paths.** Keys begin with a slash, their braces are balanced, and every name in them has one path parameter in
//! the operation or the path item, which is `required`. Media types are `type/subtype` in lower case, with their
//! parameters after `; `.
//!
//! **Swagger 2.0.** Bodies and forms are request bodies, `consumes` and `produces` are media types, `host` and
//! `basePath` are servers.

mod callback;
mod components;
mod cursor;
mod encoding;
mod header;
mod info;
mod media_type;
mod normalizer;
mod openapi30;
mod openapi31;
mod openapi32;
mod operation;
mod parameter;
mod path_item;
mod reference;
mod repair;
mod repetition;
mod request_body;
mod response;
mod scalar;
mod schema;
mod security;
mod server;
mod server_sent_events;
mod swagger20;
mod vendor;
mod version;

#[cfg(test)]
mod tests;

use crate::description::{Description, Source};
use crate::diagnostic::{Diagnostics, FileId};
use crate::source::Document;

use callback::Callbacks;
use cursor::Cursor;
use normalizer::Normalizer;
use version::Version;

/// Describes what a document says. `None` when it has no meaning at all (no version, say); single mistakes are
/// diagnostics.
pub fn normalize(document: &Document, diagnostics: &mut Diagnostics) -> Option<Description> {
    let wanted = Wanted {
        examples: true,
        extensions: true,
        ..Wanted::default()
    };
    normalize_for(wanted, document, diagnostics)
}

/// What is read only where somebody asks for it.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The server's side, which sends webhooks and callbacks, and responds with examples that have names.
    pub server: bool,
    /// Examples of media types.
    pub examples: bool,
    /// Extensions of operations that are not understood.
    pub extensions: bool,
}

/// Describes what a document says, as [`normalize`] does, with what is wanted.
pub fn normalize_for(
    wanted: Wanted,
    document: &Document,
    diagnostics: &mut Diagnostics,
) -> Option<Description> {
    let root = document.files().first()?;
    let version = Version::detect(&root.tree, diagnostics)?;
    let at = Cursor::new(&root.tree, FileId(0), Source::ROOT);
    let mut normalizer = Normalizer::new(document, version, diagnostics);
    normalizer.callbacks = wanted.server.then(|| Callbacks::beside_webhooks(&at));
    normalizer.wants_examples = wanted.examples;
    normalizer.wants_extensions = wanted.extensions;
    let mut description = match version {
        Version::Swagger20 => normalizer.swagger20(&at),
        Version::OpenApi30 | Version::OpenApi31 | Version::OpenApi32 => normalizer.openapi30(&at),
    };
    normalizer.read_hoisted();
    normalizer.break_alias_cycles();
    let Normalizer {
        misplaced,
        components,
        schemas,
        sources,
        given_names,
        callbacks,
        diagnostics,
        ..
    } = normalizer;
    misplaced.report(&sources, diagnostics);
    description.callbacks = callbacks.map(Callbacks::into_list).unwrap_or_default();
    description.components = components;
    description.schemas = schemas;
    description.sources = sources;
    description.given_names = given_names;
    description.text_length = normalizer::text_length(document);
    vendor::discriminator::read(&mut description);
    vendor::pagination::read(&mut description);
    Some(description)
}
