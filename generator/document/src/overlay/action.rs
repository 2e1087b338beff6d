//! The types of an overlay, and its text.

use crate::source::{Mapping, Node, Text};

/// An overlay: the [Overlay Object](https://spec.openapis.org/overlay/latest.html#overlay-object).
#[derive(Clone, PartialEq)]
pub struct Overlay {
    /// The version of the specification that it is written by.
    pub version: Version,
    /// What it is for.
    pub title: String,
    /// The document that it is for: a path relative to the overlay, or a URL.
    pub extends: Option<String>,
    /// What it does, in order.
    pub actions: Vec<Action>,
}

/// A version of the Overlay Specification.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// 1.0: targets of updates are mappings and lists.
    V1_0,
    /// 1.1: targets may be any value, and `copy` is there.
    V1_1,
}

/// One change of a document: the [Action Object](https://spec.openapis.org/overlay/latest.html#action-object).
#[derive(Clone, PartialEq)]
pub struct Action {
    /// What is changed: a JSONPath.
    pub target: String,
    /// Why.
    pub description: Option<String>,
    /// How.
    pub change: Change,
}

/// What is done with the targets of an action.
#[derive(Clone, PartialEq)]
pub enum Change {
    /// A value is merged into them, appended to them or replaces them.
    Update(Node),
    /// They are removed.
    Remove,
    /// A value that stands elsewhere, at a JSONPath, is used as that of an update.
    Copy(String),
    /// Nothing is said.
    None,
}

impl Version {
    fn as_str(self) -> &'static str {
        match self {
            Self::V1_0 => "1.0.0",
            Self::V1_1 => "1.1.0",
        }
    }
}

impl Overlay {
    /// Returns the overlay as YAML.
    pub fn to_yaml(&self) -> String {
        let mut fields = vec![
            field("overlay", text(self.version.as_str())),
            field(
                "info",
                mapping(vec![
                    field("title", text(&self.title)),
                    field("version", text("1.0.0")),
                ]),
            ),
        ];
        fields.extend(
            self.extends
                .as_deref()
                .map(|extends| field("extends", text(extends))),
        );
        let actions = self.actions.iter().map(Action::to_node).collect();
        fields.push(field("actions", Node::Sequence(actions)));
        mapping(fields).to_yaml_text()
    }
}

impl Action {
    fn to_node(&self) -> Node {
        let mut fields = vec![field("target", text(&self.target))];
        let description = self.description.as_deref();
        fields.extend(description.map(|description| field("description", text(description))));
        match &self.change {
            Change::Update(value) => fields.push(field("update", value.clone())),
            Change::Remove => fields.push(field("remove", Node::Boolean(true))),
            Change::Copy(source) => fields.push(field("copy", text(source))),
            Change::None => {}
        }
        mapping(fields)
    }
}

fn field(name: &str, value: Node) -> (Text, Node) {
    (name.into(), value)
}

fn text(text: &str) -> Node {
    Node::String(text.into())
}

fn mapping(fields: Vec<(Text, Node)>) -> Node {
    Node::Mapping(Mapping::new(fields))
}
