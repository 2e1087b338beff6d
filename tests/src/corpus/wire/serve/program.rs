//! The program that links a client and its mock.

use std::fmt::Write as _;

use specwright::codegen::plan::served;

use super::super::plan::Plan;
use super::super::program::Harness;

/// Returns the text of the program.
pub(super) fn main(plan: &Plan) -> String {
    let api = &plan.generated.api;
    let side = served(api);
    let mut table = String::new();
    for planned in &plan.operations {
        let model = planned.model(api);
        let place =
            model.and_then(|model| api.operations.iter().position(|known| std::ptr::eq(known, model)));
        match place.and_then(|place| side.server.operations.get(place)) {
            Some(served) => {
                let method = &served.mock_method;
                // Writing to a string does not fail.
                let _ = writeln!(
                    table,
                    "    |mock, response, is_described| expect!(mock.{method}(), response, is_described),"
                );
            }
            None => table += "    |_, _, _| Box::new(|| Value::Null),\n",
        }
    }
    let wire = Harness::new(plan).main;
    let calls = wire.split("fn main() {").next().unwrap_or_default();
    calls.to_owned() + &MAIN.replace("{MOCKS}", &table)
}

const MAIN: &str = r#"
use specwright_runtime::http;

type Seen<'m> = Box<dyn Fn() -> Value + 'm>;
type Expect = for<'m> fn(&'m mock::Mock, http::Response<Body>, bool) -> Seen<'m>;

macro_rules! expect {
    ($expectation:expr, $response:ident, $is_described:ident) => {{
        let expectation = $expectation;
        let expectation = match $is_described {
            true => expectation.returns_described($response),
            false => expectation.returns_raw($response),
        };
        Box::new(move || json!({"typed": expectation.requests().len(), "seen": expectation.decoded()}))
    }};
}

const MOCKS: &[Expect] = &[
{MOCKS}];

fn respond(runtime: &tokio::runtime::Runtime, line: &Value) -> Value {
    let answer = &line["answer"];
    let mut response = http::Response::builder().status(answer["status"].as_u64().unwrap() as u16);
    if let Some(media_type) = answer["content_type"].as_str() {
        response = response.header("content-type", media_type);
    }
    let body = base64::engine::general_purpose::STANDARD.decode(answer["body"].as_str().unwrap()).unwrap();
    let place = line["op"].as_u64().unwrap() as usize;
    let mock = mock::Mock::new();
    let seen = MOCKS[place](&mock, response.body(Body::from(body)).unwrap(), answer["described"] == true);
    let builder = mock.client_builder().retry(specwright_runtime::Retry::none());
    let client = builder.timeout(std::time::Duration::from_secs(20)).build().unwrap();
    let attempt = std::panic::AssertUnwindSafe(|| runtime.block_on(TABLE[place](&client, line)));
    let outcome = match std::panic::catch_unwind(attempt) {
        Ok(Ok(value)) => value,
        Ok(Err(error)) => json!({"error": error}),
        Err(_) => json!({"error": "panicked"}),
    };
    let mut told = seen();
    drop(seen);
    told["outcome"] = outcome;
    told["problems"] = mock.take_problems().into();
    told
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line: Value = from_str(&line.unwrap()).unwrap();
        let told = respond(&runtime, &line);
        writeln!(out, "{told}").unwrap();
        out.flush().unwrap();
    }
}
"#;
