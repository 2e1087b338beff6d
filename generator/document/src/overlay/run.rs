//! The actions of overlays, one after the other, each on what the one before left.

use super::budget::{Budget, Excess};
use super::jsonpath::{self, Query};
use super::merge::{Merge, Obstacle, Size};
use super::targets::{self, Targets};
use super::{Action, Change, Version, finding, remove};
use crate::diagnostic::{Code, Diagnostics, FileId, Severity, SourcePointer};
use crate::source::{DEPTH, Node, Origins, Text, pointer};

/// A root that is being changed.
pub(super) struct Run {
    pub(super) root: Node,
    pub(super) origins: Origins,
    pub(super) budget: Budget,
    /// How bad it is that an action does nothing.
    pub(super) severity: Severity,
}

/// Overlays ask for more than they may: no further action is tried.
pub(super) struct Stopped;

/// Something to say about an action.
struct Remark {
    severity: Severity,
    code: Code,
    /// Where, below the action.
    pointer: String,
    message: String,
    help: String,
}

/// What comes of an action that is not simply done.
enum Outcome {
    Remark(Remark),
    Excess(Excess),
}

impl From<Excess> for Outcome {
    fn from(excess: Excess) -> Self {
        Self::Excess(excess)
    }
}

impl Run {
    /// Applies the actions of an overlay.
    pub(super) fn actions(
        &mut self,
        file: FileId,
        version: Version,
        actions: &[Action],
        diagnostics: &mut Diagnostics,
    ) -> Result<(), Stopped> {
        for (number, action) in actions.iter().enumerate() {
            let place = |pointer: &str| SourcePointer {
                file,
                pointer: format!("/actions/{number}{pointer}"),
            };
            match self.action(&place(""), version, action, diagnostics) {
                Ok(()) => {}
                Err(Outcome::Remark(remark)) => {
                    let path = match (remark.pointer.as_str(), &action.change) {
                        ("/target", _) => Some(action.target.as_str()),
                        ("/copy", Change::Copy(source)) => Some(source.as_str()),
                        _ => None,
                    };
                    let place = place(&remark.pointer);
                    let Remark {
                        severity,
                        code,
                        message,
                        help,
                        ..
                    } = remark;
                    match path {
                        Some(path) => {
                            diagnostics.add_of_value(severity, code, place, path, message, help);
                        }
                        None => diagnostics.add(severity, code, place, message, help),
                    }
                }
                Err(Outcome::Excess(excess)) => {
                    let (code, message, help) = excessive(excess);
                    diagnostics.error(code, place("/target"), message, help);
                    return Err(Stopped);
                }
            }
        }
        Ok(())
    }

    fn action(
        &mut self,
        place: &SourcePointer,
        version: Version,
        action: &Action,
        diagnostics: &mut Diagnostics,
    ) -> Result<(), Outcome> {
        // Parsed before, when the overlay was read.
        let Ok(query) = jsonpath::parse(&action.target) else {
            return Ok(());
        };
        let (targets, kinds) = Targets::of(&query, &self.root, &mut self.budget)?;
        if kinds.count() == 0 {
            return Err(self.does_not(
                Code::UnmatchedAction,
                "/target",
                "the target selects nothing in the document; the action changes nothing",
                finding::unmatched(&query, &self.root, diagnostics.suggestions()),
            ));
        }
        match &action.change {
            Change::None => Err(self.does_not(
                Code::UnneededAction,
                "",
                "the action has neither `update` nor `remove: true` nor `copy`; it changes nothing",
                "add one of them, or remove the action",
            )),
            Change::Remove if targets.is_target => Err(error(
                "/target",
                "cannot remove the root of the document",
                "target a part of it",
            )),
            Change::Remove => {
                let (root, origins) = (&mut self.root, &mut self.origins);
                remove::remove(root, &targets, &mut Vec::new(), origins, &mut self.budget)?;
                Ok(())
            }
            Change::Update(_) | Change::Copy(_) if kinds.refusal(version).is_some() => {
                let (message, help) = kinds.refusal(version).unwrap_or_default();
                Err(error("/target", message, help))
            }
            Change::Update(value) => {
                let mut from = Origins::default();
                from.set(&[], below(place, "/update"));
                self.update(&targets, value, from, "/update")
            }
            Change::Copy(source) => {
                let Ok(source) = jsonpath::parse(source) else {
                    return Ok(());
                };
                let (value, from) = self.source(&source)?;
                self.update(&targets, &value, from, "/copy")
            }
        }
    }

