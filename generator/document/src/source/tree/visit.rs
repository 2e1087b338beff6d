//! What the readers of `serde` hand over, made into nodes.

use foldhash::HashSet;
use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor,
};

use super::{Path, Reading, RemarkKind, Step, Syntax};
use crate::source::{Mapping, Node, Text};

pub(super) struct NodeSeed<'reading, 'text, 'path> {
    pub(super) reading: &'reading mut Reading<'text>,
    pub(super) path: &'path Path<'path>,
}

impl<'de> DeserializeSeed<'de> for NodeSeed<'_, '_, '_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for NodeSeed<'_, '_, '_> {
    type Value = Node;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Node, E> {
        self.reading.spend(0)?;
        Ok(Node::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Node, E> {
        self.reading.spend(0)?;
        Ok(Node::Boolean(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Node, E> {
        self.reading.whole_number(value.into())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Node, E> {
        self.reading.whole_number(value.into())
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Node, E> {
        self.reading.other_number(value as f64)
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Node, E> {
        self.reading.other_number(value as f64)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Node, E> {
        self.reading.other_number(value)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Node, E> {
        self.reading.spend(text.len())?;
        Ok(Node::String(self.reading.texts.get(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let Self { reading, path } = self;
        reading.spend(0)?;
        reading.enter()?;
        let start = reading.items.len();
        loop {
            let path = Path(Some(Step::Item(path, reading.items.len() - start)));
            let seed = NodeSeed {
                reading: &mut *reading,
                path: &path,
            };
            let item = match access.next_element_seed(seed) {
                Ok(Some(item)) => item,
                Ok(None) => break,
                Err(error) => reading.pending_number(error)?,
            };
            reading.items.push(item);
        }
        reading.depth -= 1;
        Ok(Node::Sequence(reading.items.drain(start..).collect()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let Self { reading, path } = self;
        reading.spend(0)?;
        reading.enter()?;
        let start = reading.entries.len();
        let mut merges = false;
        while let Some(key) = access.next_key_seed(KeySeed {
            reading: &mut *reading,
            path,
        })? {
            merges |= key == *"<<";
            let path = Path(Some(Step::Key(path, &key)));
            let seed = NodeSeed {
                reading: &mut *reading,
                path: &path,
            };
            let value = match access.next_value_seed(seed) {
                Ok(value) => value,
                Err(error) => reading.pending_number(error)?,
            };
            reading.entries.push((key, value));
        }
        reading.depth -= 1;

        let mut entries: Box<[(Text, Node)]> = reading.entries.drain(start..).collect();
        if merges && reading.syntax == Syntax::Yaml {
            entries = merged(entries).into_boxed_slice();
        }
        let (mapping, duplicates) = Mapping::with_duplicates(entries);
        for key in duplicates {
            reading.remark(RemarkKind::Duplicate(key.as_str().to_owned()), path, Some(&key))?;
        }
        Ok(Node::Mapping(mapping))
    }

    /// Returns the YAML reader gives a value with a tag as an enum, named as the tag.
    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Node, A::Error> {
        let (tag, value) = access.variant::<String>()?;
        self.reading.remark(RemarkKind::Tag(tag), self.path, None)?;
        value.newtype_variant_seed(self)
    }
}

struct KeySeed<'reading, 'text, 'path> {
    reading: &'reading mut Reading<'text>,
    path: &'path Path<'path>,
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_, '_, '_> {
    type Value = Text;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Text, D::Error> {
        // As a string, whatever it looks like: the key `1.10` is not the number 1.1.
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for KeySeed<'_, '_, '_> {
    type Value = Text;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Text, E> {
        self.reading.spend(key.len())?;
        Ok(self.reading.texts.get(key))
    }

    fn visit_borrowed_str<E: Error>(self, key: &'de str) -> Result<Text, E> {
        if self.reading.syntax == Syntax::Yaml && self.reading.is_unquoted(key) {
            self.reading.unquoted_key(key, self.path)?;
        }
        self.visit_str(key)
    }
}

/// Puts the entries of `<<` in place of it: those of the mapping itself count first, then those of the merged
/// mappings in their order ([YAML merge keys](https://yaml.org/type/merge.html)).
fn merged(entries: Box<[(Text, Node)]>) -> Vec<(Text, Node)> {
    let mut own = Vec::with_capacity(entries.len());
    let mut sources = Vec::new();
    for (key, value) in entries {
        match (key.as_str(), value) {
            ("<<", Node::Mapping(source)) => sources.push(source),
            ("<<", Node::Sequence(items)) if items.iter().all(|item| item.as_mapping().is_some()) => {
                for item in items {
                    if let Node::Mapping(source) = item {
                        sources.push(source);
                    }
                }
            }
            (_, value) => own.push((key, value)),
        }
    }

    let mut present: HashSet<Text> = own.iter().map(|(key, _)| key.clone()).collect();
    for source in sources {
        for (key, value) in source.into_entries() {
            if present.insert(key.clone()) {
                own.push((key, value));
            }
        }
    }
    own
}
