//! Bodies that a server compressed: RFC 9110, 8.4.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use specwright_runtime::__private::Operation;
use specwright_runtime::{Error, Retry};

use crate::api::{Client, ClientBuilder, GET_USER, User};
use crate::loopback::{Piece, Reply, Server, chunked, reply};

const TEXT: &[u8] = br#"{"id":7,"name":"Ada"}"#;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

/// Returns the user that a client reads of a response.
async fn read(response: Reply) -> Result<User, String> {
    let server = Server::start(move |_| response.clone()).await;
    let client = ClientBuilder::default()
        .base_url(&server.url)
        .retry(Retry::none())
        .build()
        .expect("a client");
    client.get_user("7").await.map_err(|error| format!("{error:#}"))
}

fn encoded(body: impl AsRef<[u8]>, encoding: &str) -> Reply {
    reply(200, body).header("content-encoding", encoding)
}

#[tokio::test]
async fn the_name_of_an_encoding_is_read_in_any_case_and_by_its_old_name() {
    for name in ["gzip", "GZIP", "x-gzip", " Gzip ", "identity, gzip", "gzip,"] {
        let user = read(encoded(gzip(TEXT), name)).await.expect(name);
        assert_eq!(user.id, 7);
    }
    read(encoded(TEXT, "identity")).await.expect("a user");
}

#[tokio::test]
async fn encodings_are_taken_off_in_the_opposite_order() {
    let twice = gzip(&gzip(TEXT));
    read(encoded(&twice, "gzip, gzip")).await.expect("a user");
    let lines = encoded(&twice, "gzip").header("content-encoding", "gzip");
    read(lines).await.expect("a user");
    // A name that nobody knows names nothing that could be decoded: the bytes are what they are.
    read(encoded(TEXT, "aws-chunked")).await.expect("a user");
    read(encoded(gzip(TEXT), "gzip, secret"))
        .await
        .expect_err("no JSON");
    // As many layers as these have just one purpose.
    let deep = (0..4).fold(TEXT.to_vec(), |bytes, _| gzip(&bytes));
    read(encoded(deep, "gzip,gzip,gzip,gzip"))
        .await
        .expect_err("no JSON");
}

#[tokio::test]
async fn all_members_of_a_gzip_body_are_read() {
    let (one, other) = TEXT.split_at(9);
    let members = [gzip(one), gzip(b""), gzip(other)];
    let user = read(encoded(members.concat(), "gzip")).await.expect("a user");
    assert_eq!(user.name.as_deref(), Some("Ada"));
    let pieces = members.map(Piece::Bytes).to_vec();
    let user = read(chunked(pieces).header("content-encoding", "gzip")).await;
    assert_eq!(user.expect("a user").name.as_deref(), Some("Ada"));
}

#[tokio::test]
async fn a_compressed_body_that_is_cut_is_an_error() {
    // What is there already is a value by itself.
    let whole = gzip(b"{\"id\":7}                                    ");
    for length in 1..whole.len() {
        let cut = &whole[..length];
        read(encoded(cut, "gzip")).await.expect_err("cut");
    }
    let garbage = [&whole[..], b"more"].concat();
    read(encoded(garbage, "gzip")).await.expect_err("more than gzip");
}

#[tokio::test]
async fn a_body_without_a_byte_is_empty_whatever_its_encoding() {
    let empties = [
        encoded("", "gzip"),
        encoded(gzip(b""), "gzip"),
        chunked(vec![]).header("content-encoding", "gzip"),
        reply(204, "").header("content-encoding", "gzip"),
    ];
    for empty in empties {
        let server = Server::start(move |_| empty.clone()).await;
        Client::at(&server.url).delete_user().await.expect("nothing");
    }
}

#[tokio::test]
async fn the_head_of_a_compressed_response_is_read_without_its_body() {
    let server = Server::start(|_| encoded(gzip(TEXT), "gzip")).await;
    let head = Operation {
        method: "HEAD",
        ..GET_USER
    };
    let error = Client::at(&server.url).get_user_as(head).await;
    assert!(matches!(error, Err(Error::Decode(_))), "{error:?}");
    let head = Operation {
        method: "HEAD",
        accept: "",
        ..GET_USER
    };
    let mut call = Client::at(&server.url).inner.call(&head);
    call.parameter(specwright_runtime::__private::Parameter::path("userId"), &"7");
    let request: specwright_runtime::Request<(), specwright_runtime::Bytes> =
        call.request(specwright_runtime::__private::decode::empty);
    request.await.expect("nothing");
}

#[tokio::test]
async fn a_connection_serves_again_behind_a_compressed_body() {
    let server = Server::start(|_| {
        let pieces = vec![Piece::Bytes(gzip(TEXT))];
        chunked(pieces).header("content-encoding", "gzip")
    })
    .await;
    let client = Client::at(&server.url);
    for _ in 0..3 {
        client.get_user("7").await.expect("a user");
    }
    assert_eq!(server.received().len(), 3);
}
