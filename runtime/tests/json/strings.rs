//! Strings, bytes and identifiers.

use specwright_runtime::json;
use specwright_runtime::uuid::Uuid;
use specwright_runtime::{Base64, Map};

use super::{read, refuse, write};

#[test]
fn strings_are_unescaped_and_escaped() {
    let text = "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00é😀\"";
    assert_eq!(read::<String>(text), "\"\\/\u{8}\u{c}\n\r\té😀é😀");
    for string in ["", "a\"b\\c", "\u{0}\u{1f}\u{7f}", "é😀\u{2028}", "\r\n\t"] {
        assert_eq!(write(string), serde_json::to_string(string).unwrap());
        assert_eq!(read::<String>(&write(string)), string);
    }
}

#[test]
fn half_a_surrogate_pair_is_an_error() {
    for text in [
        r#""\ud83d""#,
        r#""\ud83dx""#,
        r#""\ud83d\n""#,
        r#""\ude00""#,
        r#""\ud83d\ud83d""#,
        r#""\ud83"#,
    ] {
        let error = refuse::<String>(text.as_bytes());
        assert!(error.contains("no valid JSON"), "{text}: {error}");
        refuse::<specwright_runtime::Value>(text.as_bytes());
        refuse::<Map<i64>>(format!("{{{text}:1}}").as_bytes());
    }
}

#[test]
fn control_characters_have_to_be_escaped() {
    assert!(refuse::<String>(b"\"a\nb\"").contains("control character"));
}

#[test]
fn text_that_is_not_utf_8_is_an_error_with_its_place() {
    let error = json::from_slice::<Vec<String>>(b"[\"a\",\"b\xff\"]").unwrap_err();
    assert_eq!(error.to_string(), "at $ (byte 7): the text is not UTF-8");
    assert_eq!(error.offset(), 7);
    refuse::<Map<i64>>(b"{\"\xc3\x28\":1}");
}

#[test]
fn a_byte_order_mark_is_read_past_and_counts_in_offsets() {
    assert_eq!(read::<i64>("\u{feff}1"), 1);
    assert_eq!(
        refuse::<i64>("\u{feff}x".as_bytes()),
        "at $ (byte 3): expected a value"
    );
    assert_eq!(
        refuse::<i64>("\u{feff}\u{feff}1".as_bytes()),
        "at $ (byte 3): expected a value"
    );
}

#[test]
fn bytes_travel_as_base64_in_any_alphabet() {
    for text in [r#""/+8=""#, r#""_-8=""#, r#""/+8""#, r#""_-8""#, "\"/+\\r\\n8=\""] {
        assert_eq!(*read::<Base64>(text), [0xff, 0xef], "{text}");
    }
    assert_eq!(write(&Base64::from([0xff, 0xef])), r#""/+8=""#);
    assert_eq!(read::<Base64>(r#""""#), Base64::default());
    assert_eq!(
        refuse::<Base64>(br#""a*""#),
        r#"at $ (byte 0): expected base64, found "a*""#
    );
}

#[test]
fn uuids_are_read_in_any_case() {
    let id: Uuid = read(r#""67E55044-10B1-426F-9247-BB680E5FE0C8""#);
    assert_eq!(write(&id), r#""67e55044-10b1-426f-9247-bb680e5fe0c8""#);
    assert_eq!(
        refuse::<Uuid>(br#""x""#),
        r#"at $ (byte 0): expected a UUID, found "x""#
    );
}

/// Strings are written in pieces of eight bytes and less: each byte that may need an escape, at each place of strings of each length.
#[test]
fn strings_are_written_as_serde_json_writes_them_whatever_stands_where() {
    let characters = (0..=0x80)
        .filter_map(char::from_u32)
        .chain(['é', '–', '🦀', '\u{2028}']);
    for character in characters {
        for length in 0..20 {
            for at in 0..=length {
                let mut text = "x".repeat(length);
                text.insert(at, character);
                for text in [text.clone(), format!("{text}\""), format!("\\{text}")] {
                    let expected = serde_json::to_vec(&text).expect("a string");
                    let written = json::to_vec(&text).expect("a string");
                    assert_eq!(written, expected, "{text:?}");
                }
            }
        }
    }
}
