//! What `untagged_union!` chooses by, where no variant takes all of a value.

use specwright_runtime::{Map, Value, integer_enum, object, string_enum, tagged_union, untagged_union};

use super::{read, write};

#[derive(Debug, PartialEq)]
struct Status {
    id: Option<String>,
    content: Option<String>,
}
object! { Status { id = optional "id", content = optional "content" } }

#[derive(Debug, PartialEq)]
struct Quote {
    state: Option<String>,
    quoted: Option<Status>,
}
object! { Quote { state = optional "state", quoted = optional "quoted" } }

#[derive(Debug, PartialEq)]
struct Shallow {
    state: Option<String>,
    quoted_id: Option<String>,
}
object! { Shallow { state = optional "state", quoted_id = optional "quoted_id" } }

#[derive(Debug, PartialEq)]
enum Either {
    Shallow(Shallow),
    Quote(Quote),
}
untagged_union! { Either { Shallow, Quote } }

const NEWER: &str = r#""n":1,"o":{"p":[1,2,{"q":3}]},"r":[null,[]],"s":"t""#;

#[test]
fn dropping_a_value_counts_as_much_as_all_that_is_in_it() {
    let text = format!(r#"{{"state":"s","quoted":{{"id":"1",{NEWER}}}}}"#);
    assert_eq!(
        write(&read::<Either>(&text)),
        r#"{"state":"s","quoted":{"id":"1"}}"#
    );
    let text = format!(r#"[{{"state":"s","quoted":{{{NEWER}}},{NEWER}}}]"#);
    assert_eq!(
        write(&read::<Vec<Either>>(&text)),
        r#"[{"state":"s","quoted":{}}]"#
    );
    let text = format!(r#"{{"a":{{"state":"s","quoted_id":"1",{NEWER}}}}}"#);
    assert_eq!(
        write(&read::<Map<Either>>(&text)),
        r#"{"a":{"state":"s","quoted_id":"1"}}"#
    );
}

#[test]
fn what_a_closed_object_inside_forbids_does_not_count_more_than_the_object() {
    #[derive(Debug, PartialEq)]
    struct Inner {
        p: Option<i64>,
    }
    object! { closed Inner { p = optional "p" } }
    #[derive(Debug, PartialEq)]
    struct Outer {
        inner: Option<Inner>,
    }
    object! { Outer { inner = optional "inner" } }
    #[derive(Debug, PartialEq)]
    enum Any {
        Shallow(Shallow),
        Outer(Outer),
    }
    untagged_union! { Any { Shallow, Outer } }

    let text = format!(r#"{{"inner":{{"p":1,{NEWER}}}}}"#);
    assert_eq!(write(&read::<Any>(&text)), r#"{"inner":{"p":1}}"#);
}

#[test]
fn what_a_type_has_no_place_for_counts_more_than_what_is_newer_somewhere_inside() {
    #[derive(Debug, PartialEq)]
    enum Role {
        User,
        System,
        Other(String),
    }
    string_enum! { Role { User = "user", System = "system"; Other } }
    #[derive(Debug, PartialEq)]
    enum Assistant {
        Assistant,
        Other(String),
    }
    string_enum! { Assistant { Assistant = "assistant"; Other } }
    #[derive(Debug, PartialEq)]
    struct Asked {
        role: Role,
        content: Option<Vec<Value>>,
    }
    object! { Asked { role = required "role", content = optional "content" } }
    #[derive(Debug, PartialEq)]
    struct Text {
        text: String,
    }
    object! { Text { text = required "text" } }
    #[derive(Debug, PartialEq)]
    struct Said {
        id: String,
        role: Assistant,
        content: Vec<Text>,
    }
    object! { Said { id = required "id", role = required "role", content = required "content" } }
    #[derive(Debug, PartialEq)]
    enum Message {
        Asked(Asked),
        Said(Said),
    }
    untagged_union! { Message { Asked, Said } }

    let text = format!(r#"{{"id":"1","role":"assistant","content":[{{"text":"t",{NEWER}}}]}}"#);
    assert_eq!(
        write(&read::<Message>(&text)),
        r#"{"id":"1","role":"assistant","content":[{"text":"t"}]}"#
    );
    let text = format!(r#"{{"id":"1","role":"robot","content":[{{"text":"t",{NEWER}}}]}}"#);
    assert!(
        matches!(read(&text), Message::Asked(_)),
        "a constant that is another one decides before all else"
    );
}

#[derive(Debug, PartialEq)]
enum One {
    One,
    Unknown(i64),
}
integer_enum! { One { One = 1; Unknown } }

#[derive(Debug, PartialEq)]
enum Two {
    Two,
    Unknown(i64),
}
integer_enum! { Two { Two = 2; Unknown } }

#[derive(Debug, PartialEq)]
struct First {
    kind: One,
    rich: Option<Quote>,
}
object! { First { kind = required "kind", rich = optional "rich" } }

#[derive(Debug, PartialEq)]
struct Second {
    kind: Two,
}
object! { Second { kind = required "kind" } }

#[derive(Debug, PartialEq)]
enum Numbered {
    First(First),
    Second(Second),
}
untagged_union! { Numbered { First, Second } }

#[test]
fn another_value_of_a_required_constant_counts_more_than_all_that_is_dropped() {
    let text = format!(r#"{{"kind":2,"rich":{{"state":"s","quoted":{{"id":"1"}}}},{NEWER}}}"#);
    assert_eq!(
        read::<Numbered>(&text),
        Numbered::Second(Second { kind: Two::Two })
    );
    let text = format!(r#"{{"kind":1,{NEWER}}}"#);
    assert!(matches!(read(&text), Numbered::First(_)));
    assert!(
        matches!(
            read(r#"{"kind":3,"rich":{}}"#),
            Numbered::First(First { rich: Some(_), .. })
        ),
        "where none has the constant, the rest decides"
    );
}

#[test]
fn a_required_constant_counts_as_deep_as_properties_are_required() {
    #[derive(Debug, PartialEq)]
    struct Wrapped<T> {
        data: T,
        more: Option<i64>,
    }
    type WrappedFirst = Wrapped<First>;
    type WrappedSecond = Wrapped<Second>;
    object! { WrappedFirst { data = required "data", more = optional "more" } }
    object! { WrappedSecond { data = required "data" , more = optional "less"} }
    #[derive(Debug, PartialEq)]
    enum Any {
        First(WrappedFirst),
        Second(WrappedSecond),
    }
    untagged_union! { Any { First, Second } }

    assert!(matches!(
        read(r#"{"data":{"kind":2,"rich":{"state":"s"}},"more":1}"#),
        Any::Second(_)
    ));
    assert!(matches!(read(r#"{"data":{"kind":1},"less":1}"#), Any::First(_)));
}

#[test]
fn a_new_value_of_a_constant_that_is_optional_keeps_what_is_around_it() {
    #[derive(Debug, PartialEq)]
    struct Holder {
        item: Option<First>,
    }
    object! { Holder { item = optional "item" } }
    #[derive(Debug, PartialEq)]
    enum Any {
        Shallow(Shallow),
        Holder(Holder),
    }
    untagged_union! { Any { Shallow, Holder } }

    assert_eq!(
        write(&read::<Any>(r#"{"item":{"kind":7}}"#)),
        r#"{"item":{"kind":7}}"#
    );
}

#[test]
fn a_new_value_of_an_enum_counts_less_than_dropping_it() {
    #[derive(Debug, PartialEq)]
    enum Color {
        Red,
        Blue,
        Unknown(String),
    }
    string_enum! { Color { Red = "red", Blue = "blue"; Unknown } }
    #[derive(Debug, PartialEq)]
    struct Colored {
        color: Color,
    }
    object! { Colored { color = required "color" } }
    #[derive(Debug, PartialEq)]
    enum Any {
        Shallow(Shallow),
        Colored(Colored),
    }
    untagged_union! { Any { Shallow, Colored } }

    assert_eq!(
        write(&read::<Any>(r#"{"color":"green"}"#)),
        r#"{"color":"green"}"#
    );
}

#[test]
fn a_new_tag_inside_counts_less_than_dropping_what_has_it() {
    #[derive(Debug, PartialEq)]
    enum Tagged {
        Quote(Quote),
        Unknown(Value),
    }
    tagged_union! { Tagged by "kind" { Quote = "quote"; Unknown } }
    #[derive(Debug, PartialEq)]
    struct Holder {
        item: Tagged,
    }
    object! { Holder { item = required "item" } }
    #[derive(Debug, PartialEq)]
    enum Any {
        Shallow(Shallow),
        Holder(Holder),
    }
    untagged_union! { Any { Shallow, Holder } }

    let text = r#"{"item":{"kind":"new","a":[1,{"b":2}]}}"#;
    assert_eq!(write(&read::<Any>(text)), text);
}

#[test]
fn unions_inside_of_unions_count_for_those_around_them() {
    #[derive(Debug, PartialEq)]
    struct Deep {
        inner: Option<Either>,
    }
    object! { Deep { inner = optional "inner" } }
    #[derive(Debug, PartialEq)]
    enum Middle {
        Deep(Deep),
        Numbered(Box<Numbered>),
    }
    untagged_union! { Middle { Deep, Numbered } }
    #[derive(Debug, PartialEq)]
    enum Any {
        Shallow(Shallow),
        Middle(Middle),
        List(Vec<Middle>),
    }
    untagged_union! { Any { Shallow, Middle, List } }

    let text = format!(r#"{{"inner":{{"quoted":{{"id":"1",{NEWER}}}}},{NEWER}}}"#);
    let kept = r#"{"inner":{"quoted":{"id":"1"}}}"#;
    assert_eq!(write(&read::<Any>(&text)), kept);
    assert_eq!(
        write(&read::<Any>(&format!("[{text},{text}]"))),
        format!("[{kept},{kept}]")
    );
    let text = format!(r#"{{"kind":2,{NEWER}}}"#);
    assert_eq!(write(&read::<Any>(&text)), r#"{"kind":2}"#);
}
