//! What a server sends to be shown: escape sequences, text without end, and the client's own secrets.

use std::error::Error as StdError;
use std::fmt::Debug;

use specwright_runtime::__private::{Operation, decode};
use specwright_runtime::oauth2::ClientCredentials;
use specwright_runtime::transport::{SendFuture, Transport};
use specwright_runtime::{
    Body, ByteStream, Bytes, Credential, Error, EventStream, JsonLines, Map, Request, StreamError,
    TransportError, http,
};

use crate::api::{Client, ClientBuilder, GET_USER, User, UserError};
use crate::loopback::{Reply, Server, json, reply};

const KEY: &str = "k3y/of+the\"client";
const PASSWORD: &str = "pa55 w0rd";
const TOKEN: &str = "t0ken-of-the-source";

/// All that an error shows of itself and of what is behind it.
fn told(error: &impl StdError) -> String {
    let mut told = format!("{error}\n{error:#}\n{error:?}\n{error:#?}");
    let mut cause = error.source();
    while let Some(error) = cause {
        told.push_str(&format!("\n{error}\n{error:?}"));
        cause = error.source();
    }
    told
}

/// Asserts that a text shows none of the secrets, acts on no terminal, and is short.
fn assert_harmless(told: &str) {
    let spellings = [
        KEY,
        "k3y%2Fof%2Bthe%22client",
        "k3y/of+the\\\"client",
        PASSWORD,
        "cGE1NSB3MHJk",
        TOKEN,
    ];
    for secret in spellings {
        assert!(!told.contains(secret), "{secret}: {told}");
    }
    let acts = |character: char| {
        (character.is_control() && character != '\n')
            || matches!(character, '\u{202e}' | '\u{200b}' | '\u{2028}')
    };
    assert!(!told.contains(acts), "{told:?}");
    assert!(told.len() < 10_000, "{} bytes", told.len());
}

const SECURED: Operation = Operation {
    security: &[&["key", "basic", "bearer"]],
    ..GET_USER
};

async fn client(respond: impl Fn() -> Reply + Send + Sync + 'static) -> (Client, Server) {
    let server = Server::start(move |_| respond()).await;
    let client = ClientBuilder::default()
        .base_url(&server.url)
        .credential("key", Credential::query("key", KEY))
        .credential("basic", Credential::basic("user", PASSWORD))
        .credential("bearer", Credential::bearer_source(|| async { Ok(TOKEN.into()) }))
        .build()
        .expect("a client");
    (client, server)
}

async fn error<T: Debug>(
    respond: impl Fn() -> Reply + Send + Sync + 'static,
    decode: Decode<T>,
) -> Error<UserError> {
    let (client, _server) = client(respond).await;
    let mut call = client.inner.call(&SECURED);
    call.parameter(specwright_runtime::__private::Parameter::path("userId"), &"7");
    let request: Request<T, UserError> = call.request(decode);
    request.await.expect_err("no user")
}

type Decode<T> =
    fn(specwright_runtime::__private::RawResponse) -> Result<T, specwright_runtime::__private::Undecoded>;

/// What a server may send where a text is expected.
fn texts() -> Vec<String> {
    let secrets = format!("{KEY} {PASSWORD} {TOKEN} k3y%2Fof%2Bthe%22client k3y/of+the\\\"client");
    vec![
        secrets.clone(),
        format!("{}{secrets}", "x".repeat(290)),
        secrets.repeat(1000),
        "\x1b]0;title\x07\x1b[2J\r\nINFO all is well\u{202e}\u{200b}\u{2028}".to_owned(),
        "long ".repeat(1_000_000),
    ]
}

fn literal(text: &str) -> String {
    specwright_runtime::Value::from(text).to_string()
}

#[tokio::test]
async fn the_body_of_a_failure_is_harmless_to_show() {
    for text in texts() {
        for status in [404, 422, 500] {
            let body = text.clone();
            let error = error(move || reply(status, &body), decode::json::<User>).await;
            assert_harmless(&told(&error));
        }
    }
}

#[tokio::test]
async fn what_a_body_has_instead_is_harmless_to_show() {
    for text in texts() {
        let quoted = literal(&text);
        for body in [
            text.clone(),
            format!("{{\"id\":{quoted}}}"),
            format!("{{\"id\":7,\"name\":{{{quoted}:1}}}}"),
            format!("{{{quoted}:{quoted}}}"),
        ] {
            let sent = body.clone();
            let typed = error(move || json(200, &sent), decode::json::<User>).await;
            assert_harmless(&told(&typed));
            let sent = body.clone();
            let keyed = decode::json::<Map<i64>>;
            assert_harmless(&told(&error(move || json(200, &sent), keyed).await));
        }
    }
}

