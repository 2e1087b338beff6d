//! The names of types that are described where they are used: made of the way that leads there.

use super::RustName;
use super::case::Case;
use super::scope::Scope;

/// Bytes of a name beyond which parts of the way are left out.
const MOST: usize = 60;

/// Bytes that the longest suffix of a name and a number have room in.
const ROOM: usize = 8;

/// Claims a name for the type at the end of a way: all of `parts`, if that is no more than [`MOST`] bytes, else what the way
/// begins with and as much of its end as there is room for.
///
/// `suffix` tells it from another one of the same name.
pub(super) fn claim(parts: &[String], suffix: &str, names: &mut Scope) -> RustName {
    let whole = parts.concat();
    if whole.len() <= MOST {
        // Made of words in Rust's case already.
        if let Some(name) = names.take(&whole) {
            return name;
        }
        names.note_conflict(&whole, &whole);
        if whole.len() + ROOM <= MOST {
            return names.claim(&whole, Case::Camel, &[suffix]);
        }
    }
    let candidates = shorter(parts);
    let free = candidates.iter().find_map(|candidate| names.take(candidate));
    free.unwrap_or_else(|| {
        let short = candidates.iter().find(|candidate| candidate.len() + ROOM <= MOST);
        let end = || end_of(&whole, MOST - ROOM).to_owned();
        names.claim(&short.cloned().unwrap_or_else(end), Case::Camel, &[suffix])
    })
}

/// Claims the name that the type at the end of a way would have, for which another one is chosen: so others keep the names that they
/// have beside it.
pub(super) fn keep(parts: &[String], suffix: &str, names: &mut Scope) {
    if !names.is_chosen(&parts.concat()) {
        claim(parts, suffix, names);
    }
}

/// Returns what a way can be called in fewer words, what says most first: without steps in its middle, without words in its
/// middle, without words at its beginning.
fn shorter(parts: &[String]) -> Vec<String> {
    /// Bytes of an end that says something.
    const LEAST: usize = 16;
    let parts = without_repetition(parts);
    let [first, rest @ ..] = parts.as_slice() else {
        return Vec::new();
    };
    let ends = (0..rest.len()).map(|start| rest[start..].concat());
    let room = MOST.saturating_sub(first.len());
    let words = (room >= LEAST).then(|| end_of(&rest.concat(), room).to_owned());
    let mut candidates: Vec<String> = ends.chain(words).map(|end| format!("{first}{end}")).collect();
    candidates.push(end_of(&parts.concat(), MOST).to_owned());
    candidates.retain(|name| name.len() <= MOST && RustName::is_valid(name));
    candidates
}

/// Returns the parts without those that the next one repeats: `Strategy` before `StaticStrategy`.
fn without_repetition(parts: &[String]) -> Vec<&str> {
    let mut kept = Vec::with_capacity(parts.len());
    for (place, part) in parts.iter().enumerate() {
        let next = parts.get(place + 1).map_or("", String::as_str);
        let is_repeated = place > 0 && !part.is_empty() && (next.ends_with(part) || next.starts_with(part));
        if !is_repeated {
            kept.push(part.as_str());
        }
    }
    kept
}

/// Returns the last words of a name in camel case that are no more than `most` bytes.
fn end_of(name: &str, most: usize) -> &str {
    let starts = name.char_indices().filter(|(_, first)| first.is_uppercase());
    let mut ends = starts.map(|(start, _)| &name[start..]);
    ends.find(|end| end.len() <= most)
        .unwrap_or_else(|| name.get(..most).unwrap_or("Inline"))
}

#[cfg(test)]
mod tests {
    use super::{MOST, Scope, claim};

    fn parts(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn a_way_that_is_short_names_its_type_whole() {
        let mut names = Scope::default();
        let mut named = |text: &str| claim(&parts(text), "Data", &mut names).to_string();
        assert_eq!(named("Pet Owner Address"), "PetOwnerAddress");
        assert_eq!(named("Pet OwnerAddress"), "PetOwnerAddressData");
    }

    #[test]
    fn of_a_long_way_the_beginning_and_the_end_are_kept() {
        let mut names = Scope::default();
        let mut named = |text: &str| claim(&parts(text), "Data", &mut names).to_string();
        assert_eq!(
            named(
                "CreateAssistantRequest ToolResources FileSearch VectorStore Strategy StaticStrategy Static"
            ),
            "CreateAssistantRequestVectorStoreStaticStrategyStatic"
        );
        assert_eq!(
            named("PostCustomersCustomerSubscriptionsSubscriptionExposedId Body Options MandateOptions"),
            "CustomerSubscriptionsSubscriptionExposedIdBodyMandateOptions"
        );
    }

    #[test]
    fn no_name_is_longer_whatever_it_is_made_of() {
        let mut names = Scope::default();
        let long = "VeryLongIndeed".repeat(10);
        for way in [
            long.clone(),
            format!("A {long}"),
            format!("{long} B {long}"),
            "ä".repeat(90),
        ] {
            for _ in 0..12 {
                let name = claim(&parts(&way), "Variant", &mut names);
                assert!(name.as_str().len() <= MOST, "{name}");
            }
        }
    }
}
