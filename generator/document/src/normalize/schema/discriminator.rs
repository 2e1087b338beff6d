use crate::description::keyword::Object;
use crate::description::{Discriminator, Kind, SchemaId};
use crate::diagnostic::Code;
use crate::normalize::cursor::Cursor;
use crate::normalize::normalizer::Normalizer;
use crate::source::{Node, pointer};

impl<'d> Normalizer<'_, 'd> {
    /// Reads a Discriminator Object; its property's name alone in Swagger 2.0. The mapping leads to components.
    pub(super) fn discriminator(&mut self, at: &Cursor<'d, '_>) -> Option<Discriminator> {
        if let Node::String(property) = at.node {
            return Some(Discriminator {
                property_name: property.clone(),
                ..Discriminator::default()
            });
        }
        if !self.is_mapping(at) {
            return None;
        }
        let Some(property_name) = self.text_field(at, "propertyName") else {
            self.warn(
                Code::MissingField,
                at,
                "missing `propertyName` of the discriminator; ignored",
                "name the property that tells the schemas apart",
            );
            return None;
        };
        let mut mapping = Vec::new();
        if let Some(field) = at.field("mapping") {
            for (value, target) in self.entries(&field) {
                let schema = self.mapped_schema(&target);
                mapping.extend(schema.map(|schema| (value.clone(), schema)));
            }
        }
        let default_mapping = at
            .field("defaultMapping")
            .and_then(|fallback| self.mapped_schema(&fallback));
        self.known_fields(at, Object::Discriminator);
        Some(Discriminator {
            property_name,
            mapping,
            default_mapping,
        })
    }

    /// Returns what a discriminator's mapping leads to: the name of a schema, or a reference.
    fn mapped_schema(&mut self, at: &Cursor<'d, '_>) -> Option<SchemaId> {
        let text = match at.node {
            Node::Mapping(_) => at.reference(),
            _ => at.text().map(|text| text.as_str()),
        };
        let Some(text) = text else {
            self.expected(at, "the name of a schema, or a reference to one", "ignored");
            return None;
        };
        if let Some(index) = self.references.component_named(Kind::Schema, text) {
            return Some(SchemaId::new(index));
        }
        if self.peek(at.file(), text).is_some() {
            return self.schema_reference(at, text);
        }
        let last = text.rsplit(['/', '#']).next().unwrap_or(text);
        if let Some(index) = self.references.component_named(Kind::Schema, last) {
            self.warn(
                Code::DiscriminatorMapping,
                at,
                format!("cannot resolve \"{text}\"; using the schema `{last}`"),
                format!("write `{}`", reference_to(last)),
            );
            return Some(SchemaId::new(index));
        }
        let names = self.references.component_names(Kind::Schema);
        let help = match self.diagnostics.suggestions().nearest(last, names) {
            Some(near) => format!("did you mean `{}`?", reference_to(near)),
            None => "name a schema of the components".to_owned(),
        };
        self.warn(
            Code::DiscriminatorMapping,
            at,
            format!("unknown schema `{text}`; entry ignored"),
            help,
        );
        None
    }
}

/// Returns the reference to a component schema.
fn reference_to(name: &str) -> String {
    let mut reference = "#/components/schemas".to_owned();
    pointer::push_key(&mut reference, name);
    reference
}
