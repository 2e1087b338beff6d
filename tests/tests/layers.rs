//! The direction of the modules of each crate: what stands further down in a list uses what stands before it.

use std::path::Path;

use specwright_tests::layers::backward;

/// From the text of a document to the model of its API.
const DOCUMENT: &[&str] = &[
    "order",
    "diagnostic",
    "source",
    "overlay",
    "description",
    "normalize",
    "lock",
    "model",
];

/// From the model to the text of a client.
const CODEGEN: &[&str] = &["threads", "plan", "write"];

/// What a program calls, and the other outputs. That this package uses those two, and none of them this one, is for Cargo to see to.
const GENERATOR: &[&str] = &[
    "outputs::openapi_text",
    "outputs::openapi",
    "outputs::shapes",
    "outputs::description",
    "outputs::package",
    "outputs::inspect",
    "outputs::diff",
    "learn",
    "cassettes",
    "generator",
    "configuration",
];

fn assert_one_direction(package: &str, layers: &[&str]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .join(package)
        .join("src");
    for layer in layers {
        let path = folder.join(layer.replace("::", "/"));
        assert!(
            path.exists() || path.with_extension("rs").exists(),
            "{package} has no module `{layer}`"
        );
    }
    let wrong = backward(&folder, layers).expect("the source can be read");
    let lines: Vec<String> = wrong.iter().map(ToString::to_string).collect();
    assert!(
        lines.is_empty(),
        "{} arrows run back:\n{}",
        lines.len(),
        lines.join("\n")
    );
}

#[test]
fn the_generator_has_one_direction() {
    assert_one_direction("generator/document", DOCUMENT);
    assert_one_direction("generator/codegen", CODEGEN);
    assert_one_direction("generator", GENERATOR);
}
