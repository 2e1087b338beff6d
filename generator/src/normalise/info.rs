//! Info, Contact, License, Tag and External Documentation Objects.

use indexmap::IndexMap;
use openapiv3::{Contact, ExternalDocumentation, Info, License, Tag};
use serde_json::Value;

use crate::diagnostic::Code;
use crate::source::Node;

use super::at::At;
use super::extension;
use super::lift::Lift;

impl<'d> Lift<'_, 'd> {
    /// The Info Object of a document.
    pub(super) fn info(&mut self, root: &At<'d, '_>) -> Info {
        let Some(at) = root.field("info") else {
            self.warn(
                Code::MissingField,
                root,
                "the document has no `info`",
                "add `info` with a `title` and a `version`",
            );
            return Info::default();
        };
        let info = self.follow_misplaced(&at, "`info`", |lift, at| {
            if !lift.is_mapping(at) {
                return Info::default();
            }
            lift.known_fields(
                at,
                "`info`",
                &[
                    "title",
                    "summary",
                    "description",
                    "termsOfService",
                    "contact",
                    "license",
                    "version",
                ],
            );
            let mut info = Info {
                title: lift.text_field(at, "title").unwrap_or_default(),
                description: lift.text_field(at, "description"),
                terms_of_service: lift.text_field(at, "termsOfService"),
                contact: lift.contact(at),
                license: lift.license(at),
                version: lift.text_field(at, "version").unwrap_or_default(),
                extensions: lift.extensions(at),
            };
            lift.carry(&mut info.extensions, extension::SUMMARY, at, "summary");
            info
        });
        info.unwrap_or_default()
    }

    fn contact(&mut self, info: &At<'d, '_>) -> Option<Contact> {
        let at = info.field("contact")?;
        at.mapping()?;
        self.known_fields(&at, "`contact`", &["name", "url", "email"]);
        Some(Contact {
            name: self.text_field(&at, "name"),
            url: self.text_field(&at, "url"),
            email: self.text_field(&at, "email"),
            extensions: self.extensions(&at),
        })
    }

    fn license(&mut self, info: &At<'d, '_>) -> Option<License> {
        let at = info.field("license")?;
        if let Some(name) = at.text() {
            return Some(License {
                name: name.to_owned(),
                ..License::default()
            });
        }
        at.mapping()?;
        self.known_fields(&at, "`license`", &["name", "url", "identifier"]);
        let mut license = License {
            name: self.text_field(&at, "name").unwrap_or_default(),
            url: self.text_field(&at, "url"),
            extensions: self.extensions(&at),
        };
        self.carry(&mut license.extensions, extension::IDENTIFIER, &at, "identifier");
        Some(license)
    }

    /// The tags that a document declares.
    pub(super) fn tags(&mut self, root: &At<'d, '_>) -> Vec<Tag> {
        let Some(at) = root.field("tags") else {
            return Vec::new();
        };
        let tags: Vec<_> = self.list(&at).collect();
        tags.iter()
            .filter_map(|tag| self.follow_misplaced(tag, "a tag", Self::tag)?)
            .collect()
    }

    fn tag(&mut self, at: &At<'d, '_>) -> Option<Tag> {
        if !matches!(at.node, Node::Mapping(_)) {
            let name = self.text(at)?;
            return Some(Tag {
                name,
                ..Tag::default()
            });
        }
        let mut tag = Tag {
            name: self.text_field(at, "name").unwrap_or_default(),
            description: self.text_field(at, "description"),
            external_docs: at
                .field("externalDocs")
                .and_then(|docs| self.external_docs(&docs)),
            extensions: self.extensions(at),
        };
        self.known_fields(
            at,
            "a tag",
            &["name", "summary", "description", "externalDocs", "parent", "kind"],
        );
        self.carry(&mut tag.extensions, extension::SUMMARY, at, "summary");
        self.carry(&mut tag.extensions, extension::PARENT, at, "parent");
        self.carry(&mut tag.extensions, extension::KIND, at, "kind");
        Some(tag)
    }

    pub(super) fn external_docs(&mut self, at: &At<'d, '_>) -> Option<ExternalDocumentation> {
        if let Some(url) = at.text() {
            return Some(ExternalDocumentation {
                url: url.to_owned(),
                ..ExternalDocumentation::default()
            });
        }
        at.mapping()?;
        self.known_fields(at, "`externalDocs`", &["description", "url"]);
        Some(ExternalDocumentation {
            description: self.text_field(at, "description"),
            url: self.text_field(at, "url")?,
            extensions: self.extensions(at),
        })
    }

    /// The extensions of an object.
    pub(super) fn extensions(&mut self, at: &At<'d, '_>) -> IndexMap<String, Value> {
        at.mapping()
            .into_iter()
            .flat_map(|mapping| mapping.iter())
            .filter(|(key, _)| key.starts_with("x-"))
            .map(|(key, value)| (key.to_owned(), value.to_json()))
            .collect()
    }

    /// Carries a text that `openapiv3` has no field for in an extension.
    pub(super) fn carry(
        &mut self,
        extensions: &mut IndexMap<String, Value>,
        extension: &str,
        at: &At<'d, '_>,
        key: &str,
    ) {
        if let Some(text) = self.text_field(at, key) {
            extensions.insert(extension.to_owned(), text.into());
        }
    }

    /// Warns of fields that an object with fixed fields doesn't have.
    pub(super) fn known_fields(&mut self, at: &At<'d, '_>, of: &str, known: &[&str]) {
        for (key, value) in at.entries() {
            if !known.contains(&key) && !key.starts_with("x-") {
                self.unknown_field(&value, key, of, known);
            }
        }
    }
}
