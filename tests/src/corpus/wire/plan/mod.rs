//! What is called, with which values, and what is answered: all from the raw document.

mod answers;
mod files;
mod media;
mod requests;
mod security;
mod streams;

use serde_json::{Map, Value};
use specwright::codegen::plan::named::{Api, Operation};

use super::super::discover::Found;
use super::super::generate::{Generated, generate, generate_with};
use super::xml::Element;
use crate::raw::{
    RawCredential, RawDocument, RawEncoding, RawMedia, RawOperation, RawParameter, Spot, body, credential,
    operations, parameters, responses,
};
use crate::schema::{Bundle, Reading, Source, Validators};
pub(super) use media::{Kind, kind};
use requests::Planner;
pub(super) use security::Credentials;

/// The calls of one document.
pub(super) struct Plan {
    pub(super) version: String,
    pub(super) generated: Generated,
    pub(super) bundle: Bundle,
    pub(super) validators: Validators,
    pub(super) credentials: Vec<(String, RawCredential, String)>,
    pub(super) operations: Vec<PlannedOperation>,
}

/// The calls of one operation.
pub(super) struct PlannedOperation {
    pub(super) raw: RawOperation,
    /// The document's `operationId`.
    pub(super) id: Option<String>,
    pub(super) parameters: Vec<PlannedParameter>,
    pub(super) bodies: Vec<PlannedBody>,
    pub(super) security: Vec<Vec<String>>,
    pub(super) calls: Vec<PlannedCall>,
    /// What is not tried, and why.
    pub(super) skipped: Vec<String>,
}

/// A parameter, and values for it.
pub(super) struct PlannedParameter {
    pub(super) raw: RawParameter,
    pub(super) pointer: Option<String>,
    pub(super) values: Vec<Value>,
}

/// A media type of the body, and values for it.
pub(super) struct PlannedBody {
    pub(super) raw: RawMedia,
    pub(super) pointer: Option<String>,
    /// The encodings of a form's properties.
    pub(super) styles: Vec<(String, RawEncoding)>,
    /// The parts of a multipart body that are files.
    pub(super) files: Vec<String>,
    pub(super) values: Vec<BodyValue>,
}

/// The value of a body.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum BodyValue {
    Json(Value),
    JsonLines(Vec<Value>),
    Events(Vec<Value>),
    Text(String),
    Bytes(Vec<u8>),
    Form(Map<String, Value>),
    Multipart(Map<String, Value>),
    /// The value, and what it is to look like.
    Xml(Value, Element),
}

/// One call, and the answer that it gets.
pub(super) struct PlannedCall {
    /// In the order of the operation's parameters; `None` for one that is not given.
    pub(super) parameters: Vec<Option<Value>>,
    /// The place of the media type, and the value.
    pub(super) body: Option<(usize, BodyValue)>,
    pub(super) answer: PlannedAnswer,
    /// What the client has to show, and what it is to show.
    pub(super) credentials: Credentials,
}

/// An answer, and what the client is to make of it.
#[derive(Clone)]
pub(super) struct PlannedAnswer {
    /// The key of the response in the document; `None` for an undocumented status.
    pub(super) key: Option<String>,
    pub(super) status: u16,
    /// Whether the call succeeds by it: a 2XX; and, where the document has none of these, a redirect that it has.
    pub(super) succeeds: bool,
    /// The media type, or the range of them, as the document writes it.
    pub(super) documented: Option<String>,
    pub(super) content_type: Option<String>,
    pub(super) body: Vec<u8>,
    pub(super) expected: Expected,
    /// The schema of the value in the bundle.
    pub(super) pointer: Option<String>,
}

/// The body that the client is to give.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Expected {
    Nothing,
    Json(Value),
    Text(String),
    Bytes(Vec<u8>),
    Items(Vec<Value>),
    /// Whatever the body becomes: just the side and the status count.
    Status,
}

impl Plan {
    pub(super) fn new(found: &Found) -> Result<Self, String> {
        Self::of(found, generate(&found.path, &found.name)?, Reading::Types)
    }

    /// Plans the calls of a client that has a mock, with values that are right by every keyword: a server asks for all of them.
    pub(super) fn with_mock(found: &Found) -> Result<Self, String> {
        let generated = generate_with(&found.path, &found.name, |generator| generator.mock(true))?;
        Self::of(found, generated, Reading::Whole)
    }

    fn of(found: &Found, generated: Generated, reading: Reading) -> Result<Self, String> {
        let document = RawDocument::load(&found.path)?;
        let raw = operations(&document);
        let spots: Vec<Spot> = raw
            .iter()
            .flat_map(|operation| schemas(&document, operation))
            .collect();
        let bundle = Bundle::with(&document, spots.iter().cloned(), reading);
        let mut validators = Validators::new(&bundle)?;
        let credentials: Vec<(String, RawCredential, String)> = (1..)
            .zip(&generated.api.security_schemes)
            .filter_map(|(number, scheme)| {
                let credential = credential(&document, &scheme.key)?;
                Some((scheme.key.clone(), credential, format!("secret-{number}")))
            })
            .collect();
        let planner = Planner {
            document: &document,
            bundle: &bundle,
            validators: &validators,
            credentials: &credentials,
            source: Source::new(&document, &bundle, &validators),
        };
        let planned = raw
            .into_iter()
            .map(|operation| {
                let mut planned = planner.operation(operation);
                if let Some(operation) = planned.model(&generated.api) {
                    streams::ask(&mut planned, operation);
                }
                planned
            })
            .collect();
        let has_look_alikes = planner.source.has_look_alikes();
        drop(planner);
        if has_look_alikes {
            validators = validators.with_look_alikes(&document, spots)?;
        }
        Ok(Self {
            version: document.version(),
            generated,
            credentials,
            operations: planned,
            bundle,
            validators,
        })
    }
}

impl PlannedOperation {
    /// The operation of the model that stands for it.
    pub(super) fn model<'a>(&self, api: &'a Api) -> Option<&'a Operation> {
        let same = || {
            let operations = api.operations.iter();
            operations
                .filter(|operation| operation.method == self.raw.method && operation.path == self.raw.path)
        };
        // Paths that differ just by a fragment are one path to a server.
        same()
            .find(|operation| operation.pointer == self.raw.spot.pointer)
            .or_else(|| same().next())
    }
}

fn schemas(document: &RawDocument, operation: &RawOperation) -> Vec<Spot> {
    let mut spots: Vec<Spot> = parameters(document, operation)
        .into_iter()
        .filter_map(|parameter| parameter.schema)
        .collect();
    let answers = responses(document, operation)
        .into_iter()
        .flat_map(|(_, media)| media);
    for media in body(document, operation)
        .into_iter()
        .flat_map(|body| body.media)
        .chain(answers)
    {
        spots.extend(media.schema);
        spots.extend(media.item_schema);
        spots.extend(media.fields.into_iter().filter_map(|field| field.schema));
    }
    spots
}
