//! Documents that mean harm: whatever text stands in a field, the client has the items that it has with harmless
//! text, and no other.

mod document;
mod payloads;
mod shape;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use proc_macro2::TokenTree;
use quote::ToTokens as _;
use specwright::{Error, Generated, Generator, Runtime};

use document::{ALL, FIELDS, Slot, document};
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
    assert_eq!(
        paths,
        [
            Path::new("Cargo.toml"),
            Path::new("README.md"),
            Path::new("src/lib.rs")
        ],
        "{context}"
    );
    let lib = &files[Path::new("src/lib.rs")];
    for (text, lists) in [(&generated.client, 0), (lib, 1)] {
        let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{context}: {error}\n{text}"));
        let docs = |attribute: &syn::Attribute| attribute.path().is_ident("doc");
        // The list of lints that a crate allows, that `rustfmt` leaves it alone, and nothing else.
        let (docs, others): (Vec<_>, Vec<_>) = file.attrs.iter().partition(|attribute| docs(attribute));
        assert_eq!(docs.len(), lists, "{context}");
        let others: Vec<String> = others
            .iter()
            .map(|other| other.meta.path().to_token_stream().to_string())
            .collect();
        let expected: &[&str] = if lists == 0 { &[] } else { &["cfg_attr", "allow"] };
        assert_eq!(others, expected, "{context}");
        shape::for_each_token(shape::tokens(text), &mut |token| {
            if let TokenTree::Ident(word) = token {
                assert!(word != "pwned", "{context}\n{text}");
            }
        });
        assert!(!text.contains(is_hidden), "{context}\n{text}");
    }
    assert_is_a_manifest(&files[Path::new("Cargo.toml")], context);
    assert_is_a_readme(&files[Path::new("README.md")], context);
    assert_are_modules(&generated.module_files(), context);
}

fn is_hidden(c: char) -> bool {
    c.is_control() && c != '\n' || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn assert_no_code_of_the_document(text: &str, context: &str) {
    shape::for_each_token(shape::tokens(text), &mut |token| {
        if let TokenTree::Ident(word) = token {
            assert!(word != "pwned", "{context}\n{text}");
        }
    });
}

/// What the tests of a crate compile of its README is what Specwright wrote.
fn assert_is_a_readme(text: &str, context: &str) {
    assert!(!text.contains(is_hidden), "{context}\n{text}");
    let mut is_code = false;
    for line in text.lines() {
        let fence = line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~");
        if fence {
            let known = if is_code {
                ["```", "```"]
            } else {
                ["```rust", "```toml"]
            };
            assert!(known.contains(&line), "{context}\n{text}");
            is_code = !is_code;
        }
    }
    assert!(!is_code, "{context}\n{text}");
    for block in text.split("\n```rust\n").skip(1) {
        let (code, _) = block.split_once("\n```").expect("the end of a block");
        assert_no_code_of_the_document(code, context);
    }
}

/// What is written as a module is in its folder, in files with plain names.
fn assert_are_modules(files: &BTreeMap<PathBuf, String>, context: &str) {
    for (path, text) in files {
        let name = path.to_str().expect("a plain path");
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_/.".contains(c);
        assert!(
            name.chars().all(plain)
                && name.ends_with(".rs")
                && !name.contains("..")
                && !name.starts_with('/'),
            "{context}: {name}"
        );
        assert!(name.matches('/').count() <= 1, "{context}: {name}");
        assert!(!text.contains(is_hidden), "{context}\n{text}");
        assert_no_code_of_the_document(text, context);
    }
}

fn assert_is_a_manifest(text: &str, context: &str) {
    let manifest: toml::Table = text
        .parse()
        .unwrap_or_else(|error| panic!("{context}: {error}\n{text}"));
    let keys = |table: &toml::Value| -> Vec<String> { table.as_table().unwrap().keys().cloned().collect() };
    assert_eq!(
        manifest.keys().collect::<Vec<_>>(),
        ["dependencies", "package"],
        "{context}"
    );
    assert_eq!(
        keys(&manifest["dependencies"]),
        ["specwright-runtime"],
        "{context}"
    );
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

/// Fields whose text says what the client does, so that another text makes another client: a header, a path, a URL
/// or a media type that can't be one is left out with a warning, and what stands in braces is a variable. Nobody's
/// secret is sent to a token's URL that can't be called as it stands: the builder then has no method for it.
const SAY_WHAT_IS_DONE: [&str; 11] = [
    "server_url",
    "templated_server_url",
    "path",
    "header_parameter",
    "request_media_type",
    "response_media_type",
    "form_field_media_type",
    "response_header",
    "property_format",
    "token_url",
    "refresh_url",
];

/// Tries `texts` in `field`, alone and behind its usual text. Gives how many made a client.
fn try_field(field: &str, texts: &[String]) -> usize {
    let harmless = harmless().client;
    let vocabulary = Vocabulary::of(&harmless, "harmless");
    let expected = Shape::of(&harmless, &vocabulary);
    let usual = FIELDS.iter().find(|(name, _)| *name == field).unwrap().1;
    let mut clients = 0;
    for (index, text) in texts.iter().enumerate() {
        let text = if index % 2 == 0 {
            text.clone()
        } else {
            format!("{usual}{text}")
        };
        match generate_with(field, &text) {
            Ok(generated) => {
                clients += 1;
                let context = format!("{field}: {text:.200?}");
                assert_is_a_client(&generated, &context);
                let shape = Shape::of(&generated.client, &vocabulary);
                assert!(
                    SAY_WHAT_IS_DONE.contains(&field) || shape == expected,
                    "{context}\n{}",
                    shape.difference(&expected)
                );
            }
            Err(error) => assert!(matches!(error, Error::Document(_)), "{field}: {error}"),
        }
    }
    clients
}

/// Runs `test` on each of `inputs` on all processors, and gives the sum.
fn on_all_processors<T: Sync>(inputs: &[T], test: impl Fn(&T) -> usize + Sync) -> usize {
    let next = AtomicUsize::new(0);
    let work = || {
        std::iter::from_fn(|| inputs.get(next.fetch_add(1, Ordering::Relaxed)))
            .map(&test)
            .sum::<usize>()
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..std::thread::available_parallelism().map_or(1, usize::from))
            .map(|_| scope.spawn(work))
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    })
}

