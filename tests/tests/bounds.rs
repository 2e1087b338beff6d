//! Documents that would take the machine down: an error or a client, within bounds on time, on a small stack.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use specwright::{Error, Generated, Generator};

/// Far more than any of these needs, far less than what it would take without a bound. Without optimisation.
const SOON: Duration = Duration::from_secs(300);

/// Generates a client from a document with these component schemas (the JSON text of an object's members).
fn generate(schemas: &str) -> Result<Generated, Error> {
    let text = format!(
        "{{\"openapi\":\"3.1.0\",\"info\":{{\"title\":\"T\",\"version\":\"1\"}},\"paths\":{{\"/a\":{{\"get\":{{\"operationId\":\"a\",\
         \"responses\":{{\"200\":{{\"description\":\"It.\",\"content\":{{\"application/json\":{{\"schema\":\
         {{\"$ref\":\"#/components/schemas/Root\"}}}}}}}}}}}}}}}},\"components\":{{\"schemas\":{{{schemas}}}}}}}"
    );
    generate_from(&text)
}

/// Generates a client from a document.
fn generate_from(text: &str) -> Result<Generated, Error> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bounds.json");
    std::fs::write(&path, text).unwrap();
    let begin = Instant::now();
    // What a build script's threads have.
    let outcome = std::thread::Builder::new()
        .stack_size(2 << 20)
        .spawn(move || Generator::new(path).name("bounds").generate())
        .unwrap()
        .join()
        .unwrap();
    assert!(begin.elapsed() < SOON, "{:?}", begin.elapsed());
    if let Ok(generated) = &outcome {
        // The parser needs more of a stack than the generator.
        let client = generated.client.clone();
        let parser = std::thread::Builder::new().stack_size(256 << 20);
        let parsed = parser.spawn(move || syn::parse_file(&client).map(drop));
        parsed.unwrap().join().unwrap().unwrap();
    }
    outcome
}

fn client(schemas: &str) -> String {
    generate(schemas).unwrap_or_else(|error| panic!("{error}")).client
}

fn assert_too_large(schemas: &str) {
    assert_refused(generate(schemas));
}

fn assert_refused(outcome: Result<Generated, Error>) {
    match outcome {
        Err(error) => assert!(error.to_string().contains("too-large"), "{error}"),
        Ok(generated) => panic!("{} bytes", generated.client.len()),
    }
}

fn reference(name: impl std::fmt::Display) -> String {
    format!("{{\"$ref\":\"#/components/schemas/{name}\"}}")
}

/// `ROOT`, and what `level` writes for each number.
fn levels(count: usize, mut level: impl FnMut(&mut String, usize)) -> String {
    let mut text = format!("\"Root\":{}", reference(format!("A{}", count - 1)));
    for number in 0..count {
        text.push(',');
        level(&mut text, number);
    }
    text
}

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

#[test]
fn cycles_of_every_shape() {
    for schemas in [
        format!("\"Root\":{}", reference("Root")),
        format!("\"Root\":{},\"B\":{}", reference("B"), reference("Root")),
        format!("\"Root\":{{\"allOf\":[{}]}}", reference("Root")),
        format!("\"Root\":{{\"oneOf\":[{}]}}", reference("Root")),
        format!(
            "\"Root\":{{\"anyOf\":[{},{{\"type\":\"null\"}}]}}",
            reference("Root")
        ),
        format!("\"Root\":{{\"not\":{}}}", reference("Root")),
        format!("\"Root\":{{\"type\":\"array\",\"items\":{}}}", reference("Root")),
        format!("\"Root\":{{\"additionalProperties\":{}}}", reference("Root")),
        format!(
            "\"Root\":{{\"patternProperties\":{{\"a\":{}}}}}",
            reference("Root")
        ),
        format!(
            "\"Root\":{{\"prefixItems\":[{}],\"minItems\":1}}",
            reference("Root")
        ),
        format!(
            "\"Root\":{{\"required\":[\"a\"],\"properties\":{{\"a\":{}}}}}",
            reference("Root")
        ),
        format!(
            "\"Root\":{{\"if\":{0},\"then\":{0},\"else\":{0}}}",
            reference("Root")
        ),
        format!(
            "\"Root\":{{\"oneOf\":[{},{}]}},\"B\":{{\"oneOf\":[{},{{\"type\":\"string\"}}]}}",
            reference("B"),
            reference("Root"),
            reference("Root")
        ),
        format!(
            "\"Root\":{{\"allOf\":[{},{{\"properties\":{{\"a\":{}}}}}]}},\"B\":{{\"allOf\":[{}]}}",
            reference("B"),
            reference("B"),
            reference("Root")
        ),
        format!("\"Root\":{}", reference("Root/properties/a")),
        format!(
            "\"Root\":{{\"properties\":{{\"a\":{}}}}}",
            reference("Root/properties/a")
        ),
        format!(
            "\"Root\":{{\"properties\":{{\"a\":{}}}}}",
            reference("Root/properties/a/properties/b")
        ),
        "\"Root\":{\"$ref\":\"#\"}".to_owned(),
        "\"Root\":{\"$ref\":\"#/components\"}".to_owned(),
        "\"Root\":{\"$id\":\"Root\",\"$ref\":\"Root\"}".to_owned(),
        "\"Root\":{\"$dynamicAnchor\":\"a\",\"properties\":{\"b\":{\"$dynamicRef\":\"#a\"}}}".to_owned(),
    ] {
        if let Err(error) = generate(&schemas) {
            assert!(matches!(error, Error::Document(_)), "{schemas}: {error}");
        }
    }
}

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
