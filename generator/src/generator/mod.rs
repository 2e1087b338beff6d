//! The library's front: settings, the run through the stages, and what becomes of the output.

mod cargo;
#[cfg(feature = "cassette")]
mod cassettes;
#[cfg(feature = "convert")]
mod convert;
#[cfg(feature = "mock")]
mod described;
#[cfg(feature = "diff")]
mod diff;
mod draft;
mod effective;
mod error;
mod former;
mod generated;
mod input;
#[cfg(feature = "learn")]
mod learn;
mod length;
mod levels;
mod lock;
mod name;
mod output;
mod program;
#[cfg(any(feature = "learn", feature = "cassette"))]
mod recorded;
mod run;
mod settings;
mod stack;

#[cfg(feature = "cassette")]
pub use cassettes::{CassetteCheck, CheckedCassettes};
#[cfg(feature = "convert")]
pub use convert::{Converted, Converter, convert};
#[cfg(feature = "mock")]
pub use described::{Described, DescribedPages};
#[cfg(feature = "diff")]
pub use diff::diff;
#[cfg(feature = "internals")]
pub use draft::Draft;
pub use effective::EffectiveDocument;
pub use error::Error;
pub use generated::{Generated, stale_files, write_crate};
#[cfg(feature = "learn")]
pub use learn::Learner;
pub use settings::As;

pub(crate) use cargo::rerun_if_changed;
pub(crate) use levels::Levels;
pub(crate) use name::is_name;
pub(crate) use output::write_file;

use std::path::PathBuf;
use std::sync::Arc;

use specwright_document::model::{Select, Settings};
use specwright_document::source::Texts;

#[cfg(not(feature = "internals"))]
use draft::Draft;
use input::{Input, Origin};

/// Makes a client from a document.
///
/// ```no_run
/// // build.rs
/// fn main() -> Result<(), specwright::Error> {
///     specwright::Generator::new("spec/klavis.yaml").build_script()
/// }
/// ```
///
/// The crate then has the client by `specwright_runtime::include_client!("klavis");`.
#[derive(Clone, Debug)]
pub struct Generator {
    input: Input,
    name: Option<String>,
    out_dir: Option<PathBuf>,
    settings: Settings,
    /// The files and folders of the program that says by its names what is taken.
    used_in: Vec<PathBuf>,
    /// Operations that are taken besides, where the document has them.
    used_besides: Vec<Select>,
    /// Whether the client can record the shapes of responses.
    record: bool,
    /// Whether the server's side comes with the client.
    server: bool,
    /// Whether a mock of the server comes with the client.
    mock: bool,
    /// Whether the types of a stand-alone crate are exhaustive.
    exhaustive: bool,
    /// Whether rustfmt is to format the files.
    rustfmt: bool,
    pub(crate) levels: Levels,
    /// The file that keeps names.
    lock: Option<PathBuf>,
    /// Whether that is written afterwards, so that there is nothing to say of it.
    writes_lock: bool,
    /// The configuration that the settings are from.
    configuration: Option<PathBuf>,
}

impl Generator {
    /// A generator for the document at `path`: YAML, JSON, or a Markdown page with a fenced OpenAPI block. In a build
    /// script a relative path begins at the folder of the crate's manifest.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            input: Input::file(path),
            name: None,
            out_dir: None,
            settings: Settings::default(),
            used_in: Vec::new(),
            used_besides: Vec::new(),
            record: false,
            server: false,
            mock: false,
            exhaustive: false,
            rustfmt: false,
            levels: Levels::default(),
            lock: None,
            writes_lock: false,
            configuration: None,
        }
    }

    /// Creates a generator for a document that a program holds as text: YAML, JSON, or a Markdown page with a fenced OpenAPI block.
    /// `path` is what diagnostics call it, and what the client's name is made from.
    ///
    /// No file is read. Where the document refers to others, use [`from_texts`](Self::from_texts).
    ///
    /// ```
    /// let generated = specwright::Generator::from_text("pets.yaml", r#"
    /// openapi: 3.1.0
    /// info: {title: Pets, version: "1"}
    /// paths:
    ///   /pets:
    ///     get: {operationId: listPets, responses: {"204": {description: Nothing}}}
    /// "#)
    /// .generate()?;
    /// assert_eq!(generated.name, "pets");
    /// assert!(generated.client.contains("pub fn list_pets(&self)"));
    /// # Ok::<(), specwright::Error>(())
    /// ```
    pub fn from_text(path: impl Into<PathBuf>, text: impl Into<Vec<u8>>) -> Self {
        let path = path.into();
        Self::from_texts(path.clone(), [(path, text)])
    }

    /// Creates a generator for a document in several files, all of which a program holds as text, by their paths. `document` is the path
    /// of the one that the others are read for.
    ///
    /// References lead from text to text as they do in a folder with files of these paths. [Overlays](Self::overlay) and the
    /// [lock](Self::lock) are read from the texts, too, and nothing is read from a disk: so it also works where there is none, as in a
    /// browser. Texts have the limits of files.
    ///
    /// ```
    /// let root = r##"
    /// openapi: 3.1.0
    /// info: {title: Pets, version: "1"}
    /// paths:
    ///   /pets:
    ///     get:
    ///       operationId: getPet
    ///       responses: {"200": {description: A pet, content: {application/json: {schema: {$ref: schemas/pet.yaml}}}}}
    /// "##;
    /// let pet = "{type: object, properties: {name: {type: string}}}";
    /// let texts = [("api/pets.yaml", root), ("api/schemas/pet.yaml", pet)];
    /// let generated = specwright::Generator::from_texts("api/pets.yaml", texts).generate()?;
    /// assert!(generated.client.contains("pub name: Option<String>"));
    /// # Ok::<(), specwright::Error>(())
    /// ```
    pub fn from_texts<Path: Into<PathBuf>, Text: Into<Vec<u8>>>(
        document: impl Into<PathBuf>,
        texts: impl IntoIterator<Item = (Path, Text)>,
    ) -> Self {
        let texts = texts.into_iter();
        let texts = Texts::new(texts.map(|(path, text)| (path.into(), text.into())));
        Self {
            input: Input::of(Origin::Text(document.into(), texts)),
            ..Self::new("")
        }
    }

    /// Creates a generator for a document that a program holds in memory, such as one that `dropshot` or `utoipa` made.
    ///
    /// Diagnostics then name JSON pointers in it, without a file. Unless [`name`](Self::name) is set, the client's name is
    /// made from `info.title`.
    ///
    /// ```
    /// let document: openapiv3::OpenAPI = serde_json::from_str(
    ///     r#"{
    ///         "openapi": "3.0.3",
    ///         "info": { "title": "Pets", "version": "1" },
    ///         "paths": {
    ///             "/pets": { "get": { "operationId": "listPets", "responses": { "204": { "description": "" } } } }
    ///         }
    ///     }"#,
    /// )?;
    /// let generated = specwright::Generator::from_openapi(document).generate()?;
    /// assert_eq!(generated.name, "pets");
    /// assert!(generated.client.contains("pub fn list_pets(&self)"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_openapi(document: openapiv3::OpenAPI) -> Self {
        Self {
            input: Input::of(Origin::Memory(Arc::new(document))),
            ..Self::new("")
        }
    }
}
