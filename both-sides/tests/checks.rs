//! What the server's side checks of streams, XML and credentials.

use std::panic::{AssertUnwindSafe, catch_unwind};

use specwright_both_sides::Client;
use specwright_both_sides::mock::Mock;
use specwright_both_sides::server::{
    Api, GetFirst, GetFirstResponses, SendXml, SendXmlResponses, Watch, WatchResponses, service,
};
use specwright_both_sides::types::{Color, Thing};
use specwright_runtime::secrecy::ExposeSecret;
use specwright_runtime::server::Stream;
use specwright_runtime::transport::Service;
use specwright_runtime::{ApiError, SecretString, StatusCode};

/// Returns what makes a test fail.
fn problem_of(test: impl AsyncFnOnce(&Mock)) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let failed = catch_unwind(AssertUnwindSafe(|| {
        runtime.block_on(async {
            let mock = Mock::new();
            test(&mock).await;
        });
    }));
    *failed.expect_err("the test fails").downcast::<String>().unwrap()
}

#[test]
fn an_event_that_the_schema_forbids_ends_the_stream_and_fails_the_test() {
    let problem = problem_of(async |mock| {
        mock.watch()
            .returns(WatchResponses::Ok(Stream::of([Color::new(1), Color::new(256)])));
        let mut events = mock.client().watch().await.unwrap();
        assert_eq!(events.next().await.unwrap().unwrap().data, Color::new(1));
        assert!(events.next().await.unwrap().is_err());
    });
    assert!(
        problem.starts_with("watch: the expectation at both-sides/tests/checks.rs:"),
        "{problem}"
    );
    assert!(
        problem.contains("\n  an item of response 200 at $.r: the value is greater than the maximum of 255"),
        "{problem}"
    );
}

#[test]
fn a_line_that_the_schema_forbids_fails_the_test() {
    let problem = problem_of(async |mock| {
        mock.send_lines().returns(Stream::of([Color::new(-1)]));
        let mut lines = mock.client().send_lines(&[Color::new(1)]).await.unwrap();
        assert!(lines.next().await.unwrap().is_err());
    });
    assert!(
        problem.contains("an item of response 200 at $.r: the value is less than the minimum of 0"),
        "{problem}"
    );
}

#[test]
fn a_line_of_a_request_that_the_schema_forbids_is_refused_with_its_place() {
    let problem = problem_of(async |mock| {
        mock.send_lines().returns(Stream::of([]));
        let refused = mock.client().send_lines(&[Color::new(1), Color::new(256)]).await;
        assert_eq!(
            refused.unwrap_err().status(),
            Some(StatusCode::UNPROCESSABLE_ENTITY)
        );
    });
    assert!(
        problem.contains("body at $[1].r: the value is greater than the maximum of 255"),
        "{problem}"
    );
}

#[test]
fn xml_that_the_schema_forbids_fails_the_test() {
    let problem = problem_of(async |mock| {
        mock.send_xml().returns(Thing::new("tom").id(7));
        assert!(mock.client().send_xml(Thing::new("Tom")).await.is_err());
    });
    assert!(
        problem.contains("response 200 at $.name: the value does not match \"^[A-Z]\""),
        "{problem}"
    );
}

/// A program that says who calls.
struct Who;

impl Api for Who {
    async fn get_first(&self, request: GetFirst) -> GetFirstResponses {
        let name = match (request.basic, request.key) {
            (Some(basic), _) if basic.password.expose_secret() == "p:w" => basic.user,
            (_, Some(key)) => key.expose_secret().to_owned(),
            _ => return StatusCode::FORBIDDEN.into(),
        };
        Thing::new(name).id(1).into()
    }

    async fn watch(&self, request: Watch) -> WatchResponses {
        let key: SecretString = request.key;
        WatchResponses::Ok(Stream::of([Color::new(1).name(key.expose_secret())]))
    }

    async fn send_xml(&self, request: SendXml) -> SendXmlResponses {
        SendXmlResponses::from(request.body)
            .with_header("x-time", 7)
            .with_header("no header", "x")
    }
}

async fn first(client: Client) -> Result<String, ApiError> {
    Ok(client.get_first().await?.name)
}

#[tokio::test]
async fn a_method_gets_the_credentials_that_its_operation_asks_for() {
    let builder = || Client::builder().transport(Service::new(service(Who)));
    let by_basic = builder().basic("Ada", "p:w").build().unwrap();
    assert_eq!(first(by_basic).await.unwrap(), "Ada");
    let by_key = builder().key("K").build().unwrap();
    assert_eq!(first(by_key.clone()).await.unwrap(), "K");
    let mut events = by_key.watch().await.unwrap();
    assert_eq!(
        events.next().await.unwrap().unwrap().data.name.as_deref(),
        Some("K")
    );
    let other = builder().basic("Ada", "another").build().unwrap();
    let refused = first(other).await.unwrap_err();
    assert_eq!(refused.status(), Some(StatusCode::FORBIDDEN));
}

#[tokio::test]
async fn a_header_that_is_none_is_an_error_of_the_server() {
    let client = Client::builder()
        .transport(Service::new(service(Who)))
        .key("K")
        .build()
        .unwrap();
    let broken = ApiError::from(client.send_xml(Thing::new("Tom")).await.unwrap_err());
    assert_eq!(broken.status(), Some(StatusCode::INTERNAL_SERVER_ERROR));
}
