//! What is said about actions that match nothing or change nothing.

use super::jsonpath::{Query, SingularStep};
use crate::diagnostic::Suggestions;
use crate::source::{DEPTH, Node, pointer};

/// Returns what to do about a target that selects nothing.
pub(super) fn unmatched(query: &Query, root: &Node, suggestions: &mut Suggestions) -> String {
    hint(query, root, suggestions).unwrap_or_else(|| {
        "correct the target, or remove the action if the document no longer needs it".to_owned()
    })
}

/// Finds where a path of names and indices leaves the document.
fn hint(query: &Query, root: &Node, suggestions: &mut Suggestions) -> Option<String> {
    let steps = query.singular()?;
    let mut way = vec![root];
    for (place, step) in steps.iter().take(DEPTH).enumerate() {
        let node = way[place];
        match (child(node, step), step) {
            (Some(next), _) => way.push(next),
            (None, SingularStep::Name(name)) => {
                return in_parts(&way, &steps, root).or_else(|| missing(name, node, suggestions));
            }
            (None, SingularStep::Index(_)) => return None,
        }
    }
    None
}

fn child<'d>(node: &'d Node, step: &SingularStep<'_>) -> Option<&'d Node> {
    match (step, node) {
        (SingularStep::Name(name), Node::Mapping(mapping)) => mapping.get(name),
        (SingularStep::Index(index), Node::Sequence(items)) => {
            usize::try_from(*index).ok().and_then(|index| items.get(index))
        }
        _ => None,
    }
}

/// Finds the rest of a path in a part of the schema that it leaves, or of the one around: what is sought below `properties` may be described
/// in `allOf`.
fn in_parts(way: &[&Node], steps: &[SingularStep<'_>], root: &Node) -> Option<String> {
    /// Parts that are looked into.
    const PARTS: usize = 100;
    let last = way.len() - 1;
    let schemas = (last.saturating_sub(1)..=last).rev();
    schemas.into_iter().find_map(|place| {
        let rest = &steps[place..];
        let has_rest = |part| rest.iter().try_fold(part, child).is_some();
        ["allOf", "anyOf", "oneOf"].iter().find_map(|keyword| {
            let parts = way[place].get(keyword)?.as_sequence()?;
            parts.iter().take(PARTS).enumerate().find_map(|(index, part)| {
                let wanted = path(rest);
                if has_rest(part) {
                    return Some(format!("write `{keyword}[{index}].{wanted}` in place of `{wanted}`"));
                }
                let reference = part.get("$ref")?.as_str()?;
                let referred = pointer::segments(reference.strip_prefix('#')?)
                    .try_fold(root, |node, segment| node.get(&segment))?;
                has_rest(referred).then(|| {
                    format!("`{wanted}` is in \"{reference}\", which `{keyword}[{index}]` refers to: choose that as the target")
                })
            })
        })
    })
}

/// Returns steps as a person writes them.
fn path(steps: &[SingularStep<'_>]) -> String {
    let steps = steps.iter().map(|step| match step {
        SingularStep::Name(name) => (*name).to_owned(),
        SingularStep::Index(index) => index.to_string(),
    });
    steps.collect::<Vec<_>>().join(".")
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
