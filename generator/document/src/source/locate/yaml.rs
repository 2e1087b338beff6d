use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess, SeqAccess, VariantAccess,
    Visitor,
};

use super::{Located, Wanted};
use crate::source::lines::YamlLines;

/// Sets the offsets of what is wanted in one document of a YAML text.
///
/// The reader tells places only in errors. So whoever reads a key or an item that is wanted fails on purpose: the
/// reader has gone past it by then, and goes on with what follows.
pub(super) fn find(text: &str, document: usize, wanted: &Wanted, places: &mut [Located]) {
    let Some(document) = serde_yaml::Deserializer::from_str(text).nth(document) else {
        return;
    };
    let mut search = Search {
        text,
        lines: YamlLines::new(text),
        places,
        failed: None,
    };
    let seed = ValueSeed {
        search: &mut search,
        wanted: Some(wanted),
        start_of: None,
    };
    // The text was read before, so that this can't fail; if it did, what was found before counts.
    let _ = seed.deserialize(document);
}

struct Search<'search> {
    text: &'search str,
    lines: YamlLines,
    places: &'search mut [Located],
    failed: Option<OnPurpose>,
}

/// What was read when an error was made on purpose.
enum OnPurpose {
    Key(String),
    Item,
}

impl Search<'_> {
    fn offset_in(&self, error: &impl fmt::Display) -> usize {
        self.lines.offset_in(self.text, &error.to_string())
    }
}

struct ValueSeed<'search, 'buffer, 'wanted> {
    search: &'search mut Search<'buffer>,
    /// What is looked for inside the value.
    wanted: Option<&'wanted Wanted>,
    /// What is to be placed where the value starts: at its first scalar.
    start_of: Option<&'wanted Wanted>,
}

impl<'de> DeserializeSeed<'de> for ValueSeed<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let looks_inside = self.wanted.is_some_and(|wanted| !wanted.children.is_empty());
        if looks_inside || self.start_of.is_some() {
            deserializer.deserialize_any(self)
        } else {
            deserializer.deserialize_ignored_any(IgnoredAny).map(|_| ())
        }
    }
}

impl ValueSeed<'_, '_, '_> {
    fn scalar<E: Error>(self) -> Result<(), E> {
        if self.start_of.is_none() {
            return Ok(());
        }
        self.search.failed = Some(OnPurpose::Item);
        Err(E::custom(""))
    }
}

impl<'de> Visitor<'de> for ValueSeed<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        let Self {
            search,
            wanted,
            mut start_of,
        } = self;
        loop {
            let seed = KeySeed {
                search: &mut *search,
                wanted,
                is_start: start_of.is_some(),
            };
            let key = match access.next_key_seed(seed) {
                Ok(Some(())) => None,
                Ok(None) => return Ok(()),
                Err(error) => match search.failed.take() {
                    Some(OnPurpose::Key(key)) => Some((key, search.offset_in(&error))),
                    _ => return Err(error),
                },
            };
            let mut child = None;
            if let Some((key, offset)) = key {
                if let Some(start_of) = start_of.take() {
                    start_of.place(offset.into(), search.places);
                }
                child = wanted.and_then(|wanted| wanted.child(&key));
                if let Some(child) = child {
                    child.place(offset.into(), search.places);
                }
            }
            access.next_value_seed(ValueSeed {
                search: &mut *search,
                wanted: child,
                start_of: None,
            })?;
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        let Self {
            search,
            wanted,
            mut start_of,
        } = self;
        let mut index = 0;
        loop {
            let child = wanted.and_then(|wanted| wanted.item(index));
            // The sequence starts where its first item does, and to place it is to place that item.
            let start = start_of.take().or(child);
            let seed = ValueSeed {
                search: &mut *search,
                wanted: child,
                start_of: start,
            };
            match access.next_element_seed(seed) {
                Ok(Some(())) => {}
                Ok(None) => return Ok(()),
                Err(error) => match (search.failed.take(), start) {
                    (Some(OnPurpose::Item), Some(start)) => {
                        let offset = search.offset_in(&error);
                        start.place(offset.into(), search.places);
                    }
                    _ => return Err(error),
                },
            }
            index += 1;
        }
    }

    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<(), A::Error> {
        let (IgnoredAny, value) = access.variant()?;
        value.newtype_variant_seed(self)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        self.scalar()
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        self.scalar()
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        self.scalar()
    }

    fn visit_i128<E: Error>(self, _: i128) -> Result<(), E> {
        self.scalar()
    }

    fn visit_u128<E: Error>(self, _: u128) -> Result<(), E> {
        self.scalar()
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        self.scalar()
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        self.scalar()
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.scalar()
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        Ok(())
    }
}

struct KeySeed<'search, 'buffer, 'wanted> {
    search: &'search mut Search<'buffer>,
    wanted: Option<&'wanted Wanted>,
    is_start: bool,
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for KeySeed<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<(), E> {
        let is_wanted = self.wanted.is_some_and(|wanted| wanted.child(key).is_some());
        if !is_wanted && !self.is_start {
            return Ok(());
        }
        self.search.failed = Some(OnPurpose::Key(key.to_owned()));
        Err(E::custom(""))
    }
}
