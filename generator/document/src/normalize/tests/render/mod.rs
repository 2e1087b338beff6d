//! A description as JSON in the form of a document, so that an expectation reads like one.
//!
//! What no document says so is under the name of its field: `unresolved`, `onlyNull`, `constant`.

mod operations;
mod schemas;
mod security;

use serde_json::{Map, Value, json};

use self::security::requirements;
use crate::description::{Description, Extensions, ExternalDocs, Info, Number, Server, Tag};
use crate::source::{Text, pointer};

/// An object that only has what is there.
#[derive(Default)]
struct Fields(Map<String, Value>);

impl Fields {
    fn set(&mut self, name: &str, value: impl Into<Value>) {
        self.0.insert(name.to_owned(), value.into());
    }

    fn text(&mut self, name: &str, text: &Option<Text>) {
        if let Some(text) = text {
            self.set(name, text.as_str());
        }
    }

    fn flag(&mut self, name: &str, flag: bool) {
        if flag {
            self.set(name, true);
        }
    }

    fn count(&mut self, name: &str, count: Option<u64>) {
        if let Some(count) = count {
            self.set(name, count);
        }
    }

    fn number(&mut self, name: &str, number: Option<Number>) {
        if let Some(number) = number {
            let whole = number.as_integer().map(Number::Integer);
            self.set(name, whole.unwrap_or(number).to_json());
        }
    }

    fn value(&mut self, name: &str, value: &Option<Box<Value>>) {
        if let Some(value) = value {
            self.set(name, (**value).clone());
        }
    }

    fn list(&mut self, name: &str, items: Vec<Value>) {
        if !items.is_empty() {
            self.set(name, items);
        }
    }

    fn map(&mut self, name: &str, entries: Map<String, Value>) {
        if !entries.is_empty() {
            self.set(name, entries);
        }
    }

    fn docs(&mut self, docs: Option<&ExternalDocs>) {
        if let Some(docs) = docs {
            let mut fields = Self::default();
            fields.text("description", &docs.description);
            fields.set("url", docs.url.as_str());
            self.set("externalDocs", fields.0);
        }
    }

    fn extensions(&mut self, extensions: &Extensions) {
        for (name, value) in extensions.iter() {
            self.set(name, value.clone());
        }
    }
}

fn texts(texts: &[Text]) -> Vec<Value> {
    texts.iter().map(|text| text.as_str().into()).collect()
}

/// Renders a whole description.
pub(super) fn document(description: &Description) -> Value {
    let render = Render(description);
    let mut fields = Fields::default();
    fields.set("info", info(&description.info));
    fields.list("servers", description.servers.iter().map(server).collect());
    fields.list("tags", description.tags.iter().map(tag).collect());
    fields.docs(description.external_docs.as_ref());
    if let Some(security) = &description.security {
        fields.set("security", requirements(security));
    }
    fields.set("paths", render.path_items(&description.paths));
    fields.map("webhooks", render.path_items(&description.webhooks));
    fields.map("components", render.components(&description.components));
    fields.extensions(&description.extensions);
    fields.0.into()
}

fn info(info: &Info) -> Map<String, Value> {
    let mut fields = Fields::default();
    fields.set("title", info.title.as_str());
    fields.text("summary", &info.summary);
    fields.text("description", &info.description);
    fields.text("termsOfService", &info.terms_of_service);
    if let Some(contact) = &info.contact {
        let mut contact_fields = Fields::default();
        contact_fields.text("name", &contact.name);
        contact_fields.text("url", &contact.url);
        contact_fields.text("email", &contact.email);
        fields.set("contact", contact_fields.0);
    }
    if let Some(license) = &info.license {
        let mut license_fields = Fields::default();
        license_fields.set("name", license.name.as_str());
        license_fields.text("identifier", &license.identifier);
        license_fields.text("url", &license.url);
        fields.set("license", license_fields.0);
    }
    fields.set("version", info.version.as_str());
    fields.extensions(&info.extensions);
    fields.0
}

fn server(server: &Server) -> Value {
    let mut fields = Fields::default();
    fields.set("url", server.url.as_str());
    fields.text("name", &server.name);
    fields.text("description", &server.description);
    let mut variables = Map::new();
    for variable in &server.variables {
        let mut variable_fields = Fields::default();
        variable_fields.set("default", variable.default.as_str());
        variable_fields.list("enum", texts(&variable.values));
        variable_fields.text("description", &variable.description);
        variables.insert(variable.name.to_string(), variable_fields.0.into());
    }
    fields.map("variables", variables);
    fields.extensions(&server.extensions);
    fields.0.into()
}

fn tag(tag: &Tag) -> Value {
    let mut fields = Fields::default();
    fields.set("name", tag.name.as_str());
    fields.text("summary", &tag.summary);
    fields.text("description", &tag.description);
    fields.docs(tag.external_docs.as_ref());
    fields.text("parent", &tag.parent);
    fields.text("kind", &tag.kind);
    fields.extensions(&tag.extensions);
    fields.0.into()
}

struct Render<'a>(&'a Description);

fn named<'a>(components: impl Iterator<Item = (&'a Text, Value)>) -> Map<String, Value> {
    components
        .map(|(name, value)| (name.to_string(), value))
        .collect()
}

fn reference(kind: &str, name: &str) -> Value {
    let mut reference = format!("#/components/{kind}");
    pointer::push_key(&mut reference, name);
    json!({"$ref": reference})
}
