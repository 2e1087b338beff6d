//! Values of any kind: as serde_json reads them.

use specwright_runtime::{Value, json};

use super::{read, refuse, write};

#[test]
fn values_are_what_serde_json_reads() {
    for text in [
        "null",
        "true",
        "0",
        "-1",
        "18446744073709551615",
        "-9223372036854775808",
        "1.5",
        "-0.0",
        "-0",
        "0.1",
        "1e5",
        "1.0",
        "0.30000000000000004",
        "12345678901234567890123",
        "\"a\\u0000b\"",
        "[]",
        "[1,[2,[]],{}]",
        r#"{"b":1,"a":{"c":null},"b":2}"#,
    ] {
        assert_eq!(
            read::<Value>(text),
            serde_json::from_str::<Value>(text).unwrap(),
            "{text}"
        );
    }
}

#[test]
fn values_are_written_as_serde_json_writes_them() {
    let value =
        serde_json::json!({"z": [1, -2, 1.5, 1e300, "é\"\n", null, true, {}, []], "a": {"b": u64::MAX}});
    assert_eq!(write(&value), value.to_string());
}

#[test]
fn numbers_too_large_for_a_value_are_an_error() {
    assert_eq!(
        refuse::<Value>(br#"{"a":1e999}"#),
        "at $.a (byte 5): 1e999 is out of range for a float of 64 bits"
    );
}

#[test]
fn any_type_goes_through_a_value() {
    let value = json::to_value(&vec![Some(1_u8), None]).unwrap();
    assert_eq!(value, serde_json::json!([1, null]));
    assert_eq!(
        json::from_value::<Vec<Option<u8>>>(&value).unwrap(),
        [Some(1), None]
    );
    assert_eq!(json::from_value::<Vec<bool>>(&value).unwrap_err().path(), "$[0]");
    assert!(json::to_value(&f64::NAN).is_err());
}
