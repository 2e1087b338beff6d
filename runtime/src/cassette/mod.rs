//! Real traffic, written down once and played back to tests.
//!
//! A [`Cassette`] is a [transport](crate::Transport). It records what goes through another transport, without its secrets, into a file
//! that a person can read; and it responds from such a file, without a server.
//!
//! ```no_run
//! # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doc/store.rs"));
//! use specwright_runtime::cassette::Cassette;
//! use specwright_runtime::transport::Hyper;
//!
//! # async fn record() -> Result<(), Box<dyn std::error::Error>> {
//! let cassette = Cassette::record("tests/cassettes/pets.json", Hyper::builder().build()?)
//!     .redact("$..email")
//!     .build()?;
//! let client = store::Client::builder().transport(cassette.clone()).api_key("a key").build()?;
//! client.get_pet(7).await?;
//! cassette.save()?;
//! # Ok(())
//! # }
//! # async fn replay() -> Result<(), Box<dyn std::error::Error>> {
//!
//! let cassette = Cassette::replay("tests/cassettes/pets.json")?;
//! let client = store::Client::builder().transport(cassette).api_key("any").build()?;
//! assert_eq!(client.get_pet(7).await?.name, "Tom");
//! # Ok(())
//! # }
//! # fn main() {}
//! ```
//!
//! # What is left out
//!
//! Before anything is written, `[redacted]` takes the place of
//!
//! - what security schemes carry: the headers, cookies and parameters of the query in which the client sends credentials;
//! - the values of all headers of a request but `accept`, `accept-language`, `content-type`, `if-match`, `if-none-match` and `range`; of
//!   headers of a response whose names have a word such as `token`, `key` or `cookie`;
//! - properties, fields and parameters with names such as `password`, `client_secret`, `access_token` and `refresh_token`, which are
//!   those of OAuth 2.0, in both directions;
//! - with the [document](Recorder::document), what it says is `writeOnly` or of `format: password`, in both directions;
//! - what is [named](Recorder::redact).
//!
//! And what is left out in one place is left out wherever else it shows, from four characters on: in another property, in a message, in a
//! path. In a response, of what a client must read, a secret keeps its kind: a number becomes `0`, an instant the first one of 1970.
//!
//! A body that can't be searched is not written, and nothing else either: one that is compressed, or has a secret and is no text.
//!
//! # Which recording responds
//!
//! The first one that was not used yet and has the same method, path, query (in any order) and body, JSON by its value. Headers and the
//! server do not count. What is `[redacted]` in the recording may be anything. A request without a recording is an error, which names
//! the nearest one and where it differs; it is not sent again.

mod difference;
mod error;
mod file;
mod json;
mod multipart;
mod record;
mod recording;
mod redact;
mod replay;
mod tee;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use error::CassetteError;
pub use record::Recorder;
pub use recording::{RecordedBody, RecordedMessage, Recording};

use crate::error::Secrets;
use crate::message::Body;
use crate::transport::{SendFuture, Transport};
use record::Deck;
use replay::Player;

/// A transport that records another one, or responds from what was recorded. It is cheap to clone; clones are one cassette.
#[derive(Clone)]
pub struct Cassette(Mode);

#[derive(Clone)]
enum Mode {
    Record(Arc<Deck>),
    Replay(Arc<Player>),
}

/// What a client tells a cassette of a request, among the extensions of it.
#[derive(Clone, Debug)]
pub(crate) struct Called {
    /// What messages call the operation, and its method and path template. `None` for what the document does not describe.
    pub(crate) operation: Option<[&'static str; 3]>,
    /// Parameters of the query that carry credentials.
    pub(crate) query: Vec<String>,
    pub(crate) secrets: Arc<Secrets>,
}

impl Cassette {
    /// Returns what begins a cassette that records the requests which go through `transport`. [`save`](Self::save) writes it.
    pub fn record(path: impl Into<PathBuf>, transport: impl Transport) -> Recorder {
        Recorder::new(path.into(), Arc::new(transport))
    }

    /// Creates a cassette that responds from a file.
    ///
    /// # Errors
    /// The file can't be read, or is no cassette.
    pub fn replay(path: impl Into<PathBuf>) -> Result<Self, CassetteError> {
        let player = Player::new(path.into())?;
        Ok(Cassette(Mode::Replay(Arc::new(player))))
    }

    /// Sets a file to which a line is appended for each recording that is used, for `specwright cassette check --uses`. Several tests,
    /// also of several processes, can append to one. Of a cassette that records, nothing is used.
    pub fn log_uses(self, path: impl Into<PathBuf>) -> Self {
        if let Mode::Replay(player) = &self.0 {
            player.log_uses(path.into());
        }
        self
    }

    /// Writes what was recorded so far: the file is whole, or as it was before. A cassette that responds has nothing to write.
    ///
    /// A response that is still being read is written as far as it was read. A request without a response is left out.
    ///
    /// # Errors
    /// The file can't be written, or a body can't: it is longer than [`max_body`](Recorder::max_body), compressed, or no text and
    /// has a secret.
    pub fn save(&self) -> Result<(), CassetteError> {
        match &self.0 {
            Mode::Record(deck) => deck.save(),
            Mode::Replay(_) => Ok(()),
        }
    }

    /// Returns the file.
    pub fn path(&self) -> &Path {
        match &self.0 {
            Mode::Record(deck) => deck.path(),
            Mode::Replay(player) => player.path(),
        }
    }

    /// Returns the recordings that have not responded yet, of a cassette that responds, counted from 1.
    pub fn unused(&self) -> Vec<usize> {
        match &self.0 {
            Mode::Record(_) => Vec::new(),
            Mode::Replay(player) => player.unused(),
        }
    }
}

/// Reads the recordings of a file.
///
/// # Errors
/// The file can't be read, or is no cassette.
pub fn read(path: impl AsRef<Path>) -> Result<Vec<Recording>, CassetteError> {
    file::read(path.as_ref())
}

/// Returns a text that changes with what a recording says: by it a log of uses knows a recording again.
pub fn digest(recording: &Recording) -> String {
    file::digest(recording)
}

/// Tells whether a text of a recording stands in place of a secret, or has one left out.
pub fn is_redacted(text: &str) -> bool {
    redact::is_mark(text)
}

impl Transport for Cassette {
    fn send(&self, request: http::Request<Body>) -> SendFuture<'_> {
        match &self.0 {
            Mode::Record(deck) => Box::pin(deck.send(request)),
            Mode::Replay(player) => Box::pin(player.send(request)),
        }
    }
}

impl fmt::Debug for Cassette {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mode = match &self.0 {
            Mode::Record(_) => "record",
            Mode::Replay(_) => "replay",
        };
        f.debug_struct("Cassette")
            .field("mode", &mode)
            .field("path", &self.path())
            .finish_non_exhaustive()
    }
}