#[tokio::test]
async fn a_media_type_and_xml_are_harmless_to_show() {
    let type_of = |text: &str| text.replace(|c: char| !(' '..='~').contains(&c), "?");
    for text in texts().iter().filter(|text| text.len() < 60_000) {
        let sent = reply(200, "{").header("content-type", &type_of(text));
        let typed = error(move || sent.clone(), decode::json::<User>).await;
        assert_harmless(&told(&typed));
    }
    for text in texts() {
        for body in [
            format!("<a>&{text};</a>"),
            format!("<a></{text}>"),
            format!("<{text}"),
        ] {
            let read =
                |response| decode::xml::<User>(response, &specwright_runtime::__private::XmlSchema::ANY);
            let typed = error(move || reply(200, &body), read).await;
            assert_harmless(&told(&typed));
        }
    }
}

#[tokio::test]
async fn the_items_of_streams_are_harmless_to_show() {
    for text in texts() {
        let item = format!("{{{0}:{0}}}", literal(&text));
        let (line, data) = (item.clone(), format!("data: {item}\n\n"));
        let (client, _server) = client(move || reply(200, &line)).await;
        let request: Request<JsonLines<Map<i64>>, UserError> =
            client.inner.call(&SECURED_ROOT).request(decode::json_lines);
        let mut lines = request.await.expect("a stream");
        let error: StreamError = lines.next().await.expect("a line").expect_err("no user");
        assert_harmless(&told(&error));
        let events = reply(200, data).header("content-type", "text/event-stream");
        let (client, _server) = self::client(move || events.clone()).await;
        let request: Request<EventStream<Map<i64>>, UserError> =
            client.inner.call(&SECURED_ROOT).request(decode::events);
        let mut events = request.await.expect("a stream");
        let error = events.next().await.expect("an event").expect_err("no user");
        assert_harmless(&told(&error));
    }
}

const SECURED_ROOT: Operation = Operation { path: "/", ..SECURED };

#[tokio::test]
async fn what_a_token_endpoint_says_is_harmless_to_show() {
    for text in texts() {
        for secret_in_body in [false, true] {
            let echoed = format!("{text} client_secret=s%3Acr%26t s:cr&t bXkrY2xpZW50OnMlM0FjciUyNnQ=");
            let body = format!("{{\"error\":{0},\"error_description\":{0}}}", literal(&echoed));
            let server = Server::start(move |_| json(401, &body)).await;
            let source = ClientCredentials::new(&server.url, "my client", "s:cr&t");
            let source = match secret_in_body {
                true => source.secret_in_body(),
                false => source,
            };
            let client = ClientBuilder::default()
                .base_url("http://127.0.0.1:1")
                .credential("oauth", Credential::bearer_source(source))
                .build()
                .expect("a client");
            let operation = Operation {
                security: &[&["oauth"]],
                ..GET_USER
            };
            let error = client.get_user_as(operation).await.expect_err("no token");
            let told = told(&error);
            for secret in ["s:cr&t", "s%3Acr%26t", "bXkrY2xpZW50OnMlM0FjciUyNnQ="] {
                assert!(!told.contains(secret), "{told}");
            }
            assert!(!told.contains(|c: char| c.is_control() && c != '\n'), "{told:?}");
            assert!(told.len() < 10_000, "{} bytes", told.len());
        }
    }
}

/// A transport whose errors repeat what a server said, as those of HTTP/2 do.
struct Repeating(String);

impl Transport for Repeating {
    fn send(&self, _: http::Request<Body>) -> SendFuture<'_> {
        let error = TransportError::new(self.0.clone());
        Box::pin(async { Err(error) })
    }
}

#[tokio::test]
async fn what_a_transport_repeats_is_short_and_acts_on_nothing() {
    for text in texts().split_off(3) {
        let client = ClientBuilder::default()
            .base_url("http://localhost")
            .transport(Repeating(text))
            .build()
            .expect("a client");
        let error = client.get_user("7").await.expect_err("no response");
        let told = format!("{error}\n{error:?}");
        assert_harmless(&told);
    }
}

