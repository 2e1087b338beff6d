//! HTTP/2: what a server says by its frames (RFC 9113, 6), written here byte by byte, since no library refuses a stream when told to.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use specwright_runtime::transport::{Hyper, Proxy};
use specwright_runtime::{Error, Retry, http};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::api::{Client, ClientBuilder, User};
use crate::connections::get;
use crate::proxies::{socks, told, tunnels};

const PREFACE: usize = 24;

/// The types of frames.
const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const GOAWAY: u8 = 7;

/// Flags: of `SETTINGS`, of `DATA` and `HEADERS`, of `HEADERS`.
const ACK: u8 = 1;
const END_STREAM: u8 = 1;
const END_HEADERS: u8 = 4;

/// `:status: 200`, in the table of RFC 7541.
const OK: &[u8] = &[0x88];

fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let mut frame = (payload.len() as u32).to_be_bytes()[1..].to_vec();
    frame.extend([kind, flags]);
    frame.extend(stream.to_be_bytes());
    frame.extend(payload);
    frame
}

/// Reads frames until one begins or ends a stream, and returns its number.
async fn next_request(stream: &mut TcpStream) -> Option<u32> {
    loop {
        let mut head = [0; 9];
        stream.read_exact(&mut head).await.ok()?;
        let length = u32::from_be_bytes([0, head[0], head[1], head[2]]);
        let mut payload = vec![0; length as usize];
        stream.read_exact(&mut payload).await.ok()?;
        let (kind, flags) = (head[3], head[4]);
        if kind == SETTINGS && flags & ACK == 0 {
            stream.write_all(&frame(SETTINGS, ACK, 0, &[])).await.ok()?;
        }
        if matches!(kind, DATA | HEADERS) && flags & END_STREAM != 0 {
            return Some(u32::from_be_bytes([head[5], head[6], head[7], head[8]]));
        }
    }
}

/// Starts a server that answers its first request by `refusal`, all others by a user. Returns how many came, too.
async fn refuses_once(refusal: fn(u32) -> Vec<u8>) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let count = Arc::new(AtomicUsize::new(0));
    let counted = count.clone();
    let refusal = Arc::new(Mutex::new(Some(refusal)));
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let (refusal, count) = (refusal.clone(), count.clone());
            tokio::spawn(async move {
                stream.read_exact(&mut [0; PREFACE]).await.expect("HTTP/2");
                stream
                    .write_all(&frame(SETTINGS, 0, 0, &[]))
                    .await
                    .expect("a reader");
                while let Some(number) = next_request(&mut stream).await {
                    count.fetch_add(1, Ordering::SeqCst);
                    let refusal = refusal.lock().expect("no panic").take();
                    let answer = match refusal {
                        Some(refusal) => refusal(number),
                        None => [
                            frame(HEADERS, END_HEADERS, number, OK),
                            frame(DATA, END_STREAM, number, br#"{"id":7}"#),
                        ]
                        .concat(),
                    };
                    stream.write_all(&answer).await.expect("a reader");
                }
            });
        }
    });
    (url, counted)
}

fn client(url: &str, retry: Retry) -> Client {
    let transport = Hyper::builder().no_proxy().http2_prior_knowledge().build();
    let builder = ClientBuilder::default().base_url(url).retry(retry);
    let builder = builder.transport(transport.expect("a transport"));
    builder.build().expect("a client")
}

fn user() -> User {
    User { id: 7, name: None }
}

/// `RST_STREAM` with `REFUSED_STREAM`: the server did nothing with the request.
fn refused(stream: u32) -> Vec<u8> {
    frame(RST_STREAM, 0, stream, &7_u32.to_be_bytes())
}

/// `GOAWAY` without an error, and with the last stream that the server looks at: none.
fn leaving(_: u32) -> Vec<u8> {
    frame(GOAWAY, 0, 0, &[0; 8])
}

