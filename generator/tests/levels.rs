//! Which diagnostics are shown, and how.

use specwright::diagnostic::{Code, Codes, LocatedDiagnostic, Severity};
use specwright::{Error, Generator};

const DOCUMENT: &str = r##"
openapi: 3.1.0
info: { title: Pets, version: "1" }
paths:
  /pets:
    get:
      operationID: listPets
      responses: { "204": { description: None } }
components:
  schemas:
    Pet: { type: object, propertys: {} }
"##;

fn generate(document: &str, set: impl FnOnce(Generator) -> Generator) -> Vec<(Severity, Code, String)> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("pets.yaml");
    std::fs::write(&path, document).expect("a file");
    let list = match set(Generator::new(path)).generate() {
        Ok(generated) => generated.diagnostics,
        Err(Error::Document(list)) => list,
        Err(error) => panic!("{error}"),
    };
    let shown = |diagnostic: LocatedDiagnostic| (diagnostic.severity, diagnostic.code, diagnostic.pointer);
    list.into_iter()
        .map(shown)
        .filter(|(_, code, _)| *code != Code::MissingOperationId)
        .collect()
}

fn unknown(severity: Severity, pointer: &str) -> (Severity, Code, String) {
    (severity, Code::UnknownField, pointer.to_owned())
}

const OF_THE_OPERATION: &str = "/paths/~1pets/get/operationID";
const OF_THE_SCHEMA: &str = "/components/schemas/Pet/propertys";

#[test]
fn the_narrowest_place_counts_whatever_the_order() {
    use Severity::{Error, Warning};
    let both = [
        unknown(Warning, OF_THE_OPERATION),
        unknown(Warning, OF_THE_SCHEMA),
    ];
    assert_eq!(generate(DOCUMENT, |generator| generator), both);

    let narrow = |generator: Generator| generator.deny(Code::UnknownField, "#/components/*/Pet");
    let wide = |generator: Generator| generator.allow(Code::UnknownField, "#");
    let expected = [unknown(Error, OF_THE_SCHEMA)];
    assert_eq!(generate(DOCUMENT, |generator| narrow(wide(generator))), expected);
    assert_eq!(generate(DOCUMENT, |generator| wide(narrow(generator))), expected);
}

#[test]
fn one_code_counts_before_all_and_then_the_strictest_level() {
    let list = generate(DOCUMENT, |generator| {
        generator
            .deny(Codes::All, "#")
            .allow(Code::UnknownField, "#")
            .allow(Code::MissingOperationId, "#")
    });
    assert_eq!(list, []);
    let list = generate(DOCUMENT, |generator| {
        generator
            .allow(Code::UnknownField, "#/paths")
            .deny(Code::UnknownField, "#/paths")
            .allow(Code::UnknownField, "#/components")
    });
    assert_eq!(list[0], unknown(Severity::Error, OF_THE_OPERATION));
}

#[test]
fn a_place_may_name_a_file() {
    let list = generate(DOCUMENT, |generator| {
        generator.allow(Code::UnknownField, "pets.yaml#/paths")
    });
    assert_eq!(list, [unknown(Severity::Warning, OF_THE_SCHEMA)]);
    let list = generate(DOCUMENT, |generator| {
        generator.allow(Code::UnknownField, "other.yaml#")
    });
    assert_eq!(list.len(), 3);
    assert_eq!(list[2].1, Code::UnusedAllow);
}

#[test]
fn an_allow_that_silences_nothing_is_said_once_and_can_be_denied() {
    let set = |generator: Generator| {
        generator
            .allow(Code::UnknownField, "#")
            .allow(Code::NullValue, "#/paths")
            .allow(Code::NullValue, "#/info")
    };
    let list = generate(DOCUMENT, set);
    assert_eq!(list.len(), 2);
    assert!(
        list.iter()
            .all(|(severity, code, _)| (*severity, *code) == (Severity::Warning, Code::UnusedAllow))
    );
    let list = generate(DOCUMENT, |generator| set(generator).deny(Code::UnusedAllow, "#"));
    assert!(list.iter().all(|(severity, ..)| *severity == Severity::Error));
    assert_eq!(
        generate(DOCUMENT, |generator| set(generator).allow(Code::UnusedAllow, "#")),
        []
    );
}

#[test]
fn an_error_is_never_allowed() {
    let broken = DOCUMENT.replace("openapi: 3.1.0", "openapi: 9.0.0");
    let list = generate(&broken, |generator| generator.allow(Codes::All, "#"));
    assert_eq!(list.len(), 1);
    assert_eq!((list[0].0, list[0].1), (Severity::Error, Code::UnknownVersion));
}
