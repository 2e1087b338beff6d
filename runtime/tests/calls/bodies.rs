use std::path::PathBuf;

use specwright_runtime::__private::{Call, Operation, Parameter, Style, decode};
use specwright_runtime::{Body, Bytes, Error, FilePart, Form, Value, serde_json};

use crate::api::{Client, GET_USER, UserError};
use crate::loopback::{Received, Server, json};

const UPLOAD: Operation = Operation {
    id: "upload",
    method: "POST",
    path: "/",
    ..GET_USER
};

async fn send(fill: impl FnOnce(&mut Call)) -> Received {
    let server = Server::start_with(|_| json(200, "{}"), 1 << 20).await;
    let mut call = Client::at(&server.url).inner.call(&UPLOAD);
    fill(&mut call);
    call.request::<(), UserError>(decode::empty)
        .await
        .expect("a response");
    server.only()
}

const FORM: &str = "application/x-www-form-urlencoded";

async fn form(value: Value, encodings: &[(&str, Parameter)]) -> String {
    let request = send(|call| call.form(FORM, &value, encodings)).await;
    assert_eq!(request.header("content-type"), Some(FORM));
    request.text().to_owned()
}

#[tokio::test]
async fn a_form_is_encoded_as_browsers_do() {
    let value =
        serde_json::json!({ "name": "Ada & Co = 1+1", "note": "ü", "age": 36, "none": null, "a b": true });
    assert_eq!(
        form(value, &[]).await,
        "name=Ada+%26+Co+%3D+1%2B1&note=%C3%BC&age=36&a+b=true"
    );
}

/// The specification's example: an object in a form is JSON, a list is repeated.
#[tokio::test]
async fn lists_in_a_form_are_repeated_and_objects_are_json() {
    let value = serde_json::json!({ "id": [1, 2], "address": { "city": "X Y" }, "empty": [] });
    assert_eq!(
        form(value, &[]).await,
        "id=1&id=2&address=%7B%22city%22%3A%22X+Y%22%7D"
    );
}

#[tokio::test]
async fn properties_of_a_form_may_have_an_encoding() {
    let value = serde_json::json!({ "ids": [1, 2], "tags": ["a b", "c"], "at": { "x": 1, "y": { "z": 2 } }, "j": [1] });
    let encodings = [
        ("ids", Parameter::query("ids").explode(false)),
        (
            "tags",
            Parameter::query("tags")
                .style(Style::PipeDelimited)
                .explode(false),
        ),
        ("at", Parameter::query("at").style(Style::DeepObject)),
        ("j", Parameter::query("j").content("application/json")),
    ];
    assert_eq!(
        form(value, &encodings).await,
        "ids=1,2&tags=a+b%7Cc&at%5Bx%5D=1&at%5By%5D%5Bz%5D=2&j=%5B1%5D"
    );
}

#[tokio::test]
async fn only_an_object_is_a_form() {
    let mut call = Client::at("http://127.0.0.1:1").inner.call(&UPLOAD);
    call.form(FORM, &5, &[]);
    let error = call
        .request::<(), UserError>(decode::empty)
        .await
        .expect_err("no object");
    assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
}

#[tokio::test]
async fn text_says_its_charset() {
    let request = send(|call| call.text("text/plain", &"grün")).await;
    assert_eq!(request.header("content-type"), Some("text/plain; charset=utf-8"));
    assert_eq!(request.text(), "grün");
    let request = send(|call| call.text("text/csv; charset=UTF-8", &"a,b")).await;
    assert_eq!(request.header("content-type"), Some("text/csv; charset=UTF-8"));
}

#[tokio::test]
async fn json_lines_are_one_value_a_line() {
    let values = serde_json::json!([{ "a": "x\ny" }, 2]);
    let request = send(|call| call.json_lines("application/jsonl", &values)).await;
    assert_eq!(request.text(), "{\"a\":\"x\\ny\"}\n2\n");
}

#[tokio::test]
async fn a_post_without_a_body_says_so() {
    let request = send(|_| {}).await;
    assert_eq!(request.header("content-length"), Some("0"));
    assert_eq!(request.header("content-type"), None);
}

#[tokio::test]
async fn bytes_are_sent_from_memory_a_file_or_a_stream() {
    let request = send(|call| call.binary("image/png", vec![0, 255, 1].into())).await;
    assert_eq!(request.header("content-type"), Some("image/png"));
    assert_eq!(
        (request.body.as_slice(), request.header("content-length")),
        ([0, 255, 1].as_slice(), Some("3"))
    );

    let file = TemporaryFile::new("body.bin", &vec![7; 200_000]);
    let request = send(|call| call.binary("application/octet-stream", Body::file(&file.path))).await;
    assert_eq!(
        (request.header("content-length"), request.body.as_slice()),
        (Some("200000"), vec![7; 200_000].as_slice())
    );

    let stream = Chunks(vec!["one ", "two"]);
    let request = send(|call| call.binary("application/octet-stream", Body::stream(stream))).await;
    assert_eq!(request.text(), "one two");
    assert_eq!(request.header("transfer-encoding"), Some("chunked"));
}

