//! A fault in what no selected operation needs never stops a client of those that are selected.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use specwright::{Error, Generated, Generator, Select};

/// A document with the operation `wanted`, which has a `Pet`, and whatever `change` does to it.
fn document(change: impl FnOnce(&mut Value)) -> Value {
    let mut document = json!({
        "openapi": "3.1.0",
        "info": {"title": "Pets", "version": "1"},
        "paths": {
            "/wanted": {"get": operation("wanted", json!({"$ref": "#/components/schemas/Pet"}))},
            "/other": {"get": operation("other", json!({"$ref": "#/components/schemas/Bad"}))},
        },
        "components": {"schemas": {
            "Bad": {"type": "string"},
            "Pet": {"type": "object", "properties": {"name": {"type": "string"}}},
        }},
    });
    change(&mut document);
    document
}

fn operation(id: &str, schema: Value) -> Value {
    let content = json!({"application/json": {"schema": schema}});
    json!({"operationId": id, "responses": {"200": {"description": "d", "content": content}}})
}

/// A schema that can't be read.
fn broken() -> Value {
    json!({"$ref": "https://example.com/schema.json"})
}

fn generator(folder: &Path, document: &Value) -> Generator {
    let path = folder.join("pets.json");
    fs::write(&path, document.to_string()).unwrap();
    Generator::new(path)
}

/// Generates a client with and without a selection of the operation `wanted`.
fn both(document: &Value) -> (Result<Generated, Error>, Result<Generated, Error>) {
    let folder = tempfile::tempdir().unwrap();
    let generator = generator(folder.path(), document);
    let selected = generator.clone().include(Select::operation("wanted"));
    (generator.generate(), selected.generate())
}

fn messages(generated: &Generated) -> Vec<String> {
    let diagnostics = generated.diagnostics.iter();
    diagnostics
        .map(|diagnostic| format!("{} at {}", diagnostic.message, diagnostic.pointer))
        .collect()
}

/// Asserts that the document has errors as a whole, which are warnings where `wanted` alone is selected.
#[track_caller]
fn assert_forgiven(document: &Value) -> Generated {
    let (whole, selected) = both(document);
    let whole = whole.expect_err("there is an error").to_string();
    assert!(whole.contains("error["), "{whole}");
    let selected = selected.unwrap_or_else(|error| panic!("{error}"));
    let said = messages(&selected).join("\n");
    assert!(said.contains("left out"), "{said}");
    assert_eq!(selected.api().operations.len(), 1);
    selected
}

/// Asserts that there are errors with the selection, too.
#[track_caller]
fn assert_refused(document: &Value) {
    let (_, selected) = both(document);
    match selected {
        Err(error) => assert!(error.to_string().contains("error["), "{error}"),
        Ok(generated) => panic!("there is to be an error: {:#?}", messages(&generated)),
    }
}

#[test]
fn an_error_of_what_is_not_needed_is_a_warning() {
    type Change = fn(&mut Value);
    let changes: [(&str, Change); 12] = [
        ("a component", |d| d["components"]["schemas"]["Bad"] = broken()),
        ("within a component", |d| {
            d["components"]["schemas"]["Bad"] =
                json!({"type": "object", "properties": {"inner": {"items": broken()}}});
        }),
        ("a component that only leads to the broken one", |d| {
            d["components"]["schemas"]["Worse"] = json!({"$ref": "#/components/schemas/Bad"});
            d["components"]["schemas"]["Bad"] = json!({"$ref": "#/components/schemas/Worse"});
        }),
        ("a schema of another operation", |d| {
            d["paths"]["/other"]["get"] = operation("other", broken())
        }),
        ("a schema of another operation of the path", |d| {
            d["paths"]["/wanted"]["post"] = operation("other", broken());
        }),
        ("a response of another operation", |d| {
            d["paths"]["/other"]["get"]["responses"]["200"] = broken();
        }),
        ("a response", |d| {
            d["components"]["responses"] = json!({"Bad": broken()})
        }),
        ("within a response", |d| {
            d["components"]["responses"] =
                json!({"Bad": {"description": "d", "headers": {"h": {"schema": broken()}}}});
        }),
        ("a parameter of another path", |d| {
            d["paths"]["/other"]["parameters"] = json!([{"name": "q", "in": "query", "schema": broken()}]);
        }),
        ("another path", |d| d["paths"]["/other"] = broken()),
        ("a path in a component", |d| {
            d["components"]["pathItems"] = json!({"other": {"get": operation("other", broken())}});
            d["paths"]["/other"] = json!({"$ref": "#/components/pathItems/other"});
        }),
        ("a webhook", |d| {
            d["webhooks"] = json!({"event": {"post": {"requestBody": broken()}}})
        }),
    ];
    for (what, change) in changes {
        println!("{what}");
        let selected = assert_forgiven(&document(change));
        assert_eq!(selected.api().types.len(), 1, "{what}");
    }
}

