//! Calls a server in a program that is not asynchronous, and in which no runtime is hidden: requests are sent by `send`, lists and events are what
//! `for` loops take.

use std::error::Error;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

use specwright_examples::photos_blocking::Client;
use specwright_examples::photos_blocking::operations::UploadPhotoForm;
use specwright_runtime::{Body, FilePart};

fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::builder().base_url(&server()?).build()?;

    for photo in client.list_photos().limit(2).items() {
        println!("{}", photo?.title);
    }

    let file = FilePart::new(Body::reader("a photo".as_bytes())).file_name("moon.png");
    let photo = client.upload_photo(UploadPhotoForm::new("Moon", file)).send()?;
    println!("{:?} has {} bytes", photo.title, photo.size);

    for change in client.watch_photos().send()? {
        println!("{} has changed", change?.data.photo);
    }

    let mut copy = Vec::new();
    client.download_photo("2").send()?.copy_to(&mut copy)?;
    println!("{}", String::from_utf8_lossy(&copy));

    match client.download_photo("nobody's").send() {
        Ok(_) => println!("there was no such photo before"),
        Err(error) => println!("{error}"),
    }
    Ok(())
}

/// A server that behaves as the document says.
fn server() -> Result<String, std::io::Error> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}", listener.local_addr()?);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // What goes wrong here shows in what the program prints.
            thread::spawn(move || respond(stream));
        }
    });
    Ok(url)
}

fn respond(mut stream: TcpStream) -> Result<(), std::io::Error> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") && reader.read_line(&mut head)? > 0 {}
    let size = match head.contains("transfer-encoding: chunked") {
        true => uploaded(&mut reader)?,
        false => 0,
    };
    let uploaded = format!(r#"{{"id": "2", "title": "Moon", "size": {size}}}"#);
    let target = head.split(' ').take(2).collect::<Vec<_>>().join(" ");
    let (status, media_type, body) = match target.as_str() {
        "GET /photos?limit=2" => (
            "200 OK",
            "application/json",
            r#"{"photos": [{"id": "1", "title": "Cat", "size": 1024}], "next": "1"}"#,
        ),
        "GET /photos?limit=2&cursor=1" => (
            "200 OK",
            "application/json",
            r#"{"photos": [{"id": "2", "title": "Sea", "size": 1024}]}"#,
        ),
        "POST /photos" => ("201 Created", "application/json", uploaded.as_str()),
        "GET /events" => (
            "200 OK",
            "text/event-stream",
            "data: {\"photo\": \"moon.png\", \"kind\": \"added\"}\n\ndata: {\"photo\": \"sea.png\", \"kind\": \"removed\"}\n\n",
        ),
        "GET /photos/2/content" => ("200 OK", "application/octet-stream", "a photo"),
        _ => (
            "404 Not Found",
            "application/json",
            r#"{"message": "no such photo"}"#,
        ),
    };
    write!(
        stream,
        "HTTP/1.1 {status}\r\ncontent-type: {media_type}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    )
}

/// Reads a body of chunks. Returns how long the file in the form is.
fn uploaded(reader: &mut impl BufRead) -> Result<usize, std::io::Error> {
    let mut form = Vec::new();
    loop {
        let mut size = String::new();
        reader.read_line(&mut size)?;
        let size = usize::from_str_radix(size.trim(), 16).unwrap_or_default();
        let mut chunk = vec![0; size + 2];
        reader.read_exact(&mut chunk)?;
        if size == 0 {
            break;
        }
        form.extend_from_slice(&chunk[..size]);
    }
    let form = String::from_utf8_lossy(&form).into_owned();
    let part = form.split_once("moon.png").map_or("", |(_, rest)| rest);
    let file = part.split_once("\r\n\r\n").map_or("", |(_, rest)| rest);
    Ok(file.split("\r\n").next().unwrap_or_default().len())
}
