//! Schemas that double what they combine.

use std::fmt::Write as _;

use super::{assert_too_large, client, generate, levels, reference};

#[test]
fn all_of_that_doubles_at_each_level() {
    let client = client(&levels(60, |text, number| {
        let below = number
            .checked_sub(1)
            .map_or("{\"type\":\"object\"}".to_owned(), |below| {
                reference(format!("A{below}"))
            });
        write!(
            text,
            "\"A{number}\":{{\"allOf\":[{below},{below},{{\"properties\":{{\"p{number}\":{{\"type\":\"string\"}}}}}},{below}]}}"
        )
        .unwrap();
    }));
    assert!(client.contains("p59"));
}

#[test]
fn properties_that_both_of_two_schemas_have_double_at_each_level() {
    let text = levels(60, |text, number| {
        let below = |letter: char| match number.checked_sub(1) {
            Some(below) => reference(format!("{letter}{below}")),
            None => "{\"type\":\"string\"}".to_owned(),
        };
        for letter in ['A', 'B'] {
            let (p, q) = (below(letter), below(letter));
            write!(
                text,
                "{}\"{letter}{number}\":{{\"type\":\"object\",\"properties\":{{\"p\":{p},\"q\":{q}}}}}",
                if letter == 'B' { "," } else { "" }
            )
            .unwrap();
        }
    });
    let both = format!(
        "{text},\"Both\":{{\"allOf\":[{},{}]}}",
        reference("A59"),
        reference("B59")
    );
    let client = client(&both);
    assert!(client.len() < 200_000, "{}", client.len());
}

#[test]
fn an_intersection_that_leads_back_to_itself_is_one_type() {
    let node = |name: &str| {
        format!(
            "\"{name}\":{{\"type\":\"object\",\"properties\":{{\"next\":{},\"{}\":{{\"type\":\"string\"}}}}}}",
            reference(name),
            name.to_lowercase()
        )
    };
    let client = client(&format!(
        "{},{},\"Root\":{{\"allOf\":[{},{}]}}",
        node("A"),
        node("B"),
        reference("A"),
        reference("B")
    ));
    assert!(client.contains("pub struct RootNext"));
    assert!(!client.contains("RootNextNext"));
}

#[test]
fn inline_properties_that_double_at_each_level_are_refused() {
    assert_too_large(&levels(60, |text, number| {
        let below = match number.checked_sub(1) {
            Some(below) => format!(
                "{{\"allOf\":[{},{{\"minProperties\":{number},\"properties\":{{\"x\":{{\"type\":\"string\"}}}}}}]}}",
                reference(format!("A{below}"))
            ),
            None => "{\"type\":\"string\"}".to_owned(),
        };
        write!(
            text,
            "\"A{number}\":{{\"type\":\"object\",\"properties\":{{\"p\":{below},\"q\":{below}}}}}"
        )
        .unwrap();
    }));
}

#[test]
fn alternatives_of_alternatives_are_bounded() {
    for keyword in ["oneOf", "anyOf"] {
        let outcome = generate(&levels(40, |text, number| {
            let below = match number.checked_sub(1) {
                Some(below) => format!(
                    "{},{}",
                    reference(format!("A{below}")),
                    reference(format!("B{below}"))
                ),
                None => "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}".to_owned(),
            };
            for letter in ['A', 'B'] {
                let comma = if letter == 'B' { "," } else { "" };
                write!(text, "{comma}\"{letter}{number}\":{{\"{keyword}\":[{below}]}}").unwrap();
            }
        }));
        outcome.unwrap_or_else(|error| panic!("{error}"));
    }
}

#[test]
fn many_lists_of_many_alternatives_are_bounded() {
    let alternative = |number: usize| {
        format!("{{\"type\":\"object\",\"properties\":{{\"p{number}\":{{\"type\":\"string\"}}}}}}")
    };
    let list: Vec<String> = (0..50).map(alternative).collect();
    let lists: Vec<String> = (0..50)
        .map(|_| format!("{{\"oneOf\":[{}]}}", list.join(",")))
        .collect();
    generate(&format!("\"Root\":{{\"allOf\":[{}]}}", lists.join(","))).unwrap();
}

#[test]
fn properties_beside_alternatives_in_each_other_are_bounded() {
    let mut schema = "{\"type\":\"string\"}".to_owned();
    for _ in 0..40 {
        schema = format!(
            "{{\"type\":\"object\",\"properties\":{{\"p\":{schema}}},\"oneOf\":[\
             {{\"properties\":{{\"a\":{{\"type\":\"string\"}}}}}},{{\"properties\":{{\"b\":{{\"type\":\"string\"}}}}}}]}}"
        );
    }
    assert_too_large(&format!("\"Root\":{schema}"));
}

#[test]
fn one_large_schema_in_many_is_refused() {
    let properties: Vec<String> = (0..10_000)
        .map(|number| format!("\"p{number}\":{{\"type\":\"string\"}}"))
        .collect();
    let base = format!(
        "\"Root\":{{\"type\":\"object\",\"properties\":{{{}}}}}",
        properties.join(",")
    );
    let children: Vec<String> = (0..5_000)
        .map(|number| {
            format!(
                ",\"C{number}\":{{\"allOf\":[{},{{\"description\":\"d\"}}]}}",
                reference("Root")
            )
        })
        .collect();
    assert_too_large(&(base + &children.concat()));
}
