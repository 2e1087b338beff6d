//! Documents of any size, for measuring: like real ones in what they contain, and the same at every run.

use std::fmt::Write;

/// An OpenAPI 3.0 document in JSON with so many operations and component schemas.
///
/// A quarter of the schemas are unions with a discriminator, the others objects of ten properties: strings with and
/// without format, numbers, an enum, a list and a map of other objects. An operation has three parameters and two
/// answers; every second one has a body.
///
/// ```
/// let document: serde_json::Value = serde_json::from_str(&specwright_tests::synthetic::document(3, 8)).unwrap();
/// assert_eq!(document["paths"].as_object().unwrap().len(), 3);
/// assert_eq!(document["components"]["schemas"].as_object().unwrap().len(), 8);
/// ```
pub fn document(operations: usize, schemas: usize) -> String {
    let schemas = schemas.max(1);
    let mut text = String::from(
        "{\n\"openapi\": \"3.0.3\",\n\"info\": {\"title\": \"Synthetic\", \"version\": \"1\"},\n\
         \"servers\": [{\"url\": \"https://synthetic.example\"}],\n\"paths\": {",
    );
    for index in 0..operations {
        text.push_str(if index == 0 { "\n" } else { ",\n" });
        write_operation(&mut text, index, schemas);
    }
    text.push_str("\n},\n\"components\": {\"schemas\": {");
    for index in 0..schemas {
        text.push_str(if index == 0 { "\n" } else { ",\n" });
        write_schema(&mut text, index, schemas);
    }
    text.push_str("\n}}\n}\n");
    text
}

/// A document of about so many bytes, with as many operations as schemas.
pub fn document_of_bytes(bytes: usize) -> String {
    /// Enough for the average, since the digits of numbers hardly count.
    const SAMPLE: usize = 1000;
    let count = bytes * SAMPLE / document(SAMPLE, SAMPLE).len();
    document(count, count)
}

fn write_operation(text: &mut String, index: usize, schemas: usize) {
    let (method, body) = if index.is_multiple_of(2) {
        ("get", String::new())
    } else {
        let schema = reference(index + 1, schemas);
        let body = format!(
            "\n   \"requestBody\": {{\"required\": true, \"content\": {{\"application/json\": {{\"schema\": {schema}}}}}}},"
        );
        ("post", body)
    };
    let answer = reference(index, schemas);
    let failure = reference(0, schemas);
    let written = write!(
        text,
        r##" "/groups/{{group}}/things-{index}": {{"{method}": {{
   "operationId": "{method}Thing{index}", "tags": ["group {tag}"],
   "summary": "What is known of the things of kind {index}",
   "description": "Answers with the thing as it was when it was last changed. Those who may not see it get the same answer as for a thing that is not there.",
   "parameters": [
    {{"name": "group", "in": "path", "required": true, "description": "The group that the thing belongs to", "schema": {{"type": "string", "format": "uuid"}}}},
    {{"name": "limit", "in": "query", "description": "At most so many", "schema": {{"type": "integer", "format": "int32", "minimum": 1}}}},
    {{"name": "fields", "in": "query", "description": "Only these fields", "schema": {{"type": "array", "items": {{"type": "string"}}}}}}],{body}
   "responses": {{
    "200": {{"description": "The thing.", "content": {{"application/json": {{"schema": {answer}}}}}}},
    "404": {{"description": "There is none.", "content": {{"application/json": {{"schema": {failure}}}}}}}}}}}}}"##,
        tag = index / 50,
    );
    written.expect("a string takes all");
}

fn write_schema(text: &mut String, index: usize, schemas: usize) {
    let written = if is_union(index) {
        let first = reference(index + 1, schemas);
        let second = reference(index + 2, schemas);
        write!(
            text,
            r#" "Thing{index}": {{"oneOf": [{first}, {second}], "discriminator": {{"propertyName": "kind"}},
   "description": "One of two kinds of thing, of which the property kind tells which it is."}}"#
        )
    } else {
        let parent = reference(index + 1, schemas);
        let part = reference(index + 5, schemas);
        write!(
            text,
            r#" "Thing{index}": {{"type": "object", "required": ["id", "kind", "name"],
   "description": "A thing of kind {index}, with all that its owner said of it and what was counted since then.",
   "properties": {{
    "id": {{"type": "string", "format": "uuid", "description": "Never the same twice"}},
    "kind": {{"type": "string", "description": "The kind of thing"}},
    "name": {{"type": "string", "minLength": 1, "description": "What people call it"}},
    "state": {{"type": "string", "enum": ["draft", "open", "closed-{index}"], "description": "How far it is"}},
    "size": {{"type": "integer", "format": "int64", "description": "In bytes"}},
    "share": {{"type": "number", "format": "double", "nullable": true, "description": "Of the whole"}},
    "created": {{"type": "string", "format": "date-time", "description": "When it was made"}},
    "parent": {parent},
    "parts": {{"type": "array", "items": {part}, "description": "What it is made of"}},
    "labels": {{"type": "object", "additionalProperties": {{"type": "string"}}, "description": "Free words"}}}}}}"#
        )
    };
    written.expect("a string takes all");
}

fn is_union(index: usize) -> bool {
    index % 4 == 3
}

fn reference(index: usize, schemas: usize) -> String {
    format!(r##"{{"$ref": "#/components/schemas/Thing{}"}}"##, index % schemas)
}
