//! What differs between two documents.

use serde::{Deserialize, Serialize};
use specwright::diagnostic::{SourceSpan, harmless};
use specwright::{Bump, Error, Wire};

use crate::TextFile;
use crate::client::{generator, root};
use crate::diagnostics::Diagnostics;
use crate::settings::{self, Set};

/// A request for what differs between two documents.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ComparisonRequest {
    /// The files of the document before.
    pub old: Vec<TextFile>,
    /// The files of the document now.
    pub new: Vec<TextFile>,
    /// The settings of both.
    pub settings: Vec<Set>,
}

/// What differs between two documents.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Comparison {
    /// What semver asks of a crate with the client: `none`, `patch`, `minor` or `major`.
    pub bump: &'static str,
    /// The changes, those that ask for the most first.
    pub changes: Vec<Change>,
    /// Which document has errors, so that there is nothing to compare: `old` or `new`.
    pub broken: Option<&'static str>,
    /// The diagnostics of that.
    pub diagnostics: Diagnostics,
    /// Why there is no comparison, where that is not for a document.
    pub error: Option<String>,
}

/// A difference.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// What semver asks for because of it.
    pub bump: &'static str,
    /// The stable name of its kind.
    pub kind: &'static str,
    /// What changed.
    pub subject: String,
    /// How.
    pub message: String,
    /// What to do about it in a program that uses the API.
    pub user_help: String,
    /// What the owner of the API can do, so that users have nothing to do.
    pub owner_help: &'static str,
    /// Whether a client of the old document gets on with a server of the new one: `works`, `works in part`, `breaks`.
    pub old_client: &'static str,
    /// Whether a client of the new document gets on with a server of the old one.
    pub new_client: &'static str,
    /// The code of programs that it breaks.
    pub code: Vec<&'static str>,
    /// Where it is in the old document.
    pub old: Option<Place>,
    /// Where it is in the new document.
    pub new: Option<Place>,
}

/// A place in a document.
#[derive(Clone, Debug, Serialize)]
pub struct Place {
    /// `file:line:column`.
    pub location: String,
    /// The line, from 1.
    pub line: Option<usize>,
    /// The line's text.
    pub text: Option<String>,
}

/// Compares the clients of two documents.
pub fn comparison(request: &ComparisonRequest) -> Comparison {
    let of = |files: &[TextFile]| {
        let generator = generator(root(files), files);
        let (generator, _) = settings::apply(generator, &request.settings);
        // The name of a file may differ, and is no difference of the clients.
        generator.name("client")
    };
    let (old, new) = (of(&request.old), of(&request.new));
    match specwright::diff(&old, &new) {
        Ok(diff) => Comparison {
            bump: diff.bump.label(),
            changes: diff.changes.iter().map(Change::new).collect(),
            ..Comparison::default()
        },
        Err(Error::Document(diagnostics)) => Comparison {
            bump: Bump::None.label(),
            broken: Some(match old.generate() {
                Ok(_) => "new",
                Err(_) => "old",
            }),
            diagnostics: Diagnostics::new(&diagnostics),
            ..Comparison::default()
        },
        Err(error) => Comparison {
            bump: Bump::None.label(),
            error: Some(error.to_string()),
            ..Comparison::default()
        },
    }
}

impl Change {
    fn new(change: &specwright::Change) -> Self {
        let wire = |wire| match wire {
            Wire::Works => "works",
            Wire::InPart => "works in part",
            Wire::Breaks => "breaks",
        };
        Self {
            bump: change.bump.label(),
            kind: change.kind.name(),
            subject: harmless(&change.subject).into_owned(),
            message: harmless(&change.message).into_owned(),
            user_help: harmless(&change.user_help).into_owned(),
            owner_help: change.owner_help,
            old_client: wire(change.old_client),
            new_client: wire(change.new_client),
            code: change.code.iter().map(|code| code.label()).collect(),
            old: change.old.as_ref().map(Place::new),
            new: change.new.as_ref().map(Place::new),
        }
    }
}

impl Place {
    fn new(span: &SourceSpan) -> Self {
        let path = harmless(&span.path.to_string_lossy()).into_owned();
        Self {
            location: match span.position {
                Some(position) => format!("{path}:{}:{}", position.line, position.column),
                None => path,
            },
            line: span.position.map(|position| position.line),
            text: span.excerpt.as_ref().map(|excerpt| excerpt.text.clone()),
        }
    }
}
