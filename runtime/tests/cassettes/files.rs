use serde_json::json;
use specwright_runtime::Credential;
use specwright_runtime::cassette::{self, Cassette};

use crate::client::client;
use crate::{Folder, JSON, server};

#[tokio::test]
async fn a_cassette_reads_as_the_traffic_that_it_has() {
    let folder = Folder::new();
    let pets = server(|head, _| match head.method.as_str() {
        "POST" => (201, JSON, r#"{"id":7,"name":"Tom","weight":3.50}"#.to_owned()),
        _ => (200, "text/plain", "7\nTom".to_owned()),
    });
    let recorded = Cassette::record(folder.path(), pets).build().expect("a cassette");
    let pets = client(
        recorded.clone(),
        &[("key", Credential::header("x-api-key", "hunter2"))],
    );
    pets.add_pet(&json!({"name": "Tom", "tags": ["a", "b"]}))
        .await
        .expect("a pet");
    let text = pets.list_pets(&[("limit", "10")]).raw().await.expect("a text");
    text.bytes().await.expect("a text");
    recorded.save().expect("a file");
    assert_eq!(
        folder.text(),
        r#"{
  "specwright_cassette": 1,
  "recordings": [
    {
      "operation": "addPet",
      "request": {
        "method": "POST",
        "path": "/v1/pets",
        "headers": [
          ["content-type","application/json"],
          ["accept","application/json"],
          ["x-api-key","[redacted]"],
          ["user-agent","[redacted]"],
          ["x-tenant","[redacted]"]
        ],
        "json": {
          "name": "Tom",
          "tags": ["a","b"]
        }
      },
      "response": {
        "status": 201,
        "headers": [
          ["content-type","application/json"]
        ],
        "json": {
          "id": 7,
          "name": "Tom",
          "weight": 3.50
        }
      }
    },
    {
      "operation": "listPets",
      "request": {
        "method": "GET",
        "path": "/v1/pets",
        "query": [
          ["limit","10"]
        ],
        "headers": [
          ["accept","application/json"],
          ["x-api-key","[redacted]"],
          ["user-agent","[redacted]"],
          ["x-tenant","[redacted]"]
        ]
      },
      "response": {
        "status": 200,
        "headers": [
          ["content-type","text/plain"]
        ],
        "lines": ["7","Tom"]
      }
    }
  ]
}
"#
    );
}

