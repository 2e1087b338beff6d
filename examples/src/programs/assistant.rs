//! An assistant: chats, calls tools, keeps files.

/// The client.
pub mod openai {
    specwright_runtime::include_client!("openai");
}

use std::collections::BTreeMap;
use std::time::Duration;

use openai::Client;
use openai::operations::CreateFileForm;
use openai::types::*;
use specwright_runtime::serde_json::{Value, json};
use specwright_runtime::{ApiError, Bytes, FilePart};

/// What went wrong.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// An assistant.
#[derive(Debug)]
pub struct Assistant {
    /// The client, for what this program has no function for.
    pub client: Client,
}

fn schema() -> [(&'static str, Value); 4] {
    [
        ("type", json!("object")),
        ("properties", json!({"city": {"type": "string"}})),
        ("required", json!(["city"])),
        ("additionalProperties", json!(false)),
    ]
}

fn chat(question: &str) -> CreateChatCompletionRequest {
    let weather = FunctionObject::new("weather")
        .description("The weather of a city")
        .parameters(schema())
        .strict(true);
    let messages: [ChatCompletionRequestMessage; 2] = [
        SystemMessage::new("Be brief.").into(),
        UserMessage::new(question).into(),
    ];
    CreateChatCompletionRequest::new(messages, ModelIdsShared::Gpt4oMini)
        .temperature(0.2)
        .max_completion_tokens(500)
        .n(1)
        .top_p(0.9)
        .stop(["END"])
        .tools([ChatCompletionTool::new(weather)])
        .tool_choice("auto")
        .parallel_tool_calls(false)
        .reasoning_effort(ReasoningEffort::Low)
        .metadata([("team", "a")])
}

fn turn(input: Vec<InputItem>, previous: Option<String>) -> CreateResponse {
    let weather = FunctionTool::new("weather", schema(), true).description("The weather of a city");
    CreateResponse::new()
        .model(ModelIdsShared::Gpt5Mini)
        .instructions("Be brief.")
        .input(input)
        .previous_response_id(previous)
        .tools([weather])
        .reasoning(
            Reasoning::new()
                .effort(ReasoningEffort::Low)
                .summary(ReasoningSummary::Auto),
        )
        .text(
            ResponseTextParam::new()
                .format(TextResponseFormatJsonSchema::new("answer", schema()))
                .verbosity(Verbosity::Low),
        )
        .include([IncludeEnum::ReasoningEncryptedContent])
        .max_output_tokens(1000)
        .temperature(0.2)
        .store(true)
        .metadata([("team", "a")])
}

impl Assistant {
    /// Creates an assistant that calls the server at `base_url`.
    pub fn new(key: &str, base_url: &str) -> Result<Assistant, Failure> {
        Ok(Assistant {
            client: Client::builder().api_key_auth(key).base_url(base_url).build()?,
        })
    }

    /// Streams the text; returns the calls of tools that came with it, name and arguments.
    pub async fn ask(
        &self,
        question: &str,
        mut each: impl FnMut(&str),
    ) -> Result<Vec<(String, String)>, Failure> {
        let mut events = self.client.create_chat_completion_stream(chat(question)).await?;
        let mut calls: BTreeMap<i64, (String, String)> = BTreeMap::new();
        while let Some(event) = events.next().await {
            for choice in event?.data.choices {
                each(choice.delta.content.as_deref().unwrap_or_default());
                for call in choice.delta.tool_calls.into_iter().flatten() {
                    let (name, arguments) = calls.entry(call.index).or_default();
                    if let Some(function) = call.function {
                        name.push_str(function.name.as_deref().unwrap_or_default());
                        arguments.push_str(function.arguments.as_deref().unwrap_or_default());
                    }
                }
            }
        }
        Ok(calls.into_values().collect())
    }

    /// Streams the text of a response, gives each call of a tool to `tool`, and goes on until there is none.
    pub async fn respond(
        &self,
        question: &str,
        mut each: impl FnMut(&str),
        tool: impl Fn(&str, &str) -> String,
    ) -> Result<Response, Failure> {
        let mut input = vec![EasyInputMessage::new(EasyInputMessageRole::User, question).into()];
        let mut previous = None;
        loop {
            let request = turn(std::mem::take(&mut input), previous);
            let mut events = self
                .client
                .create_response_stream(request)
                .await
                .map_err(ApiError::from)?;
            let mut done = None;
            while let Some(event) = events.next().await {
                match event?.data {
                    ResponseStreamEvent::OutputTextDelta(delta) => each(&delta.delta),
                    ResponseStreamEvent::OutputItemDone(item) => {
                        if let Some(call) = item.item.into_function_call() {
                            let output = tool(&call.name, &call.arguments);
                            input.push(
                                FunctionCallOutputItemParam::new(output)
                                    .call_id(call.call_id)
                                    .into(),
                            );
                        }
                    }
                    ResponseStreamEvent::Completed(completed) => done = Some(completed.response),
                    ResponseStreamEvent::Error(error) => return Err(error.message.into()),
                    ResponseStreamEvent::Failed(failed) => {
                        return Err(format!("{:?}", failed.response.error).into());
                    }
                    _ => {} // among them those that are newer than our document
                }
            }
            let done = done.ok_or("the stream ended early")?;
            if input.is_empty() {
                return Ok(*done);
            }
            previous = Some(done.id);
        }
    }

    /// Uploads a file, for an hour.
    pub async fn upload(&self, name: &str, content: Vec<u8>) -> Result<OpenAiFile, Failure> {
        let file = FilePart::new(content)
            .file_name(name)
            .content_type("application/jsonl");
        let form = CreateFileForm::new(file, CreateFileFormPurpose::Batch)
            .expires_after(FileExpirationAfter::new(3600));
        Ok(self.client.create_file(form).await?)
    }

    /// Returns the content of a file.
    pub async fn download(&self, id: &str) -> Result<Bytes, Failure> {
        Ok(self.client.download_file(id).await?.bytes().await?)
    }

    /// Lists all files.
    pub async fn files(&self) -> Result<Vec<OpenAiFile>, Failure> {
        Ok(self.client.list_files().limit(2).all().await?)
    }
}

/// Returns how long to wait, if that is why it failed.
pub fn retry_after(error: &Failure) -> Option<Duration> {
    error.downcast_ref::<ApiError>()?.retry_after()
}
