//! `untagged_union!`

use specwright_runtime::chrono::{DateTime, Utc};
use specwright_runtime::{Map, Value, object, string_enum, tagged_union, untagged_union};

use super::{read, refuse, write};

#[derive(Debug, PartialEq)]
enum Scalar {
    Integer(i64),
    Number(f64),
    Time(DateTime<Utc>),
    Text(String),
    Truth(bool),
    Nothing(()),
}
untagged_union! { Scalar { Integer, Number, Time, Text, Truth, Nothing } }

#[test]
fn the_kind_of_the_value_chooses_the_variant() {
    let text = r#"[7,7.5,"2024-05-06T07:08:09Z","7",true,null]"#;
    let values: Vec<Scalar> = read(text);
    assert!(matches!(
        values[..],
        [
            Scalar::Integer(7),
            Scalar::Number(7.5),
            Scalar::Time(_),
            Scalar::Text(_),
            Scalar::Truth(true),
            Scalar::Nothing(()),
        ]
    ));
    assert_eq!(write(&values), text);
}

#[test]
fn the_error_says_why_each_variant_does_not_fit() {
    #[derive(Debug)]
    #[allow(dead_code)]
    enum Either {
        Rows(Vec<i64>),
        Named(Name),
    }
    untagged_union! { Either { Rows, Named } }

    assert_eq!(
        refuse::<Map<Either>>(br#"{"a":[1,2,"3"]}"#),
        "at $.a (byte 5): no variant fits: Rows at [2] (expected an integer, found a string); \
         Named (expected an object, found an array)"
    );
}

#[derive(Debug, PartialEq)]
struct Name {
    first: String,
    last: Option<String>,
}
object! { Name { first = required "first", last = optional "last" } }

#[derive(Debug, PartialEq)]
struct Size {
    width: Option<i64>,
    height: Option<i64>,
}
object! { Size { width = optional "width", height = optional "height" } }

#[derive(Debug, PartialEq)]
struct Point {
    x: Option<i64>,
    y: Option<i64>,
}
object! { closed Point { x = optional "x", y = optional "y" } }

#[derive(Debug, PartialEq)]
struct Open {
    id: Option<i64>,
    rest: Map<Value>,
}
object! { Open { id = optional "id", ..rest } }

#[test]
fn an_object_of_optional_properties_does_not_hide_a_better_variant() {
    #[derive(Debug, PartialEq)]
    enum Shape {
        Size(Size),
        Named(Name),
    }
    untagged_union! { Shape { Size, Named } }

    assert!(matches!(read(r#"{"first":"a"}"#), Shape::Named(_)));
    assert!(matches!(
        read(r#"{"first":"a","last":"b","more":1}"#),
        Shape::Named(_)
    ));
    assert!(matches!(read(r#"{"width":1}"#), Shape::Size(_)));
    assert!(matches!(read(r#"{}"#), Shape::Size(_)));
}

#[test]
fn the_variant_that_drops_fewest_properties_is_chosen() {
    #[derive(Debug, PartialEq)]
    enum Shape {
        Size(Size),
        Point(Point),
    }
    untagged_union! { Shape { Size, Point } }

    assert!(matches!(read(r#"{"x":1,"y":2}"#), Shape::Point(_)));
    assert!(
        matches!(read(r#"{"x":1,"z":2}"#), Shape::Size(_)),
        "a closed object allows no other properties"
    );
    assert!(matches!(read(r#"{"width":1,"depth":2}"#), Shape::Size(_)));
}

#[test]
fn a_variant_with_the_named_properties_is_chosen_before_one_with_a_map_for_all() {
    #[derive(Debug, PartialEq)]
    enum Shape {
        Open(Open),
        Map(Map<Value>),
        Size(Size),
    }
    untagged_union! { Shape { Open, Map, Size } }

    assert!(matches!(read(r#"{"width":1,"height":2}"#), Shape::Map(_)));
    assert!(matches!(read(r#"{"id":1}"#), Shape::Open(_)));

    #[derive(Debug, PartialEq)]
    enum Named {
        Open(Open),
        Size(Size),
    }
    untagged_union! { Named { Open, Size } }

    assert!(matches!(read(r#"{"width":1,"height":2}"#), Named::Size(_)));
    assert!(
        matches!(read(r#"{"width":1,"deep":2}"#), Named::Open(_)),
        "a map drops nothing"
    );
}

#[test]
fn a_string_is_chosen_before_an_enum_that_does_not_list_it() {
    #[derive(Debug, PartialEq)]
    enum Known {
        Auto,
        Unknown(String),
    }
    string_enum! { Known { Auto = "auto"; Unknown } }

    #[derive(Debug, PartialEq)]
    enum Mode {
        Known(Known),
        Text(String),
    }
    untagged_union! { Mode { Known, Text } }

    assert_eq!(read::<Mode>(r#""auto""#), Mode::Known(Known::Auto));
    assert_eq!(read::<Mode>(r#""x""#), Mode::Text("x".to_owned()));
}

#[test]
fn an_enum_in_a_struct_that_lists_the_value_is_chosen() {
    #[derive(Debug, PartialEq)]
    enum A {
        A,
        Unknown(String),
    }
    string_enum! { A { A = "a"; Unknown } }
    #[derive(Debug, PartialEq)]
    enum B {
        B,
        Unknown(String),
    }
    string_enum! { B { B = "b"; Unknown } }
    #[derive(Debug, PartialEq)]
    struct First {
        kind: A,
    }
    object! { First { kind = required "kind" } }
    #[derive(Debug, PartialEq)]
    struct Second {
        kind: B,
    }
    object! { Second { kind = required "kind" } }
    #[derive(Debug, PartialEq)]
    enum Either {
        First(First),
        Second(Second),
    }
    untagged_union! { Either { First, Second } }

    assert_eq!(
        read::<Either>(r#"{"kind":"b"}"#),
        Either::Second(Second { kind: B::B })
    );
    assert!(matches!(read(r#"{"kind":"c"}"#), Either::First(_)));
}

#[test]
fn a_variant_that_fits_is_chosen_before_a_tagged_union_that_does_not_know_the_tag() {
    #[derive(Debug, PartialEq)]
    enum Tagged {
        Name(Name),
        Unknown(Value),
    }
    tagged_union! { Tagged by "kind" { Name = "name"; Unknown } }
    #[derive(Debug, PartialEq)]
    enum Either {
        Tagged(Tagged),
        Size(Size),
    }
    untagged_union! { Either { Tagged, Size } }

    assert!(matches!(read(r#"{"kind":"size","width":1}"#), Either::Size(_)));
    assert!(matches!(
        read(r#"{"kind":"name","first":"a"}"#),
        Either::Tagged(Tagged::Name(_))
    ));
}

#[test]
fn an_integer_is_chosen_for_what_has_no_fraction_whatever_the_order() {
    #[derive(Debug, PartialEq)]
    enum Either {
        Number(f64),
        Integer(i64),
    }
    untagged_union! { Either { Number, Integer } }

    assert_eq!(
        read::<Vec<Either>>("[5,5.5]"),
        [Either::Integer(5), Either::Number(5.5)]
    );
}

#[test]
fn unions_of_unions_choose_the_best_of_all() {
    #[derive(Debug, PartialEq)]
    enum Inner {
        Size(Size),
        Point(Point),
    }
    untagged_union! { Inner { Size, Point } }
    #[derive(Debug, PartialEq)]
    enum Outer {
        List(Vec<Inner>),
        One(Inner),
        Name(Name),
    }
    untagged_union! { Outer { List, One, Name } }

    assert!(matches!(read(r#"{"x":1}"#), Outer::One(Inner::Point(_))));
    assert!(matches!(read(r#"{"first":"a"}"#), Outer::Name(_)));
    let Outer::List(items) = read(r#"[{"y":1},{"height":1},{"z":1}]"#) else {
        panic!("a list")
    };
    assert!(matches!(
        items[..],
        [Inner::Point(_), Inner::Size(_), Inner::Size(_)]
    ));
}

#[derive(Debug, PartialEq)]
struct Dense {
    dense: i64,
}
object! { Dense { dense = required "dense" } }

#[derive(Debug, PartialEq)]
struct Sparse {
    sparse: i64,
}
object! { Sparse { sparse = required "sparse" } }

#[derive(Debug, PartialEq)]
struct Both {
    dense: Option<i64>,
    sparse: Option<i64>,
}
object! { Both { dense = optional "dense", sparse = optional "sparse" } }

#[derive(Debug, PartialEq)]
enum Config {
    Dense(Dense),
    Sparse(Sparse),
    Several(Both),
}
untagged_union! { Config { Dense, Sparse; several Several } }

#[test]
fn a_value_that_fits_several_variants_keeps_the_properties_of_all() {
    for text in [
        r#"{"dense":1,"sparse":2}"#,
        r#"[{"dense":1,"sparse":2},{"dense":1}]"#,
        r#"{"dense":1}"#,
        r#"{"sparse":1}"#,
    ] {
        match text.starts_with('[') {
            true => assert_eq!(write(&read::<Vec<Config>>(text)), text),
            false => assert_eq!(write(&read::<Config>(text)), text),
        }
    }
}

#[test]
fn a_value_that_fits_one_variant_is_read_as_that() {
    assert!(matches!(read(r#"{"dense":1,"new":{"a":[1]}}"#), Config::Dense(_)));
    assert!(
        matches!(read(r#"{"dense":1,"sparse":"text"}"#), Config::Dense(_)),
        "a property of the same name is none of the other variant's"
    );
    assert_eq!(
        refuse::<Config>(br#"{"new":1}"#),
        "at $ (byte 0): no variant fits: Dense (missing property `dense`); Sparse (missing property `sparse`)"
    );
}

#[test]
fn what_another_variant_forbids_inside_does_not_make_a_value_fit_it() {
    #[derive(Debug, PartialEq)]
    struct Inner {
        a: Option<i64>,
    }
    object! { closed Inner { a = optional "a" } }
    #[derive(Debug, PartialEq)]
    struct Holder {
        inner: Inner,
    }
    object! { Holder { inner = required "inner" } }
    #[derive(Debug, PartialEq)]
    struct All {
        dense: Option<i64>,
        inner: Option<Inner>,
    }
    object! { All { dense = optional "dense", inner = optional "inner" } }
    #[derive(Debug, PartialEq)]
    enum Any {
        Dense(Dense),
        Holder(Holder),
        Several(All),
    }
    untagged_union! { Any { Dense, Holder; several Several } }

    assert!(matches!(read(r#"{"dense":1,"inner":{"a":1}}"#), Any::Several(_)));
    assert!(!matches!(read(r#"{"dense":1,"inner":{"b":1}}"#), Any::Several(_)));
    assert!(
        matches!(
            read(r#"{"dense":1,"inner":{"a":1,"b":1}}"#),
            Any::Several(All {
                dense: Some(1),
                inner: Some(_)
            })
        ),
        "what the only variant that fits declares is kept, though another one keeps more"
    );
}

#[test]
fn what_follows_a_union_is_read_from_its_end() {
    #[derive(Debug, PartialEq)]
    enum Either {
        Size(Size),
        Point(Point),
        Text(String),
    }
    untagged_union! { Either { Size, Point, Text } }

    let pairs: Vec<(Either, i64)> = read(r#"[[{"x":1, "u":2},3],["a\n",4],[{},5]]"#);
    assert_eq!(
        pairs.iter().map(|(_, number)| *number).collect::<Vec<_>>(),
        [3, 4, 5]
    );
}
