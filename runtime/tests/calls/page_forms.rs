//! The forms in which pages follow each other, each against a server that has it.

use specwright_runtime::__private::{Operation, Parameter, decode};
use specwright_runtime::{Credential, Error, Pages, Pagination, Request, Value, serde_json};

use crate::api::{Client, ClientBuilder, GET_USER, UserError};
use crate::loopback::{Received, Server, json};

const LIST: Operation = Operation {
    path: "/users/",
    ..GET_USER
};

const SEARCH: Operation = Operation {
    method: "POST",
    path: "/search",
    ..GET_USER
};

fn list(server: &Server) -> Request<Value, UserError> {
    let client = Client::at(&server.url);
    client.inner.call(&LIST).request(decode::json)
}

fn search(server: &Server, body: Option<&Value>) -> Request<Value, UserError> {
    let client = Client::at(&server.url);
    let mut call = client.inner.call(&SEARCH);
    if let Some(body) = body {
        call.json("application/json", body);
    }
    call.request(decode::json)
}

fn targets(server: &Server) -> Vec<String> {
    let received = server.received();
    received.into_iter().map(|request| request.target).collect()
}

fn bodies(server: &Server) -> Vec<String> {
    let received = server.received().into_iter();
    received
        .map(|request| String::from_utf8_lossy(&request.body).into_owned())
        .collect()
}

fn ends_with(request: &Received, end: &str) -> bool {
    request.target.ends_with(end)
}

