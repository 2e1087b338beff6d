use specwright_runtime::__private::{Operation, Parameter, call_mut, decode};
use specwright_runtime::{BuildError, Error};

use crate::api::{Client, ClientBuilder, GET_USER, User, UserError};
use crate::loopback::{Server, json};

async fn target(base: &str, user_id: &str) -> String {
    let server = Server::start(|_| json(200, r#"{"id":7}"#)).await;
    Client::at(&format!("{}{base}", server.url))
        .get_user(user_id)
        .await
        .expect("a user");
    server.only().target
}

#[tokio::test]
async fn a_path_parameter_stays_inside_its_segment() {
    let cases = [
        ("a/b", "/user/a%2Fb"),
        ("../admin", "/user/..%2Fadmin"),
        ("a?b=c#d", "/user/a%3Fb%3Dc%23d"),
        ("100%", "/user/100%25"),
        ("%2e%2e", "/user/%252e%252e"),
        ("a\\b", "/user/a%5Cb"),
        ("a b\tc\nd", "/user/a%20b%09c%0Ad"),
        ("grüße", "/user/gr%C3%BC%C3%9Fe"),
        ("...", "/user/..."),
        (";v=1", "/user/%3Bv%3D1"),
        ("-._~", "/user/-._~"),
    ];
    for (value, expected) in cases {
        assert_eq!(target("", value).await, expected, "{value:?}");
    }
}

#[tokio::test]
async fn a_value_that_would_reach_another_route_is_refused() {
    let server = Server::start(|_| json(200, r#"{"id":7}"#)).await;
    for value in ["", ".", ".."] {
        match Client::at(&server.url).get_user(value).await {
            Err(Error::InvalidRequest(error)) => {
                let text = error.to_string();
                assert!(text.contains("getUser") && text.contains("userId"), "{text}");
            }
            other => panic!("{value:?} gave {other:?}"),
        }
    }
    let two = Operation {
        path: "/user/{a}{b}",
        ..GET_USER
    };
    let mut call = Client::at(&server.url).inner.call(&two);
    call.parameter(Parameter::path("a"), &".");
    call.parameter(Parameter::path("b"), &".");
    let request = call.request::<(), UserError>(decode::empty);
    assert!(matches!(request.await, Err(Error::InvalidRequest(_))));
    assert_eq!(server.received(), []);
}

#[tokio::test]
async fn the_path_and_query_of_the_base_url_are_kept() {
    let cases = [
        ("", "/user/7"),
        ("/", "/user/7"),
        ("/v1", "/v1/user/7"),
        ("/v1/", "/v1/user/7"),
        ("/api/v1?key=a%20b", "/api/v1/user/7?key=a%20b"),
        ("?key=1#top", "/user/7?key=1"),
    ];
    for (base, expected) in cases {
        assert_eq!(target(base, "7").await, expected, "{base:?}");
    }
}

#[tokio::test]
async fn a_path_template_may_have_a_query_a_fragment_and_odd_characters() {
    let cases = [
        (
            "/user/{userId}?expand=all&id={userId}",
            "/user/7?expand=all&id=7&fields=a",
        ),
        ("/#Action={userId}", "/?fields=a"),
        ("/user name/{userId}:cancel", "/user%20name/7:cancel?fields=a"),
        ("user/{userId}/", "/user/7/?fields=a"),
        ("/users({userId})", "/users(7)?fields=a"),
    ];
    for (path, expected) in cases {
        let server = Server::start(|_| json(200, r#"{"id":7}"#)).await;
        let mut request = Client::at(&server.url).get_user_as(Operation { path, ..GET_USER });
        call_mut(&mut request).parameter(Parameter::query("fields"), &vec!["a"]);
        request.await.expect("a user");
        assert_eq!(server.only().target, expected, "{path:?}");
    }
}

#[tokio::test]
async fn a_setter_adds_to_the_request() {
    let server = Server::start(|_| json(200, r#"{"id":7}"#)).await;
    let fields = ["id".to_owned(), "name&age".to_owned()];
    Client::at(&server.url)
        .get_user("7")
        .fields(&fields)
        .header("X-Trace", "1")
        .await
        .expect("a user");
    let request = server.only();
    assert_eq!(request.target, "/user/7?fields=id&fields=name%26age");
    assert_eq!(request.header("x-trace"), Some("1"));
}

#[tokio::test]
async fn an_operation_may_have_a_server_of_its_own() {
    let own = Server::start(|_| json(200, r#"{"id":7}"#)).await;
    let url: &'static str = Box::leak(format!("{}/own", own.url).into_boxed_str());
    let general = Server::start(|_| json(200, r#"{"id":7}"#)).await;
    let operation = Operation {
        server: Some(url),
        ..GET_USER
    };

    let mut builder = ClientBuilder::default();
    builder.inner.base_url(general.url.clone());
    builder
        .build()
        .expect("a client")
        .get_user_as(operation)
        .await
        .expect("a user");
    assert_eq!(own.only().target, "/own/user/7");

    Client::at(&general.url)
        .get_user_as(operation)
        .await
        .expect("a user");
    assert_eq!(general.only().target, "/user/7");

    let relative = Operation {
        server: Some("/v2"),
        ..GET_USER
    };
    let mut builder = ClientBuilder::default();
    builder.inner.base_url(format!("{}/v1", own.url));
    builder
        .build()
        .expect("a client")
        .get_user_as(relative)
        .await
        .expect("a user");
    assert_eq!(own.received()[1].target, "/v2/user/7");
}

#[test]
fn a_base_url_that_cannot_be_called_is_a_build_error() {
    let problem = |url: &str| match ClientBuilder::default().base_url(url).build() {
        Err(error @ BuildError::InvalidBaseUrl { .. }) => error.to_string(),
        other => panic!("{url:?} gave {other:?}"),
    };
    assert!(problem("/v1").contains("must be absolute"));
    assert!(problem("ftp://example.com").contains("only http and https"));
    assert!(problem("https://{region}.example.com").contains("variable"));
    let text = problem("https://user:hunter2@example.com/v1?key=hunter3");
    assert!(!text.contains("hunter"), "{text}");
    assert_eq!(
        ClientBuilder::default().build().expect_err("no server"),
        BuildError::NoServer
    );
    let bad_header = ClientBuilder::default()
        .base_url("http://x")
        .header("a b", "c")
        .build();
    assert_eq!(
        bad_header.expect_err("a bad name"),
        BuildError::InvalidHeader { name: "a b".into() }
    );
}

#[tokio::test]
async fn a_path_parameter_of_several_segments_keeps_its_slashes_and_leads_nowhere_else() {
    let server = Server::start(|_| json(200, r#"{"id":7}"#)).await;
    let request = |value: &str| {
        let operation = Operation {
            path: "/v1/{name}:get",
            ..GET_USER
        };
        let mut call = Client::at(&server.url).inner.call(&operation);
        call.parameter(Parameter::path("name").segments(), &value);
        call.request::<User, UserError>(decode::json)
    };
    request("projects/a b/things/1%2F?#").await.expect("a user");
    assert_eq!(server.only().target, "/v1/projects/a%20b/things/1%252F%3F%23:get");
    for value in [
        "projects/../secrets",
        "./projects/x",
        "projects/./x",
        "../x",
        "/projects/x",
        "projects//x",
        "",
    ] {
        match request(value).await {
            Err(Error::InvalidRequest(error)) => {
                assert!(error.to_string().contains("another route"), "{value}: {error}");
            }
            other => panic!("{value}: {other:?}"),
        }
    }
    assert_eq!(server.received().len(), 1);
}