    /// Returns the one value that a query selects, and where it stands.
    fn source(&mut self, query: &Query) -> Result<(Node, Origins), Outcome> {
        let (targets, kinds) = Targets::of(query, &self.root, &mut self.budget)?;
        let message = match kinds.count() {
            1 => {
                let mut size = Size::default();
                let found = targets::at(&self.root, &targets.only());
                let (value, way) = found.unwrap_or((&self.root, Vec::new()));
                size.add(value, 0);
                self.budget.take(size.nodes)?;
                let origins = self.origins.subtree(&way);
                self.budget.take(origins.size() as u64)?;
                return Ok((value.clone(), origins));
            }
            0 => "`copy` selects nothing in the document".to_owned(),
            several => format!("`copy` selects {several} values instead of one"),
        };
        Err(error(
            "/copy",
            message,
            "select the one value that is to be copied",
        ))
    }

    fn update(&mut self, targets: &Targets, value: &Node, from: Origins, field: &str) -> Result<(), Outcome> {
        let mut merge = Merge {
            origins: &mut self.origins,
            budget: &mut self.budget,
            from,
            is_change: false,
        };
        let mut way: Vec<Text> = Vec::new();
        let merged = targets.each(&mut self.root, &mut way, &mut |target, way| {
            merge.target(target, way, value)
        });
        match merged {
            Err(Obstacle::Excess(excess)) => Err(excess.into()),
            Err(Obstacle::Kinds {
                target,
                value,
                way: value_way,
            }) => {
                let mut at = String::new();
                for key in &way {
                    pointer::push_key(&mut at, key);
                }
                let mut within = field.to_owned();
                if field == "/update" {
                    for key in &value_way {
                        pointer::push_key(&mut within, key);
                    }
                }
                Err(error(
                    &within,
                    format!("cannot merge {value} into {target}, at \"#{at}\""),
                    "remove what is there by an action before this one",
                ))
            }
            Ok(()) if !merge.is_change => Err(self.does_not(
                Code::UnneededAction,
                field,
                "the document says this already; the action changes nothing",
                "remove the action: the document no longer needs it",
            )),
            Ok(()) => Ok(()),
        }
    }

    /// Returns the remark that an action does nothing.
    fn does_not(&self, code: Code, pointer: &str, message: &str, help: impl Into<String>) -> Outcome {
        Outcome::Remark(Remark {
            severity: self.severity,
            code,
            pointer: pointer.to_owned(),
            message: message.to_owned(),
            help: help.into(),
        })
    }
}

fn error(pointer: &str, message: impl Into<String>, help: impl Into<String>) -> Outcome {
    Outcome::Remark(Remark {
        severity: Severity::Error,
        code: Code::OverlayAction,
        pointer: pointer.to_owned(),
        message: message.into(),
        help: help.into(),
    })
}

fn below(place: &SourcePointer, pointer: &str) -> SourcePointer {
    SourcePointer {
        file: place.file,
        pointer: format!("{}{pointer}", place.pointer),
    }
}

fn excessive(excess: Excess) -> (Code, String, &'static str) {
    match excess {
        Excess::Steps => (
            Code::TooLarge,
            "the overlays look at too many values of the document".to_owned(),
            "write targets that name the way, instead of `..` and `*` within each other",
        ),
        Excess::Growth => (
            Code::TooLarge,
            "the overlays add too much to the document".to_owned(),
            "select fewer targets, or refer to one component by `$ref` instead of repeating it",
        ),
        Excess::Depth => (
            Code::TooDeep,
            format!("the document would nest its values too deeply: more than {DEPTH} levels"),
            "move nested schemas into components and refer to them with $ref",
        ),
    }
}
