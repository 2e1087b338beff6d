//! Any bytes as a document: an error or a client, and the same one twice. The first byte chooses the format.
#![no_main]

use std::fs;

use libfuzzer_sys::fuzz_target;
use specwright::Generator;

fuzz_target!(|data: &[u8]| {
    let Some((first, text)) = data.split_first() else {
        return;
    };
    let name = ["document.yaml", "document.json", "document.md"][usize::from(first % 3)];
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    fs::write(&path, text).expect("a file");
    let generate = || Generator::new(&path).name("fuzzed").generate();
    if let (Ok(first), Ok(second)) = (generate(), generate()) {
        assert_eq!(first.client, second.client, "another client the second time");
    }
});
