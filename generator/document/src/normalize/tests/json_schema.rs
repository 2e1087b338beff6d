use super::{S, schema, with_schema};

#[test]
fn boolean_schemas() {
    schema(
        "3.1.0",
        "type: object\nproperties: {a: true, b: false}",
        "{type: object, properties: {a: {}, b: {not: {}}}}",
    );
    schema(
        "3.1.0",
        "type: object\nadditionalProperties: {}",
        "{type: object, additionalProperties: true}",
    );
}

#[test]
fn several_types_are_any_of_with_the_keywords_of_each() {
    schema(
        "3.1.0",
        "description: Many\ntype: [string, integer, array]\nmaxLength: 3\nminimum: 0\nitems: {type: boolean}",
        "description: Many
anyOf:
  - {type: string, maxLength: 3}
  - {type: integer, minimum: 0}
  - {type: array, items: {type: boolean}}",
    );
}

#[test]
fn several_types_with_an_enum_are_the_values() {
    schema(
        "3.1.0",
        "type: [string, integer]\nenum: [auto, 1]",
        "{enum: [auto, 1]}",
    );
    schema(
        "3.1.0",
        "type: [string, integer]\nenum: [auto, off]",
        "{type: string, enum: [auto, 'off']}",
    );
}

#[test]
fn every_integer_is_a_number() {
    schema("3.1.0", "type: [integer, number]", "{type: number}");
}

#[test]
fn const_is_an_enum_of_one() {
    schema(
        "3.1.0",
        "const: dog",
        "{constant: true, type: string, enum: [dog]}",
    );
    schema(
        "3.1.0",
        "type: integer\nconst: 1",
        "{constant: true, type: integer, enum: [1]}",
    );
}

#[test]
fn exclusive_bounds_that_are_numbers() {
    schema(
        "3.1.0",
        "type: integer\nexclusiveMinimum: 0\nmaximum: 9",
        "{type: integer, exclusiveMinimum: true, minimum: 0, maximum: 9}",
    );
    schema(
        "3.0.3",
        "type: integer\nminimum: 0\nexclusiveMinimum: true",
        "{type: integer, exclusiveMinimum: true, minimum: 0}",
    );
    schema(
        "3.1.0",
        "type: integer\nminimum: 5\nexclusiveMinimum: 0",
        "{type: integer, minimum: 5}",
    );
}

#[test]
fn the_first_of_examples_is_the_example() {
    schema(
        "3.1.0",
        "type: string\nexamples: [a, b]",
        "{example: a, type: string}",
    );
}

#[test]
fn encoded_content_is_a_format() {
    schema(
        "3.1.0",
        "type: string\ncontentEncoding: base64",
        "{type: string, format: byte, contentEncoding: base64}",
    );
    schema(
        "3.1.0",
        "type: string\ncontentEncoding: base64url\ncontentMediaType: image/png",
        "{type: string, format: byte, contentEncoding: base64url, contentMediaType: image/png}",
    );
    schema(
        "3.1.0",
        "type: string\ncontentMediaType: application/octet-stream",
        "{type: string, format: binary, contentMediaType: application/octet-stream}",
    );
    schema(
        "3.1.0",
        "contentMediaType: image/png",
        "{type: string, format: binary, contentMediaType: image/png}",
    );
    schema(
        "3.1.0",
        "type: string\ncontentMediaType: application/json",
        "{type: string, contentMediaType: application/json}",
    );
}

#[test]
fn content_schema_is_kept() {
    let document = with_schema(
        "3.1.0",
        "type: string\ncontentMediaType: application/json\ncontentSchema: {$ref: '#/components/schemas/Pet'}",
    );
    document.becomes(
        S,
        "{type: string, contentMediaType: application/json, contentSchema: {$ref: '#/components/schemas/Pet'}}",
    );
}

#[test]
fn prefix_items_are_read_back() {
    for keyword in ["prefixItems", "items"] {
        let text =
            format!("type: array\n{keyword}: [{{type: string}}, {{$ref: '#/components/schemas/Pet'}}]");
        let document = with_schema("3.1.0", &text);
        document.becomes(
            S,
            "{type: array, prefixItems: [{type: string}, {$ref: '#/components/schemas/Pet'}]}",
        );
    }
}

#[test]
fn a_closed_tuple_has_items_that_nothing_fits() {
    schema(
        "3.1.0",
        "prefixItems: [{type: string}]\nitems: false",
        "{prefixItems: [{type: string}], type: array, items: {not: {}}}",
    );
}

#[test]
fn pattern_properties_are_read_back() {
    schema(
        "3.1.0",
        "type: object\npatternProperties: {'^x-': {type: integer}}",
        "{type: object, patternProperties: {'^x-': {type: integer}}}",
    );
}

#[test]
fn unevaluated_properties_are_additional_ones() {
    schema(
        "3.1.0",
        "type: object\nproperties: {a: {type: string}}\nunevaluatedProperties: false",
        "{type: object, properties: {a: {type: string}}, additionalProperties: false}",
    );
    schema(
        "3.1.0",
        "allOf: [{$ref: '#/components/schemas/Pet'}]\nunevaluatedProperties: false",
        "{unevaluatedProperties: false, allOf: [{$ref: '#/components/schemas/Pet'}]}",
    );
}

#[test]
fn properties_that_hold_in_some_cases_are_optional() {
    schema(
        "3.1.0",
        "type: object
properties: {kind: {type: string}}
if: {properties: {kind: {const: a}}}
then: {properties: {a: {type: string}, kind: {const: a}}, required: [a]}
else: {properties: {b: {type: string}}}
dependentSchemas: {kind: {properties: {c: {type: string}}}}
dependentRequired: {kind: [a]}",
        "{type: object, properties: {kind: {type: string}, a: {type: string}, b: {type: string}, c: {type: string}}}",
    );
}

#[test]
fn keywords_for_validation_alone_change_no_type() {
    schema(
        "3.1.0",
        "$id: s\n$comment: c\ntype: array\nitems: {type: string}\ncontains: {const: a}\nminContains: 1\nunevaluatedItems: false",
        "{type: array, items: {type: string}, contains: {constant: true, type: string, enum: [a]}}",
    );
}

#[test]
fn what_a_schema_extends_is_all_of() {
    for written in [
        "extends: {type: object, properties: {a: {type: string}}}",
        "extends: [{type: object, properties: {a: {type: string}}}]",
    ] {
        schema(
            "3.0.3",
            &format!("{written}\nproperties: {{b: {{type: integer}}}}"),
            "allOf: [{type: object, properties: {a: {type: string}}}]\nproperties: {b: {type: integer}}",
        );
    }
}
