//! Bytes to text.

/// A file's text, and what had to be done to get it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) mark: Option<Mark>,
}

/// What stood at the start of a file in front of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Utf8,
    Utf16,
}

/// A file that is not Unicode text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NotText {
    /// What is readable, for the position and the line in a message; it ends where the first mistake is.
    pub(super) readable: String,
    pub(super) encoding: &'static str,
}

/// UTF-8 with or without a byte-order mark, or UTF-16 with one.
pub(super) fn decode(bytes: Vec<u8>) -> Result<Decoded, NotText> {
    match bytes.as_slice() {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => Ok(Decoded {
            text: utf8(rest.to_vec())?,
            mark: Some(Mark::Utf8),
        }),
        _ => Ok(Decoded {
            text: utf8(bytes)?,
            mark: None,
        }),
    }
}

fn utf8(bytes: Vec<u8>) -> Result<String, NotText> {
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let mut bytes = error.into_bytes();
        bytes.truncate(valid);
        NotText {
            readable: String::from_utf8(bytes).unwrap_or_default(),
            encoding: "UTF-8",
        }
    })
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Decoded, NotText> {
    let mut text = String::with_capacity(bytes.len() / 2);
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let broken = char::decode_utf16(units).any(|character| match character {
        Ok(character) => {
            text.push(character);
            false
        }
        Err(_) => true,
    });
    if broken || !bytes.len().is_multiple_of(2) {
        return Err(NotText {
            readable: text,
            encoding: "UTF-16",
        });
    }
    Ok(Decoded {
        text,
        mark: Some(Mark::Utf16),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_text() {
        let decoded = decode(b"\xEF\xBB\xBFopenapi: 3.0.0".to_vec());
        let text = "openapi: 3.0.0".to_owned();
        let mark = Some(Mark::Utf8);
        assert_eq!(decoded, Ok(Decoded { text, mark }));
    }

    #[test]
    fn utf_16_is_read_in_both_byte_orders() {
        let text = "title: Größe 😀".to_owned();
        let mark = Some(Mark::Utf16);
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let expected = Ok(Decoded { text, mark });
        assert_eq!(decode([b"\xFF\xFE".as_slice(), &little].concat()), expected);
        assert_eq!(decode([b"\xFE\xFF".as_slice(), &big].concat()), expected);
    }

    #[test]
    fn what_is_readable_before_the_first_wrong_byte_is_kept_for_the_message() {
        let broken = decode(b"title: Gr\xF6\xDFe".to_vec()).unwrap_err();
        assert_eq!(broken.readable, "title: Gr");
        assert!(decode(b"\xFF\xFEa".to_vec()).is_err());
    }
}
