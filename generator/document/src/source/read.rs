//! The JSON and YAML readers, each with its bounds.

use super::Node;
use super::extents::Extents;
use super::lines::Lines;
use super::nesting;
use super::parse::Role;
use super::tree::{Excess, Reading, Remark, Syntax, json};
use crate::diagnostic::LineColumn;

/// What a reader made of a text.
pub(super) struct Tree {
    pub(super) node: Node,
    pub(super) remarks: Vec<Remark>,
    pub(super) extents: Extents,
    /// Which of the documents of a YAML file it is.
    pub(super) yaml_document: usize,
    /// Whether the file has another YAML document that was left out.
    pub(super) has_others: bool,
}

/// A reader's failure: where in the text that it was given, and why.
pub(super) struct Failure {
    pub(super) offset: usize,
    pub(super) reason: Reason,
}

pub(super) enum Reason {
    /// The reader's message.
    Syntax(String),
    Excess(Excess),
}

/// Reads a text by a grammar.
pub(super) fn read(text: &str, syntax: Syntax, role: Role) -> Result<Tree, Failure> {
    match syntax {
        Syntax::Json => match json::read(text) {
            Some(json) => Ok(Tree {
                node: json.node,
                remarks: json.remarks,
                extents: json.extents,
                yaml_document: 0,
                has_others: false,
            }),
            None => read_by_serde(text),
        },
        Syntax::Yaml => read_yaml(text, role),
    }
}

/// Reads a JSON text that could not be read, for what there is to say about it.
fn read_by_serde(text: &str) -> Result<Tree, Failure> {
    let mut reading = Reading::new(text, Syntax::Json);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    // Ours counts instead: `Reading` stops at `JSON_DEPTH`.
    deserializer.disable_recursion_limit();
    let result = reading
        .read(&mut deserializer)
        .and_then(|read| deserializer.end().map(|()| read));
    match result {
        Ok((node, remarks)) => Ok(Tree {
            node,
            remarks,
            extents: Extents::default(),
            yaml_document: 0,
            has_others: false,
        }),
        Err(error) => {
            let lines = Lines::new(text);
            let start = lines.offset(
                text,
                LineColumn {
                    line: error.line(),
                    column: 1,
                },
            );
            Err(Failure {
                // Its columns are bytes.
                offset: start + error.column().saturating_sub(1),
                reason: match reading.excess {
                    Some(excess) => Reason::Excess(excess),
                    None => Reason::Syntax(error.to_string()),
                },
            })
        }
    }
}

fn read_yaml(text: &str, role: Role) -> Result<Tree, Failure> {
    if nesting::is_excessive(text) {
        return Err(Failure {
            offset: 0,
            reason: Reason::Excess(Excess::Depth),
        });
    }
    let mut reading = Reading::new(text, Syntax::Yaml);
    let mut documents = serde_yaml::Deserializer::from_str(text);
    let mut best: Option<Tree> = None;
    let mut count = 0;
    while let Some(document) = documents.next() {
        let yaml_document = count;
        count += 1;
        let (node, remarks) = match reading.read(document) {
            Ok(read) => read,
            // What comes after a document that could be read does not count.
            Err(_) if best.is_some() => break,
            Err(error) => {
                let message = error.to_string();
                let excess = reading.excess.or_else(|| excess_of(&message));
                return Err(Failure {
                    offset: error.location().map_or(0, |location| location.index()),
                    reason: excess.map_or(Reason::Syntax(message), Reason::Excess),
                });
            }
        };
        let is_wanted = match role {
            Role::Root => node.get("openapi").is_some() || node.get("swagger").is_some(),
            Role::Referenced => node != Node::Null,
        };
        let is_better = best.as_ref().is_none_or(|best| best.node == Node::Null);
        if is_wanted || is_better {
            best = Some(Tree {
                node,
                remarks,
                extents: Extents::default(),
                yaml_document,
                has_others: false,
            });
        }
        if is_wanted {
            count += usize::from(documents.next().is_some());
            break;
        }
    }
    let mut tree = best.unwrap_or(Tree {
        node: Node::Null,
        remarks: Vec::new(),
        extents: Extents::default(),
        yaml_document: 0,
        has_others: false,
    });
    tree.has_others = count > 1;
    Ok(tree)
}

fn excess_of(message: &str) -> Option<Excess> {
    if message.contains("recursion limit exceeded") {
        Some(Excess::Depth)
    } else if message.contains("repetition limit exceeded") {
        Some(Excess::Aliases)
    } else {
        None
    }
}
