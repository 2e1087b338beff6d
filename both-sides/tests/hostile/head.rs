//! Methods, paths, queries and headers that are none, or that say a thing twice.

use specwright_both_sides::server::service;
use specwright_runtime::transport::{Service, Transport as _};
use specwright_runtime::{Body, Value, http};

use super::{Echo, FORM, JSON, MAX_BODY, PARTS, answer, answer_with};

#[tokio::test]
async fn several_values_of_what_is_no_list_are_refused() {
    for query in [
        "limit=1&limit=2",
        "limit=1&limit=1",
        "exact=true&%65xact=false",
        "reserved=a&reserved=b",
        "deep[name]=a&deep[name]=b",
        "deep[name]=a&deep[name][x]=b",
        "filter=%7B%7D&filter=%7B%7D",
        "flat=r,1,r,2",
    ] {
        let (status, problem) = answer("GET", &format!("/query?{query}"), "", "").await;
        assert_eq!(status, 400, "{query}: {problem}");
        assert!(
            problem["errors"][0]["in"].as_str().unwrap().starts_with("query "),
            "{problem}"
        );
    }
    assert_eq!(answer("POST", "/form", FORM, "name=a&name=b").await.0, 400);
    let headers: &[(&str, &[u8])] = &[("x-count", b"1"), ("x-count", b"2")];
    assert_eq!(
        answer_with("GET", "/headers", "", headers, "", MAX_BODY).await.0,
        400
    );
    let path = "/path/a/.1/;matrix=r,1,r,2/a/r=1";
    assert_eq!(answer("GET", path, "", "").await.0, 400);
    let path = "/path/a/.1/;matrix=r,1/a/r=1,r=2";
    assert_eq!(answer("GET", path, "", "").await.0, 400);
    let part = |name: &str, text: &str| {
        format!("--b\r\ncontent-disposition: form-data; name={name}\r\n\r\n{text}\r\n")
    };
    let photo = "--b\r\ncontent-disposition: form-data; name=photo; filename=p\r\n\r\n\r\n";
    let one = format!("{}{photo}--b--", part("title", "ab"));
    assert_eq!(answer("POST", "/upload", PARTS, one).await.0, 204);
    for two in [
        format!("{}{}{photo}--b--", part("title", "ab"), part("title", "cd")),
        format!("{}{photo}{photo}--b--", part("title", "ab")),
    ] {
        let (status, problem) = answer("POST", "/upload", PARTS, two).await;
        assert_eq!(status, 400, "{problem}");
    }
}

#[tokio::test]
async fn several_values_of_a_list_are_its_items() {
    let sizes = "--b\r\ncontent-disposition: form-data; name=sizes\r\n\r\n1\r\n".repeat(2);
    let title = "--b\r\ncontent-disposition: form-data; name=title\r\n\r\nab\r\n";
    let photo = "--b\r\ncontent-disposition: form-data; name=photo; filename=p\r\n\r\n\r\n";
    let parts = format!("{title}{sizes}{photo}--b--");
    assert_eq!(answer("POST", "/upload", PARTS, parts).await.0, 204);
    // It is not implemented, so that it is understood.
    let query = "/query?deep[within][b]=x&deep[within][b]=y";
    assert_eq!(answer("GET", query, "", "").await.0, 501);
}

#[tokio::test]
async fn what_a_style_puts_before_a_value_is_asked_for() {
    assert_eq!(answer("GET", "/path/a/.1/;matrix=r,1/a/r=1", "", "").await.0, 501);
    for path in [
        "/path/a/1/;matrix=r,1/a/r=1",
        "/path/a/.1/r,1/a/r=1",
        "/path/a/.1/;matrixr,1/a/r=1",
        "/path/a/.1/;other=r,1/a/r=1",
    ] {
        assert_eq!(answer("GET", path, "", "").await.0, 400, "{path}");
    }
}

#[tokio::test]
async fn several_credentials_and_empty_ones_are_refused() {
    let get = async |headers: &[(&str, &[u8])]| {
        let mut request = http::Request::get("/things/first");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let service = Service::new(service(Echo));
        let response = service.send(request.body(Body::empty()).unwrap()).await;
        response.unwrap().status().as_u16()
    };
    assert_eq!(get(&[("x-key", b"k")]).await, 501);
    assert_eq!(get(&[("x-key", b"k"), ("x-key", b"other")]).await, 400);
    assert_eq!(get(&[("x-key", b"")]).await, 401);
    let (one, other) = (b"Basic YTpi".as_slice(), b"Basic YzpkCg==".as_slice());
    assert_eq!(get(&[("authorization", one)]).await, 501);
    assert_eq!(
        get(&[("authorization", one), ("authorization", other)]).await,
        400
    );
    assert_eq!(
        get(&[("authorization", one), ("authorization", b"Bearer x")]).await,
        400
    );
    assert_eq!(get(&[("authorization", b"Basic ")]).await, 401);
}

#[tokio::test]
async fn a_body_has_one_media_type() {
    let headers: &[(&str, &[u8])] = &[("content-type", b"application/xml")];
    let body = "{\"name\": \"Tom\"}";
    assert_eq!(
        answer_with("POST", "/things", JSON, headers, body, MAX_BODY)
            .await
            .0,
        400
    );
}

