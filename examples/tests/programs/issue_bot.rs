use axum::extract::{Path, RawQuery};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};
use specwright_examples::programs::issue_bot::{Bot, BotError, label_names};

use crate::{parameter, serve};

fn issue(number: usize, title: &Value, labels: &Value) -> Value {
    json!({
        "id": 1000 + number, "number": number, "state": "open", "title": title, "labels": labels, "user": null,
        "locked": false, "created_at": "2026-01-02T03:04:05Z", "newer_than_the_document": true,
    })
}

fn limited(remaining: u32, response: impl IntoResponse) -> Response {
    let limits = [
        ("x-ratelimit-limit", "5000".to_owned()),
        ("x-ratelimit-remaining", remaining.to_string()),
        ("x-ratelimit-reset", "1700000000".to_owned()),
    ];
    (axum::response::AppendHeaders(limits), response).into_response()
}

async fn list(
    Path((_, repo)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    assert_eq!(headers["authorization"], "Bearer t0ken");
    assert_eq!(parameter(&query, "state"), Some("all"));
    let problem = |message| Json(json!({ "message": message }));
    match repo.as_str() {
        "gone" => return limited(9, (StatusCode::NOT_FOUND, problem("Not Found"))),
        "busy" => return limited(0, (StatusCode::FORBIDDEN, problem("Too many requests"))),
        _ => {}
    }
    let page = parameter(&query, "page").map_or(1, |page| page.parse().expect("a number"));
    let label = json!([{ "id": 1, "name": parameter(&query, "labels") }, "plain"]);
    let mut issues: Vec<Value> = (1..=3)
        .map(|index| issue(page * 3 - 3 + index, &json!("It"), &label))
        .collect();
    issues[0]["pull_request"] = json!({});
    let next = format!(
        "</repos/o/r/issues?state=all&labels=bug&page={}>; rel=\"next\"",
        page + 1
    );
    match page {
        1 | 2 => limited(7, ([("link", next)], Json(issues))),
        _ => limited(7, Json(issues)),
    }
}

async fn create(Json(body): Json<Value>) -> Response {
    let wrong = json!({
        "message": "Validation Failed", "documentation_url": "https://docs",
        "errors": [{ "resource": "Issue", "field": "title", "code": "missing_field" }],
    });
    match body["title"] == "" {
        true => (StatusCode::UNPROCESSABLE_ENTITY, Json(wrong)).into_response(),
        false => (
            StatusCode::CREATED,
            Json(issue(42, &body["title"], &body["labels"])),
        )
            .into_response(),
    }
}

async fn comment(
    Path((_, _, number)): Path<(String, String, u64)>,
    Json(body): Json<Value>,
) -> impl IntoResponse {
    let comment =
        json!({ "id": number, "user": null, "created_at": "2026-01-02T03:04:05Z", "body": body["body"] });
    (StatusCode::CREATED, Json(comment))
}

async fn bot(repo: &str) -> Bot {
    let router = Router::new()
        .route("/repos/{owner}/{repo}/issues", get(list).post(create))
        .route("/repos/{owner}/{repo}/issues/{number}/comments", post(comment));
    Bot::new("t0ken", Some(&serve(router).await), "o", repo).expect("a bot")
}

#[tokio::test]
async fn lists_the_issues_of_all_pages_without_pull_requests() {
    let (issues, limit) = bot("r").await.issues("bug").await.expect("issues");
    let numbers: Vec<i64> = issues.iter().map(|issue| issue.number).collect();
    assert_eq!(numbers, [2, 3, 5, 6, 8, 9]);
    assert_eq!(label_names(&issues[0]), ["bug", "plain"]);
    assert_eq!(limit.map(|limit| limit.remaining), Some(7));
}

#[tokio::test]
async fn opens_an_issue_and_comments_on_it() {
    let bot = bot("r").await;
    let issue = bot
        .open("It breaks", "Each time.", &["bug", "p1"])
        .await
        .expect("an issue");
    assert_eq!(label_names(&issue), ["bug", "p1"]);
    let comment = bot.comment(&issue, "Me too.").await.expect("a comment");
    assert_eq!(comment.body.as_deref(), Some("Me too."));
}

#[tokio::test]
async fn tells_failures_apart() {
    match bot("r").await.open("", "", &[]).await {
        Err(BotError::Invalid(fields)) => assert_eq!(fields, ["title: missing_field"]),
        other => panic!("{other:?}"),
    }
    assert!(matches!(
        bot("gone").await.issues("bug").await,
        Err(BotError::NoSuchRepository)
    ));
    let limited = bot("busy").await.issues("bug").await;
    assert!(matches!(
        limited,
        Err(BotError::RateLimited { reset: 1_700_000_000 })
    ));
    let unreachable = Bot::new("t0ken", Some("http://127.0.0.1:1"), "o", "r").expect("a bot");
    match unreachable.issues("bug").await {
        Err(BotError::Other(error)) => assert!(error.is_retryable(), "{error}"),
        other => panic!("{other:?}"),
    }
}
