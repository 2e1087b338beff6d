//! A server that differs from its document, a client that writes down how, the overlay that comes of it, and the same calls with the client of
//! both.

use std::path::Path;

use serde_json::{Value, json};
use specwright::{Generator, Learner};

use super::run;

const DOCUMENT: &str = "
openapi: 3.0.3
info: {title: Differing, version: '1'}
servers: [{url: 'https://example.com/v1'}]
security: [{token: []}]
paths:
  /null: {get: {operationId: getNull, responses: {'200': {$ref: '#/components/responses/Note'}}}}
  /missing: {get: {operationId: getMissing, responses: {'200': {$ref: '#/components/responses/Named'}}}}
  /value: {get: {operationId: getValue, responses: {'200': {$ref: '#/components/responses/Kind'}}}}
  /undeclared: {get: {operationId: getUndeclared, responses: {'200': {$ref: '#/components/responses/Usage'}}}}
  /status: {get: {operationId: getStatus, responses: {'200': {$ref: '#/components/responses/Usage'}, '404': {description: none}}}}
  /body: {get: {operationId: getBody, responses: {'200': {$ref: '#/components/responses/Usage'}, '404': {description: none}}}}
  /type: {get: {operationId: getType, responses: {'200': {$ref: '#/components/responses/Typed'}}}}
  /fraction: {get: {operationId: getFraction, responses: {'200': {$ref: '#/components/responses/Price'}}}}
  /reference: {get: {operationId: getReference, responses: {'200': {$ref: '#/components/responses/Owned'}}}}
  /item: {get: {operationId: getItem, responses: {'200': {$ref: '#/components/responses/Tags'}}}}
  /either: {get: {operationId: getEither, responses: {'200': {$ref: '#/components/responses/Either'}}}}
  /media: {get: {operationId: getMedia, responses: {'200': {$ref: '#/components/responses/Usage'},
    '429': {description: slow, content: {application/json: {schema: {$ref: '#/components/schemas/Named'}}}}}}}
