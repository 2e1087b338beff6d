use super::lift;

#[test]
fn every_version_becomes_3_0() {
    for version in [
        "openapi: 3.0.0",
        "openapi: '3.1'",
        "openapi: 3.2.0",
        "openapi: 3.0",
        "swagger: '2.0'",
        "swagger: 2.0",
    ] {
        let lifted = lift(&format!(
            "{version}\ninfo: {{title: T, version: '1'}}\npaths: {{}}\n"
        ));
        lifted.becomes("/openapi", "3.0.4");
        lifted.says(&[]);
    }
}

#[test]
fn a_version_that_nobody_knows_is_an_error() {
    for version in ["openapi: 4.0.0", "swagger: '1.2'", "swagger: [2]"] {
        let lifted = lift(&format!(
            "{version}\ninfo: {{title: T, version: '1'}}\npaths: {{}}\n"
        ));
        assert!(lifted.normalised.is_none(), "{version}");
        assert_eq!(lifted.said.len(), 1, "{version}");
        assert!(
            lifted.said[0].starts_with("error: unknown-version at"),
            "{:?}",
            lifted.said
        );
    }
}

#[test]
fn a_document_without_a_version_is_an_error_with_help() {
    let lifted = lift("info: {title: T, version: '1'}\npaths: {}\n");
    lifted.says(&["error: unknown-version at "]);
    assert!(
        lifted.words.contains("state the version on the first line"),
        "{}",
        lifted.words
    );
}

#[test]
fn info_is_text_however_it_is_written() {
    let lifted = lift(
        "openapi: 3.0.0\ninfo: {title: 12, version: 1.10, license: MIT, description: [a, b]}\npaths: {}\n",
    );
    lifted.becomes(
        "/info",
        "{title: '12', version: '1.10', license: {name: MIT}, description: \"a\\nb\"}",
    );
    lifted.says(&[
        "wrong-type at /info/title",
        "wrong-type at /info/description",
        "wrong-type at /info/version",
    ]);
}

#[test]
fn a_document_without_info() {
    lift("openapi: 3.0.0\npaths: {}\n").says(&["missing-field at "]);
}

#[test]
fn what_3_1_added_to_info() {
    let lifted = lift(
        "openapi: 3.1.0\ninfo: {title: T, version: '1', summary: Short, license: {name: MIT, identifier: MIT}}\n",
    );
    lifted.says(&[]);
    let info = &lifted.openapi().info;
    assert_eq!(super::super::extension::info_summary(info), Some("Short"));
    let license = info.license.as_ref().expect("there is a license");
    assert_eq!(super::super::extension::license_identifier(license), Some("MIT"));
}

#[test]
fn webhooks_are_path_items() {
    let lifted = lift(
        "openapi: 3.1.0
info: {title: T, version: '1'}
webhooks:
  newPet:
    post: {requestBody: {content: {application/json: {schema: {type: string}}}}, responses: {'200': {description: ok}}}
",
    );
    lifted.says(&[]);
    assert!(lifted.normalised().webhooks["newPet"].post.is_some());
}

#[test]
fn servers_and_their_variables() {
    let lifted = lift(
        "openapi: 3.0.0
info: {title: T, version: '1'}
servers:
  - url: https://{region}.example.com:{port}
    variables: {region: {enum: [eu, us], default: eu}, port: {enum: [443, 8443], default: 443}}
paths: {}
",
    );
    lifted.becomes(
        "/servers",
        "- url: https://{region}.example.com:{port}
  variables:
    region: {enum: [eu, us], default: eu, description: null}
    port: {enum: ['443', '8443'], default: '443', description: null}",
    );
    lifted.says(&[
        "wrong-type at /servers/0/variables/port/enum/0",
        "wrong-type at /servers/0/variables/port/enum/1",
        "wrong-type at /servers/0/variables/port/default",
    ]);
}

#[test]
fn sloppy_servers() {
    let lifted = lift(
        "openapi: 3.0.0
info: {title: T, version: '1'}
servers: [api.example.com/v1, {url: 'localhost:8080'}, {url: 'https://{host}/'}, {description: no url}, {url: /v2}]
paths: {}
",
    );
    lifted.becomes(
        "/servers",
        "- {url: 'https://api.example.com/v1'}
- {url: 'http://localhost:8080'}
- {url: 'https://{host}/', variables: {host: {default: '', description: null}}}
- {url: /v2}",
    );
    lifted.says(&[
        "wrong-type at /servers/0",
        "server-url at /servers/0",
        "server-url at /servers/1/url",
        "undeclared-variable at /servers/2",
        "missing-field at /servers/3",
    ]);
}

#[test]
fn tags_that_are_names() {
    let lifted = lift(
        "openapi: 3.0.0\ninfo: {title: T, version: '1'}\npaths: {/a: {get: {tags: a, responses: {}}}}\ntags: [a, {name: b}]\n",
    );
    lifted.becomes("/tags", "[{name: a}, {name: b}]");
    lifted.becomes("/paths/~1a/get/tags", "[a]");
    lifted.says(&["wrong-type at /paths/~1a/get/tags"]);
}

#[test]
fn extensions_stand_anywhere_with_any_value() {
    let lifted = lift(
        "openapi: 3.0.0
x-root: null
info: {title: T, version: '1', x-info: [1]}
paths:
  x-paths: true
  /a: {x-item: {}, get: {x-operation: 1, responses: {x-responses: 2, '200': {description: ok, x-response: {}}}}}
components: {x-components: 1, schemas: {x-odd: {type: string}}}
",
    );
    lifted.says(&[]);
    lifted.becomes("/x-root", "null");
    lifted.becomes("/info/x-info", "[1]");
    lifted.becomes("/paths/~1a/get/x-operation", "1");
    lifted.becomes("/components/schemas", "x-odd: {type: string}");
}

#[test]
fn unknown_fields_are_named() {
    let lifted = lift(
        "openapi: 3.0.0\ninfo: {title: T, version: '1', licence: {name: MIT}}\npaths: {}\ncomponent: {}\n",
    );
    lifted.says(&["unknown-field at /info/licence", "unknown-field at /component"]);
    assert!(
        lifted.words.contains("did you mean `license`?"),
        "{}",
        lifted.words
    );
    assert!(
        lifted.words.contains("did you mean `components`?"),
        "{}",
        lifted.words
    );
}
