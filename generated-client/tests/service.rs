//! The server's side of the document, under axum and in the same process.

use klavis::server::{Api, DeleteUserByUserId, DeleteUserByUserIdResponses, service};
use klavis::types::DeleteUserResponse;
use specwright_runtime::secrecy::ExposeSecret;
use specwright_runtime::transport::Transport as _;
use specwright_runtime::{Body, Error, StatusCode, Value, http, serde_json, transport};
use tokio::net::TcpListener;

struct Users;

impl Api for Users {
    async fn delete_user_by_user_id(&self, request: DeleteUserByUserId) -> DeleteUserByUserIdResponses {
        let token = request
            .credentials
            .get("HTTPBearer")
            .map(|token| token.expose_secret());
        match token {
            Some("let me in") => DeleteUserResponse::new(true, format!("{} is gone", request.user_id)).into(),
            _ => {
                let mut refused = http::Response::new(Body::empty());
                *refused.status_mut() = StatusCode::FORBIDDEN;
                DeleteUserByUserIdResponses::Raw(refused)
            }
        }
    }
}

#[tokio::test]
async fn it_runs_under_axum() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let router = axum::Router::new().fallback_service(service(Users));
    tokio::spawn(async { axum::serve(listener, router).await });

    let client = klavis::Client::builder()
        .base_url(&url)
        .api_key("let me in")
        .build()
        .unwrap();
    let done = client.delete_user_by_user_id("a/b c%").await.unwrap();
    assert_eq!(done.message, "a/b c% is gone");
}

#[tokio::test]
async fn it_runs_in_the_same_process() {
    let transport = transport::Service::new(service(Users));
    let client = klavis::Client::builder()
        .transport(transport)
        .api_key("no")
        .build()
        .unwrap();
    let Err(Error::Api(failure)) = client.delete_user_by_user_id("7").await else {
        panic!("a failure was to come");
    };
    assert_eq!(failure.status(), StatusCode::FORBIDDEN);
}

async fn response(request: http::Request<Body>) -> (StatusCode, http::HeaderMap, Value) {
    let response = transport::Service::new(service(Users))
        .send(request)
        .await
        .unwrap();
    let (head, body) = response.into_parts();
    let body = body.bytes(1 << 20).await.unwrap();
    (
        head.status,
        head.headers,
        serde_json::from_slice(&body).unwrap_or_default(),
    )
}

fn request(method: &str, path: &str, headers: &[(&str, &str)]) -> http::Request<Body> {
    let builder = http::Request::builder().method(method).uri(path);
    let builder = headers
        .iter()
        .fold(builder, |builder, (name, value)| builder.header(*name, *value));
    builder.body(Body::empty()).unwrap()
}

const AUTHORIZED: (&str, &str) = ("authorization", "Bearer let me in");

#[tokio::test]
async fn mistakes_are_answered_with_problem_details() {
    let (status, headers, problem) = response(request("DELETE", "/users/7", &[AUTHORIZED])).await;
    assert_eq!(status, 404);
    assert_eq!(headers["content-type"], "application/problem+json");
    assert_eq!(problem["title"], "Not Found");

    let (status, headers, _) = response(request("GET", "/user/7", &[AUTHORIZED])).await;
    assert_eq!(
        (status.as_u16(), &headers["allow"]),
        (405, &http::HeaderValue::from_static("DELETE"))
    );

    let (status, headers, _) = response(request("DELETE", "/user/7", &[])).await;
    assert_eq!(status, 401);
    assert_eq!(headers["www-authenticate"], "Bearer");

    let html = ("accept", "text/html");
    let (status, ..) = response(request("DELETE", "/user/7", &[AUTHORIZED, html])).await;
    assert_eq!(status, 406);

    let (status, _, problem) = response(request("DELETE", "/user/%FF", &[AUTHORIZED])).await;
    assert_eq!(status, 400);
    assert_eq!(problem["errors"][0]["in"], "path userId");
}
