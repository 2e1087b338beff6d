//! How much memory a response can take, however short it is. A binary of its own, since it counts all allocations.

use std::fmt::Debug;
use std::sync::atomic::{AtomicUsize, Ordering};

use specwright_runtime as rt;
use specwright_runtime::__private::{Client, Operation, RawResponse, Undecoded, XmlSchema, decode};
use specwright_runtime::transport::{SendFuture, Transport};
use specwright_runtime::{
    Body, Bytes, Error, EventStream, JsonLines, Map, Pages, Pagination, Request, StreamError, Value, http,
};

/// What a client may keep of a body, in bytes.
const MAX_BODY: usize = 1 << 20;

/// How many times that a call may take at most, all in all: a body while it is collected, what is decoded, and what a list or a map that
/// grows copies.
const MOST: usize = 8;

/// The longest body.
fn full(begin: &str, again: &str, end: &str) -> String {
    let times = (MAX_BODY - begin.len() - end.len()) / again.len();
    format!("{begin}{}{end}", again.repeat(times))
}

/// A server in the same process, which sends the same body in pieces again and again.
struct Sending {
    body: Bytes,
    media_type: &'static str,
    requests: AtomicUsize,
}

impl Transport for Sending {
    fn send(&self, _: http::Request<Body>) -> SendFuture<'_> {
        self.requests.fetch_add(1, Ordering::Relaxed);
        let chunks: Vec<Bytes> = (0..self.body.len())
            .step_by(16 * 1024)
            .map(|start| self.body.slice(start..self.body.len().min(start + 16 * 1024)))
            .collect();
        let mut response = http::Response::new(Body::stream(Chunks(chunks.into_iter())));
        let media_type = http::HeaderValue::from_static(self.media_type);
        response.headers_mut().insert("content-type", media_type);
        Box::pin(async { Ok(response) })
    }
}

struct Chunks(std::vec::IntoIter<Bytes>);

impl futures_core::Stream for Chunks {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready(self.0.next().map(Ok))
    }
}

const LIST: Operation = Operation {
    id: "list",
    method: "GET",
    path: "/",
    accept: "",
    security: &[],
    server: None,
    tags: &[],
};

fn client(body: &str, media_type: &'static str) -> Client {
    let mut builder = Client::builder();
    builder.base_url("http://localhost");
    builder.max_body(MAX_BODY);
    builder.transport(Sending {
        body: Bytes::copy_from_slice(body.as_bytes()),
        media_type,
        requests: AtomicUsize::new(0),
    });
    builder.build().expect("a client")
}

/// Runs to the end and returns the most bytes that were allocated at any moment.
fn peak<T>(run: impl Future<Output = T>) -> (T, usize) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("a runtime");
    let mut output = None;
    let counted = allocation_counter::measure(|| output = Some(runtime.block_on(run)));
    let peak = usize::try_from(counted.bytes_max).expect("a number of bytes");
    (output.expect("an output"), peak)
}

type Decode<T> = fn(RawResponse) -> Result<T, Undecoded>;

/// Asserts that a call of this body takes little memory, and returns how it ended.
#[track_caller]
fn assert_small<T>(body: &str, decode: Decode<T>) -> Result<T, Error<Bytes>> {
    let client = client(body, "application/json");
    let request: Request<T, Bytes> = client.call(&LIST).request(decode);
    let (outcome, peak) = peak(request.into_future());
    let shown: String = body.chars().take(40).collect();
    println!("{shown}: {:.2} times the limit", peak as f64 / MAX_BODY as f64);
    assert!(peak <= MOST * MAX_BODY, "{shown}: {peak} bytes");
    outcome
}

#[track_caller]
fn assert_too_large<T>(body: &str, decode: Decode<T>) {
    match assert_small(body, decode).map(drop) {
        Err(Error::TooLarge { limit, .. }) => assert_eq!(limit, 4 * MAX_BODY),
        other => panic!("{other:?}"),
    }
}

