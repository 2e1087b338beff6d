//! The library's front: settings, the run through the stages, and what becomes of the output.

mod convert;
mod diff;
mod error;
mod input;
mod length;
mod output;
mod stack;
#[cfg(test)]
mod tests;

pub use convert::{Converted, Converter, convert};
pub use diff::diff;
pub use error::Error;

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Diagnostics, Entry, LocatedDiagnostic, Report};
use crate::model::{self, Format, Pagination, Select, Settings};
use crate::normalize::normalize;
use crate::outputs::client::plan::named::{self, Api, RustName};
use crate::outputs::client::{self, plan::RuntimeFeature};
use crate::outputs::package::{Package, Runtime};
use crate::source::{Document, LoadOptions};

use input::Input;
use stack::on_a_deep_stack;

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
    load: LoadOptions,
}

/// What a format of strings becomes in Rust: see [`Generator::format`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum As {
    /// A type of its own, from a crate that its users already have.
    #[default]
    Typed,
    /// `String`, as it came.
    String,
}

/// What a document became.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Generated {
    /// The client's name.
    pub name: String,
    /// What the client is, as data.
    api: Api,
    /// The text of the client: one Rust file, for a module of its own. `include_client!` of the runtime includes it in
    /// one.
    pub client: String,
    /// What there is to say about the document: only warnings.
    pub diagnostics: Vec<LocatedDiagnostic>,
    /// The files that were read: the document and those that it refers to. None for a document in memory.
    pub inputs: Vec<PathBuf>,
    /// What the client's text begins with.
    header: String,
    /// The features of the runtime that the client needs.
    runtime_features: BTreeSet<RuntimeFeature>,
}

/// The client before it is text, with what is known even if there is none.
struct Modelled {
    api: Option<Api>,
    /// The length of the document's texts, in bytes.
    text_length: usize,
    diagnostics: Vec<LocatedDiagnostic>,
    inputs: Vec<PathBuf>,
}

