use std::time::Duration;

use specwright_runtime::transport::{self, Hyper, Ureq};
use specwright_runtime::{Body, Error, FilePart, Retry, http};

use crate::loopback::{json, reply};
use crate::{client, runtime, server, store};

#[test]
fn a_client_sends_in_both_ways() {
    let server = server(|_| json(200, r#"{"id":7,"name":"Tom"}"#));
    let client = client(&server);
    assert_eq!(client.get_pet(7).send().expect("a pet").name, "Tom");
    let awaited = runtime().block_on(async { client.get_pet(7).await });
    assert_eq!(awaited.expect("a pet").name, "Tom");
}

#[test]
fn a_transport_that_needs_a_runtime_says_so() {
    let client = store::Client::builder()
        .transport(Hyper::builder().build().expect("a transport"))
        .build()
        .expect("a client");
    let error = client.get_pet(7).send().expect_err("no runtime");
    let text = format!("{error:#}");
    assert!(
        text.contains("hyper sends nothing outside of tasks of tokio"),
        "{text}"
    );
    // Nor does it stop the one thread of a runtime for ever.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let error = runtime
        .expect("a runtime")
        .block_on(async { client.get_pet(7).send() });
    assert!(error.is_err());
}

#[test]
fn a_thread_may_wait_within_a_task() {
    let server = server(|_| json(200, r#"{"id":7,"name":"Tom"}"#));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let client = client(&server);
    let pet = runtime
        .expect("a runtime")
        .block_on(async { client.get_pet(7).timeout(Duration::from_secs(9)).send() });
    assert_eq!(pet.expect("a pet").name, "Tom");
}

#[test]
fn what_is_awaited_may_be_sent_by_ureq() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("tom.png");
    std::fs::write(&path, "a photo").expect("a file");
    let server = server(|_| reply(204, ""));
    let client = store::Client::builder()
        .base_url(&server.url)
        .transport(Ureq::builder().no_proxy().build().expect("a transport"))
        .build()
        .expect("a client");
    let awaited = runtime().block_on(async { client.add_photo(7, FilePart::path(&path)).await });
    awaited.expect("an upload");
    assert!(server.only().text().contains("a photo"));
}

#[test]
fn a_function_of_a_test_is_a_transport_here_too() {
    let one_pet = async |request: http::Request<Body>| {
        assert_eq!(request.uri().path(), "/pets/7");
        Ok(http::Response::new(Body::from(r#"{"id":7,"name":"Tom"}"#)))
    };
    let client = store::Client::builder()
        .transport(transport::from_fn(one_pet))
        .build()
        .expect("a client");
    assert_eq!(client.get_pet(7).send().expect("a pet").name, "Tom");
}

#[test]
fn a_server_that_is_not_there_never_saw_the_request() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    drop(listener);
    for url in [url.as_str(), "http://no-such-host.invalid"] {
        let client = store::Client::builder()
            .base_url(url)
            .retry(Retry::none())
            .build()
            .expect("a client");
        let error = client.get_pet(7).send().expect_err("no server");
        assert!(
            matches!(&error, Error::Transport(error) if error.is_connect()),
            "{error:#}"
        );
    }
}

#[test]
fn a_call_that_is_dropped_leaves_its_connection() {
    let (begun, has_begun) = std::sync::mpsc::channel();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let serving = std::thread::spawn(move || {
        use std::io::{Read, Write};
        let (mut stream, _) = listener.accept().expect("a connection");
        let _ = stream.read(&mut [0; 4096]);
        stream
            .write_all(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
            .expect("a client");
        begun.send(()).expect("a test");
        // Until the client is gone.
        while stream.write_all(b"1\r\nx\r\n").is_ok() {
            std::thread::sleep(Duration::from_millis(5));
        }
    });
    let client = store::Client::builder().base_url(&url).build().expect("a client");
    let stream = client.get_photo(7).send().expect("bytes");
    has_begun.recv().expect("a server");
    drop(stream);
    serving.join().expect("an end");
}

/// What programs without `async` are promised: `cargo tree` of the feature alone.
#[test]
fn tokio_is_no_dependency_of_it() {
    let cargo = std::process::Command::new(env!("CARGO"))
        .args([
            "tree",
            "--offline",
            "--edges",
            "normal",
            "--prefix",
            "none",
            "--no-default-features",
        ])
        .args(["--features", "blocking,chrono,gzip,oauth2,uuid,xml"])
        .args([
            "--manifest-path",
            concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"),
        ])
        .output()
        .expect("cargo");
    let tree = String::from_utf8(cargo.stdout).expect("text");
    assert!(
        tree.contains("ureq v"),
        "{tree}{}",
        String::from_utf8_lossy(&cargo.stderr)
    );
    for name in ["tokio v", "reqwest v", "hyper v"] {
        assert!(!tree.contains(name), "{tree}");
    }
}
