//! The server of a page: its files, and an API that behaves as `spec/photos.yaml` says. It keeps what the page sends to be saved, prints
//! what it reports, and ends.
//!
//! `rustc serve.rs && ./serve FOLDER ADDRESS_FILE`

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use std::{env, fs, process, thread};

/// Whether the client of the endless response has gone.
static GONE: AtomicBool = AtomicBool::new(false);
/// How often the troubled resource was asked for.
static TROUBLES: AtomicUsize = AtomicUsize::new(0);
/// How long the page may take.
const PATIENCE: Duration = Duration::from_secs(300);

fn main() -> std::io::Result<()> {
    let mut arguments = env::args().skip(1).map(PathBuf::from);
    let (Some(folder), Some(address)) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: serve FOLDER ADDRESS_FILE");
        process::exit(2);
    };
    let listener = TcpListener::bind("127.0.0.1:0")?;
    fs::write(address, listener.local_addr()?.to_string())?;
    thread::spawn(|| {
        thread::sleep(PATIENCE);
        println!("FAILED: the page reported nothing within {PATIENCE:?}");
        process::exit(1);
    });
    for stream in listener.incoming().flatten() {
        let folder = folder.clone();
        // A browser that goes away is part of what is tested.
        thread::spawn(move || drop(respond(stream, &folder)));
    }
    Ok(())
}

struct Request {
    target: String,
    head: String,
    body: Vec<u8>,
}

fn read(stream: &TcpStream) -> std::io::Result<Request> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") && reader.read_line(&mut head)? > 0 {}
    let target = head.split(' ').take(2).collect::<Vec<_>>().join(" ");
    let head = head.to_ascii_lowercase();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut body)?;
    Ok(Request { target, head, body })
}

fn respond(mut stream: TcpStream, folder: &Path) -> std::io::Result<()> {
    let request = read(&stream)?;
    let json = "application/json";
    match request.target.as_str() {
        "GET /photos?limit=2" => whole(
            &mut stream,
            "200 OK",
            json,
            br#"{"photos": [{"id": "1", "title": "Cat", "size": 1}, {"id": "2", "title": "Dog", "size": 1}], "next": "2"}"#,
        ),
        "GET /photos?limit=2&cursor=2" => {
            whole(&mut stream, "200 OK", json, br#"{"photos": [{"id": "3", "title": "Sea", "size": 1}]}"#)
        }
        "POST /photos" => {
            let photo = format!(r#"{{"id": "4", "title": "Moon", "size": {}}}"#, request.body.len());
            whole(&mut stream, "201 Created", json, photo.as_bytes())
        }
        "GET /events" => events(&mut stream, request.head.contains("last-event-id: 1")),
        "GET /photos/1/content" => whole(&mut stream, "200 OK", "application/octet-stream", &vec![7; 1_000_000]),
        "GET /photos/endless/content" => endless(&mut stream),
        "GET /photos/silent/content" => {
            thread::sleep(Duration::from_secs(60));
            Ok(())
        }
        "GET /gone" => {
            let begun = Instant::now();
            while !GONE.load(Ordering::SeqCst) && begun.elapsed() < Duration::from_secs(8) {
                thread::sleep(Duration::from_millis(20));
            }
            match GONE.load(Ordering::SeqCst) {
                true => whole(&mut stream, "200 OK", json, b"{}"),
                false => whole(&mut stream, "409 Conflict", json, b"{}"),
            }
        }
        "PUT /troubled" => match TROUBLES.fetch_add(1, Ordering::SeqCst) {
            0 => whole(&mut stream, "503 Service Unavailable", json, b"{}"),
            _ => whole(&mut stream, "200 OK", json, b"{}"),
        },
        target if target.starts_with("POST /save/") => {
            let name = target.trim_start_matches("POST /save/");
            match is_plain(name) {
                true => fs::write(folder.join(name), &request.body)?,
                false => return whole(&mut stream, "400 Bad Request", json, b"{}"),
            }
            whole(&mut stream, "200 OK", json, b"{}")
        }
        "POST /report" => {
            whole(&mut stream, "200 OK", json, b"{}")?;
            let report = String::from_utf8_lossy(&request.body);
            println!("{report}");
            process::exit(i32::from(report.is_empty() || report.contains("FAILED")));
        }
        target if target.ends_with("/content") => {
            whole(&mut stream, "404 Not Found", json, br#"{"message": "no such photo"}"#)
        }
        target => file(&mut stream, folder, target.trim_start_matches("GET /")),
    }
}

fn whole(stream: &mut TcpStream, status: &str, media_type: &str, body: &[u8]) -> std::io::Result<()> {
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 {status}\r\ncontent-type: {media_type}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n"
    )?;
    stream.write_all(body)
}

fn begin(stream: &mut TcpStream, media_type: &str) -> std::io::Result<()> {
    write!(
        stream,
        "HTTP/1.1 200 OK\r\ncontent-type: {media_type}\r\ntransfer-encoding: chunked\r\n\r\n"
    )
}

fn chunk(stream: &mut TcpStream, text: &str) -> std::io::Result<()> {
    write!(stream, "{:x}\r\n{text}\r\n", text.len())
}

/// The first connection breaks behind the first event.
fn events(stream: &mut TcpStream, goes_on: bool) -> std::io::Result<()> {
    begin(stream, "text/event-stream")?;
    if !goes_on {
        chunk(
            stream,
            "retry: 100\nid: 1\ndata: {\"photo\": \"cat.png\", \"kind\": \"added\"}\n\n",
        )?;
        // A browser drops what the page has not read yet when a connection breaks.
        thread::sleep(Duration::from_millis(300));
        return Ok(());
    }
    thread::sleep(Duration::from_millis(50));
    chunk(
        stream,
        "id: 2\ndata: {\"photo\": \"dog.png\", \"kind\": \"removed\"}\n\n",
    )?;
    chunk(stream, "")
}

fn endless(stream: &mut TcpStream) -> std::io::Result<()> {
    begin(stream, "application/octet-stream")?;
    while chunk(stream, &"x".repeat(10_000)).is_ok() {
        thread::sleep(Duration::from_millis(20));
    }
    GONE.store(true, Ordering::SeqCst);
    Ok(())
}

fn is_plain(name: &str) -> bool {
    let mut bytes = name.bytes();
    bytes.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'))
}

fn file(stream: &mut TcpStream, folder: &Path, name: &str) -> std::io::Result<()> {
    let name = if name.is_empty() { "index.html" } else { name };
    let media_type = match name.rsplit('.').next() {
        Some("html") => "text/html",
        Some("css") => "text/css",
        Some("svg") => "image/svg+xml",
        Some("js") => "text/javascript",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    };
    match fs::read(folder.join(name)) {
        Ok(bytes) if is_plain(name) => whole(stream, "200 OK", media_type, &bytes),
        _ => whole(stream, "404 Not Found", "text/plain", b"no such file"),
    }
}
