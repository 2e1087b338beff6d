//! Tuples, arrays, maps, and what holds one value.

use specwright_runtime::{Map, Value, newtype};

use super::{read, refuse, write};

#[test]
fn tuples_are_arrays() {
    let pair: (i64, String) = read(r#"[1,"a"]"#);
    assert_eq!(pair, (1, "a".to_owned()));
    assert_eq!(write(&pair), r#"[1,"a"]"#);
    let twelve: (u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, bool) = read("[1,2,3,4,5,6,7,8,9,10,11,true]");
    assert_eq!(write(&twelve), "[1,2,3,4,5,6,7,8,9,10,11,true]");
}

#[test]
fn elements_beyond_a_tuple_are_read_past_and_missing_ones_can_only_be_options() {
    assert_eq!(read::<(i64,)>("[1,2,[3]]"), (1,));
    assert_eq!(read::<(i64, Option<i64>)>("[1]"), (1, None));
    assert_eq!(refuse::<(i64, i64)>(b"[1]"), "at $ (byte 3): missing element 1");
    assert_eq!(
        refuse::<(i64, bool)>(b"[1,2]"),
        "at $[1] (byte 3): expected a boolean, found a number"
    );
}

#[test]
fn arrays_and_maps_keep_their_order() {
    assert_eq!(read::<Vec<Option<i64>>>("[3,null,1]"), [Some(3), None, Some(1)]);
    let map: Map<Option<i64>> = read(r#"{"b":1,"a":null,"b":2}"#);
    assert_eq!(write(&map), r#"{"b":2,"a":null}"#);
    assert!(read::<Vec<i64>>(" [ ] ").is_empty());
    assert_eq!(write(&Map::<i64>::new()), "{}");
}

#[test]
fn the_unit_is_null() {
    read::<()>("null");
    assert_eq!(write(&()), "null");
    assert_eq!(
        refuse::<()>(b"{}"),
        "at $ (byte 0): expected null, found an object"
    );
}

#[derive(Debug, PartialEq)]
struct Nested(pub Vec<Nested>);
newtype! { Nested }

#[test]
fn a_newtype_is_its_field() {
    assert_eq!(write(&read::<Nested>("[[],[[]]]")), "[[],[[]]]");
    assert_eq!(
        refuse::<Nested>(b"[[1]]"),
        "at $[0][0] (byte 2): expected an array, found a number"
    );
}

#[test]
fn a_newtype_of_an_option_may_be_absent_where_it_is_required() {
    #[derive(Debug, PartialEq)]
    struct Nickname(pub Option<String>);
    newtype! { Nickname }

    #[derive(Debug, PartialEq)]
    struct User {
        nickname: Nickname,
        boxed: Box<Option<Value>>,
    }
    specwright_runtime::object! { User { nickname = required "nickname", boxed = required "boxed" } }

    let user: User = read("{}");
    assert_eq!(
        user,
        User {
            nickname: Nickname(None),
            boxed: Box::new(None)
        }
    );
    assert_eq!(write(&user), r#"{"nickname":null,"boxed":null}"#);
}
