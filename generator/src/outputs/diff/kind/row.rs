//! A row of the table of changes, and how the table is written.

use crate::outputs::diff::verdict::Wire::{self, Works};
use crate::outputs::diff::verdict::{Bump, Code, Sides};

/// What a kind of change does.
#[derive(Clone, Copy, Debug)]
pub(in crate::outputs::diff) struct Row {
    /// The stable name.
    pub(in crate::outputs::diff) name: &'static str,
    /// What a person reads; `{}` is what has changed.
    pub(in crate::outputs::diff) text: &'static str,
    /// What it does where clients send the value: to an old client with a new server, and to a new client with an old server.
    pub(in crate::outputs::diff) request: (Wire, Wire),
    /// The same where servers send the value.
    pub(in crate::outputs::diff) response: (Wire, Wire),
    /// The code that it breaks wherever it stands.
    pub(in crate::outputs::diff) code: &'static [Code],
    /// The code that it breaks, too, where clients send the value.
    pub(in crate::outputs::diff) sent: &'static [Code],
    /// The bump that it asks for if it breaks nothing.
    pub(in crate::outputs::diff) least: Bump,
}

impl Row {
    /// Returns what becomes of an old client with a new server, and of a new client with an old server.
    pub(in crate::outputs::diff) fn wire(&self, sides: Sides) -> (Wire, Wire) {
        let used = [(sides.request, self.request), (sides.response, self.response)];
        let used = used.into_iter().filter(|(used, _)| *used).map(|(_, wire)| wire);
        used.fold((Works, Works), |worst, wire| {
            (worst.0.max(wire.0), worst.1.max(wire.1))
        })
    }
}

macro_rules! kinds {
    ($($(#[doc = $doc:literal])* $kind:ident $name:literal $text:literal {
        request: $request:expr, response: $response:expr,
        code: [$($code:ident),*], sent: [$($sent:ident),*], least: $least:ident
    })*) => {
        /// What changed between two documents.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(rename_all = "kebab-case")]
        #[non_exhaustive]
        pub enum ChangeKind {
            $($(#[doc = $doc])* $kind,)*
        }

        impl ChangeKind {
            /// All kinds, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$kind),*];

            pub(in crate::outputs::diff) fn row(self) -> &'static Row {
                match self {
                    $(Self::$kind => &Row {
                        name: $name,
                        text: $text,
                        request: $request,
                        response: $response,
                        code: &[$(Code::$code),*],
                        sent: &[$(Code::$sent),*],
                        least: Bump::$least,
                    },)*
                }
            }
        }
    };
}

pub(super) use kinds;
