use serde_json::json;
use specwright_runtime::cassette::Cassette;

use crate::client::client;
use crate::{Folder, JSON, server};

/// A cassette of these requests, which are numbered in the responses.
async fn recorded(folder: &Folder, bodies: &[serde_json::Value]) {
    let count = std::sync::atomic::AtomicUsize::new(0);
    let pets = server(move |_, _| {
        let number = count.fetch_add(1, std::sync::atomic::Ordering::SeqCst) + 1;
        (200, JSON, number.to_string())
    });
    let cassette = Cassette::record(folder.path(), pets).build().expect("a cassette");
    let pets = client(cassette.clone(), &[]);
    for body in bodies {
        pets.add_pet(body).await.expect("a number");
    }
    pets.list_pets(&[("limit", "10"), ("tag", "a")])
        .await
        .expect("a number");
    cassette.save().expect("a file");
}

#[tokio::test]
async fn a_body_is_matched_by_its_value_and_a_query_in_any_order() {
    let folder = Folder::new();
    recorded(&folder, &[json!({"a": 1, "b": [true, null]}), json!({"a": 2})]).await;
    let pets = client(folder.replay(), &[]);
    assert_eq!(pets.add_pet(&json!({"a": 2.0})).await.expect("a number"), 2);
    assert_eq!(
        pets.add_pet(&json!({"b": [true, null], "a": 1}))
            .await
            .expect("a number"),
        1
    );
    assert_eq!(
        pets.list_pets(&[("tag", "a"), ("limit", "10")])
            .await
            .expect("a number"),
        3
    );
}

#[tokio::test]
async fn the_same_request_gets_its_responses_in_their_order_and_none_twice() {
    let folder = Folder::new();
    recorded(&folder, &[json!({}), json!({})]).await;
    let pets = client(folder.replay(), &[]);
    assert_eq!(pets.add_pet(&json!({})).await.expect("a number"), 1);
    assert_eq!(pets.add_pet(&json!({})).await.expect("a number"), 2);
    let error = format!("{:#}", pets.add_pet(&json!({})).await.expect_err("no third"));
    assert!(
        error.contains("has addPet (POST /v1/pets) 2 times, and it was sent once more"),
        "{error}"
    );
}

#[tokio::test]
async fn a_request_without_a_recording_says_where_the_nearest_one_differs() {
    let folder = Folder::new();
    recorded(
        &folder,
        &[
            json!({"name": "Tom", "age": 3}),
            json!({"name": "Tim", "age": 4, "x": {"y": [1]}}),
        ],
    )
    .await;
    let pets = client(folder.replay(), &[]);
    for (body, nearest) in [
        (
            json!({"name": "Tom", "age": 5}),
            r#"the nearest, recording 1, differs: body at $.age: recorded 3, sent 5"#,
        ),
        (
            json!({"name": "Tim", "age": 4, "x": {"y": [2]}}),
            r#"the nearest, recording 2, differs: body at $.x.y[0]: recorded 1, sent 2"#,
        ),
        (
            json!({"name": "Tom", "new": 1}),
            r#"the nearest, recording 1, differs: body at $.age: recorded, not sent; body at $.new: sent, not recorded"#,
        ),
    ] {
        let error = format!("{:#}", pets.add_pet(&body).await.expect_err("no recording"));
        assert!(
            error.contains("pets.json has no recording of addPet (POST /v1/pets)"),
            "{error}"
        );
        assert!(error.contains(nearest), "{error}");
    }
    let error = pets
        .list_pets(&[("limit", "20"), ("page", "2")])
        .await
        .expect_err("no recording");
    let error = format!("{error:#}");
    assert!(
        error.contains(
            "recording 3, differs: query \"limit\": recorded \"10\", sent \"20\"; query \"tag\": recorded, not sent; \
             query \"page\": sent, not recorded"
        ),
        "{error}"
    );
    let error = format!("{:#}", pets.get_pet("7").await.expect_err("no recording"));
    assert!(
        error.contains("none of its 3 recordings is of this operation"),
        "{error}"
    );
}

#[tokio::test]
async fn a_request_without_a_recording_is_not_sent_again() {
    let folder = Folder::new();
    recorded(&folder, &[]).await;
    let attempts = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let (count, cassette) = (attempts.clone(), std::sync::Arc::new(folder.replay()));
    let counting = specwright_runtime::transport::from_fn(move |request| {
        count.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        let cassette = cassette.clone();
        async move { Ok(specwright_runtime::Transport::send(&cassette, request).await?) }
    });
    client(counting, &[])
        .get_pet("7")
        .await
        .expect_err("no recording");
    assert_eq!(attempts.load(std::sync::atomic::Ordering::SeqCst), 1);
}

#[tokio::test]
async fn what_separates_the_parts_of_a_form_does_not_count() {
    let folder = Folder::new();
    let pets = server(|_, _| (200, JSON, "1".to_owned()));
    let cassette = Cassette::record(folder.path(), pets).build().expect("a cassette");
    client(cassette.clone(), &[])
        .add_file("hunter2", b"\xff\x00\r\n--")
        .await
        .expect("a number");
    cassette.save().expect("a file");
    assert!(!folder.text().contains("hunter2"));
    let replayed = client(folder.replay(), &[]);
    assert_eq!(
        replayed
            .add_file("another", b"\xff\x00\r\n--")
            .await
            .expect("a number"),
        1
    );
    let replayed = client(folder.replay(), &[]);
    let error = replayed
        .add_file("another", b"\xff\x01")
        .await
        .expect_err("other bytes");
    let error = format!("{error:#}");
    assert!(error.contains("part \"file\": other bytes"), "{error}");
}
