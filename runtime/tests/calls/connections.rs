//! Connections of the default transport: to which address, how long, for whom, and what an error says of them.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use specwright_runtime::transport::{Hyper, HyperBuilder};
use specwright_runtime::{BoxError, Error, Retry, TransportError, http};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::runtime;

use crate::api::{Client, ClientBuilder, User};
use crate::loopback::{Server, json};
use crate::tls::USER;

async fn user() -> Server {
    Server::start(|_| json(200, r#"{"id":7}"#)).await
}

fn client(url: &str, builder: HyperBuilder, retry: Retry) -> Client {
    ClientBuilder::default()
        .base_url(url)
        .transport(builder.build().expect("a transport"))
        .retry(retry)
        .build()
        .expect("a client")
}

/// Reads a user by a client that sends each request once.
pub(crate) async fn get(url: &str, builder: HyperBuilder) -> Result<User, TransportError> {
    let user = client(url, builder, Retry::none()).get_user("7").await;
    user.map_err(|error| match error {
        Error::Transport(error) => error,
        other => panic!("{other:#}"),
    })
}

/// An address that lets nobody in, and what keeps it so.
async fn silent(address: &str) -> (SocketAddr, impl Sized) {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket
        .bind(address.parse().expect("an address"))
        .expect("a free port");
    let listener = socket.listen(0).expect("a listener");
    let address = listener.local_addr().expect("an address");
    // They stay in the queue, which is full then.
    let mut waiting = Vec::new();
    for _ in 0..4 {
        let connect = TcpStream::connect(address);
        waiting.push(tokio::time::timeout(Duration::from_millis(50), connect).await);
    }
    (address, (listener, waiting))
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn an_address_that_says_nothing_leaves_time_for_the_others() {
    let (silent, _kept) = silent("127.0.0.1:0").await;
    let server = TcpListener::bind(("127.0.0.2", silent.port()))
        .await
        .expect("a free port");
    tokio::spawn(async move {
        let (mut stream, _) = server.accept().await.expect("a client");
        let _ = stream.read(&mut [0; 4096]).await;
        let _ = stream.write_all(USER.as_bytes()).await;
    });
    let url = format!("http://api.internal:{}", silent.port());
    let addresses = [silent, ([127, 0, 0, 2], silent.port()).into()];
    let builder = Hyper::builder()
        .resolve("api.internal", &addresses)
        .connect_timeout(Duration::from_millis(800));
    get(&url, builder).await.expect("a user");
    // None of them is an error of time.
    let builder = Hyper::builder()
        .resolve("api.internal", &[silent, silent])
        .connect_timeout(Duration::from_millis(200));
    let error = get(&url, builder).await.expect_err("nobody is there");
    assert!(error.is_connect() && error.is_timeout(), "{error:#}");
}

#[tokio::test]
async fn what_finds_no_address_is_an_error_that_says_so() {
    let none = || Hyper::builder().dns_resolver(async |_| Ok(Vec::new()));
    let failed = || Hyper::builder().dns_resolver(async |_| Err("the zone is away".into()));
    let unset = || Hyper::builder().resolve("api.internal", &[]);
    for (builder, problem) in [
        (none(), "the host has no address"),
        (unset(), "the host has no address"),
        (failed(), "the zone is away"),
    ] {
        let error = get("http://API.internal", builder).await.expect_err(problem);
        let text = format!("{error:#}");
        assert!(error.is_connect() && text.contains(problem), "{text}");
    }
    let error = get("http://name.invalid", Hyper::builder())
        .await
        .expect_err("no such name");
    assert!(error.is_connect() && !error.is_timeout(), "{error:#}");
}

#[tokio::test]
async fn a_resolver_that_panics_leaves_the_client_usable() {
    let server = user().await;
    let address: SocketAddr = server.url["http://".len()..].parse().expect("an address");
    let calls = Arc::new(AtomicUsize::new(0));
    let builder = Hyper::builder().dns_resolver(move |_| {
        let count = calls.fetch_add(1, Ordering::SeqCst);
        async move {
            assert!(count > 0, "the first time");
            Ok::<_, BoxError>(vec![address])
        }
    });
    let url = format!("http://api.internal:{}", address.port());
    let client = client(&url, builder, Retry::none());
    let again = client.clone();
    let panicked = tokio::spawn(async move { client.get_user("7").await });
    assert!(panicked.await.is_err_and(|error| error.is_panic()));
    again.get_user("7").await.expect("a user");
}

#[tokio::test]
async fn a_url_that_a_hook_sets_is_called_only_if_it_is_one_of_http() {
    let server = user().await;
    let address = server.url["http://".len()..].to_owned();
    for (url, problem) in [
        (
            format!("http://ada:secret@{address}/x"),
            Some("belong into a credential"),
        ),
        (format!("ftp://{address}/x"), Some("only http and https")),
        ("/x".to_owned(), Some("an absolute URL")),
        (
            format!("http://{}/x#part", address.replace("127.0.0.1", "LocalHost")),
            None,
        ),
    ] {
        let url: http::Uri = url.parse().expect("a URL");
        let calls = Arc::new(AtomicUsize::new(0));
        let count = calls.clone();
        let client = ClientBuilder::default()
            .base_url("http://api.internal")
            .before_request(move |head| {
                count.fetch_add(1, Ordering::SeqCst);
                head.uri = url.clone();
            })
            .build()
            .expect("a client");
        let result = client.get_user("7").await;
        match problem {
            None => assert_eq!(result.expect("a user").id, 7),
            Some(problem) => {
                let text = format!("{:#}", result.expect_err(problem));
                assert!(text.contains(problem) && !text.contains("secret"), "{text}");
            }
        }
        // No further attempt would help.
        assert_eq!(calls.load(Ordering::SeqCst), 1);
    }
    assert_eq!(server.only().target, "/x");
}

/// A server that sends `answers` one after the other, one on each connection, and counts the requests.
async fn answering(answers: &'static [&'static str]) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let heads = Arc::new(Mutex::new(Vec::new()));
    let log = heads.clone();
    tokio::spawn(async move {
        for answer in answers {
            let (mut stream, _) = listener.accept().await.expect("a client");
            let mut head = vec![0; 4096];
            let read = stream.read(&mut head).await.expect("a head");
            let head = String::from_utf8_lossy(&head[..read]).into_owned();
            log.lock().expect("no panic").push(head);
            stream.write_all(answer.as_bytes()).await.expect("a reader");
            // Cut, not ended.
            stream.set_zero_linger().expect("an option");
        }
    });
    (url, heads)
}

#[tokio::test]
async fn a_request_that_came_is_not_sent_again_where_it_may_do_harm() {
    for cut in ["", "HTTP/1.1 20"] {
        let answers: &'static [&'static str] = Box::leak(Box::new([cut, USER]));
        let (url, heads) = answering(answers).await;
        let created = client(&url, Hyper::builder(), Retry::default())
            .create_user(&User { id: 7, name: None })
            .await;
        let Err(Error::Transport(error)) = created else {
            panic!("{created:?}")
        };
        assert!(!error.is_connect() && !error.is_timeout(), "{error:#}");
        assert_eq!(heads.lock().expect("no panic").len(), 1);
        // A read may be sent again.
        let answers: &'static [&'static str] = Box::leak(Box::new([cut, USER]));
        let (url, heads) = answering(answers).await;
        let read = client(&url, Hyper::builder(), Retry::default());
        read.get_user("7").await.expect("a user");
        assert_eq!(heads.lock().expect("no panic").len(), 2);
    }
}

