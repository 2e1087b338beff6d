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
use payloads::{PAYLOADS, polyglots};
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
    let harmless = harmless().client;
    let vocabulary = Vocabulary::of(&harmless, "harmless");
    let expected = Shape::of(&harmless, &vocabulary);
    for (field, usual) in FIELDS {
        let start = std::time::Instant::now();
        for (index, text) in polyglots().iter().enumerate() {
            let outcome = std::panic::catch_unwind(|| {
                let text = if index % 2 == 0 { text.clone() } else { format!("{usual}{text}") };
                match generate_with(field, &text) {
                    Ok(generated) => {
                        assert_is_a_client(&generated, "");
                        let shape = Shape::of(&generated.client, &vocabulary);
                        if shape == expected { "same".to_owned() } else { format!("DIFFERS {}", shape.difference(&expected)) }
                    }
                    Err(error) => format!("ERROR {error}"),
                }
            });
            let line = outcome.unwrap_or_else(|panic| format!("FAILED {}", panic.downcast_ref::<String>().cloned().unwrap_or_default()));
            if line != "same" { println!("{field} {index}: {}", line.chars().take(700).collect::<String>()); }
        }
        println!("{field} {:?}", start.elapsed());
    }
    panic!()
}
