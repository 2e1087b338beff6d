//! A mock of the server for tests, which knows the document.
//!
//! A client that is generated with `Generator::mock(true)` has a module `mock`. What it expects is said by operation, with the client's own
//! types:
//!
//! ```text
//! let mock = klavis::mock::Mock::new();
//! mock.delete_user_by_user_id()
//!     .with(|request| request.user_id == "user-42")
//!     .returns(DeleteUserResponse::new("gone", true));
//! assert_eq!(forget(&mock.client(), "user-42").await?, "gone");
//! ```
//!
//! A request that the document forbids, or that nothing expects, gets an error at once and fails the test when the mock is dropped, with
//! the operation and the JSON path; so does a response that the document does not describe, and an expectation that was not met.

mod difference;
mod document;
mod expectation;
mod make;
mod respond;
mod serve;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

#[cfg(feature = "xml")]
#[doc(hidden)]
pub use self::document::XmlValues;
#[doc(hidden)]
pub use self::document::{DocumentMock, DocumentMockSettings, DocumentPages, Exchange, UntilEmpty};
pub use self::expectation::Expectation;
pub use self::make::{failure, response};
pub use self::serve::Served;

use self::expectation::Entry;
use self::respond::InProcess;
use crate::call::credential::Credential;
use crate::client::ClientBuilder;
use crate::server::description::{Description, SchemeKind};
use crate::server::incoming::{FromRequest, Incoming};
use crate::server::outgoing::IntoResponse;
use crate::server::received::BodyForm;

/// The secret that clients of a mock send.
const SECRET: &str = "bW9jazpzZWNyZXQtb2YtdGhlLW1vY2s=";

/// A mock of the operations of a description. Generated code has one with a method for each operation.
pub struct Mock {
    state: Arc<State>,
}

/// What a mock expects and what came.
pub(crate) struct State {
    pub(crate) description: &'static Description,
    operations: Mutex<Vec<Mocked>>,
    /// What makes the test fail.
    problems: Mutex<Vec<String>>,
}

/// An operation of a mock.
#[derive(Default)]
pub(crate) struct Mocked {
    /// The media types of its body; `None` until something is expected of it.
    pub(crate) forms: Option<&'static [BodyForm]>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) requests: Vec<Incoming>,
}

impl Mock {
    /// Creates a mock that expects nothing.
    #[doc(hidden)]
    pub fn new(description: &'static Description) -> Self {
        let mut operations = Vec::new();
        operations.resize_with(description.operations.len(), Mocked::default);
        Mock {
            state: Arc::new(State {
                description,
                operations: Mutex::new(operations),
                problems: Mutex::default(),
            }),
        }
    }

    /// Begins to say what is expected of an operation.
    #[doc(hidden)]
    #[track_caller]
    pub fn expect<Q: FromRequest, R: IntoResponse>(&self) -> Expectation<'_, Q, R> {
        let place = self.state.description.index(Q::OPERATION);
        let place = place.unwrap_or_else(|| panic!("the description has no operation {}", Q::OPERATION));
        self.state.operations()[place].forms.get_or_insert(Q::BODIES);
        Expectation::new(&self.state, place)
    }

    /// Has a client send its requests to this mock, with a credential for each security scheme.
    #[doc(hidden)]
    pub fn prepare(&self, builder: &mut ClientBuilder) {
        builder.base_url_for_all("http://localhost");
        builder.transport(InProcess(self.state.clone()));
        for scheme in &self.state.description.schemes {
            let credential = match &scheme.kind {
                SchemeKind::Header(name) => Credential::header(name, SECRET),
                SchemeKind::Query(name) => Credential::query(name, SECRET),
                SchemeKind::Cookie(name) => Credential::cookie(name, SECRET),
                SchemeKind::Authorization(name) => Credential::http(name, SECRET),
                SchemeKind::Connection => Credential::transport(),
            };
            builder.credential(&scheme.key, credential);
        }
    }

    /// Returns what would make the test fail, and forgets it.
    #[doc(hidden)]
    pub fn take_problems(&self) -> Vec<String> {
        self.state.take_problems()
    }

    /// Checks that all that is expected came, and nothing else.
    ///
    /// # Panics
    /// It did not.
    #[doc(hidden)]
    #[track_caller]
    pub fn verify(&self) {
        let problems = self.state.take_problems();
        assert!(problems.is_empty(), "{}", problems.join("\n\n"));
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        // A test that fails already says why.
        if !std::thread::panicking() {
            self.verify();
        }
    }
}

impl fmt::Debug for Mock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mock").finish_non_exhaustive()
    }
}

impl State {
    pub(crate) fn operations(&self) -> MutexGuard<'_, Vec<Mocked>> {
        self.operations.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn problems(&self) -> MutexGuard<'_, Vec<String>> {
        self.problems.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes what makes the test fail.
    pub(crate) fn fail(&self, problem: impl Into<String>) {
        self.problems().push(problem.into());
    }

    /// Returns all that makes the test fail, each once.
    fn take_problems(&self) -> Vec<String> {
        let mut problems = std::mem::take(&mut *self.problems());
        let mut operations = self.operations();
        for (mocked, operation) in operations.iter_mut().zip(&self.description.operations) {
            for entry in &mut mocked.entries {
                problems.extend(entry.unmet().map(|unmet| format!("{}: {unmet}", operation.id)));
            }
        }
        problems
    }
}
