//! The names of definitions that several places of a document share: made of what a definition is, since a name that speaks of one
//! of the places would mislead at all others.

use std::iter::once_with;

use super::RustName;
use super::case::camel;
use super::inline;
use super::scope::Scope;
use specwright_document::lock::Place;
use specwright_document::model::StatusPattern;

/// Bytes that no name has more of.
const MOST: usize = 60;

/// Bytes that a title, or a list of values, may have in a name.
const MOST_OF_TEXT: usize = 40;

/// Values that are listed in a name.
const MOST_VALUES: usize = 4;

/// Words of a way that say what kind of step it is, and nothing of what is there.
const KINDS_OF_STEPS: [&str; 14] = [
    "Array", "Base", "Body", "Boolean", "Choice", "Form", "Integer", "Item", "Number", "Object", "Response",
    "Several", "String", "Value",
];

/// What a place contributes to the name of a definition that it shares.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sharing {
    /// The parts of the name that the place's own type has: where the way to it begins, and a word for each step.
    pub way: Vec<String>,
    /// Whether the place's own name is one that the user, or the document, chose.
    pub is_chosen: bool,
    /// The name that a lock keeps for the definition.
    pub locked: Option<RustName>,
    /// Where a lock keeps it, if there is a lock.
    pub place: Option<Place>,
}

