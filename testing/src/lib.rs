//! Runs a program against every response that the document of an API describes, and against those that servers give all the same: unknown
//! values of enums, `null` where none should be, an HTML page of a proxy, half a body, 429, silence. It tells what the program made of each.
//!
//! ```no_run
//! # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/../runtime/doc/store.rs"));
//! # mod spec { pub const STORE: &str = ""; }
//! use specwright_test::{Rule, every_response};
//!
//! async fn names(store: &store::Client) -> Result<Vec<String>, specwright_runtime::ApiError> {
//!     Ok(store.list_pets().await?.into_iter().map(|pet| pet.name).collect())
//! }
//!
//! fn every_response_is_survived() {
//!     let report = every_response(spec::STORE, |transport| async {
//!         let store = store::Client::builder().transport(transport).build().expect("a client");
//!         names(&store).await
//!     });
//!     report.assert([Rule::no_panic(), Rule::no_hang(), Rule::errors_have_status()]);
//! }
//! # fn main() {}
//! ```
//!
//! `spec::STORE` is the document in JSON: the constant `DESCRIPTION` of a client that is generated with the setting `mock` or `server`, or
//! `include_str!` of the file. It needs no server and no waiting: the clock of each run goes on by itself whenever nothing else is to be done.
//!
//! # What is tried
//!
//! First the function runs with good responses: which operations it calls is found so. Then it runs once for each case of each call, in
//! which that call gets the response of the case, and all others good ones:
//!
//! | case | response |
//! |---|---|
//! | documented | each status and media type with each [interesting value](specwright_values::Schema::interesting) of its schema, up to [`most`](EveryResponse::most) |
//! | grown | the good value with a property that no schema knows, an unknown value for each `enum` and each tag, in turn |
//! | wrong | the good value with each property `null`, and without each, in turn, as far as the document forbids it |
//! | proxy | an HTML page with 502, and one with 200 |
//! | cut | a body whose connection breaks in the middle, and one that ends there |
//! | limit | 429, and then a good response |
//! | silent | a body that stops in the middle, and a server that does not respond at all |
//!
//! What the `Accept` of a call does not ask for is left out. Bodies of JSON and of XML, and items of streams, have values; of other documented media types the response
//! is a text, or a few bytes.

mod api;
mod body;
mod cases;
mod mutate;
mod report;
mod rule;
mod run;
mod server;

use std::fmt;
use std::time::Duration;

pub use report::{Kind, Outcome, Report, Row};
pub use rule::{Rule, Violation};
pub use server::Scripted;

/// How many values of one schema are tried unless set.
const MOST_VALUES: usize = 24;
/// How long a run may take unless set, by its own clock.
const TIME: Duration = Duration::from_secs(60 * 60);
/// How long a run may take unless set, by the clock on the wall.
const REAL_TIME: Duration = Duration::from_secs(20);

/// Runs a function against every response, with the usual settings: see [`EveryResponse`].
///
/// `document` is the API's, in JSON and of OpenAPI 3.1 or 3.2.
///
/// # Panics
/// The document is none, or the function calls nothing that is in it.
pub fn every_response<F, R, T, E>(document: &str, function: F) -> Report
where
    F: Fn(Scripted) -> R + Send + Sync + 'static,
    R: Future<Output = Result<T, E>>,
    T: fmt::Debug,
    E: fmt::Display + fmt::Debug,
{
    EveryResponse::new(document).run(function)
}

/// Settings of a run against every response.
///
/// ```no_run
/// # const DOCUMENT: &str = "";
/// use specwright_test::EveryResponse;
///
/// let report = EveryResponse::new(DOCUMENT)
///     .most(100)
///     .run(|transport| async { Ok::<_, std::io::Error>(drop(transport)) });
/// println!("{report}");
/// ```
#[derive(Clone, Debug)]
pub struct EveryResponse {
    document: String,
    most: usize,
    time: Duration,
    real_time: Duration,
    /// Good responses, by operation.
    given: Vec<(String, serde_json::Value)>,
    /// Media types of successes, by operation.
    media_types: Vec<(String, String)>,
}

impl EveryResponse {
    /// Takes the document of an API, in JSON and of OpenAPI 3.1 or 3.2.
    pub fn new(document: impl Into<String>) -> Self {
        EveryResponse {
            document: document.into(),
            most: MOST_VALUES,
            time: TIME,
            real_time: REAL_TIME,
            given: Vec::new(),
            media_types: Vec::new(),
        }
    }

    /// Sets the body of the good response of an operation, by its `operationId`, or method and path: where a made one does not lead the
    /// function on. It is written by the media type of the response; of what is neither JSON nor described XML, a text is the body as it stands.
    pub fn good(mut self, operation: impl Into<String>, body: serde_json::Value) -> Self {
        self.given.push((operation.into(), body));
        self
    }

    /// Sets the media type of an operation's successes, where the document describes several and the request says by something else than its
    /// `Accept` which it wants: `stream: true`, for example.
    pub fn media_type(mut self, operation: impl Into<String>, media_type: impl Into<String>) -> Self {
        self.media_types.push((operation.into(), media_type.into()));
        self
    }

    /// Sets how many values of one schema are tried: 24 unless set.
    pub fn most(mut self, values: usize) -> Self {
        self.most = values;
        self
    }

    /// Sets how long a run may take before it hangs: an hour unless set, by the clock of the run, which goes on by itself.
    pub fn time(mut self, time: Duration) -> Self {
        self.time = time;
        self
    }

    /// Sets how long a run may take before it hangs, by the clock on the wall: 20 seconds unless set. A run that goes round without ever
    /// waiting is found so; its thread is left behind.
    pub fn real_time(mut self, time: Duration) -> Self {
        self.real_time = time;
        self
    }

    /// Runs the function against every response.
    ///
    /// The function gets what sends the requests of its client, and runs on a thread and a `tokio` runtime of its own, whose clock goes on by
    /// itself when nothing is to be done. It must send nothing elsewhere.
    ///
    /// # Panics
    /// The document is none, or the function calls nothing that is in it.
    pub fn run<F, R, T, E>(self, function: F) -> Report
    where
        F: Fn(Scripted) -> R + Send + Sync + 'static,
        R: Future<Output = Result<T, E>>,
        T: fmt::Debug,
        E: fmt::Display + fmt::Debug,
    {
        run::every(&self, std::sync::Arc::new(function))
    }
}
