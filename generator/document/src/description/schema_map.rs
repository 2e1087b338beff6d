use std::iter::Map;
use std::slice;

use foldhash::HashMap;

use super::SchemaId;
use crate::source::Text;

/// Up to this many names, looking at each is faster than a table of them, above all without optimisation. Most objects have fewer.
const FEW: usize = 16;

/// Schemas by names, each of which is there once, in the order in which they came.
#[derive(Clone, Default)]
pub struct SchemaMap {
    entries: Vec<(Text, SchemaId)>,
    /// The places of all entries, where there are more than a few.
    places: Option<Box<Places>>,
}

/// Places of entries by their names.
#[derive(Clone, Default)]
struct Places(HashMap<Text, usize>);

/// The entries of a [`SchemaMap`], in order.
pub type SchemaMapIter<'m> =
    Map<slice::Iter<'m, (Text, SchemaId)>, fn(&'m (Text, SchemaId)) -> (&'m Text, &'m SchemaId)>;

impl SchemaMap {
    /// Makes room for so many further entries.
    pub fn reserve_exact(&mut self, count: usize) {
        self.entries.reserve_exact(count);
    }

    /// Returns how many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Returns whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Returns the schema of a name.
    pub fn get(&self, name: &str) -> Option<&SchemaId> {
        self.place(name).map(|place| &self.entries[place].1)
    }

    /// Returns the schema of a name, to be changed.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut SchemaId> {
        self.place(name).map(|place| &mut self.entries[place].1)
    }

    /// Returns whether a name has a schema.
    pub fn contains_key(&self, name: &str) -> bool {
        self.place(name).is_some()
    }

    /// Sets the schema of a name, whether it has one or not.
    pub fn insert(&mut self, name: Text, schema: SchemaId) {
        match self.place(&name) {
            Some(place) => self.entries[place].1 = schema,
            None => self.push(name, schema),
        }
    }

    /// Sets the schema of a name that has none.
    pub fn insert_new(&mut self, name: Text, schema: SchemaId) {
        if !self.contains_key(&name) {
            self.push(name, schema);
        }
    }

    /// Returns the entries in order.
    pub fn iter(&self) -> SchemaMapIter<'_> {
        self.entries.iter().map(|(name, schema)| (name, schema))
    }

    /// Returns the names in order.
    pub fn keys(&self) -> impl ExactSizeIterator<Item = &Text> {
        self.entries.iter().map(|(name, _)| name)
    }

    /// Returns the schemas in order.
    pub fn values(&self) -> impl ExactSizeIterator<Item = &SchemaId> {
        self.entries.iter().map(|(_, schema)| schema)
    }

    fn place(&self, name: &str) -> Option<usize> {
        if let Some(places) = &self.places {
            return places.0.get(name).copied();
        }
        let mut place = 0;
        while place < self.entries.len() {
            if self.entries[place].0 == *name {
                return Some(place);
            }
            place += 1;
        }
        None
    }

    fn push(&mut self, name: Text, schema: SchemaId) {
        self.entries.push((name, schema));
        if self.entries.len() > FEW {
            let places = &mut self.places.get_or_insert_default().0;
            for (place, (name, _)) in self.entries.iter().enumerate().skip(places.len()) {
                places.insert(name.clone(), place);
            }
        }
    }
}

impl FromIterator<(Text, SchemaId)> for SchemaMap {
    fn from_iter<I: IntoIterator<Item = (Text, SchemaId)>>(entries: I) -> Self {
        let mut map = Self::default();
        for (name, schema) in entries {
            map.insert(name, schema);
        }
        map
    }
}

/// The order says nothing.
impl PartialEq for SchemaMap {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().all(|(name, schema)| other.get(name) == Some(schema))
    }
}

impl<'m> IntoIterator for &'m SchemaMap {
    type Item = (&'m Text, &'m SchemaId);
    type IntoIter = SchemaMapIter<'m>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for SchemaMap {
    type Item = (Text, SchemaId);
    type IntoIter = std::vec::IntoIter<(Text, SchemaId)>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_of_any_size_finds_each_name() {
        for size in [0, 1, 16, 17, 18, 100] {
            let mut map = SchemaMap::default();
            for number in 0..size {
                map.insert(format!("name {number}").into(), SchemaId::new(number));
            }
            for number in 0..size {
                map.insert_new(format!("name {number}").into(), SchemaId::new(0));
                map.insert(format!("name {number}").into(), SchemaId::new(number + 1));
                let found = map.get(&format!("name {number}"));
                assert_eq!(found.map(|schema| schema.index()), Some(number + 1));
            }
            assert_eq!(map.len(), size);
            assert!(map.get("name").is_none());
            let schemas: Vec<usize> = map.values().map(|schema| schema.index()).collect();
            assert_eq!(schemas, (1..=size).collect::<Vec<_>>());
        }
    }
}
