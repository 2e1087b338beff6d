//! `Nullable`

use specwright_runtime::{Nullable, json};

use super::read;

fn all() -> [Nullable<String>; 3] {
    [Nullable::Absent, Nullable::Null, Nullable::Value("a".to_owned())]
}

#[test]
fn a_value_is_read_in_one_step_and_absent_and_null_are_none() {
    let [absent, null, value] = all();
    for none in [&absent, &null] {
        assert_eq!(
            (none.as_deref(), none.as_ref(), none.is_none()),
            (None, None, true)
        );
        assert_eq!(none.iter().count(), 0);
        assert_eq!(*none, None);
        assert_eq!(none.clone().ok_or("none"), Err("none"));
    }
    assert_eq!(value.as_deref(), Some("a"));
    assert_eq!(value, Some("a".to_owned()));
    assert!(value.clone().is_some_and(|text| text == "a"));
    assert_eq!(value.clone().map(|text| text.len()), Some(1));
    assert_eq!(value.clone().and_then(|text| text.parse::<u8>().ok()), None);
    assert_eq!(value.clone().unwrap_or_default(), "a");
    assert_eq!(value.into_iter().collect::<Vec<_>>(), ["a"]);
}

#[test]
fn absent_and_null_are_told_apart() {
    let told = all().map(|nullable| (nullable.is_absent(), nullable.is_null(), nullable.is_some()));
    assert_eq!(
        told,
        [(true, false, false), (false, true, false), (false, false, true)]
    );
    assert_ne!(Nullable::<i64>::Absent, Nullable::Null);
}

#[test]
fn a_value_is_written_in_one_step() {
    let text: Nullable<String> = "a".into();
    assert_eq!(text, Nullable::Value("a".to_owned()));
    assert_eq!(Nullable::from(5), Nullable::Value(5));
    assert_eq!(Nullable::from(Some(5)), Nullable::Value(5));
    assert_eq!(Nullable::<i64>::from(None), Nullable::Absent);
    assert_eq!(Nullable::<i64>::default(), Nullable::Absent);
}

#[test]
fn what_is_taken_is_absent_afterwards() {
    let mut value = Nullable::Value(5);
    assert_eq!(value.replace(6), Some(5));
    assert_eq!(value.take(), Some(6));
    assert_eq!(value, Nullable::Absent);
}

#[test]
fn it_takes_no_more_memory_than_an_option_in_an_option() {
    assert_eq!(size_of::<Nullable<String>>(), size_of::<Option<Option<String>>>());
    assert_eq!(size_of::<Nullable<i64>>(), size_of::<Option<Option<i64>>>());
    assert_eq!(size_of::<Nullable<bool>>(), size_of::<Option<Option<bool>>>());
}

#[test]
fn alone_it_is_null_or_a_value() {
    assert_eq!(read::<Nullable<i64>>("null"), Nullable::Null);
    assert_eq!(read::<Nullable<i64>>("5"), Nullable::Value(5));
    assert_eq!(json::to_vec(&Nullable::Value(5)).unwrap(), b"5");
}
