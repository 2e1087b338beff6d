//! Any bytes as an overlay, and a document that it changes behind a line `----`: errors or a document, the same twice, which reads as
//! what it is written from. Nothing of a file outside of the folder becomes a part of it.
#![no_main]

use std::fs;

use libfuzzer_sys::fuzz_target;
use specwright::Generator;

const DOCUMENT: &str = "\
openapi: 3.1.0
info: {title: Pets, version: '1'}
paths:
  /pets: {get: {operationId: list, parameters: [{name: a, in: query}], tags: [x, y], responses: {'200': {description: OK}}}}
components: {schemas: {Pet: {type: object, properties: {name: {type: string, maxLength: 1.50}}}}}
";

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let (overlay, document) = text.split_once("\n----\n").unwrap_or((&text, DOCUMENT));
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    fs::write(path("openapi.yaml"), document).expect("a file");
    fs::write(path("fixes.yaml"), overlay).expect("a file");
    let generator = Generator::new(path("openapi.yaml")).overlay(path("fixes.yaml"));
    match (generator.effective_document(), generator.effective_document()) {
        (Ok(first), Ok(second)) => {
            assert_eq!(first.text, second.text, "another document the second time");
            // YAML nests less deeply than JSON does, and than an overlay may make a document.
            let name = if first.text.starts_with('{') {
                "again.json"
            } else {
                "again.yaml"
            };
            fs::write(path(name), &first.text).expect("a file");
            if let Ok(again) = Generator::new(path(name)).effective_document() {
                assert_eq!(again.text, first.text, "what is written reads as something else");
            }
            let _ = generator.generate();
        }
        (Err(first), Err(second)) => {
            assert_eq!(
                first.to_string(),
                second.to_string(),
                "other errors the second time"
            );
        }
        _ => panic!("an error once, and a document once"),
    }
});
