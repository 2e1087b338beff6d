//! The settings of the default transport that are not those of TLS.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use specwright_runtime::transport::{self, Hyper, HyperBuilder, Proxy};
use specwright_runtime::{Body, BuildError, http};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::api::{ClientBuilder, User};
use crate::connections::get;
use crate::loopback::{Server, json};

async fn user() -> Server {
    Server::start(|_| json(200, r#"{"id":7}"#)).await
}

#[tokio::test]
async fn a_proxy_is_asked_for_the_whole_url() {
    let server = user().await;
    let proxy = Proxy::http(&server.url).expect("a proxy");
    get("http://api.internal:6333/v1", Hyper::builder().proxy(proxy))
        .await
        .expect("a user");
    assert_eq!(server.only().target, "http://api.internal:6333/v1/user/7");
}

#[tokio::test]
async fn a_host_has_the_addresses_that_are_set() {
    let server = user().await;
    let address = server
        .url
        .trim_start_matches("http://")
        .parse()
        .expect("an address");
    let url = server.url.replace("127.0.0.1", "api.internal");
    get(&url, Hyper::builder().resolve("api.internal", &[address]))
        .await
        .expect("a user");
    assert!(
        server
            .only()
            .header("host")
            .is_some_and(|host| host.starts_with("api.internal"))
    );
}

/// Serves one user on each connection and keeps what `peer` says of it.
async fn serve(mut stream: impl AsyncRead + AsyncWrite + Unpin) {
    let _ = stream.read(&mut [0; 4096]).await;
    let _ = stream
        .write_all(b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 8\r\n\r\n{\"id\":7}")
        .await;
    let _ = stream.shutdown().await;
}

#[tokio::test]
async fn servers_are_called_from_the_address_that_is_set() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let callers = Arc::new(Mutex::new(Vec::new()));
    let log = callers.clone();
    tokio::spawn(async move {
        while let Ok((stream, caller)) = listener.accept().await {
            log.lock().expect("no panic").push(caller.ip());
            serve(stream).await;
        }
    });
    let own = IpAddr::from(Ipv4Addr::new(127, 0, 0, 9));
    get(&url, Hyper::builder().local_address(own))
        .await
        .expect("a user");
    assert_eq!(*callers.lock().expect("no panic"), [own]);
}

#[cfg(unix)]
#[tokio::test]
async fn a_unix_socket_is_called_whatever_the_host() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("socket");
    let listener = tokio::net::UnixListener::bind(&path).expect("a socket");
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            serve(stream).await;
        }
    });
    get("http://docker", Hyper::builder().unix_socket(&path))
        .await
        .expect("a user");
    let proxy = Proxy::http("http://127.0.0.1:1").expect("a proxy");
    let error = Hyper::builder().unix_socket(&path).proxy(proxy).build();
    assert!(matches!(error, Err(BuildError::Transport(_))), "{error:?}");
}

/// Returns how many connections two calls need, one after the other.
async fn connections(builder: HyperBuilder) -> usize {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let count = Arc::new(Mutex::new(0));
    let accepted = count.clone();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            *accepted.lock().expect("no panic") += 1;
            tokio::spawn(async move {
                while stream.read(&mut [0; 4096]).await.is_ok_and(|read| read > 0) {
                    let _ = stream
                        .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 8\r\n\r\n{\"id\":7}")
                        .await;
                }
            });
        }
    });
    let client = ClientBuilder::default()
        .base_url(&url)
        .transport(builder.build().expect("a transport"))
        .build()
        .expect("a client");
    for _ in 0..2 {
        client.get_user("7").await.expect("a user");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    *count.lock().expect("no panic")
}

#[tokio::test]
async fn connections_wait_for_further_use_as_long_as_is_set() {
    assert_eq!(connections(Hyper::builder()).await, 1);
    assert_eq!(connections(Hyper::builder().pool_max_idle_per_host(0)).await, 2);
    let brief = Hyper::builder().pool_idle_timeout(Duration::from_millis(1));
    assert_eq!(connections(brief).await, 2);
}

#[tokio::test]
async fn a_function_is_a_transport() {
    let transport = transport::from_fn(|request: http::Request<Body>| async move {
        let (head, body) = request.into_parts();
        let body = body.bytes(14).await?;
        let status = head.headers["x-status"].to_str()?.parse::<u16>()?;
        Ok(http::Response::builder().status(status).body(body.into())?)
    });
    let client = ClientBuilder::default().base_url("http://x").transport(transport);
    let client = client.build().expect("a client");
    let user = |id| User { id, name: None };
    let create = |id, status| client.create_user(&user(id)).header("x-status", status);
    assert_eq!(create(7, "200").await.expect("the same user").id, 7);
    for (id, status, problem) in [
        (7, "none", "invalid digit found in string"),
        (1_234_567_890, "200", "the body is longer than 14 bytes"),
    ] {
        let error = create(id, status).await.expect_err(problem);
        assert!(format!("{error:#}").ends_with(problem), "{error:#}");
    }
}
