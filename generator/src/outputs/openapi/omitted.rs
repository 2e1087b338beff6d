//! Warnings about what a description has no field for, so that the document lacks it.
//!
//! A [`Description`] has what a client depends on. What else a document says is looked for in its text, at the places that
//! the description's parts come from.

use crate::description::{Description, Shared, Source};
use crate::diagnostic::{Code, Diagnostics};
use crate::source::{Document, Node};

/// Keywords of schemas.
const SCHEMA: [&str; 12] = [
    "if",
    "then",
    "else",
    "dependentSchemas",
    "dependentRequired",
    "dependencies",
    "unevaluatedItems",
    "minContains",
    "maxContains",
    "additionalItems",
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
    omitted.report();
}

struct Omitted<'d> {
    document: &'d Document,
    description: &'d Description,
    diagnostics: &'d mut Diagnostics,
}

impl<'d> Omitted<'d> {
    fn report(&mut self) {
        let description = self.description;
        for item in description.paths.iter() {
            for operation in &item.operations {
                self.look(operation.source, &["callbacks"]);
                for parameter in operation.parameters.iter().chain(&item.parameters) {
                    if let Shared::Inline(parameter) = parameter {
                        self.look(parameter.source, &["allowEmptyValue"]);
                    }
                }
                for (_, response) in &operation.responses {
                    if let Shared::Inline(response) = response {
                        self.links(response.source);
                    }
                }
            }
        }
        for component in &description.components.parameters {
            if let Shared::Inline(parameter) = &component.item {
                self.look(parameter.source, &["allowEmptyValue"]);
            }
        }
        for component in &description.components.responses {
            if let Shared::Inline(response) = &component.item {
                self.links(response.source);
            }
        }
        for (_, schema) in description.schemas.iter() {
            self.look(schema.source, &SCHEMA);
        }
        self.components();
    }

    /// Warns about those of `keywords` that stand at `source`.
    fn look(&mut self, source: Source, keywords: &[&str]) {
        let Some(node) = self.node(source) else { return };
        for keyword in keywords.iter().filter(|keyword| node.get(keyword).is_some()) {
            self.warn(source, keyword);
        }
    }

    fn links(&mut self, source: Source) {
        let links = self
            .node(source)
            .and_then(|node| node.get("links"))
            .and_then(Node::as_mapping);
        let has =
            |field: &str| links.is_some_and(|links| links.iter().any(|(_, link)| link.get(field).is_some()));
        for (field, name) in [
            ("description", "`description` of a link"),
            ("server", "`server` of a link"),
        ] {
            if has(field) {
                self.warn_of(source, name);
            }
        }
    }

    /// Warns about components of kinds that a description does not keep apart.
    fn components(&mut self) {
        let components = self.node(Source::ROOT).and_then(|root| root.get("components"));
        let is_there = |kind: &str| components.and_then(|components| components.get(kind)).is_some();
        if is_there("callbacks") {
            self.warn_of(Source::ROOT, "`components/callbacks`");
        }
    }

    fn node(&self, source: Source) -> Option<&'d Node> {
        self.document.at(&self.description.sources.place(source))
    }

    fn warn(&mut self, source: Source, keyword: &str) {
        self.warn_of(source, &format!("`{keyword}`"));
    }

    fn warn_of(&mut self, source: Source, what: &str) {
        self.diagnostics.warning(
            Code::NotInOpenApi30,
            self.description.sources.place(source),
            format!("{what} is not converted; left out"),
            "",
        );
    }
}