#[tokio::test]
async fn a_handshake_of_tls_that_is_cut_is_no_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("https://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.read(&mut [0; 64]).await;
        }
    });
    let error = get(&url, Hyper::builder()).await.expect_err("no TLS");
    assert!(error.is_connect() && !error.is_certificate(), "{error:#}");
}

fn runtime() -> runtime::Runtime {
    runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime")
}

#[test]
fn a_client_is_used_in_several_runtimes_and_outlives_them() {
    let servers = runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a runtime");
    let server = servers.block_on(user());
    let client = client(&server.url, Hyper::builder(), Retry::none());
    let (one, other) = (runtime(), runtime());
    for runtime in [&one, &other, &one] {
        let user = runtime.block_on(async { client.get_user("7").timeout(Duration::from_secs(9)).await });
        assert_eq!(user.expect("a user").id, 7);
    }
    // The connections that wait are served by tasks of a runtime, and end with it.
    drop((one, other));
    for _ in 0..3 {
        let created = runtime().block_on(async { client.create_user(&User { id: 7, name: None }).await });
        assert_eq!(created.expect("a user").id, 7);
    }
    // Without a runtime it is an error, and no panic.
    let mut request = Box::pin(std::future::IntoFuture::into_future(client.get_user("7")));
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match std::pin::Pin::new(&mut request).poll(&mut context) {
        std::task::Poll::Ready(Err(error)) => assert!(format!("{error:#}").contains("tokio"), "{error:#}"),
        other => panic!("{other:?}"),
    }
}
