//! Any document as one of OpenAPI 3.0, for other tools.

use std::path::{Path, PathBuf};

use openapiv3::OpenAPI;

use super::input::Input;
use super::stack::on_a_deep_stack;
use super::{Error, output};
use crate::outputs::{openapi, openapi_text};
use specwright_document::diagnostic::{Diagnostics, LocatedDiagnostic};
use specwright_document::normalize::normalize;

/// Converts the document at `path` to OpenAPI 3.0: shorthand for [`Converter::new`] and [`Converter::convert`].
///
/// # Errors
///
/// As [`Converter::convert`].
///
/// # Examples
///
/// ```
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("pets.yaml");
/// # std::fs::write(&path, r#"
/// # swagger: "2.0"
/// # info: {title: Pets, version: "1"}
/// # paths: {/pets: {get: {produces: [text/plain], responses: {200: {description: All, schema: {type: string}}}}}}
/// # "#)?;
/// // A document of Swagger 2.0.
/// let converted = specwright::convert(path)?;
/// assert_eq!(converted.openapi.openapi, "3.0.4");
/// assert!(converted.openapi.paths.paths.contains_key("/pets"));
/// println!("{}", converted.to_yaml()?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn convert(path: impl Into<PathBuf>) -> Result<Converted, Error> {
    Converter::new(path).convert()
}

/// Converts a document of any version, in any number of files, to one document of OpenAPI 3.0.4 without references to
/// other files.
///
/// What OpenAPI 3.0 can't say becomes what is weaker and still true, and a warning says so: `prefixItems`,
/// `patternProperties`, `propertyNames`, webhooks, the method `QUERY`, `mutualTLS` and the like. Extensions are kept.
///
/// ```no_run
/// let converted = specwright::Converter::new("api/v1/openapi.yaml").root("api").convert()?;
/// for diagnostic in &converted.diagnostics {
///     eprintln!("{diagnostic}");
/// }
/// converted.write("openapi-3.0.json")?;
/// # Ok::<(), specwright::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Converter {
    input: Input,
}

impl Converter {
    /// Creates a converter of the document at `path`: YAML, JSON, or a Markdown page with a fenced OpenAPI block.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            input: Input::file(path),
        }
    }

    /// Sets the folder that the document's references may lead to, with all folders in it; the document's own unless set.
    pub fn root(mut self, folder: impl Into<PathBuf>) -> Self {
        self.input.options.root = Some(folder.into());
        self
    }

    /// Adds an overlay, which changes the document before it is converted: see [`Generator::overlay`](crate::Generator::overlay).
    pub fn overlay(mut self, path: impl Into<PathBuf>) -> Self {
        self.input.overlays.files.push(path.into());
        self
    }

    /// Sets whether an action of an overlay that changes nothing is an error; a warning unless set.
    pub fn strict_overlays(mut self, on: bool) -> Self {
        self.input.overlays.strict = on;
        self
    }

    /// Converts the document, in memory.
    ///
    /// # Errors
    ///
    /// [`Error::Document`] with all diagnostics when the document has errors.
    pub fn convert(&self) -> Result<Converted, Error> {
        on_a_deep_stack(|| self.run())
    }

    fn run(&self) -> Result<Converted, Error> {
        let mut diagnostics = Diagnostics::default();
        let document = self.input.load(&mut diagnostics);
        let openapi = document.as_ref().and_then(|document| {
            let description = normalize(document, &mut diagnostics)?;
            openapi::report_omitted(document, &description, &mut diagnostics);
            Some(openapi::openapi(&description, &mut diagnostics))
        });
        let located = self.input.locate(&diagnostics, document.as_ref());
        match openapi {
            Some(openapi) if !diagnostics.has_errors() => Ok(Converted {
                openapi,
                diagnostics: located,
                inputs: self.input.files(document.as_ref()),
            }),
            _ => Err(Error::Document(located)),
        }
    }
}

/// A document of OpenAPI 3.0, and what there is to say about the one that it comes from.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Converted {
    /// The document. All references in it begin with `#/components/`.
    ///
    /// Fields of OpenAPI 3.0 for which `openapiv3` has none stand among the extensions, and so in the text as well: `xml` of a
    /// schema, bounds beyond its integers, `explode: false` of an encoding.
    pub openapi: OpenAPI,
    /// Warnings: what was repaired, and what OpenAPI 3.0 can't say.
    pub diagnostics: Vec<LocatedDiagnostic>,
    /// The files that were read: the document and those that it refers to.
    pub inputs: Vec<PathBuf>,
}

impl Converted {
    /// Returns the document as YAML.
    ///
    /// # Errors
    ///
    /// [`Error::Text`] when [`openapi`](Self::openapi) was changed to something that has no text.
    pub fn to_yaml(&self) -> Result<String, Error> {
        on_a_deep_stack(|| openapi_text::to_yaml(&self.openapi))
            .map_err(|error| Error::Text(error.to_string()))
    }

    /// Returns the document as JSON, indented.
    ///
    /// # Errors
    ///
    /// As [`to_yaml`](Self::to_yaml).
    pub fn to_json(&self) -> Result<String, Error> {
        on_a_deep_stack(|| openapi_text::to_json(&self.openapi))
            .map_err(|error| Error::Text(error.to_string()))
    }

    /// Writes the document to a file: as JSON if its name ends in `.json`, as YAML otherwise. The file appears whole or not
    /// at all, and stays as it is if it has the same content. Returns whether it changed.
    ///
    /// # Errors
    ///
    /// [`Error::Input`] when the file is one of those that the document was read from, [`Error::Io`] when it can't be
    /// written.
    pub fn write(&self, path: impl AsRef<Path>) -> Result<bool, Error> {
        let path = path.as_ref();
        let is_json = path
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
        let text = if is_json { self.to_json() } else { self.to_yaml() };
        output::check_no_input(path, &self.inputs)?;
        output::write_file(path, &text?)
    }
}
