//! The proxy that the environment names, which all of a process share: each test starts its own program once more.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::sync::mpsc::{Receiver, channel};

use specwright_runtime::transport::Ureq;
use specwright_runtime::{Error, Retry};

use crate::loopback::json;
use crate::{server, store};

const URL: &str = "SPECWRIGHT_TEST_URL";

/// What such a program does.
#[test]
fn calls_what_its_environment_names() {
    let Ok(url) = std::env::var(URL) else { return };
    let transport = match Ureq::builder().build() {
        Ok(transport) => transport,
        Err(error) => return println!("build {error:#}"),
    };
    let client = store::Client::builder()
        .base_url(&url)
        .retry(Retry::none())
        .transport(transport)
        .build()
        .expect("a client");
    match client.get_pet(7).send() {
        Ok(pet) => println!("name {}", pet.name),
        Err(Error::Transport(error)) => println!("connect {} {error:#}", error.is_connect()),
        Err(error) => println!("{error:#}"),
    }
}

/// Returns what a program says that calls `url`, with these variables.
fn call(url: &str, variables: &[(&str, &str)]) -> String {
    let mut child = Command::new(std::env::current_exe().expect("this program"));
    child.args([
        "--exact",
        "--nocapture",
        "environment::calls_what_its_environment_names",
    ]);
    for name in ["ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY"] {
        child.env_remove(name).env_remove(name.to_ascii_lowercase());
    }
    child.env_remove("REQUEST_METHOD").env(URL, url);
    child.envs(variables.iter().copied());
    let output = child.output().expect("it runs");
    assert!(output.status.success(), "{output:?}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn pets() -> crate::loopback::Server {
    server(|_| json(200, r#"{"id":7,"name":"Tom"}"#))
}

fn address(url: &str) -> &str {
    url.trim_start_matches("http://")
}

/// Starts a proxy that opens one tunnel, to the address `to`, and gives the head that asked for it.
fn tunnel(to: &str) -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    let (head_seen, heads) = channel();
    let to = to.to_owned();
    std::thread::spawn(move || {
        let (mut client, _) = listener.accept().expect("a client");
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            client.read_exact(&mut byte).expect("a head");
            head.push(byte[0]);
        }
        let _ = head_seen.send(String::from_utf8(head).expect("text"));
        client.write_all(b"HTTP/1.1 200 OK\r\n\r\n").expect("a reader");
        join(client, TcpStream::connect(to).expect("a server"));
    });
    (address.to_string(), heads)
}

fn join(mut client: TcpStream, mut server: TcpStream) {
    let (mut from, mut to) = (
        client.try_clone().expect("a socket"),
        server.try_clone().expect("a socket"),
    );
    std::thread::spawn(move || std::io::copy(&mut from, &mut to));
    let _ = std::io::copy(&mut server, &mut client);
}

#[test]
fn the_environment_names_the_proxy() {
    for name in ["ALL_PROXY", "https_proxy", "HTTP_PROXY"] {
        let server = pets();
        let (proxy, heads) = tunnel(address(&server.url));
        let proxy = format!("http://ada:s%25cret@{proxy}");
        let said = call(
            "http://api.internal",
            &[(name, &proxy), ("NO_PROXY", "example.com")],
        );
        assert!(said.contains("name Tom"), "{said}");
        let head = heads.recv().expect("a head");
        // `ada:s%cret`
        assert!(
            head.starts_with("CONNECT api.internal:80 ") && head.contains("Basic YWRhOnMlY3JldA=="),
            "{head}"
        );
    }
}

#[test]
fn the_environment_names_a_proxy_of_socks() {
    for scheme in ["socks5h", "socks"] {
        let server = pets();
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let proxy = format!("{scheme}://{}", listener.local_addr().expect("an address"));
        let to = address(&server.url).to_owned();
        std::thread::spawn(move || {
            let (mut client, _) = listener.accept().expect("a client");
            let mut hello = [0; 3];
            client.read_exact(&mut hello).expect("methods");
            client.write_all(&[5, 0]).expect("a reader");
            let mut head = [0; 5 + "api.internal".len() + 2];
            client.read_exact(&mut head).expect("a name");
            client
                .write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0])
                .expect("a reader");
            join(client, TcpStream::connect(to).expect("a server"));
        });
        let said = call("http://api.internal", &[("ALL_PROXY", &proxy)]);
        assert!(said.contains("name Tom"), "{said}");
    }
}

#[test]
fn the_environment_names_servers_that_are_called_without_the_proxy() {
    let server = pets();
    let at_port = format!("x:1, {}", address(&server.url));
    for except in [
        "127.0.0.1",
        "other.internal, 127.0.0.1",
        "*",
        "x, *",
        "127.0.0.0/8",
        "10.0.0.0/33, http://a, 127.0.0.1",
        &at_port,
    ] {
        let variables = [("HTTP_PROXY", "http://127.0.0.1:1"), ("NO_PROXY", except)];
        let said = call(&server.url, &variables);
        assert!(said.contains("name Tom"), "{said}");
    }
    for except in [
        "internal",
        ".internal",
        "api.internal",
        "*.internal",
        "internal:80",
    ] {
        let variables = [("HTTP_PROXY", "http://127.0.0.1:1"), ("NO_PROXY", except)];
        let said = call("http://api.internal", &variables);
        // The name is looked for here, and not told to the proxy.
        assert!(
            said.contains("connect true") && !said.contains("refused"),
            "{said}"
        );
    }
    for except in ["127.0.0.1:1", "internal:8080", "10.0.0.0/8", "*.127.0.0.1"] {
        let variables = [("HTTP_PROXY", "http://127.0.0.1:1"), ("NO_PROXY", except)];
        let said = call(&server.url, &variables);
        assert!(
            said.contains("connect true") && said.contains("refused"),
            "{except}: {said}"
        );
    }
}

#[test]
fn a_proxy_of_the_environment_that_cannot_be_used_is_an_error_that_shows_no_password() {
    let server = pets();
    for (value, problem) in [
        (
            "ht!tp://ada:secret@127.0.0.1:1",
            "expected http, https, socks4, socks4a, socks, socks5 or socks5h before its colon",
        ),
        ("http://ada:secret@127.0.0.1:99999", "invalid port number"),
        ("ada:secret@", "empty host"),
        ("http://ada:%fcsecret@127.0.0.1:1", "expected a password in UTF-8"),
    ] {
        for name in ["ALL_PROXY", "https_proxy", "HTTP_PROXY"] {
            let said = call(&server.url, &[(name, value)]);
            let expected = format!(
                "build the transport can't be created: {name} of the environment can't be used: {problem};"
            );
            assert!(said.contains(&expected), "{said}");
            assert!(!said.contains("secret"), "{said}");
        }
    }
    assert_eq!(server.received().len(), 0);
}

#[test]
fn a_program_of_a_web_server_takes_no_proxy_of_a_header() {
    // There `HTTP_PROXY` is the header `Proxy` of a request.
    let server = pets();
    let variables = [("HTTP_PROXY", "http://127.0.0.1:1"), ("REQUEST_METHOD", "GET")];
    let said = call(&server.url, &variables);
    assert!(said.contains("name Tom"), "{said}");
}
