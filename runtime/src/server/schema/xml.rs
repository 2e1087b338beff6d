//! What schemas say of how their values stand in XML.

use serde_json::Value;

use super::{Components, list};

/// How many references and parts of a schema are looked into.
const MAX_DEPTH: usize = 16;

/// What a schema says of how its values stand in XML.
#[derive(Debug, Default)]
pub(crate) struct XmlMarks<'a> {
    pub(crate) name: Option<&'a str>,
    pub(crate) namespace: Option<&'a str>,
    pub(crate) prefix: Option<&'a str>,
    pub(crate) is_attribute: bool,
    pub(crate) is_text: bool,
    pub(crate) is_wrapped: bool,
}

impl Components {
    /// Returns what a schema says of XML.
    pub(crate) fn xml_marks<'a>(&'a self, schema: &'a Value) -> XmlMarks<'a> {
        let mut marks = XmlMarks::default();
        self.add_xml_marks(&mut marks, schema, MAX_DEPTH);
        marks
    }

    /// Adds what a schema says, and what others say that it is made of: what is nearer wins.
    fn add_xml_marks<'a>(&'a self, marks: &mut XmlMarks<'a>, schema: &'a Value, depth: usize) {
        let Some(depth) = depth.checked_sub(1) else {
            return;
        };
        let schema = self.resolve(schema);
        if let Some(xml) = schema.get("xml") {
            let text = |name: &str| xml.get(name).and_then(Value::as_str);
            let is = |name: &str| xml.get(name) == Some(&Value::Bool(true));
            let node = text("nodeType");
            marks.name = marks.name.or_else(|| text("name"));
            marks.namespace = marks.namespace.or_else(|| text("namespace"));
            marks.prefix = marks.prefix.or_else(|| text("prefix"));
            marks.is_attribute |= is("attribute") || node == Some("attribute");
            marks.is_text |= matches!(node, Some("text" | "cdata"));
            marks.is_wrapped |= is("wrapped") || node == Some("element");
        }
        for part in list(schema, "allOf") {
            self.add_xml_marks(marks, part, depth);
        }
    }

    /// Returns all properties that are named in a schema and in what it is composed of; of those of one name, the first.
    pub(crate) fn properties<'a>(&'a self, schema: &'a Value) -> Vec<(&'a str, &'a Value)> {
        let mut found: Vec<(&str, &Value)> = Vec::new();
        let mut names = std::collections::HashSet::new();
        self.find(schema, &mut |schema| {
            let properties = schema.get("properties").and_then(Value::as_object);
            let new = properties
                .into_iter()
                .flatten()
                .filter(|(name, _)| names.insert(name.as_str()));
            found.extend(new.map(|(name, schema)| (name.as_str(), schema)));
            None::<()>
        });
        found
    }

    /// Tells whether a property is required by a schema, or by one of those that it is all of.
    pub(crate) fn requires<'a>(&'a self, schema: &'a Value, name: &str) -> bool {
        self.requires_within(schema, name, MAX_DEPTH)
    }

    fn requires_within(&self, schema: &Value, name: &str, depth: usize) -> bool {
        let Some(depth) = depth.checked_sub(1) else {
            return false;
        };
        let schema = self.resolve(schema);
        list(schema, "required").iter().any(|required| required == name)
            || list(schema, "allOf")
                .iter()
                .any(|part| self.requires_within(part, name, depth))
    }
}
