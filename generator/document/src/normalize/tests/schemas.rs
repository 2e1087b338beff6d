use super::{repaired_schema, schema, with_schema};

#[test]
fn a_single_type_keeps_the_keywords_that_say_something_of_it() {
    schema(
        "3.0.3",
        "type: string\nminLength: 1\npattern: '^a'\nmaximum: 3",
        "{type: string, minLength: 1, pattern: '^a'}",
    );
}

#[test]
fn a_missing_type_is_inferred_from_the_other_keywords() {
    schema(
        "3.1.0",
        "properties: {a: {type: string}}",
        "{type: object, properties: {a: {type: string}}}",
    );
    schema(
        "3.1.0",
        "items: {type: string}",
        "{type: array, items: {type: string}}",
    );
    schema("3.1.0", "enum: [a, b]", "{type: string, enum: [a, b]}");
    schema("3.1.0", "enum: [1, 2]", "{type: integer, enum: [1, 2]}");
    schema("3.1.0", "minimum: 1", "{type: number, minimum: 1}");
    schema("3.1.0", "format: date-time", "{type: string, format: date-time}");
}

#[test]
fn a_schema_that_says_nothing_takes_anything() {
    schema("3.1.0", "{}", "{}");
    schema("3.1.0", "description: Whatever", "{description: Whatever}");
}

#[test]
fn bounds_are_exact() {
    schema(
        "3.0.3",
        "type: integer\nminimum: 0\nmaximum: 18446744073709551615",
        "{type: integer, minimum: 0, maximum: 18446744073709551615}",
    );
    schema(
        "3.0.3",
        "type: integer\nmaximum: 100.0",
        "{type: integer, maximum: 100}",
    );
}

#[test]
fn a_reference_alone_stays_one() {
    schema(
        "3.1.0",
        "$ref: '#/components/schemas/Pet'",
        "allOf: [{$ref: '#/components/schemas/Pet'}]",
    );
}

#[test]
fn annotations_beside_a_reference_stay() {
    for version in ["3.0.3", "3.1.0"] {
        schema(
            version,
            "$ref: '#/components/schemas/Pet'\ndescription: Mine\nnullable: true\nreadOnly: true",
            "{nullable: true, readOnly: true, description: Mine, allOf: [{$ref: '#/components/schemas/Pet'}]}",
        );
    }
}

#[test]
fn constraints_beside_a_reference_count_since_3_1() {
    let text = "$ref: '#/components/schemas/Pet'\nrequired: [a]";
    schema(
        "3.1.0",
        text,
        "{required: [a], allOf: [{$ref: '#/components/schemas/Pet'}]}",
    );
    schema("3.0.3", text, "allOf: [{$ref: '#/components/schemas/Pet'}]");
}

#[test]
fn an_extension_beside_a_reference_changes_nothing() {
    schema(
        "3.1.0",
        "$ref: '#/components/schemas/Pet'\nx-order: 1",
        "allOf: [{$ref: '#/components/schemas/Pet'}]",
    );
}

#[test]
fn compositions_alone_and_mixed() {
    schema(
        "3.0.3",
        "allOf: [{$ref: '#/components/schemas/Pet'}]",
        "allOf: [{$ref: '#/components/schemas/Pet'}]",
    );
    schema(
        "3.0.3",
        "type: object\nproperties: {a: {type: string}}\nallOf: [{$ref: '#/components/schemas/Pet'}]",
        "{type: object, properties: {a: {type: string}}, allOf: [{$ref: '#/components/schemas/Pet'}]}",
    );
    schema("3.0.3", "not: {type: string}", "not: {type: string}");
}

#[test]
fn discriminator_mappings_lead_to_components() {
    schema(
        "3.0.3",
        "oneOf: [{$ref: '#/components/schemas/Pet'}, {$ref: '#/components/schemas/Toy'}]
discriminator: {propertyName: kind, mapping: {pet: Pet, toy: '#/components/schemas/Toy'}}",
        "discriminator:
  propertyName: kind
  mapping: {pet: '#/components/schemas/Pet', toy: '#/components/schemas/Toy'}
oneOf: [{$ref: '#/components/schemas/Pet'}, {$ref: '#/components/schemas/Toy'}]",
    );
}

#[test]
fn a_property_may_be_called_like_a_keyword() {
    schema(
        "3.0.3",
        "type: object\nproperties: {$ref: {type: string}, type: {type: string}, enum: {type: integer}}\nrequired: [type]",
        "{type: object, properties: {$ref: {type: string}, type: {type: string}, enum: {type: integer}}, required: [type]}",
    );
}

#[test]
fn extensions_and_xml_are_kept() {
    schema(
        "3.0.3",
        "type: string\nx-anything: [1, {a: null}]\nxml: {name: n, attribute: true}",
        "{x-anything: [1, {a: null}], xml: {name: n, attribute: true}, type: string}",
    );
}

