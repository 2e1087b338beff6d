//! No limit of time cuts off an upload that makes progress, and one that makes none ends.

use std::time::{Duration, Instant};

use specwright_runtime::__private::{Call, Operation, decode};
use specwright_runtime::{Body, Bytes, Error, FilePart, Form, Request, Retry, Timeout};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};

use crate::api::{ClientBuilder, GET_USER, UserError};

const UPLOAD: Operation = Operation {
    id: "upload",
    method: "PUT",
    path: "/",
    ..GET_USER
};

/// More than all buffers between a client and a server hold.
const SIZE: usize = 48 << 20;

/// Starts a server with small buffers that does with each connection what `serve` says.
async fn server<F: Future<Output = ()> + Send + 'static>(serve: fn(TcpStream) -> F) -> String {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.set_recv_buffer_size(1 << 20).expect("a size");
    socket.bind(([127, 0, 0, 1], 0).into()).expect("a free port");
    let listener: TcpListener = socket.listen(16).expect("a listener");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream));
        }
    });
    url
}

/// Reads a bit of the request, and then nothing.
async fn stall(mut stream: TcpStream) {
    let _ = stream.read(&mut [0; 1000]).await;
    tokio::time::sleep(Duration::from_secs(60)).await;
}

/// Reads the whole request, for three seconds or more, and responds.
async fn read_slowly(mut stream: TcpStream) {
    let mut left = SIZE;
    let mut piece = vec![0; SIZE / 32];
    while left > 0 {
        tokio::time::sleep(Duration::from_millis(100)).await;
        match stream.read_exact(&mut piece).await {
            Ok(count) => left -= count,
            Err(_) => return,
        }
    }
    let _ = stream
        .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}")
        .await;
    let _ = stream.shutdown().await;
    // What is left of the request is read, so that the response is not lost to a reset.
    while let Ok(1..) = stream.read(&mut piece).await {}
}

/// Responds before it reads the body, and begins a body of its own without end.
async fn respond_early(mut stream: TcpStream) {
    let _ = stream.read(&mut [0; 1000]).await;
    let _ = stream
        .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{")
        .await;
    tokio::time::sleep(Duration::from_secs(60)).await;
}

/// A body that never ends to come.
struct Zeros;

impl futures_core::Stream for Zeros {
    type Item = Result<Bytes, std::convert::Infallible>;

    fn poll_next(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready(Some(Ok(Bytes::from_static(&[0; 8192]))))
    }
}

type Fill = Box<dyn Fn(&mut Call)>;

/// The ways in which a long body is sent.
fn bodies(folder: &std::path::Path) -> Vec<Fill> {
    let path = folder.join("body");
    std::fs::write(&path, vec![0; SIZE]).expect("a file");
    let file = path.clone();
    vec![
        Box::new(|call| call.binary("a/b", Body::from(vec![0; SIZE]))),
        Box::new(move |call| call.binary("a/b", Body::file(&path))),
        Box::new(|call| call.binary("a/b", Body::stream(Zeros))),
        Box::new(move |call| {
            let mut form = Form::new();
            form.file("file", None, FilePart::path(&file));
            call.multipart("multipart/form-data", form);
        }),
    ]
}

#[tokio::test]
async fn an_upload_that_makes_no_progress_is_a_timeout() {
    let url = server(stall).await;
    let folder = tempfile::tempdir().expect("a folder");
    for fill in bodies(folder.path()) {
        let limit = Duration::from_millis(300);
        for (idle, timeout, attempt) in [
            (limit, limit * 100, None),
            (limit * 100, limit, None),
            (limit * 100, limit * 100, Some(limit)),
        ] {
            let retry = match attempt {
                Some(limit) => Retry::none().attempt_timeout(limit),
                None => Retry::new(3),
            };
            let client = ClientBuilder::default()
                .base_url(&url)
                .idle_timeout(idle)
                .timeout(timeout)
                .retry(retry)
                .build()
                .expect("a client");
            let mut call = client.inner.call(&UPLOAD);
            fill(&mut call);
            let request: Request<(), UserError> = call.request(decode::empty);
            let begin = Instant::now();
            let error = request.await.expect_err("a stall");
            assert!(
                matches!(error, Error::Timeout { limit: Timeout::Idle(reached), .. } if reached == limit),
                "{error:?}"
            );
            assert!(error.is_timeout() && begin.elapsed() < Duration::from_secs(10));
        }
    }
}

#[tokio::test]
async fn an_upload_that_makes_progress_is_not_cut_off() {
    let url = server(read_slowly).await;
    let folder = tempfile::tempdir().expect("a folder");
    let mut fills = bodies(folder.path());
    fills.truncate(2);
    for fill in fills {
        let limit = Duration::from_secs(2);
        let client = ClientBuilder::default()
            .base_url(&url)
            .timeout(limit)
            .retry(Retry::none().attempt_timeout(limit))
            .build()
            .expect("a client");
        let mut call = client.inner.call(&UPLOAD);
        fill(&mut call);
        let begin = Instant::now();
        call.request::<(), UserError>(decode::empty)
            .await
            .expect("a response behind the whole body");
        assert!(
            begin.elapsed() > limit,
            "nothing was shown: {:?}",
            begin.elapsed()
        );
    }
}

#[tokio::test]
async fn a_response_before_the_end_of_an_upload_has_the_limit_of_the_call() {
    let url = server(respond_early).await;
    let limit = Duration::from_millis(300);
    let client = ClientBuilder::default()
        .base_url(&url)
        .timeout(limit)
        .build()
        .expect("a client");
    let mut call = client.inner.call(&UPLOAD);
    call.binary("a/b", Body::from(vec![0; SIZE]));
    let request: Request<specwright_runtime::Value, UserError> = call.request(decode::json);
    let error = tokio::time::timeout(Duration::from_secs(20), async { request.await });
    let error = error.await.expect("an end").expect_err("no body");
    assert!(
        matches!(
            error,
            Error::Timeout {
                limit: Timeout::Call(_),
                ..
            }
        ),
        "{error:?}"
    );
}
