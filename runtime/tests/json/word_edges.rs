//! What is read and written eight bytes at a time and more: the same wherever it stands, and however long it is.

use std::fmt::Debug;

use serde::de::DeserializeOwned;
use specwright_runtime::json::{self, Decode, Encode};
use specwright_runtime::{Map, object, tagged_union};

use super::{read, refuse, write};

/// What follows a value in the texts: nothing, a little, and more than a word.
const ENDS: [&str; 5] = ["]", " ]", ",0]", ",\n 10]", ",1234567890123]"];

/// Reads an array that begins with a text, whatever follows it, and returns its first element.
fn first<T: Decode + Debug + Clone>(text: &str) -> Vec<Result<T, String>> {
    let read = |end: &&str| {
        let values = json::from_slice::<Vec<T>>(format!("[{text}{end}").as_bytes());
        values
            .map(|values| values[0].clone())
            .map_err(|error| error.to_string())
    };
    ENDS.iter().map(read).collect()
}

/// The numbers around each power of ten, and around the limits of the integers.
fn magnitudes() -> Vec<u64> {
    let powers = (0..20).map(|exponent| 10_u64.pow(exponent));
    let limits = [7, 8, 15, 16, 31, 32, 53, 63].map(|bits| 1 << bits);
    let around = powers
        .chain(limits)
        .flat_map(|middle: u64| [middle - 1, middle, middle + 1, middle.wrapping_mul(7), middle / 3]);
    around
        .chain([u64::MAX - 1, u64::MAX, 1_234_567_890_123_456_789])
        .collect()
}

#[test]
fn integers_of_any_length_are_read_and_written() {
    for magnitude in magnitudes() {
        let text = magnitude.to_string();
        assert_eq!(write(&magnitude), text);
        for found in first::<u64>(&text) {
            assert_eq!(found, Ok(magnitude), "{text}");
        }
        for negative in [i128::from(magnitude), -i128::from(magnitude)] {
            let text = negative.to_string();
            for found in first::<i64>(&text) {
                assert_eq!(found.ok(), i64::try_from(negative).ok(), "{text}");
            }
            if let Ok(integer) = i64::try_from(negative) {
                assert_eq!(write(&integer), text);
            }
            if let Ok(integer) = i32::try_from(negative) {
                assert_eq!(write(&integer), text);
            }
            if let Ok(integer) = i8::try_from(negative) {
                assert_eq!(write(&integer), text);
            }
        }
    }
    assert_eq!(write(&[i64::MIN, -1, 0][..]), "[-9223372036854775808,-1,0]");
    for found in first::<i64>("-0") {
        assert_eq!(found, Ok(0));
    }
}

#[test]
fn integers_out_of_range_are_refused_wherever_they_stand() {
    for text in [
        "128",
        "-129",
        "32768",
        "18446744073709551616",
        "99999999999999999999999999",
    ] {
        for found in first::<i8>(text) {
            let expected = format!("at $[0] (byte 1): {text} is out of range for an integer of 8 bits");
            assert_eq!(found, Err(expected));
        }
    }
    for found in first::<u64>("18446744073709551616") {
        assert!(found.unwrap_err().contains("out of range"));
    }
}

#[test]
fn floats_with_any_number_of_digits_are_the_nearest_wherever_they_stand() {
    let digits = "1234567890123456789012345";
    for whole in 1..20 {
        for fraction in 0..22 {
            for (sign, exponent) in [("", ""), ("-", ""), ("", "e0"), ("-", "E-12"), ("", "e+5")] {
                let point = if fraction > 0 { "." } else { "" };
                let text = format!(
                    "{sign}{}{point}{}{exponent}",
                    &digits[..whole],
                    &digits[3..3 + fraction]
                );
                let expected: f64 = text.parse().unwrap();
                for found in first::<f64>(&text) {
                    assert_eq!(found.map(f64::to_bits), Ok(expected.to_bits()), "{text}");
                }
            }
        }
    }
    for text in [
        "0",
        "-0",
        "0.0",
        "-0.0",
        "0.000001",
        "0.0000000",
        "0.00000001",
        "1.0000000",
        "9.9999999",
    ] {
        for found in first::<f64>(text) {
            assert_eq!(
                found.map(f64::to_bits),
                Ok(text.parse::<f64>().unwrap().to_bits()),
                "{text}"
            );
        }
    }
}