#[test]
fn a_misspelt_keyword_is_left_out_with_a_suggestion() {
    repaired_schema(
        "3.0.3",
        "type: string\nmaxlenght: 3",
        "type: string",
        &["unknown-field at /maxlenght"],
    );
    assert!(
        with_schema("3.0.3", "type: string\nmaxlenght: 3")
            .messages
            .contains("did you mean `maxLength`?")
    );
}

const OF_ITSELF: &str = "
    S: {type: object, discriminator: {propertyName: kind, MAPPING}, properties: {kind: {type: string}}}
    Dog: {x-ms-discriminator-value: '#Ms.Dog', allOf: [{$ref: '#/components/schemas/S'}]}
    Puppy: {x-discriminator-value: puppy, allOf: [{$ref: '#/components/schemas/Dog'}]}
    Cat: {allOf: [{$ref: '#/components/schemas/S'}]}
";

fn stating_values_with(mapping: &str) -> super::Normalized {
    super::normalized(&format!(
        "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:{}",
        OF_ITSELF.replace(", MAPPING", mapping)
    ))
}

#[test]
fn a_schema_states_the_value_of_the_discriminator_that_selects_it() {
    stating_values_with("").warns(&[]).becomes(
        "/components/schemas/S/discriminator",
        "propertyName: kind
mapping: {'#Ms.Dog': '#/components/schemas/Dog', puppy: '#/components/schemas/Puppy'}",
    );
}

#[test]
fn a_mapping_counts_before_what_schemas_state_of_themselves() {
    let mapping = ", mapping: {puppy: '#/components/schemas/Cat', hound: '#/components/schemas/Dog'}";
    stating_values_with(mapping).warns(&[]).becomes(
        "/components/schemas/S/discriminator",
        "propertyName: kind
mapping: {puppy: '#/components/schemas/Cat', hound: '#/components/schemas/Dog'}",
    );
}

#[test]
fn an_alternative_states_the_value_of_the_discriminator_that_selects_it() {
    let document = super::normalized(
        "openapi: 3.1.0
info: {title: T, version: '1'}
paths: {}
components:
  schemas:
    S:
      oneOf: [{$ref: '#/components/schemas/Dog'}, {$ref: '#/components/schemas/Cat'}]
      discriminator: {propertyName: kind}
    Dog: {x-discriminator-value: dog, type: object, properties: {kind: {type: string}}}
    Cat: {type: object, properties: {kind: {type: string}}}
",
    );
    document.warns(&[]).becomes(
        "/components/schemas/S/discriminator",
        "{propertyName: kind, mapping: {dog: '#/components/schemas/Dog'}}",
    );
}

#[test]
fn a_number_of_a_format_that_no_float_holds_is_an_integer() {
    for format in ["int64", "uint64", "unsigned64"] {
        schema(
            "3.0.3",
            &format!("{{type: number, format: {format}, minimum: 1.0, example: 3}}"),
            &format!("{{type: integer, format: {format}, minimum: 1, example: 3}}"),
        );
    }
    // What is not whole shows that the format is wrong.
    for stated in ["example: 1.5", "minimum: 0.5", "multipleOf: 0.5", "default: 0.1"] {
        let number = format!("{{type: number, format: int64, {stated}}}");
        schema("3.0.3", &number, &number);
    }
    for held in [
        "{type: number, format: int32}",
        "{type: number, format: double, enum: [1, 2]}",
    ] {
        schema("3.0.3", held, held);
    }
}

#[test]
fn a_number_whose_values_are_all_whole_is_an_integer() {
    schema(
        "3.0.3",
        "{type: number, enum: [0, 1, 2]}",
        "{type: integer, enum: [0, 1, 2]}",
    );
    schema(
        "3.0.3",
        "{type: number, enum: [0, 0.5]}",
        "{type: number, enum: [0, 0.5]}",
    );
}

#[test]
fn alternatives_that_only_describe_say_nothing_beside_a_type() {
    for keyword in ["oneOf", "anyOf"] {
        schema(
            "3.1.0",
            &format!(
                "{{type: string, minLength: 1, {keyword}: [{{description: An id}}, {{title: A name, deprecated: true}}]}}"
            ),
            "{type: string, minLength: 1}",
        );
        schema(
            "3.0.3",
            &format!(
                "{{type: object, properties: {{a: {{type: string}}}}, {keyword}: [{{description: A}}, {{description: B}}]}}"
            ),
            "{type: object, properties: {a: {type: string}}}",
        );
    }
    // One that says something tells that others are meant to allow the rest.
    let described = "{type: string, oneOf: [{description: Any}, {type: string, enum: [a]}]}";
    schema("3.1.0", described, described);
}
