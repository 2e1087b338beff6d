//! Proxies that are slow without end, or that can't be told what they would have to know.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use specwright_runtime::transport::Ureq;
use specwright_runtime::{Error, Retry};

use crate::store;

/// Starts a proxy that reads nothing, says `start`, and then a byte of `rest` after the other, again and again, each after a pause.
fn trickles(start: &'static [u8], rest: &'static [u8], pause: Duration) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        while let Ok((mut stream, _)) = listener.accept() {
            std::thread::spawn(move || {
                stream.set_nodelay(true)?;
                stream.write_all(start)?;
                for byte in rest.iter().cycle() {
                    std::thread::sleep(pause);
                    stream.write_all(&[*byte])?;
                }
                std::io::Result::Ok(())
            });
        }
    });
    address.to_string()
}

#[test]
fn a_proxy_that_answers_byte_by_byte_is_given_up_when_it_takes_too_long() {
    let pause = Duration::from_millis(20);
    let slow = [
        // ureq counts the limit of a connection anew with each byte of a tunnel's head; the call has its own.
        ("http", trickles(b"HTTP/1.1 200 OK\r\nx: ", b"y", pause), false),
        (
            "http",
            trickles(b"HTTP/1.1 2", b"0", Duration::from_secs(9)),
            true,
        ),
        // Its methods, and where it calls from: a name of 255 bytes.
        (
            "socks5h",
            trickles(b"\x05\x00\x05\x00\x00\x03\xff", b"x", pause),
            true,
        ),
        (
            "socks5h",
            trickles(b"\x05", b"\x00", Duration::from_secs(9)),
            true,
        ),
    ];
    for (scheme, address, is_connect) in slow {
        let transport = Ureq::builder()
            .proxy(&format!("{scheme}://{address}"))
            .connect_timeout(Duration::from_millis(300))
            .build();
        let client = store::Client::builder()
            .base_url("https://api.internal")
            .transport(transport.expect("a transport"))
            .retry(Retry::none())
            .build()
            .expect("a client");
        let begun = Instant::now();
        let error = client
            .get_pet(7)
            .timeout(Duration::from_secs(if is_connect { 60 } else { 1 }))
            .send()
            .expect_err("no connection");
        let taken = begun.elapsed();
        assert!(taken < Duration::from_secs(30), "{scheme}: {taken:?} {error:#}");
        let has_connect =
            matches!(&error, Error::Transport(error) if error.is_connect() && error.is_timeout());
        let has_call = matches!(&error, Error::Timeout { .. });
        assert!(
            if is_connect { has_connect } else { has_call },
            "{scheme}: {error:#}"
        );
    }
}

#[test]
fn a_user_or_a_password_that_a_proxy_of_socks_cannot_be_told_is_refused() {
    for (user, password, which) in [
        ("u".repeat(256), "p".to_owned(), "user"),
        ("u".to_owned(), "p".repeat(256), "password"),
    ] {
        let url = format!("socks5h://{user}:{password}@127.0.0.1:1");
        let error = Ureq::builder().proxy(&url).build().expect_err("too long");
        let expected = format!("a proxy of SOCKS 5 takes a {which} of 255 bytes at most, found 256");
        assert!(error.to_string().contains(&expected), "{error}");
    }
}

#[test]
fn a_proxy_that_opens_no_tunnel_is_told_by_its_status_and_asked_again_where_that_may_help() {
    let answers: [(&str, &[u8], &str, usize); 5] = [
        (
            "",
            b"HTTP/1.1 407 go away\r\n\r\n<b>secret</b>",
            "responds 407 Proxy Authentication Required: it asks for a user and a password, which its URL may have",
            1,
        ),
        (
            "ada:secret@",
            b"HTTP/1.1 407 secret\r\n\r\nsecret",
            "responds 407 Proxy Authentication Required: it does not accept the user and the password that are set for it",
            1,
        ),
        ("", b"HTTP/1.1 403 x\r\n\r\n", "responds 403 Forbidden", 1),
        ("", b"HTTP/1.1 502 x\r\n\r\n", "responds 502 Bad Gateway", 3),
        ("", b"", "the proxy hangs up without an answer", 3),
    ];
    for (user, answer, expected, connections) in answers {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let found = Arc::new(AtomicUsize::new(0));
        let counted = found.clone();
        std::thread::spawn(move || {
            while let Ok((mut stream, _)) = listener.accept() {
                counted.fetch_add(1, Ordering::SeqCst);
                let mut head = Vec::new();
                while !head.ends_with(b"\r\n\r\n") {
                    let mut byte = [0];
                    stream.read_exact(&mut byte).expect("a head");
                    head.extend(byte);
                }
                stream.write_all(answer).expect("a reader");
            }
        });
        let transport = Ureq::builder().proxy(&format!("http://{user}{address}")).build();
        let client = store::Client::builder()
            .base_url("https://127.0.0.1")
            .transport(transport.expect("a transport"))
            .retry(Retry::new(2).first_wait(Duration::from_millis(1)))
            .build()
            .expect("a client");
        let error = client.get_pet(7).send().expect_err("no connection");
        let text = format!("{error:#}");
        assert!(
            matches!(&error, Error::Transport(error) if error.is_connect()) && text.contains(expected),
            "{text}"
        );
        assert!(!text.contains("secret") && !text.contains("go away"), "{text}");
        assert_eq!(found.load(Ordering::SeqCst), connections, "{text}");
    }
}
