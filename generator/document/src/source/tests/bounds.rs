use std::time::{Duration, Instant};

use crate::source::{Limits, LoadOptions};

use super::{Loaded, load_path, load_text};

/// Far more than any of these needs, far less than what it would take without the bound.
const SOON: Duration = Duration::from_secs(20);

fn refused(text: &str) -> Loaded {
    let start = Instant::now();
    let loaded = load_text(text);
    assert!(start.elapsed() < SOON);
    assert!(loaded.document.is_none());
    loaded
}

fn code(loaded: &Loaded) -> &'static str {
    loaded.diagnostics[0].code.as_str()
}

#[test]
fn a_hundred_thousand_levels_are_refused() {
    let levels = 100_000;
    for opening in ["{\"a\":", "[", "{a: ", "- ", "? ", "a: [", "[{a: "] {
        let loaded = refused(&format!("openapi: 3.1.0\na:\n {}", opening.repeat(levels)));
        assert!(
            matches!(code(&loaded), "too-deep" | "syntax"),
            "{opening}: {}",
            loaded.lines()
        );
        let loaded = refused(&opening.repeat(levels));
        assert!(
            matches!(code(&loaded), "too-deep" | "syntax"),
            "{opening}: {}",
            loaded.lines()
        );
    }
}

#[test]
fn as_many_levels_as_are_allowed_fit_into_a_small_stack() {
    let nested = |levels: usize| {
        let inner = format!("{}1{}", "{\"a\":[".repeat(levels / 2), "]}".repeat(levels / 2));
        format!("{{\"openapi\":\"3.1.0\",\"a\":1,\"a\":{inner}}}")
    };
    // What tests and threads have.
    let small = std::thread::Builder::new().stack_size(2 << 20);
    let read = small.spawn(move || {
        let loaded = load_text(nested(498));
        assert_eq!(loaded.codes(), ["1:26 warning[duplicate-key]"]);
        assert_eq!(loaded.json()["openapi"], "3.1.0");
        assert_eq!(code(&refused(&nested(500))), "too-deep");
    });
    read.unwrap().join().unwrap();
}

#[test]
fn aliases_that_double_at_each_level_are_refused() {
    let mut text = "openapi: 3.1.0\na0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for level in 1..10 {
        let last = format!("*a{}", level - 1);
        text += &format!("a{level}: &a{level} [{}]\n", [last.as_str(); 9].join(", "));
    }
    assert_eq!(code(&refused(&text)), "too-large");
}

#[test]
fn aliases_of_a_long_text_are_refused() {
    let text = format!(
        "openapi: 3.1.0\na: &a {}\nb: [{}]\n",
        "x".repeat(100_000),
        "*a, ".repeat(10_000)
    );
    assert_eq!(code(&refused(&text)), "too-large");
}

#[test]
fn an_alias_of_itself_is_refused() {
    assert_eq!(code(&refused("openapi: 3.1.0\na: &a [*a]\n")), "too-deep");
}

#[test]
fn a_mapping_of_two_hundred_thousand_keys_is_read() {
    let keys: String = (0..200_000).map(|number| format!("\"k{number}\":0,")).collect();
    let start = Instant::now();
    let loaded = load_text(format!("{{{keys}\"openapi\":\"3.1.0\",\"k7\":1}}"));
    let tree = &loaded.document().files()[0].tree;
    assert_eq!(tree.get("k7").unwrap().to_json(), 1);
    assert_eq!(tree.get("k199999").unwrap().to_json(), 0);
    assert!(start.elapsed() < SOON);
}

#[test]
fn time_does_not_grow_with_the_square_of_the_size() {
    let many = 20_000;
    let cases = [
        // Documents in one file, and numbers in one line, whose text is looked up.
        "1.50\n---\n".repeat(many) + "openapi: 3.1.0\n",
        format!("openapi: 3.1.0\na: [{}]\n", "1.50, ".repeat(many)),
        format!("openapi: 3.1.0\na: [é, {}]\n", "1.50, ".repeat(many)),
        // Remarks below a long key.
        format!(
            "openapi: 3.1.0\n? {}\n: {{{}}}\n",
            "k".repeat(20_000),
            "1: a, ".repeat(many)
        ),
    ];
    for text in &cases {
        let start = Instant::now();
        load_text(text).document();
        assert!(start.elapsed() < SOON, "{}", &text[..40]);
    }
    // Far more warnings than anybody could want are refused, rather than kept.
    let keys: String = (0..many).map(|number| format!("k{number}: !t a, ")).collect();
    let text = format!("openapi: 3.1.0\n? {}\n: {{{keys}}}\n", "k".repeat(20_000));
    assert_eq!(code(&refused(&text)), "too-large");
}

#[test]
fn files_are_read_up_to_the_limits() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("openapi.yaml");
    std::fs::write(&root, "openapi: 3.1.0\na: {$ref: a.yaml}\nb: {$ref: b.yaml}\n").unwrap();
    std::fs::write(folder.path().join("a.yaml"), "title: a\n").unwrap();
    std::fs::write(folder.path().join("b.yaml"), "title: b\n").unwrap();
    let limited = |limits| {
        let options = LoadOptions { root: None, limits };
        let (document, said) = load_path(&root, &options);
        let files = document.map(|document| document.files().len());
        (
            files,
            said.iter().map(|said| said.code.as_str()).collect::<Vec<_>>(),
        )
    };
    let limits = Limits::default;
    assert_eq!(limited(limits()), (Some(3), vec![]));
    assert_eq!(
        limited(Limits {
            file_bytes: 10,
            ..limits()
        }),
        (None, vec!["too-large"])
    );
    assert_eq!(
        limited(Limits {
            total_bytes: 60,
            ..limits()
        }),
        (Some(2), vec!["too-large"])
    );
    assert_eq!(
        limited(Limits { files: 1, ..limits() }),
        (Some(1), vec!["too-large"; 2])
    );
}