#[test]
fn every_field_of_the_list_is_in_the_document() {
    let harmless = document(Slot { field: "", text: "" });
    for (field, usual) in FIELDS {
        let other = document(Slot {
            field,
            text: "another text",
        });
        assert_ne!(harmless, other, "{field}: {usual}");
    }
}

#[test]
fn nothing_gets_out_of_any_field() {
    let texts = polyglots();
    let clients = on_all_processors(FIELDS, |(field, _)| try_field(field, &texts));
    let tried = FIELDS.len() * texts.len();
    println!("{tried} documents, {clients} clients");
    assert!(
        clients * 10 > tried * 9,
        "most of them were to be clients, not errors: {clients} of {tried}"
    );
}

#[test]
fn nothing_gets_out_with_any_payload() {
    // Fields of every kind of place in the output: docs, literals, names, tables, URLs.
    const PLACES: [&str; 10] = [
        "title",
        "operation_id",
        "operation_description",
        "query_parameter",
        "schema",
        "property",
        "enum_value",
        "property_default",
        "security_scheme",
        "token_url",
    ];
    let clients = on_all_processors(PAYLOADS, |(what, payload)| {
        let field = PLACES[what.len() % PLACES.len()];
        let texts = [payload.to_string(), payload.to_string()];
        try_field("title", &texts) + try_field(field, &texts)
    });
    assert!(clients > 3 * PAYLOADS.len());
}

#[test]
fn all_fields_at_once() {
    let clients = on_all_processors(PAYLOADS, |(what, payload)| {
        let text = document(Slot {
            field: ALL,
            text: payload,
        })
        .to_string();
        match generate(&text) {
            Ok(generated) => {
                assert_is_a_client(&generated, what);
                1
            }
            Err(error) => {
                assert!(matches!(error, Error::Document(_)), "{what}: {error}");
                0
            }
        }
    });
    assert!(clients > PAYLOADS.len() / 2, "{clients}");
}

#[test]
fn a_text_of_a_megabyte_in_any_field() {
    let long = "pwned ".repeat(200_000);
    on_all_processors(
        &[
            "title",
            "operation_id",
            "schema",
            "property",
            "enum_value",
            "operation_description",
        ],
        |field| {
            let generated = generate_with(field, &long).unwrap_or_else(|error| panic!("{field}: {error}"));
            syn::parse_file(&generated.client).unwrap();
            1
        },
    );
}

#[test]
fn the_name_of_the_document_and_of_the_client() {
    let folder = tempfile::tempdir().unwrap();
    let text = document(Slot { field: "", text: "" }).to_string();
    for (what, payload) in PAYLOADS {
        let generator = Generator::new("x.json").name(*payload);
        if let Err(error) = generator.generate() {
            assert!(
                matches!(error, Error::Name(_) | Error::Document(_)),
                "{what}: {error}"
            );
        }
        let name: String = payload.replace(['/', '\0'], "_").chars().take(60).collect();
        let path = folder.path().join(format!("a{name}.json"));
        if fs::write(&path, &text).is_err() {
            continue;
        }
        match Generator::new(&path).generate() {
            Ok(generated) => assert_is_a_client(&generated, what),
            Err(error) => assert!(matches!(error, Error::Name(_)), "{what}: {error}"),
        }
    }
}

