//! What is read: a document, or the clients of a configuration.

use std::path::{Path, PathBuf};

use specwright::configuration::CommandSettings;
use specwright::diagnostic::harmless;
use specwright::{Configuration, Described, Error, Generated, Generator};

use crate::settings::Settings;
use crate::{Outcome, draw};

/// The configuration that is read where no document is named.
const CONFIGURATION: &str = "specwright.toml";

/// A document, or the clients of a configuration.
#[derive(Debug, clap::Args)]
pub(crate) struct Input {
    /// The document. Without one, those of `specwright.toml` in this folder, or of --config
    document: Option<PathBuf>,
    #[command(flatten)]
    settings: ClientSettings,
}

/// A configuration, and which of its clients are meant.
#[derive(Debug, clap::Args)]
pub(crate) struct Configured {
    /// Take documents and settings from this file; beside a named document, only the settings
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Take only this client of the configuration
    #[arg(long, value_name = "NAME")]
    client: Option<String>,
    /// Let paths of the configuration lead to all that is in this folder, not only to its own
    #[arg(long, value_name = "DIR")]
    config_root: Option<PathBuf>,
}

/// Settings, from a configuration and from options.
#[derive(Debug, clap::Args)]
pub(crate) struct ClientSettings {
    #[command(flatten)]
    configured: Configured,
    #[command(flatten)]
    options: Settings,
}

/// A client that the command works on.
pub(crate) struct Client {
    /// Its name in the configuration.
    pub(crate) name: Option<String>,
    pub(crate) generator: Generator,
    pub(crate) command: CommandSettings,
}

impl Client {
    /// Generates what is only looked at: a document whose file has no name for a client is taken, too.
    pub(crate) fn generate(self) -> Result<Generated, Error> {
        match self.generator.generate() {
            Err(Error::Name(_)) => self.generator.name("client").generate(),
            generated => generated,
        }
    }

    /// Returns what the document describes, for a mock.
    pub(crate) fn describe(self) -> Result<Described, Error> {
        self.generator.describe_for_mock()
    }
}

impl Input {
    /// Returns the clients that are meant. What is wrong was said if there are none.
    pub(crate) fn clients(&self) -> Result<Vec<Client>, Outcome> {
        match &self.document {
            Some(document) => self.settings.client_of(document).map(|client| vec![client]),
            None => self.settings.clients(),
        }
    }
}

impl ClientSettings {
    /// Returns the client of a document that is named on the command line.
    pub(crate) fn client_of(&self, document: &Path) -> Result<Client, Outcome> {
        let mut client = match self.configured.is_given() {
            false => self.with_options(Client {
                name: None,
                generator: Generator::new(document),
                command: CommandSettings::default(),
            })?,
            true => {
                let mut clients = self.clients()?;
                match clients.len() {
                    1 => clients.remove(0),
                    _ => {
                        let which = which(&clients);
                        return Err(wrong(&format!("which client's settings are meant? {which}")));
                    }
                }
            }
        };
        client.generator = client.generator.document(document);
        Ok(client)
    }

    /// Returns the clients of the configuration, with the options.
    fn clients(&self) -> Result<Vec<Client>, Outcome> {
        let clients = self.configured.clients()?.into_iter();
        clients.map(|client| self.with_options(client)).collect()
    }

    fn with_options(&self, client: Client) -> Result<Client, Outcome> {
        let generator = self.options.apply(client.generator);
        let generator = generator.map_err(|problem| wrong(&problem))?;
        Ok(Client { generator, ..client })
    }
}

impl Configured {
    /// Returns whether the command line says anything of a configuration.
    pub(crate) fn is_given(&self) -> bool {
        self.config.is_some() || self.client.is_some() || self.config_root.is_some()
    }

    /// Returns the clients of the configuration.
    pub(crate) fn clients(&self) -> Result<Vec<Client>, Outcome> {
        let path = self.config.as_deref().unwrap_or(Path::new(CONFIGURATION));
        if self.config.is_none() && path.symlink_metadata().is_err() {
            return Err(wrong(
                "no document is named, and there is no `specwright.toml` here; name a document, or run `specwright init DOCUMENT`, \
                 which writes one",
            ));
        }
        let configuration = match &self.config_root {
            Some(root) => Configuration::read_within(path, root),
            None => Configuration::read(path),
        };
        let failed = |error: Error| draw::error(&error);
        let configuration = configuration.map_err(failed)?;
        let clients = match &self.client {
            Some(name) => vec![configuration.client(name).map_err(failed)?.clone()],
            None => configuration.clients().to_vec(),
        };
        let clients = clients.into_iter().map(|client| Client {
            name: Some(client.name),
            generator: client.generator,
            command: client.command,
        });
        Ok(clients.collect())
    }
}

/// Returns how to say which of several clients is meant.
pub(crate) fn which(clients: &[Client]) -> String {
    /// Clients that are named.
    const SHOWN: usize = 8;
    let names = clients.iter().filter_map(|client| client.name.as_deref());
    let names: Vec<String> = names
        .take(SHOWN)
        .map(|name| format!("`--client {}`", harmless(name)))
        .collect();
    match names.len() {
        0 => "the configuration has no client; run `specwright init DOCUMENT`".to_owned(),
        _ => format!("add {}", names.join(" or ")),
    }
}

/// Says what is wrong with the command line.
pub(crate) fn wrong(problem: &str) -> Outcome {
    draw::message(&format!("error: {problem}"));
    Outcome::Code(2)
}
