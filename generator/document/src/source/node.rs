use foldhash::{HashMap, HashMapExt};

use super::{Number, Text};

/// A value of a document, in the order of its text.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Node {
    Null,
    Boolean(bool),
    Number(Number),
    String(Text),
    Sequence(Box<[Node]>),
    Mapping(Mapping),
}

/// A mapping: its entries in order, each key once. Where a key stands twice in the text, the last value counts, as
/// in the parsers that the document's author is likely to have used; loading warns about it.
#[derive(Clone, Debug)]
pub struct Mapping(Entries);

/// A document has hundreds of thousands of mappings, so that each byte here counts.
#[derive(Clone, Debug)]
enum Entries {
    InOrder(Box<[(Text, Node)]>),
    Sorted(Box<Sorted>),
}

/// Entries among which a search would take long.
#[derive(Clone, Debug)]
struct Sorted {
    entries: Box<[(Text, Node)]>,
    /// The places of the entries, in the order of their keys.
    places: Box<[u32]>,
}

/// Up to this many entries, looking at each key costs less than to sort them, above all without optimisation: in most large mappings,
/// those of examples, nothing is looked for.
const SEARCHED_IN_ORDER: usize = 48;

impl Mapping {
    /// Creates a mapping of these entries. Where a key stands twice, the last value counts.
    pub fn new(entries: Vec<(Text, Node)>) -> Self {
        Self::with_duplicates(entries.into_boxed_slice()).0
    }

    /// Returns a mapping of these entries, and the keys that stand more than once among them.
    pub(super) fn with_duplicates(entries: Box<[(Text, Node)]>) -> (Self, Vec<Text>) {
        let places = sorted_places(&entries);
        if !has_duplicates(&entries, places.as_deref()) {
            return (Self::of_distinct(entries, places), Vec::new());
        }

        let mut distinct: Vec<(Text, Node)> = Vec::with_capacity(entries.len());
        let mut places: HashMap<Text, (usize, bool)> = HashMap::with_capacity(entries.len());
        let mut duplicates = Vec::new();
        for (key, value) in entries {
            match places.get_mut(&key) {
                Some((place, is_reported)) => {
                    distinct[*place].1 = value;
                    if !*is_reported {
                        *is_reported = true;
                        duplicates.push(key);
                    }
                }
                None => {
                    places.insert(key.clone(), (distinct.len(), false));
                    distinct.push((key, value));
                }
            }
        }
        let places = sorted_places(&distinct);
        (Self::of_distinct(distinct.into_boxed_slice(), places), duplicates)
    }

    fn of_distinct(entries: Box<[(Text, Node)]>, places: Option<Box<[u32]>>) -> Self {
        Self(match places {
            Some(places) => Entries::Sorted(Box::new(Sorted { entries, places })),
            None => Entries::InOrder(entries),
        })
    }

    /// Returns the entries in order, with keys that can be shared.
    pub fn entries(&self) -> &[(Text, Node)] {
        match &self.0 {
            Entries::InOrder(entries) => entries,
            Entries::Sorted(sorted) => &sorted.entries,
        }
    }

    /// Returns the value at `key`.
    pub fn get(&self, key: &str) -> Option<&Node> {
        match &self.0 {
            Entries::InOrder(entries) => {
                for (name, value) in entries {
                    if *name == *key {
                        return Some(value);
                    }
                }
                None
            }
            Entries::Sorted(sorted) => Some(&sorted.entries[sorted.place(key)?].1),
        }
    }

    /// Returns the place of `key` among the entries.
    pub fn position(&self, key: &str) -> Option<usize> {
        match &self.0 {
            Entries::InOrder(entries) => entries.iter().position(|(name, _)| *name == *key),
            Entries::Sorted(sorted) => sorted.place(key),
        }
    }

    /// Returns the entry at a place: its key, and its value to be changed.
    pub(crate) fn entry_mut(&mut self, place: usize) -> Option<(&Text, &mut Node)> {
        let entries = match &mut self.0 {
            Entries::InOrder(entries) => entries,
            Entries::Sorted(sorted) => &mut sorted.entries,
        };
        entries.get_mut(place).map(|(key, value)| (&*key, value))
    }

    /// Returns whether there is an entry at `key`.
    pub fn contains_key(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// Returns the entries in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Node)> {
        self.entries().iter().map(|(key, value)| (key.as_str(), value))
    }

    /// Returns the keys in order.
    pub fn keys(&self) -> impl ExactSizeIterator<Item = &str> {
        self.entries().iter().map(|(key, _)| key.as_str())
    }

    /// Returns how many entries there are.
    pub fn len(&self) -> usize {
        self.entries().len()
    }

