//! `Argument` and `Optional`

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use specwright_runtime::__private::{argument, or_null};
use specwright_runtime::json::Encode;
use specwright_runtime::{Argument, Entries, List, Map, Null, Nullable, Optional, OptionalOrNull};

use super::write;

fn text(value: impl Argument<str>) -> String {
    write(&value)
}

fn texts(value: impl Argument<List<str>>) -> String {
    write(&value)
}

fn numbers(value: impl Argument<List<i64>>) -> String {
    write(&value)
}

fn entries(value: impl Argument<Entries<str>>) -> String {
    write(&argument(&value))
}

fn number(value: impl Optional<i64>) -> String {
    shown(&value)
}

fn maybe_text(value: impl Optional<str>) -> String {
    shown(&value)
}

fn maybe_texts(value: impl Optional<List<str>>) -> String {
    shown(&value)
}

fn number_or_null(value: impl OptionalOrNull<i64>) -> String {
    shown(&or_null(&value))
}

fn entries_or_null(value: impl OptionalOrNull<Entries<str>>) -> String {
    shown(&or_null(&value))
}

fn shown(value: &dyn Encode) -> String {
    match value.is_absent() {
        true => "absent".to_owned(),
        false => write(value),
    }
}

#[derive(Clone, Debug, PartialEq)]
enum State {
    Open,
    Other(String),
}
specwright_runtime::string_enum! { State { Open = "open"; Other } }

fn state(value: impl Argument<State>) -> String {
    write(&value)
}

fn maybe_state(value: impl Optional<State>) -> String {
    shown(&value)
}

#[test]
fn a_text_is_anything_that_is_one() {
    let owned = "a".to_owned();
    let borrowed: &&str = &"a";
    let all = [
        text("a"),
        text(&owned),
        text(owned.clone()),
        text(borrowed),
        text(Cow::Borrowed("a")),
        text(owned.clone().into_boxed_str()),
        text(Arc::<str>::from("a")),
    ];
    assert_eq!(all, ["\"a\""; 7]);
}

#[test]
fn a_value_is_given_by_value_or_by_reference() {
    let open = State::Open;
    let boxed = Box::new(open.clone());
    let all = [
        state(&open),
        state(Arc::new(open.clone())),
        state(&boxed),
        state(boxed),
        state(open),
    ];
    assert_eq!(all, ["\"open\""; 5]);
}

#[test]
fn a_list_is_given_as_array_slice_or_vector_of_what_stands_for_its_items() {
    let owned = vec!["a".to_owned(), "b".to_owned()];
    let array = ["a".to_owned(), "b".to_owned()];
    let all = [
        texts(&array),
        texts(array),
        texts(vec!["a", "b"]),
        texts(&owned),
        texts(&owned[..]),
        texts([&owned[0], &owned[1]]),
        texts(owned),
    ];
    assert_eq!(all, [r#"["a","b"]"#; 7]);
    assert_eq!(
        [numbers([1, 2]), numbers(vec![1, 2]), numbers([&1, &2])],
        ["[1,2]"; 3]
    );
}

#[test]
fn a_map_is_given_as_map_or_as_pairs() {
    let sorted = BTreeMap::from([("a", "b")]);
    let map: Map<String> = [("a".to_owned(), "b".to_owned())].into_iter().collect();
    let all = [
        entries(&map),
        entries(map),
        entries([("a", "b")]),
        entries(vec![("a".to_owned(), "b")]),
        entries(&sorted),
        entries(sorted),
    ];
    assert_eq!(all, [r#"{"a":"b"}"#; 6]);
}

#[test]
fn lists_and_maps_hold_each_other() {
    fn nested(value: impl Argument<List<Entries<List<str>>>>) -> String {
        write(&argument(&value))
    }
    assert_eq!(nested([[("a", ["b"])]]), r#"[{"a":["b"]}]"#);
}

#[test]
fn what_is_optional_takes_an_option_as_well() {
    assert_eq!([number(5), number(Some(5))], ["5"; 2]);
    assert_eq!(number(None::<i64>), "absent");

    let (some, none) = (Some("a".to_owned()), None::<String>);
    let all = [
        maybe_text("a"),
        maybe_text(Some("a")),
        maybe_text(&some),
        maybe_text(some.as_deref()),
        maybe_text(some.as_ref()),
        maybe_text(some),
    ];
    assert_eq!(all, ["\"a\""; 6]);
    assert_eq!(
        [maybe_text(&none), maybe_text(none.as_deref()), maybe_text(none)],
        ["absent"; 3]
    );

    let open = Some(State::Open);
    let all = [maybe_state(State::Open), maybe_state(&open), maybe_state(open)];
    assert_eq!(all, ["\"open\""; 3]);
    assert_eq!([maybe_texts(["a"]), maybe_texts(Some(["a"]))], [r#"["a"]"#; 2]);
    assert_eq!(maybe_texts(None::<Vec<String>>), "absent");
}

#[test]
fn an_option_of_entries_is_given_as_what_it_stands_for() {
    fn maybe(value: impl Optional<Entries<i64>>) -> String {
        shown(&argument(&value))
    }
    assert_eq!([maybe([("a", 1)]), maybe(Some([("a", 1)]))], [r#"{"a":1}"#; 2]);
    assert_eq!(maybe(None::<Map<i64>>), "absent");
}

#[test]
fn null_is_told_from_absent_by_a_nullable() {
    assert_eq!(maybe_text(Nullable::<String>::Null), "null");
    assert_eq!(maybe_text(&Nullable::<String>::Null), "null");
    assert_eq!(maybe_text(Nullable::<&str>::Absent), "absent");
    assert_eq!(maybe_text(Nullable::Value("a")), r#""a""#);
    assert_eq!(maybe_texts(Nullable::Value(["a"])), r#"["a"]"#);
    assert_eq!(maybe_texts(Nullable::<[&str; 1]>::Null), "null");
}

#[test]
fn what_may_be_null_takes_null_beside_a_value_and_none() {
    assert_eq!(number_or_null(7), "7");
    assert_eq!(number_or_null(Some(7)), "7");
    assert_eq!(number_or_null(None::<i64>), "absent");
    assert_eq!(number_or_null(Nullable::<i64>::Absent), "absent");
    assert_eq!(number_or_null(Nullable::<i64>::Null), "null");
    assert_eq!(number_or_null(Null), "null");
    assert_eq!(entries_or_null([("a", "b")]), r#"{"a":"b"}"#);
    assert_eq!(entries_or_null(Some([("a", "b")])), r#"{"a":"b"}"#);
    assert_eq!(entries_or_null(None::<Map<String>>), "absent");
    assert_eq!(entries_or_null(Null), "null");
}
