//! Bodies in JSON, forms, parts and XML that are none, too much or too deep.

use specwright_runtime::{Body, Value};

use super::{Endless, FORM, JSON, MAX_BODY, PARTS, answer, answer_with};

#[tokio::test]
async fn a_body_without_end_is_cut() {
    for (path, media_type) in [
        ("/things", JSON),
        ("/form", FORM),
        ("/upload", PARTS),
        ("/text", "text/plain"),
    ] {
        let endless = Body::stream(Endless(Some(b"[[[[[[[[")));
        assert_eq!(answer("POST", path, media_type, endless).await.0, 413, "{path}");
        let long = vec![b' '; MAX_BODY + 1];
        assert_eq!(answer("POST", path, media_type, long).await.0, 413, "{path}");
    }
}

#[tokio::test]
async fn a_body_that_does_not_come_is_not_waited_for() {
    let silent = Body::stream(Endless(None));
    assert_eq!(answer("POST", "/things", JSON, silent).await.0, 408);
}

#[tokio::test]
async fn json_that_is_none_or_too_much_is_refused() {
    let deep = "[".repeat(50_000);
    let deep_objects = "{\"a\":".repeat(10_000);
    let bodies: [&[u8]; 10] = [
        b"",
        b"{",
        b"nul",
        b"{\"name\": \"\xff\"}",
        b"\xef\xbb\xbf",
        b"{\"name\": \"\\ud800\"}",
        b"{\"name\": 1e999999}",
        b"{} {}",
        deep.as_bytes(),
        deep_objects.as_bytes(),
    ];
    for body in bodies {
        let (status, problem) = answer("POST", "/things", JSON, body.to_vec()).await;
        assert_eq!(
            status,
            400,
            "{:?}",
            String::from_utf8_lossy(&body[..body.len().min(20)])
        );
        assert_eq!(problem["errors"][0]["in"], "body");
    }
}

#[tokio::test]
async fn a_property_that_is_there_twice_is_refused() {
    for (body, path) in [
        ("{\"name\": \"Tom\", \"name\": \"Tim\"}", "$.name"),
        (
            "{\"name\": \"Tom\", \"x\": [{\"a\": 1, \"\\u0061\": 2}]}",
            "$.x[0].a",
        ),
    ] {
        let (status, problem) = answer("POST", "/things", JSON, body).await;
        assert_eq!(status, 400, "{problem}");
        let message = problem["errors"][0]["message"].as_str().unwrap();
        assert!(message.contains(path) && message.contains("twice"), "{problem}");
    }
}

