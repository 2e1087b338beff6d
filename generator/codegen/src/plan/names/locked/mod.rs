//! The names that a lock keeps: who has them is named before all others.

mod entries;
mod place;

pub(super) use entries::entries;

use foldhash::{HashMap, HashMapExt};

use super::RustName;
use super::chosen::Item;
use super::scope::{LOCKED, Scope};
use specwright_document::diagnostic::{Code, Diagnostics, Severity, SourcePointer};
use specwright_document::lock::{LockedNames, Place};
use specwright_document::model::{Api, TypeKind};

/// What has a name.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) enum Target {
    /// What a user can name.
    Item(Item),
    /// The method of an operation, in its group.
    GroupMethod(usize),
    /// The method of an operation's form that responds with a stream.
    StreamMethod(usize),
    /// The same, in its group.
    GroupStreamMethod(usize),
    /// An item of an operation in the module `operations`.
    OperationType(usize, OperationType),
    /// The definition that a type shares with others.
    SharedType(usize),
    /// The enum that responses of an operation share with those of others.
    SharedResponses(usize, ResponseSet),
    /// What an operation's request has besides its parameters.
    RequestMember(usize, RequestMember),
    /// The part of a multipart body: of an operation, by its places among the media types and the parts.
    Part(usize, usize, usize),
    /// The variant of a body: of an operation, by its place among the media types.
    BodyVariant(usize, usize),
    /// The variant of a response: of an operation, by its place among those of one enum.
    ResponseVariant(usize, ResponseSet, usize),
    /// The field of a variable: of a server, by its place.
    Variable(usize, usize),
    /// The type of a variable's values.
    VariableType(usize, usize),
    /// The variant of a variable's value, by its place.
    VariableValue(usize, usize, usize),
    /// A further method of a security scheme.
    CredentialMethod(usize, CredentialMethod),
    /// The method that returns the group of a tag.
    Group(String),
    /// The type of the group of a tag.
    GroupType(String),
    /// The feature of a tag.
    Feature(String),
    /// The method for a header of responses, by its name in lower case.
    Header(String),
}

/// An item of an operation in the module `operations`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum OperationType {
    Request,
    Body,
    /// The parts of a multipart body, by its place among the media types.
    Form(usize),
    Success,
    Failure,
    StreamRequest,
    StreamSuccess,
}

/// The responses that share an enum.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum ResponseSet {
    Success,
    Failure,
    StreamSuccess,
}

/// What the client's builder has for a credential, besides the method that takes the secret.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum CredentialMethod {
    Source,
    ClientCredentials,
}

/// What a request has besides its parameters.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum RequestMember {
    Body,
    Pages,
    Items,
    All,
}

impl From<Item> for Target {
    fn from(item: Item) -> Self {
        Self::Item(item)
    }
}

/// The names that a lock keeps, as far as they are wanted.
pub(super) struct Locked<'s> {
    api: &'s Api,
    names: HashMap<(&'s str, &'s str), RustName>,
    /// Those that nothing else has.
    taken: HashMap<Target, RustName>,
}

impl<'s> Locked<'s> {
    /// Checks the names of a lock: text from anywhere.
    pub(super) fn new(api: &'s Api, lock: &'s LockedNames, diagnostics: &mut Diagnostics) -> Self {
        let mut names = HashMap::with_capacity(lock.names.len());
        for (place, locked) in &lock.names {
            match RustName::new(&locked.text) {
                Some(name) => {
                    names.insert((place.item.as_str(), place.part.as_str()), name);
                }
                None => diagnostics.push_at(
                    Severity::Error,
                    Code::Lock,
                    SourcePointer::default(),
                    lock.span(locked),
                    format!("`{}` is no identifier of Rust", locked.text),
                    "remove the line, so that a name is chosen anew",
                ),
            }
        }
        Self {
            api,
            names,
            taken: HashMap::default(),
        }
    }

    /// Takes the name of an item, before any of those in its scope is named. One that is reserved, or taken, is no more.
    pub(super) fn reserve(&mut self, scope: &mut Scope, target: Target) {
        let place = place::of(self.api, &target);
        let Some(name) = self.names.get(&(place.item.as_str(), place.part.as_str())) else {
            return;
        };
        if is_in_case(self.api, &target, name) && scope.choose(name, LOCKED).is_ok() {
            self.taken.insert(target, name.clone());
        }
    }

    /// Returns where the name of an item is kept.
    pub(super) fn place(&self, target: &Target) -> Place {
        place::of(self.api, target)
    }

    /// Returns whether the lock has another name for an item than the one that is chosen: the lock is from before the choice.
    pub(super) fn is_from_before(&self, item: Item, chosen: &RustName) -> bool {
        let place = place::of(self.api, &item.into());
        let kept = self.names.get(&(place.item.as_str(), place.part.as_str()));
        kept.is_some_and(|kept| kept != chosen)
    }

    /// Returns the name that is kept for an item.
    pub(super) fn name(&self, target: &Target) -> Option<&RustName> {
        self.taken.get(target)
    }
}

/// Returns whether a name is in the case that Rust has for such an item: it may be edited, or be that of an item of another kind.
fn is_in_case(api: &Api, target: &Target, name: &RustName) -> bool {
    let first = name.as_str().chars().next();
    let is_upper = first.is_some_and(char::is_uppercase);
    let is_type = match target {
        Target::Item(Item::Type(_) | Item::Server(_)) => true,
        Target::Item(Item::Member(ty, _)) => !matches!(api.types[*ty].kind, TypeKind::Struct(_)),
        Target::OperationType(..)
        | Target::SharedType(_)
        | Target::SharedResponses(..)
        | Target::GroupType(_)
        | Target::BodyVariant(..)
        | Target::ResponseVariant(..)
        | Target::VariableType(..)
        | Target::VariableValue(..) => true,
        Target::Item(_)
        | Target::GroupMethod(_)
        | Target::StreamMethod(_)
        | Target::GroupStreamMethod(_)
        | Target::RequestMember(..)
        | Target::Part(..)
        | Target::Variable(..)
        | Target::CredentialMethod(..)
        | Target::Group(_)
        | Target::Feature(_)
        | Target::Header(_) => false,
    };
    // Letters without a case are in both.
    match is_type {
        true => first.is_some_and(|first| !first.is_lowercase()),
        false => !is_upper,
    }
}
