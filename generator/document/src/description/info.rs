use super::{Extensions, Source};
use crate::source::Text;

/// An [Info Object](https://spec.openapis.org/oas/v3.2.0#info-object).
#[derive(Clone, Default, PartialEq)]
pub struct Info {
    /// `title`.
    pub title: Text,
    /// `summary`, since OpenAPI 3.1.
    pub summary: Option<Text>,
    /// `description`, in CommonMark.
    pub description: Option<Text>,
    /// `termsOfService`: a URL.
    pub terms_of_service: Option<Text>,
    /// `contact`.
    pub contact: Option<Contact>,
    /// `license`.
    pub license: Option<License>,
    /// `version`: of the API.
    pub version: Text,
    /// Extensions.
    pub extensions: Extensions,
    /// Where it stands.
    pub source: Source,
}

/// A [Contact Object](https://spec.openapis.org/oas/v3.2.0#contact-object).
#[derive(Clone, Default, PartialEq)]
pub struct Contact {
    /// `name`.
    pub name: Option<Text>,
    /// `url`.
    pub url: Option<Text>,
    /// `email`.
    pub email: Option<Text>,
}

/// A [License Object](https://spec.openapis.org/oas/v3.2.0#license-object).
#[derive(Clone, Default, PartialEq)]
pub struct License {
    /// `name`.
    pub name: Text,
    /// `identifier`: an SPDX expression, since OpenAPI 3.1.
    pub identifier: Option<Text>,
    /// `url`.
    pub url: Option<Text>,
}

/// A [Tag Object](https://spec.openapis.org/oas/v3.2.0#tag-object).
#[derive(Clone, Default, PartialEq)]
pub struct Tag {
    /// `name`: what operations call it.
    pub name: Text,
    /// `summary`, since OpenAPI 3.2.
    pub summary: Option<Text>,
    /// `description`, in CommonMark.
    pub description: Option<Text>,
    /// `externalDocs`.
    pub external_docs: Option<ExternalDocs>,
    /// `parent`: the name of the tag that it is nested in, since OpenAPI 3.2.
    pub parent: Option<Text>,
    /// `kind`, since OpenAPI 3.2.
    pub kind: Option<Text>,
    /// Extensions.
    pub extensions: Extensions,
    /// Where it stands.
    pub source: Source,
}

/// An [External Documentation Object](https://spec.openapis.org/oas/v3.2.0#external-documentation-object).
#[derive(Clone, Default, PartialEq)]
pub struct ExternalDocs {
    /// `description`, in CommonMark.
    pub description: Option<Text>,
    /// `url`.
    pub url: Text,
}
