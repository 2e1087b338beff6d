//! What servers really send, written down as shapes without values: for `specwright learn`.
//!
//! A client that was generated with the setting `record` brings a table along, `SHAPES`, of what its document describes. A
//! [`Recorder`] compares the bodies of responses with it and counts what it sees: kinds of values, required properties that are
//! missing, `null`, properties and values of enums that the document does not know, statuses and media types.
//!
//! **No value of a response is written down**, and no name that may be one: see [`Recorder`].
//!
//! ```no_run
//! # mod api { pub const SHAPES: &str = ""; pub struct Client; }
//! use specwright_runtime::record::Recorder;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let recorder = Recorder::new(api::SHAPES)?;
//! // let client = api::Client::builder().record(&recorder).build()?;
//! // …calls…
//! recorder.write_to("traffic.jsonl")?;
//! # Ok(())
//! # }
//! ```

mod choose;
mod entry;
mod error;
mod kinds;
mod lines;
mod shapes;
mod tap;
#[cfg(test)]
mod tests;
mod things;
mod walk;
mod word;

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::Value;

use entry::Shape;
use shapes::Shapes;
use things::Things;
use walk::Walk;

pub use entry::{Kind, Record, Seen};
pub use error::RecordError;
pub(crate) use tap::Tap;

/// Larger bodies are counted, and not looked at. In bytes.
const MAX_BODY: usize = 16 * 1024 * 1024;
/// A media type whose name is not written down.
const UNNAMED: &str = "*/*";
/// How many shapes are kept unless set.
const MAX_SHAPES: usize = 100_000;

/// A collection of the shapes of responses, in memory. It is cheap to clone; clones collect together.
///
/// What it holds is: operation, status and media type; the path in the body, in which indices of arrays and keys of maps are
/// `*`; the place in the document; what was seen there; and how often. Names of properties are those of the document.
/// Of what the document does not know it has only
///
/// - names of properties beside properties that the document names, or in a body that it does not describe,
/// - strings where the document has an `enum` of strings,
/// - media types,
///
/// and these only if they are words: at most 40 letters, `_`, `-`, `.` and `:`, few digits, no random changes between upper and
/// lower case, and no credential of the client. What is no word is counted without its text. An object with more than 32 names that the
/// document does not know is a map.
#[derive(Clone)]
pub struct Recorder(Arc<Inner>);

struct Inner {
    shapes: Shapes,
    max_shapes: usize,
    counts: Mutex<Counts>,
    /// How many steps the bodies took.
    steps: AtomicU64,
}

#[derive(Default)]
struct Counts {
    by_shape: BTreeMap<Shape, u64>,
    /// What was seen and not kept, since there were too many shapes.
    dropped: u64,
}

impl Recorder {
    /// Creates a recorder for the client that brings this table along: `SHAPES`.
    ///
    /// # Errors
    /// The text is not such a table.
    pub fn new(shapes: &str) -> Result<Self, RecordError> {
        Recorder::with_max_shapes(shapes, MAX_SHAPES)
    }

    /// Creates a recorder that keeps at most so many different shapes: 100,000 unless set. Each takes about 300 bytes. What is
    /// beyond is counted: see [`dropped`](Self::dropped).
    ///
    /// # Errors
    /// The text is not such a table.
    pub fn with_max_shapes(shapes: &str, max_shapes: usize) -> Result<Self, RecordError> {
        Ok(Recorder(Arc::new(Inner {
            shapes: Shapes::parse(shapes)?,
            max_shapes,
            counts: Mutex::default(),
            steps: AtomicU64::new(0),
        })))
    }

    /// Adds a response: its operation (the `operationId`, or method and path), status, `Content-Type` and body. A client that has
    /// this recorder does so itself.
    ///
    /// A body is looked at where it is JSON, up to 16 MiB, and up to 8 million properties and items, each counted for all schemas that describe it. `None` is for one that is not known.
    pub fn record(&self, operation: &str, status: u16, content_type: &str, body: Option<&[u8]>) {
        self.response(operation, status, content_type, body, &|_| false);
    }

