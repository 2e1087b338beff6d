use crate::source::Text;

/// Texts up to this length, in bytes, are shared: long ones are rarely repeated.
const SHARED_TEXT: usize = 48;

/// The length of what stands in a document for each of the places.
const BYTES_FOR_ONE: usize = 512;

/// Short texts that were read, to be shared with those that equal them.
///
/// Each has two places, where it stays until others come: no text is looked for any longer than that, whatever an author thinks of.
pub(super) struct Texts(Box<[Option<Text>]>);

impl Texts {
    /// Creates the places for the texts of a document of so many bytes.
    pub(super) fn for_text(length: usize) -> Self {
        let places = (length / BYTES_FOR_ONE).clamp(64, 1 << 15).next_power_of_two();
        Self(vec![None; places].into_boxed_slice())
    }

    /// Returns a text, shared with one that equals it.
    pub(super) fn get(&mut self, text: &str) -> Text {
        if text.len() > SHARED_TEXT {
            return text.into();
        }
        let place = hash(text.as_bytes()) & (self.0.len() - 1);
        if let Some(known) = &self.0[place]
            && *known == *text
        {
            return known.clone();
        }
        if let Some(known) = &self.0[place ^ 1]
            && *known == *text
        {
            return known.clone();
        }
        let new = Text::from(text);
        self.0[place ^ 1] = self.0[place].replace(new.clone());
        new
    }
}

/// Returns a number that texts are told apart by, nearly always: of their length and eight of their bytes.
fn hash(bytes: &[u8]) -> usize {
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
    let length = bytes.len();
    if length == 0 {
        return 0;
    }
    let (last, middle, quarter) = (length - 1, length / 2, length / 4);
    let some = u64::from_le_bytes([
        bytes[0],
        bytes[quarter],
        bytes[middle],
        bytes[last],
        bytes[middle / 2 + middle],
        bytes[last.saturating_sub(1)],
        bytes[last.saturating_sub(2)],
        bytes[middle.saturating_sub(1)],
    ]);
    let mixed = (some ^ length as u64).wrapping_mul(FACTOR);
    (mixed >> 32) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_short_texts_are_one() {
        let mut texts = Texts::for_text(0);
        for text in [
            "",
            "a",
            "type",
            "description",
            "a text that has some forty characters…",
        ] {
            let (one, other) = (texts.get(text), texts.get(text));
            assert_eq!(one.as_str(), text);
            assert!(std::ptr::eq(one.as_str(), other.as_str()), "{text}");
        }
    }

    #[test]
    fn texts_of_one_place_are_told_apart() {
        let mut texts = Texts::for_text(0);
        for number in 0..10_000 {
            let text = number.to_string();
            assert_eq!(texts.get(&text).as_str(), text);
        }
    }
}
