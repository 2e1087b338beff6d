//! Names that no credential and no parameter of a document may take.

use std::path::Path;

use specwright::codegen::plan::names::{BUILDER_METHODS, REQUEST_METHODS};

/// Returns the methods that a macro of the runtime writes.
fn methods(file: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../runtime/src/macros")
        .join(file);
    let text = std::fs::read_to_string(path).expect("the macro can be read");
    let methods = text
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("pub fn "))
        .filter_map(|rest| rest.split(['(', '<']).next());
    let mut methods: Vec<String> = methods.map(str::to_owned).collect();
    methods.sort_unstable();
    methods
}

#[test]
fn the_methods_of_the_runtimes_builder_are_reserved() {
    assert_eq!(methods("client_builder.rs"), BUILDER_METHODS);
}

#[test]
fn the_methods_of_all_requests_are_reserved() {
    assert_eq!(methods("request.rs"), REQUEST_METHODS);
}
