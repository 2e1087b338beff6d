//! What a document describes of responses, as a table: by it a recorder of the runtime says what servers send otherwise.
//!
//! The table is JSON. `runtime/src/record/shapes.rs` reads it; both change together.

#[cfg(feature = "learn")]
mod places;
mod schema;

use foldhash::HashMap;
use std::collections::{BTreeMap, VecDeque};

use serde_json::{Value, json};

use specwright_document::description::{
    Description, MediaType, Operation, Response, SchemaId, Source, StatusPattern,
};
use specwright_document::diagnostic::{FileId, SourcePointer};

/// An operation of a document.
#[derive(Clone)]
pub struct OperationShape {
    /// The `operationId`, or method and path.
    pub id: String,
    /// The method, as it is sent.
    pub method: String,
    /// The path with `{parameters}`.
    pub path: String,
    /// The URLs of its servers.
    pub servers: Vec<String>,
    at: String,
    responses: Vec<ResponseShape>,
}

#[derive(Clone)]
struct ResponseShape {
    status: String,
    /// Media type, place of the schema, and node.
    content: Vec<(String, String, Option<usize>)>,
}

/// The operations and schemas of a document.
#[derive(Clone)]
pub struct Shapes {
    /// The operations, in the document's order.
    pub operations: Vec<OperationShape>,
    nodes: Vec<Value>,
}

impl Shapes {
    /// Takes what a description says of the responses of operations for whose method and path there is an id.
    pub fn of(description: &Description, id_of: &dyn Fn(&str, &str) -> Option<String>) -> Self {
        let mut builder = Builder {
            description,
            numbers: HashMap::default(),
            ids: Vec::new(),
            waiting: VecDeque::new(),
        };
        let mut operations = Vec::new();
        for path in &description.paths {
            for operation in &path.operations {
                if let Some(id) = id_of(&operation.method, &path.path) {
                    let own = [&operation.servers, &path.servers, &description.servers];
                    let servers = own.into_iter().find(|servers| !servers.is_empty());
                    operations.push(OperationShape {
                        id,
                        method: operation.method.as_str().to_owned(),
                        path: path.path.as_str().to_owned(),
                        servers: servers
                            .into_iter()
                            .flatten()
                            .map(|server| server.url.as_str().to_owned())
                            .collect(),
                        at: builder.place(operation.source),
                        responses: builder.responses(operation),
                    });
                }
            }
        }
        let mut nodes = Vec::new();
        while let Some((id, parent)) = builder.waiting.pop_front() {
            nodes.push(builder.node(id, nodes.len(), parent));
        }
        Self { operations, nodes }
    }

    /// Takes what a description says of the responses of all operations, by the ids that clients call them.
    pub fn with_ids(description: &Description) -> Self {
        let ids = description.paths.iter().flat_map(|path| {
            path.operations.iter().map(|operation| {
                let (method, path) = (operation.method.as_str(), path.path.as_str());
                let id = operation.operation_id.as_deref().map(str::to_owned);
                ((method, path), id.unwrap_or_else(|| format!("{method} {path}")))
            })
        });
        let ids: HashMap<(&str, &str), String> = ids.collect();
        Self::of(description, &|method, path| ids.get(&(method, path)).cloned())
    }

    /// Returns the table as text.
    pub fn to_text(&self) -> String {
        let operations: Vec<Value> = self.operations.iter().map(OperationShape::to_json).collect();
        json!({ "operations": operations, "nodes": self.nodes }).to_string()
    }
}

impl OperationShape {
    fn to_json(&self) -> Value {
        let responses = self.responses.iter().map(|response| {
            let content = response.content.iter().map(
                |(media_type, at, schema)| json!({ "media_type": media_type, "at": at, "schema": schema }),
            );
            json!({ "status": response.status, "content": content.collect::<Vec<_>>() })
        });
        json!({ "id": self.id, "at": self.at, "responses": responses.collect::<Vec<_>>() })
    }
}

/// A table that is being built: nodes get numbers when they are first named, and are written in that order.
struct Builder<'a> {
    description: &'a Description,
    numbers: HashMap<SchemaId, usize>,
    /// The schema of each number.
    ids: Vec<SchemaId>,
    /// Schemas that are numbered and not written yet, with the node that named each first.
    waiting: VecDeque<(SchemaId, Option<usize>)>,
}

impl Builder<'_> {
    fn responses(&mut self, operation: &Operation) -> Vec<ResponseShape> {
        let description = self.description;
        let responses = operation.responses.iter().filter_map(|(status, response)| {
            let (response, _) = response.resolve(&description.components.responses)?;
            let status = match status {
                StatusPattern::Exact(status) => status.to_string(),
                StatusPattern::Range(hundred) => format!("{hundred}XX"),
                StatusPattern::Default => "default".to_owned(),
            };
            Some((status, response))
        });
        let responses: Vec<(String, &Response)> = responses.collect();
        responses
            .into_iter()
            .map(|(status, response)| ResponseShape {
                status,
                content: response
                    .content
                    .iter()
                    .map(|content| self.content(response, content))
                    .collect(),
            })
            .collect()
    }

    fn content(&mut self, response: &Response, content: &MediaType) -> (String, String, Option<usize>) {
        let place = self.place(content.source);
        // In Swagger 2.0 the schema of a response stands in the response itself.
        let at = match place == format!("{}/schema", self.place(response.source)) {
            true => place,
            false => format!("{place}/schema"),
        };
        let schema = content.schema.map(|id| self.number(id, None));
        (content.name.as_str().to_owned(), at, schema)
    }

    /// Returns the number of a schema.
    fn number(&mut self, id: SchemaId, parent: Option<usize>) -> usize {
        let next = self.numbers.len();
        *self.numbers.entry(id).or_insert_with(|| {
            self.waiting.push_back((id, parent));
            self.ids.push(id);
            next
        })
    }

    /// Returns the place in the document as a recorder writes it: `#` and a pointer. In another file it begins with the number of
    /// that.
    fn place(&self, source: Source) -> String {
        let SourcePointer { file, pointer } = self.description.sources.place(source);
        match file {
            FileId(0) => format!("#{pointer}"),
            FileId(other) => format!("{other}#{pointer}"),
        }
    }

    fn place_of_number(&self, number: usize) -> Option<String> {
        let id = *self.ids.get(number)?;
        Some(self.place(self.description.schemas[id].source))
    }

    fn numbers_of<'n>(
        &mut self,
        named: &mut dyn Iterator<Item = (&'n str, SchemaId)>,
        parent: usize,
    ) -> BTreeMap<&'n str, usize> {
        let mut numbers = BTreeMap::new();
        for (name, id) in named {
            numbers.insert(name, self.number(id, Some(parent)));
        }
        numbers
    }
}
