use std::io::{BufRead, Read, Write};
use std::time::{Duration, Instant};

use specwright_runtime::{Body, FilePart, StreamError};

use crate::loopback::{Piece, chunked, reply};
use crate::{client, server, store};

fn events(text: &str) -> Piece {
    Piece::Bytes(text.as_bytes().to_vec())
}

#[test]
fn events_are_what_a_for_loop_takes_while_they_arrive() {
    let server = server(|_| {
        let pieces = vec![
            events("data: {\"id\":1,\"name\":\"Tom\"}\n\n"),
            Piece::Pause(Duration::from_millis(400)),
            events("data: {\"id\":2,\"name\":\"Kit\"}\n\n"),
        ];
        chunked(pieces).header("content-type", "text/event-stream")
    });
    let begun = Instant::now();
    let mut names = Vec::new();
    for event in client(&server).watch_pets().send().expect("events") {
        if names.is_empty() {
            assert!(
                begun.elapsed() < Duration::from_millis(390),
                "{:?}",
                begun.elapsed()
            );
        }
        names.push(event.expect("an event").data.name);
    }
    assert_eq!(names, ["Tom", "Kit"]);
}

#[test]
fn events_go_on_behind_a_broken_connection() {
    let server = server(|request| {
        let pieces = match request.header("last-event-id") {
            None => vec![
                events("retry: 100\nid: 1\ndata: {\"id\":1,\"name\":\"Tom\"}\n\n"),
                Piece::Hangup,
            ],
            Some(_) => vec![events("id: 2\ndata: {\"id\":2,\"name\":\"Kit\"}\n\n")],
        };
        chunked(pieces).header("content-type", "text/event-stream")
    });
    let mut stream = client(&server).watch_pets().send().expect("events");
    let mut names = Vec::new();
    for event in &mut stream {
        names.push(event.expect("an event").data.name);
    }
    assert_eq!(names, ["Tom", "Kit"]);
    assert_eq!(stream.last_event_id(), "2");
}

#[test]
fn a_stream_may_not_be_silent_for_ever() {
    let server = server(|_| chunked(vec![events("half"), Piece::Pause(Duration::from_secs(60))]));
    let client = store::Client::builder()
        .base_url(&server.url)
        .idle_timeout(Duration::from_millis(200))
        .build()
        .expect("a client");
    let mut chunks = client.get_photo(7).send().expect("bytes").into_iter();
    assert_eq!(chunks.next().expect("a chunk").expect("bytes"), "half");
    let error = chunks.next().expect("an end").expect_err("silence");
    assert!(matches!(error, StreamError::Timeout(_)), "{error}");
}

#[test]
fn a_reader_is_sent_while_it_is_read() {
    let server = server(|_| reply(204, ""));
    let client = client(&server);
    let photo = "photo".repeat(100_000);
    let body = Body::reader(std::io::Cursor::new(photo.clone()));
    client
        .request("PUT", "/photos/7")
        .body(body, "image/png")
        .send()
        .expect("an upload");
    let length = photo.len() as u64;
    let body = Body::sized_reader(std::io::Cursor::new(photo.clone()), length);
    client
        .request("PUT", "/photos/7")
        .body(body, "image/png")
        .send()
        .expect("an upload");
    let part = FilePart::new(Body::reader(std::io::Cursor::new("tiny"))).file_name("tom.png");
    client.add_photo(7, part).send().expect("an upload");

    let received = server.received();
    assert!(received[0].text() == photo && received[1].text() == photo);
    assert_eq!(received[0].header("transfer-encoding"), Some("chunked"));
    assert_eq!(
        received[1].header("content-length"),
        Some(length.to_string().as_str())
    );
    assert!(
        received[2].text().contains("filename=\"tom.png\"\r\n"),
        "{}",
        received[2].text()
    );
    assert!(
        received[2].text().contains("\r\n\r\ntiny\r\n"),
        "{}",
        received[2].text()
    );
}

#[test]
fn a_reader_that_ends_too_early_or_fails_is_an_error_of_the_call() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("the disk is gone"))
        }
    }
    let server = server(|_| reply(204, ""));
    let client = client(&server);
    let short = Body::sized_reader(std::io::Cursor::new("abc"), 5);
    for (body, text) in [
        (Body::reader(Broken), "the disk is gone"),
        (short, "2 bytes too early"),
    ] {
        let request = client.request("PUT", "/photos/7").body(body, "image/png");
        let error = request.send().expect_err("a broken upload");
        assert!(format!("{error:#}").contains(text), "{error:#}");
    }
}

#[test]
fn a_slow_upload_is_not_cut_off_while_it_makes_progress() {
    struct Slow(u32);
    impl Read for Slow {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            std::thread::sleep(Duration::from_millis(40));
            let left = self.0.min(1) as usize;
            self.0 = self.0.saturating_sub(1);
            buffer[..left].fill(b'x');
            Ok(left)
        }
    }
    let server = server(|_| reply(204, ""));
    let request = client(&server)
        .request("PUT", "/photos/7")
        .body(Body::reader(Slow(15)), "image/png");
    request
        .timeout(Duration::from_millis(300))
        .send()
        .expect("an upload");
    assert_eq!(server.only().length, 15);
}

#[test]
fn a_file_is_sent_and_a_response_becomes_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("tom.png");
    std::fs::write(&path, "a photo").expect("a file");
    let server = server(|request| match request.method.as_str() {
        "POST" => reply(204, ""),
        _ => chunked(vec![Piece::Repeat(b"0123456789".to_vec(), 50_000)]),
    });
    let client = client(&server);
    client
        .add_photo(7, FilePart::path(&path))
        .send()
        .expect("an upload");
    assert!(server.only().text().contains("filename=\"tom.png\""));
    assert!(server.only().text().contains("a photo"));

    let mut file = std::fs::File::create(&path).expect("a file");
    let written = client.get_photo(7).send().expect("bytes").copy_to(&mut file);
    assert_eq!(written.expect("a file"), 500_000);
    file.flush().expect("a file");
    assert_eq!(std::fs::metadata(&path).expect("a file").len(), 500_000);
}

#[test]
fn a_response_is_what_readers_take() {
    let server = server(|_| {
        chunked(vec![
            events("one\ntw"),
            Piece::Pause(Duration::from_millis(20)),
            events("o\n"),
            events("three"),
        ])
    });
    let client = client(&server);
    let lines = client.get_photo(7).send().expect("bytes").into_reader().lines();
    assert_eq!(
        lines.collect::<Result<Vec<_>, _>>().expect("lines"),
        ["one", "two", "three"]
    );
    let mut text = String::new();
    let mut reader = client.get_photo(7).send().expect("bytes").into_reader();
    reader.read_to_string(&mut text).expect("text");
    assert_eq!(text, "one\ntwo\nthree");
}

#[test]
fn a_response_that_breaks_is_an_error_of_the_reader() {
    let server = server(|_| chunked(vec![events("half"), Piece::Hangup]));
    let client = store::Client::builder()
        .base_url(&server.url)
        .build()
        .expect("a client");
    let error = client
        .get_photo(7)
        .send()
        .expect("bytes")
        .copy_to(&mut Vec::new());
    let error = error.expect_err("a broken connection");
    let inner = error.get_ref().expect("a cause").downcast_ref::<StreamError>();
    assert!(matches!(inner, Some(StreamError::Transport(_))), "{error}");
}
