//! What is said about actions that match nothing or change nothing.

use super::jsonpath::{Query, SingularStep};
use crate::diagnostic::Suggestions;
use crate::source::{DEPTH, Node};

/// Returns what to do about a target that selects nothing.
pub(super) fn unmatched(query: &Query, root: &Node, suggestions: &mut Suggestions) -> String {
    hint(query, root, suggestions).unwrap_or_else(|| {
        "correct the target, or remove the action if the document no longer needs it".to_owned()
    })
}

/// Finds where a path of names and indices leaves the document.
fn hint(query: &Query, root: &Node, suggestions: &mut Suggestions) -> Option<String> {
    let mut node = root;
    for step in query.singular()?.into_iter().take(DEPTH) {
        let next = match (&step, node) {
            (SingularStep::Name(name), Node::Mapping(mapping)) => mapping.get(name),
            (SingularStep::Index(index), Node::Sequence(items)) => {
                usize::try_from(*index).ok().and_then(|index| items.get(index))
            }
            _ => None,
        };
        match (next, step) {
            (Some(next), _) => node = next,
            (None, SingularStep::Name(name)) => return missing(name, node, suggestions),
            (None, SingularStep::Index(_)) => return None,
        }
    }
    None
}

fn missing(name: &str, node: &Node, suggestions: &mut Suggestions) -> Option<String> {
    if let Some(reference) = node.get("$ref").and_then(Node::as_str) {
        let where_to = if reference.starts_with('#') {
            "choose what the reference names as the target"
        } else {
            "overlays change the root file alone"
        };
        return Some(format!(
            "before `{name}` stands the reference \"{reference}\", which is not followed; {where_to}"
        ));
    }
    let near = suggestions.nearest(name, node.as_mapping()?.keys())?;
    Some(format!("did you mean `{near}` instead of `{name}`?"))
}
