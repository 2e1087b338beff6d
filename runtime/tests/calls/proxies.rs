//! Calls by a proxy: what the proxy is told, and what it is not.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use specwright_runtime::BuildError;
use specwright_runtime::transport::{Hyper, Proxy};
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};

use crate::connections::get;
use crate::loopback::{Server, json};
use crate::tls::{Authority, USER, asking};

/// What the proxy was told, one text for each connection.
pub(crate) type Told = Arc<Mutex<Vec<String>>>;

pub(crate) fn told(told: &Told) -> Vec<String> {
    told.lock().expect("no panic").clone()
}

/// Starts a proxy that opens a tunnel to whatever it is asked for, at the address `to`.
pub(crate) async fn tunnels(to: String, answer: &'static str) -> (String, Told) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    let told = Told::default();
    let log = told.clone();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                head.push(stream.read_u8().await.expect("a head"));
            }
            log.lock()
                .expect("no panic")
                .push(String::from_utf8(head).expect("text"));
            stream.write_all(answer.as_bytes()).await.expect("a reader");
            let mut server = TcpStream::connect(&to).await.expect("a server");
            tokio::spawn(async move { copy_bidirectional(&mut stream, &mut server).await });
        }
    });
    (address.to_string(), told)
}

pub(crate) fn address(url: &str) -> String {
    url.split_once("://").expect("a URL").1.to_owned()
}

#[tokio::test]
async fn a_server_with_tls_is_called_through_a_tunnel_and_only_the_proxy_is_told_its_password() {
    let authority = Authority::new();
    let (url, _) = asking(&authority, USER, false).await;
    let (proxy, heads) = tunnels(
        address(&url).replace("localhost", "127.0.0.1"),
        "HTTP/1.1 200 OK\r\n\r\n",
    )
    .await;
    let proxy = Proxy::https(&format!("http://{proxy}")).expect("a proxy");
    let builder = Hyper::builder()
        .only_root_certificates(authority.pem().as_bytes())
        .proxy(proxy.basic_auth("ada", "p@ss:word"));
    assert_eq!(get(&url, builder).await.expect("a user").id, 7);
    let [head] = &told(&heads)[..] else {
        panic!("{heads:?}")
    };
    assert!(
        head.starts_with(&format!("CONNECT {} HTTP/1.1\r\n", address(&url))),
        "{head}"
    );
    // `ada:p@ss:word`
    assert!(
        head.to_ascii_lowercase()
            .contains("proxy-authorization: basic ywrhonbac3m6d29yza=="),
        "{head}"
    );
    // The call and its credentials are in the tunnel.
    assert!(!head.contains("/user/7"), "{head}");
}

#[tokio::test]
async fn a_tunnel_that_is_refused_is_no_connection() {
    let authority = Authority::new();
    let (url, _) = asking(&authority, USER, false).await;
    let refusal = "HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n";
    let (proxy, _) = tunnels(address(&url).replace("localhost", "127.0.0.1"), refusal).await;
    let proxy = Proxy::all(&format!("http://{proxy}")).expect("a proxy");
    let error = get(&url, Hyper::builder().proxy(proxy))
        .await
        .expect_err("no tunnel");
    let text = format!("{error:#}");
    assert!(
        error.is_connect()
            && text.contains("no connection to the server, since the proxy makes none: ")
            && text.contains(
                "responds 407 Proxy Authentication Required: it asks for a user and a password, which its URL may have"
            ),
        "{text}"
    );
}