macro_rules! wide {
    ($type:ident { $($field:ident $name:literal)* }) => {
        #[derive(Debug, Default)]
        #[allow(dead_code)]
        struct $type { inner: Option<Box<$type>>, $($field: Option<String>),* }
        rt::object! { $type { inner = optional "inner", $($field = optional $name),* } }
    };
}
wide! { Wide {
    a0 "a0" a1 "a1" a2 "a2" a3 "a3" a4 "a4" a5 "a5" a6 "a6" a7 "a7" a8 "a8" a9 "a9"
    b0 "b0" b1 "b1" b2 "b2" b3 "b3" b4 "b4" b5 "b5" b6 "b6" b7 "b7" b8 "b8" b9 "b9"
    c0 "c0" c1 "c1" c2 "c2" c3 "c3" c4 "c4" c5 "c5" c6 "c6" c7 "c7" c8 "c8" c9 "c9"
    d0 "d0" d1 "d1" d2 "d2" d3 "d3" d4 "d4" d5 "d5" d6 "d6" d7 "d7" d8 "d8" d9 "d9"
    e0 "e0" e1 "e1" e2 "e2" e3 "e3" e4 "e4" e5 "e5" e6 "e6" e7 "e7" e8 "e8" e9 "e9"
    f0 "f0" f1 "f1" f2 "f2" f3 "f3" f4 "f4" f5 "f5" f6 "f6" f7 "f7" f8 "f8" f9 "f9"
} }

#[derive(Debug)]
#[allow(dead_code)]
enum Either {
    Number(i64),
    Many(Vec<Either>),
    Wide(Box<Wide>),
    Any(Value),
}
rt::untagged_union! { Either { Number, Many, Wide, Any } }

#[derive(Debug)]
#[allow(dead_code)]
enum Tagged {
    Wide(Box<Wide>),
    Unknown(Value),
}
rt::tagged_union! { Tagged by "a0" { Wide = "x"; Unknown } }

#[test]
fn lists_of_short_values_take_no_more_than_they_may() {
    assert_too_large(&full("[", "{},", "{}]"), decode::json::<Vec<Wide>>);
    assert_too_large(&full("[", "{},", "{}]"), decode::json::<Vec<Box<Wide>>>);
    assert_too_large(&full("[", "0,", "0]"), decode::json::<Value>);
    let _ = assert_small(&full("[", "0,", "0]"), decode::json::<Vec<i64>>);
    assert_too_large(&full("[", "[],", "[]]"), decode::json::<Value>);
    assert_too_large(&full("[", "[0],", "0]"), decode::json::<Vec<Vec<i64>>>);
    assert_too_large(&full("[", "\"\",", "\"\"]"), decode::json::<Vec<String>>);
    assert_too_large(&full("[", "\"a\",", "\"\"]"), decode::json::<Vec<String>>);
    assert_too_large(&full("[", "null,", "null]"), decode::json::<Vec<Option<Wide>>>);
    assert_too_large(
        &full("[", "[0,\"\"],", "[0,\"\"]]"),
        decode::json::<Vec<(Value, String)>>,
    );
}

#[test]
fn maps_take_no_more_than_they_may() {
    assert_too_large(&full("[", "{\"\":0},", "{}]"), decode::json::<Value>);
    assert_too_large(&full("[", "{\"\":0},", "{}]"), decode::json::<Vec<Map<i64>>>);
    assert_too_large(&full("[", "{\"a\":{}},", "{}]"), decode::json::<Vec<Map<Wide>>>);
    let names: String = (0..60_000).map(|name| format!("\"{name}\":{{}},")).collect();
    let many = format!("{{{names}\"\":{{}}}}");
    assert_too_large(&many, decode::json::<Map<Wide>>);
    assert_too_large(&many, decode::json::<Value>);
}