#[tokio::test]
async fn a_file_that_is_not_there_is_an_invalid_request() {
    let server = Server::start(|_| json(200, "{}")).await;
    for path in ["/no/such/file", "/"] {
        let mut call = Client::at(&server.url).inner.call(&UPLOAD);
        call.binary("image/png", Body::file(path));
        let error = call
            .request::<(), UserError>(decode::empty)
            .await
            .expect_err("no file");
        assert!(
            matches!(&error, Error::InvalidRequest(error) if error.to_string().contains(path)),
            "{error:?}"
        );
    }
    assert_eq!(server.received(), []);
}

#[tokio::test]
async fn a_multipart_form_has_its_parts_in_order() {
    let file = TemporaryFile::new("cat \"1\".txt", b"meow");
    let mut form = Form::new();
    form.text("id", None, &7);
    form.json("meta", None, &serde_json::json!({ "a": [1] }));
    form.text("note", Some("text/plain; charset=utf-8"), &"two\r\nlines");
    form.text("nothing", None, &None::<String>);
    form.file(
        "photo",
        None,
        FilePart::path(&file.path)
            .content_type("image/jpeg")
            .header("X-Part", "1"),
    );
    form.file("photo", Some("image/png, image/jpeg"), Bytes::from_static(b"png"));
    form.file(
        "wild\r\nname",
        Some("image/*"),
        FilePart::new("x").file_name("ü.bin"),
    );
    let request = send(|call| call.multipart("multipart/form-data", form)).await;

    let content_type = request.header("content-type").expect("a type");
    let boundary = content_type
        .strip_prefix("multipart/form-data; boundary=")
        .expect("a boundary");
    assert_eq!(
        request.header("content-length"),
        Some(request.length.to_string().as_str())
    );
    let expected = [
        "Content-Disposition: form-data; name=\"id\"\r\n\r\n7",
        "Content-Disposition: form-data; name=\"meta\"\r\nContent-Type: application/json\r\n\r\n{\"a\":[1]}",
        "Content-Disposition: form-data; name=\"note\"\r\nContent-Type: text/plain; charset=utf-8\r\n\r\ntwo\r\nlines",
        "Content-Disposition: form-data; name=\"photo\"; filename=\"cat %221%22.txt\"\r\nContent-Type: image/jpeg\r\nX-Part: 1\r\n\r\nmeow",
        "Content-Disposition: form-data; name=\"photo\"; filename=\"photo\"\r\nContent-Type: image/png\r\n\r\npng",
        "Content-Disposition: form-data; name=\"wild%0D%0Aname\"; filename=\"ü.bin\"\r\nContent-Type: application/octet-stream\r\n\r\nx",
    ];
    let expected: String = expected
        .iter()
        .map(|part| format!("--{boundary}\r\n{part}\r\n"))
        .collect();
    assert_eq!(request.text(), format!("{expected}--{boundary}--\r\n"));
}

/// The names and the texts of the parts that a property is.
async fn parts(property: Parameter, value: Value) -> Vec<String> {
    let mut form = Form::new();
    form.styled(&property, &value);
    let request = send(|call| call.multipart("multipart/form-data", form)).await;
    let parts = request.text().split("Content-Disposition: form-data; ");
    let parts = parts.skip(1).filter_map(|part| part.split_once("\r\n--"));
    parts.map(|(part, _)| part.replacen("\r\n\r\n", " ", 1)).collect()
}

#[tokio::test]
async fn parts_in_a_style_are_written_without_escapes() {
    let list = serde_json::json!(["a b", "ü&", 7, true]);
    let object = serde_json::json!({ "r": 1, "none": null, "name": "a=b" });
    let property = Parameter::query("p");
    let delimited = |style| property.style(style).explode(false);
    for (property, value, expected) in [
        (
            property,
            &list,
            &[
                "name=\"p\" a b",
                "name=\"p\" ü&",
                "name=\"p\" 7",
                "name=\"p\" true",
            ][..],
        ),
        (delimited(Style::Form), &list, &["name=\"p\" a b,ü&,7,true"]),
        (
            delimited(Style::SpaceDelimited),
            &list,
            &["name=\"p\" a b ü& 7 true"],
        ),
        (
            delimited(Style::PipeDelimited),
            &list,
            &["name=\"p\" a b|ü&|7|true"],
        ),
        (
            delimited(Style::TabDelimited),
            &list,
            &["name=\"p\" a b\tü&\t7\ttrue"],
        ),
        (property, &object, &["name=\"r\" 1", "name=\"name\" a=b"]),
        (delimited(Style::Form), &object, &["name=\"p\" r,1,name,a=b"]),
        (
            property.style(Style::DeepObject),
            &object,
            &["name=\"p[r]\" 1", "name=\"p[name]\" a=b"],
        ),
        (property, &Value::Null, &[]),
        (delimited(Style::Form), &serde_json::json!([]), &[]),
    ] {
        assert_eq!(parts(property, value.clone()).await, expected, "{property:?}");
    }
}

