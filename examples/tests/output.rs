//! What the examples print.

use std::process::Command;

fn run(program: &str) -> String {
    let output = Command::new(program).output().expect("the example runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{text}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    text
}

#[test]
fn upload_and_download() {
    let text = run(env!("CARGO_BIN_EXE_upload_and_download"));
    let (first, rest) = text.split_once('\n').expect("lines");
    assert!(
        first.starts_with("uploaded \"Holiday\": the server received 524"),
        "{text}"
    );
    let rest = rest.trim_end();
    assert_eq!(
        rest,
        "downloaded 5242880 bytes\ndownloadPhoto: the server responded 404 Not Found: no such photo"
    );
}

#[test]
fn another_client() {
    assert_eq!(
        run(env!("CARGO_BIN_EXE_another_client")),
        "  (GET /photos)\n1 photo: Cat\n  (POST /photos)\n\"Moon\" has 3 bytes\n  (GET /account)\n\
         getAccount: the server responded 401 Unauthorized: the token has ended\n"
    );
}

#[test]
fn without_async() {
    assert_eq!(
        run(env!("CARGO_BIN_EXE_without_async")),
        "Cat\nSea\n\"Moon\" has 7 bytes\nmoon.png has changed\nsea.png has changed\na photo\n\
         downloadPhoto: the server responded 404 Not Found: no such photo\n"
    );
}

#[test]
fn events() {
    let expected = "1: cat.png is new\n2: dog.png is new\n3: cat.png is gone\n4: dog.png is archived\n";
    assert_eq!(run(env!("CARGO_BIN_EXE_events")), expected);
}

#[test]
fn pagination() {
    assert_eq!(
        run(env!("CARGO_BIN_EXE_pagination")),
        "Cat, Dog\nSea, Hill\nMoon\nCat\nDog\nSea\nHill\nMoon\n"
    );
}

#[test]
fn client_credentials() {
    let text = run(env!("CARGO_BIN_EXE_client_credentials"));
    let expected = "  (token 1 is given)\nthe photos of Ada\nthe photos of Ada\n  (token 2 is given)\nthe photos of Ada\n";
    assert!(text.starts_with(expected), "{text}");
    assert!(
        text.trim_end().ends_with("401 Unauthorized: invalid_client"),
        "{text}"
    );
}

#[test]
fn outage() {
    let text = run(env!("CARGO_BIN_EXE_outage"));
    let sent = text
        .strip_prefix("256 tasks sent ")
        .and_then(|rest| rest.split_once(' '));
    let sent: usize = sent.and_then(|(sent, _)| sent.parse().ok()).expect("a count");
    // 10 failures open the circuit, 32 requests are under way at most, and each quarter of a second there is a trial.
    assert!((10..=10 + 32 + 8).contains(&sent), "{text}");
    assert!(text.ends_with("and had many successes afterwards\n"), "{text}");
}

#[test]
fn overlay() {
    let expected = "\
by the document:
  emma: not what the document says
  dracula: not what the document says
  inventio: getBook: the server responded 410 Gone: {\"since\":1327}
by the document and its overlay:
  Emma, None, shelf 12
  Dracula, Some(\"A Mystery Story\"), shelf 12b
  inventio: lost since 1327
";
    assert_eq!(run(env!("CARGO_BIN_EXE_overlay")), expected);
}
