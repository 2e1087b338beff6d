//! `tagged_union!`

use specwright_runtime::{Value, object, string_enum, tagged_union};

use super::{read, refuse, write};

#[derive(Debug, PartialEq)]
enum Kind {
    Cat,
    Unknown(String),
}
string_enum! { Kind { Cat = "cat"; Unknown } }

#[derive(Debug, PartialEq)]
struct Cat {
    kind: Kind,
    lives: i64,
}
object! { Cat { kind = required "petType", lives = required "lives" } }

#[derive(Debug, PartialEq)]
struct Dog {
    kind: Option<String>,
    friend: Option<Box<Pet>>,
}
object! { Dog { kind = optional "petType", friend = optional "friend" } }

#[derive(Debug, PartialEq)]
enum Pet {
    Cat(Cat),
    Dog(Box<Dog>),
    Unknown(Value),
}
tagged_union! { Pet by "petType" { Cat = "cat" | "Cat", Dog = "dog"; Unknown } }

#[derive(Debug, PartialEq)]
enum Animal {
    Cat(Cat),
    Dog(Dog),
    Unknown(Value),
}
tagged_union! { Animal by "petType" { Cat = "cat", Dog = "dog"; Unknown, fallback Dog } }

#[test]
fn the_tag_chooses_the_variant_wherever_it_stands() {
    let cat = Pet::Cat(Cat {
        kind: Kind::Cat,
        lives: 9,
    });
    assert_eq!(read::<Pet>(r#"{"petType":"cat","lives":9}"#), cat);
    assert_eq!(
        read::<Pet>(r#"{"lives":9,"x":{"petType":"dog"},"petType":"cat"}"#),
        cat
    );
    assert_eq!(write(&cat), r#"{"petType":"cat","lives":9}"#);
}

#[test]
fn several_tags_may_stand_for_a_variant() {
    let cat = Pet::Cat(Cat {
        kind: Kind::Unknown("Cat".to_owned()),
        lives: 9,
    });
    assert_eq!(read::<Pet>(r#"{"petType":"Cat","lives":9}"#), cat);
}

#[test]
fn tags_may_be_escaped() {
    assert!(matches!(read(r#"{"pet\u0054ype":"d\u006fg"}"#), Pet::Dog(_)));
}

#[test]
fn unions_may_contain_themselves() {
    let text = r#"{"petType":"dog","friend":{"petType":"dog","friend":{"petType":"cat","lives":1}}}"#;
    assert_eq!(write(&read::<Pet>(text)), text);
}

#[test]
fn objects_with_another_tag_or_none_are_kept_as_they_came() {
    for text in [
        r#"{"petType":"newt","legs":4}"#,
        r#"{"legs":4}"#,
        r#"{"petType":null}"#,
        r#"{"petType":["cat"]}"#,
        "{}",
    ] {
        let pet: Pet = read(text);
        assert_eq!(pet, Pet::Unknown(serde_json::from_str(text).unwrap()));
        assert_eq!(write(&pet), text);
    }
}

#[test]
fn a_value_that_does_not_fit_its_tag_is_an_error() {
    assert_eq!(
        refuse::<Vec<Pet>>(br#"[{"petType":"dog","friend":{"petType":"cat","lives":"9"}}]"#),
        "at $[0].friend.lives (byte 52): expected an integer, found a string"
    );
}

#[test]
fn what_is_no_object_is_an_error() {
    assert_eq!(
        refuse::<Pet>(br#""cat""#),
        "at $ (byte 0): expected an object, found a string"
    );
}

#[test]
fn tags_may_be_numbers_and_booleans() {
    #[derive(Debug, PartialEq)]
    struct Any {
        value: Option<i64>,
    }
    object! { Any { value = optional "value" } }

    #[derive(Debug, PartialEq)]
    enum Versioned {
        One(Any),
        Yes(Any),
        Unknown(Value),
    }
    tagged_union! { Versioned by "v" { One = "1", Yes = "true"; Unknown } }

    assert_eq!(
        read::<Versioned>(r#"{"v":1,"value":2}"#),
        Versioned::One(Any { value: Some(2) })
    );
    assert_eq!(
        read::<Versioned>(r#"{"v":"1"}"#),
        Versioned::One(Any { value: None })
    );
    assert_eq!(
        read::<Versioned>(r#"{"v":true}"#),
        Versioned::Yes(Any { value: None })
    );
    assert!(matches!(read(r#"{"v":2}"#), Versioned::Unknown(_)));
}

#[test]
fn the_fallback_takes_what_has_another_tag_or_none() {
    assert!(matches!(read(r#"{}"#), Animal::Dog(_)));
    assert!(matches!(read(r#"{"petType":"wolf"}"#), Animal::Dog(_)));
    assert!(matches!(read(r#"{"petType":"cat","lives":1}"#), Animal::Cat(_)));
    let value = serde_json::json!({"petType": "wolf", "friend": 1});
    assert_eq!(read::<Animal>(&value.to_string()), Animal::Unknown(value));
}

#[test]
fn an_integer_is_the_same_tag_however_it_is_written() {
    #[derive(Debug, PartialEq)]
    struct Any {}
    object! { Any {} }
    #[derive(Debug, PartialEq)]
    enum Versioned {
        One(Any),
        Zero(Any),
        Half(Any),
        Nothing(Any),
        Unknown(Value),
    }
    tagged_union! {
        Versioned by "v" { One = "1", Zero = "0", Half = "0.5", Nothing = "null"; Unknown }
    }

    for text in ["1", "1.0", "1e0", "10e-1", r#""1""#] {
        assert!(
            matches!(read(&format!(r#"{{"v":{text}}}"#)), Versioned::One(_)),
            "{text}"
        );
    }
    assert!(matches!(read(r#"{"v":-0.0}"#), Versioned::Zero(_)));
    assert!(matches!(read(r#"{"v":5e-1}"#), Versioned::Half(_)));
    assert!(matches!(read(r#"{"v":null}"#), Versioned::Nothing(_)));
    assert!(matches!(read(r#"{"v":1e300}"#), Versioned::Unknown(_)));
}

#[derive(Debug, PartialEq)]
struct Note {
    text: String,
}
object! { Note { text = required "text" } }

/// An alternative is a list, one has no tag, and one shares its tag with another.
#[derive(Debug, PartialEq)]
enum Mixed {
    Cat(Cat),
    Dog(Dog),
    Note(Note),
    Lists(Vec<i64>),
    Unknown(Value),
}
tagged_union! {
    Mixed by "petType" { Cat = "cat", Dog = "dog"; Unknown, untagged Dog | Note | Lists }
}

#[test]
fn variants_without_a_tag_are_tried_where_no_tag_selects_another() {
    assert!(matches!(
        read(r#"{"petType":"cat","lives":9,"new":1}"#),
        Mixed::Cat(_)
    ));
    assert!(matches!(read(r#"{"text":"t","new":1}"#), Mixed::Note(_)));
    assert!(matches!(
        read(r#"{"petType":"wolf","friend":{"petType":"dog"}}"#),
        Mixed::Dog(_)
    ));
    assert_eq!(read::<Mixed>("[1,2]"), Mixed::Lists(vec![1, 2]));
    let text = r#"[{"petType":"dog"},[1],{"text":"t"},{"petType":"cat","lives":1}]"#;
    assert_eq!(write(&read::<Vec<Mixed>>(text)), text);
}

#[test]
fn a_variant_that_takes_all_is_chosen_where_the_tag_selects_one_that_does_not() {
    assert!(matches!(
        read(r#"{"petType":"cat","friend":{"petType":"dog"}}"#),
        Mixed::Dog(_)
    ));
    assert!(matches!(
        read(r#"{"petType":"cat","lives":1,"new":1}"#),
        Mixed::Cat(_)
    ));
}

#[test]
fn what_fits_no_variant_without_a_tag_is_kept_if_it_is_an_object_and_else_an_error() {
    #[derive(Debug, PartialEq)]
    enum Strict {
        Cat(Cat),
        Note(Note),
        Unknown(Value),
    }
    tagged_union! { Strict by "petType" { Cat = "cat"; Unknown, untagged Note } }

    let value = serde_json::json!({"petType": "newt", "legs": 4});
    assert_eq!(read::<Strict>(&value.to_string()), Strict::Unknown(value));
    assert_eq!(
        refuse::<Strict>(b"7"),
        "at $ (byte 0): no variant fits: Note (expected an object, found a number)"
    );
    assert_eq!(
        refuse::<Strict>(br#"{"petType":"cat"}"#),
        "at $ (byte 0): no variant fits: Cat (missing property `lives`); Note (missing property `text`)"
    );
}
