//! The tag that a union writes.

use specwright_runtime::{Map, Value, object, tagged_union};

use super::{read, write};

/// An object that does not have the tag itself.
#[derive(Debug, PartialEq)]
struct Untold {
    name: String,
}
object! { Untold { name = required "name" } }

#[derive(Debug, PartialEq)]
struct Told {
    kind: Option<String>,
    friend: Option<Box<Pet>>,
}
object! { Told { kind = optional "kind", friend = optional "friend" } }

#[derive(Debug, PartialEq)]
struct Kept {
    rest: Map<Value>,
}
object! { Kept { ..rest } }

#[derive(Debug, PartialEq)]
struct Nullable {
    kind: Option<Value>,
}
object! { Nullable { kind = holds_null "kind" } }

#[derive(Debug, PartialEq)]
enum Pet {
    Untold(Untold),
    Told(Told),
    Kept(Kept),
    Map(Map<Value>),
    Nullable(Nullable),
    Unknown(Value),
}
tagged_union! {
    Pet by "kind" {
        Untold = "untold",
        Told = "told" | "old \"name\"",
        Kept = "kept",
        Map = "map",
        Nullable = "1";
        Unknown
    }
}

#[derive(Debug, PartialEq)]
enum Mammal {
    Told(Told),
    Unknown(Value),
}
tagged_union! { Mammal by "kind" { Told = "told"; Unknown } }

#[derive(Debug, PartialEq)]
enum Fish {
    Untold(Untold),
    Unknown(Value),
}
tagged_union! { Fish by "water" { Untold = "salt"; Unknown } }

#[derive(Debug, PartialEq)]
enum Animal {
    Mammal(Mammal),
    Fish(Fish),
    Unknown(Value),
}
tagged_union! { Animal by "kind" { Mammal = "mammal" | "told", Fish = "fish"; Unknown } }

#[derive(Debug, PartialEq)]
enum Guess {
    Told(Told),
    Unknown(Value),
}
tagged_union! { Guess by "kind" { Told = "told"; Unknown, fallback Told } }

fn told(kind: Option<&str>) -> Told {
    Told {
        kind: kind.map(str::to_owned),
        friend: None,
    }
}

#[test]
fn a_tag_that_the_variant_does_not_have_is_written_first() {
    let name = "n".to_owned();
    assert_eq!(
        write(&Pet::Untold(Untold { name })),
        r#"{"kind":"untold","name":"n"}"#
    );
    assert_eq!(write(&Pet::Kept(Kept { rest: Map::new() })), r#"{"kind":"kept"}"#);
    assert_eq!(write(&Pet::Map(Map::new())), r#"{"kind":"map"}"#);
}

#[test]
fn a_tag_that_is_not_set_is_written() {
    assert_eq!(write(&Pet::Told(told(None))), r#"{"kind":"told"}"#);
    let null = Nullable {
        kind: Some(Value::Null),
    };
    assert_eq!(write(&Pet::Nullable(null)), r#"{"kind":"1"}"#);
}

#[test]
fn a_tag_of_another_variant_is_corrected() {
    assert_eq!(write(&Pet::Told(told(Some("kept")))), r#"{"kind":"told"}"#);
    let mut rest = Map::new();
    rest.insert("kind".to_owned(), Value::from("told"));
    rest.insert("more".to_owned(), Value::from(1));
    assert_eq!(write(&Pet::Map(rest.clone())), r#"{"kind":"map","more":1}"#);
    assert_eq!(write(&Pet::Kept(Kept { rest })), r#"{"kind":"kept","more":1}"#);
}

#[test]
fn the_tag_that_was_read_is_kept() {
    for text in [
        r#"{"kind":"told"}"#,
        r#"{"kind":"old \"name\""}"#,
        r#"{"kind":1}"#,
        r#"{"kind":"new","more":1}"#,
    ] {
        assert_eq!(write(&read::<Pet>(text)), text);
    }
}

#[test]
fn each_object_has_its_own_tag() {
    let inner = Pet::Untold(Untold { name: "n".to_owned() });
    let middle = Pet::Told(Told {
        friend: Some(Box::new(inner)),
        ..told(None)
    });
    let outer = Pet::Told(Told {
        friend: Some(Box::new(middle)),
        ..told(Some("kept"))
    });
    assert_eq!(
        write(&outer),
        r#"{"kind":"told","friend":{"kind":"told","friend":{"kind":"untold","name":"n"}}}"#
    );
    assert_eq!(write(&told(Some("kept"))), r#"{"kind":"kept"}"#);
}

#[test]
fn of_a_union_within_a_union_both_write_their_tags() {
    assert_eq!(
        write(&Animal::Mammal(Mammal::Told(told(None)))),
        r#"{"kind":"told"}"#
    );
    let fish = Fish::Untold(Untold { name: "n".to_owned() });
    assert_eq!(
        write(&Animal::Fish(fish)),
        r#"{"kind":"fish","water":"salt","name":"n"}"#
    );
}

#[test]
fn what_an_unlisted_tag_was_read_as_stays_as_it_was() {
    for text in [r#"{"kind":"new"}"#, "{}"] {
        let guess: Guess = read(text);
        assert!(matches!(guess, Guess::Told(_)));
        assert_eq!(write(&guess), text);
    }
}
