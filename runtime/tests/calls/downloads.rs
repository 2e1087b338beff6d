use std::path::Path;
use std::time::Duration;

use specwright_runtime::__private::{Operation, decode};
use specwright_runtime::{ByteStream, Request, StreamError};

use crate::api::{Client, ClientBuilder, GET_USER, UserError};
use crate::loopback::{Piece, Reply, Server, chunked, reply};

fn text(text: &str) -> Piece {
    Piece::Bytes(text.as_bytes().to_vec())
}

fn download(client: &Client) -> Request<ByteStream, UserError> {
    client
        .inner
        .call(&Operation {
            accept: "*/*",
            path: "/",
            ..GET_USER
        })
        .request(decode::binary)
}

#[tokio::test]
async fn bytes_are_collected_up_to_the_limit_or_saved() {
    let server = Server::start(|_| chunked(vec![Piece::Repeat(vec![7; 1000], 300)])).await;
    let client = Client::at(&server.url);
    let all = download(&client)
        .await
        .expect("a stream")
        .bytes()
        .await
        .expect("bytes");
    assert_eq!(all.len(), 300_000);

    let limited = ClientBuilder::default()
        .base_url(&server.url)
        .max_body(299_999)
        .build()
        .expect("a client");
    let error = download(&limited)
        .await
        .expect("a stream")
        .bytes()
        .await
        .expect_err("too large");
    assert!(matches!(error, StreamError::TooLarge { limit: 299_999 }));

    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("download");
    assert_eq!(
        download(&limited)
            .await
            .expect("a stream")
            .save(&path)
            .await
            .expect("saved"),
        300_000
    );
    assert_eq!(std::fs::read(&path).expect("a file"), vec![7; 300_000]);
}

#[tokio::test]
async fn a_download_is_not_bounded_by_the_time_of_the_call() {
    let pause = Piece::Pause(Duration::from_millis(400));
    let server = Server::start(move |_| chunked(vec![text("a"), pause.clone(), text("b")])).await;
    let request = download(&Client::at(&server.url)).timeout(Duration::from_millis(200));
    assert_eq!(
        request.await.expect("a stream").bytes().await.expect("bytes"),
        "ab"
    );
}

#[tokio::test]
async fn a_small_response_of_known_length_is_a_stream_too() {
    let server = Server::start(|_| reply(200, "abc")).await;
    let stream = download(&Client::at(&server.url)).await.expect("a stream");
    assert_eq!(stream.length(), Some(3));
    assert_eq!(stream.bytes().await.expect("bytes"), "abc");
}

/// What a folder has, hidden files included.
fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> = entries
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    names
}

async fn save(response: Reply, path: &Path) -> std::io::Result<u64> {
    let server = Server::start(move |_| response.clone()).await;
    let download = download(&Client::at(&server.url)).await.expect("a stream");
    download.save(path).await
}

#[tokio::test]
async fn a_download_that_is_cut_leaves_the_file_as_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("photo.jpg");
    let cut = || {
        chunked(vec![
            text("a piece"),
            Piece::Pause(Duration::from_millis(50)),
            Piece::Hangup,
        ])
    };

    let error = save(cut(), &path).await.expect_err("cut");
    assert!(names(folder.path()).is_empty(), "{:?}", names(folder.path()));
    // All causes are there, to show and to look into.
    let cause = error
        .get_ref()
        .and_then(|cause| cause.downcast_ref::<StreamError>());
    assert!(matches!(cause, Some(StreamError::Transport(_))), "{error:?}");
    assert!(std::error::Error::source(&error).is_some());
    assert!(
        error.to_string().ends_with("the request failed on its way"),
        "{error}"
    );
    assert!(
        format!("{error:#}").contains("the request failed on its way: "),
        "{error:#}"
    );

    std::fs::write(&path, "the whole photo").expect("a file");
    save(cut(), &path).await.expect_err("cut");
    assert_eq!(std::fs::read_to_string(&path).expect("a file"), "the whole photo");
    assert_eq!(names(folder.path()), ["photo.jpg"]);
}

#[tokio::test]
async fn a_download_that_is_dropped_leaves_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("photo.jpg");
    let endless = chunked(vec![text("a piece"), Piece::Pause(Duration::from_secs(100))]);
    let saving = tokio::time::timeout(Duration::from_millis(300), save(endless, &path));
    assert!(saving.await.is_err());
    assert!(names(folder.path()).is_empty(), "{:?}", names(folder.path()));
}

#[tokio::test]
async fn a_file_that_cannot_be_written_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("no such folder").join("photo.jpg");
    let error = save(reply(200, "abc"), &path).await.expect_err("no folder");
    assert_eq!(error.kind(), std::io::ErrorKind::NotFound);
    assert!(
        error.to_string().ends_with("photo.jpg can't be written"),
        "{error}"
    );
    let text = format!("{error:#}");
    assert!(
        text.contains("photo.jpg can't be written: No such file"),
        "{text}"
    );
    assert!(std::error::Error::source(&error).is_some());
    save(reply(200, "abc"), folder.path())
        .await
        .expect_err("a folder is no file");
}

#[cfg(unix)]
#[tokio::test]
async fn what_is_replaced_keeps_its_link_and_its_permissions() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let folder = tempfile::tempdir().expect("a folder");
    let (file, link) = (folder.path().join("file"), folder.path().join("link"));
    std::fs::write(&file, "old").expect("a file");
    let mode = |mode| std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode));
    mode(0o600).expect("permissions");
    symlink("file", &link).expect("a link");
    assert_eq!(save(reply(200, "new"), &link).await.expect("saved"), 3);
    assert!(link.is_symlink());
    assert_eq!(std::fs::read_to_string(&file).expect("a file"), "new");
    let metadata = std::fs::metadata(&file).expect("a file");
    assert_eq!(metadata.permissions().mode() & 0o777, 0o600);

    mode(0o400).expect("permissions");
    let error = save(reply(200, "newer"), &file).await.expect_err("read-only");
    assert_eq!(error.kind(), std::io::ErrorKind::PermissionDenied);
    assert_eq!(std::fs::read_to_string(&file).expect("a file"), "new");
    assert_eq!(names(folder.path()), ["file", "link"]);

    // A device stays a device.
    assert_eq!(
        save(reply(200, "gone"), Path::new("/dev/null"))
            .await
            .expect("written"),
        4
    );
    assert!(!std::fs::metadata("/dev/null").expect("a device").is_file());
}
