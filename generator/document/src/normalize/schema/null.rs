use crate::source::Node;

use super::types::is_null_type;
use crate::description::keyword::Keyword;
use crate::normalize::cursor::Cursor;
use crate::normalize::normalizer::Normalizer;

impl<'d> Normalizer<'_, 'd> {
    /// Returns whether nothing but `null` fits the schema at `at`.
    pub(super) fn takes_only_null(&mut self, at: &Cursor<'d, '_>) -> bool {
        match at.node {
            Node::Null => true,
            Node::Mapping(_) => self.peek_through(at).is_some_and(is_null),
            _ => false,
        }
    }
}

fn is_null(node: &Node) -> bool {
    let Some(mapping) = node.as_mapping() else {
        return false;
    };
    // As an alternative, `nullable: true` alone is how some write `null` in OpenAPI 3.0.
    let only_nullable = mapping.get("nullable") == Some(&Node::Boolean(true))
        && mapping
            .keys()
            .all(|key| key.starts_with("x-") || Keyword::of(key).is_some_and(Keyword::is_annotation));
    only_nullable
        || mapping.iter().any(|(key, value)| match key {
            "type" => !matches!(value, Node::Null) && is_null_type(value),
            "const" => matches!(value, Node::Null),
            "enum" => matches!(value, Node::Sequence(values) if !values.is_empty()
                && values.iter().all(|value| matches!(value, Node::Null))),
            _ => false,
        })
}
