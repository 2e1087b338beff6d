//! How much memory a request can take of the server, however short it is. A binary of its own, since it counts all allocations.

use specwright_both_sides::server::{
    AddThing, AddThingResponses, Api, SendForm, SendFormResponses, SendLines, SendLinesResponses, SendXml,
    SendXmlResponses, Upload, UploadResponses, service,
};
use specwright_runtime::transport::{Service, Transport as _};
use specwright_runtime::{Body, http};

struct Nothing;

impl Api for Nothing {
    async fn add_thing(&self, _: AddThing) -> AddThingResponses {
        AddThingResponses::Default(http::StatusCode::OK)
    }

    async fn send_form(&self, _: SendForm) -> SendFormResponses {
        ().into()
    }

    async fn send_lines(&self, _: SendLines) -> SendLinesResponses {
        http::StatusCode::OK.into()
    }

    async fn upload(&self, _: Upload) -> UploadResponses {
        ().into()
    }

    async fn send_xml(&self, request: SendXml) -> SendXmlResponses {
        request.body.into()
    }
}

/// What the server may keep of a body, in bytes.
const MAX_BODY: usize = 1 << 20;

/// How many times that a request may take at most, all in all: a body while it is collected, what it is decoded to, what is checked, and what is
/// typed.
const MOST: usize = 16;

/// Returns the status of the response to a body of this media type, and the most bytes that were allocated at any moment.
fn answered(path: &str, media_type: &str, body: String) -> (u16, usize) {
    let service = service(Nothing).max_body(MAX_BODY);
    let request = http::Request::builder().method("POST").uri(path);
    let request = request.header("x-key", "k").header("content-type", media_type);
    let request = request.body(Body::from(body)).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    let mut status = 0;
    let counted = allocation_counter::measure(|| {
        let response = runtime.block_on(Service::new(service).send(request)).unwrap();
        status = response.status().as_u16();
    });
    (status, usize::try_from(counted.bytes_max).unwrap())
}

/// The longest body.
fn full(begin: &str, again: &str, end: &str) -> String {
    let times = (MAX_BODY - begin.len() - end.len()) / again.len();
    format!("{begin}{}{end}", again.repeat(times))
}

#[test]
fn a_request_takes_no_more_than_it_may() {
    let parts =
        "--b\r\ncontent-disposition: form-data; name=\"color\"\r\ncontent-type: application/json\r\n\r\n[";
    let numbers: String = (0..MAX_BODY / 8).map(|number| format!("{number:05}=&")).collect();
    let text = format!("\"{}\",", "x".repeat(40));
    for (path, media_type, body) in [
        (
            "/things",
            "application/json",
            full("{\"name\":\"Tom\",\"x\":[", &text, "0]}"),
        ),
        (
            "/things",
            "application/json",
            full("{\"name\":\"Tom\",\"tags\":[", "0,", "0]}"),
        ),
        (
            "/things",
            "application/json",
            full("{\"name\":\"Tom\",\"x\":[", "{},", "0]}"),
        ),
        (
            "/things",
            "application/json",
            full("{\"name\":\"Tom\",\"x\":[", "[],", "0]}"),
        ),
        ("/things", "application/json", full("{\"name\":\"", "x", "\"}")),
        ("/lines", "application/x-ndjson", full("", "{}\n", "")),
        ("/lines", "application/x-ndjson", full("", "0\n", "")),
        ("/form", "application/x-www-form-urlencoded", full("", "a&", "")),
        (
            "/form",
            "application/x-www-form-urlencoded",
            numbers.chars().take(800_000).collect(),
        ),
        (
            "/form",
            "application/x-www-form-urlencoded",
            full("name=", "%20", ""),
        ),
        (
            "/upload",
            "multipart/form-data; boundary=b",
            full(parts, "0,", "0]\r\n--b--"),
        ),
        (
            "/upload",
            "multipart/form-data; boundary=b",
            full("", "--b\r\n\r\n\r\n\r\n", "--b--"),
        ),
        ("/xml", "application/xml", full("<Thing>", "<a/>", "</Thing>")),
        (
            "/xml",
            "application/xml",
            full("<Thing><name>", "x", "</name></Thing>"),
        ),
    ] {
        let shown: String = body.chars().take(40).collect();
        let (status, most) = answered(path, media_type, body);
        println!(
            "{path} {shown:?}: {status}, {:.2} times the limit",
            most as f64 / MAX_BODY as f64
        );
        assert!(
            matches!(status, 200 | 204 | 400 | 413 | 422),
            "{path} {shown:?}: {status}"
        );
        assert!(most <= MOST * MAX_BODY, "{path} {shown:?}: {most} bytes");
    }
}
