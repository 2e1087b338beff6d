//! A document as a client.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use specwright::description::keyword::GRAMMAR;
use specwright::outputs::inspect;
use specwright::source::Outline;
use specwright::{Error, Generator, Runtime};

use crate::diagnostics::Diagnostics;
use crate::settings::{self, Refused, Set};
use crate::{TextFile, configuration};

/// A request for a client.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ClientRequest {
    /// The files of the document, of which the first that names a version of OpenAPI is its root.
    pub files: Vec<TextFile>,
    /// The settings.
    pub settings: Vec<Set>,
}

/// What a document became.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Client {
    /// The client's name; empty if there is no client.
    pub name: String,
    /// The path of the root of the document.
    pub document: String,
    /// What `specwright inspect --json` prints.
    pub inspection: Option<Box<RawValue>>,
    /// The files of a crate.
    pub crate_files: Vec<TextFile>,
    /// The files of a module.
    pub module_files: Vec<TextFile>,
    /// What there is to say about the document.
    pub diagnostics: Diagnostics,
    /// The settings that were refused.
    pub refused: Vec<Refused>,
    /// Why there is no client, where that is not for the document.
    pub error: Option<String>,
    /// A `specwright.toml` with the settings.
    pub configuration: String,
}

/// Makes the client of a document.
pub fn client(request: &ClientRequest) -> Client {
    let document = root(&request.files).to_owned();
    let (generator, refused) = settings::apply(generator(&document, &request.files), &request.settings);
    let mut client = Client {
        refused,
        ..Client::default()
    };
    match generator.generate() {
        Ok(generated) => {
            // Nothing but JSON comes from there.
            client.inspection = RawValue::from_string(inspect::json(generated.api())).ok();
            client.crate_files = listed(generated.crate_files(&Runtime::default()));
            client.module_files = listed(generated.module_files());
            client.diagnostics = Diagnostics::new(&generated.diagnostics);
            client.name = generated.name;
        }
        Err(Error::Document(diagnostics)) => client.diagnostics = Diagnostics::new(&diagnostics),
        Err(error) => client.error = Some(error.to_string()),
    }
    client.configuration = configuration::text(&client.name, &document, &request.settings);
    client.document = document;
    client
}

/// Returns the generator of a document.
pub(crate) fn generator(document: &str, files: &[TextFile]) -> Generator {
    let texts = files.iter().map(|file| (&file.path, file.text.as_bytes()));
    Generator::from_texts(document, texts)
}

/// Returns the path of the first file that is a document, or of the first one.
pub(crate) fn root(files: &[TextFile]) -> &str {
    let is_document = |file: &&TextFile| {
        let outline = Outline::of(file.text.as_bytes(), GRAMMAR);
        outline.is_some_and(|outline| outline.is_document)
    };
    let mut candidates = files.iter();
    let root = match files {
        [only] => Some(only),
        _ => candidates.find(is_document).or(files.first()),
    };
    root.map_or("", |file| file.path.as_str())
}

fn listed(files: BTreeMap<PathBuf, String>) -> Vec<TextFile> {
    let files = files.into_iter().map(|(path, text)| TextFile {
        path: path.to_string_lossy().replace('\\', "/"),
        text,
    });
    files.collect()
}
