//! HTTP/2: RFC 9113, whose frames are written here byte by byte.

use std::time::{Duration, Instant};

use specwright_runtime::Error;
use specwright_runtime::transport::Hyper;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::raw::{Sent, Server, peak};
use crate::{LIMIT, Outcome, PATIENCE, assert_is_over, assert_is_transport, assert_room, get, hyper};

const PREFACE: usize = 24;

/// The types of frames.
const DATA: u8 = 0;
const HEADERS: u8 = 1;
const PRIORITY: u8 = 2;
const SETTINGS: u8 = 4;
const PUSH_PROMISE: u8 = 5;
const PING: u8 = 6;
const WINDOW_UPDATE: u8 = 8;
const CONTINUATION: u8 = 9;
const UNKNOWN: u8 = 0xbe;

const END_STREAM: u8 = 1;
const END_HEADERS: u8 = 4;

/// The stream of the request.
const FIRST: u32 = 1;
const CONNECTION: u32 = 0;

/// `:status: 200`, in the table of RFC 7541.
const OK: &[u8] = &[0x88];
/// `:status`, in that table, with a text of three bytes that no table takes up.
const HINTS: &[u8] = b"\x08\x03103";
const UPGRADE: &[u8] = b"\x08\x03101";
/// `a: b`, likewise.
const FIELD: &[u8] = b"\x00\x01a\x01b";

fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let mut frame = (payload.len() as u32).to_be_bytes()[1..].to_vec();
    frame.extend([kind, flags]);
    frame.extend(stream.to_be_bytes());
    frame.extend(payload);
    frame
}

/// Reads what begins a connection, up to the head of the first request.
async fn accept(stream: &mut TcpStream) -> std::io::Result<()> {
    stream.read_exact(&mut [0; PREFACE]).await?;
    stream.write_all(&frame(SETTINGS, 0, CONNECTION, &[])).await?;
    loop {
        let mut head = [0; 9];
        stream.read_exact(&mut head).await?;
        let length = u32::from_be_bytes([0, head[0], head[1], head[2]]);
        let mut payload = vec![0; length as usize];
        stream.read_exact(&mut payload).await?;
        if head[3] == HEADERS {
            return Ok(());
        }
    }
}

/// Calls a server that sends this, which must end in time, with little memory, and with the connection.
async fn call(first: Vec<u8>, forever: &[u8]) -> Outcome {
    let (begun, before) = (Instant::now(), peak());
    let mut sent = vec![Sent::Bytes(first)];
    let limit = match forever.is_empty() {
        true => PATIENCE,
        false => LIMIT,
    };
    if !forever.is_empty() {
        sent.push(Sent::Forever(forever.repeat(500), Duration::ZERO));
    }
    let server = Server::start_behind(sent, |stream| Box::pin(accept(stream))).await;
    let client = hyper(&server.url, limit, Hyper::builder().http2_prior_knowledge());
    let outcome = get(&client).await;
    assert!(begun.elapsed() < PATIENCE, "{:?}", begun.elapsed());
    drop(client);
    server.is_left().await;
    assert_room(before);
    outcome
}

#[tokio::test]
async fn informational_responses_without_end_are_over_with_the_call() {
    for head in [HINTS, &[HINTS, FIELD].concat()] {
        let hints = frame(HEADERS, END_HEADERS, FIRST, head);
        assert_is_over(&call(Vec::new(), &hints).await);
    }
}

#[tokio::test]
async fn the_response_behind_informational_ones_is_the_one_that_counts() {
    let hints = frame(HEADERS, END_HEADERS, FIRST, HINTS);
    let ok = frame(HEADERS, END_HEADERS, FIRST, OK);
    let user = frame(DATA, END_STREAM, FIRST, b"{\"id\":7}");
    let outcome = call([hints.repeat(20), ok, user].concat(), &[]).await;
    assert_eq!(outcome.expect("a user").id, 7);
}

#[tokio::test]
async fn a_head_that_does_not_end_is_an_error() {
    let begin = frame(HEADERS, 0, FIRST, &[OK, FIELD].concat());
    let more = frame(CONTINUATION, 0, FIRST, &FIELD.repeat(100));
    assert_is_transport(&call(begin.clone(), &more).await);
    // Without a byte, each.
    assert_is_transport(&call(begin, &frame(CONTINUATION, 0, FIRST, &[])).await);
}

#[tokio::test]
async fn frames_without_end_that_are_no_response_are_over_with_the_call() {
    let settings = frame(SETTINGS, 0, CONNECTION, &[]);
    let ping = frame(PING, 0, CONNECTION, &[7; 8]);
    let priority = frame(PRIORITY, 0, FIRST, &[0, 0, 0, 3, 0]);
    let window = frame(WINDOW_UPDATE, 0, CONNECTION, &1_u32.to_be_bytes());
    let unknown = frame(UNKNOWN, 0, CONNECTION, &[0; 100]);
    for flood in [settings, ping, priority, window, unknown] {
        assert_is_over(&call(Vec::new(), &flood).await);
    }
    let head = frame(HEADERS, END_HEADERS, FIRST, OK);
    let nothing = frame(DATA, 0, FIRST, &[]);
    assert_is_over(&call(head, &nothing).await);
}

#[tokio::test]
async fn what_is_no_response_is_an_error() {
    for wrong in [
        frame(DATA, END_STREAM, FIRST, b"{\"id\":7}"),
        frame(HEADERS, END_HEADERS | END_STREAM, FIRST, HINTS),
        frame(HEADERS, END_HEADERS, FIRST, FIELD),
        frame(HEADERS, END_HEADERS, 2, OK),
        frame(PUSH_PROMISE, END_HEADERS, FIRST, &[&[0, 0, 0, 2], OK].concat()),
    ] {
        assert_is_transport(&call(wrong, &[]).await);
    }
}

/// HTTP/2 has no upgrades: RFC 9113, 8.6.
#[tokio::test]
async fn another_protocol_is_no_response() {
    let upgrade = frame(HEADERS, END_HEADERS, FIRST, UPGRADE);
    let user = frame(DATA, END_STREAM, FIRST, b"{\"id\":7}");
    match call([upgrade, user].concat(), &[]).await {
        Err(Error::Api(failure)) => assert_eq!(failure.status(), 101),
        other => assert_is_over(&other),
    }
}
