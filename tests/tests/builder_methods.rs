//! Names that no credential of a document may take.

use std::path::Path;

use specwright::outputs::client::plan::names::BUILDER_METHODS;

#[test]
fn the_methods_of_the_runtimes_builder_are_reserved() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime/src/macros/client_builder.rs");
    let text = std::fs::read_to_string(path).expect("the macro can be read");
    let mut methods: Vec<&str> = text
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("pub fn "))
        .filter_map(|rest| rest.split('(').next())
        .collect();
    methods.sort_unstable();
    assert_eq!(methods, BUILDER_METHODS);
}
