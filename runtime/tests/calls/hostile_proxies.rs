//! Proxies that are slow without end, that say what is no answer, or that can't be told what they would have to know.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use specwright_runtime::transport::{Hyper, Proxy};
use specwright_runtime::{Error, Retry, TransportError};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::api::ClientBuilder;
use crate::connections::get;
use crate::loopback::{Server, json};
use crate::proxies::{address, socks, told};

/// Starts a proxy that reads nothing, says `start`, and then a byte of `rest` after the other, again and again, each after a pause.
async fn trickles(start: &'static [u8], rest: &'static [u8], pause: Duration) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                stream.set_nodelay(true).expect("a socket");
                stream.write_all(start).await?;
                for byte in rest.iter().cycle() {
                    tokio::time::sleep(pause).await;
                    stream.write_u8(*byte).await?;
                }
                std::io::Result::Ok(())
            });
        }
    });
    address.to_string()
}

/// Starts a proxy that says this, whatever it is told, and hangs up once the client does.
async fn says(answer: Vec<u8>, hangs_up: bool) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let answer = answer.clone();
            tokio::spawn(async move {
                stream.write_all(&answer).await?;
                if hangs_up {
                    stream.shutdown().await?;
                }
                let mut read = [0; 1024];
                while stream.read(&mut read).await? > 0 {}
                std::io::Result::Ok(())
            });
        }
    });
    address.to_string()
}

/// How long a connection may take that does not come up, and one that fails by itself.
const SHORT: Duration = Duration::from_millis(300);
const LONG: Duration = Duration::from_secs(60);

async fn error_by(proxy: &str, url: &str, timeout: Duration) -> TransportError {
    let proxy = Proxy::all(proxy).expect("a proxy");
    let builder = Hyper::builder().proxy(proxy).connect_timeout(timeout);
    let begun = Instant::now();
    let error = get(url, builder).await.expect_err("no connection");
    assert!(begun.elapsed() < LONG / 2, "{:?}", begun.elapsed());
    error
}

#[tokio::test]
async fn a_proxy_that_answers_byte_by_byte_is_given_up_when_the_connection_takes_too_long() {
    let pause = Duration::from_millis(20);
    let slow = [
        ("http", trickles(b"HTTP/1.1 200 OK\r\n", b"x: y\r\n", pause).await),
        ("http", trickles(b"", b"HTTP/1.1 100 Continue\r\n", pause).await),
        // Its methods, and where it calls from: a name of 255 bytes.
        (
            "socks5",
            trickles(b"\x05\x00\x05\x00\x00\x03\xff", b"x", pause).await,
        ),
        ("socks5", trickles(b"\x05", b"\x00", Duration::from_secs(9)).await),
    ];
    for (scheme, address) in slow {
        let error = error_by(&format!("{scheme}://{address}"), "https://api.internal", SHORT).await;
        assert!(error.is_connect() && error.is_timeout(), "{scheme}: {error:#}");
    }
}

#[tokio::test]
async fn a_proxy_whose_answer_has_no_end_is_no_tunnel() {
    let answer = b"HTTP/1.1 200 OK\r\n".iter().chain(b"x: y\r\n".iter().cycle());
    let proxy = says(answer.take(1 << 20).copied().collect(), false).await;
    let error = error_by(&format!("http://{proxy}"), "https://api.internal", LONG).await;
    assert!(error.is_connect() && !error.is_timeout(), "{error:#}");
}

#[tokio::test]
async fn an_error_says_what_a_proxy_of_socks_did_not_do() {
    let other = "what answers is no proxy of SOCKS 5";
    let answers: [(&[u8], &str); 13] = [
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", other),
        (b"\x04\x00", other),
        (b"\x05\x02", "asks for a user and a password"),
        (b"\x05\xff", "asks for a user and a password"),
        (b"\x05\x00\x04\x00\x00\x01", other),
        (b"\x05\x00\x05\x00\x00\x02", other),
        (b"\x05\x00\x05\x01\x00\x01", "did not connect: it failed"),
        (
            b"\x05\x00\x05\x02\x00\x01",
            "did not connect: its rules forbid it",
        ),
        (b"\x05\x00\x05\x03\x00\x01", "the network is unreachable"),
        (b"\x05\x00\x05\x04\x00\x01", "the host is unreachable"),
        (b"\x05\x00\x05\x05\x00\x01", "the connection was refused"),
        (b"\x05\x00\x05\x08\x00\x01", "it takes no address of this kind"),
        (b"\x05\x00\x05\xff\x00\x01", "it gives no reason"),
    ];
    for (answer, expected) in answers {
        let proxy = says(answer.to_vec(), false).await;
        let error = error_by(&format!("socks5://{proxy}"), "http://api.internal", LONG).await;
        let text = format!("{error:#}");
        assert!(error.is_connect() && text.contains(expected), "{text}");
    }
    for (answer, expected) in [
        (&b"\x05\xff"[..], "takes no user and no password"),
        (b"\x05\x02\x01\x01", "does not accept the user and the password"),
        (b"\x05\x02\x05\x00", other),
    ] {
        let proxy = says(answer.to_vec(), false).await;
        let error = error_by(
            &format!("socks5://ada:secret@{proxy}"),
            "http://api.internal",
            LONG,
        )
        .await;
        let text = format!("{error:#}");
        assert!(error.is_connect() && text.contains(expected), "{text}");
        assert!(!text.contains("secret"), "{text}");
    }
}

