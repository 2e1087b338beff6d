//! Second stage: a [`Document`] of any version to one canonical [`openapiv3::OpenAPI`].
//!
//! # The canonical form
//!
//! It is OpenAPI 3.0 as `openapiv3` holds it, and what that has no field for is in extensions, which are read
//! through the functions of [`extension`].
//!
//! **References.** Only schemas, responses, parameters, request bodies and headers are referred to, always as
//! `#/components/KIND/NAME` with the name escaped as in a JSON pointer
//! ([`component_name`](extension::component_name) reads it), and the component is there. Whatever a document refers
//! to elsewhere – in other files, inside of other things, by `$anchor` or `$id` – is hoisted into the components
//! once, and stands as a reference in its own place too. A component may be a reference to another one; these don't
//! run in circles. A schema may lead back to itself through anything else. Path items, operations, media types and
//! security schemes are resolved in place. A reference to nothing is any value
//! ([`is_unresolved`](extension::is_unresolved)). Links are resolved in place, and of each the operation
//! and its parameters are kept. Callbacks and examples of bodies, on which a client doesn't depend, are not carried over.
//!
//! **Schemas** are of the `SchemaKind` that `openapiv3` would read from the canonical text:
//!
//! - A single type is a `Type` with just the keywords that say something of that type. A missing `type` is inferred
//!   where the other keywords all belong to one. Values of `enum` have that type, stand there once, and are not
//!   `null`.
//! - Several types are `AnyOf`, each with its keywords; several types with `enum` are the values alone.
//! - `allOf`, `oneOf`, `anyOf` or `not` alone is the kind of that name. Whatever is mixed is `Any`, all of whose
//!   keywords hold together. What is unconstrained is an empty `Any`; the schema `false` is `not: {}`
//!   ([`is_never`](extension::is_never)).
//! - `null` is `nullable: true` wherever it comes from. `oneOf` or `anyOf` of `null` and one other schema is that
//!   schema, and `null` alone is [`is_null_only`](extension::is_null_only).
//! - `$ref` beside annotations or other keywords is `allOf` with that reference and the rest beside it; in 3.0 and
//!   2.0 the rest is what describes the schema.
//! - `const` is an `enum` of one value ([`is_const`](extension::is_const)). Numeric `exclusiveMinimum` is
//!   `minimum` with the boolean one. `contentEncoding: base64` is `format: byte`, binary `contentMediaType` is
//!   `format: binary`. `prefixItems` is [`prefix_items`](extension::prefix_items).
//! - `patternProperties` is [`pattern_properties`](extension::pattern_properties). `unevaluatedProperties` is
//!   folded into `additionalProperties`; properties in `then`, `else` and `dependentSchemas` into the optional
//!   `properties`. `if`, `contains`, `propertyNames`, `dependentRequired` say nothing of types.
//! - `mapping` of a discriminator leads to canonical references.
//!
//! **Paths.** Keys begin with a slash, their braces are balanced, and every name in them has one path parameter in
//! the operation or the path item, which is `required`. What follows a `#` keeps two keys apart and is not sent
//! ([`wire_path`](extension::wire_path)). Media types are `type/subtype` in lower case, with their parameters
//! after `; `.
//!
//! **Swagger 2.0.** Bodies and forms are request bodies, `consumes` and `produces` are media types, `host` and
//! `basePath` are servers.

mod at;
mod body;
pub mod extension;
mod info;
mod lift;
mod openapi30;
mod openapi31;
mod openapi32;
mod operation;
mod origins;
mod parameter;
mod path;
mod path_item;
mod reference;
mod response;
mod scalar;
mod schema;
mod security;
mod server;
mod swagger20;
mod version;

#[cfg(test)]
mod tests;

pub use origins::Origins;

use indexmap::IndexMap;
use openapiv3::{OpenAPI, PathItem};

use crate::diagnostic::{Diagnostics, Place};
use crate::source::Document;

use at::{Anchor, At};
use lift::Lift;
use version::Version;

/// The version that canonical documents state.
const CANONICAL_VERSION: &str = "3.0.4";

/// Requests that the API's server sends, by name.
pub type Webhooks = IndexMap<String, PathItem>;

/// A document in canonical form.
#[derive(Debug)]
pub struct Normalised {
    /// The canonical document.
    pub openapi: OpenAPI,
    /// `webhooks`, which `openapiv3` has no field for.
    pub webhooks: Webhooks,
    /// Where its parts come from.
    pub origins: Origins,
    /// The length of the texts that it comes from, in bytes: what may be made of it is bounded by that.
    pub text_length: usize,
}

/// Lifts a document into the canonical form. `None` when it has no meaning at all (no version, say); single
/// mistakes are diagnostics.
pub fn normalise(document: &Document, diagnostics: &mut Diagnostics) -> Option<Normalised> {
    let root = document.files().first()?;
    let version = Version::detect(&root.tree, diagnostics)?;
    let anchor = Anchor {
        place: Place::default(),
        canonical: String::new(),
    };
    let at = At::anchored(&root.tree, &anchor);
    let mut lift = Lift::new(document, version, diagnostics);
    let (mut openapi, webhooks) = match version {
        Version::Swagger20 => swagger20::document(&mut lift, &at),
        Version::OpenApi30 | Version::OpenApi31 | Version::OpenApi32 => openapi30::document(&mut lift, &at),
    };
    lift.hoisted_components();
    lift.break_alias_cycles();
    let Lift {
        references,
        components,
        origins,
        diagnostics,
        ..
    } = lift;
    references.misplaced.report(diagnostics);
    openapi.components = Some(components);
    Some(Normalised {
        openapi,
        webhooks,
        origins,
        text_length: document.files().iter().map(|file| file.text.len()).sum(),
    })
}