/// What a type is, as far as it gives a name.
#[derive(Clone, PartialEq, Eq)]
pub enum TypeWords<'a> {
    /// Listed values.
    Values(Vec<&'a str>),
    /// An object with these properties.
    Properties(Vec<&'a str>),
    /// One of these alternatives.
    Alternatives(Vec<&'a str>),
}

/// Whether responses are those of calls that succeed.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// They are.
    Success,
    /// They are those of calls that fail.
    Failure,
}

/// Gives names to definitions, once all else has one.
#[derive(Clone)]
pub struct SharedNames {
    /// The items of the modules `types` and `operations`.
    items: Scope,
    /// The names of definitions, by where a lock keeps them.
    entries: Vec<(Place, RustName)>,
}

impl SharedNames {
    pub(super) fn new(items: Scope) -> Self {
        Self {
            items,
            entries: Vec::new(),
        }
    }

    /// Returns the names that it gave, by where a lock keeps them.
    pub fn into_entries(self) -> Vec<(Place, RustName)> {
        self.entries
    }

    /// Names the definition of a type that `places` share, of which some have titles.
    pub fn name_type(&mut self, places: &[&Sharing], titles: &[&str], words: &TypeWords<'_>) -> RustName {
        self.name(places, |items| {
            let mut first = None;
            for text in type_texts(places, titles, words) {
                if let Some(name) = items.take(&text) {
                    return name;
                }
                first.get_or_insert(text);
            }
            claim(first.as_deref().unwrap_or("SharedValue"), items)
        })
    }

    /// Names the definition of responses that `places` share: by their statuses, and by what their bodies are.
    pub fn name_responses(
        &mut self,
        places: &[&Sharing],
        outcome: Outcome,
        statuses: &[StatusPattern],
        bodies: &[String],
    ) -> RustName {
        self.name(places, |items| {
            claim(&responses_text(outcome, statuses, bodies), items)
        })
    }

    fn name(&mut self, places: &[&Sharing], claim: impl FnOnce(&mut Scope) -> RustName) -> RustName {
        let is_free = |name: &RustName| self.entries.iter().all(|(_, known)| known != name);
        let mut locked = places.iter().filter_map(|place| place.locked.as_ref());
        let name = match locked.find(|name| is_free(name)) {
            Some(name) => name.clone(),
            None => claim(&mut self.items),
        };
        let place = places.iter().find_map(|place| place.place.clone());
        self.entries.extend(place.map(|place| (place, name.clone())));
        name
    }
}

/// Claims a name for a text, or for a text with a number.
fn claim(text: &str, items: &mut Scope) -> RustName {
    match items.take(text) {
        Some(name) => name,
        None => inline::claim(&[text.to_owned()], "Data", items),
    }
}

/// Returns what a type can be called, best first: by its values, by the title that its schemas have, by what leads to most of them.
///
/// Nearly always the first one is free: none is made before it is asked for.
fn type_texts(places: &[&Sharing], titles: &[&str], words: &TypeWords<'_>) -> impl Iterator<Item = String> {
    let ends = (1..=3).map(|steps| {
        let ends = places.iter().filter_map(|place| end_of_way(&place.way, steps));
        most_frequent(ends).map(|end| format!("Shared{end}"))
    });
    once_with(|| of_values(words))
        .chain(once_with(|| of_titles(titles)))
        .chain(ends)
        .chain(once_with(|| of_members(words)))
        .flatten()
        .filter(|text| text.len() <= MOST)
}

/// Returns the text for the title that all schemas have.
fn of_titles(titles: &[&str]) -> Option<String> {
    let (first, others) = titles.split_first()?;
    let title = camel(first);
    let is_short = title.len() <= MOST_OF_TEXT;
    let is_one = is_short && others.iter().all(|other| other == first || camel(other) == title);
    is_one.then(|| format!("Shared{title}"))
}

/// Returns the text for listed values, where they are not many: `AscOrDesc`.
fn of_values(words: &TypeWords<'_>) -> Option<String> {
    let TypeWords::Values(values) = words else {
        return None;
    };
    let text = match values.as_slice() {
        [only] => format!("Only{only}"),
        values => values.join("Or"),
    };
    (values.len() <= MOST_VALUES && text.len() <= MOST_OF_TEXT).then_some(text)
}

/// Returns the text for what a type is made of.
fn of_members(words: &TypeWords<'_>) -> Option<String> {
    let (members, joint) = match words {
        TypeWords::Values(members) | TypeWords::Alternatives(members) => (members, "Or"),
        TypeWords::Properties(members) => (members, "And"),
    };
    let members: Vec<String> = members.iter().take(2).map(|member| camel(member)).collect();
    (!members.is_empty()).then(|| format!("Shared{}", members.join(joint)))
}

/// Returns the words for so many steps at the end of a way, not counting those that say only what kind of step they are; `None` where
/// it has none but its beginning, which names a place.
fn end_of_way(way: &[String], steps: usize) -> Option<String> {
    let steps_of_way = way.get(1..)?;
    let telling = steps_of_way.iter().enumerate().rev();
    let mut telling = telling.filter(|(_, word)| !is_kind_of_step(word)).take(steps);
    let (start, _) = telling.by_ref().last()?;
    Some(steps_of_way[start..].concat())
}

fn is_kind_of_step(word: &str) -> bool {
    let number = word.strip_prefix("Variant").unwrap_or_default();
    KINDS_OF_STEPS.contains(&word) || (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Returns the text that occurs most often; of several, the one that comes first.
fn most_frequent(texts: impl Iterator<Item = String>) -> Option<String> {
    let mut counts: Vec<(String, usize)> = Vec::new();
    let mut places = foldhash::HashMap::default();
    for text in texts {
        let place = *places.entry(text.clone()).or_insert_with(|| {
            counts.push((text, 0));
            counts.len() - 1
        });
        counts[place].1 += 1;
    }
    let most = counts.iter().map(|(_, count)| *count).max()?;
    let first = counts.into_iter().find(|(_, count)| *count == most);
    first.map(|(text, _)| text)
}

/// Returns what responses are called: `Error404Or4xxWithProblem`.
fn responses_text(outcome: Outcome, statuses: &[StatusPattern], bodies: &[String]) -> String {
    let word = match outcome {
        Outcome::Success => "Success",
        Outcome::Failure => "Error",
    };
    let mut numbers: Vec<String> = statuses.iter().copied().map(number).collect();
    numbers.dedup();
    if numbers.is_empty() {
        return format!("Undocumented{word}");
    }
    let head = format!("{word}{}", numbers.join("Or"));
    let whole = match bodies {
        [] => head.clone(),
        bodies => format!("{head}With{}", bodies.join("And")),
    };
    if whole.len() <= MOST {
        return whole;
    }
    if head.len() <= MOST {
        return head;
    }
    let mut head = word.to_owned();
    for number in numbers {
        if head.len() + number.len() + "OrOrOthers".len() > MOST {
            break;
        }
        head = format!("{head}{}{number}", if head == word { "" } else { "Or" });
    }
    format!("{head}OrOthers")
}

fn number(status: StatusPattern) -> String {
    match status {
        StatusPattern::Exact(status) => status.to_string(),
        StatusPattern::Range(hundred) => format!("{hundred}xx"),
        StatusPattern::Default => "Default".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Outcome, Sharing, StatusPattern, TypeWords, responses_text, type_texts};

    fn sharing(way: &str) -> Sharing {
        Sharing {
            way: way.split(' ').map(str::to_owned).collect(),
            ..Sharing::default()
        }
    }

    fn texts(ways: &[&str], titles: &[&str], words: &TypeWords<'_>) -> Vec<String> {
        let places: Vec<Sharing> = ways.iter().map(|way| sharing(way)).collect();
        type_texts(&places.iter().collect::<Vec<_>>(), titles, words).collect()
    }

    #[test]
    fn a_type_is_called_by_the_property_that_most_places_have() {
        let object = TypeWords::Properties(vec!["name", "age"]);
        assert_eq!(
            texts(
                &[
                    "ListPets Response Pet Owner",
                    "GetPet Owner",
                    "AddPet Body Keeper"
                ],
                &[],
                &object
            ),
            [
                "SharedOwner",
                "SharedPetOwner",
                "SharedPetOwner",
                "SharedNameAndAge"
            ]
        );
        assert_eq!(texts(&["Pet", "Owner"], &[], &object), ["SharedNameAndAge"]);
        assert_eq!(
            texts(
                &["Pet Owner Choice", "AddPet Owner Choice"],
                &["Someone", "Someone"],
                &object
            )[..2],
            ["SharedSomeone", "SharedOwnerChoice"]
        );
    }

    #[test]
    fn a_few_values_are_listed() {
        let values = |values: &[&'static str]| TypeWords::Values(values.to_vec());
        let first =
            |words: &TypeWords<'_>| texts(&["Pet Order", "ListPets Order"], &[], words).swap_remove(0);
        assert_eq!(first(&values(&["Asc", "Desc"])), "AscOrDesc");
        assert_eq!(first(&values(&["Pet"])), "OnlyPet");
        assert_eq!(first(&values(&["A", "B", "C", "D", "E"])), "SharedOrder");
    }

    #[test]
    fn responses_are_called_by_their_statuses_and_bodies() {
        use StatusPattern::{Default, Exact, Range};
        let text = |statuses: &[StatusPattern], bodies: &[&str]| {
            let bodies: Vec<String> = bodies.iter().map(|&body| body.to_owned()).collect();
            responses_text(Outcome::Failure, statuses, &bodies)
        };
        assert_eq!(text(&[], &[]), "UndocumentedError");
        assert_eq!(
            text(&[Exact(404), Range(4)], &["Problem"]),
            "Error404Or4xxWithProblem"
        );
        assert_eq!(
            text(&[Default], &["Problem", "Fault"]),
            "ErrorDefaultWithProblemAndFault"
        );
        let long = "AVeryLongName".repeat(5);
        assert_eq!(text(&[Exact(404), Exact(404)], &[&long]), "Error404");
        let many: Vec<StatusPattern> = (400..430).map(Exact).collect();
        assert_eq!(
            text(&many, &[]),
            "Error400Or401Or402Or403Or404Or405Or406Or407Or408OrOthers"
        );
    }
}