/// `RST_STREAM` with `INTERNAL_ERROR`: who knows what the server did.
fn broken(stream: u32) -> Vec<u8> {
    frame(RST_STREAM, 0, stream, &2_u32.to_be_bytes())
}

#[tokio::test]
async fn a_request_that_the_server_did_nothing_with_is_sent_again_whatever_its_method() {
    for refusal in [refused, leaving] {
        let (url, count) = refuses_once(refusal).await;
        let created = client(&url, Retry::default()).create_user(&user()).await;
        assert_eq!(created.expect("a user").id, 7);
        assert_eq!(count.load(Ordering::SeqCst), 2);
    }
}

#[tokio::test]
async fn a_request_that_the_server_may_have_done_something_with_is_not_sent_again() {
    let (url, count) = refuses_once(broken).await;
    let error = client(&url, Retry::default()).create_user(&user()).await;
    assert!(matches!(error, Err(Error::Transport(_))), "{error:?}");
    assert_eq!(count.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn an_error_says_that_the_server_did_nothing_with_the_request() {
    let (url, _) = refuses_once(refused).await;
    let error = client(&url, Retry::none()).create_user(&user()).await;
    let text = error.expect_err("refused").to_string();
    assert!(
        text.ends_with("the server did nothing with the request"),
        "{text}"
    );
}

/// Starts a server of HTTP/2 without TLS that answers with a user, and keeps the headers of each request.
async fn users() -> (String, Arc<Mutex<Vec<http::HeaderMap>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    let received: Arc<Mutex<Vec<http::HeaderMap>>> = Arc::default();
    let log = received.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let log = log.clone();
            tokio::spawn(async move {
                let mut connection = h2::server::handshake(stream).await.expect("HTTP/2");
                while let Some(Ok((request, mut respond))) = connection.accept().await {
                    let headers = request.headers().clone();
                    log.lock().expect("no panic").push(headers);
                    let mut body = respond
                        .send_response(http::Response::new(()), false)
                        .expect("a reader");
                    body.send_data(r#"{"id":7}"#.into(), true).expect("a reader");
                }
            });
        }
    });
    (address.to_string(), received)
}

#[tokio::test]
async fn a_proxy_opens_a_tunnel_to_a_server_without_tls_and_only_the_proxy_is_told_its_password() {
    let (server, received) = users().await;
    for (url, asked) in [
        ("http://api.internal", "CONNECT api.internal:80 HTTP/1.1\r\n"),
        (
            "http://api.internal:8080",
            "CONNECT api.internal:8080 HTTP/1.1\r\n",
        ),
    ] {
        let (proxy, heads) = tunnels(server.clone(), "HTTP/1.1 200 OK\r\n\r\n").await;
        let proxy = Proxy::all(&format!("http://ada:secret@{proxy}")).expect("a proxy");
        let builder = Hyper::builder().proxy(proxy).http2_prior_knowledge();
        assert_eq!(get(url, builder).await.expect("a user"), user());
        let [head] = &told(&heads)[..] else {
            panic!("{heads:?}")
        };
        let basic = "Proxy-Authorization: Basic YWRhOnNlY3JldA==";
        assert!(head.starts_with(asked) && head.contains(basic), "{head}");
    }
    let received = received.lock().expect("no panic");
    assert_eq!(received.len(), 2);
    for headers in &*received {
        assert!(!headers.contains_key("proxy-authorization"), "{headers:?}");
    }
}

#[tokio::test]
async fn a_proxy_of_socks_leads_to_a_server_without_tls() {
    let (server, _) = users().await;
    let (proxy, words) = socks(server).await;
    let proxy = Proxy::all(&format!("socks5://ada:secret@{proxy}")).expect("a proxy");
    let builder = Hyper::builder().proxy(proxy).http2_prior_knowledge();
    let read = get("http://api.internal", builder).await;
    assert_eq!(read.expect("a user"), user());
    assert_eq!(told(&words), ["ada secret api.internal 80"]);
}
