//! Any bytes as records or a HAR file: an error that repeats nothing of them, or an overlay that can be applied.
#![no_main]

use std::fs;

use libfuzzer_sys::fuzz_target;
use specwright::{Generator, Learner};

fuzz_target!(|data: &[u8]| {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    let document = concat!(env!("CARGO_MANIFEST_DIR"), "/api.yaml");
    fs::write(path("traffic"), data).expect("a file");
    let learner = Learner::new(document).read(path("traffic")).min_count(1);
    let Ok(learned) = learner.add_properties(true).server("http://a").learn() else {
        return;
    };
    fs::write(path("fixes.yaml"), &learned.overlay).expect("a file");
    let effective = Generator::new(document).overlay(path("fixes.yaml")).strict_overlays(true);
    if learned.actions > 0 {
        effective.effective_document().expect("an overlay that fits its document");
    }
});
