use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::Wanted;

/// Sets the offsets of what is wanted in a JSON text.
pub(super) fn find(text: &str, wanted: &Wanted, offsets: &mut [usize]) {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    deserializer.disable_recursion_limit();
    let seed = Search {
        text,
        wanted,
        offsets,
    };
    // The text was read before, so that this can't fail; if it did, what was found before counts.
    let _ = seed.deserialize(&mut deserializer);
}

/// Goes only where something is wanted, so that its depth is that of the deepest pointer.
struct Search<'text, 'search> {
    text: &'text str,
    wanted: &'search Wanted,
    offsets: &'search mut [usize],
}

impl<'text> DeserializeSeed<'text> for Search<'text, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'text>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.wanted.children.is_empty() {
            return deserializer.deserialize_ignored_any(IgnoredAny).map(|_| ());
        }
        deserializer.deserialize_any(self)
    }
}

impl<'text> Visitor<'text> for Search<'text, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_map<A: MapAccess<'text>>(self, mut access: A) -> Result<(), A::Error> {
        // Raw, since a raw value is a slice of the text, whose place is known.
        while let Some(raw) = access.next_key::<&'text RawValue>()? {
            let child = key_of(raw).and_then(|key| self.wanted.child(&key));
            match child {
                Some(child) => {
                    child.place(offset_of(self.text, raw), self.offsets);
                    access.next_value_seed(Search {
                        text: self.text,
                        wanted: child,
                        offsets: &mut *self.offsets,
                    })?;
                }
                None => {
                    access.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'text>>(self, mut access: A) -> Result<(), A::Error> {
        let mut index = 0;
        while let Some(raw) = access.next_element::<&'text RawValue>()? {
            if let Some(child) = self.wanted.item(index) {
                child.place(offset_of(self.text, raw), self.offsets);
                if !child.children.is_empty() {
                    let mut deserializer = serde_json::Deserializer::from_str(raw.get());
                    deserializer.disable_recursion_limit();
                    let seed = Search {
                        text: self.text,
                        wanted: child,
                        offsets: &mut *self.offsets,
                    };
                    // Read before as well.
                    let _ = seed.deserialize(&mut deserializer);
                }
            }
            index += 1;
        }
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

fn key_of(raw: &RawValue) -> Option<Cow<'_, str>> {
    let quoted = raw.get();
    if quoted.contains('\\') {
        return serde_json::from_str(quoted).ok().map(Cow::Owned);
    }
    quoted.get(1..quoted.len().checked_sub(1)?).map(Cow::Borrowed)
}

fn offset_of(text: &str, raw: &RawValue) -> usize {
    (raw.get().as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}
