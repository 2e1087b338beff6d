//! What is counted.

use std::hint::black_box;

use specwright::codegen::client;
use specwright::description::Description;
use specwright::{Generator, Runtime, model};
use specwright_benchmarks::types::{Event, Item};
use specwright_benchmarks::{Client, values};
use specwright_runtime::{Body, http, json, transport};

use super::stages::{Input, modelled, normalized, planned};

/// Something that is run under `valgrind`.
pub(super) struct Case {
    pub(super) name: &'static str,
    /// How many more runs the second process has than the first, which has one.
    pub(super) more: u32,
    /// Prepares what `total` runs need, and runs so many times.
    pub(super) run: fn(times: u32, total: u32),
}

/// Operations, and schemas, of the document that the stages read.
const OPERATIONS: usize = 50;
/// The same, of the document that the whole way is taken with: so many that what is not linear in them is seen.
const MANY_OPERATIONS: usize = 400;
/// Bytes of the JSON that is decoded and encoded.
const BYTES: usize = 100_000;

pub(super) const CASES: &[Case] = &[
    Case {
        name: "source",
        more: 4,
        run: source,
    },
    Case {
        name: "normalize",
        more: 4,
        run: normalizing,
    },
    Case {
        name: "model",
        more: 4,
        run: modelling,
    },
    Case {
        name: "plan",
        more: 4,
        run: planning,
    },
    Case {
        name: "write",
        more: 4,
        run: writing,
    },
    Case {
        name: "command",
        more: 1,
        run: command,
    },
    Case {
        name: "decode-items",
        more: 10,
        run: decode_items,
    },
    Case {
        name: "decode-events",
        more: 10,
        run: decode_events,
    },
    Case {
        name: "encode-items",
        more: 10,
        run: encode_items,
    },
    Case {
        name: "encode-events",
        more: 10,
        run: encode_events,
    },
    Case {
        name: "call-read",
        more: 200,
        run: read,
    },
    Case {
        name: "call-save",
        more: 200,
        run: save,
    },
];

fn source(times: u32, _: u32) {
    let input = Input::new(OPERATIONS);
    for _ in 0..times {
        black_box(input.load());
    }
}

fn normalizing(times: u32, _: u32) {
    let document = Input::new(OPERATIONS).load();
    for _ in 0..times {
        black_box(normalized(black_box(&document)));
    }
}

fn modelling(times: u32, total: u32) {
    let document = Input::new(OPERATIONS).load();
    let descriptions: Vec<Description> = (0..total).map(|_| normalized(&document)).collect();
    for description in descriptions.into_iter().take(times as usize) {
        black_box(modelled(description));
    }
}

fn planning(times: u32, total: u32) {
    let document = Input::new(OPERATIONS).load();
    let apis: Vec<model::Api> = (0..total).map(|_| modelled(normalized(&document))).collect();
    for api in apis.into_iter().take(times as usize) {
        black_box(planned(api));
    }
}

fn writing(times: u32, _: u32) {
    let api = planned(modelled(normalized(&Input::new(OPERATIONS).load())));
    for _ in 0..times {
        black_box(client(black_box(&api), "synthetic.json"));
    }
}

/// What `specwright generate` does, up to the texts of a crate.
pub(super) fn command(times: u32, _: u32) {
    let input = Input::new(MANY_OPERATIONS);
    for _ in 0..times {
        let drafted = Generator::new(&input.path).name("client").draft();
        let (draft, _) = drafted.expect("the document is right");
        let files = draft.crate_files(&Runtime::Version);
        black_box(files.expect("the client is not too long"));
    }
}

fn decode_items(times: u32, _: u32) {
    decode::<Vec<Item>>(times, &values::items(BYTES));
}

fn decode_events(times: u32, _: u32) {
    decode::<Vec<Event>>(times, &values::events(BYTES));
}

fn encode_items(times: u32, _: u32) {
    encode::<Vec<Item>>(times, &values::items(BYTES));
}

fn encode_events(times: u32, _: u32) {
    encode::<Vec<Event>>(times, &values::events(BYTES));
}

fn decode<T: json::Decode>(times: u32, text: &str) {
    for _ in 0..times {
        let values: Result<T, _> = json::from_slice(black_box(text).as_bytes());
        black_box(values.expect("the values are right"));
    }
}

fn encode<T: json::Decode + json::Encode>(times: u32, text: &str) {
    let values: T = json::from_slice(text.as_bytes()).expect("the values are right");
    for _ in 0..times {
        black_box(json::to_vec(black_box(&values)).expect("what was read can be written"));
    }
}

fn read(times: u32, _: u32) {
    calls(times, async |client| {
        black_box(client.get_item(7).await.expect("it responds"));
    });
}

fn save(times: u32, _: u32) {
    let item: Item = json::from_slice(values::item(7).as_bytes()).expect("the item is right");
    calls(times, async |client| {
        let saved = client.save_item(7, "owner", &item).await;
        black_box(saved.expect("it responds"));
    });
}

/// Calls without a socket, so that what is counted is ours.
fn calls(times: u32, call: impl AsyncFn(&Client)) {
    let transport = transport::from_fn(async |_: http::Request<Body>| {
        let response = http::Response::builder().header("content-type", "application/json");
        Ok(response.body(Body::from(values::item(7)))?)
    });
    let builder = Client::builder().base_url("http://localhost").token("a token");
    let client = builder.transport(transport).build();
    let client = client.expect("nothing is wrong with the settings");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(async {
        for _ in 0..times {
            call(&client).await;
        }
    });
}
