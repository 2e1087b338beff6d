use std::time::Duration;

use axum::extract::{Path, RawQuery};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};
use specwright_examples::programs::assistant::{Assistant, retry_after};

use crate::{parameter, serve};

fn events(events: &[Value], end: &str) -> Response {
    let events: String = events.iter().map(|event| format!("data: {event}\n\n")).collect();
    ([("content-type", "text/event-stream")], events + end).into_response()
}

async fn chat(Json(body): Json<Value>) -> Response {
    assert_eq!(
        body["messages"],
        json!([{ "content": "Be brief.", "role": "system" }, { "content": "Rain?", "role": "user" }])
    );
    assert_eq!(body["stream"], true);
    assert_eq!(body["stop"], json!(["END"]));
    assert_eq!(body["tools"][0]["type"], "function");
    let piece = |delta: Value| json!({ "id": "c", "choices": [{ "index": 0, "delta": delta }] });
    let call = |function: Value| piece(json!({ "tool_calls": [{ "index": 0, "function": function }] }));
    let pieces = [
        piece(json!({ "content": "Hel" })),
        piece(json!({ "content": "lo" })),
        call(json!({ "name": "weather", "arguments": "{\"city\":" })),
        call(json!({ "arguments": "\"Bern\"}" })),
    ];
    events(&pieces, "data: [DONE]\n\n")
}

fn response(id: &str) -> Value {
    json!({ "id": id, "object": "response", "status": "completed", "error": null, "output": [] })
}

async fn respond(Json(body): Json<Value>) -> Response {
    let error =
        json!({ "error": { "message": "slow down", "type": "requests", "param": null, "code": null } });
    let call = json!({
        "type": "function_call", "id": "fc_1", "call_id": "call_9", "name": "weather", "arguments": "{\"city\":\"Bern\"}",
    });
    let message = body["input"][0]["content"].as_str();
    match message {
        Some("Too much?") => {
            let head = [("retry-after", "7")];
            (StatusCode::TOO_MANY_REQUESTS, head, Json(error)).into_response()
        }
        Some(_) => events(
            &[
                json!({ "type": "response.output_item.done", "output_index": 0, "item": call, "sequence_number": 0 }),
                json!({ "type": "response.completed", "response": response("resp_1"), "sequence_number": 1 }),
            ],
            "",
        ),
        None => {
            let output = json!({ "call_id": "call_9", "type": "function_call_output", "output": "weather {\"city\":\"Bern\"}" });
            assert_eq!(body["input"], json!([output]));
            assert_eq!(body["previous_response_id"], "resp_1");
            assert_eq!(body["text"]["format"]["type"], "json_schema");
            events(
                &[
                    json!({ "type": "response.newer_than_the_document", "sequence_number": 0 }),
                    json!({
                        "type": "response.output_text.delta", "item_id": "msg_1", "output_index": 0, "delta": "Sunny",
                        "sequence_number": 1,
                    }),
                    json!({ "type": "response.completed", "response": response("resp_2"), "sequence_number": 2 }),
                ],
                "",
            )
        }
    }
}

fn file(number: usize) -> Value {
    json!({
        "id": format!("file-{number}"), "object": "file", "bytes": 1, "created_at": 1, "filename": "a.jsonl", "purpose": "batch",
    })
}

async fn upload(body: String) -> Json<Value> {
    for part in [
        "name=\"purpose\"\r\n\r\nbatch",
        "filename=\"a.jsonl\"",
        "created_at",
        "3600",
    ] {
        assert!(body.contains(part), "{body}");
    }
    Json(file(1))
}

async fn list(RawQuery(query): RawQuery) -> Json<Value> {
    let after = parameter(&query, "after").map_or(0, |id| id[5..].parse().expect("a number"));
    let data: Vec<Value> = (after + 1..=5).take(2).map(file).collect();
    let id = |file: Option<&Value>| file.map(|file| file["id"].clone());
    Json(json!({
        "object": "list", "has_more": after + data.len() < 5, "first_id": id(data.first()), "last_id": id(data.last()),
        "data": data,
    }))
}

async fn download(Path(id): Path<String>) -> Response {
    assert_eq!(id, "file-1");
    (
        [("content-type", "application/octet-stream")],
        b"\xff\x00PNG".to_vec(),
    )
        .into_response()
}

async fn assistant() -> Assistant {
    let router = Router::new()
        .route("/chat/completions", post(chat))
        .route("/responses", post(respond))
        .route("/files", post(upload).get(list))
        .route("/files/{id}/content", get(download));
    Assistant::new("sk", &serve(router).await).expect("an assistant")
}

#[tokio::test]
async fn streams_text_and_calls_of_tools() {
    let mut text = String::new();
    let asked = assistant().await.ask("Rain?", |piece| text.push_str(piece)).await;
    assert_eq!(
        asked.expect("calls"),
        [("weather".to_owned(), r#"{"city":"Bern"}"#.to_owned())]
    );
    assert_eq!(text, "Hello");
}

#[tokio::test]
async fn responds_with_the_help_of_a_tool() {
    let mut text = String::new();
    let assistant = assistant().await;
    let done = assistant
        .respond(
            "Rain in Bern?",
            |piece| text.push_str(piece),
            |name, arguments| format!("{name} {arguments}"),
        )
        .await
        .expect("a response");
    assert_eq!((text.as_str(), done.id.as_str()), ("Sunny", "resp_2"));
}

#[tokio::test]
async fn knows_how_long_to_wait() {
    let failure = assistant()
        .await
        .respond("Too much?", |_| {}, |_, _| String::new())
        .await;
    let failure = failure.expect_err("too many requests");
    assert_eq!(retry_after(&failure), Some(Duration::from_secs(7)));
    assert!(
        failure.to_string().ends_with("429 Too Many Requests: slow down"),
        "{failure}"
    );
}

#[tokio::test]
async fn keeps_files() {
    let assistant = assistant().await;
    let file = assistant
        .upload("a.jsonl", b"{}\n".to_vec())
        .await
        .expect("a file");
    assert_eq!(
        assistant.download(&file.id).await.expect("the content").as_ref(),
        b"\xff\x00PNG"
    );
    assert_eq!(assistant.files().await.expect("files").len(), 5);
}