/// What is no text of an error is as it came.
#[tokio::test]
async fn a_program_can_still_read_all_of_a_failure() {
    let error = error(|| reply(500, KEY), decode::json::<User>).await;
    let Error::Api(failure) = error else {
        panic!("{error:?}")
    };
    assert_eq!(failure.raw(), KEY);
    assert_eq!(failure.body(), &UserError::Undocumented(Bytes::from(KEY)));
}

/// An error with a cause, both with fields that their messages do not show.
#[derive(Debug)]
struct Foreign {
    message: String,
    #[allow(dead_code)]
    field: String,
    cause: Option<Box<Foreign>>,
}

impl std::fmt::Display for Foreign {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl StdError for Foreign {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.cause
            .as_deref()
            .map(|cause| cause as &(dyn StdError + 'static))
    }
}

/// A transport of others, which repeats in its errors what it was given: where there is no response, or in its body.
struct Careless {
    words: [String; 3],
    in_body: bool,
}

impl Transport for Careless {
    fn send(&self, _: http::Request<Body>) -> SendFuture<'_> {
        let [message, field, cause] = self.words.clone();
        let cause = Foreign {
            message: cause,
            field: String::new(),
            cause: None,
        };
        let error = Foreign {
            message,
            field,
            cause: Some(Box::new(cause)),
        };
        if self.in_body {
            let body = Body::stream(futures_stream(error));
            return Box::pin(async { Ok(http::Response::new(body)) });
        }
        Box::pin(async { Err(TransportError::connect(error)) })
    }
}

/// A stream of nothing but an error.
fn futures_stream(
    error: Foreign,
) -> impl futures_core::Stream<Item = Result<specwright_runtime::Bytes, Foreign>> {
    struct Once(Option<Foreign>);
    impl futures_core::Stream for Once {
        type Item = Result<specwright_runtime::Bytes, Foreign>;
        fn poll_next(
            mut self: std::pin::Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Self::Item>> {
            std::task::Poll::Ready(self.0.take().map(Err))
        }
    }
    Once(Some(error))
}

#[tokio::test]
async fn what_a_transport_of_others_reports_is_harmless_to_show() {
    let all = format!("sent to /?key={KEY} with {TOKEN} \x1b[2J");
    for (place, in_body) in [
        (0, false),
        (1, false),
        (2, false),
        (0, true),
        (1, true),
        (2, true),
    ] {
        let mut words = ["no way", "x", "broken pipe"].map(str::to_owned);
        words[place] = all.clone();
        let client = ClientBuilder::default()
            .base_url("http://localhost")
            .transport(Careless { words, in_body })
            .retry(specwright_runtime::Retry::none())
            .credential("key", Credential::query("key", KEY))
            .credential("basic", Credential::basic("user", PASSWORD))
            .credential("bearer", Credential::bearer_source(|| async { Ok(TOKEN.into()) }))
            .build()
            .expect("a client");
        let call = || {
            let mut call = client.inner.call(&SECURED);
            call.parameter(specwright_runtime::__private::Parameter::path("userId"), &"7");
            call
        };
        let request: Request<User, UserError> = call().request(decode::json);
        let error = request.await.expect_err("no response");
        let told_of_it = told(&error);
        assert_harmless(&told_of_it);
        assert!(told_of_it.contains("broken pipe") || place == 2, "{told_of_it}");
        let Error::Transport(error) = error else {
            panic!("{told_of_it}")
        };
        assert_eq!(error.is_connect(), !in_body);
        if in_body {
            let request: Request<ByteStream, UserError> = call().request(decode::binary);
            let stream = request.await.expect("a stream");
            let error = stream.bytes().await.expect_err("broken");
            assert_harmless(&told(&error));
        }
    }
}

#[tokio::test]
async fn what_a_source_of_tokens_reports_is_harmless_to_show() {
    let client = ClientBuilder::default()
        .base_url("http://localhost")
        .credential("key", Credential::query("key", KEY))
        .credential("basic", Credential::basic("user", PASSWORD))
        .credential(
            "bearer",
            Credential::bearer_source(|| async { Err(format!("401 for {KEY}:{PASSWORD}\x1b[2J").into()) }),
        )
        .build()
        .expect("a client");
    let mut call = client.inner.call(&SECURED);
    call.parameter(specwright_runtime::__private::Parameter::path("userId"), &"7");
    let request: Request<User, UserError> = call.request(decode::json);
    assert_harmless(&told(&request.await.expect_err("no token")));
}
