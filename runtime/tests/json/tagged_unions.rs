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
