//! What differs between two documents.

use super::stack::on_a_deep_stack;
use super::{Error, Generator};
use crate::outputs::diff::{self, Bump, Change, Diff};
use specwright_codegen as client;
use specwright_codegen::plan::named::Api;
use specwright_document::diagnostic::{SourcePointer, SourceSpan};
use specwright_document::model::Select;
use specwright_document::source::Document;

/// Compares the clients of two documents: says what a program that was written for the old one no longer gets on with, on
/// the wire and in Rust, and which version follows.
///
/// Both generators should have the same settings. What is compared is what the clients are made of: operations, parameters,
/// bodies, responses, schemas, servers and credentials. Keywords that only validate, such as `maxLength`, change no client, and are
/// no part of it unless they change a type.
///
/// # Errors
///
/// [`Error::Document`] with all diagnostics when one of the documents has errors.
///
/// # Examples
///
/// ```
/// use specwright::{Bump, ChangeKind, Code, Generator, Wire};
///
/// # let folder = tempfile::tempdir()?;
/// # let (old, new) = (folder.path().join("old.yaml"), folder.path().join("new.yaml"));
/// # let document = |properties: &str| format!(r##"
/// # openapi: 3.1.0
/// # info: {{title: Pets, version: "1"}}
/// # paths:
/// #   /pets:
/// #     get:
/// #       operationId: getPet
/// #       responses: {{"200": {{description: A pet, content: {{application/json: {{schema: {{$ref: "#/components/schemas/Pet"}}}}}}}}}}
/// # components: {{schemas: {{Pet: {{type: object, properties: {{ {properties} }}}}}}}}
/// # "##);
/// # std::fs::write(&old, document("name: {type: string}"))?;
/// # std::fs::write(&new, document("name: {type: string}, age: {type: integer}"))?;
/// // The new document has one more optional property in what the server sends.
/// let diff = specwright::diff(&Generator::new(&old), &Generator::new(&new))?;
/// assert_eq!(diff.bump, Bump::Minor);
///
/// let change = &diff.changes[0];
/// assert_eq!(change.kind, ChangeKind::PropertyAdded);
/// assert_eq!(change.old_client, Wire::Works);
/// assert_eq!(change.code, [Code::StructLiterals]);
/// println!("{diff}");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn diff(old: &Generator, new: &Generator) -> Result<Diff, Error> {
    let generator = new;
    on_a_deep_stack(|| {
        let old = &old.named_as(generator.client_name().ok());
        let (old, new) = match (Read::of(old), Read::of(generator)) {
            // What a setting names may be in one of them alone.
            (Err(_), Ok(new)) => (Read::of(&old.with_items_that_may_miss())?, new),
            (Ok(old), Err(_)) => (old, Read::of(&generator.with_items_that_may_miss())?),
            (old, new) => (old?, new?),
        };
        let new = match generator.used_in.is_empty() {
            true => new,
            // The program has the old names.
            false => Read::of(&generator.with_operations_of(&old.api))?,
        };
        let found = diff::compare(&old.api, &new.api);
        let places = |of: fn(&diff::Found) -> &Option<SourcePointer>| -> Vec<Option<SourcePointer>> {
            found.iter().map(|found| of(found).clone()).collect()
        };
        let old_spans = old.spans(places(|found| &found.places.0));
        let new_spans = new.spans(places(|found| &found.places.1));
        let changes = found.iter().cloned().zip(old_spans.into_iter().zip(new_spans));
        let changes = changes.map(|(found, (old, new))| Change::located(found, old, new));
        let mut diff = Diff::new(changes.collect());
        if diff.changes.is_empty() && old.text() != new.text() {
            diff.bump = Bump::Patch;
        }
        Ok(diff)
    })
}

impl Generator {
    /// Returns the generator with this name if it has none, so that both documents have the same names of a lock.
    fn named_as(&self, name: Option<String>) -> Self {
        let mut named = self.clone();
        named.name = named.name.or(name);
        named
    }

    /// Returns the generator with the operations of another API besides, by method and path, where the document has them.
    fn with_operations_of(&self, api: &Api) -> Self {
        let mut with = self.clone();
        let operations = api.operations.iter();
        let operations = operations.map(|operation| format!("{} {}", operation.method, operation.path));
        with.used_besides = operations.map(Select::Operation).collect();
        with.settings.items_may_miss = true;
        with
    }

    /// Returns the generator with settings that need not fit the document.
    fn with_items_that_may_miss(&self) -> Self {
        let mut lenient = self.clone();
        lenient.settings.items_may_miss = true;
        lenient
    }
}

/// A document that was read.
struct Read {
    api: Api,
    document: Option<Document>,
}

impl Read {
    fn of(generator: &Generator) -> Result<Self, Error> {
        let (modelled, document) = generator.model();
        match modelled.api {
            Some(api) => Ok(Self { api, document }),
            None => Err(Error::Document(modelled.diagnostics)),
        }
    }

    /// Returns the client, without the line that names the document.
    fn text(&self) -> String {
        client::write(client::plan::plan(&self.api), "")
    }

    /// Locates places, all at once.
    fn spans(&self, places: Vec<Option<SourcePointer>>) -> Vec<Option<SourceSpan>> {
        let Some(document) = &self.document else {
            return vec![None; places.len()];
        };
        let known: Vec<SourcePointer> = places.iter().flatten().cloned().collect();
        let mut spans = document.locations(&known).into_iter();
        places
            .iter()
            .map(|place| place.as_ref().and_then(|_| spans.next().flatten()))
            .collect()
    }
}
