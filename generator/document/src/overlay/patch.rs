//! Changes that stand in a setting instead of a file.

use std::panic::Location;
use std::path::Path;

use crate::diagnostic::{Diagnostics, FileId, SourcePointer};
use crate::source::{Loading, Mapping, Node, PlacedText, Text};

/// A change of a document that stands in a build script: what an action of an overlay (`Generator::overlay`) is in a file.
///
/// ```
/// use specwright::{Generator, Patch};
///
/// let generator = Generator::new("spec/pets.yaml")
///     .patch(Patch::update("$.components.schemas.Pet.properties.nickname", "nullable: true"))
///     .patch(Patch::copy("$.paths['/v2/pets']", "$.paths['/pets']"))
///     .patch(Patch::remove("$.paths['/internal']"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patch {
    target: String,
    change: PatchChange,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum PatchChange {
    Update(String),
    Remove,
    Copy(String),
}

impl Patch {
    /// Creates a patch that merges a value, which is written as YAML or JSON, into all that a JSONPath selects: mappings into
    /// mappings, items behind those of lists; other values are replaced.
    pub fn update(target: impl Into<String>, value: impl Into<String>) -> Self {
        let (target, change) = (target.into(), PatchChange::Update(value.into()));
        Self { target, change }
    }

    /// Creates a patch that removes all that a JSONPath selects.
    pub fn remove(target: impl Into<String>) -> Self {
        let (target, change) = (target.into(), PatchChange::Remove);
        Self { target, change }
    }

    /// Creates a patch that merges the value that the JSONPath `source` selects into all that `target` does.
    pub fn copy(target: impl Into<String>, source: impl Into<String>) -> Self {
        let (target, change) = (target.into(), PatchChange::Copy(source.into()));
        Self { target, change }
    }
}

/// Patches of a setting.
#[derive(Clone, Debug, PartialEq)]
pub enum Patches {
    /// What a configuration has, as an overlay has its actions.
    Configured(PlacedText, Vec<Node>),
    /// What a build script has.
    Called(PlacedText, Patch),
}

impl Patches {
    /// Creates those of a call.
    #[doc(hidden)]
    pub fn called(patch: Patch, call: &Location<'_>) -> Self {
        let (line, column) = (call.line() as usize, call.column() as usize);
        Self::Called(
            PlacedText::only_place(Path::new(call.file()), line, column),
            patch,
        )
    }

    /// Returns the text that they stand in.
    pub(super) fn text(&self) -> &PlacedText {
        match self {
            Self::Configured(text, _) | Self::Called(text, _) => text,
        }
    }

    /// Returns them as an overlay has its actions. `None` when a value can't be read; the reason is in `diagnostics`.
    pub(super) fn actions(
        &self,
        file: FileId,
        loading: &mut Loading,
        diagnostics: &mut Diagnostics,
    ) -> Option<Vec<Node>> {
        match self {
            Self::Configured(_, actions) => Some(actions.clone()),
            Self::Called(_, Patch { target, change }) => {
                let mut fields = vec![(Text::from("target"), text(target))];
                fields.push(match change {
                    PatchChange::Update(value) => {
                        let place = SourcePointer {
                            file,
                            pointer: "/actions/0/update".to_owned(),
                        };
                        let value = loading.read_value(&place, value, diagnostics)?;
                        ("update".into(), value)
                    }
                    PatchChange::Remove => ("remove".into(), Node::Boolean(true)),
                    PatchChange::Copy(source) => ("copy".into(), text(source)),
                });
                Some(vec![Node::Mapping(Mapping::new(fields))])
            }
        }
    }
}

fn text(text: &str) -> Node {
    Node::String(text.into())
}