#[test]
fn unions_take_no_more_than_they_may() {
    for again in ["{},", "0,", "[0],", "[{}],", "[[[[0]]]],", "{\"x\":0},"] {
        let body = full("[", again, "{}]");
        assert_too_large(&body, decode::json::<Vec<Either>>);
        assert_too_large(&body, decode::json::<Either>);
    }
    assert_too_large(&full("[", "{\"a0\":\"x\"},", "{}]"), decode::json::<Vec<Tagged>>);
    assert_too_large(
        &full("[", "{\"a\":[{},{}],\"a0\":\"y\"},", "{}]"),
        decode::json::<Vec<Tagged>>,
    );
}

const LISTS: XmlSchema = XmlSchema::array(&XmlSchema::object(&[("a", XmlSchema::TEXT.attribute())]));
const MAPS: XmlSchema = XmlSchema::array(&XmlSchema::map(&XmlSchema::TEXT));

#[derive(Debug)]
#[allow(dead_code)]
struct Numbered {
    id: i64,
}
rt::object! { Numbered { id = required "id" } }

#[derive(Debug)]
#[allow(dead_code)]
struct Labelled {
    id: String,
}
rt::object! { Labelled { id = required "id" } }

#[derive(Debug)]
#[allow(dead_code)]
enum Mixed {
    Flag(bool),
    Number(i64),
    Few((bool, bool)),
    Id(rt::uuid::Uuid),
    Numbered(Numbered),
    Labelled(Labelled),
    Text(String),
}
rt::untagged_union! { Mixed { Flag, Number, Few, Id, Numbered, Labelled, Text } }

#[test]
fn variants_of_unions_that_do_not_fit_take_no_memory() {
    let allocations = |read: &dyn Fn()| allocation_counter::measure(read).count_total;
    for element in [r#""a text""#, r#"{"id":"a text"}"#] {
        let body = format!("[{}{element}]", format!("{element},").repeat(99));
        let mixed =
            allocations(&|| drop(rt::json::from_slice::<Vec<Mixed>>(body.as_bytes()).expect("a list")));
        // Each has one text, and the list grows as often as that of any other type.
        assert!(mixed <= 100 + 7, "{mixed} allocations for 100 times {element}");
    }
}

#[test]
fn xml_takes_no_more_than_it_may() {
    for body in [
        full("<r>", "<a/>", "</r>"),
        full("<r>", "<a></a>", "</r>"),
        full("<r>", "<a><b/></a>", "</r>"),
        full("<r>", "<a b=\"\"/>", "</r>"),
        full("<r>", "<a b=\"\" c=\"\" d=\"\" e=\"\"/>", "</r>"),
    ] {
        assert_too_large(&body, |response| decode::xml::<Value>(response, &XmlSchema::ANY));
        assert_too_large(&body, |response| decode::xml::<Vec<Wide>>(response, &LISTS));
        assert_too_large(&body, |response| decode::xml::<Value>(response, &MAPS));
    }
    let entities = full("<r>", "&lt;", "</r>");
    let _ = assert_small(&entities, |response| {
        decode::xml::<String>(response, &XmlSchema::TEXT)
    });
}

#[test]
fn a_body_that_is_mostly_text_is_read_up_to_the_limit() {
    let text = full("[\"", "abcdefgh", "\"]");
    assert_small(&text, decode::json::<Vec<String>>).expect("a long text");
    let users = full(
        "[",
        "{\"a0\":\"some name\",\"b0\":\"name@example.com\",\"c0\":\"2026-01-01T00:00:00Z\"},",
        "{}]",
    );
    assert_small(&users, decode::json::<Vec<Map<String>>>).expect_err("many small maps");
    let long = full("<r><a>", "text ", "</a></r>");
    assert_small(&long, |response| decode::xml::<Value>(response, &XmlSchema::ANY)).expect("a long text");
}