/// Fetches all pages. Returns how many there were before the error, and the error's text.
async fn until_error(mut pages: Pages<Value, UserError>) -> (usize, String) {
    let mut count = 0;
    loop {
        match pages.next().await {
            Some(Ok(_)) => count += 1,
            Some(Err(Error::InvalidRequest(error))) => return (count, error.to_string()),
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn the_id_of_the_last_item_is_the_next_cursor_while_there_is_more() {
    let server = Server::start(|request| match request.target.as_str() {
        "/users/" => json(200, r#"{"data":[{"id":"a"},{"id":"b&c"}],"has_more":true}"#),
        "/users/?starting_after=b%26c" => json(200, r#"{"data":[{"id":7}],"has_more":true}"#),
        _ => json(200, r#"{"data":[{"id":"e"}],"has_more":false}"#),
    })
    .await;
    let pagination = Pagination::last_item("starting_after", "/data", "/id").has_more("/has_more");
    let pages = Pages::new(list(&server), pagination).collect().await;
    assert_eq!(pages.expect("pages").len(), 3);
    assert_eq!(
        targets(&server),
        [
            "/users/",
            "/users/?starting_after=b%26c",
            "/users/?starting_after=7"
        ]
    );
}

#[tokio::test]
async fn without_a_place_that_says_so_an_empty_page_has_no_page_behind_it() {
    let server = Server::start(|request| match request.target.as_str() {
        "/users/" => json(200, r#"[{"id":1},{"id":2}]"#),
        _ => json(200, "[]"),
    })
    .await;
    let pages = Pages::new(list(&server), Pagination::last_item("since", "", "/id"));
    assert_eq!(pages.collect().await.expect("pages").len(), 2);
    assert_eq!(targets(&server), ["/users/", "/users/?since=2"]);
}

#[tokio::test]
async fn a_page_that_promises_more_and_leads_nowhere_is_an_error() {
    let more = |pagination: Pagination| pagination.has_more("/has_more");
    for (body, pagination, problem) in [
        (
            r#"{"data":[],"has_more":true}"#,
            more(Pagination::last_item("after", "/data", "/id")),
            "has no item in `/data`",
        ),
        (
            r#"{"data":[{}],"has_more":true}"#,
            more(Pagination::last_item("after", "/data", "/id")),
            "the last item of the page in `/data` has nothing at `/id`",
        ),
        (
            r#"{"data":[{}]}"#,
            Pagination::last_item("after", "/data", "/id"),
            "the last item of the page in `/data` has nothing at `/id`",
        ),
        (
            r#"{"last_id":null,"has_more":true}"#,
            more(Pagination::cursor("after", "/last_id")),
            "has no cursor at `/last_id`",
        ),
        (
            r#"{"has_more":true}"#,
            more(Pagination::next_url("/next")),
            "has no URL at `/next`",
        ),
        (
            r#"{"has_more":true}"#,
            more(Pagination::link()),
            "has no `Link` header",
        ),
    ] {
        let server = Server::start(move |_| json(200, body)).await;
        let (pages, error) = until_error(Pages::new(list(&server), pagination)).await;
        assert_eq!(pages, 1, "the page that came is not lost");
        assert!(error.contains("getUser: ") && error.contains(problem), "{error}");
    }
}

#[tokio::test]
async fn a_cursor_that_is_there_on_the_last_page_ends_where_there_is_no_more() {
    let server = Server::start(|request| match ends_with(request, "?after=f2") {
        false => json(200, r#"{"last_id":"f2","has_more":true}"#),
        true => json(200, r#"{"last_id":"f3"}"#),
    })
    .await;
    let pagination = Pagination::cursor("after", "/last_id").has_more("/has_more");
    let pages = Pages::new(list(&server), pagination).collect().await;
    assert_eq!(pages.expect("pages").len(), 2);
    assert_eq!(targets(&server), ["/users/", "/users/?after=f2"]);
}

#[tokio::test]
async fn pages_are_counted_while_there_is_more() {
    let server = Server::start(|request| match ends_with(request, "page=2") {
        false => json(200, r#"{"items":[1],"has_more":true}"#),
        true => json(200, r#"{"items":[2],"has_more":false}"#),
    })
    .await;
    let pagination = Pagination::page("page", 1, "/items").has_more("/has_more");
    let pages = Pages::new(list(&server), pagination).collect().await;
    assert_eq!(pages.expect("pages").len(), 2);
}

#[tokio::test]
async fn a_cursor_in_the_body_keeps_its_type_and_all_else_of_the_body() {
    let server = Server::start(|request| match request.text() {
        r#"{"limit":2,"price":1.10}"# | r#"{"offset":null,"limit":2,"price":1.10}"# => {
            json(200, r#"{"result":{"next":7}}"#)
        }
        r#"{"offset":7,"limit":2,"price":1.10}"# => json(200, r#"{"result":{"next":"7"}}"#),
        r#"{"offset":"7","limit":2,"price":1.10}"# => json(200, r#"{"result":{"next":{"id":[1]}}}"#),
        _ => json(200, r#"{"result":{"next":null}}"#),
    })
    .await;
    let body = serde_json::json!({"offset": null, "limit": 2});
    // A number keeps the digits that it was written with.
    let text = body.to_string().replace('}', r#","price":1.10}"#);
    let mut request = search(&server, None);
    let call = specwright_runtime::__private::call_mut(&mut request);
    call.binary("application/json", text.into());
    let pages = Pages::new(request, Pagination::cursor("/offset", "/result/next"));
    assert_eq!(pages.collect().await.expect("pages").len(), 4);
    assert_eq!(
        bodies(&server),
        [
            r#"{"offset":null,"limit":2,"price":1.10}"#,
            r#"{"offset":7,"limit":2,"price":1.10}"#,
            r#"{"offset":"7","limit":2,"price":1.10}"#,
            r#"{"offset":{"id":[1]},"limit":2,"price":1.10}"#,
        ]
    );
}

#[tokio::test]
async fn a_cursor_in_the_body_is_added_where_the_request_has_none() {
    let server = Server::start(|request| match request.body.is_empty() {
        true => json(200, r#"{"next":"b"}"#),
        false => json(200, "{}"),
    })
    .await;
    let pages = Pages::new(search(&server, None), Pagination::cursor("/page/cursor", "/next"));
    assert_eq!(pages.collect().await.expect("pages").len(), 2);
    let received = server.received();
    assert_eq!(bodies(&server), ["", r#"{"page":{"cursor":"b"}}"#]);
    assert_eq!(received[1].header("content-type"), Some("application/json"));
}

#[tokio::test]
async fn an_offset_or_page_in_the_body_is_counted_from_where_the_request_is() {
    let server = Server::start(|request| {
        let body: Value = serde_json::from_slice(&request.body).expect("JSON");
        match (body["from"].as_u64(), body["page"]["number"].as_u64()) {
            (Some(0..=4), _) | (_, Some(0..=6)) => json(200, r#"{"hits":[1,2]}"#),
            _ => json(200, r#"{"hits":[]}"#),
        }
    })
    .await;
    let from = serde_json::json!({"from": 1});
    let pages = Pages::new(search(&server, Some(&from)), Pagination::offset("/from", "/hits"));
    assert_eq!(pages.collect().await.expect("pages").len(), 3);
    let page = serde_json::json!({"page": {"number": 6}});
    let pages = Pages::new(
        search(&server, Some(&page)),
        Pagination::page("/page/number", 1, "/hits"),
    );
    assert_eq!(pages.collect().await.expect("pages").len(), 2);
    assert_eq!(
        bodies(&server),
        [
            r#"{"from":1}"#,
            r#"{"from":3}"#,
            r#"{"from":5}"#,
            r#"{"page":{"number":6}}"#,
            r#"{"page":{"number":7}}"#
        ]
    );
}

#[tokio::test]
async fn a_cursor_in_the_body_that_was_seen_before_is_an_error() {
    let server = Server::start(|_| json(200, r#"{"next":"same"}"#)).await;
    let request = search(&server, Some(&serde_json::json!({})));
    let (pages, error) = until_error(Pages::new(request, Pagination::cursor("/cursor", "/next"))).await;
    assert_eq!((pages, server.received().len()), (2, 2));
    assert!(error.contains("fetched before"), "{error}");
}

#[tokio::test]
async fn pages_of_a_body_beyond_the_limit_are_an_error() {
    let server = Server::start(|_| json(200, r#"{"hits":[1]}"#)).await;
    let request = search(&server, Some(&serde_json::json!({})));
    let pages = Pages::new(request, Pagination::offset("/from", "/hits")).max_pages(3);
    let (pages, error) = until_error(pages).await;
    assert_eq!(pages, 3);
    assert!(error.contains("max_pages"), "{error}");
}

#[tokio::test]
async fn a_body_that_has_no_place_for_the_cursor_is_an_error() {
    let server = Server::start(|_| json(200, r#"{"next":"b"}"#)).await;
    let request = search(&server, Some(&serde_json::json!(["a"])));
    let (pages, error) = until_error(Pages::new(request, Pagination::cursor("/cursor", "/next"))).await;
    assert_eq!(pages, 1);
    assert!(error.contains("no place for `/cursor`"), "{error}");
}

/// A list of nine items, three on a page, which is asked for by what a form of pages sends.
async fn nine(form: &'static str) -> Server {
    Server::start(move |request| {
        let begin: usize = match form {
            "body" => serde_json::from_slice::<Value>(&request.body)
                .ok()
                .and_then(|body| body["cursor"].as_str()?.strip_prefix('c')?.parse().ok())
                .unwrap_or(0),
            _ => request
                .target
                .split_once("at=")
                .and_then(|(_, at)| at.split('&').next()?.trim_start_matches('c').parse().ok())
                .unwrap_or(0),
        };
        let begin = if form == "page" { begin * 3 } else { begin };
        let items: Vec<Value> = (begin..9)
            .take(3)
            .map(|id| serde_json::json!({"id": id}))
            .collect();
        let next = begin + 3;
        let mut page = serde_json::json!({"items": items});
        if next < 9 {
            page["next"] = format!("c{next}").into();
        }
        let response = json(200, &page.to_string());
        match next < 9 {
            true => response.header("link", &format!("<?at={next}&key=secret>; rel=next")),
            false => response,
        }
    })
    .await
}

fn ids(pages: Vec<Value>) -> Vec<u64> {
    let items = pages
        .iter()
        .flat_map(|page| page["items"].as_array().into_iter().flatten());
    items.filter_map(|item| item["id"].as_u64()).collect()
}

#[tokio::test]
async fn pages_go_on_from_a_token_that_was_kept() {
    for (form, pagination, kept) in [
        ("link", Pagination::link(), "/users/?at=3"),
        ("query", Pagination::cursor("at", "/next"), "c3"),
        ("page", Pagination::page("at", 0, "/items"), "1"),
        ("offset", Pagination::offset("at", "/items"), "3"),
        ("body", Pagination::cursor("/cursor", "/next"), r#""c3""#),
    ] {
        let server = nine(form).await;
        let client = ClientBuilder::default()
            .base_url(&server.url)
            .credential("key", Credential::query("key", "secret"))
            .build()
            .expect("a client");
        let request = || -> Request<Value, UserError> {
            let operation = if form == "body" { SEARCH } else { LIST };
            let mut call = client.inner.call(&operation);
            if form == "body" {
                call.json("application/json", &serde_json::json!({}));
            }
            call.request(decode::json)
        };
        let mut pages = Pages::new(request(), pagination.clone());
        assert_eq!(pages.token(), None, "{form}");
        let first = pages.next().await.expect("a page").expect("a success");
        assert_eq!(ids(vec![first.into_body()]), [0, 1, 2]);
        let token = pages.token().expect("a token").to_owned();
        assert_eq!(token, kept, "{form}: no secret is in it");
        drop(pages);

        let mut pages = Pages::new(request(), pagination).resume(&token);
        let mut rest = Vec::new();
        while let Some(page) = pages.next().await {
            rest.push(page.expect("a success").into_body());
        }
        assert_eq!(ids(rest), [3, 4, 5, 6, 7, 8], "{form}");
        assert_eq!(pages.token(), None, "{form}: nothing follows the last page");
    }
}

#[tokio::test]
async fn a_token_that_leads_nowhere_is_an_error() {
    let server = nine("link").await;
    for (pagination, token, problem) in [
        (Pagination::link(), "http://example.com/steal", "example.com"),
        (
            Pagination::page("at", 0, "/items"),
            "three",
            "is no number: \"three\"",
        ),
        (Pagination::cursor("/cursor", "/next"), "c3", "is no JSON value"),
    ] {
        let mut pages = Pages::new(list(&server), pagination).resume(token);
        match pages.next().await {
            Some(Err(Error::InvalidRequest(error))) => {
                assert!(error.to_string().contains(problem), "{error}")
            }
            other => panic!("{other:?}"),
        }
        assert!(pages.next().await.is_none());
    }
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn only_so_many_pages_or_items_are_fetched_as_are_taken() {
    let server = nine("query").await;
    let pages = || Pages::new(list(&server), Pagination::cursor("at", "/next"));
    let taken = pages().take(2).collect().await.expect("pages");
    assert_eq!((ids(taken).len(), server.received().len()), (6, 2));

    let items = |page: Value| page["items"].as_array().cloned().unwrap_or_default();
    let taken = pages().items(items).take(3).collect().await.expect("items");
    assert_eq!((taken.len(), server.received().len()), (3, 3));
    assert_eq!(
        pages().items(items).take(0).collect().await.expect("items").len(),
        0
    );
    assert_eq!(pages().items(items).collect().await.expect("items").len(), 9);
    assert_eq!(server.received().len(), 6);
}

#[tokio::test]
async fn items_are_taken_by_a_closure_that_may_keep_what_it_sees() {
    let server = nine("query").await;
    let mut lengths = Vec::new();
    let pages = Pages::new(list(&server), Pagination::cursor("at", "/next"));
    let mut items = pages.items(|page| {
        let items = page["items"].as_array().cloned().unwrap_or_default();
        lengths.push(items.len());
        items
    });
    let mut count = 0;
    while let Some(item) = items.next().await {
        item.expect("an item");
        count += 1;
    }
    drop(items);
    assert_eq!((count, lengths), (9, vec![3, 3, 3]));
}

#[tokio::test]
async fn an_error_ends_what_is_collected() {
    let server = Server::start(|request| match ends_with(request, "page=2") {
        false => json(200, r#"{"items":[1]}"#),
        true => json(410, ""),
    })
    .await;
    let mut request = list(&server);
    specwright_runtime::__private::call_mut(&mut request).parameter(Parameter::query("page"), &1);
    let pages = Pages::new(request, Pagination::page("page", 1, "/items"));
    let items = pages.items(|page| page["items"].as_array().cloned().unwrap_or_default());
    assert!(matches!(items.collect().await, Err(Error::Api(_))));
}
