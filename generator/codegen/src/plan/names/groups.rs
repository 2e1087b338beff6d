//! Groups of operations, by their tags.

use foldhash::HashMap;

use super::case::{Case, snake};
use super::chosen::{Chosen, Item};
use super::locked::Target;
use super::scope::Scope;
use super::{GroupNames, OperationNames, RustName};
use specwright_document::model::Api;

/// Names that a group has besides its operations.
const GROUP_METHODS: [&str; 2] = ["clone", "inner"];

/// Gives each tag that is the first one of an operation its group, and the operations the names that they have there. `client` has the names that
/// are no operation's.
pub(super) fn assign(
    api: &Api,
    operations: &mut [OperationNames],
    chosen: &mut Chosen<'_>,
    client: &[&str],
) -> Vec<GroupNames> {
    let mut methods = Scope::with_reserved(client);
    chosen.reserve(&mut methods, chosen.tags());
    let tags = || {
        api.operations
            .iter()
            .filter_map(|operation| operation.tags.first())
    };
    chosen.reserve_locked(&mut methods, tags().map(|tag| Target::Group(tag.clone())));
    let mut types = Scope::default();
    chosen.reserve_locked(&mut types, tags().map(|tag| Target::GroupType(tag.clone())));
    let mut places: HashMap<&str, usize> = HashMap::default();
    let mut groups: Vec<GroupNames> = Vec::new();
    let mut members: Vec<Vec<usize>> = Vec::new();
    for (index, operation) in api.operations.iter().enumerate() {
        let Some(tag) = operation.tags.first() else {
            continue;
        };
        let place = *places.entry(tag).or_insert_with(|| {
            groups.push(GroupNames {
                tag: tag.clone(),
                name: chosen.claim_tag(
                    Target::Group(tag.clone()),
                    tag,
                    &mut methods,
                    Case::Snake,
                    "group",
                ),
                type_name: chosen.claim_tag(
                    Target::GroupType(tag.clone()),
                    tag,
                    &mut types,
                    Case::Camel,
                    "Group",
                ),
            });
            members.push(Vec::new());
            groups.len() - 1
        });
        members[place].push(index);
        operations[index].group = Some(place);
    }
    for (group, members) in groups.iter().zip(&members) {
        name_members(&group.tag, members, operations, chosen);
    }
    chosen.check(&mut methods, "the tag");
    // What is in no group has its name beside those of the groups.
    let without = (0..operations.len()).filter(|&index| operations[index].group.is_none());
    let without: Vec<usize> = without.collect();
    chosen.reserve_chosen(&mut methods, without.iter().copied().map(Item::Operation));
    chosen.reserve_locked(&mut methods, without.iter().flat_map(|index| in_group(*index)));
    for index in without {
        let text = operations[index].name.as_str().to_owned();
        rename(&mut operations[index], index, &text, chosen, &mut methods);
    }
    chosen.check(&mut methods, "the tag or operation");
    groups
}

/// Names the methods of a group. The shorter name that would be that of two is that of none, so that the order does not matter.
fn name_members(tag: &str, members: &[usize], operations: &mut [OperationNames], chosen: &mut Chosen<'_>) {
    let mut count: HashMap<String, usize> = HashMap::default();
    let wanted: Vec<String> = members
        .iter()
        .map(|&index| {
            let whole = operations[index].name.as_str();
            let is_chosen = chosen.name(Item::Operation(index)).is_some();
            let short = without_tag(whole, tag).filter(|_| !is_chosen);
            let wanted = short.unwrap_or_else(|| whole.to_owned());
            if wanted != whole {
                *count.entry(whole.to_owned()).or_default() += 1;
            }
            *count.entry(wanted.clone()).or_default() += 1;
            wanted
        })
        .collect();
    let mut methods = Scope::with_reserved(&GROUP_METHODS);
    chosen.reserve_chosen(&mut methods, members.iter().copied().map(Item::Operation));
    chosen.reserve_locked(&mut methods, members.iter().flat_map(|index| in_group(*index)));
    for (&index, wanted) in members.iter().zip(wanted) {
        let text = match count.get(&wanted) {
            Some(1) => wanted,
            _ => operations[index].name.as_str().to_owned(),
        };
        rename(&mut operations[index], index, &text, chosen, &mut methods);
    }
    chosen.check(&mut methods, "the operation");
}

