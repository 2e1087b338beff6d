//! Any bytes as responses, in any pieces, to calls of a generated client: types in JSON and XML, headers, events, lines,
//! pages by `Link`. There is a value or an error, soon, and no error shows the client's secret.
#![no_main]

use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;
use specwright_fuzz::{Canned, Client, SECRET, operations, run};
use specwright_runtime::{Bytes, http, json};

#[derive(Arbitrary, Debug)]
struct Input<'a> {
    status: u16,
    media_type: u8,
    link: &'a [u8],
    count: &'a [u8],
    tags: &'a [u8],
    cookie: &'a [u8],
    pieces: Vec<&'a [u8]>,
}

const MEDIA_TYPES: [&str; 6] = [
    "application/json",
    "application/xml",
    "text/event-stream",
    "application/jsonl",
    "text/plain; charset=latin1",
    "",
];

/// How many items of a stream without end are looked at.
const ITEMS: usize = 200;

fn assert_silent(error: &dyn std::fmt::Debug, text: &dyn std::fmt::Display) {
    let told = format!("{error:?} {text}");
    assert!(!told.contains(SECRET), "{told}");
}

fuzz_target!(|input: Input<'_>| {
    let mut headers = http::HeaderMap::new();
    for (name, value) in [
        ("link", input.link),
        ("x-count", input.count),
        ("x-tags", input.tags),
        ("set-cookie", input.cookie),
        (
            "content-type",
            MEDIA_TYPES[usize::from(input.media_type) % MEDIA_TYPES.len()].as_bytes(),
        ),
    ] {
        if let (false, Ok(value)) = (value.is_empty(), http::HeaderValue::from_bytes(value)) {
            headers.insert(name, value);
        }
    }
    let transport = Canned {
        status: [200, 200, 200, 404, 500, 503, 302][usize::from(input.status) % 7],
        headers,
        pieces: input.pieces.iter().map(|piece| Bytes::copy_from_slice(piece)).collect(),
        ..Canned::default()
    };
    let client = Client::builder()
        .base_url("http://localhost")
        .header("authorization", SECRET)
        .max_body(1 << 20)
        .max_pages(10)
        .transport(transport)
        .build()
        .expect("a client");
    run(async {
        match client.get_thing().with_response().await {
            Ok(response) => {
                let headers = operations::Headers::of(&response);
                let _ = (headers.x_count(), headers.x_tags(), headers.set_cookie());
                let written = json::to_vec(response.body()).expect("what was read can be written");
                let again = json::from_slice(&written).expect("what was written can be read");
                assert_eq!(response.body(), &again);
            }
            Err(error) => assert_silent(&error, &error),
        }
        if let Err(error) = client.get_xml().await {
            assert_silent(&error, &error);
        }
        match client.watch().await {
            Ok(mut events) => {
                for _ in 0..ITEMS {
                    match events.next().await {
                        Some(Err(error)) => assert_silent(&error, &error),
                        Some(Ok(_)) => {}
                        None => break,
                    }
                }
            }
            Err(error) => assert_silent(&error, &error),
        }
        match client.lines().await {
            Ok(mut lines) => {
                for _ in 0..ITEMS {
                    match lines.next().await {
                        Some(Err(error)) => assert_silent(&error, &error),
                        Some(Ok(_)) => {}
                        None => break,
                    }
                }
            }
            Err(error) => assert_silent(&error, &error),
        }
        let mut pages = client.list().pages();
        let mut count = 0;
        while let Some(page) = pages.next().await {
            count += 1;
            assert!(count <= 11, "pages without end");
            if let Err(error) = page {
                assert_silent(&error, &error);
            }
        }
    });
});
