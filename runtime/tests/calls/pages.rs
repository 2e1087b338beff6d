use specwright_runtime::__private::{Operation, Parameter, call_mut, decode};
use specwright_runtime::{Credential, Error, Pages, Pagination, Request, Value, serde_json};

use crate::api::{Client, ClientBuilder, GET_USER, UserError};
use crate::loopback::{Received, Server, json, reply};

const LIST: Operation = Operation {
    path: "/users/",
    ..GET_USER
};

fn list(client: &Client) -> Request<Value, UserError> {
    let mut call = client.inner.call(&LIST);
    call.parameter(Parameter::query("limit"), &2);
    call.request(decode::json)
}

async fn collect(server: &Server, paging: Pagination) -> (Vec<Value>, Vec<String>) {
    let mut pages = Pages::new(list(&Client::at(&format!("{}/v1", server.url))), paging);
    let mut seen = Vec::new();
    while let Some(page) = pages.next().await {
        seen.push(page.expect("a page").into_body());
    }
    (
        seen,
        server
            .received()
            .into_iter()
            .map(|request| request.target)
            .collect(),
    )
}

fn query<'a>(request: &'a Received, name: &str) -> Option<&'a str> {
    let (_, query) = request.target.split_once('?')?;
    query
        .split('&')
        .find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
}