#[tokio::test]
async fn headers_that_are_none_are_refused() {
    let long = vec![b'1'; 100_000];
    let values: [&[u8]; 8] = [
        b"\xff",
        b"",
        b" ",
        b"1;2",
        b"0x1",
        b"99999999999999999999",
        b"1e400",
        &long,
    ];
    for value in values {
        let (status, problem) = answer_with("GET", "/headers", "", &[("x-count", value)], "", MAX_BODY).await;
        assert_eq!(
            (status, &problem["errors"][0]["in"]),
            (400, &Value::from("header X-Count")),
            "{value:?}"
        );
    }
    let cookies: [&[u8]; 3] = [b"session=%FF", b"sizes=1,x", b"sizes=%"];
    for cookie in cookies {
        let headers: &[(&str, &[u8])] = &[("x-count", b"1"), ("cookie", cookie)];
        assert_eq!(
            answer_with("GET", "/headers", "", headers, "", MAX_BODY).await.0,
            400,
            "{cookie:?}"
        );
    }
    // What is no text is no cookie of the document.
    let headers: &[(&str, &[u8])] = &[
        ("x-count", b"1"),
        ("cookie", b"\xff=\xff; ;=;;; other"),
        ("accept", b"\xff"),
    ];
    assert_eq!(
        answer_with("GET", "/headers", "", headers, "", MAX_BODY).await.0,
        501
    );
}

#[tokio::test]
async fn a_body_that_is_compressed_is_refused() {
    let encodings: [&[u8]; 5] = [b"gzip", b"br", b"identity, gzip", b"\xff", b""];
    for encoding in encodings {
        let headers: &[(&str, &[u8])] = &[("content-encoding", encoding)];
        let body = "{\"name\": \"Tom\"}";
        let (status, _) = answer_with("POST", "/things", JSON, headers, body, MAX_BODY).await;
        assert_eq!(status, 415, "{encoding:?}");
    }
    let headers: &[(&str, &[u8])] = &[("content-encoding", b"identity"), ("content-encoding", b"gzip")];
    let body = "{\"name\": \"Tom\"}";
    assert_eq!(
        answer_with("POST", "/things", JSON, headers, body, MAX_BODY)
            .await
            .0,
        415
    );
    let headers: &[(&str, &[u8])] = &[("content-encoding", b"Identity")];
    let body = "{\"name\": \"Tom\"}";
    assert_eq!(
        answer_with("POST", "/things", JSON, headers, body, MAX_BODY)
            .await
            .0,
        200
    );
}

#[tokio::test]
async fn media_types_that_are_none_are_refused() {
    for called in [
        "",
        "/",
        ";;;",
        "application/json/json",
        "text/html",
        "application/xml",
        "*/*",
        "application/*",
    ] {
        let (status, _) = answer("POST", "/things", called, "{\"name\": \"Tom\"}").await;
        // Without a word about it, it is the only one that there is.
        assert_eq!(status, if called.is_empty() { 200 } else { 415 }, "{called}");
    }
}

#[tokio::test]
async fn tricks_with_paths_lead_nowhere() {
    let long = format!("/things/{}", "a".repeat(60_000));
    let slashes = "/".repeat(10_000);
    for path in [
        "//things",
        "/things//7",
        "/things/7/",
        "/things/%2e%2e",
        "/things/..",
        "/things/7%2f..",
        "/things/%00",
        "/things/%FF",
        "/things/%",
        "/things/%zz",
        "/things/ 7",
        "/things/7;a=b",
        "/things/99999999999999999999",
        "/things/7.5",
        "/things/0x7",
        "/things/-",
        "/things/\u{202e}7",
        "/v1",
        "/v1/v1/things/7",
        "*",
        "/",
        &long,
        &slashes,
    ] {
        let (status, _) = answer("GET", path, "", Body::empty()).await;
        assert!(
            matches!(status, 400 | 404),
            "{status}: {:?}",
            &path[..path.len().min(40)]
        );
    }
    // What is there is not implemented.
    assert_eq!(answer("GET", "/things/7", "", Body::empty()).await.0, 501);
    assert_eq!(answer("GET", "/v1/things/7", "", Body::empty()).await.0, 501);
    assert_eq!(answer("HEAD", "/things/7", "", Body::empty()).await.0, 501);
}

#[tokio::test]
async fn queries_that_are_none_are_refused() {
    let many = format!("/query?{}", "tags=a&".repeat(8_000));
    let deep = format!("/query?deep{}=1", "[within]".repeat(5_000));
    for path in [
        "/query?limit=0",
        "/query?limit=101",
        "/query?limit=",
        "/query?limit=1e2x",
        "/query?limit=%FF",
        "/query?exact=yes",
        "/query?kind=cow",
        "/query?since=now",
        "/query?numbers=1,x",
        "/query?filter=%7B",
        "/query?filter=[",
        "/query?color=r&r=256",
        "/query?deep[within][a]=x",
        &many,
    ] {
        let (status, problem) = answer("GET", path, "", Body::empty()).await;
        assert_eq!(status, 400, "{}: {problem}", &path[..path.len().min(40)]);
        assert!(
            problem["errors"][0]["in"].as_str().unwrap().starts_with("query "),
            "{problem}"
        );
    }
    let (status, problem) = answer("GET", &deep, "", Body::empty()).await;
    assert_eq!(
        (status, &problem["errors"][0]["in"]),
        (400, &"query deep".into()),
        "{problem}"
    );
}

#[tokio::test]
async fn a_path_that_is_literal_has_no_methods_of_one_with_a_parameter() {
    assert_eq!(answer("PATCH", "/things/1", "", "").await.0, 501);
    assert_eq!(answer("PATCH", "/things/first", "", "").await.0, 405);
    assert_eq!(answer("GET", "/things/99999999999999999999", "", "").await.0, 400);
}
