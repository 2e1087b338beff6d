//! Numbers and booleans.

use specwright_runtime::{Value, json, object};

use super::{read, refuse, write};

#[test]
fn integers_keep_their_bounds() {
    assert_eq!(read::<Vec<i8>>("[-128,127]"), [i8::MIN, i8::MAX]);
    assert_eq!(read::<Vec<i16>>("[-32768,32767]"), [i16::MIN, i16::MAX]);
    assert_eq!(read::<Vec<i32>>("[-2147483648,2147483647]"), [i32::MIN, i32::MAX]);
    assert_eq!(
        read::<Vec<i64>>("[-9223372036854775808,9223372036854775807]"),
        [i64::MIN, i64::MAX]
    );
    assert_eq!(read::<Vec<u8>>("[0,255]"), [0, u8::MAX]);
    assert_eq!(read::<Vec<u16>>("[0,65535]"), [0, u16::MAX]);
    assert_eq!(read::<Vec<u32>>("[0,4294967295]"), [0, u32::MAX]);
    assert_eq!(read::<Vec<u64>>("[0,18446744073709551615]"), [0, u64::MAX]);
    assert_eq!(
        write(&[i64::MIN, i64::MAX][..]),
        "[-9223372036854775808,9223372036854775807]"
    );
    assert_eq!(write(&u64::MAX), "18446744073709551615");
}

#[test]
fn an_integer_out_of_range_is_an_error_that_shows_it() {
    assert_eq!(
        refuse::<i8>(b" 128"),
        "at $ (byte 1): 128 is out of range for an integer of 8 bits"
    );
    assert_eq!(
        refuse::<u64>(b"-1"),
        "at $ (byte 0): -1 is out of range for an integer of 64 bits without sign"
    );
    assert_eq!(
        refuse::<i64>(b"9223372036854775808"),
        "at $ (byte 0): 9223372036854775808 is out of range for an integer of 64 bits"
    );
    assert_eq!(
        refuse::<u64>(b"1e99"),
        "at $ (byte 0): 1e99 is out of range for an integer"
    );
    assert_eq!(
        refuse::<u64>(&[b'9'; 5000]),
        "at $ (byte 4301): no valid JSON: number out of range"
    );
}

#[test]
fn an_integer_may_be_written_as_an_integral_float() {
    assert_eq!(
        read::<Vec<i64>>("[1.0,1e3,-2.50e1,0.0,-0,1E+2]"),
        [1, 1000, -25, 0, 0, 100]
    );
    assert_eq!(read::<u64>("18446744073709551615.0"), u64::MAX);
    assert_eq!(read::<i64>("9007199254740993.000"), 9_007_199_254_740_993);
    assert_eq!(
        refuse::<i64>(b"1.5"),
        "at $ (byte 0): expected an integer, found 1.5"
    );
    assert_eq!(
        refuse::<i64>(b"1e-1"),
        "at $ (byte 0): expected an integer, found 1e-1"
    );
}

#[test]
fn floats_accept_integers() {
    assert_eq!(read::<Vec<f64>>("[1,-0,2.5,1e3]"), [1.0, 0.0, 2.5, 1000.0]);
    assert_eq!(
        read::<f64>("123456789012345678901234567890"),
        1.2345678901234568e29
    );
    assert_eq!(read::<f32>("0.1"), 0.1);
}

#[test]
fn floats_are_the_nearest_to_their_text_however_many_digits() {
    for text in [
        "0",
        "-0",
        "0.000000000000001",
        "0.30000000000000004",
        "123456789012345",
        "1234567890123456",
        "12345678901234.5",
        "123456789012345.5",
        "9007199254740993",
        "18446744073709551616.5",
        "-0.12345678901234567890123",
        "2.2250738585072011e-308",
        "5e-324",
        "1.7976931348623157e308",
        "100000000000000.25e-3",
    ] {
        let float: f64 = text.parse().unwrap();
        assert_eq!(read::<f64>(text).to_bits(), float.to_bits(), "{text}");
    }
}

