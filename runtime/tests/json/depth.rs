//! Hostile texts: nested too deep, or read again too often.

use std::time::{Duration, Instant};

use specwright_runtime::json::{self, MAX_DEPTH};
use specwright_runtime::{Map, Value, object, tagged_union, untagged_union};

use super::{read, refuse};

fn nested(open: &str, inner: &str, close: &str, depth: usize) -> String {
    format!("{}{inner}{}", open.repeat(depth), close.repeat(depth))
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Node {
    next: Option<Box<Node>>,
}
object! { Node { next = optional "next" } }

#[test]
fn nesting_is_read_up_to_the_limit_whatever_the_type() {
    let depth = usize::from(MAX_DEPTH);
    read::<Value>(&nested("[", "", "]", depth));
    read::<Value>(&nested(r#"{"a":"#, "1", "}", depth));
    read::<Node>(&nested(r#"{"next":"#, "null", "}", depth));
    read::<Node>(&format!(r#"{{"skipped":{}}}"#, nested("[", "", "]", depth - 1)));
    read::<Map<Value>>(&format!(r#"{{"kept":{}}}"#, nested("[", "", "]", depth - 1)));
}

#[test]
fn nesting_beyond_the_limit_is_an_error_whatever_the_type() {
    let depth = usize::from(MAX_DEPTH);
    for error in [
        refuse::<Value>(nested("[", "", "]", depth + 1).as_bytes()),
        refuse::<Value>(nested(r#"{"a":"#, "1", "}", depth + 1).as_bytes()),
        refuse::<Node>(nested(r#"{"next":"#, "null", "}", depth + 1).as_bytes()),
        refuse::<Node>(format!(r#"{{"skipped":{}}}"#, nested("[", "", "]", depth)).as_bytes()),
        refuse::<Node>(format!(r#"{{"skipped":{}}}"#, nested(r#"{"a":"#, "1", "}", depth)).as_bytes()),
        refuse::<Value>("[".repeat(1_000_000).as_bytes()),
        refuse::<Node>(format!(r#"{{"skipped":{}"#, "[".repeat(1_000_000)).as_bytes()),
    ] {
        assert!(
            error.ends_with("arrays and objects nested deeper than 128"),
            "{error}"
        );
    }
}

#[test]
fn a_tree_that_is_nested_too_deep_is_not_written_as_one() {
    let mut node = Node::default();
    for _ in 0..MAX_DEPTH {
        node = Node {
            next: Some(Box::new(node)),
        };
    }
    let error = json::to_value(&node).unwrap_err();
    assert!(error.to_string().contains("nested deeper than 128"), "{error}");
}

#[test]
fn a_large_type_nested_deep_is_an_error_before_the_stack_ends() {
    type Wide = Option<(i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64)>;

    macro_rules! large {
        ($($field:ident $name:literal)*) => {
            #[derive(Debug)]
            struct Large { next: Option<Box<Large>>, $($field: Wide),* }
            object! { Large { next = optional "next", $($field = optional $name),* } }
        };
    }
    large! {
        a0 "a0" a1 "a1" a2 "a2" a3 "a3" a4 "a4" a5 "a5" a6 "a6" a7 "a7" a8 "a8" a9 "a9"
        b0 "b0" b1 "b1" b2 "b2" b3 "b3" b4 "b4" b5 "b5" b6 "b6" b7 "b7" b8 "b8" b9 "b9"
        c0 "c0" c1 "c1" c2 "c2" c3 "c3" c4 "c4" c5 "c5" c6 "c6" c7 "c7" c8 "c8" c9 "c9"
    }

    let text = nested(r#"{"next":"#, "null", "}", usize::from(MAX_DEPTH));
    let reading = std::thread::Builder::new()
        .stack_size(1024 * 1024)
        .spawn(move || json::from_slice::<Large>(text.as_bytes()).map(drop))
        .unwrap();
    if let Err(error) = reading.join().unwrap() {
        assert!(error.message().contains("nested too deep"), "{error}");
    }
}

/// Two variants that look alike to their end: only the last property of the innermost value tells them apart.
#[derive(Debug)]
#[allow(dead_code)]
enum Twin {
    Left(Box<Left>),
    Right(Box<Right>),
}
untagged_union! { Twin { Left, Right } }

#[derive(Debug)]
struct Left {
    inner: Option<Twin>,
    end: bool,
}
object! { Left { inner = optional "inner", end = required "end" } }

#[derive(Debug)]
struct Right {
    inner: Option<Twin>,
    end: i64,
}
object! { Right { inner = optional "inner", end = required "end" } }

#[test]
fn unions_in_unions_take_no_time_exponential_in_their_nesting() {
    let start = Instant::now();
    for inner in ["1", "true", "\"x\"", "null"] {
        let text = format!(
            r#"{}{{"end":{inner}}}{}"#,
            r#"{"inner":"#.repeat(100),
            r#","end":1}"#.repeat(100)
        );
        let result = json::from_slice::<Twin>(text.as_bytes());
        assert_eq!(result.is_ok(), matches!(inner, "1" | "true"), "{inner}");
    }
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn unions_that_always_lose_something_take_no_time_exponential_in_their_nesting() {
    let start = Instant::now();
    let text = format!(
        "{}null{}",
        r#"{"inner":"#.repeat(100),
        r#","unknown":1,"end":1}"#.repeat(100)
    );
    assert!(matches!(read(&text), Twin::Right(_)));
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn many_small_values_of_a_union_are_read_within_its_budget() {
    #[derive(Debug)]
    #[allow(dead_code)]
    enum Outer {
        Truths(Vec<Inner>),
        Anything(Vec<Vec<Inner>>),
    }
    untagged_union! { Outer { Truths, Anything } }

    #[derive(Debug)]
    #[allow(dead_code)]
    enum Inner {
        A(bool),
        B((i64,)),
        C(Map<i64>),
        D(f64),
    }
    untagged_union! { Inner { A, B, C, D } }

    let text = format!("[{}[]]", "[1,true,[2],{},1.5],".repeat(20_000));
    assert!(matches!(read(&text), Outer::Anything(_)));
}

#[test]
fn a_value_that_fits_too_many_variants_of_too_many_unions_is_an_error() {
    #[derive(Debug)]
    #[allow(dead_code)]
    enum Same {
        A(Vec<Same>),
        B(Vec<Same>),
        C(Vec<Same>),
        D(Vec<Same>),
        Float(f64),
    }
    untagged_union! { Same { A, B, C, D, Float } }

    read::<Same>("[[[[[[[1]]]]]]]");
    let error = refuse::<Same>(format!("[{}1]", "[[[[[[[1]]]]]]],".repeat(1000)).as_bytes());
    assert!(
        error.ends_with("the value fits too many variants of too many nested unions"),
        "{error}"
    );
}

#[derive(Debug)]
struct Branch {
    kind: String,
    children: Vec<Plant>,
}
object! { Branch { kind = required "kind", children = required "children" } }

#[derive(Debug)]
#[allow(dead_code)]
enum Plant {
    Branch(Branch),
    Unknown(Value),
}
tagged_union! { Plant by "kind" { Branch = "branch"; Unknown } }

#[test]
fn a_tag_that_stands_last_is_not_looked_for_in_all_that_is_nested_before_it_again_and_again() {
    let time = |open: &str, close: &str| {
        let leaves = [r#"{"kind":"branch","children":[]}"#; 5000].join(",");
        let text = nested(open, &leaves, close, usize::from(MAX_DEPTH) / 2 - 1);
        let start = Instant::now();
        let Plant::Branch(mut branch) = read(&text) else {
            panic!("no branch");
        };
        let elapsed = start.elapsed();
        while let Some(Plant::Branch(inner)) = branch.children.pop() {
            assert_eq!(inner.kind, "branch");
            branch = inner;
        }
        elapsed
    };
    let first = time(r#"{"kind":"branch","children":["#, "]}");
    let last = time(r#"{"children":["#, r#"],"kind":"branch"}"#);
    assert!(last < first * 10, "{first:?} and {last:?}");
}
