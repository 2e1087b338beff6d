//! What a build script says of calls where the document does not, and what the document says of them in words of its own.

use specwright::{Error, Generator};

fn generator(document: &str) -> Generator {
    let folder = tempfile::tempdir().expect("a folder").keep();
    std::fs::write(folder.join("api.yaml"), document).expect("a file");
    Generator::new(folder.join("api.yaml"))
}

fn client(generator: &Generator) -> String {
    let generated = generator.generate().unwrap_or_else(|error| panic!("{error}"));
    generated.client
}

/// Returns the text of a client's method.
fn method<'c>(client: &'c str, name: &str) -> &'c str {
    let (_, rest) = client
        .split_once(&format!("pub fn {name}("))
        .unwrap_or_else(|| panic!("{client}"));
    rest.split_once("\n    }\n").map_or(rest, |(method, _)| method)
}

fn warnings(generator: &Generator) -> Vec<String> {
    let generated = generator.generate().unwrap_or_else(|error| panic!("{error}"));
    generated
        .diagnostics
        .iter()
        .map(|diagnostic| diagnostic.message.clone())
        .collect()
}

fn error(generator: &Generator) -> String {
    match generator.generate() {
        Err(error @ Error::Document(_)) => error.to_string(),
        other => panic!(
            "the setting was to be refused: {:?}",
            other.map(|generated| generated.client)
        ),
    }
}

const SHOP: &str = r"
openapi: 3.1.0
info: {title: Shop, version: '1'}
paths:
  /search:
    post: {operationId: search, responses: {'200': {description: ok}}}
  /orders:
    post: {operationId: order, responses: {'200': {description: ok}}}
    get: {operationId: orders, responses: {'200': {description: ok}}}
  /payments:
    post:
      operationId: pay
      parameters: [{name: idempotency-key, in: header, schema: {type: string}}]
      responses: {'200': {description: ok}}
    put:
      operationId: replacePayment
      parameters: [{name: Idempotency-Key, in: header, schema: {type: string}}]
      responses: {'200': {description: ok}}
";

#[test]
fn an_operation_that_changes_nothing_is_marked_as_safe() {
    let text = client(&generator(SHOP).safe("search"));
    assert!(method(&text, "search").contains("call.safe();"), "{text}");
    assert_eq!(text.matches("call.safe();").count(), 1);
    let all = client(&generator(SHOP).safe("*"));
    assert_eq!(
        all.matches("call.safe();").count(),
        3,
        "a GET and a PUT are safe to repeat by themselves"
    );
}