#[tokio::test]
async fn a_proxy_of_plain_http_is_told_its_password_with_each_request() {
    let server = Server::start(|_| json(200, r#"{"id":7}"#)).await;
    let proxy = server.url.replace("http://", "http://ada:secret@");
    let builder = Hyper::builder().proxy(Proxy::http(&proxy).expect("a proxy"));
    get("http://api.internal", builder).await.expect("a user");
    let request = server.only();
    assert_eq!(request.target, "http://api.internal/user/7");
    assert_eq!(
        request.header("proxy-authorization"),
        Some("Basic YWRhOnNlY3JldA==")
    );
}

#[tokio::test]
async fn servers_that_are_excepted_are_called_without_the_proxy_and_its_password() {
    let server = Server::start(|_| json(200, r#"{"id":7}"#)).await;
    let at_port = address(&server.url);
    for except in ["127.0.0.0/8", "other.internal, *", &at_port] {
        let proxy = Proxy::all("http://ada:secret@127.0.0.1:1").expect("a proxy");
        let builder = Hyper::builder().proxy(proxy.except(except));
        get(&server.url, builder).await.expect("a user");
    }
    for request in server.received() {
        assert_eq!(
            (request.target.as_str(), request.header("proxy-authorization")),
            ("/user/7", None)
        );
    }
}

#[tokio::test]
async fn servers_at_other_ports_than_those_that_are_excepted_are_called_by_the_proxy() {
    let proxy = Server::start(|_| json(200, r#"{"id":7}"#)).await;
    let by_proxy = Proxy::all(&proxy.url).expect("a proxy");
    let builder = Hyper::builder().proxy(by_proxy.except("internal:8080, [::1]:8080, 10.0.0.0/8"));
    get("http://api.internal", builder).await.expect("a user");
    assert_eq!(proxy.only().target, "http://api.internal/user/7");
}

#[test]
fn what_names_no_servers_that_are_excepted_is_refused() {
    for (except, problem) in [
        (
            "localhost, 10.0.0.0/33",
            "`10.0.0.0/33`: expected at most 32 bits",
        ),
        (
            "http://internal.example",
            "expected a name, an address, or a network",
        ),
    ] {
        let proxy = Proxy::all("http://ada:secret@127.0.0.1:1").expect("a proxy");
        let error = Hyper::builder().proxy(proxy.except(except)).build();
        let text = error.expect_err(problem).to_string();
        assert!(
            text.contains("the servers without the proxy can't be used"),
            "{text}"
        );
        assert!(text.contains(problem) && !text.contains("secret"), "{text}");
    }
}

#[tokio::test]
async fn the_first_proxy_that_takes_a_url_counts() {
    let server = Server::start(|_| json(200, r#"{"id":7}"#)).await;
    let builder = Hyper::builder()
        .proxy(Proxy::https("http://127.0.0.1:1").expect("a proxy"))
        .proxy(Proxy::http(&server.url).expect("a proxy"))
        .proxy(Proxy::all("http://127.0.0.1:1").expect("a proxy"));
    get("http://api.internal", builder).await.expect("a user");
    assert_eq!(server.only().target, "http://api.internal/user/7");
}

/// Starts a proxy of SOCKS 5 (RFC 1928, and 1929 for its password), which connects to the address `to`. What it is told is the user, the
/// password, the host and the port.
pub(crate) async fn socks(to: String) -> (String, Told) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    let told = Told::default();
    let log = told.clone();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            // The methods to tell who one is, behind the version and their number.
            stream.read_u8().await.expect("a version");
            text(&mut stream).await;
            stream.write_all(&[5, 2]).await.expect("a reader");
            let mut words = Vec::new();
            stream.read_u8().await.expect("a version");
            for _ in 0..2 {
                words.push(text(&mut stream).await);
            }
            stream.write_all(&[1, 0]).await.expect("a reader");
            // The version, the command, nothing, and that there is a name.
            let mut head = [0; 4];
            stream.read_exact(&mut head).await.expect("bytes");
            assert_eq!(head, [5, 1, 0, 3]);
            words.push(text(&mut stream).await);
            words.push(stream.read_u16().await.expect("a port").to_string());
            log.lock().expect("no panic").push(words.join(" "));
            stream
                .write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0])
                .await
                .expect("a reader");
            let mut server = TcpStream::connect(&to).await.expect("a server");
            tokio::spawn(async move { copy_bidirectional(&mut stream, &mut server).await });
        }
    });
    (address.to_string(), told)
}

/// Reads a text behind its length.
async fn text(stream: &mut TcpStream) -> String {
    let length = stream.read_u8().await.expect("a length");
    let mut bytes = vec![0; length.into()];
    stream.read_exact(&mut bytes).await.expect("bytes");
    String::from_utf8(bytes).expect("text")
}

#[tokio::test]
async fn a_proxy_of_socks_is_given_the_name_of_the_host_and_the_port_of_the_scheme() {
    let server = Server::start(|_| json(200, r#"{"id":7}"#)).await;
    let (proxy, words) = socks(address(&server.url)).await;
    for (url, port) in [("http://api.internal", 80), ("http://api.internal:8080", 8080)] {
        let proxy = Proxy::all(&format!("socks5://ada:secret@{proxy}")).expect("a proxy");
        get(url, Hyper::builder().proxy(proxy)).await.expect("a user");
        assert_eq!(
            told(&words).last().expect("a connection"),
            &format!("ada secret api.internal {port}")
        );
    }
    // What a proxy of HTTP is told, it is not.
    assert!(
        server
            .received()
            .iter()
            .all(|request| request.target == "/user/7")
    );
}

/// All of 127.0.0.0/8 is this machine, on Linux.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_proxy_of_socks_has_its_own_port_unless_the_url_has_one() {
    let listener = TcpListener::bind("127.0.41.80:1080").await.expect("a free port");
    let called = tokio::spawn(async move { listener.accept().await.map(drop) });
    let proxy = Proxy::all("socks5://127.0.41.80").expect("a proxy");
    let error = get("http://api.internal", Hyper::builder().proxy(proxy)).await;
    assert!(error.expect_err("it hangs up").is_connect());
    called.await.expect("no panic").expect("a connection");
}

#[tokio::test]
async fn an_error_says_why_a_proxy_of_socks_was_not_reached() {
    let proxy = Proxy::all("socks5://127.0.0.1:1").expect("a proxy");
    let error = get("http://api.internal", Hyper::builder().proxy(proxy)).await;
    let text = format!("{:#}", error.expect_err("nobody is there"));
    assert!(text.contains("refused"), "{text}");
}

#[tokio::test]
async fn a_password_is_what_it_is_and_not_decoded() {
    for (user, password, expected) in [
        ("ada", "a%41b", "Basic YWRhOmElNDFi"),
        ("a:da", "", "Basic YTpkYTo="),
    ] {
        let server = Server::start(|_| json(200, r#"{"id":7}"#)).await;
        let proxy = Proxy::all(&server.url).expect("a proxy");
        // Which servers are excepted says nothing of those that are not.
        let proxy = proxy.basic_auth(user, password).except("com");
        get("http://api.internal", Hyper::builder().proxy(proxy))
            .await
            .expect("a user");
        assert_eq!(server.only().header("proxy-authorization"), Some(expected));
    }
}

#[test]
fn the_url_of_a_proxy_is_checked_and_its_password_is_not_shown() {
    for (url, problem) in [
        (
            "proxy.example.com:3128",
            "expected http, https, socks, socks5 or socks5h before its colon",
        ),
        (
            "ftp://ada:secret@proxy.example.com",
            "expected http, https, socks, socks5 or socks5h before its colon",
        ),
        ("http://ada:secret@", "empty host"),
    ] {
        let error = Proxy::all(url).expect_err(problem);
        let text = error.to_string();
        assert!(
            matches!(error, BuildError::Transport(_)) && text.contains(problem),
            "{text}"
        );
        assert!(!text.contains("secret"), "{text}");
    }
    let proxy = Proxy::all("http://ada:secret@proxy.example.com:3128").expect("a proxy");
    assert_eq!(format!("{proxy:?}"), "Proxy(http://proxy.example.com)");
}

#[tokio::test]
async fn a_proxy_that_says_nothing_is_given_up_when_the_connection_takes_too_long() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let silent = listener.local_addr().expect("an address");
    let proxy = Proxy::all(&format!("http://{silent}")).expect("a proxy");
    let builder = Hyper::builder()
        .proxy(proxy)
        .connect_timeout(Duration::from_millis(50));
    let error = get("https://api.internal", builder).await.expect_err("no tunnel");
    assert!(error.is_connect() && error.is_timeout(), "{error:#}");
}