#[tokio::test]
async fn what_the_schema_forbids_is_refused_with_its_path_and_without_its_value() {
    for (body, path) in [
        (r#"{"id": 1}"#, "$"),
        (r#"{"name": "hunter2"}"#, "$.name"),
        (r#"{"name": "Much too long a name"}"#, "$.name"),
        (r#"{"name": 7}"#, "$.name"),
        (r#"{"name": "Tom", "tags": ["a", "a"]}"#, "$.tags"),
        (r#"{"name": "Tom", "tags": ["a", 7]}"#, "$.tags[1]"),
        ("[]", "$"),
        ("null", "$"),
    ] {
        let (status, problem) = answer("POST", "/things", JSON, body.to_owned()).await;
        assert_eq!(status, 422, "{body}");
        assert_eq!(problem["errors"][0]["path"], path, "{problem}");
        assert!(!problem.to_string().contains("hunter2"), "{problem}");
    }
}

#[tokio::test]
async fn parts_that_are_none_or_too_many_are_refused() {
    let many = "--b\r\ncontent-disposition: form-data; name=\"x\"\r\n\r\n\r\n".repeat(1_500);
    let head = format!("--b\r\nx: {}\r\n\r\n\r\n--b--", "y".repeat(20_000));
    for body in [
        "",
        "--b",
        "--b--",
        "--b\r\n",
        "--b\r\n\r\n",
        "--b\r\n\r\nx",
        "x",
        &many,
        &head,
        "--b\r\n\r\n\r\n--b",
    ] {
        let (status, _) = answer("POST", "/upload", PARTS, body.to_owned()).await;
        assert!(
            matches!(status, 400 | 422),
            "{status}: {:?}",
            &body[..body.len().min(20)]
        );
    }
    let long = "b".repeat(100);
    for called in [
        "multipart/form-data",
        "multipart/form-data; boundary=",
        &format!("multipart/form-data; boundary={long}"),
    ] {
        assert_eq!(
            answer("POST", "/upload", called, "--b--").await.0,
            400,
            "{called}"
        );
    }
}

#[tokio::test]
async fn a_body_that_becomes_much_more_than_it_is_is_refused() {
    for item in ["0", "{}", "[]", "\"\"", "{\"\":0}"] {
        let items = format!("{item},").repeat(MAX_BODY / (item.len() + 1) - 20);
        let json = format!("{{\"name\":\"Tom\",\"x\":[{items}0]}}");
        let (status, problem) = answer("POST", "/things", JSON, json.clone()).await;
        assert_eq!(status, 413, "{item}: {problem}");
        let parts = format!(
            "--b\r\ncontent-disposition: form-data; name=x\r\ncontent-type: application/json\r\n\r\n[{}0]\r\n--b--",
            &items[..items.len() - 200 + (200 % (item.len() + 1))]
        );
        let (status, problem) = answer("POST", "/upload", PARTS, parts).await;
        assert!(matches!(status, 400 | 413), "{status}: {problem}");
        assert!(!problem["detail"].to_string().is_empty(), "{problem}");
    }
    let lines = "0\n".repeat(MAX_BODY / 2);
    assert_eq!(
        answer("POST", "/lines", "application/x-ndjson", lines).await.0,
        413
    );
}

#[tokio::test]
async fn very_many_fields_parts_and_names_take_little_time() {
    const MANY: usize = 8_000_000;
    let form = |count: usize| (0..count).map(|number| format!("{number}=&")).collect::<String>();
    let (status, problem) = answer_with("POST", "/form", FORM, &[], form(99_999), MANY).await;
    // The name is missing, and the deep object.
    assert_eq!(status, 422, "{problem}");
    assert_eq!(
        answer_with("POST", "/form", FORM, &[], form(100_001), MANY)
            .await
            .0,
        400
    );
    let parts = |count: usize| {
        let head = "--b\r\ncontent-disposition: form-data; filename=f; name=";
        let parts = (0..count).map(|number| format!("{head}{number}\r\n\r\n\r\n"));
        parts.chain(["--b--".to_owned()]).collect::<String>()
    };
    assert_eq!(
        answer_with("POST", "/upload", PARTS, &[], parts(10_000), MANY)
            .await
            .0,
        422
    );
    assert_eq!(
        answer_with("POST", "/upload", PARTS, &[], parts(10_001), MANY)
            .await
            .0,
        400
    );
    let names: String = (0..8_000).map(|number| format!("{number}=&")).collect();
    assert_eq!(answer("GET", &format!("/query?{names}"), "", "").await.0, 501);
}

#[tokio::test]
async fn json_may_begin_with_a_byte_order_mark() {
    assert_eq!(
        answer("POST", "/things", JSON, "\u{feff}{\"name\": \"Tom\"}")
            .await
            .0,
        200
    );
}

#[tokio::test]
async fn forms_and_texts_that_are_none_are_refused() {
    let brackets = format!("name=x&deep{}=1", "[a]".repeat(20_000));
    for body in ["name=%FF", "name=x&count=y", "", "=", "&&&", "name"] {
        let (status, _) = answer("POST", "/form", FORM, body.to_owned()).await;
        // A name without a value is an empty text.
        let expected: &[u16] = if body == "name" { &[204] } else { &[400, 422] };
        assert!(expected.contains(&status), "{status}: {body}");
    }
    // What is nested too deeply is no part of the object.
    assert!(answer("POST", "/form", FORM, brackets).await.0 < 500);
    assert_eq!(
        answer("POST", "/text", "text/plain", b"\xff".to_vec()).await.0,
        400
    );
    assert_eq!(
        answer("POST", "/text", "text/plain", "x".repeat(101)).await.0,
        422
    );
}

#[tokio::test]
async fn xml_that_expands_or_nests_is_refused() {
    let bomb = "<!DOCTYPE t [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><Thing><name>&b;</name></Thing>";
    let outside = "<!DOCTYPE t [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><Thing><name>&a;</name></Thing>";
    let deep = "<a>".repeat(20_000);
    for body in [bomb, outside, &deep, "<Thing>", "", "<Thing/><Thing/>", "text"] {
        let (status, problem) = answer("POST", "/xml", "application/xml", body.to_owned()).await;
        assert!(
            matches!(status, 400 | 422),
            "{status}: {:?}",
            &body[..body.len().min(60)]
        );
        assert!(!problem.to_string().contains("root:"), "{problem}");
    }
}

#[tokio::test]
async fn what_other_clients_write_is_read() {
    // The program has no method for it, which is found out behind the checks.
    for query in [
        "numbers=1,2",
        "numbers=1%2C2",
        "numbers=",
        "flat=r%2C1%2Cname%2Cred",
        "deep[within][b]=",
        "limit=%31",
        "flat=name,,r,1",
    ] {
        let (status, problem) = answer("GET", &format!("/query?{query}"), "", "").await;
        assert_eq!(status, 501, "{query}: {problem}");
    }
    let (status, problem) = answer("GET", "/query?tags=a%2Cb&numbers=1%2Cx", "", "").await;
    assert_eq!(
        (status, &problem["errors"][0]["in"]),
        (400, &Value::from("query numbers"))
    );
}
