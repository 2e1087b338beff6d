//! `specwright.toml`: the clients of a package and all of their settings, in one file that build scripts and the command read.
//!
//! - `list` is the one list of settings, `setting` what a row of it is;
//! - `toml` reads the text into values with their places, `read` makes clients of them, `patches` changes of their documents, `paths` keeps them in their folder,
//!   `bounds` keeps them few,
//!   `problems` collects what is wrong;
//! - `schema` is the JSON Schema for editors, `template` the commented file for a new document, `page` the table for people.

mod bounds;
mod list;
mod page;
mod patches;
mod paths;
mod problems;
mod read;
mod schema;
mod setting;
mod template;
#[cfg(test)]
mod tests;
mod toml;

pub use list::settings;
pub use page::page;
pub use schema::schema;
pub use setting::{CommandSettings, Form, Group, Setting, Words};
pub use template::{Facts, template};

use std::path::{Path, PathBuf};

use crate::generator::{Error, Generator, rerun_if_changed, write_file};
use specwright_document::diagnostic::nearest;

/// A configuration: the clients that a `specwright.toml` describes.
///
/// ```toml
/// [clients.pets]
/// document = "spec/pets.yaml"
/// include = { tags = ["pets"] }
///
/// [clients.pets.paginate]
/// listPets = "cursor page_token /next_page_token"
/// ```
///
/// Each setting of [`Generator`] has a key; `docs/settings.md` has all of them.
///
/// ```
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("specwright.toml");
/// # std::fs::write(&path, "[clients.pets]\ndocument = \"pets.yaml\"\n")?;
/// # std::fs::write(folder.path().join("pets.yaml"), "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\npaths: {}\n")?;
/// let configuration = specwright::Configuration::read(path)?;
/// let names: Vec<&str> = configuration.names().collect();
/// assert_eq!(names, ["pets"]);
/// let generated = configuration.generator("pets")?.generate()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Configuration {
    path: PathBuf,
    clients: Vec<ConfiguredClient>,
}

/// A client of a configuration.
#[derive(Clone, Debug)]
pub struct ConfiguredClient {
    /// The name.
    pub name: String,
    /// All settings of the library.
    pub generator: Generator,
    /// What only the command does.
    pub command: CommandSettings,
}

impl Configuration {
    /// Reads a configuration. Paths in it begin at its folder, and lead to nothing outside of its package: the nearest folder above it with a
    /// `Cargo.toml` or a `.git`, or its own folder, if there is none.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`] with all that is wrong, with file, line and column: text that is no TOML, a key that is no
    /// setting, a value that a setting does not take, a path out of the folder.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, Error> {
        read::read(path.as_ref(), None)
    }

    /// Reads a configuration whose paths may lead to all that is in `root`, such as the folder of a workspace.
    ///
    /// ```no_run
    /// let configuration = specwright::Configuration::read_within("specwright.toml", "../..")?;
    /// # Ok::<(), specwright::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read).
    pub fn read_within(path: impl AsRef<Path>, root: impl AsRef<Path>) -> Result<Self, Error> {
        read::read(path.as_ref(), Some(root.as_ref()))
    }

    /// Returns the names of the clients, in the order in which they stand there.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.clients.iter().map(|client| client.name.as_str())
    }

    /// Returns the generator of a client, with all settings.
    ///
    /// # Errors
    ///
    /// [`Error::NoClient`] when no client has the name.
    pub fn generator(&self, name: &str) -> Result<Generator, Error> {
        self.client(name).map(|client| client.generator.clone())
    }

    /// Makes all clients in a build script, as [`Generator::build_script`] does each.
    ///
    /// # Errors
    ///
    /// As [`Generator::build_script`].
    pub fn build_script(&self) -> Result<(), Error> {
        rerun_if_changed(&self.path);
        self.clients
            .iter()
            .try_for_each(|client| client.generator.build_script())
    }

    /// Returns the clients; for the command.
    #[doc(hidden)]
    pub fn clients(&self) -> &[ConfiguredClient] {
        &self.clients
    }

    /// Returns the client with a name; for the command.
    ///
    /// # Errors
    ///
    /// [`Error::NoClient`] when no client has the name.
    #[doc(hidden)]
    pub fn client(&self, name: &str) -> Result<&ConfiguredClient, Error> {
        let mut clients = self.clients.iter();
        clients
            .find(|client| client.name == name)
            .ok_or_else(|| Error::NoClient {
                name: name.to_owned(),
                path: self.path.clone(),
                near: nearest(name, self.names()).map(str::to_owned),
            })
    }
}

/// Makes all clients of a configuration in a build script: shorthand for [`Configuration::read`] and
/// [`Configuration::build_script`].
///
/// ```no_run
/// // build.rs
/// fn main() -> Result<(), specwright::Error> {
///     specwright::build_script("specwright.toml")
/// }
/// ```
///
/// # Errors
///
/// As those two.
pub fn build_script(path: impl AsRef<Path>) -> Result<(), Error> {
    rerun_if_changed(path.as_ref());
    Configuration::read(path)?.build_script()
}

/// Writes a configuration; for the command.
///
/// # Errors
///
/// [`Error::Io`] when it can't be written, [`Error::NotOurs`] over what is no file.
pub fn write(path: &Path, text: &str) -> Result<(), Error> {
    write_file(path, text).map(|_| ())
}

impl Generator {
    /// Creates the generator of a client that a `specwright.toml` describes; further settings may follow.
    ///
    /// A [`build_script`](Self::build_script) of it runs again when the configuration changes.
    ///
    /// ```no_run
    /// specwright::Generator::from_config("specwright.toml", "pets")?
    ///     .out_dir("src/generated")
    ///     .build_script()?;
    /// # Ok::<(), specwright::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Configuration::read`], and [`Error::NoClient`] when no client has the name.
    pub fn from_config(path: impl AsRef<Path>, client: &str) -> Result<Self, Error> {
        Configuration::read(path)?.generator(client)
    }
}
