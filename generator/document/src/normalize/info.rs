//! Info, Contact, License, Tag and External Documentation Objects.

use crate::description::keyword::Object;
use crate::description::{Contact, Extensions, ExternalDocs, Info, License, Tag};
use crate::diagnostic::Code;
use crate::source::Node;

use super::cursor::Cursor;
use super::normalizer::Normalizer;

impl<'d> Normalizer<'_, 'd> {
    /// Reads the Info Object of a document.
    pub(super) fn info(&mut self, root: &Cursor<'d, '_>) -> Info {
        let Some(at) = root.field("info") else {
            self.warn(
                Code::MissingField,
                root,
                "missing `info` of the document",
                "add `info` with a `title` and a `version`",
            );
            return Info::default();
        };
        let info = self.follow_misplaced(&at, "`info`", |normalizer, at| {
            if !normalizer.is_mapping(at) {
                return Info::default();
            }
            normalizer.known_fields(at, Object::Info);
            Info {
                title: normalizer.text_field(at, "title").unwrap_or_default(),
                summary: normalizer.text_field(at, "summary"),
                description: normalizer.text_field(at, "description"),
                terms_of_service: normalizer.text_field(at, "termsOfService"),
                contact: normalizer.contact(at),
                license: normalizer.license(at),
                version: normalizer.text_field(at, "version").unwrap_or_default(),
                extensions: extensions(at),
                source: normalizer.source(at),
            }
        });
        info.unwrap_or_default()
    }

    fn contact(&mut self, info: &Cursor<'d, '_>) -> Option<Contact> {
        let at = info.field("contact")?;
        at.mapping()?;
        self.known_fields(&at, Object::Contact);
        Some(Contact {
            name: self.text_field(&at, "name"),
            url: self.text_field(&at, "url"),
            email: self.text_field(&at, "email"),
        })
    }

    fn license(&mut self, info: &Cursor<'d, '_>) -> Option<License> {
        let at = info.field("license")?;
        if let Some(name) = at.text() {
            return Some(License {
                name: name.clone(),
                ..License::default()
            });
        }
        at.mapping()?;
        self.known_fields(&at, Object::License);
        Some(License {
            name: self.text_field(&at, "name").unwrap_or_default(),
            identifier: self.text_field(&at, "identifier"),
            url: self.text_field(&at, "url"),
        })
    }

    /// Reads the tags that a document declares.
    pub(super) fn tags(&mut self, root: &Cursor<'d, '_>) -> Vec<Tag> {
        let Some(at) = root.field("tags") else {
            return Vec::new();
        };
        let tags: Vec<_> = self.list(&at).collect();
        tags.iter()
            .filter_map(|tag| self.follow_misplaced(tag, "a tag", Self::tag)?)
            .collect()
    }

    fn tag(&mut self, at: &Cursor<'d, '_>) -> Option<Tag> {
        let source = self.source(at);
        if !matches!(at.node, Node::Mapping(_)) {
            let name = self.text(at)?;
            return Some(Tag {
                name,
                source,
                ..Tag::default()
            });
        }
        let tag = Tag {
            name: self.text_field(at, "name").unwrap_or_default(),
            summary: self.text_field(at, "summary"),
            description: self.text_field(at, "description"),
            external_docs: self.external_docs_field(at),
            parent: self.text_field(at, "parent"),
            kind: self.text_field(at, "kind"),
            extensions: extensions(at),
            source,
        };
        self.known_fields(at, Object::Tag);
        Some(tag)
    }

    /// Reads `externalDocs` of an object.
    pub(super) fn external_docs_field(&mut self, at: &Cursor<'d, '_>) -> Option<ExternalDocs> {
        let docs = at.field("externalDocs")?;
        self.external_docs(&docs)
    }

    pub(super) fn external_docs(&mut self, at: &Cursor<'d, '_>) -> Option<ExternalDocs> {
        if let Some(url) = at.text() {
            return Some(ExternalDocs {
                url: url.clone(),
                ..ExternalDocs::default()
            });
        }
        at.mapping()?;
        self.known_fields(at, Object::ExternalDocs);
        Some(ExternalDocs {
            description: self.text_field(at, "description"),
            url: self.text_field(at, "url")?,
        })
    }
}

/// Returns the extensions of an object.
pub(super) fn extensions(at: &Cursor<'_, '_>) -> Extensions {
    extensions_but(at, &[])
}

/// Returns the extensions of an object, without those that are read into fields.
pub(super) fn extensions_but(at: &Cursor<'_, '_>, understood: &[&str]) -> Extensions {
    let mut extensions = Extensions::default();
    for (key, value) in at.entries() {
        if key.starts_with("x-") && !understood.contains(&key.as_str()) {
            extensions.insert(key.clone(), value.node.to_json());
        }
    }
    extensions
}
