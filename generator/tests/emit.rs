//! What the last stage makes of a model.

#[path = "emit/every_construct/mod.rs"]
mod every_construct;

#[test]
fn every_construct_of_the_model() {
    insta::assert_snapshot!(specwright::codegen::client(
        &every_construct::api(),
        "everything.yaml"
    ));
}
