//! Very many schemas, names, values and operations.

use std::fmt::Write as _;

use specwright::Error;

use super::{assert_refused, client, generate, generate_from, levels, reference};

#[test]
fn a_ring_of_ten_thousand_schemas() {
    let count = 10_000;
    let client = client(&levels(count, |text, number| {
        let next = reference(format!("A{}", (number + 1) % count));
        write!(
            text,
            "\"A{number}\":{{\"type\":\"object\",\"properties\":{{\"next\":{next}}}}}"
        )
        .unwrap();
    }));
    assert_eq!(client.matches("Option<Box<").count(), 1);
}

#[test]
fn a_chain_of_five_thousand_names_for_one_schema() {
    let outcome = generate(&levels(5_000, |text, number| {
        let below = number
            .checked_sub(1)
            .map_or("{\"type\":\"string\"}".to_owned(), |below| {
                reference(format!("A{below}"))
            });
        write!(text, "\"A{number}\":{below}").unwrap();
    }));
    if let Err(error) = outcome {
        assert!(matches!(error, Error::Document(_)), "{error}");
    }
}

#[test]
fn a_struct_of_twenty_thousand_fields_of_its_own_type() {
    let fields: Vec<String> = (0..20_000)
        .map(|number| format!("\"p{number}\":{}", reference("Root")))
        .collect();
    let client = client(&format!(
        "\"Root\":{{\"type\":\"object\",\"properties\":{{{}}}}}",
        fields.join(",")
    ));
    assert_eq!(client.matches("Option<Box<Root>>,").count(), 20_000);
}

#[test]
fn a_million_values() {
    let mut values = String::new();
    for number in 0..1_000_000 {
        write!(values, "{}\"v{number}\"", if number == 0 { "" } else { "," }).unwrap();
    }
    let client = client(&format!("\"Root\":{{\"type\":\"string\",\"enum\":[{values}]}}"));
    assert!(client.len() < 100_000);
}

#[test]
fn lists_of_values_that_all_apply() {
    let values: Vec<String> = (0..20_000).map(|number| format!("\"v{number}\"")).collect();
    let list = format!("{{\"type\":\"string\",\"enum\":[{}]}}", values.join(","));
    generate(&format!("\"Root\":{{\"allOf\":[{list},{list},{list}]}}")).unwrap();
}

#[test]
fn ten_thousand_alternatives() {
    for alternative in [
        |number: usize| {
            format!(
                "{{\"type\":\"object\",\"required\":[\"p{number}\"],\"properties\":{{\"p{number}\":{{\"type\":\"string\"}}}}}}"
            )
        },
        |number: usize| format!("{{\"const\":\"v{number}\"}}"),
        |number: usize| format!("{{\"const\":{number}}}"),
        |number: usize| {
            format!(
                "{{\"type\":\"object\",\"required\":[\"k\"],\"properties\":{{\"k\":{{\"const\":\"{number}\"}}}}}}"
            )
        },
        |_| "{\"type\":\"string\"}".to_owned(),
    ] {
        let list: Vec<String> = (0..10_000).map(alternative).collect();
        let outcome = generate(&format!("\"Root\":{{\"oneOf\":[{}]}}", list.join(",")));
        outcome.unwrap_or_else(|error| panic!("{error}"));
    }
}

#[test]
fn twenty_thousand_names_that_are_one_in_rust() {
    let names: Vec<String> = (0..20_000)
        .map(|number| {
            format!(
                "\"{}a\":{{\"type\":\"string\"}}",
                "!".repeat(number % 200) + &"-".repeat(number / 200)
            )
        })
        .collect();
    let client = client(&format!(
        "\"Root\":{{\"type\":\"object\",\"properties\":{{{}}}}}",
        names.join(",")
    ));
    assert_eq!(client.matches(" = optional ").count(), 20_000);
}

#[test]
fn the_same_inline_schema_with_other_docs_five_thousand_times() {
    let fields: Vec<String> = (0..5_000)
        .map(|number| {
            format!("\"p{number}\":{{\"type\":\"object\",\"properties\":{{\"a\":{{\"type\":\"string\",\"description\":\"The {number}.\"}}}}}}")
        })
        .collect();
    client(&format!(
        "\"Root\":{{\"type\":\"object\",\"properties\":{{{}}}}}",
        fields.join(",")
    ));
}

#[test]
fn inline_schemas_as_deep_as_a_document_can_be() {
    for (open, close) in [
        ("{\"type\":\"object\",\"properties\":{\"a\":", "}}"),
        ("{\"type\":\"array\",\"items\":", "}"),
        ("{\"additionalProperties\":", "}"),
        ("{\"oneOf\":[{\"type\":\"string\"},", "]}"),
        (
            "{\"allOf\":[{\"properties\":{\"b\":{\"type\":\"string\"}}},",
            "]}",
        ),
        ("{\"anyOf\":[{\"type\":\"null\"},{\"type\":\"integer\"},", "]}"),
        ("{\"not\":", "}"),
        ("{\"prefixItems\":[", "],\"minItems\":1}"),
        (
            "{\"type\":\"object\",\"required\":[\"a\"],\"properties\":{\"k\":{\"const\":\"x\"},\"a\":{\"oneOf\":[{\"type\":\"string\"},",
            "]}}}",
        ),
    ] {
        for depth in [30, 60, 90, 120, 230] {
            let schema = format!(
                "{}{{\"type\":\"object\",\"properties\":{{\"z\":{{\"type\":\"string\"}}}}}}{}",
                open.repeat(depth),
                close.repeat(depth)
            );
            if let Err(error) = generate(&format!("\"Root\":{schema}")) {
                assert!(matches!(error, Error::Document(_)), "{open}: {error}");
            }
        }
    }
}