components:
  securitySchemes: {token: {type: http, scheme: bearer}}
  responses:
    Note: {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}}
    Named: {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Named'}}}}
    Kind: {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Kind'}}}}
    Usage: {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Usage'}}}}
    Typed: {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Typed'}}}}
    Price: {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Price'}}}}
    Owned: {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Owned'}}}}
    Tags: {description: ok, content: {application/json: {schema: {type: array, items: {type: string}}}}}
    Either: {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Either'}}}}
  schemas:
    Note: {type: object, required: [text], properties: {text: {type: string}}}
    Named: {type: object, required: [id, name], properties: {id: {type: integer}, name: {type: string}}}
    Kind: {type: object, properties: {kind: {type: string, enum: [cat, dog]}}}
    Usage: {type: object, properties: {tokens: {type: integer}}}
    Typed: {type: object, required: [code], properties: {code: {type: string}}}
    Price: {type: object, required: [amount], properties: {amount: {type: integer}}}
    Owned: {type: object, required: [owner], properties: {owner: {$ref: '#/components/schemas/Named'}}}
    Either: {type: object, required: [id], properties: {id: {type: string}}}
";

/// What the server sends: path, status, media type, and bodies in turn.
fn responses() -> Value {
    json!([
        [
            "/v1/null",
            200,
            "application/json",
            [r#"{"text": null}"#, r#"{"text": "planted text"}"#]
        ],
        ["/v1/missing", 200, "application/json", [r#"{"id": 424242}"#]],
        [
            "/v1/value",
            200,
            "application/json",
            [
                r#"{"kind": "parrot"}"#,
                r#"{"kind": "sk_planted_4eC39HqLyjWDarj"}"#
            ]
        ],
        [
            "/v1/undeclared",
            200,
            "application/json",
            [r#"{"tokens": 1, "cache_tokens": 424242, "planted 4eC39": 1}"#]
        ],
        ["/v1/status", 503, "text/html", ["<p>planted</p>"]],
        [
            "/v1/body",
            409,
            "application/json",
            [r#"{"error": {"message": "planted"}}"#]
        ],
        ["/v1/type", 200, "application/json", [r#"{"code": 424242}"#]],
        ["/v1/fraction", 200, "application/json", [r#"{"amount": 4242.5}"#]],
        ["/v1/reference", 200, "application/json", [r#"{"owner": null}"#]],
        ["/v1/item", 200, "application/json", [r#"["planted", null]"#]],
        [
            "/v1/either",
            200,
            "application/json",
            [r#"{"id": "planted"}"#, r#"{"id": 424242}"#]
        ],
        ["/v1/media", 429, "text/plain", ["planted"]],
    ])
}

/// The server, and the calls; what comes out is printed, a line each.
const PROGRAM: &str = r##"
    struct Server(std::sync::Mutex<Vec<usize>>);

    impl Transport for Server {
        fn send(&self, request: http::Request<Body>) -> SendFuture<'_> {
            let responses: Value = rt::serde_json::from_str(RESPONSES).expect("responses");
            let responses = responses.as_array().expect("a list");
            let index = responses.iter().position(|row| row[0] == request.uri().path()).expect("a path");
            let mut sent = self.0.lock().expect("a count");
            let bodies = responses[index][3].as_array().expect("bodies");
            let body = bodies[sent[index] % bodies.len()].as_str().expect("a body").to_owned();
            sent[index] += 1;
            let mut response = http::Response::new(Body::from(body));
            *response.status_mut() = StatusCode::from_u16(responses[index][1].as_u64().expect("a status") as u16).expect("a status");
            let media_type = responses[index][2].as_str().expect("a media type");
            response.headers_mut().insert("content-type", http::HeaderValue::from_str(media_type).expect("a header"));
            Box::pin(async { Ok(response) })
        }
    }

    fn show<T: std::fmt::Debug, E: std::fmt::Debug>(name: &str, result: Result<T, rt::Error<E>>) {
        match result {
            Ok(body) => println!("{name}: {body:?}"),
            Err(rt::Error::Api(failure)) => println!("{name}: {:?}", failure.body()),
            Err(error) => println!("{name}: error: {}", error.kind()),
        }
    }

    let builder = Client::builder().token("planted-credential").transport(Server(std::sync::Mutex::new(vec![0; 100]))).retry(Retry::none());
    let client = BUILD;
    for _ in 0..6 {
        show("null", client.get_null().await);
        show("missing", client.get_missing().await);
        show("value", client.get_value().await);
        show("undeclared", client.get_undeclared().await);
        show("status", client.get_status().await);
        show("body", client.get_body().await);
        show("type", client.get_type().await);
        show("fraction", client.get_fraction().await);
        show("reference", client.get_reference().await);
        show("item", client.get_item().await);
        show("either", client.get_either().await);
        show("media", client.get_media().await);
    }
"##;

fn program(build: &str) -> String {
    PROGRAM
        .replace("RESPONSES", &format!("{:?}", responses().to_string()))
        .replace("BUILD", build)
}

/// Returns the traffic that the calls of the program are, as a browser would save it.
fn har() -> String {
    let mut entries = Vec::new();
    for row in responses().as_array().unwrap() {
        let bodies = row[3].as_array().unwrap();
        for index in 0..6 {
            let text = &bodies[index % bodies.len()];
            entries.push(json!({
                "request": {
                    "method": "GET",
                    "url": format!("https://example.com{}?planted=planted", row[0].as_str().unwrap()),
                    "headers": [{ "name": "Authorization", "value": "Bearer planted-credential" }],
                },
                "response": { "status": row[1], "content": { "mimeType": row[2], "text": text } },
            }));
        }
    }
    json!({ "log": { "version": "1.2", "entries": entries } }).to_string()
}

#[test]
fn what_differed_is_read_with_the_overlay_that_was_learned() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("api.yaml"), DOCUMENT).unwrap();

    let build = "{ let recorder = rt::record::Recorder::new(client::SHAPES)?; (builder.record(&recorder).build()?, recorder) };
    let (client, recorder) = client";
    let records = path("records.jsonl");
    let before = run(
        "learn-before",
        DOCUMENT,
        |generator| generator.record(true),
        &format!("{}\n    recorder.write_to({records:?})?;", program(build)),
    );
    let learn = |traffic: &Path| {
        let learner = Learner::new(path("api.yaml")).read(traffic).add_properties(true);
        learner.learn().unwrap_or_else(|error| panic!("{error}"))
    };
    let learned = learn(&records);
    std::fs::write(path("traffic.har"), har()).unwrap();
    let of_har = learn(&path("traffic.har"));
    assert_eq!(learned.overlay, of_har.overlay);
    assert_eq!(learned.notes, of_har.notes);
    assert_eq!((learned.responses, of_har.unmatched), (72, 0));
    let texts = [
        std::fs::read_to_string(&records).unwrap(),
        format!("{learned:?}"),
        format!("{of_har:?}"),
    ];
    for text in &texts {
        assert!(!text.contains("planted") && !text.contains("4242"), "{text}");
    }

    std::fs::write(path("fixes.overlay.yaml"), &learned.overlay).unwrap();
    let overlay = path("fixes.overlay.yaml");
    let after = run(
        "learn-after",
        DOCUMENT,
        |generator: Generator| generator.overlay(&overlay),
        &program("builder.build()?"),
    );
    insta::assert_snapshot!(
        "before_and_after",
        format!(
            "{}\n\n{}\n\n{}\n{}\n",
            before[..24].join("\n"),
            after[..24].join("\n"),
            learned.overlay,
            learned.notes.join("\n"),
        )
    );
}
