//! Proxies that open no tunnel: what is told of it, and which calls are sent again.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use specwright_runtime::transport::{Hyper, Proxy};
use specwright_runtime::{Error, Retry, TransportError};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::api::ClientBuilder;

/// Calls a server by a proxy that answers this, and gives the error and how many connections the proxy had.
async fn error_of(scheme: &str, user: &str, url: &str, answer: &'static [u8]) -> (TransportError, usize) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    let connections = Arc::new(AtomicUsize::new(0));
    let counted = connections.clone();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            counted.fetch_add(1, Ordering::SeqCst);
            tokio::spawn(async move {
                stream.write_all(answer).await?;
                let mut read = [0; 1024];
                while stream.read(&mut read).await? > 0 {}
                std::io::Result::Ok(())
            });
        }
    });
    let proxy = Proxy::all(&format!("{scheme}://{user}{address}")).expect("a proxy");
    let client = ClientBuilder::default()
        .base_url(url)
        .transport(Hyper::builder().proxy(proxy).build().expect("a transport"))
        .retry(Retry::new(2).first_wait(Duration::from_millis(1)))
        .build()
        .expect("a client");
    let error = client.get_user("7").await.expect_err("no connection");
    let Error::Transport(error) = error else {
        panic!("{error:#}")
    };
    (error, connections.load(Ordering::SeqCst))
}

#[tokio::test]
async fn an_error_tells_the_status_and_the_call_is_sent_again_where_that_may_help() {
    let answers: [(&[u8], &str, usize); 9] = [
        (b"HTTP/1.1 403 Forbidden\r\n\r\n", "responds 403 Forbidden", 1),
        (b"HTTP/1.0 405 No\r\n\r\n", "responds 405 Method Not Allowed", 1),
        (
            b"HTTP/1.1 302 Login\r\nlocation: http://x\r\n\r\n",
            "responds 302 Found",
            1,
        ),
        (
            b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 451 \r\n\r\n",
            "responds 451 Unavailable For Legal Reasons",
            1,
        ),
        (b"HTTP/1.1 699 x\r\n\r\n", "responds 699", 1),
        (b"HTTP/1.1 429 x\n\n", "responds 429 Too Many Requests", 3),
        (b"HTTP/1.1 502\r\n\r\n", "responds 502 Bad Gateway", 3),
        (b"HTTP/1.1 503 x\r\n\r\n", "responds 503 Service Unavailable", 3),
        (
            b"SSH-2.0-OpenSSH_9.2p1\r\n",
            "what answers is no proxy of HTTP",
            3,
        ),
    ];
    for (answer, expected, connections) in answers {
        let (error, found) = error_of("http", "", "https://api.internal", answer).await;
        let text = format!("{error:#}");
        assert!(error.is_connect() && text.contains(expected), "{text}");
        assert_eq!(found, connections, "{text}");
    }
}

#[tokio::test]
async fn a_proxy_that_wants_a_user_is_asked_once_and_the_error_says_what_to_set() {
    let answer = b"HTTP/1.1 407 \x1b[31mgo away ada:secret\r\nproxy-authenticate: Basic realm=secret\r\n\r\n<b>ada:secret</b>";
    for (user, expected) in [
        (
            "",
            "responds 407 Proxy Authentication Required: it asks for a user and a password, which its URL may have (http://user:password@host)",
        ),
        (
            "ada:secret@",
            "responds 407 Proxy Authentication Required: it does not accept the user and the password that are set for it",
        ),
    ] {
        let (error, connections) = error_of("http", user, "https://api.internal", answer).await;
        for text in [format!("{error:#}"), format!("{error:?}")] {
            assert!(text.contains(expected), "{text}");
            for hidden in ["secret", "ada", "go away", "<b>", "\x1b", "YWRh"] {
                assert!(!text.contains(hidden), "{text}");
            }
        }
        assert_eq!(connections, 1);
    }
}

#[tokio::test]
async fn what_a_proxy_of_socks_would_say_again_is_no_reason_to_ask_again() {
    for (user, answer, connections) in [
        ("", &b"\x05\xff"[..], 1),
        ("ada:secret@", b"\x05\xff", 1),
        ("ada:secret@", b"\x05\x02\x01\x01", 1),
        ("", b"\x05\x00\x05\x02\x00\x01", 1),
        ("", b"\x05\x00\x05\x04\x00\x01", 3),
    ] {
        let (error, found) = error_of("socks5", user, "http://api.internal", answer).await;
        assert!(error.is_connect(), "{error:#}");
        assert_eq!(found, connections, "{error:#}");
    }
}
