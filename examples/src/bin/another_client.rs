//! Has another HTTP client send the requests, in a program without an asynchronous runtime: what the client builds and decodes are
//! plain values of the crate `http`.

use std::error::Error;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::thread;

use specwright_examples::Client;
use specwright_examples::operations::UploadPhotoForm;
use specwright_runtime::transport::Offline;
use specwright_runtime::{ApiError, Body, Operation, http};

fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::builder()
        .base_url(&server()?)
        .oauth("a-token")
        .transport(Offline)
        .build()?;

    let (request, decoder) = ready(client.list_photos().limit(2).into_http())?;
    let page = ready(decoder.decode(send(request)?))?.into_body();
    println!("{} photo: {}", page.photos.len(), page.photos[0].title);

    let form = UploadPhotoForm::new("Moon", b"png".to_vec()).tags(["night"]);
    let (request, decoder) = ready(client.upload_photo(form).into_http())?;
    let photo = ready(decoder.decode(send(request)?))?.into_body();
    println!("{:?} has {} bytes", photo.title, photo.size);

    let (request, decoder) = ready(client.get_account().into_http())?;
    let error = ready(decoder.decode(send(request)?)).expect_err("nobody's account");
    println!("{:#}", ApiError::from(error));
    Ok(())
}

/// Sends a request by `ureq`.
fn send(request: http::Request<Body>) -> Result<http::Response<Vec<u8>>, Box<dyn Error>> {
    if let Some(operation) = request.extensions().get::<Operation>() {
        println!("  ({} {})", operation.method, operation.path);
    }
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .build()
        .into();
    let (head, body) = request.into_parts();
    let body = ready(body.bytes(1 << 20)).map_err(|error| error.to_string())?;
    let response = match body.is_empty() {
        true => agent.run(http::Request::from_parts(head, ()))?,
        false => agent.run(http::Request::from_parts(head, body.to_vec()))?,
    };
    let (head, mut body) = response.into_parts();
    Ok(http::Response::from_parts(head, body.read_to_vec()?))
}

/// Returns what a future gives that waits for nothing: tokens that do not change, and bodies in memory.
fn ready<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("it waits for something"),
    }
}

/// A server that behaves as the document says.
fn server() -> Result<String, std::io::Error> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}", listener.local_addr()?);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // What goes wrong here shows in what the program prints.
            let _ = respond(stream);
        }
    });
    Ok(url)
}

fn respond(mut stream: TcpStream) -> Result<(), Box<dyn Error>> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") && reader.read_line(&mut head)? > 0 {}
    let head = head.to_ascii_lowercase();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    let length: usize = length.map_or(Ok(0), str::parse)?;
    reader.read_exact(&mut vec![0; length])?;
    let (status, body) = match head.split(' ').next() {
        Some("get") if head.starts_with("get /photos?limit=2 ") => (
            "200 OK",
            r#"{"photos": [{"id": "1", "title": "Cat", "size": 1024}]}"#,
        ),
        Some("post") => ("201 Created", r#"{"id": "2", "title": "Moon", "size": 3}"#),
        _ if head.contains("authorization: bearer a-token") => {
            ("401 Unauthorized", r#"{"message": "the token has ended"}"#)
        }
        _ => ("400 Bad Request", "what is this?"),
    };
    write!(
        stream,
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    )?;
    Ok(())
}
