//! Compressed bodies that ask their decoder to remember much: RFC 8878, 3.1.1.1, with 9659 for how much that may be, and RFC 7932, 9.1.

use specwright_runtime::transport::Hyper;

use crate::raw::{Sent, Server, peak};
use crate::{Outcome, PATIENCE, assert_is_transport, assert_room, get, hyper};

const USER: &[u8] = b"{\"id\":7}";

async fn server(encoding: &str, body: &[u8]) -> Server {
    let length = body.len();
    let head = format!("HTTP/1.1 200 OK\r\ncontent-encoding: {encoding}\r\ncontent-length: {length}\r\n\r\n");
    Server::start(vec![Sent::Bytes([head.as_bytes(), body].concat())]).await
}

async fn read(encoding: &str, body: &[u8]) -> Outcome {
    let server = server(encoding, body).await;
    let before = peak();
    let outcome = get(&hyper(&server.url, PATIENCE, Hyper::builder())).await;
    assert_room(before);
    outcome
}

#[cfg(feature = "zstd")]
mod zstd {
    use super::{USER, assert_is_transport, read};

    /// A frame of one block without compression, behind what its header says.
    fn frame(descriptor: u8, header: &[u8]) -> Vec<u8> {
        let block = [(USER.len() as u8) << 3 | 1, 0, 0];
        [&[0x28, 0xb5, 0x2f, 0xfd, descriptor], header, &block, USER].concat()
    }

    /// A frame with a window of this power of two.
    fn windowed(log: u8) -> Vec<u8> {
        frame(0, &[(log - 10) << 3])
    }

    #[tokio::test]
    async fn a_window_of_8_mib_is_remembered_and_no_larger_one() {
        for log in [10, 20, 23] {
            assert_eq!(read("zstd", &windowed(log)).await.expect("a user").id, 7);
        }
        // An eighth more than 8 MiB, and up to 2 TiB.
        let more = frame(0, &[(23 - 10) << 3 | 1]);
        let larger = [24, 27, 31, 32, 41].map(windowed);
        for body in larger.iter().chain([&more]) {
            assert_is_transport(&read("zstd", body).await);
        }
        // Each frame says its own.
        let second = [windowed(10), windowed(31)].concat();
        assert_is_transport(&read("zstd", &second).await);
    }

    #[tokio::test]
    async fn a_length_that_is_the_window_is_bounded_likewise() {
        const SINGLE_SEGMENT_OF_8_BYTES: u8 = 0xe0;
        for length in [1_u64 << 24, 1 << 31, 1 << 62, u64::MAX] {
            let body = frame(SINGLE_SEGMENT_OF_8_BYTES, &length.to_le_bytes());
            assert_is_transport(&read("zstd", &body).await);
        }
    }
}

#[cfg(feature = "brotli")]
mod brotli {
    use super::{Outcome, PATIENCE, USER, assert_is_transport, assert_room, peak, read, server};
    use crate::{get, on_a_thread, ureq};

    /// A block without compression, and a last one without a byte.
    fn body(header: &[u8]) -> Vec<u8> {
        [header, USER, &[3]].concat()
    }

    #[tokio::test]
    async fn windows_are_those_of_the_rfc_and_no_larger_ones() {
        // 64 KiB.
        let usual = body(&[0x70, 0, 0x10]);
        assert_eq!(read("br", &usual).await.expect("a user").id, 7);
        // 1 GiB, by the bits that RFC 7932 calls invalid.
        let large = body(&[0x11, 30, 0x0e, 0, 0x02]);
        assert_is_transport(&read("br", &large).await);
        // The first byte may come alone, and in a body within another.
        assert_is_transport(&read("br", &large[..1]).await);
        let within = |inner: &[u8]| {
            // A block of gzip without compression, with its lengths; nobody gets as far as the sum behind it.
            let length = (inner.len() as u16).to_le_bytes();
            let lengths = [length, length.map(|byte| !byte)].concat();
            let head = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff, 1];
            [&head[..], &lengths, inner].concat()
        };
        let outcome = read("br, gzip", &within(&large)).await;
        assert_is_transport(&outcome);
        let text = format!("{:#}", outcome.expect_err("too large a window"));
        assert!(
            text.contains("a window of brotli that RFC 7932 does not know"),
            "{text}"
        );
    }
    async fn read_by_ureq(encoding: &str, body: &[u8]) -> Outcome {
        let server = server(encoding, body).await;
        let before = peak();
        let client = ureq(&server.url, PATIENCE);
        let outcome = on_a_thread(move || get(&client).send()).await;
        assert_room(before);
        outcome
    }

    #[tokio::test]
    async fn windows_of_ureq_are_those_of_the_rfc_and_no_larger_ones() {
        let usual = body(&[0x70, 0, 0x10]);
        for encoding in ["br", "BR"] {
            assert_eq!(read_by_ureq(encoding, &usual).await.expect("a user").id, 7);
        }
        let large = body(&[0x11, 30, 0x0e, 0, 0x02]);
        for cut in [large.len(), 1] {
            let error = read_by_ureq("br", &large[..cut]).await.expect_err("a window");
            let text = format!("{error:#}");
            assert!(
                text.contains("a window of brotli that RFC 7932 does not know"),
                "{text}"
            );
        }
        assert_is_transport(&read_by_ureq("br", &usual[..usual.len() - 1]).await);
        let empty = read_by_ureq("br", b"").await;
        assert!(matches!(empty, Err(crate::Error::Decode { .. })), "{empty:?}");
    }
}
