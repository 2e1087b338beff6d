//! The proxies that the environment names, which all of a process share: each test starts its own program once more.

use std::ffi::OsStr;
use std::process::Command;

use specwright_runtime::transport::Hyper;
use specwright_runtime::{Error, Retry};

use crate::api::ClientBuilder;
use crate::loopback::{Server, json};
use crate::proxies::{address, socks, told, tunnels};
use crate::tls::{Authority, USER, asking};

const URL: &str = "SPECWRIGHT_TEST_URL";
const AUTHORITY: &str = "SPECWRIGHT_TEST_AUTHORITY";
const SOCKET: &str = "SPECWRIGHT_TEST_SOCKET";

/// What such a program does.
#[tokio::test]
async fn calls_what_its_environment_names() {
    let Ok(url) = std::env::var(URL) else { return };
    let builder = Hyper::builder();
    let builder = match std::env::var(AUTHORITY) {
        Ok(pem) => builder.only_root_certificates(pem.as_bytes()),
        Err(_) => builder,
    };
    #[cfg(unix)]
    let builder = match std::env::var(SOCKET) {
        Ok(path) => builder.unix_socket(path),
        Err(_) => builder,
    };
    let transport = match builder.build() {
        Ok(transport) => transport,
        Err(error) => return println!("build {error:#}"),
    };
    let client = ClientBuilder::default()
        .base_url(&url)
        .retry(Retry::none())
        .transport(transport)
        .build()
        .expect("a client");
    match client.get_user("7").await {
        Ok(user) => println!("id {}", user.id),
        Err(Error::Transport(error)) => println!("connect {} {error:#}", error.is_connect()),
        Err(error) => println!("{error:#}"),
    }
}