#[test]
fn how_much_a_value_may_take_is_a_setting() {
    let body = full("[", "0,", "0]");
    let mut builder = Client::builder();
    builder.base_url("http://localhost");
    builder.max_memory(100 * MAX_BODY);
    builder.transport(Sending {
        body: Bytes::from(body),
        media_type: "application/json",
        requests: AtomicUsize::new(0),
    });
    let client = builder.build().expect("a client");
    let request: Request<Vec<Value>, Bytes> = client.call(&LIST).request(decode::json);
    let (list, _) = peak(request.into_future());
    assert!(list.expect("a list").len() > MAX_BODY / 3);
}

/// Reads events until there is no more, and returns the last error.
fn read_events<T: rt::json::Decode + Debug>(body: &str) -> Option<StreamError> {
    let client = client(body, "text/event-stream");
    let (error, peak) = peak(async {
        let request: Request<EventStream<T>, Bytes> = client.call(&LIST).request(decode::events);
        let mut events = request.await.expect("a stream");
        let mut last = None;
        while let Some(event) = events.next().await {
            last = event.err().or(last);
        }
        last
    });
    let shown: String = body.chars().take(40).collect();
    println!("{shown:?}: {:.2} times the limit", peak as f64 / MAX_BODY as f64);
    assert!(peak <= MOST * MAX_BODY, "{shown:?}: {peak} bytes");
    error
}

#[test]
fn events_take_no_more_than_they_may() {
    let id = format!(
        "id: {}\ndata: 1\n\n{}",
        "i".repeat(100_000),
        "data: 1\n\n".repeat(100)
    );
    let error = read_events::<Value>(&id).expect("an id that is too long");
    assert!(
        matches!(error, StreamError::TooLarge { limit: 8192 }),
        "{error:?}"
    );
    for body in [full("data: [", "0,", "0]\n\n"), full("data: [", "{},", "{}]\n\n")] {
        let error = read_events::<Vec<Wide>>(&body);
        let error = error.or_else(|| read_events::<Value>(&body)).expect("too large");
        assert!(
            matches!(error, StreamError::TooLarge { .. } | StreamError::Decode { .. }),
            "{error:?}"
        );
    }
    let name = "n".repeat(MAX_BODY / 2);
    let long = format!(
        "{}data: 1\n\n",
        format!("event: {name}\ndata: {name}\n").repeat(4)
    );
    let error = read_events::<Value>(&long).expect("an event that is too long");
    assert!(
        matches!(error, StreamError::TooLarge { limit: MAX_BODY }),
        "{error:?}"
    );
    assert!(read_events::<String>(&full("data: ", "text", "\n\n")).is_none());
}

#[test]
fn items_of_json_take_no_more_than_they_may() {
    let body = format!("{}\n{}\n[]\n", full("[", "{},", "{}]"), full("[", "{},", "{}]"));
    let client = client(&body, "application/jsonl");
    let (outcomes, peak) = peak(async {
        let request: Request<JsonLines<Vec<Wide>>, Bytes> = client.call(&LIST).request(decode::json_lines);
        let mut lines = request.await.expect("a stream");
        let mut outcomes = Vec::new();
        while let Some(line) = lines.next().await {
            outcomes.push(line.is_ok());
        }
        outcomes
    });
    assert!(peak <= MOST * MAX_BODY, "{peak} bytes");
    assert_eq!(outcomes, [false, false, true]);
}

#[test]
fn looking_for_the_next_page_takes_no_memory() {
    let body = full("{\"next\":\"\",\"items\":[", "[],", "[]]}");
    for pagination in [
        Pagination::cursor("after", "/next"),
        Pagination::next_url("/next"),
        Pagination::page("page", 1, "/none"),
    ] {
        let client = client(&body, "application/json");
        let request: Request<Bytes, Bytes> = client.call(&LIST).request(decode::raw);
        let mut pages = Pages::new(request, pagination);
        let (page, peak) = peak(async { pages.next().await });
        assert!(page.is_some_and(|page| page.is_ok()));
        assert!(peak <= 3 * MAX_BODY, "{peak} bytes");
    }
}
