//! What a response calls itself decides how it is read.

use specwright_runtime::__private::{FromFailure, Operation, decode};
use specwright_runtime::{Bytes, Error, Request, UndecodedBody, Value};

use crate::api::{Client, GET_USER, User};
use crate::loopback::{Server, reply};

const READ: Operation = Operation {
    path: "/",
    ..GET_USER
};

#[derive(Debug, PartialEq)]
enum Problem {
    Version1(Value),
    Version2(Value),
    AnyJson(Value),
    Text(String),
    Any(Bytes),
    Undecoded(UndecodedBody),
}
specwright_runtime::responses! {
    Problem {
        400 "application/json; v=1" => Version1(json),
        400 "application/json; v=2" => Version2(json),
        400 "application/*+json" => AnyJson(json),
        400 "text/*" => Text(text),
        400 => Any(raw);
        else Undecoded
    }
}

async fn call<T, E: FromFailure>(
    status: u16,
    called: &str,
    body: &str,
    read: fn(
        specwright_runtime::__private::RawResponse,
    ) -> Result<T, specwright_runtime::__private::Undecoded>,
) -> Result<T, Error<E>> {
    let (called, body) = (called.to_owned(), body.to_owned());
    let server = Server::start(move |_| match called.as_str() {
        "" => reply(status, &body),
        called => reply(status, &body).header("content-type", called),
    })
    .await;
    let request: Request<T, E> = Client::at(&server.url).inner.call(&READ).request(read);
    request.await
}

#[tokio::test]
async fn the_variant_of_a_status_is_the_one_of_the_media_type() {
    let cases = [
        ("application/json;V=1", Problem::Version1(1.into())),
        (
            "application/json; charset=utf-8; v=\"2\"",
            Problem::Version2(1.into()),
        ),
        ("application/problem+json", Problem::AnyJson(1.into())),
        ("text/html", Problem::Text("1".into())),
        ("application/json; v=3", Problem::Any("1".into())),
        ("image/png", Problem::Any("1".into())),
        ("", Problem::Any("1".into())),
    ];
    for (called, expected) in cases {
        match call::<(), Problem>(400, called, "1", decode::empty).await {
            Err(Error::Api(failure)) => assert_eq!(failure.into_body(), expected, "{called}"),
            other => panic!("{called}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_value_of_any_media_type_is_json_or_text_as_the_server_calls_it() {
    let text =
        |called: &'static str, body: &'static str| call::<String, Bytes>(200, called, body, decode::any);
    assert_eq!(text("application/json", "\"a\"").await.unwrap(), "a");
    assert_eq!(text("application/vnd.a+json", "\"a\"").await.unwrap(), "a");
    assert_eq!(text("text/plain", "text").await.unwrap(), "text");
    assert_eq!(text("text/plain", "null").await.unwrap(), "null");
    assert_eq!(text("text/html", "\"a\"").await.unwrap(), "\"a\"");
    assert_eq!(text("", "\"a\"").await.unwrap(), "a");
    assert_eq!(text("", "nobody").await.unwrap(), "nobody");
    let error = text("application/json", "text").await.unwrap_err().to_string();
    assert!(error.contains("no valid JSON"), "{error}");

    let number =
        |called: &'static str, body: &'static str| call::<i64, Bytes>(200, called, body, decode::any);
    assert_eq!(number("application/json", "5").await.unwrap(), 5);
    assert_eq!(number("text/plain", "5").await.unwrap(), 5);
    assert_eq!(number("", "5").await.unwrap(), 5);
    let error = number("text/plain", "five").await.unwrap_err().to_string();
    assert!(
        error.contains("expected an integer, found a string (the server calls the body text/plain)"),
        "{error}"
    );

    let user = |called: &'static str, body: &'static str| call::<User, Bytes>(200, called, body, decode::any);
    assert_eq!(
        user("application/octet-stream", r#"{"id": 7}"#).await.unwrap().id,
        7
    );
    let error = user("text/plain", r#" {"id": "7"}"#)
        .await
        .unwrap_err()
        .to_string();
    assert!(error.contains("at $.id: expected an integer"), "{error}");
}

#[tokio::test]
async fn a_success_without_a_body_is_null_where_null_is_a_value() {
    let value = call::<Value, Bytes>(200, "application/json", "", decode::json).await;
    assert_eq!(value.unwrap(), Value::Null);
    let value = call::<Option<User>, Bytes>(204, "", "", decode::json).await;
    assert_eq!(value.unwrap(), None);
    call::<(), Bytes>(200, "application/json", "", decode::json)
        .await
        .unwrap();
    let error = call::<User, Bytes>(200, "application/json", "", decode::json).await;
    let error = error.unwrap_err().to_string();
    assert!(error.contains("expected JSON, found an empty body"), "{error}");
}
