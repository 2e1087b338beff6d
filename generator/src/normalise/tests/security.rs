use super::lift;

fn document(schemes: &str, rest: &str) -> super::Lifted {
    lift(&format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\n{rest}components:\n  securitySchemes:\n{}",
        super::indented(schemes, 4)
    ))
}

#[test]
fn every_type_of_scheme() {
    let lifted = document(
        "key: {type: apiKey, in: header, name: X-Key, description: Ask for it}
bearer: {type: http, scheme: bearer, bearerFormat: JWT, x-fern-bearer: {name: token}}
oauth: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://e.com/t', scopes: {read: Read}}}}
openid: {type: openIdConnect, openIdConnectUrl: 'https://e.com/o'}
tls: {type: mutualTLS}",
        "",
    );
    lifted.becomes(
        "/components/securitySchemes",
        "key: {type: apiKey, in: header, name: X-Key, description: Ask for it}
bearer: {type: http, scheme: bearer, bearerFormat: JWT, x-fern-bearer: {name: token}}
oauth: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://e.com/t', scopes: {read: Read}}}}
openid: {type: openIdConnect, openIdConnectUrl: 'https://e.com/o'}
tls: {type: http, scheme: mutualTLS, x-specwright-mutual-tls: true}",
    );
    lifted.says(&[]);
    let schemes = &lifted
        .openapi()
        .components
        .as_ref()
        .expect("there are components")
        .security_schemes;
    let bearer = schemes["bearer"].as_item().expect("it is no reference");
    assert_eq!(
        crate::normalise::extension::credential_name(bearer).as_deref(),
        Some("token")
    );
    let tls = schemes["tls"].as_item().expect("it is no reference");
    assert!(crate::normalise::extension::is_mutual_tls(tls));
}

#[test]
fn sloppy_schemes() {
    let lifted = document(
        "a: {type: apiKey}
b: {type: bearer}
c: {type: http}
d: {type: whatever}
e: {$ref: '#/components/securitySchemes/b'}",
        "",
    );
    lifted.becomes(
        "/components/securitySchemes",
        "a: {type: apiKey, in: header, name: Authorization}
b: {type: http, scheme: bearer}
c: {type: http, scheme: basic}
e: {type: http, scheme: bearer}",
    );
    lifted.says(&[
        "security-scheme at /components/securitySchemes/a",
        "missing-field at /components/securitySchemes/a",
        "security-scheme at /components/securitySchemes/b",
        "missing-field at /components/securitySchemes/c",
        "security-scheme at /components/securitySchemes/d",
        "security-scheme at /components/securitySchemes/b",
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
        document(scheme, &format!("security: {text}\n")).becomes("/security", canonical);
    }
}

#[test]
fn a_requirement_that_nobody_declares() {
    let lifted = document(
        "key: {type: apiKey, in: header, name: X-Key}",
        "security: [{kye: []}, {key: []}]\n",
    );
    lifted.becomes("/security", "[{key: []}]");
    lifted.says(&["unknown-security-scheme at /security/0/kye"]);
    assert!(lifted.words.contains("did you mean `key`?"), "{}", lifted.words);
}