    /// Adds a response; without its body if that is a stream.
    pub(crate) fn response(
        &self,
        operation: &str,
        status: u16,
        content_type: &str,
        body: Option<&[u8]>,
        is_secret: &dyn Fn(&str) -> bool,
    ) {
        let Some(described) = self.0.shapes.operations.get(operation) else {
            return;
        };
        let sent = content_type.split(';').next().unwrap_or_default();
        let sent = sent.trim().to_ascii_lowercase();
        let response = described.response(status);
        let content = response.and_then(|response| response.content(&sent));
        let is_named = self.0.shapes.media_types.contains(&sent);
        let media_type = match is_named || sent.is_empty() {
            true => sent,
            false => word::media_type(&sent)
                .filter(|name| !name.split(['/', '+']).any(is_secret))
                .unwrap_or_else(|| UNNAMED.to_owned()),
        };
        let mut things = Things::new();
        let mut found = |path: &str, at: &str, what: Seen| things.add(path, at, what);
        let at = described.at.as_str();
        found("", at, Seen::Response);
        let is_empty = body.is_some_and(<[u8]>::is_empty);
        if response.is_none() {
            found("", at, Seen::UndocumentedStatus);
        }
        let body = match body {
            Some(body) if body.len() > MAX_BODY => {
                found("", at, Seen::TooLarge);
                None
            }
            body => body.filter(|body| !body.is_empty()),
        };
        let calls_it_json = media_type.is_empty() || media_type.contains("json");
        let is_described = content.is_some_and(|content| content.schema.is_some());
        let value = body.map(serde_json::from_slice::<Value>);
        if response.is_some() && content.is_none() && !is_empty && !media_type.is_empty() {
            found("", at, Seen::UndocumentedMediaType);
        }
        let schema = match content {
            Some(content) => content.described().filter(|_| calls_it_json),
            // JSON that the server calls otherwise.
            None => response
                .and_then(shapes::Response::json)
                .and_then(shapes::Content::described),
        };
        match (value, schema) {
            (Some(Ok(value)), Some((schema, schema_at))) => {
                let mut walk = Walk::new(&self.0.shapes, is_secret, &mut found);
                walk.described(schema, schema_at, "$", &value);
                let (steps, is_cut) = (walk.steps(), walk.is_cut());
                self.0.steps.fetch_add(steps as u64, Ordering::Relaxed);
                if is_cut {
                    found("", at, Seen::TooLarge);
                }
            }
            (Some(Ok(value)), None) if calls_it_json && content.is_none() => {
                Walk::new(&self.0.shapes, is_secret, &mut found).undescribed("$", &value, 0);
            }
            (Some(Err(_)), _) if calls_it_json && (is_described || content.is_none()) => {
                let at = content.map_or(at, |content| content.at.as_str());
                found("", at, Seen::NotJson);
            }
            _ => {}
        }
        let mut counts = self.counts();
        things.shapes(operation, status, media_type, &mut |shape, count| {
            counts.add(shape, count, self.0.max_shapes);
        });
    }

    /// Returns what was seen, in a fixed order.
    pub fn records(&self) -> Vec<Record> {
        let counts = self.counts();
        let records = counts.by_shape.iter();
        records.map(|(shape, count)| shape.counted(*count)).collect()
    }

    /// Returns how many steps it took to compare the bodies with what describes them: what `specwright learn` has a budget for.
    #[doc(hidden)]
    pub fn steps(&self) -> u64 {
        self.0.steps.load(Ordering::Relaxed)
    }

    /// Returns how many times something was seen that is not kept, since there were too many shapes.
    pub fn dropped(&self) -> u64 {
        self.counts().dropped
    }

    /// Returns the records as JSON lines: the form of the files that `specwright learn` reads.
    pub fn to_json_lines(&self) -> String {
        lines::write(&self.records(), self.dropped())
    }

    /// Writes the records to a file, as JSON lines. The file is whole or as it was before.
    ///
    /// # Errors
    /// It can't be written.
    pub fn write_to(&self, path: impl AsRef<Path>) -> std::io::Result<()> {
        lines::write_file(path.as_ref(), &self.to_json_lines())
    }

    /// Adds the records of JSON lines, such as those of an earlier run.
    ///
    /// Nothing is taken from a file that a recorder would not have written: what is no word is counted without its text.
    ///
    /// # Errors
    /// A line is no record. Those before it are added.
    pub fn read(&self, text: &str) -> Result<(), RecordError> {
        let mut counts = self.counts();
        lines::read(text, &mut |line| match line {
            lines::Line::Shape(mut shape, count) => {
                let name = &shape.media_type;
                let is_known = name.is_empty() || self.0.shapes.media_types.contains(name);
                if !is_known && word::media_type(name).as_ref() != Some(name) {
                    shape.media_type = UNNAMED.to_owned();
                }
                counts.add(&shape, count, self.0.max_shapes);
            }
            lines::Line::Dropped(count) => counts.dropped = counts.dropped.saturating_add(count),
        })
    }

    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.0.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Counts {
    fn add(&mut self, shape: &Shape, count: u64, max_shapes: usize) {
        if let Some(known) = self.by_shape.get_mut(shape) {
            *known = known.saturating_add(count);
        } else if self.by_shape.len() < max_shapes {
            self.by_shape.insert(shape.clone(), count);
        } else {
            self.dropped = self.dropped.saturating_add(count);
        }
    }
}

impl fmt::Debug for Recorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = self.counts();
        f.debug_struct("Recorder")
            .field("shapes", &counts.by_shape.len())
            .field("dropped", &counts.dropped)
            .finish_non_exhaustive()
    }
}