#[tokio::test]
async fn what_was_recorded_is_played_back() {
    let folder = Folder::new();
    let pets = server(|head, _| match head.uri.path() {
        "/v1/pets/7" => (
            200,
            JSON,
            r#"{"id":7,"weight":0.1000,"big":18446744073709551616}"#.to_owned(),
        ),
        _ => (404, JSON, r#"{"detail":"no such pet"}"#.to_owned()),
    });
    let recorded = Cassette::record(folder.path(), pets).build().expect("a cassette");
    let pets = client(recorded.clone(), &[]);
    let pet = pets.get_pet("7").await.expect("a pet");
    let error = pets.get_pet("8").await.expect_err("no pet").to_string();
    recorded.save().expect("a file");

    let replayed = folder.replay();
    let pets = client(replayed.clone(), &[]);
    assert_eq!(pets.get_pet("8").await.expect_err("no pet").to_string(), error);
    assert_eq!(replayed.unused(), [1]);
    assert_eq!(pets.get_pet("7").await.expect("a pet"), pet);
    assert!(replayed.unused().is_empty());
    let raw = folder.replay();
    let text = client(raw, &[])
        .get_pet("7")
        .raw()
        .await
        .expect("a pet")
        .bytes()
        .await;
    assert_eq!(
        text.expect("bytes"),
        r#"{"id":7,"weight":0.1000,"big":18446744073709551616}"#
    );
}

#[tokio::test]
async fn a_request_without_a_response_is_left_out() {
    let folder = Folder::new();
    let broken = specwright_runtime::transport::from_fn(async |_| Err("reset".into()));
    let recorded = Cassette::record(folder.path(), broken)
        .build()
        .expect("a cassette");
    let pets = client(recorded.clone(), &[]);
    pets.add_pet(&json!({})).await.expect_err("reset");
    recorded.save().expect("a file");
    assert_eq!(cassette::read(folder.path()).expect("a cassette"), []);
}

#[tokio::test]
async fn what_can_not_be_searched_for_secrets_is_not_written() {
    let folder = Folder::new();
    folder.write("as it was");
    let compressed = specwright_runtime::transport::from_fn(async |_| {
        let response = specwright_runtime::http::Response::builder().header("content-encoding", "gzip");
        Ok(response.body(specwright_runtime::Body::from("\u{1f}\u{8b}"))?)
    });
    let recorded = Cassette::record(folder.path(), compressed)
        .build()
        .expect("a cassette");
    client(recorded.clone(), &[])
        .get_pet("7")
        .raw()
        .await
        .expect("bytes")
        .bytes()
        .await
        .expect("bytes");
    let error = recorded.save().expect_err("compressed").to_string();
    assert!(
        error.ends_with(
            "recording 1: a body is compressed, so that secrets in it can't be found; nothing is written"
        ),
        "{error}"
    );
    assert_eq!(folder.text(), "as it was");
}

#[tokio::test]
async fn a_body_that_is_too_long_is_an_error_of_saving_and_not_of_the_call() {
    let folder = Folder::new();
    let pets = server(|_, _| (200, JSON, format!("[{:?}]", "x".repeat(100))));
    let recorded = Cassette::record(folder.path(), pets)
        .max_body(100)
        .build()
        .expect("a cassette");
    client(recorded.clone(), &[]).get_pet("7").await.expect("a pet");
    let error = recorded.save().expect_err("too long").to_string();
    assert!(
        error.contains("recording 1: a body is longer than max_body"),
        "{error}"
    );
    assert!(!folder.path().exists());
}

#[test]
fn a_file_that_is_no_cassette_says_where_it_is_wrong() {
    let folder = Folder::new();
    for (text, message) in [
        ("{", "at $ (byte 1)"),
        ("{}", "expected a cassette"),
        (
            r#"{"specwright_cassette":2}"#,
            "a newer Specwright wrote this cassette",
        ),
        (r#"{"specwright_cassette":1}"#, "expected \"recordings\""),
        (
            r#"{"specwright_cassette":1,"recordings":[{"request":{"method":"GET","path":"/"},"response":{"status":7}}]}"#,
            "recording 1: expected \"status\" from 100 to 999",
        ),
        (
            r#"{"specwright_cassette":1,"recordings":[{"request":{"method":"GET","path":"/","query":["a"]},"response":{"status":200}}]}"#,
            "recording 1: expected pairs of a name and a value, both strings",
        ),
    ] {
        folder.write(text);
        let error = Cassette::replay(folder.path())
            .expect_err("no cassette")
            .to_string();
        assert!(error.contains(message), "{error}");
    }
    let deep = "[".repeat(100_000);
    folder.write(&deep);
    Cassette::replay(folder.path()).expect_err("no cassette");
    let missing = Cassette::replay(folder.path().with_file_name("none.json")).expect_err("no file");
    assert!(
        missing.to_string().contains("none.json: can't be read"),
        "{missing}"
    );
}

#[tokio::test]
async fn a_log_says_which_recordings_were_used() {
    let folder = Folder::new();
    let pets = server(|_, _| (200, JSON, "1".to_owned()));
    let recorded = Cassette::record(folder.path(), pets).build().expect("a cassette");
    let pets = client(recorded.clone(), &[]);
    pets.get_pet("7").await.expect("a pet");
    pets.get_pet("8").await.expect("a pet");
    recorded.save().expect("a file");

    let log = folder.path().with_file_name("uses").join("log.jsonl");
    let replayed = folder.replay().log_uses(&log);
    client(replayed, &[]).get_pet("8").await.expect("a pet");
    let line: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(log).expect("a log")).expect("one line");
    assert_eq!(line["recording"], 2);
    let recordings = cassette::read(folder.path()).expect("a cassette");
    assert_eq!(line["digest"], cassette::digest(&recordings[1]));
}
