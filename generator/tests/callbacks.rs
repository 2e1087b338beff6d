//! Callbacks: requests that a server sends to a URL which a call gave. A program receives them, and another one sends them.

use specwright::{Generated, Generator};

/// Generates a client with its server's side, of operations with these fields beside their responses.
fn generated(operations: &[(&str, &str)], components: &str) -> Generated {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("api.yaml");
    let mut document = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n".to_owned();
    for (id, fields) in operations {
        document.push_str(&format!(
            "  /{id}:\n    post:\n      operationId: {id}\n      responses: {{'200': {{description: ok}}}}\n{fields}"
        ));
    }
    document.push_str(components);
    std::fs::write(&path, document).unwrap();
    Generator::new(&path).server(true).generate().unwrap()
}

/// The fields of an operation with a callback that is sent to this URL.
fn callback(name: &str, expression: &str) -> String {
    format!(
        "      callbacks:
        {name}:
          '{expression}':
            post:
              requestBody: {{content: {{application/json: {{schema: {{type: object, properties: {{id: {{type: integer}}}}}}}}}}}}
              responses: {{'204': {{description: seen}}}}
"
    )
}

const URL_IN_BODY: &str = "      requestBody: {content: {application/json: {schema: {type: object, properties: {url: {type: string}}}}}}\n";

fn warnings(generated: &Generated) -> Vec<String> {
    let diagnostics = generated.diagnostics.iter();
    diagnostics
        .filter(|diagnostic| diagnostic.code.as_str() != "missing-operation-id")
        .map(|diagnostic| format!("{} {}", diagnostic.code, diagnostic.message))
        .collect()
}

/// The text without what rustfmt puts between the tokens.
fn flat(text: &str) -> String {
    let flat: String = text.split_whitespace().collect();
    flat.replace(",)", ")")
}

fn count(generated: &Generated, expected: &str) -> usize {
    flat(&generated.client).matches(&flat(expected)).count()
}

#[track_caller]
fn contains(generated: &Generated, expected: &str) {
    assert!(
        count(generated, expected) > 0,
        "{expected} is not in {}",
        generated.client
    );
}