#[tokio::test]
async fn names_of_files_cannot_end_or_hide_anything() {
    let cases = [
        ("photo.jpg\0.exe", "photo.jpg%00.exe"),
        ("photo\\", "photo%5C"),
        ("a\\\"; x=\"b", "a%5C%22; x=%22b"),
        ("a\\b\\\\", "a\\b\\%5C"),
        ("\u{1b}[2J\u{7f}", "%1B[2J%7F"),
    ];
    for (name, expected) in cases {
        let mut form = Form::new();
        form.file(name, None, FilePart::new("x").file_name(name));
        let request = send(|call| call.multipart("multipart/form-data", form)).await;
        let expected = format!("form-data; name=\"{expected}\"; filename=\"{expected}\"\r\n");
        assert!(request.text().contains(&expected), "{}", request.text());
    }
}

#[tokio::test]
async fn a_part_that_would_break_the_form_is_refused() {
    let broken = [
        FilePart::new("x").content_type("image/png\r\nX-Admin: 1"),
        FilePart::new("x").header("X Y", "1"),
        FilePart::new("x").header("X-Y", "1\n2"),
    ];
    for file in broken {
        let mut form = Form::new();
        form.file("photo", None, file);
        let mut call = Client::at("http://127.0.0.1:1").inner.call(&UPLOAD);
        call.multipart("multipart/form-data", form);
        let error = call
            .request::<(), UserError>(decode::empty)
            .await
            .expect_err("an injection");
        assert!(error.to_string().contains("photo"), "{error}");
    }
}

struct Chunks(Vec<&'static str>);

impl futures_core::Stream for Chunks {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        let next = if self.0.is_empty() {
            None
        } else {
            Some(Ok(Bytes::from_static(self.0.remove(0).as_bytes())))
        };
        std::task::Poll::Ready(next)
    }
}

/// A file that goes away with the test.
struct TemporaryFile {
    folder: tempfile::TempDir,
    path: PathBuf,
}

impl TemporaryFile {
    fn new(name: &str, content: &[u8]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(name);
        std::fs::write(&path, content).expect("a file");
        TemporaryFile { folder, path }
    }
}

impl Drop for TemporaryFile {
    fn drop(&mut self) {
        assert!(
            self.folder.path().exists(),
            "the folder was to outlive the request"
        );
    }
}

/// RFC 2387: the parts have no names, the first is the root, and `type` is its media type.
#[tokio::test]
async fn related_parts_have_no_names_and_the_first_is_the_root() {
    let mut form = Form::new();
    form.json(
        "metadata",
        Some("application/json; charset=UTF-8"),
        &serde_json::json!({ "name": "cat" }),
    );
    form.file(
        "media",
        Some("text/plain"),
        FilePart::new("meow").header("Content-ID", "<cat>"),
    );
    form.file("copy", None, FilePart::new("meow").file_name("cat.bin"));
    form.text("note", None, &"short");
    let request = send(|call| call.multipart("multipart/related", form)).await;
    let boundary = request
        .header("content-type")
        .and_then(|value| value.strip_prefix("multipart/related; boundary="))
        .and_then(|value| value.strip_suffix("; type=\"application/json\""))
        .expect("a boundary and the type of the root");
    assert_eq!(
        request.text(),
        format!(
            "--{boundary}\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n{{\"name\":\"cat\"}}\r\n\
             --{boundary}\r\nContent-Type: text/plain\r\nContent-ID: <cat>\r\n\r\nmeow\r\n\
             --{boundary}\r\nContent-Disposition: attachment; filename=\"cat.bin\"\r\n\
             Content-Type: application/octet-stream\r\n\r\nmeow\r\n\
             --{boundary}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nshort\r\n--{boundary}--\r\n"
        )
    );
}

#[tokio::test]
async fn the_root_of_related_parts_is_text_unless_said_otherwise() {
    let mut form = Form::new();
    form.text("note", None, &"short");
    let request = send(|call| call.multipart("Multipart/Related", form)).await;
    let content_type = request.header("content-type").unwrap_or_default();
    assert!(content_type.ends_with("; type=\"text/plain\""), "{content_type}");
}
