use super::normalized;

#[test]
fn every_version_is_known() {
    for version in [
        "openapi: 3.0.0",
        "openapi: '3.1'",
        "openapi: 3.2.0",
        "openapi: 3.0",
        "swagger: '2.0'",
        "swagger: 2.0",
    ] {
        let document = normalized(&format!(
            "{version}\ninfo: {{title: T, version: '1'}}\npaths: {{}}\n"
        ));
        document.becomes("/info/title", "T");
        document.warns(&[]);
    }
}

#[test]
fn a_version_that_nobody_knows_is_an_error() {
    for version in ["openapi: 4.0.0", "swagger: '1.2'", "swagger: [2]"] {
        let document = normalized(&format!(
            "{version}\ninfo: {{title: T, version: '1'}}\npaths: {{}}\n"
        ));
        assert!(document.description.is_none(), "{version}");
        assert_eq!(document.diagnostics.len(), 1, "{version}");
        assert!(
            document.diagnostics[0].starts_with("error: unknown-version at"),
            "{:?}",
            document.diagnostics
        );
    }
}

#[test]
fn a_document_without_a_version_is_an_error_with_help() {
    let document = normalized("info: {title: T, version: '1'}\npaths: {}\n");
    document.warns(&["error: unknown-version at "]);
    assert!(
        document.messages.contains("state the version on the first line"),
        "{}",
        document.messages
    );
}

#[test]
fn info_is_text_however_it_is_written() {
    let document = normalized(
        "openapi: 3.0.0\ninfo: {title: 12, version: 1.10, license: MIT, description: [a, b]}\npaths: {}\n",
    );
    document.becomes(
        "/info",
        "{title: '12', version: '1.10', license: {name: MIT}, description: \"a\\nb\"}",
    );
    document.warns(&[
        "wrong-type at /info/title",
        "wrong-type at /info/description",
        "wrong-type at /info/version",
    ]);
}

#[test]
fn a_document_without_info() {
    normalized("openapi: 3.0.0\npaths: {}\n").warns(&["missing-field at "]);
}

#[test]
fn what_3_1_added_to_info() {
    let document = normalized(
        "openapi: 3.1.0\ninfo: {title: T, version: '1', summary: Short, license: {name: MIT, identifier: MIT}}\n",
    );
    document.warns(&[]);
    document.becomes(
        "/info",
        "{title: T, version: '1', summary: Short, license: {name: MIT, identifier: MIT}}",
    );
}

#[test]
fn webhooks_are_path_items() {
    let document = normalized(
        "openapi: 3.1.0
info: {title: T, version: '1'}
webhooks:
  newPet:
    post: {requestBody: {content: {application/json: {schema: {type: string}}}}, responses: {'200': {description: ok}}}
",
    );
    document.warns(&[]);
    document.becomes(
        "/webhooks/newPet/post/requestBody",
        "content: {application/json: {schema: {type: string}}}",
    );
}

#[test]
fn servers_and_their_variables() {
    let document = normalized(
        "openapi: 3.0.0
info: {title: T, version: '1'}
servers:
  - url: https://{region}.example.com:{port}
    variables: {region: {enum: [eu, us], default: eu}, port: {enum: [443, 8443], default: 443}}
paths: {}
",
    );
    document.becomes(
        "/servers",
        "- url: https://{region}.example.com:{port}
  variables:
    region: {enum: [eu, us], default: eu}
    port: {enum: ['443', '8443'], default: '443'}",
    );
    document.warns(&[
        "wrong-type at /servers/0/variables/port/enum/0",
        "wrong-type at /servers/0/variables/port/enum/1",
        "wrong-type at /servers/0/variables/port/default",
    ]);
}

#[test]
fn sloppy_servers() {
    let document = normalized(
        "openapi: 3.0.0
info: {title: T, version: '1'}
servers: [api.example.com/v1, {url: 'localhost:8080'}, {url: 'https://{host}/'}, {description: no url}, {url: /v2}]
paths: {}
",
    );
    document.becomes(
        "/servers",
        "- {url: 'https://api.example.com/v1'}
- {url: 'http://localhost:8080'}
- {url: 'https://{host}/', variables: {host: {default: ''}}}
- {url: /v2}",
    );
    document.warns(&[
        "wrong-type at /servers/0",
        "server-url at /servers/0",
        "server-url at /servers/1/url",
        "undeclared-variable at /servers/2/url",
        "missing-field at /servers/3",
    ]);
}

#[test]
fn tags_that_are_names() {
    let document = normalized(
        "openapi: 3.0.0\ninfo: {title: T, version: '1'}\npaths: {/a: {get: {tags: a, responses: {}}}}\ntags: [a, {name: b}]\n",
    );
    document.becomes("/tags", "[{name: a}, {name: b}]");
    document.becomes("/paths/~1a/get/tags", "[a]");
    document.warns(&["wrong-type at /paths/~1a/get/tags"]);
}

#[test]
fn extensions_stand_anywhere_with_any_value() {
    let document = normalized(
        "openapi: 3.0.0
x-root: null
info: {title: T, version: '1', x-info: [1]}
paths:
  x-paths: true
  /a: {x-item: {}, get: {x-operation: 1, responses: {x-responses: 2, '200': {description: ok, x-response: {}}}}}
components: {x-components: 1, schemas: {x-odd: {type: string}}}
",
    );
    document.warns(&[]);
    document.becomes("/x-root", "null");
    document.becomes("/info/x-info", "[1]");
    document.becomes("/paths/~1a/get/x-operation", "1");
    document.becomes("/components/schemas", "x-odd: {type: string}");
}

#[test]
fn unknown_fields_are_named() {
    let document = normalized(
        "openapi: 3.0.0\ninfo: {title: T, version: '1', licence: {name: MIT}}\npaths: {}\ncomponent: {}\n",
    );
    document.warns(&["unknown-field at /info/licence", "unknown-field at /component"]);
    assert!(
        document.messages.contains("did you mean `license`?"),
        "{}",
        document.messages
    );
    assert!(
        document.messages.contains("did you mean `components`?"),
        "{}",
        document.messages
    );
}