impl Generator {
    /// A generator for the document at `path`: YAML, JSON, or a Markdown page with a fenced OpenAPI block. In a build
    /// script a relative path begins at the folder of the crate's manifest.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            input: Input::File(path.into()),
            name: None,
            out_dir: None,
            settings: Settings::default(),
            load: LoadOptions::default(),
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
            input: Input::Memory(Arc::new(document)),
            ..Self::new("")
        }
    }

    /// The client's name: its file in `OUT_DIR` is `NAME.rs`. Unless set, it is made from the document's file name, or from
    /// the title of a document in memory.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// The folder that [`build_script`](Self::build_script) writes to, instead of Cargo's `OUT_DIR`.
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(folder.into());
        self
    }

    /// The folder that the document's references may lead to, with all folders in it: the document's own unless set.
    /// A document from elsewhere must not read just any file.
    pub fn root(mut self, folder: impl Into<PathBuf>) -> Self {
        self.load.root = Some(folder.into());
        self
    }

    /// What strings of a format become, if not a type of their own.
    ///
    /// ```
    /// use specwright::{As, Format, Generator};
    ///
    /// let generator = Generator::new("spec/klavis.yaml").format(Format::DateTime, As::String);
    /// ```
    pub fn format(mut self, format: Format, what: As) -> Self {
        match what {
            As::Typed => self.settings.strings.remove(&format),
            As::String => self.settings.strings.insert(format),
        };
        self
    }

    /// Takes only a part of the document: the operations that this names, and those that other calls name. Without any
    /// call all operations are included.
    ///
    /// The client then has only what these operations reach: their types, and the credentials that they take. Every
    /// name is the one that it has in the client of the whole document.
    ///
    /// ```
    /// use specwright::{Generator, Select};
    ///
    /// let generator = Generator::new("spec/api.yaml")
    ///     .include(Select::tag("users"))
    ///     .include(Select::operation("GET /health"));
    /// ```
    pub fn include(mut self, what: Select) -> Self {
        self.settings.selection.include.push(what);
        self
    }

    /// Leaves out operations: all that this names, even if they are included by [`include`](Self::include).
    ///
    /// ```
    /// use specwright::{Generator, Select};
    ///
    /// let generator = Generator::new("spec/api.yaml").exclude(Select::path("/internal/*"));
    /// ```
    pub fn exclude(mut self, what: Select) -> Self {
        self.settings.selection.exclude.push(what);
        self
    }

    /// Whether the client has a Cargo feature for each tag: an operation, and whatever only such operations need, is
    /// there with any of the features of its tags. An operation without tags is always there.
    ///
    /// [`Generated::crate_files`] declares the features, all on unless a user turns them off. A crate that makes its
    /// client in a build script has to declare them itself; [`Generated::api`] lists them.
    ///
    /// ```
    /// use specwright::Generator;
    ///
    /// let generator = Generator::new("spec/klavis.yaml").tag_features(true);
    /// ```
    pub fn tag_features(mut self, on: bool) -> Self {
        self.settings.tag_features = on;
        self
    }

    /// Takes off an `operationId` what repeats path, method and tag, as frameworks add them: of
    /// `read_user_users__user_id__get` (FastAPI) `read_user` is left, of `getUser_1` (springdoc) `get_user`, and of `Users_Create` with the
    /// tag `Users` (NSwag, NestJS) `create`.
    ///
    /// Methods have names of their own: where what is left is left of two operations, both keep more of their words, with a
    /// warning. Such a name depends on the other operations of the document. Off unless it is said.
    ///
    /// ```
    /// use specwright::Generator;
    ///
    /// let generator = Generator::new("spec/klavis.yaml").trim_operation_ids(true);
    /// ```
    pub fn trim_operation_ids(mut self, on: bool) -> Self {
        self.settings.trim_operation_ids = on;
        self
    }

    /// Puts operations into groups by their tags: `client.issues().list_for_repo("o", "r")` instead of
    /// `client.issues_list_for_repo("o", "r")`. A group is a type of its own in the module `groups`, with a page in the documentation.
    ///
    /// An operation with several tags is in the group of its first one; one without tags stays a method of the client. The words of the tag, in singular or
    /// plural, are taken off a method's name where it begins or ends with them, unless nothing, a keyword, or the name of another method of the
    /// group would be left. So names in a group do not depend on other groups. All other names are those of the flat list. Off
    /// unless it is said.
    ///
    /// ```
    /// use specwright::Generator;
    ///
    /// let generator = Generator::new("spec/klavis.yaml").group_by_tag(true);
    /// ```
    pub fn group_by_tag(mut self, on: bool) -> Self {
        self.settings.group_by_tag = on;
        self
    }

    /// Accepts responses that lack a required property: at or below a place of the document, which is a JSON pointer. `#` is
    /// everywhere, `#/components/schemas/Pet` a schema, `#/components/schemas/Pet/properties/name` a property, as the errors of a client
    /// name it.
    ///
    /// The field is an `Option` then, also where a request has the type. A place without a required property of a response is an
    /// error. Unless it is said, a response that lacks what is required is an error: the document is taken at its word.
    ///
    /// ```
    /// use specwright::Generator;
    ///
    /// let generator = Generator::new("spec/api.yaml")
    ///     .accept_missing("#/components/schemas/Invoice")
    ///     .accept_missing("#/components/schemas/Customer/properties/email");
    /// ```
    pub fn accept_missing(mut self, place: impl Into<String>) -> Self {
        self.settings.accept_missing.push(place.into());
        self
    }

    /// How an operation, by its `operationId` or by method and path, says where its next page is, where the document
    /// does not say so. Its request then has methods that give all pages and what is on them: `pages`, `items`, `all`.
    ///
    /// A `*` in the operation's name stands for anything: all operations have such pages that are so named, and take and give
    /// what it needs. Of several settings for an operation, the last one that fits counts.
    ///
    /// A parameter, or a pointer into a body, that the operation can't have is an error.
    ///
    /// ```
    /// use specwright::{Generator, Pagination};
    ///
    /// let generator = Generator::new("spec/api.yaml")
    ///     .paginate("GET *", Pagination::last_item("after", "/data", "/id").has_more("/has_more"))
    ///     .paginate("listUsers", Pagination::cursor("cursor", "/next_cursor"))
    ///     .paginate("search", Pagination::offset("/from", "/hits"))
    ///     .paginate("GET /groups", Pagination::link());
    /// ```
    pub fn paginate(mut self, operation: impl Into<String>, pagination: Pagination) -> Self {
        self.settings.pagination.push((operation.into(), pagination));
        self
    }

    /// Whether strings of the format `date-time` keep the offset that they are written with: `DateTime<FixedOffset>`; otherwise they
    /// are `DateTime<Utc>`, the same instant.
    ///
    /// ```
    /// use specwright::Generator;
    ///
    /// let generator = Generator::new("spec/calendar.yaml").keep_offsets(true);
    /// ```
    pub fn keep_offsets(mut self, on: bool) -> Self {
        self.settings.keep_offsets = on;
        self
    }

    /// Whether numbers of the format `decimal` are a `Decimal` of the runtime, which keeps all of their digits; `f64` unless set.
    ///
    /// ```
    /// use specwright::Generator;
    ///
    /// let generator = Generator::new("spec/bank.yaml").exact_decimals(true);
    /// ```
    pub fn exact_decimals(mut self, on: bool) -> Self {
        self.settings.exact_decimals = on;
        self
    }

    /// Whether numbers of the format `float` are `f32`, so that `0.1` travels as `0.1`; `f64` unless set, which loses nothing of what
    /// a server sends.
    ///
    /// ```
    /// use specwright::Generator;
    ///
    /// let generator = Generator::new("spec/vectors.json").f32_for_float(true);
    /// ```
    pub fn f32_for_float(mut self, on: bool) -> Self {
        self.settings.f32_for_float = on;
        self
    }

    /// Marks an operation, by its `operationId` or by method and path, as one that changes nothing although its method is
    /// `POST` or `PATCH`: a search, a query. Its requests are sent again as those of a `GET` are. A `*` in the name stands for
    /// anything.
    ///
    /// ```
    /// use specwright::Generator;
    ///
    /// let generator = Generator::new("spec/vectors.json").safe("POST /points/query");
    /// ```
    pub fn safe(mut self, operation: impl Into<String>) -> Self {
        self.settings.safe.push(operation.into());
        self
    }

    /// Gives the requests of an operation a key in a header, by which the server knows a request that it saw before. The key is
    /// made for each call, unless the caller sets one, and stays the same when the request is sent again, which is then
    /// safe. A `*` in the operation's name stands for anything; methods that are safe to repeat get no key.
    ///
    /// A document that describes the header `Idempotency-Key` for an operation needs no setting.
    ///
    /// ```
    /// use specwright::Generator;
    ///
    /// let generator = Generator::new("spec/payments.yaml").idempotency_key("POST *", "Idempotency-Key");
    /// ```
    pub fn idempotency_key(mut self, operation: impl Into<String>, header: impl Into<String>) -> Self {
        let setting = (operation.into(), header.into());
        self.settings.idempotency_keys.push(setting);
        self
    }

    /// Reads the JSON of an operation's successes as a stream of values, one a line, where the document describes but one of
    /// them. A description that ends in `(streaming responses)`, as gateways of gRPC have it, says so by itself.
    ///
    /// ```
    /// use specwright::Generator;
    ///
    /// let generator = Generator::new("spec/api.yaml").stream("watchEvents");
    /// ```
    pub fn stream(mut self, operation: impl Into<String>) -> Self {
        self.settings.streams.push(operation.into());
        self
    }

    /// Makes the client, in memory.
    ///
    /// # Errors
    ///
    /// [`Error::Document`] with all diagnostics when the document has errors, or when a part of it is asked for that it
    /// does not have; [`Error::Name`] for a bad name.
    pub fn generate(&self) -> Result<Generated, Error> {
        let name = self.client_name()?;
        on_a_deep_stack(|| self.finish(name.clone(), self.model().0))
    }

    /// Makes the client in a build script: writes `NAME.rs` to `OUT_DIR` if its content changed, and tells Cargo
    /// which files it depends on and what the warnings are.
    ///
    /// # Errors
    ///
    /// As [`generate`](Self::generate), and [`Error::Io`] when the file can't be written. Return it from `main`: Cargo
    /// shows it as readable text, and runs the script again when one of the files changes.
    pub fn build_script(&self) -> Result<(), Error> {
        let document = self.input.path();
        if let Input::File(_) = self.input {
            tell_cargo("rerun-if-changed", &document.to_string_lossy());
        }
        let name = self.client_name()?;
        let folder = self
            .out_dir
            .clone()
            .or_else(|| env::var_os("OUT_DIR").map(PathBuf::from));
        let folder = folder.ok_or(Error::NoOutDir)?;
        let generated = on_a_deep_stack(|| {
            let (modelled, _) = self.model();
            for input in modelled.inputs.iter().filter(|input| *input != document) {
                tell_cargo("rerun-if-changed", &input.to_string_lossy());
            }
            self.finish(name.clone(), modelled)
        })?;
        warn(&generated.diagnostics);
        output::write_file(&folder.join(format!("{}.rs", generated.name)), &generated.client)?;
        Ok(())
    }

    fn client_name(&self) -> Result<String, Error> {
        match &self.name {
            Some(name) if is_name(name) => Ok(name.clone()),
            Some(name) => Err(Error::Name(name.clone())),
            None => {
                let name = heck::AsSnakeCase(self.input.title()).to_string();
                // `2024.yaml` and `type.yaml` are good names of documents.
                let names = [name.clone(), format!("api_{name}")];
                names
                    .into_iter()
                    .find(|name| is_name(name))
                    .ok_or(Error::Name(name))
            }
        }
    }

    /// The whole way through but its last stage. The document can still say where places in it are.
    fn model(&self) -> (Modelled, Option<Document>) {
        let mut diagnostics = Diagnostics::default();
        let mut document = self.input.load(&self.load, &mut diagnostics);
        let description = document
            .as_ref()
            .and_then(|document| normalize(document, &mut diagnostics));
        if let Some(document) = &mut document {
            document.drop_trees();
        }
        let text_length = description
            .as_ref()
            .map_or(0, |description| description.text_length);
        let api = description.map(|description| model::build(description, &self.settings, &mut diagnostics));
        let api = api.and_then(|api| named::plan(api, &self.settings, &mut diagnostics));
        let modelled = Modelled {
            inputs: self.input.files(document.as_ref()),
            api,
            text_length,
            diagnostics: self.input.locate(&diagnostics, document.as_ref()),
        };
        (modelled, document)
    }

    fn finish(&self, name: String, modelled: Modelled) -> Result<Generated, Error> {
        let Modelled {
            api,
            text_length,
            mut diagnostics,
            inputs,
        } = modelled;
        let Some(api) = api else {
            return Err(Error::Document(diagnostics));
        };
        let plan = client::plan::plan(&api);
        let header = client::header(&self.input.label());
        let client = client::write(&plan, &header);
        let mut excess = Diagnostics::default();
        length::check(&client, text_length, &mut excess);
        if excess.has_errors() {
            diagnostics.extend(self.input.locate(&excess, None));
            return Err(Error::Document(diagnostics));
        }
        let runtime_features = plan.runtime_features;
        Ok(Generated {
            name,
            api,
            client,
            diagnostics,
            inputs,
            header,
            runtime_features,
        })
    }
}

