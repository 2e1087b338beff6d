//! What `docs/specification.md` promises of each field is true.

use super::samples::{Sample, samples};
use serde_json::Value;
use specwright::{Generator, Runtime};

/// Returns the files of the crate of a document, or that there is none.
fn generate(sample: &Sample, document: &Value) -> String {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = folder.path().join("api.json");
    std::fs::write(&path, document.to_string()).expect("the document can be written");
    let generator = Generator::new(path)
        .tag_features(sample.tag_features)
        .server(sample.server);
    match generator.generate() {
        Ok(generated) => generated.crate_files(&Runtime::Version).into_values().collect(),
        Err(_) => "no client".to_owned(),
    }
}

#[test]
fn each_field_that_is_used_changes_the_client() {
    let mut unchanged = Vec::new();
    for sample in samples() {
        for (field, value) in &sample.fields {
            let with = generate(&sample, &sample.document(field, Some(value)));
            let without = generate(&sample, &sample.document(field, None));
            if with == without {
                unchanged.push(format!("{}.{field} (at `{}`)", sample.object, sample.at));
            }
        }
    }
    assert!(
        unchanged.is_empty(),
        "these fields change nothing: {}",
        unchanged.join(", ")
    );
}
