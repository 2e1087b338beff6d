use super::normalized;

fn normalize(schemes: &str, rest: &str) -> super::Normalized {
    normalized(&format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\n{rest}components:\n  securitySchemes:\n{}",
        super::indented(schemes, 4)
    ))
}

#[test]
fn every_type_of_scheme() {
    let document = normalize(
        "key: {type: apiKey, in: header, name: X-Key, description: Ask for it}
bearer: {type: http, scheme: bearer, bearerFormat: JWT, x-fern-bearer: {name: token}}
oauth: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://e.com/t', scopes: {read: Read}}}}
openid: {type: openIdConnect, openIdConnectUrl: 'https://e.com/o'}
tls: {type: mutualTLS}",
        "",
    );
    document.becomes(
        "/components/securitySchemes",
        "key: {type: apiKey, in: header, name: X-Key, description: Ask for it}
bearer: {type: http, scheme: bearer, bearerFormat: JWT, credential: token}
oauth: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://e.com/t', scopes: {read: Read}}}}
openid: {type: openIdConnect, openIdConnectUrl: 'https://e.com/o'}
tls: {type: mutualTLS}",
    );
    document.warns(&[]);
}

#[test]
fn sloppy_schemes() {
    let document = normalize(
        "a: {type: apiKey}
b: {type: bearer}
c: {type: http}
d: {type: whatever}
e: {$ref: '#/components/securitySchemes/b'}",
        "",
    );
    document.becomes(
        "/components/securitySchemes",
        "a: {type: apiKey, in: header, name: Authorization}
b: {type: http, scheme: bearer}
c: {type: http, scheme: basic}
e: {type: http, scheme: bearer}",
    );
    document.warns(&[
        "security-scheme at /components/securitySchemes/a",
        "missing-field at /components/securitySchemes/a",
        "security-scheme at /components/securitySchemes/b/type",
        "missing-field at /components/securitySchemes/c",
        "security-scheme at /components/securitySchemes/d/type",
        "security-scheme at /components/securitySchemes/b/type",
    ]);
}

#[test]
fn requirements_however_they_are_written() {
    let scheme = "key: {type: apiKey, in: header, name: X-Key}";
    for (text, canonical) in [
        ("[{key: []}, {}]", "[{key: []}, {}]"),
        ("{key: []}", "[{key: []}]"),
        ("[key]", "[{key: []}]"),
        ("[{key: null}]", "[{key: []}]"),
        ("[{key: read}]", "[{key: [read]}]"),
        ("[{Key: []}]", "[{key: []}]"),
        ("[{'#/components/securitySchemes/key': []}]", "[{key: []}]"),
        ("[]", "[]"),
    ] {
        normalize(scheme, &format!("security: {text}\n")).becomes("/security", canonical);
    }
}

#[test]
fn a_requirement_that_nobody_declares() {
    let document = normalize(
        "key: {type: apiKey, in: header, name: X-Key}",
        "security: [{kye: []}, {key: []}]\n",
    );
    document.becomes("/security", "[{key: []}]");
    document.warns(&["unknown-security-scheme at /security/0/kye"]);
    assert!(
        document.messages.contains("did you mean `key`?"),
        "{}",
        document.messages
    );
}
