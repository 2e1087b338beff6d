//! `deleteUserByUserId` of the generated client, each response once over a real socket and once in this process.

mod server;

use std::time::Duration;

use klavis::operations::DeleteUserByUserIdError;
use klavis::{Client, Server, types};
use server::{Reach, Reply};
use specwright_runtime::http::StatusCode;
use specwright_runtime::{Error, serde_json};

const REACHES: [Reach; 2] = [Reach::Socket, Reach::InProcess];

const INVALID: &str = r#"{"detail": [{"loc": ["path", "userId", 0], "msg": "no such user", "type": "value_error",
    "input": {"any": ["JSON"]}, "ctx": {"limit": 1}}]}"#;

#[tokio::test]
async fn a_success_is_the_documented_body() {
    for reach in REACHES {
        let (client, _) =
            server::start(reach, Reply::json(200, r#"{"success": true, "message": "gone"}"#)).await;
        let done = client.delete_user_by_user_id("user-42").await.unwrap();
        assert_eq!(
            done,
            types::DeleteUserResponse {
                success: true,
                message: "gone".to_owned()
            }
        );
    }
}

#[tokio::test]
async fn status_and_headers_stand_beside_the_body() {
    for reach in REACHES {
        let reply = Reply::json(200, r#"{"success": true, "message": ""}"#);
        let (client, _) = server::start(reach, reply).await;
        let response = client
            .delete_user_by_user_id("user-42")
            .with_response()
            .await
            .unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["content-type"], "application/json");
        assert!(response.into_body().success);
    }
}

#[tokio::test]
async fn a_422_is_a_typed_failure() {
    for reach in REACHES {
        let (client, _) = server::start(reach, Reply::json(422, INVALID)).await;
        let Err(Error::Api(failure)) = client.delete_user_by_user_id("nobody").await else {
            panic!("a failure was to come");
        };
        assert_eq!(failure.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let DeleteUserByUserIdError::UnprocessableEntity(invalid) = failure.into_body() else {
            panic!("the documented failure was to come");
        };
        let error = &invalid.detail.unwrap()[0];
        assert_eq!(
            error.loc,
            [
                types::ValidationErrorLocItem::String("path".to_owned()),
                types::ValidationErrorLocItem::String("userId".to_owned()),
                types::ValidationErrorLocItem::Integer(0),
            ]
        );
        assert_eq!(error.input, Some(serde_json::json!({"any": ["JSON"]})));
        assert_eq!(
            error.ctx.as_ref().and_then(|ctx| ctx.get("limit")),
            Some(&serde_json::json!(1))
        );
    }
}

#[tokio::test]
async fn an_undocumented_status_keeps_its_body_as_it_came() {
    for reach in REACHES {
        let (client, _) = server::start(reach, Reply::text(401, "no such key")).await;
        let Err(Error::Api(failure)) = client.delete_user_by_user_id("user-42").await else {
            panic!("a failure was to come");
        };
        assert_eq!(failure.status(), StatusCode::UNAUTHORIZED);
        assert_eq!(
            *failure.body(),
            DeleteUserByUserIdError::Undocumented("no such key".into())
        );
    }
}

#[tokio::test]
async fn a_body_of_another_shape_names_the_place() {
    for reach in REACHES {
        let wrong = r#"{"detail": [{"loc": ["a", true], "msg": "", "type": ""}]}"#;
        let (client, _) = server::start(reach, Reply::json(422, wrong)).await;
        let Err(Error::Api(failure)) = client.delete_user_by_user_id("user-42").await else {
            panic!("a failure keeps its status");
        };
        assert_eq!(failure.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let DeleteUserByUserIdError::Undecoded(undecoded) = failure.body() else {
            panic!("a body that can't be decoded was to be told");
        };
        assert_eq!(undecoded.path, "$.detail[0].loc[1]");
        assert_eq!(undecoded.body, wrong);
    }
}

#[tokio::test]
async fn the_request_is_what_the_document_says_and_nothing_else() {
    for reach in REACHES {
        let reply = Reply::json(200, r#"{"success": true, "message": ""}"#);
        let (client, requests) = server::start(reach, reply).await;
        client.delete_user_by_user_id("a user/../42?x=%#").await.unwrap();
        let request = requests.only();
        assert_eq!(request.method, "DELETE");
        assert_eq!(request.target, "/user/a%20user%2F..%2F42%3Fx%3D%25%23");
        let mut headers = request.headers;
        headers.retain(|(name, _)| name != "host" && name != "accept-encoding");
        headers.sort();
        let own = format!("specwright/{}", env!("CARGO_PKG_VERSION"));
        let expected = [
            ("accept", "application/json"),
            ("authorization", "Bearer the-key"),
            ("user-agent", own.as_str()),
        ];
        assert_eq!(
            headers,
            expected.map(|(name, value)| (name.to_owned(), value.to_owned()))
        );
        assert!(request.body.is_empty());
    }
}

#[tokio::test]
async fn an_empty_user_is_not_another_route() {
    for reach in REACHES {
        let (client, requests) = server::start(reach, Reply::text(200, "")).await;
        let Err(Error::InvalidRequest(invalid)) = client.delete_user_by_user_id("").await else {
            panic!("the request was to be refused");
        };
        assert!(invalid.to_string().contains("userId"), "{invalid}");
        assert_eq!(requests.count(), 0);
    }
}

#[tokio::test]
async fn a_call_without_the_required_key_is_not_sent() {
    let client = Client::builder().base_url("http://127.0.0.1:1").build().unwrap();
    let Err(Error::InvalidRequest(invalid)) = client.delete_user_by_user_id("user-42").await else {
        panic!("the request was to be refused");
    };
    assert!(invalid.to_string().contains("HTTPBearer"), "{invalid}");
}

#[tokio::test]
async fn a_slow_response_is_a_timeout() {
    for reach in REACHES {
        let reply = Reply::text(200, "").after(Duration::from_secs(30));
        let (client, _) = server::start(reach, reply).await;
        let limit = Duration::from_millis(50);
        let outcome = client.delete_user_by_user_id("user-42").timeout(limit).await;
        assert!(
            matches!(outcome, Err(Error::Timeout { limit: told, .. }) if told.limit() == limit),
            "{outcome:?}"
        );
    }
}

#[tokio::test]
async fn a_response_over_the_limit_is_too_large() {
    for reach in REACHES {
        let reply = Reply::json(
            200,
            &format!(r#"{{"success": true, "message": "{}"}}"#, "m".repeat(5000)),
        );
        let (client, _) = server::start_with(reach, reply, |builder| builder.max_body(4096)).await;
        let outcome = client.delete_user_by_user_id("user-42").await;
        assert!(
            matches!(outcome, Err(Error::TooLarge { limit: 4096, .. })),
            "{outcome:?}"
        );
    }
}

#[tokio::test]
async fn nobody_listening_is_a_transport_error() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = Client::builder()
        .api_key("the-key")
        .base_url(&url)
        .build()
        .unwrap();
    let outcome = client.delete_user_by_user_id("user-42").await;
    assert!(matches!(outcome, Err(Error::Transport(_))), "{outcome:?}");
}

#[test]
fn the_key_shows_nowhere() {
    let builder = Client::builder().api_key("the-secret-key");
    assert!(!format!("{builder:?}").contains("the-secret-key"));
    let client = builder.build().unwrap();
    assert!(!format!("{client:?}").contains("the-secret-key"));
    assert!(!format!("{:?}", client.delete_user_by_user_id("user-42")).contains("the-secret-key"));
}

#[test]
fn the_servers_are_those_of_the_document() {
    assert_eq!(Server::default(), Server::UsProductionServer);
    assert_eq!(
        Server::UsProductionServer.url().as_deref(),
        Ok("https://api.klavis.ai")
    );
    assert_eq!(
        Server::EuProductionServer.url().as_deref(),
        Ok("https://api.eu.klavis.ai")
    );
}
