//! Media types, which stand beside the schemas that they hold.

use foldhash::HashSet;

use crate::description::MediaType;
use crate::normalize::cursor::Cursor;
use crate::normalize::media_type::not_null;
use crate::normalize::normalizer::Normalizer;
use crate::normalize::schema::needs_name;
use crate::source::{Node, Text};

/// `consumes` and `produces`: of the document, or of the operation that is being read.
#[derive(Clone, Default)]
pub(in crate::normalize) struct MediaTypes {
    pub(super) consumes: Vec<Text>,
    produces: Vec<Text>,
}

impl MediaTypes {
    /// Takes over what an object says, and returns what counted before.
    pub(in crate::normalize) fn enter(&mut self, at: &Cursor<'_, '_>) -> Self {
        let before = self.clone();
        let read = |name: &'static str| {
            let field = at.field(name)?;
            let types: Vec<Text> = match field.node {
                Node::Sequence(_) => field.items().filter_map(|item| item.text().cloned()).collect(),
                _ => field.text().cloned().into_iter().collect(),
            };
            Some(types)
        };
        if let Some(consumes) = read("consumes") {
            self.consumes = consumes;
        }
        if let Some(produces) = read("produces") {
            self.produces = produces;
        }
        before
    }
}

impl<'d> Normalizer<'_, 'd> {
    /// Returns the media types of a list in canonical form, or JSON where there are none. Each list is one more that the document
    /// repeats: beyond the bound, nothing is returned.
    pub(super) fn stated_media_types(
        &mut self,
        at: &Cursor<'d, '_>,
        stated: &[Text],
        otherwise: &'static str,
    ) -> Vec<Text> {
        let mut names: Vec<Text> = Vec::new();
        if !self.may_repeat(at, stated.len().max(1)) {
            return names;
        }
        let mut seen = HashSet::default();
        for name in stated {
            let name = self.media_type_name(at, name);
            if seen.insert(name.clone()) {
                names.push(name);
            }
        }
        if names.is_empty() {
            names.push(otherwise.into());
        }
        names
    }

    /// Reads `schema` of a response, for each media type that the operation produces.
    pub(in crate::normalize) fn swagger20_response_content(&mut self, at: &Cursor<'d, '_>) -> Vec<MediaType> {
        let Some(schema) = at.field_with_value("schema") else {
            return Vec::new();
        };
        let otherwise = match schema.text_at("type") {
            Some("file") => "application/octet-stream",
            _ => "application/json",
        };
        let produces = self.media_types.produces.clone();
        let names = self.stated_media_types(at, &produces, otherwise);
        let mut content = self.content_of(&schema, names);
        for (name, example) in at.field("examples").iter().flat_map(Cursor::entries) {
            let same = |media_type: &&mut MediaType| media_type.name.eq_ignore_ascii_case(name);
            if let Some(media_type) = content.iter_mut().find(same)
                && self.wants_examples
            {
                media_type.example = not_null(example.node);
            }
        }
        content
    }

    /// Reads the schema for each media type; as a component if there are several, so that it is one type.
    pub(super) fn content_of(&mut self, at: &Cursor<'d, '_>, names: Vec<Text>) -> Vec<MediaType> {
        if names.is_empty() {
            return Vec::new();
        }
        let schema = if names.len() > 1 && needs_name(at.node) {
            self.hoist_schema(at)
        } else {
            self.schema(at)
        };
        let source = self.source(at);
        names
            .into_iter()
            .map(|name| MediaType {
                name,
                schema: Some(schema),
                source,
                ..MediaType::default()
            })
            .collect()
    }
}