    /// Returns whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.entries().is_empty()
    }

    /// Returns the entries in order, to make another mapping of.
    pub fn into_entries(self) -> Box<[(Text, Node)]> {
        match self.0 {
            Entries::InOrder(entries) => entries,
            Entries::Sorted(sorted) => sorted.entries,
        }
    }
}

impl Sorted {
    fn place(&self, key: &str) -> Option<usize> {
        let found = self
            .places
            .binary_search_by(|&place| self.entries[place as usize].0.as_str().cmp(key));
        found.ok().map(|found| self.places[found] as usize)
    }
}

impl PartialEq for Mapping {
    fn eq(&self, other: &Self) -> bool {
        self.entries() == other.entries()
    }
}

fn sorted_places(entries: &[(Text, Node)]) -> Option<Box<[u32]>> {
    let count = u32::try_from(entries.len()).ok()?;
    if entries.len() <= SEARCHED_IN_ORDER {
        return None;
    }
    let mut places: Vec<u32> = (0..count).collect();
    places.sort_unstable_by(|&one, &other| entries[one as usize].0.cmp(&entries[other as usize].0));
    Some(places.into_boxed_slice())
}

fn has_duplicates(entries: &[(Text, Node)], sorted: Option<&[u32]>) -> bool {
    match sorted {
        Some(sorted) => sorted
            .windows(2)
            .any(|pair| entries[pair[0] as usize].0 == entries[pair[1] as usize].0),
        None => {
            let mut marks = 0_u64;
            for (place, (key, _)) in entries.iter().enumerate() {
                let mark = mark(key);
                if marks & mark != 0 && entries[..place].iter().any(|(earlier, _)| earlier == key) {
                    return true;
                }
                marks |= mark;
            }
            false
        }
    }
}

/// Returns one of 64 bits: keys of different ones are different.
fn mark(key: &str) -> u64 {
    let bytes = key.as_bytes();
    let ends = match bytes {
        [] => 0,
        [first, .., last] => first.wrapping_mul(7) ^ last,
        [only] => *only,
    };
    1 << ((usize::from(ends) + 5 * bytes.len()) % 64)
}

impl Node {
    /// Returns the mapping, if it is one.
    pub fn as_mapping(&self) -> Option<&Mapping> {
        match self {
            Self::Mapping(mapping) => Some(mapping),
            _ => None,
        }
    }

    /// Returns the items, if it is a sequence.
    pub fn as_sequence(&self) -> Option<&[Node]> {
        match self {
            Self::Sequence(items) => Some(items),
            _ => None,
        }
    }

    /// Returns the text, if it is a string.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// Returns what stands at `key`, if this is a mapping that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.as_mapping()?.get(key)
    }

    /// Returns what kind of value it is, as a message says it: `a string`, `a mapping`…
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::Sequence(_) => "a list",
            Self::Mapping(_) => "a mapping",
        }
    }

    /// Returns the same value as JSON, for places that hold any value: defaults, examples, extensions.
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value;
        match self {
            Self::Null => Value::Null,
            Self::Boolean(boolean) => Value::Bool(*boolean),
            Self::Number(number) => Value::Number(number.value().clone()),
            Self::String(text) => Value::String(text.as_str().to_owned()),
            Self::Sequence(items) => Value::Array(items.iter().map(Self::to_json).collect()),
            Self::Mapping(mapping) => Value::Object(
                mapping
                    .iter()
                    .map(|(key, value)| (key.to_owned(), value.to_json()))
                    .collect(),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbered(keys: impl IntoIterator<Item = String>) -> Vec<(Text, Node)> {
        keys.into_iter()
            .enumerate()
            .map(|(place, key)| (key.as_str().into(), Node::Number(place.into())))
            .collect()
    }

    #[test]
    fn a_mapping_of_any_size_finds_each_key() {
        for size in [0, 1, 48, 49, 1000] {
            let mapping = Mapping::new(numbered((0..size).map(|number| format!("key {number}"))));
            for number in 0..size {
                let found = mapping.get(&format!("key {number}"));
                assert_eq!(found, Some(&Node::Number(number.into())));
            }
            assert_eq!(mapping.get("key"), None);
        }
    }

    #[test]
    fn the_last_of_two_equal_keys_counts_and_keeps_the_place_of_the_first() {
        for size in [2, 40, 60] {
            let keys = (0..size)
                .map(|number| format!("key {number}"))
                .chain(["key 0".to_owned(), "key 0".to_owned()]);
            let (mapping, duplicates) = Mapping::with_duplicates(numbered(keys).into());
            assert_eq!(mapping.len(), size);
            assert_eq!(
                mapping.iter().next(),
                Some(("key 0", &Node::Number((size + 1).into())))
            );
            assert_eq!(duplicates, [Text::from("key 0")]);
        }
    }
}