#[test]
fn an_idempotency_key_is_that_of_the_document_or_of_a_setting() {
    let text = client(&generator(SHOP));
    assert!(
        method(&text, "pay").contains(r#"call.idempotency_key("idempotency-key");"#),
        "{text}"
    );
    assert_eq!(
        text.matches("call.idempotency_key(").count(),
        1,
        "a PUT needs none"
    );

    let set = client(&generator(SHOP).idempotency_key("POST *", "X-Key"));
    assert_eq!(set.matches(r#"call.idempotency_key("X-Key");"#).count(), 3);
}

#[test]
fn a_setting_for_an_operation_that_is_not_there_is_an_error() {
    for generator in [
        generator(SHOP).safe("serch"),
        generator(SHOP).stream("serch"),
        generator(SHOP).idempotency_key("serch", "Key"),
    ] {
        let told = error(&generator);
        assert!(
            told.contains("operation-setting") && told.contains("did you mean `search`?"),
            "{told}"
        );
    }
    let told = error(&generator(SHOP).idempotency_key("search", "a key"));
    assert!(told.contains("`a key` can't be the name of a header"), "{told}");
}

const GATEWAY: &str = r"
swagger: '2.0'
info: {title: Gateway, version: '1'}
produces: [application/json]
paths:
  /v1/{name}:
    get:
      operationId: Get
      parameters: [{name: name, in: path, required: true, type: string, pattern: 'projects/[^/]+/things/[^/]+'}]
      responses: {'200': {description: A thing., schema: {$ref: '#/definitions/Thing'}}}
  /v1/plain/{id}/{escaped}:
    get:
      operationId: Plain
      parameters:
        - {name: id, in: path, required: true, type: string, pattern: '[^/]+'}
        - {name: escaped, in: path, required: true, type: string, pattern: '^a\/b[\]/]$'}
      responses: {'200': {description: A thing., schema: {$ref: '#/definitions/Thing'}}}
  /v1/watch:
    get:
      operationId: Watch
      responses: {'200': {description: A successful response.(streaming responses), schema: {$ref: '#/definitions/Thing'}}}
  /v1/follow:
    get:
      operationId: Follow
      responses: {'200': {description: A thing., schema: {$ref: '#/definitions/Thing'}}}
definitions:
  Thing: {type: object, properties: {name: {type: string}}}
";

#[test]
fn slashes_stay_where_the_pattern_of_a_path_parameter_asks_for_them() {
    let text = client(&generator(GATEWAY));
    assert!(
        method(&text, "get").contains(r#"Parameter::path("name").segments()"#),
        "{text}"
    );
    assert!(method(&text, "plain").contains(r#"Parameter::path("id")"#));
    assert!(
        !method(&text, "plain").contains(r#"Parameter::path("id").segments()"#),
        "{text}"
    );
    assert!(
        method(&text, "plain").contains(r#"Parameter::path("escaped").segments()"#),
        "{text}"
    );
}

#[test]
fn json_is_a_stream_of_values_where_the_description_or_a_setting_says_so() {
    let text = client(&generator(GATEWAY).stream("Follow"));
    for name in ["Watch", "Follow"] {
        let request = format!("pub type {name} = Request<JsonLines<types::Thing>,");
        assert!(text.contains(&request), "{text}");
    }
    assert!(!text.contains("pub type Get = Request<JsonLines"), "{text}");
    let without = client(&generator(GATEWAY));
    assert!(
        !without.contains("pub type Follow = Request<JsonLines"),
        "{without}"
    );
    assert!(without.contains("pub type Follow = Request<"), "{without}");
}

fn secured(requirement: &str) -> Generator {
    generator(&format!(
        r"
openapi: 3.1.0
info: {{title: Secured, version: '1'}}
security: [{requirement}]
paths:
  /users:
    get: {{operationId: users, responses: {{'200': {{description: ok}}}}}}
    post: {{operationId: addUser, responses: {{'200': {{description: ok}}}}}}
components:
  securitySchemes:
    key: {{type: apiKey, in: header, name: Authorization}}
    token: {{type: http, scheme: bearer}}
    login: {{type: http, scheme: basic}}
    site: {{type: apiKey, in: header, name: X-Site}}
    other: {{type: apiKey, in: query, name: x-site}}
"
    ))
}

#[test]
fn two_credentials_in_one_place_are_alternatives_with_a_warning() {
    for (requirement, security) in [
        ("{key: [], token: []}", r#"&[&["key"], &["token"]]"#),
        (
            "{key: [], site: [], token: []}",
            r#"&[&["key", "site"], &["token", "site"]]"#,
        ),
        (
            "{key: [], token: [], login: []}",
            r#"&[&["key"], &["token"], &["login"]]"#,
        ),
    ] {
        let generator = secured(requirement);
        assert!(
            client(&generator).contains(&format!("security: {security},")),
            "{requirement}: {}",
            client(&generator)
        );
        let warnings = warnings(&generator);
        let told = |text: &&String| {
            text.contains("are required together, and both are sent in the header `authorization`")
        };
        assert_eq!(warnings.iter().filter(told).count(), 1, "{warnings:?}");
    }
}

#[test]
fn credentials_that_have_room_beside_each_other_are_needed_together() {
    let generator = secured("{token: [], site: [], other: []}");
    assert!(client(&generator).contains(r#"security: &[&["token", "site", "other"]],"#));
    assert_eq!(warnings(&generator), [""; 0]);
}

const NUMBERS: &str = r"
openapi: 3.1.0
info: {title: Numbers, version: '1'}
paths:
  /numbers:
    get:
      operationId: numbers
      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Numbers'}}}}}
components:
  schemas:
    Numbers:
      type: object
      required: [single, days, id]
      properties:
        single: {type: number, format: float}
        days: {type: number, format: int32}
        id: {type: number, format: int64}
        price: {type: number, format: decimal}
        at: {type: string, format: date-time}
";

#[test]
fn a_float_is_single_where_asked() {
    assert!(client(&generator(NUMBERS)).contains("pub single: f64,"));
    assert!(client(&generator(NUMBERS).f32_for_float(true)).contains("pub single: f32,"));
}

#[test]
fn a_number_is_an_integer_only_where_no_float_holds_what_its_format_means() {
    let text = client(&generator(NUMBERS));
    assert!(text.contains("pub days: f64,"), "{text}");
    assert!(text.contains("pub id: i64,"), "{text}");
}

#[test]
fn a_decimal_keeps_its_digits_where_asked() {
    assert!(client(&generator(NUMBERS)).contains("pub price: Option<f64>,"));
    let exact = client(&generator(NUMBERS).exact_decimals(true));
    assert!(exact.contains("pub price: Option<Decimal>,"), "{exact}");
}

#[test]
fn a_time_keeps_its_offset_where_asked() {
    assert!(client(&generator(NUMBERS)).contains("pub at: Option<DateTime<Utc>>,"));
    let kept = client(&generator(NUMBERS).keep_offsets(true));
    assert!(kept.contains("pub at: Option<DateTime<FixedOffset>>,"), "{kept}");
}
