use std::collections::BTreeMap;
use std::path::Path;

use super::{Lock, Place};

fn place(item: &str, part: &str) -> Place {
    Place {
        item: item.to_owned(),
        part: part.to_owned(),
    }
}

#[test]
fn a_lock_is_sorted_by_place_and_read_as_it_was() {
    let names = BTreeMap::from([
        (place("schema Pet", "property id"), "id".to_owned()),
        (place("schema Pet", ""), "Pet".to_owned()),
        (place("GET /pets", "request"), "ListPets".to_owned()),
    ]);
    let mut lock = Lock::default();
    lock.set("pets", &names);
    let text = lock.to_text();
    assert!(
        text.ends_with(
            "version = 1\n\n[pets]\nGET /pets\n    request = ListPets\nschema Pet = Pet\n    property id = id\n"
        ),
        "{text}"
    );
    let read = Lock::read(&text)
        .expect("a lock")
        .names("pets", Path::new("specwright.lock"));
    let read: BTreeMap<Place, String> = read
        .names
        .into_iter()
        .map(|(place, name)| (place, name.text))
        .collect();
    assert_eq!(read, names);
}

#[test]
fn a_place_may_have_any_text() {
    for text in [
        " a ",
        "#a",
        "[a]",
        "a = b",
        "a\nb",
        "a\\u{41}",
        "\u{202e}a",
        "    a",
        "ä",
    ] {
        for place in [place(text, ""), place("schema A", text)] {
            let names = BTreeMap::from([(place, "A".to_owned())]);
            let mut lock = Lock::default();
            lock.set("pets", &names);
            let read = Lock::read(&lock.to_text()).unwrap_or_else(|error| panic!("{text:?}: {error:?}"));
            let read = read.names("pets", Path::new(""));
            assert_eq!(
                read.names.keys().collect::<Vec<_>>(),
                names.keys().collect::<Vec<_>>(),
                "{}",
                lock.to_text()
            );
        }
    }
}

#[test]
fn what_is_no_lock_is_an_error_with_its_line() {
    for (text, line, message) in [
        ("name = 1", 1, "expected `version = 1`"),
        (
            "version = 2",
            1,
            "expected `version = 1`: it is of another version of Specwright",
        ),
        (
            "version = 1\nGET /pets = a",
            2,
            "expected `[CLIENT]` before the first name",
        ),
        ("version = 1\n[a", 2, "expected `]` at the end of the line"),
        ("version = 1\n[a]\n[a]", 3, "the client stands there twice"),
        (
            "version = 1\n[a]\n    b = c",
            3,
            "expected a place before a line that is indented",
        ),
        (
            "version = 1\n[a]\nb = c\nb = d",
            4,
            "the place stands there twice",
        ),
        ("version = 1\n[a]\nb = c\n    d", 4, "expected `PLACE = NAME`"),
        (
            "version = 1\n[a]\nb\\x = c",
            3,
            "expected `\\\\` or `\\u{…}` behind a `\\`",
        ),
    ] {
        let error = Lock::read(text).expect_err(text);
        assert_eq!((error.line, error.message.as_str()), (line, message), "{text}");
    }
}
