//! Documents that would take the machine down: an error or a client, within bounds on time, on a small stack.

use std::time::{Duration, Instant};

use specwright::{Error, Generated, Generator};

mod combined;
mod many;

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
