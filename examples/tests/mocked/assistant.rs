use std::time::Duration;

use specwright_examples::programs::assistant::openai::mock::Mock;
use specwright_examples::programs::assistant::openai::server;
use specwright_examples::programs::assistant::openai::types::*;
use specwright_examples::programs::assistant::{Assistant, retry_after};
use specwright_runtime::Body;
use specwright_runtime::server::Stream;

type Chunk = CreateChatCompletionStreamResponse;
type Event = ResponseStreamEvent;

fn assistant(mock: &Mock) -> Assistant {
    Assistant {
        client: mock.client(),
    }
}

fn chunk(delta: ChatCompletionStreamResponseDelta) -> Chunk {
    Chunk::new("c", [CreateChatCompletionStreamResponseChoice::new(0, delta)])
}

fn call(function: ChatCompletionMessageToolCallChunkFunction) -> Chunk {
    let call = ChatCompletionMessageToolCallChunk::new(0).function(function);
    chunk(ChatCompletionStreamResponseDelta::new().tool_calls([call]))
}

#[tokio::test]
async fn streams_text_and_calls_of_tools() {
    let mock = Mock::new();
    let function = ChatCompletionMessageToolCallChunkFunction::new;
    mock.create_chat_completion()
        .with(|request| request.body.stream == Some(true) && request.body.messages.len() == 2)
        .returns(server::CreateChatCompletionResponses::OkEvents(Stream::of([
            chunk(ChatCompletionStreamResponseDelta::new().content("Hel")),
            chunk(ChatCompletionStreamResponseDelta::new().content("lo")),
            call(function().name("weather").arguments("{\"city\":")),
            call(function().arguments("\"Bern\"}")),
        ])));
    let mut text = String::new();
    let calls = assistant(&mock).ask("Rain?", |piece| text.push_str(piece)).await;
    assert_eq!(
        calls.expect("calls"),
        [("weather".to_owned(), r#"{"city":"Bern"}"#.to_owned())]
    );
    assert_eq!(text, "Hello");
}

fn completed(id: &str) -> Event {
    let response = Response::new(id, Vec::<OutputItem>::new());
    ResponseCompletedEvent::new(response, 1).into()
}

#[tokio::test]
async fn responds_with_the_help_of_a_tool() {
    let mock = Mock::new();
    let events = |events: [Event; 2]| server::CreateResponseRequestResponses::OkEvents(Stream::of(events));
    let call = FunctionToolCall::new("call_9", "weather", r#"{"city":"Bern"}"#);
    mock.create_response()
        .with(|request| request.body.previous_response_id.is_none())
        .returns(events([
            ResponseOutputItemDoneEvent::new(0, call, 0).into(),
            completed("resp_1"),
        ]));
    mock.create_response()
        .with(|request| request.body.previous_response_id.as_deref() == Some("resp_1"))
        .returns(events([
            ResponseTextDeltaEvent::new("msg_1", 0, "Sunny", 1).into(),
            completed("resp_2"),
        ]));
    let mut text = String::new();
    let tool = |name: &str, arguments: &str| format!("{name} {arguments}");
    let done = assistant(&mock)
        .respond("Rain in Bern?", |piece| text.push_str(piece), tool)
        .await;
    assert_eq!(
        (text.as_str(), done.expect("a response").id.as_str()),
        ("Sunny", "resp_2")
    );
}

#[tokio::test]
async fn knows_how_long_to_wait() {
    let mock = Mock::new();
    let error = ErrorResponse::new(Error::new(
        None::<String>,
        "slow down",
        None::<String>,
        "requests",
    ));
    mock.create_response().returns(
        server::CreateResponseRequestResponses::TooManyRequests(error).with_header("retry-after", "7"),
    );
    let failure = assistant(&mock)
        .respond("Too much?", |_| {}, |_, _| String::new())
        .await;
    let failure = failure.expect_err("too many requests");
    assert_eq!(retry_after(&failure), Some(Duration::from_secs(7)));
    assert!(
        failure.to_string().ends_with("429 Too Many Requests: slow down"),
        "{failure}"
    );
}

fn file(number: usize) -> OpenAiFile {
    OpenAiFile::new(format!("file-{number}"), 1, 1, "a.jsonl", "batch")
}

#[tokio::test]
async fn keeps_files() {
    let mock = Mock::new();
    mock.create_file()
        .with(|request| request.body.purpose == CreateFileFormPurpose::Batch)
        .with(|request| {
            request
                .body
                .expires_after
                .as_ref()
                .is_some_and(|after| after.seconds == 3600)
        })
        .returns(file(1));
    mock.download_file().returns(Body::from("PNG"));
    mock.list_files().returns_with(|request| {
        let after = request.after.map_or(0, |id| id[5..].parse().expect("a number"));
        let files: Vec<OpenAiFile> = (after + 1..=5).take(2).map(file).collect();
        let (first, last) = (files[0].id.clone(), files[files.len() - 1].id.clone());
        ListFilesResponse::new("list", files, first, last, after + 2 < 5)
    });
    let assistant = assistant(&mock);
    let file = assistant
        .upload("a.jsonl", b"{}\n".to_vec())
        .await
        .expect("a file");
    assert_eq!(
        assistant.download(&file.id).await.expect("the content").as_ref(),
        b"PNG"
    );
    assert_eq!(assistant.files().await.expect("files").len(), 5);
}
