use super::{Normalized, normalized, with_schema};

#[test]
fn schemas_inside_of_each_other_without_end() {
    // As JSON, which may nest deeper than YAML before it is refused.
    let depth = 150;
    let schema = format!(
        "{}{{}}{}",
        "{\"type\": \"array\", \"items\": ".repeat(depth),
        "}".repeat(depth)
    );
    let document = format!(
        "{{\"openapi\": \"3.0.3\", \"info\": {{\"title\": \"T\", \"version\": \"1\"}}, \"paths\": {{}}, \
         \"components\": {{\"schemas\": {{\"S\": {schema}}}}}}}"
    );
    let document = normalized(&document);
    assert_eq!(document.diagnostics.len(), 1, "{:?}", document.diagnostics);
    assert!(
        document.diagnostics[0].starts_with("nesting-limit at /components/schemas/S/items"),
        "{:?}",
        document.diagnostics
    );
}

#[test]
fn long_chains_of_references_are_followed_and_endless_ones_are_not() {
    let mut schemas = String::new();
    for number in 0..40 {
        schemas.push_str(&format!(
            "    A{number}: {{$ref: '#/components/schemas/A{}'}}\n",
            number + 1
        ));
    }
    let document = normalized(&format!(
        "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n{schemas}    A40: {{type: string}}\n"
    ));
    document.warns(&[]);
}

#[test]
fn references_in_place_that_would_grow_without_end() {
    let mut schemas = String::new();
    for level in 0..40 {
        let next = format!(
            "{{properties: {{$ref: '#/components/schemas/A{}/properties'}}}}",
            level + 1
        );
        schemas.push_str(&format!(
            "    A{level}: {{properties: {{a: {next}, b: {next}}}}}\n"
        ));
    }
    let document = normalized(&format!(
        "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n{schemas}    A40: {{properties: {{}}}}\n"
    ));
    assert!(
        document
            .diagnostics
            .iter()
            .any(|diagnostic| diagnostic.starts_with("error: nesting-limit"))
    );
}

#[test]
fn a_response_that_leads_back_to_itself() {
    let document = normalized(
        "openapi: 3.0.3
info: {title: T, version: '1'}
paths: {/a: {get: {responses: {'200': {$ref: '#/components/responses/A'}}}}}
components: {responses: {A: {$ref: '#/components/responses/B'}, B: {$ref: '#/components/responses/A'}}}
",
    );
    assert!(
        document
            .diagnostics
            .iter()
            .all(|diagnostic| diagnostic.starts_with("error: reference-cycle")),
        "{:?}",
        document.diagnostics
    );
    assert!(!document.diagnostics.is_empty());
}

#[test]
fn any_value_anywhere_is_survived() {
    for value in [
        "null",
        "true",
        "1",
        "text",
        "[1]",
        "{a: 1}",
        "[[]]",
        "{$ref: 1}",
        "{$ref: '#'}",
    ] {
        for keyword in [
            "type",
            "properties",
            "items",
            "format",
            "enum",
            "required",
            "additionalProperties",
            "oneOf",
            "anyOf",
            "allOf",
            "not",
            "discriminator",
            "pattern",
            "minLength",
            "minimum",
            "exclusiveMinimum",
            "multipleOf",
            "uniqueItems",
            "description",
            "example",
            "examples",
            "default",
            "nullable",
            "externalDocs",
            "xml",
            "const",
            "prefixItems",
            "patternProperties",
            "dependentSchemas",
            "then",
            "contentEncoding",
            "contentSchema",
            "unevaluatedProperties",
            "$ref",
            "$dynamicRef",
            "$defs",
        ] {
            with_schema("3.1.0", &format!("{keyword}: {value}"));
        }
        for field in [
            "info",
            "servers",
            "paths",
            "components",
            "security",
            "tags",
            "externalDocs",
            "webhooks",
            "swagger",
        ] {
            normalized(&format!("openapi: 3.1.0\n{field}: {value}\n"));
        }
        for field in [
            "parameters",
            "requestBody",
            "responses",
            "security",
            "servers",
            "tags",
            "operationId",
            "callbacks",
        ] {
            super::with_operation("3.1.0", &format!("{field}: {value}"));
        }
        for field in [
            "host",
            "basePath",
            "schemes",
            "consumes",
            "produces",
            "definitions",
            "parameters",
            "responses",
            "securityDefinitions",
            "paths",
        ] {
            normalized(&format!("swagger: '2.0'\n{field}: {value}\n"));
        }
    }
}