#[tokio::test]
async fn a_proxy_of_socks_that_hangs_up_is_no_connection_wherever_it_does() {
    let whole = b"\x05\x02\x01\x00\x05\x00\x00\x03\x02ab\x00\x50";
    for length in 0..whole.len() {
        let proxy = says(whole[..length].to_vec(), true).await;
        let error = error_by(
            &format!("socks5://ada:secret@{proxy}"),
            "http://api.internal",
            LONG,
        )
        .await;
        assert!(error.is_connect() && !error.is_timeout(), "{length}: {error:#}");
    }
}

#[tokio::test]
async fn a_proxy_of_socks_may_need_no_password_and_call_from_any_kind_of_address() {
    let server = Server::start(|_| json(200, r#"{"id":7}"#)).await;
    let [v4, v6]: [&[u8]; 2] = [b"\x01abcd\x00\x50", b"\x04abcdefghijklmnop\x00\x50"];
    for address_of in [v4, v6, b"\x03\x00\x00\x50", b"\x03\x02ab\x00\x50"] {
        for (user, methods) in [("", &b"\x05\x01\x00"[..]), ("ada:secret@", b"\x05\x02\x00\x02")] {
            let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
            let proxy = format!("socks5://{user}{}", listener.local_addr().expect("an address"));
            let to = address(&server.url);
            let served = tokio::spawn(async move {
                let (mut stream, _) = listener.accept().await.expect("a client");
                let mut read = vec![0; methods.len()];
                stream.read_exact(&mut read).await.expect("methods");
                assert_eq!(read, methods);
                stream.write_all(&[5, 0]).await.expect("a reader");
                let mut read = [0; 10];
                stream.read_exact(&mut read).await.expect("an address");
                assert_eq!(read, [5, 1, 0, 1, 10, 0, 0, 1, 0, 80]);
                let answer = [&[5, 0, 0][..], address_of].concat();
                stream.write_all(&answer).await.expect("a reader");
                let mut server = TcpStream::connect(to).await.expect("a server");
                let _ = tokio::io::copy_bidirectional(&mut stream, &mut server).await;
            });
            let builder = Hyper::builder()
                .proxy(Proxy::all(&proxy).expect("a proxy"))
                .pool_max_idle_per_host(0);
            let user = get("http://10.0.0.1", builder).await.expect("a user");
            assert_eq!(user.id, 7);
            served.await.expect("what was expected");
        }
    }
}

/// What is sent before it is a byte for its length.
#[tokio::test]
async fn a_proxy_of_socks_is_told_texts_of_255_bytes_and_no_longer_ones() {
    let server = Server::start(|_| json(200, r#"{"id":7}"#)).await;
    let (proxy, words) = socks(address(&server.url)).await;
    let (user, password, host) = ("u".repeat(255), "p".repeat(255), "h".repeat(255));
    let all = |user: &str, password: &str| {
        Hyper::builder().proxy(
            Proxy::all(&format!("socks5://{proxy}"))
                .expect("a proxy")
                .basic_auth(user, password),
        )
    };
    let url = format!("http://{host}");
    get(&url, all(&user, &password)).await.expect("a user");
    assert_eq!(told(&words), [format!("{user} {password} {host} 80")]);

    let too_long = "a proxy of SOCKS 5 takes a";
    let limit = "of 255 bytes at most, found 256";
    for (user, password, which) in [
        ("u".repeat(256), "p".to_owned(), "user"),
        ("u".to_owned(), "ü".repeat(128), "password"),
    ] {
        let error = all(&user, &password).build().expect_err("too long");
        let expected = format!("{too_long} {which} {limit}");
        assert!(error.to_string().contains(&expected), "{error}");
        let error = Proxy::all(&format!("socks5h://{user}:{password}@127.0.0.1:1")).expect_err("too long");
        assert!(error.to_string().contains(&expected), "{error}");
        // By HTTP there is no such limit.
        let _ = Proxy::all(&format!("http://{user}:{password}@127.0.0.1:1")).expect("a proxy");
    }
    assert_eq!(told(&words).len(), 1);
}

#[tokio::test]
async fn a_host_that_a_proxy_of_socks_cannot_be_told_is_an_error_at_once() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let proxy = format!("socks5://{}", listener.local_addr().expect("an address"));
    let connections = Arc::new(AtomicUsize::new(0));
    let counted = connections.clone();
    tokio::spawn(async move {
        while listener.accept().await.is_ok() {
            counted.fetch_add(1, Ordering::SeqCst);
        }
    });
    let transport = Hyper::builder()
        .proxy(Proxy::all(&proxy).expect("a proxy"))
        .build();
    let client = ClientBuilder::default()
        .base_url(&format!("http://{}", "h".repeat(256)))
        .transport(transport.expect("a transport"))
        .retry(Retry::new(3).first_wait(Duration::from_secs(9)))
        .build()
        .expect("a client");
    let begun = Instant::now();
    let error = client.get_user("7").await.expect_err("too long a name");
    let text = format!("{error:#}");
    assert!(matches!(error, Error::Transport(_)), "{text}");
    assert!(text.contains("the host has more than 255 bytes"), "{text}");
    assert!(begun.elapsed() < Duration::from_secs(5), "it is not sent again");
    assert_eq!(connections.load(Ordering::SeqCst), 0);
}

#[test]
fn a_user_or_a_password_that_is_no_text_is_refused() {
    for (url, which) in [
        ("http://%fc:secret@127.0.0.1:1", "user"),
        ("socks5://ada:secret%fc@127.0.0.1:1", "password"),
    ] {
        let text = Proxy::all(url).expect_err(which).to_string();
        assert!(text.contains(&format!("expected a {which} in UTF-8")), "{text}");
        assert!(!text.contains("secret"), "{text}");
    }
}
