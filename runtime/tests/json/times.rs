//! `format: date-time` and `format: date`.

use specwright_runtime::chrono::{DateTime, FixedOffset, NaiveDate, Utc};

use super::{read, refuse, write};

#[test]
fn times_are_read_as_rfc_3339_and_in_what_servers_send_instead() {
    for (text, expected) in [
        ("2024-05-06T07:08:09Z", "2024-05-06T07:08:09Z"),
        ("2024-05-06t07:08:09z", "2024-05-06T07:08:09Z"),
        ("2024-05-06T07:08:09.12Z", "2024-05-06T07:08:09.120Z"),
        (
            "2024-05-06T07:08:09.123456789+02:30",
            "2024-05-06T04:38:09.123456789Z",
        ),
        ("2024-05-06 07:08:09+00:00", "2024-05-06T07:08:09Z"),
        ("2024-05-06T07:08:09+0200", "2024-05-06T05:08:09Z"),
        ("2024-05-06T07:08:09-03", "2024-05-06T10:08:09Z"),
        ("2024-05-06T07:08:09", "2024-05-06T07:08:09Z"),
        ("2024-05-06T07:08:09.5", "2024-05-06T07:08:09.500Z"),
        ("2024-05-06 07:08:09.5", "2024-05-06T07:08:09.500Z"),
    ] {
        let time: DateTime<Utc> = read(&format!("{text:?}"));
        assert_eq!(write(&time), format!("{expected:?}"), "{text}");
    }
}

#[test]
fn what_is_no_time_is_an_error() {
    for text in [
        "",
        "2024-05-06",
        "07:08:09Z",
        "2024-13-06T07:08:09Z",
        "2024-05-06T07:08:09Zx",
        "yesterday",
    ] {
        assert_eq!(
            refuse::<DateTime<Utc>>(format!("{text:?}").as_bytes()),
            format!("at $ (byte 0): expected a date and time as in RFC 3339, found {text:?}")
        );
    }
}

#[test]
fn dates_are_read_and_written_as_rfc_3339() {
    let date: NaiveDate = read(r#""2024-02-29""#);
    assert_eq!(write(&date), r#""2024-02-29""#);
    assert_eq!(
        refuse::<NaiveDate>(br#""2023-02-29""#),
        r#"at $ (byte 0): expected a date as in RFC 3339, found "2023-02-29""#
    );
}

#[test]
fn a_time_keeps_its_offset_where_its_type_has_one() {
    for (text, expected) in [
        ("2024-05-06T07:08:09+02:30", "2024-05-06T07:08:09+02:30"),
        ("2024-05-06T07:08:09-0300", "2024-05-06T07:08:09-03:00"),
        ("2024-05-06T07:08:09Z", "2024-05-06T07:08:09Z"),
        ("2024-05-06 07:08:09", "2024-05-06T07:08:09Z"),
    ] {
        let time: DateTime<FixedOffset> = read(&format!("{text:?}"));
        assert_eq!(write(&time), format!("{expected:?}"), "{text}");
    }
    assert!(refuse::<DateTime<FixedOffset>>(br#""yesterday""#).contains("as in RFC 3339"));
}
