//! The list of changes, while it is made.

use std::collections::BTreeSet;

use super::kind::ChangeKind;
use super::verdict::{Bump, Code, Sides, Wire};
use specwright_document::diagnostic::{SourcePointer, harmless};
use specwright_document::order;

/// A change, with places that are not yet lines.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) kind: ChangeKind,
    /// The operation, schema or other part of the document: ``operation `listPets` ``.
    pub(crate) subject: String,
    pub(crate) message: String,
    pub(crate) places: (Option<SourcePointer>, Option<SourcePointer>),
    /// What becomes of an old client with a new server, and of a new client with an old server.
    pub(crate) wire: (Wire, Wire),
    pub(crate) code: BTreeSet<Code>,
    pub(crate) bump: Bump,
    /// What to do about it, for who uses the API, and for its owner.
    pub(crate) help: (String, &'static str),
}

/// What a change is about.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    /// What a person calls it: ``schema `Pet` ``.
    pub(super) name: String,
    /// What a program calls it, between backticks: a method or a type; else what a person calls it.
    pub(super) rust: String,
    /// Where it is, before and after.
    pub(super) places: (Option<SourcePointer>, Option<SourcePointer>),
    /// Who sends it.
    pub(super) sides: Sides,
}

impl Subject {
    /// Returns what is at a pointer below this one, in both documents.
    pub(super) fn below(&self, pointer: &str) -> Self {
        let below = |place: &Option<SourcePointer>| {
            place.clone().map(|mut place| {
                place.pointer.push_str(pointer);
                place
            })
        };
        Self {
            places: (below(&self.places.0), below(&self.places.1)),
            ..self.clone()
        }
    }

    /// Returns the same, sent by others.
    pub(super) fn sent_by(&self, sides: Sides) -> Self {
        Self {
            sides,
            ..self.clone()
        }
    }
}

#[derive(Debug, Default)]
pub(super) struct Changes(Vec<Found>);

impl Changes {
    /// Adds a change of `item`; it breaks what its kind breaks.
    pub(super) fn add(&mut self, kind: ChangeKind, subject: &Subject, item: &str) {
        self.add_with(kind, subject, item, "", &[]);
    }

    /// Adds a change that breaks more than its kind does, with something more to say.
    pub(super) fn add_with(
        &mut self,
        kind: ChangeKind,
        subject: &Subject,
        item: &str,
        detail: &str,
        more: &[Code],
    ) {
        self.push(kind, subject, (item, detail), more, None);
    }

    /// Adds a change of a name, with the line that keeps the old one, where there is one.
    pub(super) fn add_rename(
        &mut self,
        kind: ChangeKind,
        subject: &Subject,
        item: &str,
        detail: &str,
        line: Option<&str>,
    ) {
        self.push(kind, subject, (item, detail), &[], line);
    }

    fn push(
        &mut self,
        kind: ChangeKind,
        subject: &Subject,
        (item, detail): (&str, &str),
        more: &[Code],
        rename: Option<&str>,
    ) {
        let row = kind.row();
        let mut code = order::set(row.code.iter().chain(more).copied());
        if subject.sides.request {
            code.extend(row.sent);
        }
        let wire = row.wire(subject.sides);
        let text = row.text.replace("{}", item);
        let help = kind.help();
        let values = [
            ("", item),
            ("rust", subject.rust.as_str()),
            ("rename", rename.unwrap_or("`rename`")),
        ];
        self.0.push(Found {
            kind,
            subject: subject.name.clone(),
            message: match detail {
                "" => text,
                detail => format!("{text}: {detail}"),
            },
            places: subject.places.clone(),
            wire,
            bump: bump(row.least, wire, &code),
            code,
            help: (filled(help.user, &values), help.owner),
        });
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns whether a change from `start` on breaks such code.
    pub(super) fn breaks_since(&self, start: usize, code: Code) -> bool {
        self.0
            .get(start..)
            .unwrap_or_default()
            .iter()
            .any(|found| found.code.contains(&code))
    }

    pub(super) fn into_vec(self) -> Vec<Found> {
        self.0
    }
}

/// Returns the bump that a change asks for.
fn bump(least: Bump, (old_client, new_client): (Wire, Wire), code: &BTreeSet<Code>) -> Bump {
    let by_wire = match (old_client, new_client) {
        (Wire::Works, Wire::Works) => Bump::None,
        (Wire::Works, _) => Bump::Minor,
        _ => Bump::Major,
    };
    let by_code = match () {
        () if code.iter().any(|code| code.is_protected()) => Bump::Major,
        () if code.is_empty() => Bump::None,
        () => Bump::Minor,
    };
    least.max(by_wire).max(by_code)
}

/// Returns a text of the document as it is shown: between backticks, of which it has none.
pub(super) fn quoted(text: &str) -> String {
    format!("`{}`", harmless(text).replace('`', "'"))
}

/// Returns a text of the table with values in place of what stands between braces.
fn filled(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, (name, after))) = rest
        .split_once('{')
        .and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
    {
        filled.push_str(before);
        let value = values.iter().find(|(known, _)| *known == name);
        filled.push_str(value.map_or("", |(_, value)| value));
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// Returns the setting that gives an item a name: `` `rename = { Card = "BankCard" }` ``. `None` where the item has characters for
/// which it would need escapes.
pub(super) fn rename_line(item: &str, name: &str) -> Option<String> {
    let is_bare = |character: char| character.is_ascii_alphanumeric() || matches!(character, '-' | '_');
    if item.contains(['"', '\\', '`']) || harmless(item) != item {
        return None;
    }
    Some(match !item.is_empty() && item.chars().all(is_bare) {
        true => format!("`rename = {{ {item} = \"{name}\" }}`"),
        false => format!("`rename = {{ \"{item}\" = \"{name}\" }}`"),
    })
}
