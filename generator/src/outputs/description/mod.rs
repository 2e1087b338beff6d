//! The description as one text that travels with the client, for programs that read it while they run: the server's side, mocks, and
//! values made from schemas.
//!
//! It is JSON in the form of an OpenAPI 3.2 document, whose schemas are JSON Schema 2020-12, whatever the version and the number of files that it
//! comes from. Texts for people are left out. It has the operations that the client has, and of the components those that they
//! reach; what is a component stands once and is referred to. `runtime/src/server/description` reads it; both change together.
//!
//! | module | what it writes |
//! |---|---|
//! | `schema` | schemas |
//! | `operation` | path items, operations, parameters, bodies, responses |
//! | `security` | security schemes and requirements |
//! | `reach` | which components are reached, each once |

mod operation;
mod reach;
mod schema;
mod security;
#[cfg(test)]
mod tests;

use serde_json::{Map, Value, json};

use self::reach::Reached;
use specwright_document::description::{Description, Operation, PathItem, Server};

/// Returns the text. `is_wanted` says of a method and the key of a path whether the client has that operation; webhooks are there where the
/// whole document is wanted, and callbacks among them, with the URL that they are sent to as `x-callback`.
pub(crate) fn text(
    description: &Description,
    is_whole: bool,
    is_wanted: &dyn Fn(&str, &str) -> bool,
) -> String {
    Writer {
        description,
        reached: Reached::default(),
        for_mock: false,
    }
    .document(is_whole, is_wanted)
    .to_string()
}

/// Returns the text for a mock that has no generated code beside it: with the names of examples.
#[cfg(feature = "mock")]
pub(crate) fn text_for_mock(description: &Description, is_wanted: &dyn Fn(&str, &str) -> bool) -> String {
    Writer {
        description,
        reached: Reached::default(),
        for_mock: true,
    }
    .document(false, is_wanted)
    .to_string()
}

/// Returns the key of a path in `paths`: what follows a `#` keeps two of the same path apart.
pub(crate) fn path_key(item: &PathItem) -> String {
    match &item.fragment {
        Some(fragment) => format!("{}#{fragment}", item.path),
        None => item.path.to_string(),
    }
}

/// A text that is being written: components are written once they are referred to.
struct Writer<'a> {
    description: &'a Description,
    reached: Reached,
    /// Whether there is what only a mock without generated code reads.
    for_mock: bool,
}

impl Writer<'_> {
    fn document(&mut self, is_whole: bool, is_wanted: &dyn Fn(&str, &str) -> bool) -> Value {
        let description = self.description;
        let mut document = Fields::default();
        document.set("openapi", "3.2.0");
        document.set(
            "info",
            json!({ "title": description.info.title.as_str(), "version": description.info.version.as_str() }),
        );
        document.list("servers", description.servers.iter().map(server).collect());
        if let Some(requirements) = &description.security {
            document.set("security", security::requirements(requirements));
        }
        let paths = self.path_items(&description.paths, &|operation, key| {
            is_wanted(operation.method.as_str(), key)
        });
        document.set("paths", paths);
        if is_whole {
            let mut webhooks = self.path_items(&description.webhooks, &|_, _| true);
            for callback in &description.callbacks {
                let operations: Vec<&Operation> = callback.item.operations.iter().collect();
                let mut item = self.path_item(&callback.item, &operations);
                item["x-callback"] = callback.expression.as_str().into();
                webhooks.insert(path_key(&callback.item), item);
            }
            document.map("webhooks", webhooks);
        }
        let components = self.components();
        document.map("components", components);
        document.0.into()
    }

    fn path_items(
        &mut self,
        items: &[PathItem],
        is_wanted: &dyn Fn(&Operation, &str) -> bool,
    ) -> Map<String, Value> {
        let mut written = Map::new();
        for item in items {
            let key = path_key(item);
            let wanted = item
                .operations
                .iter()
                .filter(|operation| is_wanted(operation, &key));
            let wanted: Vec<&Operation> = wanted.collect();
            if !wanted.is_empty() {
                let item = self.path_item(item, &wanted);
                written.insert(key, item);
            }
        }
        written
    }

    /// Writes the components that are reached, and those that these reach.
    fn components(&mut self) -> Map<String, Value> {
        let components = &self.description.components;
        let mut written: [(&str, Map<String, Value>); 5] = [
            ("schemas", Map::new()),
            ("responses", Map::new()),
            ("parameters", Map::new()),
            ("requestBodies", Map::new()),
            ("headers", Map::new()),
        ];
        while let Some(next) = self.reached.next() {
            let (index, name, value) = match next {
                reach::Component::Schema(id) => {
                    let name = self.description.schemas[id].component.clone();
                    (0, name.unwrap_or_default(), self.schema_itself(id))
                }
                reach::Component::Response(index) => {
                    let component = &components.responses[index];
                    (1, component.name.clone(), self.response(&component.item))
                }
                reach::Component::Parameter(index) => {
                    let component = &components.parameters[index];
                    (2, component.name.clone(), self.parameter(&component.item))
                }
                reach::Component::RequestBody(index) => {
                    let component = &components.request_bodies[index];
                    (3, component.name.clone(), self.request_body(&component.item))
                }
                reach::Component::Header(index) => {
                    let component = &components.headers[index];
                    (4, component.name.clone(), self.header(&component.item))
                }
            };
            written[index].1.insert(name.to_string(), value);
        }
        let mut all = Fields::default();
        for (kind, entries) in written {
            all.map(kind, entries);
        }
        let schemes = components.security_schemes.iter();
        let schemes = schemes.map(|scheme| (scheme.key.to_string(), security::scheme(scheme)));
        all.map("securitySchemes", schemes.collect());
        all.0
    }
}

fn server(server: &Server) -> Value {
    let mut fields = Fields::default();
    fields.set("url", server.url.as_str());
    let variables = server.variables.iter();
    let variables = variables.map(|variable| {
        let default = json!({ "default": variable.default.as_str() });
        (variable.name.to_string(), default)
    });
    fields.map("variables", variables.collect());
    fields.0.into()
}

/// An object that only has what is said.
#[derive(Default)]
struct Fields(Map<String, Value>);

impl Fields {
    fn set(&mut self, name: &str, value: impl Into<Value>) {
        self.0.insert(name.to_owned(), value.into());
    }

    fn text(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.set(name, text);
        }
    }

    fn flag(&mut self, name: &str, flag: bool) {
        if flag {
            self.set(name, true);
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
}
