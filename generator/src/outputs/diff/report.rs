//! What is told of two documents: for programs as data, for people as text, for tools as JSON.

use std::fmt::{self, Write};

use serde_json::{Value, json};

use super::change::Found;
use super::kind::ChangeKind;
use super::verdict::{Bump, Code, Wire};
use specwright_document::diagnostic::{SourceSpan, harmless};
use specwright_document::order;

/// What differs between the clients of two documents, and what that does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diff {
    /// What semver asks of the version of a crate with the client: the most that a change asks for.
    pub bump: Bump,
    /// The changes: those that ask for the most first, else in the order of the old document.
    pub changes: Vec<Change>,
}

/// A difference between two documents.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// What kind of change it is.
    pub kind: ChangeKind,
    /// The operation, schema or other part of the document that changed: ``schema `Pet` ``.
    pub subject: String,
    /// What changed: ``the optional property `name` is new``.
    pub message: String,
    /// What to do about it in a program that uses the API: ``pass `tenant` at calls of `get_collection` ``.
    pub user_help: String,
    /// What the owner of the API can do, so that users have nothing to do: `make it optional, with a default on the server`.
    pub owner_help: &'static str,
    /// Where it is in the old document; `None` for what was not there.
    pub old: Option<SourceSpan>,
    /// Where it is in the new document; `None` for what is gone.
    pub new: Option<SourceSpan>,
    /// Whether a client of the old document still understands a server of the new one, and is understood by it.
    pub old_client: Wire,
    /// Whether a client of the new document understands a server of the old one, and is understood by it.
    pub new_client: Wire,
    /// The code of programs that it breaks.
    pub code: Vec<Code>,
    /// What semver asks for because of it.
    pub bump: Bump,
}

impl Change {
    /// Creates a change whose places are known.
    pub(crate) fn located(found: Found, old: Option<SourceSpan>, new: Option<SourceSpan>) -> Self {
        Self {
            kind: found.kind,
            subject: found.subject,
            message: found.message,
            user_help: found.help.0,
            owner_help: found.help.1,
            old,
            new,
            old_client: found.wire.0,
            new_client: found.wire.1,
            code: found.code.into_iter().collect(),
            bump: found.bump,
        }
    }
}

impl Diff {
    /// Creates a verdict on changes.
    pub(crate) fn new(mut changes: Vec<Change>) -> Self {
        order::sort_by_key(&mut changes, |change| std::cmp::Reverse(change.bump));
        Self {
            bump: changes.first().map(|change| change.bump).unwrap_or_default(),
            changes,
        }
    }

    /// Returns the verdict and the changes as JSON, for tools.
    ///
    /// An object with `bump` and `changes`. Each of these has `kind`, `subject`, `message`, `bump`; `help` with `user` and
    /// `owner`; `old` and `new` with `path`, `line` and `column`, or null; `wire` with `oldClient` and `newClient`; and `rust`, the list of what breaks.
    pub fn to_json(&self) -> Value {
        let span = |span: &Option<SourceSpan>| {
            span.as_ref().map(|span| {
                json!({
                    "path": span.path.to_string_lossy(),
                    "line": span.position.map(|position| position.line),
                    "column": span.position.map(|position| position.column),
                })
            })
        };
        let changes = self.changes.iter().map(|change| {
            json!({
                "kind": change.kind.name(),
                "subject": change.subject,
                "message": change.message,
                "help": { "user": change.user_help, "owner": change.owner_help },
                "bump": change.bump,
                "old": span(&change.old),
                "new": span(&change.new),
                "wire": { "oldClient": change.old_client, "newClient": change.new_client },
                "rust": change.code,
            })
        });
        json!({ "bump": self.bump, "changes": changes.collect::<Vec<_>>() })
    }

    /// Returns the verdict and a table of the changes as Markdown, for the text of a pull request.
    pub fn to_markdown(&self) -> String {
        let mut text = format!("**{}**\n", self.summary());
        if self.changes.is_empty() {
            return text;
        }
        text.push_str("\n| change | wire | Rust | bump | where | help for the user | help for the owner |\n|---|---|---|---|---|---|---|\n");
        let cell = |text: &str| harmless(text).replace('\\', "\\\\").replace('|', "\\|");
        for change in &self.changes {
            let spans = [&change.old, &change.new];
            let spans: Vec<String> = spans.into_iter().flatten().map(position).collect();
            // Text cannot fail to be written to text.
            let _ = writeln!(
                text,
                "| {}: {} | {} | {} | {} | {} | {} | {} |",
                cell(&change.subject),
                cell(&change.message),
                wire(change),
                code(change),
                change.bump.label(),
                cell(&spans.join(" → ")),
                cell(&change.user_help),
                change.owner_help,
            );
        }
        text
    }

    fn summary(&self) -> String {
        let asked = match self.bump {
            Bump::None => return "The clients are the same: no new version is needed".to_owned(),
            Bump::Patch => "a new patch version",
            Bump::Minor => "a new minor version",
            Bump::Major => "a new major version",
        };
        match self.changes.len() {
            0 => format!("Only what is said of the items differs: {asked}"),
            1 => format!("1 change asks for {asked}"),
            count => format!("{count} changes ask for {asked}"),
        }
    }
}

impl fmt::Display for Diff {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for change in &self.changes {
            writeln!(formatter, "{change}\n")?;
        }
        writeln!(formatter, "{}", self.summary())
    }
}

impl fmt::Display for Change {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (bump, kind) = (self.bump.label(), self.kind.name());
        let (subject, message) = (harmless(&self.subject), harmless(&self.message));
        writeln!(formatter, "{bump}[{kind}]: {subject}: {message}")?;
        for (word, span) in [("old", &self.old), ("new", &self.new)] {
            if let Some(span) = span {
                writeln!(formatter, "  --> {} ({word})", harmless(&position(span)))?;
            }
        }
        writeln!(formatter, "   = wire: {}", wire(self))?;
        writeln!(formatter, "   = Rust: {}", code(self))?;
        writeln!(formatter, "   = help for the user: {}", harmless(&self.user_help))?;
        write!(formatter, "   = help for the owner: {}", self.owner_help)
    }
}

fn position(span: &SourceSpan) -> String {
    let path = span.path.display();
    match span.position {
        Some(position) => format!("{path}:{}:{}", position.line, position.column),
        None => path.to_string(),
    }
}

fn wire(change: &Change) -> String {
    let word = |wire| match wire {
        Wire::Works => "works",
        Wire::InPart => "works in part",
        Wire::Breaks => "breaks",
    };
    match (change.old_client, change.new_client) {
        (Wire::Works, Wire::Works) => "works".to_owned(),
        (old, new) => format!(
            "old client with new server {}, new client with old server {}",
            word(old),
            word(new)
        ),
    }
}

fn code(change: &Change) -> String {
    if change.code.is_empty() {
        return "breaks nothing".to_owned();
    }
    let labels: Vec<&str> = change.code.iter().map(|code| code.label()).collect();
    format!("breaks {}", labels.join(", "))
}
