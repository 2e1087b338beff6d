//! The same document gives the same bytes, however many threads there are and however often it is asked.

use std::path::Path;

use specwright::Generator;

fn client(path: &Path) -> String {
    Generator::new(path)
        .name("example")
        .generate()
        .unwrap_or_else(|error| panic!("{error}"))
        .client
}

#[test]
fn generating_twice_gives_the_same_bytes() {
    for path in [
        Path::new("../spec/klavis.yaml"),
        Path::new("documents/versions/swagger_2.yaml"),
    ] {
        assert_eq!(client(path), client(path));
    }
}

#[test]
fn other_threads_at_work_change_nothing() {
    let path = Path::new("documents/schemas/names_that_rust_or_the_client_needs.yaml");
    let alone = client(path);
    let together = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(|| client(path))).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect::<Vec<_>>()
    });
    for client in together {
        assert_eq!(client, alone);
    }
}