#[test]
fn a_small_document_does_not_become_a_large_one() {
    let mut paths = String::new();
    for number in 0..500 {
        paths.push_str(&format!("  /p{number}: {{$ref: '#/x-p'}}\n"));
    }
    let properties: String = (0..300).map(|number| format!("p{number}: {{}}, ")).collect();
    let body = format!("content: {{application/json: {{schema: {{properties: {{{properties}}}}}}}}}");
    let document = normalized(&format!(
        "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths:\n{paths}x-p:\n  post: {{requestBody: {{{body}}}, \
         responses: {{'204': {{description: none}}}}}}\n"
    ));
    document.warns(&["error: too-large at /paths/~1p192"]);
}

#[test]
fn media_types_times_responses_are_bounded() {
    let types: String = (0..400).map(|number| format!("a/b{number}, ")).collect();
    let responses: String = (200..500)
        .map(|status| format!("'{status}': {{description: d, schema: {{type: string}}}}, "))
        .collect();
    let document = normalized(&format!(
        "swagger: '2.0'\ninfo: {{title: T, version: '1'}}\nproduces: [{types}]\npaths:\n  /p: {{get: {{responses: {{{responses}}}}}}}\n"
    ));
    assert_eq!(document.diagnostics.len(), 1, "{}", document.messages);
    assert!(document.diagnostics[0].starts_with("error: too-large"));
}

/// Paths that share one path item, and what stands in it: `{paths}` times what is large there.
fn shared_path_item(item: &str) -> Normalized {
    let paths: String = (0..2000)
        .map(|number| format!("  /p{number}: {{$ref: '#/x-p'}}\n"))
        .collect();
    normalized(&format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths:\n{paths}x-p: {{get: {{{item}, responses: {{}}}}}}\n"
    ))
}

#[test]
fn what_a_reference_repeats_is_counted_whatever_it_is() {
    let list: String = (0..2000).map(|number| format!("v{number}, ")).collect();
    for item in [
        format!("parameters: [{{name: a, in: query, schema: {{enum: [{list}]}}}}]"),
        format!("tags: [{list}]"),
        format!("description: '{}'", "word ".repeat(10_000)),
        format!("servers: [{{url: 'http://{{a}}', variables: {{a: {{default: v0, enum: [{list}]}}}}}}]"),
    ] {
        let document = shared_path_item(&item);
        let errors = document.diagnostics.iter();
        let errors: Vec<&String> = errors
            .filter(|line| line.starts_with("error: too-large"))
            .collect();
        assert_eq!(errors.len(), 1, "{}", document.messages);
    }
    let small = shared_path_item("description: A word");
    assert!(!small.messages.contains("too-large"), "{}", small.messages);
}

#[test]
fn media_types_times_bodies_are_bounded() {
    let types: String = (0..4000).map(|number| format!("a/b{number}, ")).collect();
    let body = "parameters: [{in: body, name: b, schema: {type: object}}], responses: {}";
    let paths: String = (0..800)
        .map(|number| format!("  /p{number}: {{post: {{{body}}}}}\n"))
        .collect();
    let document = normalized(&format!(
        "swagger: '2.0'\ninfo: {{title: T, version: '1'}}\nconsumes: [{types}]\npaths:\n{paths}"
    ));
    let errors = document
        .diagnostics
        .iter()
        .filter(|line| line.starts_with("error: too-large"));
    assert_eq!(errors.count(), 1, "{}", document.messages);
}