#[test]
fn floats_are_written_as_serde_json_writes_them() {
    for float in [
        1.0,
        -0.0,
        0.1,
        1e300,
        1.5e-7,
        f64::MAX,
        f64::MIN_POSITIVE,
        123456789.0,
    ] {
        assert_eq!(write(&float), serde_json::to_string(&float).unwrap());
        assert_eq!(read::<f64>(&write(&float)).to_bits(), float.to_bits());
    }
    assert_eq!(write(&1.0), "1.0");
    assert_eq!(write(&0.1_f32), "0.1");
}

#[test]
fn a_float_out_of_range_is_an_error() {
    assert_eq!(
        refuse::<f64>(b"1e999"),
        "at $ (byte 0): 1e999 is out of range for a float of 64 bits"
    );
    assert_eq!(
        refuse::<f32>(b"1e39"),
        format!("at $ (byte 0): {} is out of range for a float of 32 bits", 1e39)
    );
}

#[test]
fn a_float_that_is_no_number_cannot_be_written() {
    let error = json::to_vec(&[1.0, f64::NAN][..]).unwrap_err();
    assert_eq!(error.to_string(), "at $[1]: JSON has no number NaN");
    assert!(json::to_vec(&f32::INFINITY).is_err());
}

#[test]
fn what_is_no_number_of_json_is_an_error() {
    for text in [
        "01",
        "-",
        "1.",
        ".5",
        "+1",
        "1e",
        "0x1",
        "NaN",
        "Infinity",
        "-Infinity",
        "1_000",
        "--1",
    ] {
        refuse::<i64>(text.as_bytes());
        refuse::<f64>(text.as_bytes());
        refuse::<Value>(text.as_bytes());
    }
}

#[test]
fn booleans_are_true_and_false() {
    assert_eq!(read::<Vec<bool>>("[true,false]"), [true, false]);
    assert_eq!(write(&[true, false][..]), "[true,false]");
    assert_eq!(
        refuse::<bool>(b"1"),
        "at $ (byte 0): expected a boolean, found a number"
    );
    assert_eq!(
        refuse::<bool>(b"trux"),
        "at $ (byte 3): no valid JSON: expected ident"
    );
}

#[derive(Debug, PartialEq)]
struct Weather {
    celsius: i32,
    rain: Option<f64>,
    hours: Vec<u8>,
    inner: Option<Inner>,
}
object! {
    numbers_in_text Weather {
        celsius = required "celsius",
        rain = optional "rain",
        hours = required "hours",
        inner = optional "inner",
    }
}

#[derive(Debug, PartialEq)]
struct Inner {
    strict: i64,
}
object! { Inner { strict = required "strict" } }

#[test]
fn numbers_are_read_from_strings_where_the_object_says_so() {
    let weather = Weather {
        celsius: -7,
        rain: Some(0.5),
        hours: vec![1, 2],
        inner: None,
    };
    for text in [
        r#"{"celsius":"-7","rain":"0.5","hours":["1",2]}"#,
        r#"{"celsius":-7,"rain":5e-1,"hours":[1,"2.0"]}"#,
    ] {
        assert_eq!(read::<Weather>(text), weather);
    }
    assert_eq!(write(&weather), r#"{"celsius":-7,"rain":0.5,"hours":[1,2]}"#);
    for text in [
        r#""""#,
        r#""7 ""#,
        r#"" 7""#,
        r#""seven""#,
        r#""3000000000""#,
        "true",
    ] {
        refuse::<Weather>(format!(r#"{{"celsius":{text},"hours":[]}}"#).as_bytes());
    }
    let strict = br#"{"celsius":"1","hours":[],"inner":{"strict":"1"}}"#;
    assert!(refuse::<Weather>(strict).contains("$.inner.strict"));
}

#[test]
fn a_decimal_keeps_all_of_its_digits() {
    use specwright_runtime::Decimal;
    for text in [
        "0",
        "-0.10",
        "1234567890123456789012345678901234567890.000000000000000000001",
        "1E+400",
    ] {
        let decimal: Decimal = read(text);
        assert_eq!((decimal.as_str(), write(&decimal).as_str()), (text, text));
    }
    for text in ["", "1.", "01", "+1", "\"1\"", "1 2", "NaN", "1,\"a\":2"] {
        assert!(text.parse::<Decimal>().is_err(), "{text}");
    }
    assert_eq!(Decimal::from(-7).as_str(), "-7");
}
