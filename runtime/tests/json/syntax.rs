//! Texts that are no JSON: what is wrong, and where.

use specwright_runtime::{Value, object};

use super::{read, refuse};

#[derive(Debug)]
struct Nothing {}
object! { Nothing {} }

#[test]
fn the_error_says_what_is_wrong_and_where() {
    for (text, error) in [
        ("[1", "(byte 2): no valid JSON: EOF while parsing a list"),
        ("[1,", "(byte 3): no valid JSON: EOF while parsing a value"),
        ("[1 2]", "(byte 3): no valid JSON: expected `,` or `]`"),
        ("[1,]", "(byte 3): no valid JSON: trailing comma"),
        ("{", "(byte 1): no valid JSON: EOF while parsing an object"),
        ("{1:2}", "(byte 1): no valid JSON: key must be a string"),
        (r#"{"a""#, "(byte 4): no valid JSON: EOF while parsing an object"),
        (r#"{"a" 1}"#, "(byte 5): no valid JSON: expected `:`"),
        (
            r#"{"a":1"#,
            "(byte 6): no valid JSON: EOF while parsing an object",
        ),
        (r#"{"a":1 "b":2}"#, "(byte 7): no valid JSON: expected `,` or `}`"),
        (r#"{"a":1,}"#, "(byte 7): no valid JSON: trailing comma"),
        (r#"{"a":1,"#, "(byte 7): no valid JSON: EOF while parsing a value"),
        (r#"{"a":1,b:2}"#, "(byte 7): no valid JSON: key must be a string"),
        (r#"["abc"#, "(byte 5): no valid JSON: EOF while parsing a string"),
        (r#"["abc\"#, "(byte 6): no valid JSON: EOF while parsing a string"),
        (r#"["\q"]"#, "(byte 3): no valid JSON: invalid escape"),
        (r#"["\u00g0"]"#, "(byte 6): no valid JSON: invalid escape"),
        (
            "[\"a\nb\"]",
            r"(byte 3): no valid JSON: control character (\u0000-\u001F) found while parsing a string",
        ),
        (
            r#"["\udc00"]"#,
            "(byte 7): no valid JSON: lone leading surrogate in hex escape",
        ),
        (
            r#"["\ud800\ud800"]"#,
            "(byte 13): no valid JSON: lone leading surrogate in hex escape",
        ),
        (
            r#"["\ud800x"]"#,
            "(byte 8): no valid JSON: unexpected end of hex escape",
        ),
        (
            r#"["\ud800\n"]"#,
            "(byte 9): no valid JSON: unexpected end of hex escape",
        ),
        ("[01]", "(byte 2): no valid JSON: invalid number"),
        ("[1.]", "(byte 3): no valid JSON: invalid number"),
        ("[1e+]", "(byte 4): no valid JSON: invalid number"),
        ("[-", "(byte 2): no valid JSON: EOF while parsing a value"),
        ("[tru", "(byte 4): no valid JSON: EOF while parsing a value"),
        ("[nulL]", "(byte 4): no valid JSON: expected ident"),
    ] {
        let refused = refuse::<Value>(text.as_bytes());
        assert!(refused.ends_with(error), "{text}: {refused}");
        let offset: usize = error[6..].split(')').next().unwrap().parse().unwrap();
        let moved = error.replacen(&format!("byte {offset}"), &format!("byte {}", offset + 8), 1);
        let refused = refuse::<Nothing>(format!(r#"{{"past":{text}"#).as_bytes());
        assert_eq!(refused, format!("at $ {moved}"), "{text}, read past");
    }
}

#[test]
fn any_character_may_stand_anywhere_in_a_string() {
    for length in 0..40 {
        for (escaped, character) in [
            (r"\n", '\n'),
            (r#"\""#, '"'),
            ("é", 'é'),
            ("😀", '😀'),
            ("\u{7f}", '\u{7f}'),
        ] {
            let before = "a".repeat(length);
            assert_eq!(
                read::<Vec<String>>(&format!(r#"["{before}{escaped}b","c"]"#)),
                [format!("{before}{character}b"), "c".to_owned()]
            );
            let refused = refuse::<Vec<String>>(format!("[\"{before}{escaped}\u{1f}{before}\"]").as_bytes());
            let offset = 2 + length + escaped.len();
            assert!(
                refused.contains(&format!("(byte {offset}): no valid JSON: control character")),
                "{refused}"
            );
        }
    }
}

/// The first letter of `null`, `true` or `false` does not make a text that.
#[test]
fn a_text_is_called_null_or_a_boolean_only_if_it_is() {
    for text in [
        "not found",
        "nullified",
        "null1",
        "n",
        "true_",
        "text",
        "falsehood",
        "fine",
    ] {
        for refused in [
            refuse::<Vec<i64>>(text.as_bytes()),
            refuse::<String>(text.as_bytes()),
        ] {
            let is_told = refused.contains("no valid JSON") || refused.contains("expected a value");
            assert!(is_told && !refused.contains("found"), "{text}: {refused}");
        }
    }
    assert_eq!(
        refuse::<Vec<i64>>(b"null"),
        "at $ (byte 0): expected an array, found null"
    );
    assert_eq!(
        refuse::<Vec<i64>>(b"null]"),
        "at $ (byte 0): expected an array, found null"
    );
    assert_eq!(
        refuse::<Vec<i64>>(b"true "),
        "at $ (byte 0): expected an array, found a boolean"
    );
}
