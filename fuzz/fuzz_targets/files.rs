//! Any bytes as a document of several files that refer to each other: an error or a client, the same one twice, and
//! nothing of a file outside of the folder. A line `---- NAME` begins each further file.
#![no_main]

use std::fs;

use libfuzzer_sys::fuzz_target;
use specwright::Generator;

const OUTSIDE: &str = "WhatStandsOutside";

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let folder = tempfile::tempdir().expect("a folder");
    let api = folder.path().join("api");
    fs::create_dir_all(api.join("parts")).expect("a folder");
    let outside = format!("openapi: 3.1.0\n{OUTSIDE}: {{ type: object, title: {OUTSIDE} }}\n");
    fs::write(folder.path().join("outside.yaml"), outside).expect("a file");
    let names = ["parts/a.yaml", "parts/b.json", "c.yaml", "d.md", "e.json"];
    let mut files = text.split("\n---- ");
    fs::write(api.join("openapi.yaml"), files.next().unwrap_or_default()).expect("a file");
    for (name, file) in names.iter().zip(files) {
        // The line has the name for the reader; which file it is, is its turn.
        let content = file.split_once('\n').map_or("", |(_, content)| content);
        fs::write(api.join(name), content).expect("a file");
    }
    let generate = || Generator::new(api.join("openapi.yaml")).name("fuzzed").generate();
    match (generate(), generate()) {
        (Ok(first), Ok(second)) => {
            assert_eq!(first.client, second.client, "another client the second time");
            let named = text.contains(OUTSIDE);
            assert!(named || !first.client.contains(OUTSIDE), "a file outside was read");
        }
        (Err(first), Err(second)) => {
            assert_eq!(first.to_string(), second.to_string(), "other errors the second time");
        }
        _ => panic!("an error once, and a client once"),
    }
});