#[test]
fn what_is_no_number_is_refused_wherever_it_stands() {
    for text in [
        "-",
        "01",
        "-01",
        "00",
        "00.5",
        "1.",
        "1.e5",
        "1.x",
        ".5",
        "1e",
        "1e+",
        "1.5e",
        "1/2",
        "1:2",
        "0x10",
        "12345678.",
        "123456789x",
        "1.1234567.",
        "+1",
    ] {
        for found in first::<f64>(text) {
            assert!(found.is_err(), "{text}: {found:?}");
        }
        for found in first::<i64>(text) {
            assert!(found.is_err(), "{text}: {found:?}");
        }
    }
    for text in ["truex", "tru", "falsey", "true1", "true\""] {
        for found in first::<bool>(text) {
            assert!(found.is_err(), "{text}: {found:?}");
        }
    }
}

/// Reads a text, and it is what `serde_json` reads; or both refuse it.
fn as_serde_json<T: Decode + DeserializeOwned + Debug + PartialEq>(text: &str) {
    let ours = json::from_slice::<T>(text.as_bytes());
    let theirs = serde_json::from_str::<T>(text);
    assert_eq!(ours.is_ok(), theirs.is_ok(), "{text}: {ours:?} and {theirs:?}");
    if let (Ok(ours), Ok(theirs)) = (ours, theirs) {
        assert_eq!(ours, theirs, "{text}");
    }
}

#[test]
fn escapes_are_read_at_each_place_of_a_string() {
    let pieces = [
        r#"\""#,
        r"\\",
        r"\/",
        r"\n",
        r"\u00e9",
        r"\ud83d\ude00",
        r"\ud83d",
        r"\ude00",
        r"\ud83d\n",
        r"\x",
        r"\u12",
        "\n",
        "\u{1f}",
        "é",
        "😀",
        "\u{7f}",
        "\"",
        "\\",
    ];
    for piece in pieces {
        for before in 0..20 {
            for after in [0, 1, 7, 8, 9, 40] {
                let text = format!("{}{piece}{}", "x".repeat(before), "y".repeat(after));
                as_serde_json::<Vec<String>>(&format!("[\"{text}\"]"));
                as_serde_json::<Vec<String>>(&format!("[\"{text}\",\"{piece}\"]"));
                as_serde_json::<Map<i64>>(&format!("{{\"{text}\":1}}"));
            }
        }
    }
}

#[test]
fn strings_of_any_length_are_written_one_after_the_other() {
    let strings: Vec<String> = (0..300)
        .map(|length| {
            if length % 7 == 0 {
                "\"é".repeat(length)
            } else {
                "x".repeat(length)
            }
        })
        .chain([1000, 1023, 1024, 1025, 4096, 70_000].map(|length| "z".repeat(length)))
        .collect();
    assert_eq!(
        json::to_vec(&strings).unwrap(),
        serde_json::to_vec(&strings).unwrap()
    );
    for string in &strings {
        assert_eq!(json::to_vec(string).unwrap(), serde_json::to_vec(string).unwrap());
        assert_eq!(read::<String>(&write(string)), *string);
    }
    let integers: Vec<u64> = (0..2000)
        .map(|index: u64| index.wrapping_mul(0x9e37_79b9_7f4a_7c15))
        .collect();
    assert_eq!(
        json::to_vec(&integers).unwrap(),
        serde_json::to_vec(&integers).unwrap()
    );
}

/// Names of each length up to more than two pieces of 16 bytes, in the order of the document.
#[derive(Debug, Default, PartialEq)]
struct Lengths {
    none: Option<i64>,
    one: Option<i64>,
    two: Option<i64>,
    three: Option<i64>,
    four: Option<i64>,
    seven: Option<i64>,
    eight: Option<i64>,
    sixteen: Option<i64>,
    seventeen: Option<i64>,
    thirty_two: Option<i64>,
    thirty_three: Option<i64>,
}
object! {
    Lengths {
        none = optional "",
        one = optional "1",
        two = optional "12",
        three = optional "123",
        four = optional "1234",
        seven = optional "1234567",
        eight = optional "12345678",
        sixteen = optional "1234567890abcdef",
        seventeen = optional "1234567890abcdefg",
        thirty_two = optional "1234567890abcdef1234567890abcdef",
        thirty_three = optional "1234567890abcdef1234567890abcdefg",
    }
}

