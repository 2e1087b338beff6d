//! The table of what a document describes, which generated code brings along.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;
use serde_json::Value;

use super::RecordError;
use super::entry::Kind;
use super::kinds::{self, Kinds};

/// What a document describes: operations, their responses, and schemas.
#[derive(Debug)]
pub(super) struct Shapes {
    pub(super) nodes: Vec<Node>,
    pub(super) operations: HashMap<String, Operation>,
    /// All media types that are named, in lower case and without parameters.
    pub(super) media_types: HashSet<String>,
}

/// A schema.
#[derive(Debug, Deserialize)]
pub(super) struct Node {
    /// Where it stands.
    pub(super) at: String,
    /// The node at whose place [`at`](Self::at) begins, where it is not written out.
    within: Option<usize>,
    #[serde(default, rename = "type")]
    pub(super) kind: Option<Kind>,
    #[serde(default)]
    pub(super) nullable: bool,
    #[serde(default)]
    pub(super) never: bool,
    #[serde(default, rename = "enum")]
    pub(super) values: Vec<Value>,
    #[serde(default)]
    pub(super) properties: HashMap<String, usize>,
    #[serde(default)]
    pub(super) required: Vec<String>,
    #[serde(default)]
    pub(super) additional: Additional,
    #[serde(default)]
    pub(super) items: Option<usize>,
    #[serde(default)]
    pub(super) prefix: Vec<usize>,
    #[serde(default)]
    pub(super) all: Vec<usize>,
    #[serde(default)]
    pub(super) one: Vec<usize>,
    #[serde(default)]
    pub(super) any: Vec<usize>,
    #[serde(default)]
    pub(super) tag: Option<Tag>,
    /// Of which kinds its values may be, with all that it is composed of.
    #[serde(skip)]
    pub(super) kinds: Kinds,
}

/// What a schema says of properties that it does not name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Additional {
    /// Nothing.
    #[default]
    Unsaid,
    /// They may be there, with any value, or with values by patterns of their names.
    Any,
    /// They are not there.
    None,
    /// They have this schema.
    Schema(usize),
}

/// A discriminator.
#[derive(Debug, Deserialize)]
pub(super) struct Tag {
    pub(super) name: String,
    pub(super) mapping: HashMap<String, usize>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Operation {
    id: String,
    /// Where the document describes it.
    pub(super) at: String,
    responses: Vec<Response>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Response {
    /// `200`, `4XX` or `default`.
    status: String,
    pub(super) content: Vec<Content>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Content {
    media_type: String,
    /// Where the schema stands, or the reference to one.
    pub(super) at: String,
    /// `None` where none is stated, or it is for the items of a stream.
    pub(super) schema: Option<usize>,
}

#[derive(Deserialize)]
struct Table {
    nodes: Vec<Node>,
    operations: Vec<Operation>,
}

impl Shapes {
    pub(super) fn parse(text: &str) -> Result<Self, RecordError> {
        let mut table: Table = serde_json::from_str(text).map_err(|error| {
            RecordError::new(error.line(), "the table of the document is not one", Some(&error))
        })?;
        let count = table.nodes.len();
        for index in 0..count {
            let within = table.nodes[index].within;
            let is_known = within.is_none_or(|parent| parent < index);
            if !is_known || table.nodes[index].named().any(|other| other >= count) {
                return Err(RecordError::new(
                    1,
                    "the table names a schema that it does not have",
                    None,
                ));
            }
            if let Some(parent) = within {
                table.nodes[index].at = format!("{}{}", table.nodes[parent].at, table.nodes[index].at);
            }
            let node = &mut table.nodes[index];
            for list in [&mut node.all, &mut node.one, &mut node.any] {
                let mut met = HashSet::new();
                list.retain(|inner| met.insert(*inner));
            }
        }
        kinds::settle(&mut table.nodes);
        let roots = table.operations.iter().flat_map(|operation| &operation.responses);
        let mut roots = roots.flat_map(|response| &response.content);
        if roots.any(|content| content.schema.is_some_and(|index| index >= count)) {
            return Err(RecordError::new(
                1,
                "the table names a schema that it does not have",
                None,
            ));
        }
        let responses = table.operations.iter().flat_map(|operation| &operation.responses);
        let media_types = responses
            .flat_map(|response| &response.content)
            .map(Content::essence);
        let media_types = media_types.collect();
        let operations = table.operations.into_iter();
        Ok(Shapes {
            media_types,
            nodes: table.nodes,
            operations: operations
                .map(|operation| (operation.id.clone(), operation))
                .collect(),
        })
    }
}

impl Node {
    /// Returns the nodes that it is composed of.
    pub(super) fn parts(&self) -> impl Iterator<Item = usize> {
        [&self.all, &self.one, &self.any].into_iter().flatten().copied()
    }

    /// Returns whether it is composed of others.
    pub(super) fn is_composed(&self) -> bool {
        self.parts().next().is_some()
    }

    /// Returns all nodes that it names.
    fn named(&self) -> impl Iterator<Item = usize> {
        let additional = match self.additional {
            Additional::Schema(index) => Some(index),
            _ => None,
        };
        let mapped = self.tag.iter().flat_map(|tag| tag.mapping.values());
        let others = self.prefix.iter().chain(self.properties.values()).chain(mapped);
        self.parts()
            .chain(others.copied())
            .chain(self.items)
            .chain(additional)
    }
}

impl Content {
    /// Returns the media type in lower case, without parameters.
    fn essence(&self) -> String {
        let essence = self.media_type.split(';').next().unwrap_or_default();
        essence.trim().to_ascii_lowercase()
    }
}

impl Operation {
    /// Returns what the document says of responses of this status.
    pub(super) fn response(&self, status: u16) -> Option<&Response> {
        let exact = status.to_string();
        let range = format!("{}XX", status / 100);
        [exact.as_str(), range.as_str(), "default"]
            .iter()
            .find_map(|wanted| self.responses.iter().find(|response| response.status == *wanted))
    }
}

impl Response {
    /// Returns what the document says of a body of this media type; of one without, what it says of JSON or of the only one.
    pub(super) fn content(&self, media_type: &str) -> Option<&Content> {
        let by = |fits: &dyn Fn(&str) -> bool| {
            self.content
                .iter()
                .find(|content| fits(content.media_type.split(';').next().unwrap_or_default().trim()))
        };
        if media_type.is_empty() {
            return by(&|name| name.contains("json")).or(self.content.first());
        }
        by(&|name| name.eq_ignore_ascii_case(media_type)).or_else(|| {
            let main = media_type.split('/').next().unwrap_or_default();
            by(&|name| {
                name == "*/*"
                    || name
                        .strip_suffix("/*")
                        .is_some_and(|range| range.eq_ignore_ascii_case(main))
            })
        })
    }

    /// Returns what the document says of a JSON body, whatever media type it was sent as.
    pub(super) fn json(&self) -> Option<&Content> {
        let is_json = |content: &&Content| content.media_type.contains("json") && content.schema.is_some();
        self.content.iter().find(is_json)
    }
}

impl Content {
    /// Returns the schema, if one is stated, and where.
    pub(super) fn described(&self) -> Option<(usize, &str)> {
        self.schema.map(|schema| (schema, self.at.as_str()))
    }
}