#[test]
fn nothing_is_written_outside_the_folder() {
    let top = tempfile::tempdir().unwrap();
    let folder = top.path().join("deep/project");
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join("api.json");
    for (index, text) in polyglots().iter().enumerate() {
        for field in ["title", "schema", "operation_id", "tag", "path", "server_url"] {
            fs::write(&path, document(Slot { field, text }).to_string()).unwrap();
            let out = folder.join(format!("out{index}"));
            let generator = Generator::new(&path).name("hostile").out_dir(&out);
            if let Ok(generated) = generator.generate() {
                specwright::write_crate(&folder.join("crate"), &generated.crate_files(&Runtime::Version))
                    .unwrap();
            }
            let _ = generator.build_script();
        }
        let mut files = Vec::new();
        files_in(top.path(), &mut files);
        for file in files {
            let file = file.strip_prefix(&folder).expect("a file outside");
            let name = file.file_name().unwrap().to_str().unwrap();
            let ours = [
                "Cargo.toml",
                "README.md",
                "lib.rs",
                ".specwright",
                "api.json",
                "hostile.rs",
            ];
            assert!(ours.contains(&name), "{}", file.display());
        }
    }
}

fn files_in(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files_in(&path, files);
        } else {
            files.push(path);
        }
    }
}

/// Set for the process that [`a_build_script_tells_cargo_only_what_it_means_to`] starts: the document.
const DOCUMENT: &str = "SPECWRIGHT_HOSTILE_DOCUMENT";

#[test]
fn a_build_script_tells_cargo_only_what_it_means_to() {
    if let Some(document) = std::env::var_os(DOCUMENT) {
        let path = PathBuf::from(document);
        let out = path.with_extension("out");
        let _ = Generator::new(&path).name("hostile").out_dir(out).build_script();
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("api.json");
    let mut told = 0;
    for field in [
        "request_media_type",
        "header_parameter",
        "mapping_target",
        "required_parameter",
    ] {
        let text = "a\r\ncargo::rustc-env=PWNED=1\ncargo:rustc-link-arg=pwned\n";
        fs::write(&path, document(Slot { field, text }).to_string()).unwrap();
        let output = std::process::Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "a_build_script_tells_cargo_only_what_it_means_to",
                "--nocapture",
            ])
            .env(DOCUMENT, &path)
            .output()
            .unwrap();
        assert!(output.status.success());
        for line in String::from_utf8(output.stdout).unwrap().lines() {
            if line.trim_start().starts_with("cargo:") {
                told += 1;
                let meant = ["cargo::rerun-if-changed=", "cargo::warning="];
                assert!(
                    meant.iter().any(|meant| line.starts_with(meant)),
                    "{field}: {line}"
                );
            }
        }
    }
    assert!(told > 4, "it was to tell something");
}

#[test]
fn clients_of_hostile_documents_compile_without_a_warning() {
    let mut lib = "//! Clients of documents that mean harm.\n#![deny(warnings)]\n\
         // What rustc says about names that look like others is meant for people, and stays on for users.\n\
         #![allow(confusable_idents, mixed_script_confusables, uncommon_codepoints)]\n"
        .to_owned();
    for (index, text) in polyglots().iter().enumerate() {
        let document = document(Slot { field: ALL, text }).to_string();
        if let Ok(generated) = generate(&document) {
            lib += &format!(
                "/// Client {index}.\npub mod all{index} {{\n{}}}\n",
                generated.client
            );
        }
    }
    for field in [
        "operation_id",
        "schema",
        "property",
        "enum_value",
        "title",
        "security_scheme",
        "http_scheme",
    ] {
        let generated =
            generate_with(field, &polyglots()[1]).unwrap_or_else(|error| panic!("{field}: {error}"));
        lib += &format!(
            "/// A hostile {field}.\npub mod {field} {{\n{}}}\n",
            generated.client
        );
    }
    let folder = tempfile::tempdir().unwrap();
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    fs::create_dir(folder.path().join("src")).unwrap();
    fs::write(folder.path().join("src/lib.rs"), lib).unwrap();
    fs::copy(project.join("Cargo.lock"), folder.path().join("Cargo.lock")).unwrap();
    let runtime = project.join("runtime");
    let manifest = format!(
        "[workspace]\n[package]\nname = \"hostile\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\
         [dependencies]\nspecwright-runtime = {{ path = {runtime:?} }}\n[profile.dev]\ndebug = \"line-tables-only\"\n"
    );
    fs::write(folder.path().join("Cargo.toml"), manifest).unwrap();
    let output = std::process::Command::new(env!("CARGO"))
        .args(["check", "--offline", "--quiet"])
        .current_dir(folder.path())
        .env("CARGO_TARGET_DIR", project.join("target"))
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && !told.contains("warning"), "{told}");
}
