use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use specwright_runtime::oauth2::ClientCredentials;
use specwright_runtime::{Error, Timeout, Value};

use crate::loopback::{Piece, chunked, json, reply};
use crate::store::operations::GetPetError;
use crate::store::types::Pet;
use crate::{client, server, store};

#[test]
fn a_request_is_sent_and_its_response_decoded() {
    let server = server(|_| json(200, r#"{"id":7,"name":"Tom"}"#));
    let pet = client(&server)
        .get_pet(7)
        .header("x-trace", "1")
        .send()
        .expect("a pet");
    assert_eq!(pet.name, "Tom");
    let request = server.only();
    assert_eq!(
        (request.method.as_str(), request.target.as_str()),
        ("GET", "/pets/7")
    );
    assert_eq!(request.header("x-trace"), Some("1"));
    assert_eq!(request.header("accept"), Some("application/json"));
    assert!(
        request
            .header("user-agent")
            .is_some_and(|agent| agent.starts_with("specwright/"))
    );
    assert_eq!(request.header("content-length"), None);
}

#[test]
fn status_and_headers_stand_beside_the_body() {
    let server = server(|_| json(200, r#"{"id":7,"name":"Tom"}"#).header("x-left", "3"));
    let response = client(&server).get_pet(7).with_response().send().expect("a pet");
    assert_eq!(response.status(), 200);
    assert_eq!(response.header::<u32>("x-left").expect("a number"), Some(3));
}

#[test]
fn a_failure_is_of_the_operations_type() {
    let server = server(|_| json(404, r#"{"detail":"no such pet"}"#));
    let error = client(&server).get_pet(7).send().expect_err("a failure");
    let Error::Api(failure) = error else {
        panic!("{error}");
    };
    assert_eq!(failure.status(), 404);
    assert!(matches!(failure.body(), GetPetError::NotFound(problem) if problem.detail == "no such pet"));
}

#[test]
fn a_body_is_sent_with_any_method() {
    let server = server(|_| json(200, r#"{"id":7,"name":"Tom"}"#));
    let tom = Pet {
        id: 7,
        name: "Tom".to_owned(),
    };
    let client = client(&server);
    client.add_pet(&tom).send().expect("a pet");
    for method in ["GET", "DELETE", "PUT", "PATCH", "QUERY"] {
        let request = client.request(method, "/pets").json(&tom);
        let pet: Pet = request.decode_as().send().expect(method);
        assert_eq!(pet.name, "Tom");
    }
    let methods: Vec<String> = server
        .received()
        .iter()
        .map(|request| request.method.clone())
        .collect();
    assert_eq!(methods, ["POST", "GET", "DELETE", "PUT", "PATCH", "QUERY"]);
    for request in server.received() {
        assert_eq!(request.text(), r#"{"id":7,"name":"Tom"}"#, "{}", request.method);
        assert_eq!(request.header("content-length"), Some("21"), "{}", request.method);
        assert_eq!(request.header("content-type"), Some("application/json"));
    }
}

#[test]
fn where_a_body_is_expected_its_absence_is_told() {
    let server = server(|_| reply(204, ""));
    let client = client(&server);
    client.request("POST", "/pets/7/feed").send().expect("no content");
    client.request("DELETE", "/pets/7").send().expect("no content");
    client.request("HEAD", "/pets/7").send().expect("no content");
    let lengths: Vec<Option<String>> = server
        .received()
        .iter()
        .map(|request| request.header("content-length").map(str::to_owned))
        .collect();
    assert_eq!(lengths, [Some("0".to_owned()), None, None]);
    assert!(
        server
            .received()
            .iter()
            .all(|request| request.header("transfer-encoding").is_none())
    );
}

#[test]
fn what_passes_by_is_tried_again() {
    let count = AtomicUsize::new(0);
    let server = server(move |_| match count.fetch_add(1, Ordering::SeqCst) {
        0 => reply(503, "later"),
        1 => chunked(vec![Piece::Bytes(b"{\"id\"".to_vec()), Piece::Hangup]),
        _ => json(200, r#"{"id":7,"name":"Tom"}"#),
    });
    assert_eq!(client(&server).get_pet(7).send().expect("a pet").name, "Tom");
    assert_eq!(server.received().len(), 3);
}

#[test]
fn the_limit_of_time_holds_for_the_head_and_for_the_body() {
    let pause = || Piece::Pause(Duration::from_secs(60));
    let drop = || {
        vec![
            Piece::Bytes(b" ".to_vec()),
            Piece::Pause(Duration::from_millis(20)),
        ]
    };
    let dripping: Vec<Piece> = std::iter::repeat_with(drop).take(1000).flatten().collect();
    let replies = [
        chunked(vec![pause()]),
        chunked(vec![Piece::Bytes(b"{".to_vec()), pause()]),
        chunked(dripping),
    ];
    for reply in replies {
        let server = server(move |_| reply.clone());
        let begun = Instant::now();
        let request = client(&server).get_pet(7).timeout(Duration::from_millis(300));
        let error = request.send().expect_err("too late");
        assert!(
            matches!(&error, Error::Timeout { limit: Timeout::Call(limit), .. } if *limit == Duration::from_millis(300)),
            "{error}"
        );
        assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    }
}

#[test]
fn a_server_that_says_nothing_at_all_is_not_waited_for() {
    // Connections come up by the backlog of a listener that accepts none.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let client = store::Client::builder().base_url(&url).build().expect("a client");
    let error = client
        .get_pet(7)
        .timeout(Duration::from_millis(300))
        .send()
        .expect_err("too late");
    assert!(matches!(error, Error::Timeout { .. }), "{error}");
}

#[test]
fn pages_are_what_a_for_loop_takes() {
    let server = server(|request| match request.target.as_str() {
        "/pets?limit=2" => json(200, r#"[{"id":1,"name":"Tom"},{"id":2,"name":"Kit"}]"#)
            .header("link", r#"</pets?limit=2&page=2>; rel="next""#),
        _ => json(200, r#"[{"id":3,"name":"Leo"}]"#),
    });
    let client = client(&server);
    let mut sizes = Vec::new();
    for page in client.list_pets().limit(2).pages() {
        sizes.push(page.expect("a page").body().len());
    }
    assert_eq!(sizes, [2, 1]);
    let names = client.list_pets().limit(2).pages().items(|page| page).into_iter();
    let names: Result<Vec<String>, _> = names.map(|pet| pet.map(|pet| pet.name)).collect();
    assert_eq!(names.expect("names"), ["Tom", "Kit", "Leo"]);
    assert_eq!(server.received().len(), 4);
}

#[test]
fn tokens_are_fetched_by_the_same_transport() {
    let server = server(|request| match request.target.as_str() {
        "/token" => json(
            200,
            r#"{"access_token":"t1","token_type":"bearer","expires_in":3600}"#,
        ),
        _ if request.header("authorization") == Some("Bearer t1") => json(200, r#"{"id":7,"name":"Tom"}"#),
        _ => reply(401, ""),
    });
    let source = ClientCredentials::new(format!("{}/token", server.url), "id", "a secret");
    let client = store::Client::builder()
        .base_url(&server.url)
        .token_source(source)
        .build()
        .expect("a client");
    for _ in 0..2 {
        client.get_pet(7).send().expect("a pet");
    }
    let targets: Vec<String> = server
        .received()
        .iter()
        .map(|request| request.target.clone())
        .collect();
    assert_eq!(targets, ["/token", "/pets/7", "/pets/7"]);
}

#[test]
fn calls_of_several_threads_fetch_one_token() {
    let server = server(|request| match request.target.as_str() {
        "/token" => {
            let slow = json(
                200,
                r#"{"access_token":"t1","token_type":"bearer","expires_in":3600}"#,
            );
            std::thread::sleep(Duration::from_millis(50));
            slow
        }
        _ => json(200, r#"{"id":7,"name":"Tom"}"#),
    });
    let source = ClientCredentials::new(format!("{}/token", server.url), "id", "a secret");
    let client = store::Client::builder()
        .base_url(&server.url)
        .token_source(source)
        .build()
        .expect("a client");
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| client.get_pet(7).send().expect("a pet"));
        }
    });
    let tokens = server
        .received()
        .into_iter()
        .filter(|request| request.target == "/token");
    assert_eq!((tokens.count(), server.received().len()), (1, 9));
}

#[test]
fn redirects_are_followed_by_the_client() {
    let server = server(|request| match request.target.as_str() {
        "/pets/7" => reply(307, "").header("location", "/cats/7"),
        _ => json(200, r#"{"id":7,"name":"Tom"}"#),
    });
    let builder = store::Client::builder().base_url(&server.url).api_key("a key");
    let pet = builder
        .build()
        .expect("a client")
        .get_pet(7)
        .send()
        .expect("a pet");
    assert_eq!(pet.name, "Tom");
    assert!(
        server
            .received()
            .iter()
            .all(|request| request.header("x-api-key") == Some("a key"))
    );
}

#[test]
fn compressed_responses_are_unpacked() {
    use std::io::Write;
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(br#"{"id":7,"name":"Tom"}"#).expect("in memory");
    let packed = packed.finish().expect("in memory");
    let server = server(move |_| {
        reply(200, &packed)
            .header("content-encoding", "gzip")
            .header("content-type", "application/json")
    });
    assert_eq!(client(&server).get_pet(7).send().expect("a pet").name, "Tom");
    let asked = server.only().header("accept-encoding").map(str::to_owned);
    // With the feature for it, also `br`.
    assert!(
        asked
            .as_deref()
            .is_some_and(|asked| asked.split(", ").any(|coding| coding == "gzip")),
        "{asked:?}"
    );
}

#[test]
fn what_the_document_does_not_describe_can_be_read_whole() {
    let server = server(|_| json(200, "[1, 2]"));
    let client = client(&server);
    let response = client.request("GET", "/numbers").send().expect("a response");
    assert_eq!(response.read().expect("bytes"), "[1, 2]");
    let numbers: Value = client
        .request("GET", "/numbers")
        .decode_as()
        .send()
        .expect("a value");
    assert_eq!(numbers[1], 2);
}