#[tokio::test]
async fn pages_are_read_as_a_type_of_the_caller() {
    let server = Server::start(|request| match query(request, "page") {
        None => json(200, "[1,2]").header("link", r#"<?page=2>; rel="next""#),
        _ => json(200, "[3]"),
    })
    .await;
    let pages = || Pages::new(list(&Client::at(&server.url)), Pagination::link());
    let items = pages().decode_as().items(|page: Vec<u8>| page).collect().await;
    assert_eq!(items.expect("items"), [1, 2, 3]);
    let items = pages()
        .decode_serde()
        .items(|page: Vec<u16>| page)
        .collect()
        .await;
    assert_eq!(items.expect("items"), [1, 2, 3]);
}

#[tokio::test]
async fn link_headers_lead_to_the_next_page() {
    let server = Server::start(|request| match query(request, "page") {
        None => json(200, "[1,2]").header(
            "link",
            r#"</v1/users/?limit=2&page=b%26c>; rel="next", </x>; rel="last""#,
        ),
        Some("b%26c") => json(200, "[3]").header("link", r#"<?limit=2&page=d>; rel="next""#),
        _ => json(200, "[4]").header("link", r#"</x>; rel="first""#),
    })
    .await;
    let (pages, targets) = collect(&server, Pagination::link()).await;
    assert_eq!(
        pages,
        [
            serde_json::json!([1, 2]),
            serde_json::json!([3]),
            serde_json::json!([4])
        ]
    );
    assert_eq!(
        targets,
        [
            "/v1/users/?limit=2",
            "/v1/users/?limit=2&page=b%26c",
            "/v1/users/?limit=2&page=d"
        ]
    );
}

#[tokio::test]
async fn a_url_in_the_body_leads_to_the_next_page() {
    let server = Server::start(|request| match query(request, "after") {
        None => {
            let host = request.header("host").unwrap_or_default();
            json(
                200,
                &format!(r#"{{"links":{{"next":"http://{host}/v1/users/?after=2"}}}}"#),
            )
        }
        _ => json(200, r#"{"links":{"next":null}}"#),
    })
    .await;
    let (_, targets) = collect(&server, Pagination::next_url("/links/next")).await;
    assert_eq!(targets, ["/v1/users/?limit=2", "/v1/users/?after=2"]);
}

#[tokio::test]
async fn a_cursor_of_the_body_becomes_a_parameter() {
    let server = Server::start(|request| match query(request, "cursor") {
        None => json(200, r#"{"meta":{"next":"a=b"}}"#),
        Some("a%3Db") => json(200, r#"{"meta":{"next":7}}"#),
        Some("7") => json(200, r#"{"meta":{"next":""}}"#),
        _ => reply(400, ""),
    })
    .await;
    let (pages, targets) = collect(&server, Pagination::cursor("cursor", "/meta/next")).await;
    assert_eq!(pages.len(), 3);
    assert_eq!(
        targets,
        [
            "/v1/users/?limit=2",
            "/v1/users/?limit=2&cursor=a%3Db",
            "/v1/users/?limit=2&cursor=7"
        ]
    );
}

/// Fetches pages until an error, which is returned with their number.
async fn until_refused(mut pages: Pages<Value, UserError>) -> (usize, String) {
    let mut count = 0;
    loop {
        match pages.next().await {
            Some(Ok(_)) => count += 1,
            Some(Err(Error::InvalidRequest(error))) => {
                assert!(pages.next().await.is_none(), "an error ends the pages");
                return (count, error.to_string());
            }
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn a_cursor_that_was_seen_before_is_an_error() {
    let stands_still = Server::start(|_| json(200, r#"{"next":"same"}"#)).await;
    let goes_round = Server::start(|request| match query(request, "cursor") {
        Some("a") => json(200, r#"{"next":"b"}"#),
        Some("b") => json(200, r#"{"next":"c"}"#),
        _ => json(200, r#"{"next":"a"}"#),
    })
    .await;
    for (server, pages) in [(stands_still, 2), (goes_round, 4)] {
        let request = list(&Client::at(&server.url));
        let pagination = Pagination::cursor("cursor", "/next");
        let (fetched, error) = until_refused(Pages::new(request, pagination)).await;
        assert_eq!((fetched, server.received().len()), (pages, pages));
        assert!(
            error.starts_with(
                "getUser: the request was not sent: the next page is one that was fetched before"
            ),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_link_that_leads_back_is_an_error() {
    let to_itself = Server::start(|_| json(200, "[]").header("link", r#"<?limit=2>; rel="next""#)).await;
    let by_another_way = Server::start(|request| match query(request, "page") {
        None => json(200, "[]").header("link", r#"<?page=2>; rel="next""#),
        Some(_) => json(200, "[]").header("link", r#"<./x/../?limit=2#a>; rel="next""#),
    })
    .await;
    for (server, pages) in [(to_itself, 1), (by_another_way, 2)] {
        let pages_of = Pages::new(list(&Client::at(&server.url)), Pagination::link());
        let (fetched, error) = until_refused(pages_of).await;
        assert_eq!(fetched, pages, "{error}");
    }
}

#[tokio::test]
async fn pages_beyond_the_limit_are_an_error() {
    let server = Server::start(|request| {
        let next = query(request, "cursor").map_or(1, |cursor| cursor.parse::<u32>().expect("a number") + 1);
        json(200, &format!(r#"{{"next":{next},"items":[1]}}"#))
    })
    .await;
    let client = ClientBuilder::default()
        .base_url(&server.url)
        .max_pages(7)
        .build();
    let client = client.expect("a client");
    for pagination in [
        Pagination::cursor("cursor", "/next"),
        Pagination::page("page", 1, "/items"),
    ] {
        let (fetched, error) = until_refused(Pages::new(list(&client), pagination.clone())).await;
        assert_eq!(fetched, 7);
        assert!(error.contains("the limit of 7 (max_pages)"), "{error}");
        let further = Pages::new(list(&client), pagination).max_pages(9);
        assert_eq!(until_refused(further).await.0, 9);
    }
}

#[tokio::test]
async fn pages_and_items_are_counted_until_there_are_none() {
    let server = Server::start(
        |request| match (query(request, "page"), query(request, "offset")) {
            (Some("3"), _) | (_, Some("4")) => json(200, r#"{"items":[]}"#),
            _ => json(200, r#"{"items":[1,2]}"#),
        },
    )
    .await;
    let (pages, targets) = collect(&server, Pagination::page("page", 1, "/items")).await;
    assert_eq!(pages.len(), 3);
    assert_eq!(
        targets,
        [
            "/v1/users/?limit=2",
            "/v1/users/?limit=2&page=2",
            "/v1/users/?limit=2&page=3"
        ]
    );
    let (pages, targets) = collect(&server, Pagination::offset("offset", "/items")).await;
    assert_eq!(pages.len(), 3);
    assert_eq!(
        targets[3..],
        [
            "/v1/users/?limit=2",
            "/v1/users/?limit=2&offset=2",
            "/v1/users/?limit=2&offset=4"
        ]
    );
}

#[tokio::test]
async fn a_page_on_another_server_is_refused() {
    let server =
        Server::start(|_| json(200, "[]").header("link", r#"<http://example.com/steal>; rel="next""#)).await;
    let pages = Pages::new(list(&Client::at(&server.url)), Pagination::link());
    let (fetched, error) = until_refused(pages).await;
    assert_eq!(fetched, 1, "the page that came is not lost");
    assert!(error.contains("example.com"), "{error}");
}

#[tokio::test]
async fn a_failure_ends_the_pages() {
    let server = Server::start(|request| match query(request, "page") {
        None => json(200, "[1]"),
        _ => reply(404, "no more"),
    })
    .await;
    let mut pages = Pages::new(list(&Client::at(&server.url)), Pagination::page("page", 1, ""));
    assert!(matches!(pages.next().await, Some(Ok(_))));
    match pages.next().await {
        Some(Err(Error::Api(failure))) => {
            assert_eq!(failure.into_body(), UserError::ClientError("no more".into()))
        }
        other => panic!("{other:?}"),
    }
    assert!(pages.next().await.is_none());
}

#[tokio::test]
async fn credentials_are_sent_with_each_page_once() {
    let server = Server::start(|request| {
        let target = format!("<{}&page=2>; rel=\"next\"", request.target);
        let last = query(request, "page").is_some();
        if last {
            json(200, "[]")
        } else {
            json(200, "[]").header("link", &target)
        }
    })
    .await;
    let client = ClientBuilder::default()
        .base_url(&server.url)
        .credential("key", Credential::query("key", "s"))
        .build()
        .expect("a client");
    let call = client.inner.call(&Operation {
        security: &[&["key"]],
        ..LIST
    });
    let request: Request<Value, UserError> = call.request(decode::json);
    let mut pages = Pages::new(request, Pagination::link());
    while let Some(page) = pages.next().await {
        page.expect("a page");
    }
    let targets: Vec<String> = server
        .received()
        .into_iter()
        .map(|request| request.target)
        .collect();
    assert_eq!(targets, ["/users/?key=s", "/users/?page=2&key=s"]);
}

#[tokio::test]
async fn counting_begins_where_the_request_does() {
    let server = Server::start(|request| match query(request, "page") {
        Some("8") => json(200, "[]"),
        _ => json(200, "[1]"),
    })
    .await;
    let mut request = list(&Client::at(&server.url));
    call_mut(&mut request).parameter(Parameter::query("page"), &6);
    let mut pages = Pages::new(request, Pagination::page("page", 1, ""));
    while let Some(page) = pages.next().await {
        page.expect("a page");
    }
    let received = server.received();
    let numbers: Vec<_> = received.iter().map(|request| query(request, "page")).collect();
    assert_eq!(numbers, [Some("6"), Some("7"), Some("8")]);
}

#[tokio::test]
async fn items_come_one_by_one_over_the_pages() {
    let server = Server::start(|request| match query(request, "cursor") {
        None => json(200, r#"{"items":[1,2],"next":"b"}"#),
        Some("b") => json(200, r#"{"items":[],"next":"c"}"#),
        Some("c") => json(200, r#"{"items":[3],"next":"d"}"#),
        _ => reply(410, ""),
    })
    .await;
    let pages = Pages::new(
        list(&Client::at(&server.url)),
        Pagination::cursor("cursor", "/next"),
    );
    let mut items = pages.items(|page| page["items"].as_array().cloned().unwrap_or_default());
    let mut seen = Vec::new();
    let error = loop {
        match items.next().await {
            Some(Ok(item)) => seen.push(item),
            Some(Err(error)) => break error,
            None => panic!("the fourth page is a failure"),
        }
    };
    assert_eq!(seen, [1, 2, 3]);
    assert!(matches!(error, Error::Api(_)), "{error:?}");
    assert!(items.next().await.is_none());
}
