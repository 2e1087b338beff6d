//! What is said of credentials that a document describes in a way that nothing is sent for.

use specwright::Generator;

/// Generates the client of a document with two operations that describe `Authorization` as a parameter.
fn warnings(security: &str) -> Vec<String> {
    let document = format!(
        "openapi: 3.0.3
info: {{ title: T, version: '1' }}
{security}
paths:
  /a:
    get:
      operationId: a
      parameters:
        - {{ name: authorization, in: header, required: true, schema: {{ type: string }} }}
        - {{ name: Accept, in: header, schema: {{ type: string }} }}
      responses: {{ '204': {{ description: none }} }}
  /b:
    parameters: [{{ name: Authorization, in: header, schema: {{ type: string }} }}]
    get:
      operationId: b
      responses: {{ '204': {{ description: none }} }}
components: {{ securitySchemes: {{ token: {{ type: http, scheme: bearer }} }} }}
"
    );
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("thing.yaml");
    std::fs::write(&path, document).expect("a document");
    let generated = Generator::new(path).generate().expect("a client");
    let said = generated.diagnostics.iter();
    said.map(|diagnostic| format!("{} {}", diagnostic.code.as_str(), diagnostic.message))
        .collect()
}

#[test]
fn a_parameter_for_a_credential_is_told_to_be_ignored_where_no_scheme_is_required() {
    let said = "authorization-parameter expected a security scheme, found the header parameter `authorization`, which the \
                specification leaves to such a scheme; ignored (and of one other operation)";
    // `[{}]` requires nothing.
    for nothing_required in ["", "security: []", "security: [{}]"] {
        assert_eq!(warnings(nothing_required), [said], "{nothing_required}");
    }
    assert_eq!(warnings("security: [{ token: [] }]"), [""; 0]);
}
