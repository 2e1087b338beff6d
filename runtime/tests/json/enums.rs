//! `string_enum!`, `integer_enum!`, `literal_enum!`

use specwright_runtime::{Value, integer_enum, literal_enum, string_enum};

use super::{read, refuse, write};

#[derive(Clone, Debug, PartialEq)]
enum Status {
    Active,
    InActive,
    Empty,
    Quoted,
    Unknown(String),
}

string_enum! {
    Status {
        Active = "active",
        InActive = "in-active",
        Empty = "",
        Quoted = "\"\u{1F600}\n";
        Unknown
    }
}

#[test]
fn strings_are_read_and_written_as_they_travel() {
    for (status, text) in [
        (Status::Active, r#""active""#),
        (Status::InActive, r#""in-active""#),
        (Status::Empty, r#""""#),
        (Status::Quoted, "\"\\\"\u{1F600}\\n\""),
        (Status::Unknown("new".to_owned()), r#""new""#),
    ] {
        assert_eq!(read::<Status>(text), status);
        assert_eq!(write(&status), text);
    }
}

#[test]
fn string_enums_are_made_from_strings_and_shown_as_them() {
    assert_eq!(Status::from("in-active"), Status::InActive);
    assert_eq!(Status::from("active".to_owned()), Status::Active);
    assert_eq!("gone".parse(), Ok(Status::Unknown("gone".to_owned())));
    assert_eq!(Status::Unknown("gone".to_owned()).as_str(), "gone");
    assert_eq!(format!("[{:>9}]", Status::Active), "[   active]");
}

#[test]
fn a_string_enum_of_another_kind_is_an_error() {
    assert_eq!(
        refuse::<Status>(b"1"),
        "at $ (byte 0): expected a string, found a number"
    );
}

#[derive(Clone, Debug, PartialEq)]
enum Level {
    Below,
    Low,
    High,
    Unknown(i64),
}

integer_enum! { Level { Below = -1, Low = 1, High = 10; Unknown } }

#[test]
fn integers_are_read_and_written_as_they_travel() {
    let levels = [Level::Below, Level::Low, Level::High, Level::Unknown(7)];
    assert_eq!(read::<Vec<Level>>("[-1,1,10,7]"), levels);
    assert_eq!(write(&levels[..]), "[-1,1,10,7]");
    assert_eq!(read::<Level>("1.0"), Level::Low);
    assert_eq!(Level::from(10), Level::High);
    assert_eq!(Level::Below.to_string(), "-1");
    assert_eq!(
        refuse::<Level>(b"\"1\""),
        "at $ (byte 0): expected an integer, found a string"
    );
}

#[derive(Clone, Debug, PartialEq)]
enum Mixed {
    Auto,
    None,
    Five,
    Half,
    Yes,
    Pair,
    Unknown(Value),
}

literal_enum! {
    Mixed {
        Auto = "\"auto\"",
        None = "null",
        Five = "5",
        Half = "0.5",
        Yes = "true",
        Pair = "{\"a\":[1],\"b\":2}";
        Unknown
    }
}

#[test]
fn values_of_any_kind_are_read_and_written_as_they_travel() {
    let text = r#"["auto",null,5,0.5,true,{"a":[1],"b":2},6]"#;
    let all = [
        Mixed::Auto,
        Mixed::None,
        Mixed::Five,
        Mixed::Half,
        Mixed::Yes,
        Mixed::Pair,
        Mixed::Unknown(6.into()),
    ];
    assert_eq!(read::<Vec<Mixed>>(text), all);
    assert_eq!(write(&all[..]), text);
}

#[test]
fn values_of_any_kind_are_compared_as_json() {
    assert_eq!(read::<Mixed>("5.0"), Mixed::Five);
    assert_eq!(read::<Mixed>("5e-1"), Mixed::Half);
    assert_eq!(read::<Mixed>(r#"{"b":2.0,"a":[1]}"#), Mixed::Pair);
    assert_eq!(
        read::<Mixed>(r#"{"b":2}"#),
        Mixed::Unknown(serde_json::json!({"b": 2}))
    );
}
