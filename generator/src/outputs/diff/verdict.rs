//! What a change does: on the wire, to programs, and to a version.

use serde::Serialize;

/// Whether messages of one side are understood by the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wire {
    /// Every message is understood.
    Works,
    /// Messages are understood that use only what both documents describe; others may be refused or misread.
    InPart,
    /// Messages are refused or misread that use nothing out of the ordinary.
    Breaks,
}

/// Code that a program may contain, by how it depends on generated items.
///
/// [`Calls`](Self::Calls), [`FieldReads`](Self::FieldReads) and [`Names`](Self::Names) are what the contract of generated
/// code protects, as far as a document only grows; `docs/stability.md` has the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Code {
    /// Calls of methods: of the client, of requests, `new`, setters, conversions; and uses of what they return.
    Calls,
    /// Reads of public fields, and of what a variant holds.
    FieldReads,
    /// Names of items that are written out: types, variants.
    Names,
    /// Literals of structs, patterns without `..`, and assignments and reads of the fields of what only requests hold.
    StructLiterals,
    /// `match` without an arm `_`.
    ExhaustiveMatches,
    /// A value of one type where another is asked for, and implementations of traits for several types, where what decides is
    /// whether two types are the same one.
    SharedTypes,
}

impl Code {
    /// Returns whether the contract protects it.
    pub fn is_protected(self) -> bool {
        match self {
            Self::Calls | Self::FieldReads | Self::Names => true,
            Self::StructLiterals | Self::ExhaustiveMatches | Self::SharedTypes => false,
        }
    }

    /// Returns what a person calls it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Calls => "calls",
            Self::FieldReads => "field reads",
            Self::Names => "names",
            Self::StructLiterals => "struct literals",
            Self::ExhaustiveMatches => "exhaustive matches",
            Self::SharedTypes => "uses of one type as another",
        }
    }
}

/// What semver asks of the version of a crate with the client.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bump {
    /// Nothing: the clients are the same.
    #[default]
    None,
    /// `1.0.0` to `1.0.1`: nothing that a program can see.
    Patch,
    /// `1.0.0` to `1.1.0`: something is new, or breaks only code that the contract does not protect.
    Minor,
    /// `1.0.0` to `2.0.0`: protected code breaks, or programs that were built before no longer get on with the server.
    Major,
}

impl Bump {
    /// Returns what a person calls it.
    pub fn label(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// Which sides send a value: requests, responses, both or none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Sides {
    /// Clients send it.
    pub request: bool,
    /// Servers send it.
    pub response: bool,
}

impl Sides {
    pub(super) const REQUEST: Self = Self {
        request: true,
        response: false,
    };
    pub(super) const RESPONSE: Self = Self {
        request: false,
        response: true,
    };

    /// Returns the sides of both.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            request: self.request || other.request,
            response: self.response || other.response,
        }
    }

    /// Returns the sides that both have.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            request: self.request && other.request,
            response: self.response && other.response,
        }
    }
}
