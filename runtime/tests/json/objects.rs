//! `object!`

use specwright_runtime::{Map, Nullable, Value, json, object};

use super::{read, refuse, write};

#[derive(Clone, Debug, PartialEq)]
struct User {
    id: i64,
    manager: Option<String>,
    name: Option<String>,
    nick: Nullable<String>,
    seen: Option<String>,
    r#type: Option<bool>,
}

object! {
    User {
        id = required "id",
        manager = required "manager",
        name = optional "displayName",
        nick = nullable "nick",
        seen = received "seen",
        r#type = optional "type",
    }
}

#[test]
fn properties_are_read_in_any_order() {
    let user: User = read(r#"{"type": true, "nick": "b", "displayName": "Bob", "manager": "m", "id": 1}"#);
    let expected = User {
        id: 1,
        manager: Some("m".to_owned()),
        name: Some("Bob".to_owned()),
        nick: Nullable::Value("b".to_owned()),
        seen: None,
        r#type: Some(true),
    };
    assert_eq!(user, expected);
}

#[test]
fn properties_are_written_in_the_order_of_the_rows() {
    let user: User = read(r#"{"type":true,"nick":"b","displayName":"Bob","manager":"m","id":1}"#);
    assert_eq!(
        write(&user),
        r#"{"id":1,"manager":"m","displayName":"Bob","nick":"b","type":true}"#
    );
}

#[test]
fn absent_and_null_are_one_for_optional_and_two_for_nullable_properties() {
    let absent: User = read(r#"{"id":1,"manager":null}"#);
    assert_eq!((&absent.name, &absent.nick), (&None, &Nullable::Absent));
    assert_eq!(write(&absent), r#"{"id":1,"manager":null}"#);

    let null: User = read(r#"{"id":1,"manager":null,"displayName":null,"nick":null}"#);
    assert_eq!((&null.name, &null.nick), (&None, &Nullable::Null));
    assert_eq!(write(&null), r#"{"id":1,"manager":null,"nick":null}"#);
}

#[test]
fn null_and_absent_are_one_for_a_property_that_only_servers_send() {
    for text in [
        r#"{"id":1,"manager":null,"seen":null}"#,
        r#"{"id":1,"manager":null}"#,
    ] {
        let user: User = read(text);
        assert_eq!(user.seen, None);
        assert_eq!(write(&user), r#"{"id":1,"manager":null}"#);
    }
}

#[test]
fn a_missing_required_property_is_an_error_that_names_it_and_the_object() {
    assert_eq!(
        refuse::<Vec<User>>(br#"[{"manager":null}]"#),
        "at $[0] (byte 1): missing property `id`"
    );
}

#[test]
fn a_missing_required_property_that_can_be_null_reads_as_null() {
    assert_eq!(read::<User>(r#"{"id":1}"#).manager, None);
}

#[test]
fn null_in_a_required_property_that_cannot_be_null_is_an_error() {
    assert_eq!(
        refuse::<User>(br#"{"id":null}"#),
        "at $.id (byte 6): expected an integer, found null"
    );
}

#[test]
fn of_a_property_that_comes_twice_the_last_value_stays() {
    let user: User = read(r#"{"id":1,"displayName":"a","nick":"a","id":2,"displayName":null,"nick":null}"#);
    assert_eq!((user.id, user.name, user.nick), (2, None, Nullable::Null));
}

#[test]
fn unknown_properties_of_any_value_are_read_past() {
    let user: User = read(r#"{"a":[{"b":[]},1.5e9,"\u00e9\\"],"id":1,"c":{},"d":null,"e":true,"f":false}"#);
    assert_eq!(user.id, 1);
}

#[test]
fn what_is_read_past_must_be_json() {
    assert_eq!(
        refuse::<User>(br#"{"id":1,"a":[1,]}"#),
        "at $ (byte 15): no valid JSON: trailing comma"
    );
    assert_eq!(
        refuse::<User>(b"{\"a\":\"\\x\"}"),
        "at $ (byte 7): no valid JSON: invalid escape"
    );
}

#[test]
fn escaped_names_are_the_names_that_they_stand_for() {
    assert_eq!(read::<User>(r#"{"\u0069d":1}"#).id, 1);
}

#[test]
fn no_object_is_an_error() {
    assert_eq!(
        refuse::<User>(b"[]"),
        "at $ (byte 0): expected an object, found an array"
    );
    assert_eq!(
        refuse::<User>(b"\"x\""),
        "at $ (byte 0): expected an object, found a string"
    );
}

#[test]
fn errors_have_the_path_to_where_they_are() {
    #[derive(Debug)]
    struct Page {
        users: Map<Vec<User>>,
    }
    object! { Page { users = required "all users" } }

    assert_eq!(
        read::<Page>(r#"{"all users":{"x":[{"id":3}]}}"#).users["x"][0].id,
        3
    );
    assert_eq!(
        refuse::<Page>(br#"{"all users":{"x":[{"id":1},{"id":"2"}]}}"#),
        r#"at $["all users"].x[1].id (byte 34): expected an integer, found a string"#
    );
}

#[test]
fn the_other_properties_are_kept_where_the_schema_has_a_place_for_them() {
    #[derive(Debug, PartialEq)]
    struct Open {
        id: i64,
        rest: Map<Value>,
    }
    object! { Open { id = required "id", ..rest } }

    let open: Open = read(r#"{"b":[1],"id":1,"a":null}"#);
    assert_eq!(open.rest.keys().collect::<Vec<_>>(), ["b", "a"]);
    assert_eq!(write(&open), r#"{"id":1,"b":[1],"a":null}"#);
    assert_eq!(write(&read::<Open>(r#"{"id":1}"#)), r#"{"id":1}"#);
}

#[test]
fn the_other_properties_have_to_be_of_the_type_that_the_schema_gives_them() {
    #[derive(Debug)]
    struct Scores {
        scores: Map<i64>,
    }
    object! { Scores { ..scores } }

    assert_eq!(read::<Scores>(r#"{"a":1,"b":2}"#).scores["b"], 2);
    assert_eq!(
        refuse::<Scores>(br#"{"a":1,"b":"2"}"#),
        "at $.b (byte 11): expected an integer, found a string"
    );
}

#[test]
fn an_object_may_have_no_properties() {
    #[derive(Debug, PartialEq)]
    struct Nothing {}
    object! { Nothing {} }

    assert_eq!(read::<Nothing>(r#"{"a":1}"#), Nothing {});
    assert_eq!(write(&Nothing {}), "{}");
}

#[test]
fn a_closed_object_reads_past_unknown_properties_too() {
    #[derive(Debug, PartialEq)]
    struct Point {
        x: i64,
    }
    object! { closed Point { x = required "x" } }

    assert_eq!(read::<Point>(r#"{"x":1,"y":2}"#), Point { x: 1 });
}

#[test]
fn types_may_contain_themselves() {
    #[derive(Clone, Debug, PartialEq)]
    struct Tree {
        left: Option<Box<Tree>>,
        children: Vec<Tree>,
        by_name: Option<Map<Box<Tree>>>,
    }
    object! { Tree { left = optional "left", children = required "children", by_name = optional "byName" } }

    let text = r#"{"left":{"children":[]},"children":[{"children":[]}],"byName":{"a":{"children":[]}}}"#;
    assert_eq!(write(&read::<Tree>(text)), text);
}

#[test]
fn a_type_that_requires_itself_is_refused_rather_than_read_for_ever() {
    #[derive(Debug)]
    struct Impossible {
        parent: Box<Impossible>,
    }
    object! { Impossible { parent = required "parent" } }

    let error = json::from_slice::<Impossible>(br#"{"parent":{"parent":{}}}"#)
        .map(|it| it.parent)
        .unwrap_err();
    assert_eq!(error.path(), "$.parent.parent");
    assert_eq!(error.message(), "missing property `parent`");
}

#[test]
fn trailing_data_is_an_error_and_white_space_is_not() {
    assert_eq!(read::<User>(" {\"id\" :\n1 }\t\r\n ").id, 1);
    assert_eq!(
        refuse::<User>(br#"{"id":1} {}"#),
        "at $ (byte 9): no valid JSON: trailing characters"
    );
}

#[test]
fn a_text_that_ends_too_early_is_an_error_at_each_place() {
    let text = br#"{"id":1,"manager":"m\n","x":[true,null],"displayName":"a","nick":{"a":1.5}}"#;
    for end in 0..text.len() {
        refuse::<User>(&text[..end]);
    }
}

#[test]
fn a_struct_of_hundreds_of_properties_is_read_past_its_tables_end() {
    macro_rules! large {
        ($($field:ident $name:literal)*) => {
            #[derive(Debug, Default)]
            struct Large { $($field: Option<i64>),* }
            object! { Large { $($field = optional $name),* } }
        };
    }
    large! {
        a0 "a0" a1 "a1" a2 "a2" a3 "a3" a4 "a4" a5 "a5" a6 "a6" a7 "a7" a8 "a8" a9 "a9"
        b0 "b0" b1 "b1" b2 "b2" b3 "b3" b4 "b4" b5 "b5" b6 "b6" b7 "b7" b8 "b8" b9 "b9"
        c0 "c0" c1 "c1" c2 "c2" c3 "c3" c4 "c4" c5 "c5" c6 "c6" c7 "c7" c8 "c8" c9 "c9"
    }
    let large: Large = read(r#"{"c9":3,"zz":0,"a0":1,"b5":2}"#);
    assert_eq!((large.a0, large.b5, large.c9), (Some(1), Some(2), Some(3)));
    assert_eq!(write(&large), r#"{"a0":1,"b5":2,"c9":3}"#);
}

macro_rules! wide {
    ($type:ident: $($field:ident $name:literal)*) => {
        #[derive(Debug, PartialEq)]
        struct $type { $($field: Option<i64>,)* inner: Option<Box<Wider>> }
        object! { $type { $($field = optional $name,)* inner = optional "inner" } }

        impl $type {
            const NAMES: &[&str] = &[$($name),*];

            fn values(&self) -> Vec<i64> {
                [$(self.$field),*].into_iter().map(|value| value.unwrap()).collect()
            }
        }
    };
}
wide! {
    Wide:
    a0 "a0" a1 "a1" a2 "a2" a3 "a3" a4 "a4" a5 "a5" a6 "a6" a7 "a7" a8 "a8" a9 "a9" b0 "b0" b1 "b1" b2 "b2" b3 "b3"
    b4 "b4" b5 "b5" b6 "b6" b7 "b7" b8 "b8" b9 "b9" c0 "c0" c1 "c1" c2 "c2" c3 "c3" c4 "c4" c5 "c5" c6 "c6" c7 "c7"
}
wide! {
    Wider:
    c7 "c7" c6 "c6" c5 "c5" c4 "c4" c3 "c3" c2 "c2" c1 "c1" c0 "c0" b9 "b9" b8 "b8" b7 "b7" b6 "b6" b5 "b5" b4 "b4"
    b3 "b3" b2 "b2" b1 "b1" b0 "b0" a9 "a9" a8 "a8" a7 "a7" a6 "a6" a5 "a5" a4 "a4" a3 "a3" a2 "a2" a1 "a1" a0 "a0"
    d0 "d0"
}

#[test]
fn many_properties_may_come_in_any_order() {
    for step in [1, 3, 5, 9, 11, 13, 27] {
        let text = |names: &[&str], inner: &str| {
            let count = names.len();
            let rows: Vec<String> = (0..count)
                .map(|index| index * step % count)
                .map(|index| format!(r#""{}":{index},"x{index}":[]"#, names[index]))
                .collect();
            format!(r#"{{"inner":{inner},{},"{}":0}}"#, rows.join(","), names[0])
        };
        let inner = text(Wider::NAMES, "null");
        let wide: Wide = read(&text(Wide::NAMES, &inner));
        assert_eq!(wide.values(), Vec::from_iter(0..28), "every {step}th first");
        assert_eq!(
            wide.inner.unwrap().values(),
            Vec::from_iter(0..29),
            "every {step}th first"
        );
    }
}

mod described {
    use specwright_runtime::{Map, json};

    #[derive(Debug)]
    struct Pet {
        _id: i64,
        _tags: Option<Vec<String>>,
        _owner: Option<Owner>,
        _rest: Map<bool>,
    }
    specwright_runtime::object! {
        Pet at "#/components/schemas/Pet" {
            _id = required "id" at "#/components/schemas/Base/properties/id",
            _tags = optional "a/b~c",
            _owner = optional "owner",
            .._rest
        }
    }

    #[derive(Debug)]
    struct Owner {
        _name: String,
        _homes: Option<Map<i64>>,
    }
    specwright_runtime::object! {
        closed Owner at "people.yaml#/Owner" { _name = required "name", _homes = optional "homes" }
    }

    #[derive(Debug)]
    struct Plain {
        _pet: Pet,
        _id: i64,
    }
    specwright_runtime::object! { Plain { _pet = required "pet", _id = required "id" } }

    fn schema<T: json::Decode + std::fmt::Debug>(text: &str) -> Option<String> {
        json::from_slice::<T>(text.as_bytes()).unwrap_err().schema()
    }

    #[test]
    fn an_error_names_the_schema_that_is_violated() {
        let cases = [
            (r#"{"id": "x"}"#, "#/components/schemas/Base/properties/id"),
            ("{}", "#/components/schemas/Base/properties/id"),
            (
                r#"{"id": 1, "a/b~c": true}"#,
                "#/components/schemas/Pet/properties/a~1b~0c",
            ),
            (
                r#"{"id": 1, "a/b~c": ["x", 1]}"#,
                "#/components/schemas/Pet/properties/a~1b~0c/items",
            ),
            (
                r#"{"id": 1, "new": 1}"#,
                "#/components/schemas/Pet/additionalProperties",
            ),
            (r#"{"id": 1, "owner": {}}"#, "people.yaml#/Owner/properties/name"),
            (
                r#"{"id": 1, "owner": {"name": "a", "homes": {"x": "y"}}}"#,
                "people.yaml#/Owner/properties/homes/additionalProperties",
            ),
            ("[]", "#/components/schemas/Pet"),
        ];
        for (text, expected) in cases {
            assert_eq!(schema::<Pet>(text).as_deref(), Some(expected), "{text}");
            let inside = format!(r#"{{"id": 1, "pet": {text}}}"#);
            assert_eq!(schema::<Plain>(&inside).as_deref(), Some(expected), "{inside}");
        }
        assert_eq!(schema::<Plain>("{}"), None);
        let error = json::from_slice::<Pet>(b"{}").unwrap_err();
        assert_eq!(
            error.to_string(),
            "at $ (byte 0): missing property `id` (see #/components/schemas/Base/properties/id)"
        );
    }
}

#[test]
fn the_path_of_an_error_in_entries_has_the_property() {
    #[derive(Debug)]
    struct Ids(Vec<u8>);
    impl json::Decode for Ids {
        fn decode(reader: &mut json::Reader<'_>) -> Result<Self, json::DecodeError> {
            let mut ids = Vec::new();
            reader.entries(&mut |reader, name| match name.as_str() {
                "data" => {
                    ids = Vec::decode(reader)?;
                    Ok(())
                }
                _ => reader.skip(),
            })?;
            Ok(Self(ids))
        }
    }
    let ids: Ids = json::from_slice(br#"{"data": [1], "next": null}"#).expect("ids");
    assert_eq!(ids.0, [1]);
    let error = json::from_slice::<Ids>(br#"{"data": [1, "2"]}"#).expect_err("a text is no number");
    assert_eq!(error.path(), "$.data[1]");
}
