//! Programs without a server: values of their types, and every response that an API may give.

use specwright_examples::programs::assistant::openai::types::*;
use specwright_examples::programs::assistant::openai::{Client, DESCRIPTION};
use specwright_examples::programs::assistant::{Assistant, Failure};
use specwright_runtime::values::Example;
use specwright_test::{EveryResponse, Kind, Outcome, Rule, Scripted};

fn assistant(transport: Scripted) -> Result<Assistant, Failure> {
    let client = Client::builder()
        .api_key_auth("a key")
        .transport(transport)
        .build()?;
    Ok(Assistant { client })
}

#[test]
fn the_assistant_asks_whatever_the_server_responds() {
    let report = EveryResponse::new(DESCRIPTION)
        .media_type("createChatCompletion", "text/event-stream")
        .run(|transport| async {
            let mut text = String::new();
            let calls = assistant(transport)?
                .ask("Rain?", |piece| text.push_str(piece))
                .await?;
            Ok::<_, Failure>((text, calls))
        });
    report.assert([
        Rule::no_panic(),
        Rule::no_hang(),
        Rule::errors_have_status(),
        Rule::successes_succeed(),
    ]);
    let good = &report.rows()[0];
    assert!(matches!(good.outcome, Outcome::Returned(_)), "{report}");
    assert!(report.rows().iter().any(|row| row.kind == Kind::Cut), "{report}");
}

#[test]
fn types_have_values_of_their_own() {
    let response = Response::example();
    assert_eq!(response, Response::example());
    assert_eq!(OpenAiFile::arbitrary(7), OpenAiFile::arbitrary(7));
    assert_ne!(OpenAiFile::arbitrary(7), OpenAiFile::arbitrary(8));
    let events = ResponseStreamEvent::interesting();
    let is_delta = |event: &ResponseStreamEvent| matches!(event, ResponseStreamEvent::OutputTextDelta(_));
    assert!(events.iter().any(is_delta) && !events.iter().all(is_delta));
}