/// Returns what a program says that calls `url`, with these variables.
async fn call(url: &str, variables: &[(&str, impl AsRef<OsStr>)]) -> String {
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
    for (name, value) in variables {
        child.env(name, value);
    }
    let output = tokio::task::spawn_blocking(move || child.output());
    let output = output.await.expect("no panic").expect("it runs");
    assert!(output.status.success(), "{output:?}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn assert_user(said: &str) {
    assert!(said.contains("id 7"), "{said}");
}

#[tokio::test]
async fn the_environment_names_the_proxy_of_http() {
    for name in ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"] {
        let proxy = Server::start(|_| json(200, r#"{"id":7}"#)).await;
        let url = proxy.url.replace("http://", "http://ada:s%25cret@");
        // `example.com` is a host like any other, also to find out whether a password is sent.
        let variables = [(name, &*url), ("NO_PROXY", "example.com")];
        assert_user(&call("http://api.internal/v1", &variables).await);
        let request = proxy.only();
        assert_eq!(request.target, "http://api.internal/v1/user/7");
        // `ada:s%cret`
        assert_eq!(
            request.header("proxy-authorization"),
            Some("Basic YWRhOnMlY3JldA==")
        );
    }
}

#[tokio::test]
async fn a_proxy_without_a_scheme_is_one_of_http() {
    let proxy = Server::start(|_| json(200, r#"{"id":7}"#)).await;
    let variables = [("HTTP_PROXY", address(&proxy.url))];
    let variables = variables.each_ref().map(|(name, url)| (*name, &**url));
    assert_user(&call("http://api.internal", &variables).await);
    assert_eq!(proxy.only().target, "http://api.internal/user/7");
}

#[tokio::test]
async fn the_environment_names_servers_that_are_called_without_a_proxy() {
    for (name, value) in [
        ("NO_PROXY", "127.0.0.1"),
        ("no_proxy", "other.internal, 127.0.0.0/8"),
        ("NO_PROXY", "*"),
    ] {
        let server = Server::start(|_| json(200, r#"{"id":7}"#)).await;
        let variables = [("HTTP_PROXY", "http://ada:secret@127.0.0.1:1"), (name, value)];
        assert_user(&call(&server.url, &variables).await);
        let request = server.only();
        assert_eq!(
            (request.target.as_str(), request.header("proxy-authorization")),
            ("/user/7", None)
        );
    }
}

#[tokio::test]
async fn a_server_that_is_called_without_a_proxy_may_be_one_at_its_port_alone() {
    let server = Server::start(|_| json(200, r#"{"id":7}"#)).await;
    let port = server.url.rsplit_once(':').expect("a port").1;
    for (except, is_direct) in [
        (format!("127.0.0.1:{port}"), true),
        (format!("10.0.0.0/33, http://a, 127.0.0.1:{port}"), true),
        ("127.0.0.1:1".to_owned(), false),
    ] {
        let variables = [("HTTP_PROXY", "http://127.0.0.1:1"), ("NO_PROXY", &*except)];
        let said = call(&server.url, &variables).await;
        assert_eq!(said.contains("id 7"), is_direct, "{except}: {said}");
    }
}

#[tokio::test]
async fn a_program_of_a_web_server_takes_no_proxy_of_a_header() {
    // There `HTTP_PROXY` is the header `Proxy` of a request.
    let server = Server::start(|_| json(200, r#"{"id":7}"#)).await;
    let variables = [("HTTP_PROXY", "http://127.0.0.1:1"), ("REQUEST_METHOD", "GET")];
    assert_user(&call(&server.url, &variables).await);
    assert_eq!(server.only().target, "/user/7");
}

#[tokio::test]
async fn the_environment_names_the_proxy_of_https() {
    let authority = Authority::new();
    let (url, _) = asking(&authority, USER, false).await;
    for name in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"] {
        let to = address(&url).replace("localhost", "127.0.0.1");
        let (proxy, heads) = tunnels(to, "HTTP/1.1 200 OK\r\n\r\n").await;
        let proxy = format!("http://ada:secret@{proxy}");
        let variables = [(name, &*proxy), (AUTHORITY, &authority.pem())];
        assert_user(&call(&url, &variables).await);
        let [head] = &told(&heads)[..] else {
            panic!("{heads:?}")
        };
        assert!(
            head.starts_with("CONNECT localhost:")
                && head.to_ascii_lowercase().contains("proxy-authorization: basic"),
            "{head}"
        );
    }
}

#[tokio::test]
async fn the_environment_names_a_proxy_of_socks() {
    let server = Server::start(|_| json(200, r#"{"id":7}"#)).await;
    for scheme in ["socks", "socks5", "socks5h"] {
        let (proxy, words) = socks(address(&server.url)).await;
        let proxy = format!("{scheme}://ada:secret@{proxy}");
        assert_user(&call("http://api.internal", &[("ALL_PROXY", &proxy)]).await);
        assert_eq!(told(&words), ["ada secret api.internal 80"]);
    }
}

#[tokio::test]
async fn a_proxy_of_the_environment_that_cannot_be_used_is_an_error_that_shows_no_password() {
    let server = Server::start(|_| json(200, r#"{"id":7}"#)).await;
    let schemes = "expected http, https, socks, socks5 or socks5h before its colon";
    for (value, problem) in [
        ("ht!tp://ada:secret@127.0.0.1:1", schemes),
        ("socks4://ada:secret@127.0.0.1:1", schemes),
        ("http://ada:secret@", "empty host"),
        ("ada:secret@", "empty host"),
        ("http://ada:secret@127.0.0.1:99999", "invalid port number"),
        ("http://ada:sec#ret@127.0.0.1:1", "invalid port number"),
        ("http://ada:secret@a b:1", "invalid international domain name"),
        (" ", "empty host"),
    ] {
        for name in [
            "HTTPS_PROXY",
            "https_proxy",
            "HTTP_PROXY",
            "http_proxy",
            "ALL_PROXY",
            "all_proxy",
        ] {
            let said = call(&server.url, &[(name, value)]).await;
            let expected = format!(
                "build the transport can't be created: {name} of the environment can't be used: {problem}; correct it, or set proxy or \
                 no_proxy of the transport"
            );
            assert!(said.contains(&expected), "{name}={value}: {said}");
            assert!(!said.contains("ada") && !said.contains("ret@"), "{said}");
        }
    }
    assert_eq!(server.received().len(), 0);
}

#[cfg(unix)]
#[tokio::test]
async fn a_variable_that_is_no_text_is_an_error() {
    use std::os::unix::ffi::OsStrExt;

    let latin = OsStr::from_bytes(b"http://ada:\xfc@127.0.0.1:1");
    let proxy = OsStr::new("http://127.0.0.1:1");
    for (name, variables) in [
        ("https_proxy", vec![("https_proxy", latin)]),
        ("NO_PROXY", vec![("HTTPS_PROXY", proxy), ("NO_PROXY", latin)]),
    ] {
        let said = call("http://api.internal", &variables).await;
        let expected = format!("{name} of the environment can't be used: expected UTF-8;");
        assert!(said.contains(&expected), "{said}");
    }
}

#[tokio::test]
async fn variables_that_name_the_proxy_of_nobody_need_not_be_such_that_can_be_used() {
    let server = Server::start(|_| json(200, r#"{"id":7}"#)).await;
    let unusable = "socks4://127.0.0.1:1";
    for variables in [
        // All servers are called without one.
        vec![("HTTP_PROXY", unusable), ("NO_PROXY", "localhost, *")],
        // Each kind of server has its own.
        vec![
            ("ALL_PROXY", unusable),
            ("HTTP_PROXY", &server.url),
            ("HTTPS_PROXY", "127.0.0.1:1"),
        ],
        // What is empty is not set.
        vec![
            ("HTTPS_PROXY", ""),
            ("HTTP_PROXY", ""),
            ("http_proxy", &server.url),
        ],
    ] {
        assert_user(&call(&server.url, &variables).await);
    }
}

#[tokio::test]
async fn the_variables_in_a_program_of_a_web_server_that_no_header_becomes_count() {
    let proxy = Server::start(|_| json(200, r#"{"id":7}"#)).await;
    for name in ["http_proxy", "ALL_PROXY"] {
        let variables = [(name, &*proxy.url), ("REQUEST_METHOD", "GET")];
        let variables = [&variables[..], &[("HTTP_PROXY", "http://127.0.0.1:1")]].concat();
        assert_user(&call("http://api.internal", &variables).await);
    }
    assert_eq!(proxy.received().len(), 2);
}

#[cfg(unix)]
#[tokio::test]
async fn what_is_behind_a_unix_socket_is_told_nothing_that_is_for_a_proxy() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("socket");
    let listener = tokio::net::UnixListener::bind(&path).expect("a socket");
    let served = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("a client");
        let mut head = vec![0; 4096];
        let read = stream.read(&mut head).await.expect("a head");
        stream.write_all(USER.as_bytes()).await.expect("a reader");
        String::from_utf8_lossy(&head[..read]).to_ascii_lowercase()
    });
    let path = path.to_str().expect("a name");
    let variables = [("HTTP_PROXY", "http://ada:secret@127.0.0.1:1"), (SOCKET, path)];
    assert_user(&call("http://docker", &variables).await);
    let head = served.await.expect("no panic");
    assert!(
        head.starts_with("get /user/7 http/1.1") && !head.contains("proxy-authorization"),
        "{head}"
    );
}