#[test]
fn a_callback_is_received_and_sent() {
    let fields = format!("{URL_IN_BODY}{}", callback("onData", "{$request.body#/url}/data"));
    let client = generated(&[("start", &fields)], "");
    assert_eq!(warnings(&client), [""; 0]);
    contains(&client, "fn on_data(&self, request: OnData) -> impl");
    contains(&client, "pub fn on_data(&self, url: &str) -> OnData {");
    contains(
        &client,
        "self.inner.call_to(url, &Operation { id: \"onData\", method: \"POST\",",
    );
    contains(
        &client,
        "pub type OnData = OperationRequest<(), OnDataError, marker::OnData>;",
    );
    contains(
        &client,
        "pub fn body(mut self, body: impl Optional<types::OnDataCallback>)",
    );
    contains(&client, "rt::request! { OperationRequest }");
    contains(&client, "pub struct OnDataCallback {");
    contains(
        &client,
        "pub fn on_data_url(&self) -> ::core::option::Option<::std::string::String> {
            let mut url = rt::__private::server::CallbackUrl::default();
            url.value(&self.body, \"/url\");
            url.text(\"/data\");
            url.finish()
        }",
    );
}

#[test]
fn the_url_is_made_of_what_request_and_response_have() {
    let parameters = "      parameters:
        - {name: back, in: query, schema: {type: string}}
        - {name: X-Reply-To, in: header, required: true, schema: {type: string}}
";
    let cases = [
        ("{$request.query.back}", "(&self)", "url.value(&self.back, \"\");"),
        (
            "{$request.header.x-reply-to}",
            "(&self)",
            "url.value(&self.x_reply_to, \"\");",
        ),
        (
            "{$request.header.Referer}",
            "(&self)",
            "url.header(&self.headers, \"Referer\");",
        ),
        (
            "http://a.example/{$response.body#/id}?status={$statusCode}",
            "(&self, response: &impl rt::json::Encode, status: rt::StatusCode)",
            "url.text(\"http://a.example/\"); url.value(response, \"/id\"); url.text(\"?status=\"); url.text(status.as_str());",
        ),
        (
            "{$response.header.Location}",
            "(&self, response_headers: &HeaderMap)",
            "url.header(response_headers, \"Location\");",
        ),
        ("$request.query.back", "(&self)", "url.value(&self.back, \"\");"),
    ];
    for (expression, arguments, statements) in cases {
        let fields = format!("{parameters}{}", callback("done", expression));
        let client = generated(&[("start", &fields)], "");
        contains(&client, &format!("done_url{arguments}"));
        contains(&client, statements);
    }
}

const PARTS: &str = "{type: object, required: [hooks], properties: {hooks: {type: object, properties: {done: {type: string}}}, u~r/l: {type: string}, photo: {type: string, format: binary}}}";

#[test]
fn the_url_may_be_in_a_part() {
    let cases = [
        (true, "/hooks/done", "url.value(&self.body.hooks, \"/done\");"),
        (true, "/u~0r~1l", "url.value(&self.body.u_r_l, \"\");"),
        (
            false,
            "/u~0r~1l",
            "match &self.body {
                ::core::option::Option::Some(body) => url.value(&body.u_r_l, \"\"),
                _ => url.unknown(),
            }",
        ),
    ];
    for (required, pointer, statement) in cases {
        let body = format!(
            "      requestBody: {{required: {required}, content: {{multipart/form-data: {{schema: {PARTS}}}}}}}\n"
        );
        let fields = format!(
            "{body}{}",
            callback("done", &format!("{{$request.body#{pointer}}}"))
        );
        contains(&generated(&[("start", &fields)], ""), statement);
        let of_file = format!("{body}{}", callback("done", "{$request.body#/photo}"));
        assert_eq!(count(&generated(&[("start", &of_file)], ""), "done_url"), 0);
    }
}

#[test]
fn the_url_may_be_in_a_body_of_several_media_types() {
    let body = format!(
        "      requestBody: {{required: true, content: {{application/json: {{schema: {PARTS}}}, multipart/form-data: {{schema: {PARTS}}}, image/png: {{}}}}}}\n"
    );
    let fields = format!("{body}{}", callback("done", "{$request.body#/hooks/done}"));
    contains(
        &generated(&[("start", &fields)], ""),
        "match &self.body {
            operations::StartBody::Json(body) => url.value(body, \"/hooks/done\"),
            operations::StartBody::Multipart(body) => url.value(&body.hooks, \"/done\"),
            _ => url.unknown(),
        }",
    );
}

#[test]
fn where_the_url_cannot_be_known_there_is_no_method_for_it() {
    for expression in [
        "{$url}",
        "{$request.query.other}",
        "{$request.body#/url}",
        "endpoint_url",
        "{$request.body",
    ] {
        let client = generated(&[("start", &callback("done", expression))], "");
        assert!(!client.client.contains("done_url"), "{expression}");
        let reason = format!("`{expression}`, is not known by what a request and a response have.");
        assert!(
            client.client.replace("\n    /// ", " ").contains(&reason),
            "{}",
            client.client
        );
        contains(&client, "fn done(&self, request: Done) -> impl");
    }
}

#[test]
fn callbacks_of_one_name_at_several_operations_are_told_apart() {
    let (one, other) = (
        callback("done", "{$request.query.a}"),
        callback("done", "{$request.query.b}"),
    );
    let client = generated(&[("start", &one), ("stop", &other)], "");
    contains(&client, r#"POST stop.done"#);
    contains(&client, "fn done(&self");
    contains(&client, "fn stop_done(&self");
}

#[test]
fn a_callback_that_several_operations_refer_to_is_one() {
    let reference = "      callbacks: {done: {$ref: '#/components/callbacks/Done'}}\n";
    let components = "components:
  callbacks:
    Done:
      '{$request.query.back}':
        post: {responses: {'204': {description: seen}}}
";
    let back = "      parameters: [{name: back, in: query, schema: {type: string}}]\n";
    let fields = format!("{back}{reference}");
    let client = generated(&[("start", &fields), ("stop", &fields)], components);
    assert_eq!(count(&client, "fn done(&self, request: Done)"), 1);
    assert_eq!(count(&client, "pub fn done_url(&self)"), 2);
}

#[test]
fn callbacks_of_a_callback_are_left_out_and_it_is_said() {
    let inner = "      callbacks:
        done:
          '{$request.query.back}':
            post:
              responses: {'204': {description: seen}}
              callbacks: {again: {'{$request.query.back}': {post: {responses: {'204': {description: seen}}}}}}
";
    let client = generated(&[("start", inner)], "");
    assert_eq!(
        warnings(&client),
        ["nested-callback callbacks of a callback or of a webhook are not received; ignored"]
    );
    assert!(!client.client.contains("fn again"));
}

#[test]
fn a_callback_with_an_error_stops_no_client() {
    let fields = "      callbacks:
        done: {'{$request.query.back}': {$ref: '#/components/pathItems/Nowhere'}}
        other: {'{$request.query.back}': {post: {responses: {'204': {description: seen}}}}}
";
    let client = generated(&[("start", fields)], "");
    assert_eq!(
        warnings(&client),
        [
            "unresolved-reference cannot resolve \"#/components/pathItems/Nowhere\": no such location; the callback is left out"
        ]
    );
    contains(&client, "fn other(&self, request: Other)");
}

#[test]
fn a_client_without_its_server_has_nothing_of_them() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("api.yaml");
    let head = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    post:\n      operationId: start\n      \
                responses: {'200': {description: ok}}\n";
    let client = |text: &str| {
        std::fs::write(&path, text).unwrap();
        Generator::new(&path).generate().unwrap()
    };
    let without = client(head);
    let with = client(&format!("{head}{}", callback("done", "{$request.query.a}")));
    assert_eq!(without.client, with.client);
    assert_eq!(warnings(&with), [""; 0]);
}

#[test]
fn a_server_without_operations_has_no_use_for_a_program() {
    let client = generated(&[], "webhooks: {}\n");
    contains(
        &client,
        "pub fn service<A: Api>(api: A) -> rt::server::Service { let _ = api;",
    );
}

#[test]
fn a_feature_that_the_server_s_side_alone_needs_is_not_asked_of_the_client() {
    let parameter = "            post:
              parameters: [{name: sent, in: header, schema: {type: string, format: date-time}}]
";
    let fields = callback("done", "{$request.body#/url}").replace("            post:\n", parameter);
    let generated = generated(&[("start", &format!("{URL_IN_BODY}{fields}"))], "");
    contains(&generated, "DateTime");
    contains(&generated, "generated_for!(\"0.1\");");
}
