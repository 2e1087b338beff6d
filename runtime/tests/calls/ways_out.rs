//! What a program does where the document is wrong or says too little.

use specwright_runtime::{Error, Value, serde_json};

use crate::api::{Client, User};
use crate::loopback::{Server, json, reply};

#[tokio::test]
async fn a_success_is_read_as_a_stream_whatever_the_document_says() {
    let server = Server::start(|_| reply(200, "id\n7\n").header("content-type", "text/csv")).await;
    let stream = Client::at(&server.url)
        .get_user("7")
        .raw()
        .await
        .expect("a stream");
    assert_eq!(stream.bytes().await.expect("bytes"), "id\n7\n");
}

#[tokio::test]
async fn a_failure_of_a_raw_request_stays_what_it_is() {
    let server = Server::start(|_| reply(410, "")).await;
    let error = Client::at(&server.url)
        .get_user("7")
        .raw()
        .await
        .expect_err("gone");
    assert!(matches!(error, Error::Api(_)), "{error}");
}

#[tokio::test]
async fn a_success_is_read_as_a_type_of_the_caller() {
    let server = Server::start(|_| json(200, r#"{"id": "seven", "more": [1]}"#)).await;
    let value: Value = Client::at(&server.url)
        .get_user("7")
        .decode_as()
        .await
        .expect("any JSON");
    assert_eq!(value, serde_json::json!({"id": "seven", "more": [1]}));
}

#[tokio::test]
async fn a_success_is_read_by_serde() {
    #[derive(serde::Deserialize)]
    struct Seven {
        id: String,
    }
    let server = Server::start(|_| json(200, r#"{"id": "seven"}"#)).await;
    let request = Client::at(&server.url).get_user("7");
    let seven: Seven = request.decode_serde().await.expect("a struct");
    assert_eq!(seven.id, "seven");
    let server = Server::start(|_| json(200, r#"{"id": 7}"#)).await;
    match Client::at(&server.url)
        .get_user("7")
        .decode_serde::<Seven>()
        .await
    {
        Err(Error::Decode(failure)) => assert!(
            failure
                .message
                .starts_with("invalid type: integer `7`, expected a string"),
            "{failure}"
        ),
        _ => panic!("a number is no string"),
    }
}

#[tokio::test]
async fn properties_that_the_document_does_not_describe_are_added_to_a_body() {
    let server = Server::start(|_| json(200, r#"{"id": 1}"#)).await;
    let user = User {
        id: 1,
        name: Some("Ada".into()),
    };
    let request = Client::at(&server.url).create_user(&user);
    let request = request
        .body_property("beta/mode", &true)
        .body_property("name", &"Eve");
    request.await.expect("a user");
    assert_eq!(server.only().text(), r#"{"beta/mode":true,"id":1,"name":"Eve"}"#);
}

#[tokio::test]
async fn a_property_of_a_call_without_a_body_makes_one() {
    let server = Server::start(|_| json(200, r#"{"id": 1}"#)).await;
    let request = Client::at(&server.url).get_user("7").body_property("debug", &1);
    request.await.expect("a user");
    let request = server.only();
    assert_eq!(request.header("content-type"), Some("application/json"));
    assert_eq!(request.text(), r#"{"debug":1}"#);
}

#[tokio::test]
async fn a_request_is_sent_twice_by_its_copy() {
    let server = Server::start(|_| json(200, r#"{"id": 1}"#)).await;
    let request = Client::at(&server.url).get_user("7");
    let copy = request.try_clone().expect("no stream");
    assert_eq!(request.await.expect("a user"), copy.await.expect("a user"));
}