impl Generated {
    /// Returns the client as data; for the command, and for the project's tools.
    #[cfg(feature = "internals")]
    #[doc(hidden)]
    pub fn api(&self) -> &Api {
        &self.api
    }

    /// The files of a stand-alone crate around the client, by their paths in it.
    pub fn crate_files(&self, runtime: &Runtime) -> BTreeMap<PathBuf, String> {
        let package = Package {
            name: &self.name,
            api: &self.api,
            header: &self.header,
            client: &self.client,
            features: &self.runtime_features,
            runtime,
        };
        package.files()
    }
}

/// Writes the files of a stand-alone crate to `folder`, and removes those that an earlier run wrote and that are no
/// longer part of it. Gives the files that changed.
///
/// # Errors
///
/// [`Error::NotOurs`] when a file is in the way that Specwright did not write, [`Error::Io`] when one can't be written;
/// in both cases nothing is half written.
pub fn write_crate(folder: &Path, files: &BTreeMap<PathBuf, String>) -> Result<Vec<PathBuf>, Error> {
    output::write_folder(folder, files)
}

/// The files in `folder` that [`write_crate`] would write or remove.
///
/// # Errors
///
/// [`Error::Io`] when the list of written files can't be read.
pub fn stale_files(folder: &Path, files: &BTreeMap<PathBuf, String>) -> Result<Vec<PathBuf>, Error> {
    output::stale(folder, files)
}

/// Whether `name` can be the name of a file, a crate and a module.
fn is_name(name: &str) -> bool {
    /// Crates that every other has, or that a client depends on.
    const TAKEN: [&str; 6] = ["alloc", "core", "proc-macro", "std", "test", "specwright-runtime"];
    name.len() <= 64
        && name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
        && !TAKEN.contains(&name.replace('_', "-").as_str())
        && RustName::new(&name.replace('-', "_")).is_some_and(|name| !name.is_keyword())
}

/// One directive of a build script. A path or a message comes from a document, and a line break in it would begin a
/// directive of the document's choice.
fn tell_cargo(directive: &str, value: &str) {
    if !value.contains(char::is_control) {
        println!("cargo::{directive}={value}");
    }
}

fn warn(diagnostics: &[LocatedDiagnostic]) {
    /// Cargo repeats warnings at each build, so only the first of each kind are shown.
    const SHOWN: usize = 3;
    for entry in Report::new(diagnostics).folded(SHOWN) {
        match entry {
            Entry::One(diagnostic) => tell_cargo("warning", &diagnostic.one_line()),
            Entry::More { .. } => tell_cargo("warning", &format!("{entry}: `specwright check` shows them")),
        }
    }
}
