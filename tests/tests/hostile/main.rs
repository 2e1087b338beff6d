//! Documents that mean harm: whatever text stands in a field, the client has the items that it has with harmless
//! text, and no other.

mod document;
mod payloads;
mod shape;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::TokenTree;
use specwright::{Error, Generated, Generator, Runtime};

use document::{FIELDS, Slot, document};
use payloads::{PAYLOADS, long};
use shape::{Shape, Vocabulary};

/// Generates a client from `text`.
fn generate(text: &str) -> Result<Generated, Error> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hostile.json");
    fs::write(&path, text).unwrap();
    Generator::new(path).name("hostile").generate()
}

fn generate_with(field: &str, text: &str) -> Result<Generated, Error> {
    generate(&document(Slot { field, text }).to_string())
}

fn harmless() -> Generated {
    generate_with("", "").unwrap_or_else(|error| panic!("{error}"))
}

/// Tries all payloads in `field`. Gives how many made a client.
fn try_field(field: &str) -> usize {
    let harmless = harmless().client;
    let vocabulary = Vocabulary::of(&harmless, "harmless");
    let expected = Shape::of(&harmless, &vocabulary);
    let usual = FIELDS.iter().find(|(name, _)| *name == field).unwrap().1;
    let long = ("a long text", long());
    let payloads = PAYLOADS.iter().copied().chain([(long.0, long.1.as_str())]);
    let mut clients = 0;
    for (what, payload) in payloads {
        for text in [payload.to_owned(), format!("{usual}{payload}")] {
            match generate_with(field, &text) {
                Ok(generated) => {
                    clients += 1;
                    let context = format!("{what} in {field}: {text:.200?}");
                    assert_is_a_client(&generated, &context);
                    let shape = Shape::of(&generated.client, &vocabulary);
                    assert!(
                        may_change_shape(field) || shape == expected,
                        "{context}\n{}",
                        shape.difference(&expected)
                    );
                }
                Err(error) => assert!(matches!(error, Error::Document(_)), "{what} in {field}: {error}"),
            }
        }
    }
    clients
}

/// What holds for every client, whatever the document says.
fn assert_is_a_client(generated: &Generated, context: &str) {
    let files = generated.crate_files(&Runtime::Version);
    let paths: Vec<&PathBuf> = files.keys().collect();
    assert_eq!(paths, [Path::new("Cargo.toml"), Path::new("src/lib.rs")], "{context}");
    for text in [&generated.client, &files[Path::new("src/lib.rs")]] {
        let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{context}: {error}\n{text}"));
        let docs = |attribute: &syn::Attribute| attribute.path().is_ident("doc");
        assert!(file.attrs.iter().all(docs), "{context}");
        shape::for_each_token(shape::tokens(text), &mut |token| {
            if let TokenTree::Ident(word) = token {
                assert!(word != "pwned", "{context}\n{text}");
            }
        });
        let hidden = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        assert!(!text.contains(hidden), "{context}\n{text}");
    }
    assert_is_a_manifest(&files[Path::new("Cargo.toml")], context);
}

fn assert_is_a_manifest(text: &str, context: &str) {
    let manifest: toml::Table = text
        .parse()
        .unwrap_or_else(|error| panic!("{context}: {error}\n{text}"));
    let keys = |table: &toml::Value| -> Vec<String> {
        table.as_table().unwrap().keys().cloned().collect()
    };
    assert_eq!(manifest.keys().collect::<Vec<_>>(), ["dependencies", "package"], "{context}");
    assert_eq!(keys(&manifest["dependencies"]), ["specwright-runtime"], "{context}");
    assert_eq!(
        keys(&manifest["dependencies"]["specwright-runtime"]),
        ["default-features", "features", "version"],
        "{context}"
    );
    assert_eq!(
        keys(&manifest["package"]),
        ["description", "edition", "name", "rust-version", "version"],
        "{context}"
    );
}

/// Fields whose text says what the client does, so that another text makes another client.
fn may_change_shape(_field: &str) -> bool {
    false
}

#[test]
fn survey() {
    let mut report: BTreeMap<&str, Result<usize, String>> = BTreeMap::new();
    for (field, _) in FIELDS {
        let outcome = std::panic::catch_unwind(|| try_field(field));
        report.insert(field, outcome.map_err(|panic| panic.downcast_ref::<String>().cloned().unwrap_or_default().chars().take(1500).collect()));
    }
    for (field, outcome) in report {
        match outcome {
            Ok(count) => println!("{field}: {count} clients"),
            Err(message) => println!("{field}: FAILED {message}\n"),
        }
    }
    panic!()
}