#[test]
fn names_of_any_length_are_read_and_written() {
    let all = Lengths {
        none: Some(0),
        one: Some(1),
        two: Some(2),
        three: Some(3),
        four: Some(4),
        seven: Some(7),
        eight: Some(8),
        sixteen: Some(16),
        seventeen: Some(17),
        thirty_two: Some(32),
        thirty_three: Some(33),
    };
    let text = concat!(
        r#"{"":0,"1":1,"12":2,"123":3,"1234":4,"1234567":7,"12345678":8,"1234567890abcdef":16,"#,
        r#""1234567890abcdefg":17,"1234567890abcdef1234567890abcdef":32,"1234567890abcdef1234567890abcdefg":33}"#
    );
    assert_eq!(write(&all), text);
    assert_eq!(read::<Lengths>(text), all);
    assert_eq!(
        read::<Lengths>(&text.replace(':', " : ").replace(',', " ,\n")),
        all
    );
    // A name that differs from the expected one in one character is another.
    for at in 2..text.len() {
        if text.as_bytes()[at].is_ascii_lowercase() {
            let mut other = text.to_owned();
            other.replace_range(at..=at, "_");
            assert_ne!(read::<Lengths>(&other), all, "{other}");
        }
    }
    assert_eq!(read::<Lengths>("{}"), Lengths::default());
}

/// Names that look otherwise in a text, or like what they are not.
#[derive(Debug, PartialEq)]
struct Escaped {
    quote: i64,
    line: Option<i64>,
    accent: Option<i64>,
}
object! { Escaped { quote = required "a\":", line = optional "a\\nb", accent = optional "é" } }

#[test]
fn names_with_escapes_are_what_they_stand_for() {
    let escaped = Escaped {
        quote: 1,
        line: Some(2),
        accent: Some(3),
    };
    let text = r#"{"a\":":1,"a\\nb":2,"é":3}"#;
    assert_eq!(write(&escaped), text);
    assert_eq!(read::<Escaped>(text), escaped);
    assert_eq!(
        read::<Escaped>(r#"{"\u0061\u0022:":1,"a\\nb":2,"\u00e9":3}"#),
        escaped
    );
    // What is written like the name stands for another: for a line feed, and for `a`.
    assert_eq!(read::<Escaped>(r#"{"a\":":1,"a\nb":2,"é":3}"#).line, None);
    refuse::<Escaped>(br#"{"a":":1}"#);
}

#[derive(Debug, PartialEq)]
struct Link {
    next: Option<Box<Chain>>,
}
object! { Link { next = optional "next" } }

#[derive(Debug, PartialEq)]
enum Chain {
    Link(Link),
    Unknown(specwright_runtime::Value),
}
tagged_union! { Chain by "kind" { Link = "link"; Unknown } }

#[test]
fn each_of_many_unions_inside_of_each_other_writes_its_tag() {
    let chain = (0..20).fold(None, |next, _| Some(Box::new(Chain::Link(Link { next }))));
    let text = format!(
        "{}{}",
        r#"{"kind":"link","next":"#.repeat(19),
        r#"{"kind":"link"}"#
    ) + &"}".repeat(19);
    assert_eq!(write::<Option<Box<Chain>>>(&chain), text);
}

/// A value that can't be written stands last of many: what is written before and after does not matter, its place does.
#[test]
fn the_place_of_what_cannot_be_written_is_that_of_the_first() {
    let values = [
        vec![1.0, 2.0],
        vec![3.0, f64::NAN, 4.0, f64::INFINITY],
        vec![f64::NAN],
    ];
    let error = json::to_vec(&values[..]).unwrap_err();
    assert_eq!(error.to_string(), "at $[1][1]: JSON has no number NaN");
    fn encoded(value: &dyn Encode) -> String {
        json::to_vec(&value).unwrap_err().path().to_owned()
    }
    assert_eq!(
        encoded(&Map::from([("a".to_owned(), 1.0), ("b".to_owned(), f64::NAN)])),
        "$.b"
    );
}
