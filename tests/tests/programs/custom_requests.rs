//! Requests for what the document does not describe.

use super::run;

const DOCUMENT: &str = "
openapi: 3.1.0
info: {title: Custom, version: '1'}
servers: [{url: 'https://example.com/v1'}]
security: [{token: []}]
paths:
  /request:
    get: {operationId: request, responses: {'200': {description: ok}}}
  /keyed:
    get: {operationId: keyed, security: [{key: []}], responses: {'200': {description: ok}}}
components:
  securitySchemes:
    token: {type: http, scheme: bearer}
    key: {type: apiKey, in: header, name: X-Key}
";

const CLIENT: &str = r#"
    let client = Client::builder().token("t").key("k").transport(Recorder).build()?;
"#;

fn printed(name: &str, document: &str, program: &str) -> Vec<String> {
    run(name, document, |generator| generator, &[CLIENT, program].concat())
}

#[test]
fn a_request_goes_to_the_clients_server_with_its_credentials() {
    let program = r#"
    let response = client.request("GET", "/beta/items").query("beta", true).await?;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()["content-type"], "application/json");
    let items: Vec<String> = response.decode_as().await?;
    assert!(items.is_empty());

    let id = "a/b ?";
    let request = client.request(http::Method::POST, "/beta/{id}/x").path_parameter("id", id);
    assert_eq!(request.json(&json!({"a": 1})).await?.text().await?, "[]");
    let request = client.request("PURGE", "/beta/ü%2F").header("x-trace", 7).body("text", "text/plain");
    assert_eq!(request.await?.bytes().await?, "[]");
    let copy = client.request("PUT", "/form").form(&json!({"a": "b c"})).try_clone().ok_or("a copy")?;
    let decoded: Value = copy.timeout(Duration::from_secs(1)).retry(Retry::none()).decode_as().await?;
    assert_eq!(decoded, json!([]));

    client.request("GET", "/open").without_credentials().await?;
    client.request("GET", "/key").credential("key").await?;
    client.request("GET", "/both").credential("key").credential("token").await?;
    client.request_operation().await?;
    "#;
    assert_eq!(
        printed("custom", DOCUMENT, program),
        [
            "GET /v1/beta/items?beta=true | authorization: Bearer t",
            "POST /v1/beta/a%2Fb%20%3F/x | authorization: Bearer t | content-type: application/json | {\"a\":1}",
            "PURGE /v1/beta/%C3%BC%2F | authorization: Bearer t | x-trace: 7 | content-type: text/plain | text",
            "PUT /v1/form | authorization: Bearer t | content-type: application/x-www-form-urlencoded | a=b+c",
            "GET /v1/open",
            "GET /v1/key | x-key: k",
            "GET /v1/both | authorization: Bearer t | x-key: k",
            "GET /v1/request | authorization: Bearer t",
        ]
    );
}

#[test]
fn a_response_that_is_no_success_is_the_error_of_any_operation() {
    let program = r#"
    let error: ApiError = client.request("GET", "/404").await.expect_err("a failure");
    assert_eq!(error.status(), Some(StatusCode::NOT_FOUND));
    assert_eq!(error.body(), "[]");
    println!("{error}");
    let error = client.request("GET", "/x").await?.decode_as::<String>().await.expect_err("no text");
    println!("{} {:?} {error}", error.kind(), error.status());
    "#;
    assert_eq!(
        printed("custom-failures", DOCUMENT, program),
        [
            "GET /v1/404 | authorization: Bearer t",
            "client.request: the server responded 404 Not Found: []",
            "GET /v1/x | authorization: Bearer t",
            "decode Some(200) client.request: the response 200 OK can't be read: at $: expected a string, found an array; the body is []",
        ]
    );
}

#[test]
fn a_path_that_leads_elsewhere_is_not_sent() {
    let program = r##"
    for path in [
        "", "x", "https://evil.example/x", "//evil.example/x", "/a?b", "/a#b", "/..", "/a/./b", "/a/%2e%2E/b", "/.%2e", "/a\\b", "/a\nb",
        "/a%", "/a%zz", "/{id}", 
    ] {
        let error = client.request("GET", path).await.expect_err(path);
        println!("{error}");
    }
    for value in ["", ".", ".."] {
        let request = client.request("GET", "/{id}").path_parameter("id", value);
        println!("{}", request.await.expect_err(value));
    }
    println!("{}", client.request("GET", "/a").path_parameter("id", 1).await.expect_err("no parameter"));
    println!("{}", client.request("G T", "/a").await.expect_err("no method"));
    println!("{}", client.request("GET", "/a").credential("other").await.expect_err("no credential"));
    "##;
    let slash = "client.request: the request was not sent: the path can't be used: it must begin with a slash; what stands before it is the client's server";
    let printed = printed("custom-paths", DOCUMENT, program);
    assert_eq!(&printed[..3], [slash; 3]);
    assert_eq!(printed.len(), 15 + 3 + 3, "{printed:#?}");
    let unsent = |line: &String| line.starts_with("client.request: the request was not sent: ");
    assert!(printed.iter().all(unsent), "{printed:#?}");
}

#[test]
fn without_a_security_of_its_own_the_document_asks_for_what_its_operations_take() {
    let document = DOCUMENT.replace("security: [{token: []}]\n", "");
    let program = r#"
    client.request("GET", "/x").await?;
    let client = Client::builder().transport(Recorder).build()?;
    client.request("GET", "/x").await?;
    "#;
    let builder = "Client::builder().key(\"k\").transport(Recorder).build()?;";
    let program = format!("let client = {builder}{program}");
    assert_eq!(
        run("custom-open", &document, |generator| generator, &program),
        ["GET /v1/x | x-key: k", "GET /v1/x"]
    );
}
