//! Warnings about what a description has no field for, so that the document lacks it.
//!
//! A [`Description`] has what a client depends on. What else a document says is looked for in its text, at the places that
//! the parts of the description come from.

use specwright_document::description::{
    Description, Header, MediaType, Operation, Parameter, ParameterValue, RequestBody, Response, Shared,
    Source,
};
use specwright_document::diagnostic::{Code, Diagnostics};
use specwright_document::source::{Document, Node};

/// Keywords of schemas.
const SCHEMA: [&str; 11] = [
    "if",
    "then",
    "else",
    "dependentSchemas",
    "dependentRequired",
    "dependencies",
    "unevaluatedItems",
    "minContains",
    "maxContains",
    "$dynamicRef",
    "$recursiveRef",
];

/// Warns about each keyword of `document` that `description` does not have.
pub(crate) fn report_omitted(document: &Document, description: &Description, diagnostics: &mut Diagnostics) {
    let mut omitted = Omitted {
        document,
        description,
        diagnostics,
    };
    omitted.document();
}

struct Omitted<'d> {
    document: &'d Document,
    description: &'d Description,
    diagnostics: &'d mut Diagnostics,
}

impl<'d> Omitted<'d> {
    fn document(&mut self) {
        let description = self.description;
        for item in &description.paths {
            item.parameters
                .iter()
                .for_each(|parameter| self.parameter(parameter));
            item.operations
                .iter()
                .for_each(|operation| self.operation(operation));
        }
        let components = &description.components;
        components
            .parameters
            .iter()
            .for_each(|component| self.parameter(&component.item));
        components
            .request_bodies
            .iter()
            .for_each(|component| self.body(&component.item));
        components
            .responses
            .iter()
            .for_each(|component| self.response(&component.item));
        components
            .headers
            .iter()
            .for_each(|component| self.header(&component.item));
        for (_, schema) in description.schemas.iter() {
            self.look(schema.source, &SCHEMA);
            self.examples(schema.source);
        }
        for keys in [
            &["paths"][..],
            &["components"],
            &["info", "contact"],
            &["info", "license"],
            &["externalDocs"],
        ] {
            self.extensions_of(Source::ROOT, keys);
        }
        if self.child(Source::ROOT, &["components", "callbacks"]).is_some() {
            self.warn(Source::ROOT, "`callbacks` in `components`");
        }
    }

    fn operation(&mut self, operation: &Operation) {
        self.look(operation.source, &["callbacks"]);
        self.extensions_of(operation.source, &["responses"]);
        self.extensions_of(operation.source, &["externalDocs"]);
        operation
            .parameters
            .iter()
            .for_each(|parameter| self.parameter(parameter));
        operation.request_body.iter().for_each(|body| self.body(body));
        operation
            .responses
            .iter()
            .for_each(|(_, response)| self.response(response));
    }

    fn parameter(&mut self, parameter: &Shared<Parameter>) {
        let Shared::Inline(parameter) = parameter else {
            return;
        };
        self.look(parameter.source, &["allowEmptyValue"]);
        self.examples(parameter.source);
        self.value(&parameter.value);
    }

    fn header(&mut self, header: &Shared<Header>) {
        let Shared::Inline(header) = header else { return };
        self.look(header.source, &["example", "examples"]);
        self.value(&header.value);
    }

    fn value(&mut self, value: &ParameterValue) {
        if let ParameterValue::Content(media_type) = value {
            self.media_type(media_type);
        }
    }

    fn body(&mut self, body: &Shared<RequestBody>) {
        if let Shared::Inline(body) = body {
            body.content
                .iter()
                .for_each(|media_type| self.media_type(media_type));
        }
    }

    fn response(&mut self, response: &Shared<Response>) {
        let Shared::Inline(response) = response else {
            return;
        };
        response
            .content
            .iter()
            .for_each(|media_type| self.media_type(media_type));
        response
            .headers
            .iter()
            .for_each(|(_, header)| self.header(header));
        let links = self.child(response.source, &["links"]).and_then(Node::as_mapping);
        for field in ["description", "server"] {
            if links.is_some_and(|links| links.iter().any(|(_, link)| link.get(field).is_some())) {
                self.warn(response.source, &format!("`{field}` of a link"));
            }
        }
    }

    fn media_type(&mut self, media_type: &MediaType) {
        self.look(media_type.source, &["prefixEncoding", "itemEncoding"]);
        self.examples(media_type.source);
    }

    /// Warns about examples after the first.
    fn examples(&mut self, source: Source) {
        let count = match self.child(source, &["examples"]) {
            Some(Node::Mapping(examples)) => examples.len(),
            Some(Node::Sequence(examples)) => examples.len(),
            _ => 0,
        };
        if count > 1 {
            self.warn(source, "each of `examples` but the first");
        }
    }

    /// Warns about extensions of the object below `source` at `keys`.
    fn extensions_of(&mut self, source: Source, keys: &[&str]) {
        let object = self.child(source, keys).and_then(Node::as_mapping);
        if object.is_some_and(|object| object.keys().any(|key| key.starts_with("x-"))) {
            self.warn(source, &format!("an extension of `{}`", keys.join(".")));
        }
    }

    /// Warns about those of `keywords` that stand at `source`.
    fn look(&mut self, source: Source, keywords: &[&str]) {
        let Some(node) = self.child(source, &[]) else {
            return;
        };
        for keyword in keywords.iter().filter(|keyword| node.get(keyword).is_some()) {
            self.warn(source, &format!("`{keyword}`"));
        }
    }

    /// Returns what stands below `source` at `keys`.
    fn child(&self, source: Source, keys: &[&str]) -> Option<&'d Node> {
        let node = self.document.at(&self.description.sources.place(source))?;
        keys.iter().try_fold(node, |node, key| node.get(key))
    }

    fn warn(&mut self, source: Source, what: &str) {
        self.diagnostics.warning(
            Code::NotInOpenApi30,
            self.description.sources.place(source),
            format!("{what} is not converted; left out"),
            "",
        );
    }
}