#[test]
fn an_error_of_what_is_needed_stays() {
    type Change = fn(&mut Value);
    let changes: [(&str, Change); 13] = [
        ("a component", |d| d["components"]["schemas"]["Pet"] = broken()),
        ("within a component", |d| {
            d["components"]["schemas"]["Pet"]["properties"]["name"] = broken()
        }),
        ("an alternative beside null", |d| {
            d["components"]["schemas"]["Pet"] = json!({"oneOf": [{"type": "null"}, broken()]});
        }),
        ("a component that a component has", |d| {
            d["components"]["schemas"]["Pet"]["properties"]["bad"] =
                json!({"$ref": "#/components/schemas/Bad"});
            d["components"]["schemas"]["Bad"] = broken();
        }),
        ("a component that extends a needed one", |d| {
            d["components"]["schemas"]["Pet"]["discriminator"] = json!({"propertyName": "name"});
            d["components"]["schemas"]["Cat"] = json!({
                "allOf": [{"$ref": "#/components/schemas/Pet"}, {"properties": {"claws": broken()}}],
            });
        }),
        ("a schema of the operation", |d| {
            d["paths"]["/wanted"]["get"] = operation("wanted", broken())
        }),
        ("a response of the operation", |d| {
            d["paths"]["/wanted"]["get"]["responses"]["default"] = broken();
        }),
        ("a response that it refers to", |d| {
            d["paths"]["/wanted"]["get"]["responses"]["default"] =
                json!({"$ref": "#/components/responses/Bad"});
            d["components"]["responses"] =
                json!({"Bad": {"$ref": "#/components/responses/Worse"}, "Worse": broken()});
        }),
        ("a parameter of its path", |d| {
            d["paths"]["/wanted"]["parameters"] = json!([{"name": "q", "in": "query", "schema": broken()}]);
        }),
        ("a part of another operation that it refers to", |d| {
            d["paths"]["/other"]["get"] =
                operation("other", json!({"properties": {"inner": {"items": broken()}}}));
            let inner = "#/paths/~1other/get/responses/200/content/application~1json/schema/properties/inner";
            d["paths"]["/wanted"]["get"] = operation("wanted", json!({"$ref": inner}));
        }),
        ("its path in a component", |d| {
            d["components"]["pathItems"] = json!({"wanted": {"get": operation("wanted", broken())}});
            d["paths"]["/wanted"] = json!({"$ref": "#/components/pathItems/wanted"});
        }),
        ("the document's security schemes", |d| {
            d["components"]["securitySchemes"] = json!({"key": broken()})
        }),
        ("all paths", |d| {
            d["paths"]["/other"] = broken();
            d["paths"]["/wanted"]["get"]["operationId"] = json!("renamed");
        }),
    ];
    for (what, change) in changes {
        println!("{what}");
        assert_refused(&document(change));
    }
}

#[test]
fn a_path_that_could_not_be_read_is_needed_where_it_would_be_selected() {
    let document = document(|document| document["paths"]["/other"] = broken());
    let folder = tempfile::tempdir().unwrap();
    let generator = generator(folder.path(), &document);
    let is_right = |generator: Generator| generator.generate().is_ok();
    assert!(is_right(generator.clone().include(Select::path("/w*"))));
    assert!(!is_right(generator.clone().include(Select::path("/*"))));
    assert!(!is_right(generator.clone().exclude(Select::operation("wanted"))));
    let both = generator
        .include(Select::path("/*"))
        .include(Select::operation("wanted"));
    assert!(!is_right(both));
}

#[test]
fn what_is_repaired_stays_a_warning() {
    let odd = json!([{"name": "q", "in": "query", "style": "curly", "schema": {"type": "strnig"}}]);
    let (whole, selected) = both(&document(|document| {
        document["paths"]["/other"]["get"]["parameters"] = odd
    }));
    assert_eq!(messages(&whole.unwrap()), messages(&selected.unwrap()));
}

#[test]
fn a_file_that_can_t_be_read_is_an_error_where_it_is_needed() {
    let document =
        document(|document| document["components"]["schemas"]["Bad"] = json!({"$ref": "bad.yaml"}));
    let folder = tempfile::tempdir().unwrap();
    let generator = generator(folder.path(), &document);
    fs::write(folder.path().join("bad.yaml"), "{").unwrap();
    generator.generate().unwrap_err();
    generator
        .clone()
        .include(Select::operation("wanted"))
        .generate()
        .unwrap();
    generator
        .include(Select::operation("other"))
        .generate()
        .unwrap_err();
}

/// Adds schemas of which each has the one below it twice, never the same way; gives the last one's name.
fn add_too_large(document: &mut Value) -> String {
    let schemas = &mut document["components"]["schemas"];
    for level in 0..60 {
        let below = match level {
            0 => json!({"type": "string"}),
            _ => json!({"allOf": [
                {"$ref": format!("#/components/schemas/Level{}", level - 1)},
                {"minProperties": level, "properties": {"x": {"type": "string"}}},
            ]}),
        };
        schemas[format!("Level{level}")] = json!({"type": "object", "properties": {"p": below, "q": below}});
    }
    "#/components/schemas/Level59".to_owned()
}

#[test]
fn what_is_too_large_and_not_needed_is_left_out() {
    let in_components = document(|document| drop(add_too_large(document)));
    let selected = assert_forgiven(&in_components);
    let text = "the schemas of the document combine to more than a client could hold; left out what no selected operation needs at ";
    assert_eq!(messages(&selected), [text]);

    let in_an_operation = document(|document| {
        let large = json!({"$ref": add_too_large(document)});
        document["paths"]["/other"]["get"] = operation("other", json!({"properties": {"large": large}}));
    });
    let client = assert_forgiven(&in_an_operation).client;
    assert_eq!(client, selected.client);
    assert_eq!(client, both(&document(|_| {})).1.unwrap().client);
}

#[test]
fn what_is_too_large_and_needed_is_refused() {
    assert_refused(&document(|document| {
        let large = add_too_large(document);
        document["components"]["schemas"]["Pet"]["properties"]["large"] = json!({"$ref": large});
    }));
}