/// Gives an operation, and its form that responds with a stream, the name of a text, or the one that is chosen.
fn rename(names: &mut OperationNames, index: usize, text: &str, chosen: &Chosen<'_>, methods: &mut Scope) {
    let [method, stream] = in_group(index);
    names.name = match chosen.name(Item::Operation(index)) {
        Some(name) => name.clone(),
        None => chosen.claim(method, methods, text, Case::Snake, &["operation"]),
    };
    if let Some(streaming) = &mut names.streaming {
        let text = format!("{} stream", names.name.as_str());
        streaming.name = chosen.claim(stream, methods, &text, Case::Snake, &["of events"]);
    }
}

/// Returns the methods that an operation may have in its group.
fn in_group(index: usize) -> [Target; 2] {
    [Target::GroupMethod(index), Target::GroupStreamMethod(index)]
}

/// Returns a name without the words of a tag at its beginning, and `controller` behind them, or at its end; `None` where they are at neither, or no
/// name is left.
fn without_tag(name: &str, tag: &str) -> Option<String> {
    let words: Vec<&str> = name.split('_').collect();
    let tag = snake(tag);
    let tag: Vec<&str> = tag.split('_').filter(|word| !word.is_empty()).collect();
    let rest = words.len().checked_sub(tag.len()).filter(|rest| *rest > 0)?;
    let rest = if are_alike(&words[..tag.len()], &tag) {
        match &words[tag.len()..] {
            ["controller", rest @ ..] if !rest.is_empty() => rest,
            rest => rest,
        }
    } else if are_alike(&words[rest..], &tag) {
        &words[..rest]
    } else {
        return None;
    };
    let name = RustName::new(&rest.join("_"))?;
    (!name.is_keyword() && !GROUP_METHODS.contains(&name.as_str())).then(|| name.as_str().to_owned())
}

/// Returns whether two names have the same words, but for the number of the last one: `pull`, `pulls`.
fn are_alike(a: &[&str], b: &[&str]) -> bool {
    match (a.split_last(), b.split_last()) {
        (Some((a_last, a)), Some((b_last, b))) => {
            a == b && (is_plural(a_last, b_last) || is_plural(b_last, a_last) || a_last == b_last)
        }
        _ => false,
    }
}

fn is_plural(plural: &str, singular: &str) -> bool {
    let is_regular = ["s", "es"]
        .iter()
        .any(|ending| plural.strip_suffix(ending) == Some(singular));
    let stem = plural.strip_suffix("ies");
    is_regular || stem.is_some_and(|stem| singular.strip_suffix('y') == Some(stem))
}

#[cfg(test)]
mod tests {
    use super::without_tag;

    #[test]
    fn the_words_of_the_tag_go_where_a_name_is_left() {
        for (name, tag, expected) in [
            ("issues_list_for_repo", "issues", Some("list_for_repo")),
            ("list_pets", "Pet", Some("list")),
            ("list_pet", "Pets", Some("list")),
            ("delete_category", "categories", Some("delete")),
            ("users_controller_find_all", "Users", Some("find_all")),
            ("code_scanning_get_alert", "code-scanning", Some("get_alert")),
            ("list_pet_owners", "Pets", None),
            ("pets", "Pets", None),
            ("pet_type", "Pets", None),
            ("pet_clone", "Pets", None),
            ("pets_2", "Pets", None),
            ("list", "", None),
        ] {
            assert_eq!(without_tag(name, tag).as_deref(), expected, "{name}, {tag}");
        }
    }
}
