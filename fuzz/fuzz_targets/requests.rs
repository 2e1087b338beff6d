//! Any text as the values of parameters, cookies and parts of a form: the request has the shape that the document says, and
//! nothing of a value becomes a step of the path, a parameter, a cookie, a header or a part, or there is an error.
#![no_main]

use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;
use specwright_fuzz::operations::SendThingForm;
use specwright_fuzz::{Canned, Client, run};
use specwright_runtime::FilePart;

#[derive(Arbitrary, Debug)]
struct Input {
    id: String,
    name: String,
    query: String,
    header: String,
    cookie: String,
    list: Option<Vec<String>>,
    title: String,
    notes: Vec<String>,
    file: Vec<u8>,
    file_name: String,
    content_type: Option<String>,
}

fuzz_target!(|input: Input| {
    let transport = Canned {
        status: 204,
        ..Canned::default()
    };
    let sent = transport.sent.clone();
    let client = Client::builder()
        .base_url("http://localhost/base")
        .transport(transport)
        .build()
        .expect("a client");
    let mut file = FilePart::new(input.file.clone()).file_name(&input.file_name);
    if let Some(content_type) = &input.content_type {
        file = file.content_type(content_type);
    }
    let form = SendThingForm {
        notes: input.notes.clone(),
        ..SendThingForm::new(input.title.clone(), file)
    };
    let mut request = client.send_thing(
        &input.id,
        &input.name,
        &input.query,
        &input.header,
        &input.cookie,
        form,
    );
    let has_list = input.list.as_ref().is_some_and(|list| !list.is_empty());
    if let Some(list) = &input.list {
        request = request.list(list);
    }
    let outcome = run(request.into_future());
    let Some((head, body)) = sent.lock().expect("no panic").take() else {
        outcome.expect_err("sent or refused");
        return;
    };
    assert_eq!(head.uri.host(), Some("localhost"));
    let path = head.uri.path();
    assert_eq!(path.split('/').count(), 5, "{path}");
    assert!(path.starts_with("/base/things/"), "{path}");
    assert!(!path.split('/').any(|step| matches!(step, "." | "..")), "{path}");
    let query = head.uri.query().unwrap_or_default();
    assert_eq!(query.split('&').count(), 1, "{query}");
    let cookies = head.headers.get_all("cookie").iter();
    let cookies: Vec<&[u8]> = cookies.flat_map(|line| line.as_bytes().split(|byte| *byte == b';')).collect();
    let named = |name: &str| {
        let mut cookies = cookies.iter();
        cookies.any(|cookie| cookie.trim_ascii().starts_with(name.as_bytes()))
    };
    assert!(named("session="), "{cookies:?}");
    assert!(cookies.len() == 1 || has_list, "{cookies:?}");
    assert_eq!(head.headers.get_all("x-text").iter().count(), 1);
    let content_type = head.headers["content-type"].to_str().expect("a media type");
    let boundary = content_type.split_once("boundary=").expect("a boundary").1;
    let delimiter = format!("--{}", boundary.trim_matches('"'));
    let text = String::from_utf8_lossy(&body);
    let parts: Vec<&str> = text.split(&delimiter).collect();
    // Nothing before the first, one for each value, and the end.
    assert_eq!(parts.len(), 2 + 2 + input.notes.len(), "{text}");
    for part in &parts[1..parts.len() - 1] {
        let (part_head, _) = part.trim_start_matches("\r\n").split_once("\r\n\r\n").expect("a head");
        for line in part_head.split("\r\n") {
            let name = line.split(':').next().unwrap_or_default().to_ascii_lowercase();
            assert!(["content-disposition", "content-type", "content-length"].contains(&name.as_str()), "{line}");
            let quotes = line.matches('"').count();
            assert!(name == "content-type" || matches!(quotes, 2 | 4), "{line}");
            assert!(!line.contains(['\n', '\r', '\0']), "{line}");
        }
    }
});