#[test]
fn a_long_name_above_many_is_not_repeated_in_all() {
    let inner: Vec<String> = (0..10_000)
        .map(|number| format!("\"p{number}\":{{\"type\":\"string\",\"enum\":[\"a\",\"b{number}\"]}}"))
        .collect();
    let outcome = generate(&format!(
        "\"Root\":{{\"type\":\"object\",\"properties\":{{\"{}\":{{\"type\":\"object\",\"properties\":{{{}}}}}}}}}",
        "x".repeat(500_000),
        inner.join(",")
    ));
    match outcome {
        Ok(generated) => assert!(generated.client.len() < 50_000_000),
        Err(error) => assert!(matches!(error, Error::Document(_)), "{error}"),
    }
}

#[test]
fn a_discriminator_with_many_alternatives_takes_a_look_at_each() {
    const COUNT: usize = 1_000;
    let alternatives: Vec<String> = (0..COUNT).map(|number| reference(format!("A{number}"))).collect();
    let mapping: Vec<String> = (0..COUNT)
        .map(|number| format!("\"t{number}\":\"#/components/schemas/A{number}\""))
        .collect();
    let schemas: String = (0..COUNT)
        .map(|number| {
            format!(
                ",\"A{number}\":{{\"type\":\"object\",\"required\":[\"kind\",\"p{number}\"],\"properties\":{{\
                 \"kind\":{{\"type\":\"string\"}},\"p{number}\":{{\"type\":\"string\"}}}}}}"
            )
        })
        .collect();
    let client = client(&format!(
        "\"Root\":{{\"oneOf\":[{}],\"discriminator\":{{\"propertyName\":\"kind\",\"mapping\":{{{}}}}}}}{schemas}",
        alternatives.join(","),
        mapping.join(",")
    ));
    assert!(client.contains("= \"t999\""));
}

/// Paths that share one path item with all methods.
fn shared_path_item(paths: usize, item: &str, beside: &str) -> String {
    let paths: Vec<String> = (0..paths)
        .map(|number| format!("\"/p{number}\":{{\"$ref\":\"#/x-p\"}}"))
        .collect();
    let methods = [
        "get", "put", "post", "delete", "options", "head", "patch", "trace",
    ];
    let methods = methods.map(|method| format!("\"{method}\":{{\"responses\":{{}}}}"));
    format!(
        "{{\"openapi\":\"3.1.0\",\"info\":{{\"title\":\"T\",\"version\":\"1\"}},\"paths\":{{{}}},\"x-p\":{{{item}{}}}{beside}}}",
        paths.join(","),
        methods.join(",")
    )
}

#[test]
fn a_client_is_bounded_by_the_length_of_its_document() {
    let parameter = |number: usize| {
        format!("{{\"name\":\"p{number}\",\"in\":\"query\",\"schema\":{{\"type\":\"string\"}}}}")
    };
    let parameters = |count: usize| {
        let parameters: Vec<String> = (0..count).map(parameter).collect();
        format!("\"parameters\":[{}],", parameters.join(","))
    };
    let outcome = generate_from(&shared_path_item(100, &parameters(100), ""));
    let message = outcome
        .as_ref()
        .map_err(ToString::to_string)
        .err()
        .unwrap_or_default();
    assert!(message.contains("expected a client of at most"), "{message}");
    assert_refused(outcome);
    let client = generate_from(&shared_path_item(10, &parameters(100), ""))
        .unwrap()
        .client;
    assert!(client.contains("fn p99("), "{}", client.len());
}

#[test]
fn security_alternatives_times_operations_are_bounded() {
    const SCHEMES: usize = 1_000;
    let both = |number: usize| format!("{{\"s{number}\":[],\"s{}\":[]}}", number * 7 % SCHEMES);
    let one = |number: usize| format!("{{\"s{number}\":[]}}");
    let alternatives: [&dyn Fn(usize) -> String; 2] = [&one, &both];
    for alternative in alternatives {
        let list: Vec<String> = (0..SCHEMES).map(alternative).collect();
        let schemes: Vec<String> = (0..SCHEMES)
            .map(|number| format!("\"s{number}\":{{\"type\":\"http\",\"scheme\":\"bearer\"}}"))
            .collect();
        let beside = format!(
            ",\"security\":[{}],\"components\":{{\"securitySchemes\":{{{}}}}}",
            list.join(","),
            schemes.join(",")
        );
        assert_refused(generate_from(&shared_path_item(1_000, "", &beside)));
    }
}
