//! Large bodies go through a client piece by piece. A binary of its own, since it looks at the memory of the process.

#[path = "../loopback/mod.rs"]
mod loopback;

use specwright_runtime::__private::{Client, Operation, decode};
use specwright_runtime::{Body, Bytes, FilePart, Form};

use loopback::{Piece, Server, chunked, json};

const SIZE: usize = 100 << 20;
/// What the process may need on top: buffers of sockets and files, not bodies.
const ROOM: usize = 24 << 20;

const TRANSFER: Operation = Operation {
    id: "transfer",
    method: "POST",
    path: "/",
    accept: "*/*",
    security: &[],
    server: None,
    tags: &[],
};

/// The most memory that the process ever had, in bytes, where the system tells it.
fn peak() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches(" kB").trim().parse::<usize>().ok()? << 10)
}

fn client(url: &str) -> Client {
    let mut builder = Client::builder();
    builder.base_url(url);
    builder.build().expect("a client")
}

#[tokio::test]
async fn uploads_and_downloads_of_100_mb_need_little_memory() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("large");
    std::fs::File::create(&path)
        .and_then(|file| file.set_len(SIZE as u64))
        .expect("a file");
    let before = peak();

    let server = Server::start_with(|_| json(200, "{}"), 0).await;
    let mut call = client(&server.url).call(&TRANSFER);
    let mut form = Form::new();
    form.text("name", None, &"large");
    form.file("file", None, FilePart::path(&path));
    call.multipart("multipart/form-data", form);
    call.request::<(), Bytes>(decode::empty).await.expect("uploaded");
    let request = server.only();
    assert!(
        request.length > SIZE && request.length < SIZE + 1000,
        "{}",
        request.length
    );
    assert_eq!(
        request.header("content-length"),
        Some(request.length.to_string().as_str())
    );

    let mut call = client(&server.url).call(&TRANSFER);
    call.binary("application/octet-stream", Body::file(&path));
    call.request::<(), Bytes>(decode::empty).await.expect("uploaded");
    assert_eq!(server.received()[1].length, SIZE);

    let server = Server::start(|_| chunked(vec![Piece::Repeat(vec![0; 1 << 16], SIZE >> 16)])).await;
    let stream = client(&server.url)
        .call(&TRANSFER)
        .request::<_, Bytes>(decode::binary)
        .await
        .expect("a stream");
    assert_eq!(stream.save(&path).await.expect("saved"), SIZE as u64);

    if let (Some(before), Some(after)) = (before, peak()) {
        assert!(after - before < ROOM, "{} MiB more", (after - before) >> 20);
    }
}
