use super::{repaired_schema, schema};

#[test]
fn required_on_a_property_is_read_by_the_object() {
    repaired_schema(
        "3.0.3",
        "type: object
properties:
  a: {type: string, required: true}
  b: {type: string, required: false}
  c: {type: string, required: 'true'}",
        "{type: object, properties: {a: {type: string}, b: {type: string}, c: {type: string}}, required: [a, c]}",
        &[
            "required-on-property at /properties/a/required",
            "required-on-property at /properties/b/required",
            "required-on-property at /properties/c/required",
        ],
    );
}

#[test]
fn required_that_is_a_flag_stands_on_a_property_or_is_ignored() {
    repaired_schema(
        "3.0.3",
        "type: object\nrequired: true\nproperties: {a: {type: array, items: {type: string, required: false}}}",
        "{type: object, properties: {a: {type: array, items: {type: string}}}}",
        &[
            "wrong-type at /required",
            "wrong-type at /properties/a/items/required",
        ],
    );
}

#[test]
fn required_with_a_name_that_is_misspelt() {
    repaired_schema(
        "3.1.0",
        "type: object\nproperties: {name: {type: string}, other: {type: string}}\nrequired: [nmae]",
        "{type: object, properties: {name: {type: string}, other: {type: string}}, required: [nmae]}",
        &["undeclared-property at /required"],
    );
    // What is described elsewhere, or by no name near to it, is what it says.
    for schema in [
        "type: object\nproperties: {name: {type: string}}\nrequired: [description]",
        "type: object\nproperties: {name: {type: string}, names: {type: string}}\nrequired: [name, names]",
        "type: object\nrequired: [nmae]",
    ] {
        repaired_schema("3.1.0", schema, schema, &[]);
    }
}

#[test]
fn required_that_is_one_name() {
    repaired_schema(
        "3.0.3",
        "type: object\nproperties: {a: {type: string}}\nrequired: a",
        "{type: object, properties: {a: {type: string}}, required: [a]}",
        &["wrong-type at /required"],
    );
}

#[test]
fn null_where_a_list_or_mapping_is_meant() {
    repaired_schema(
        "3.0.3",
        "type: object\nproperties:\nrequired:\ndescription:",
        "type: object",
        &["null-value at /properties", "null-value at /required"],
    );
    repaired_schema(
        "3.0.3",
        "type: object\nproperties: {a: }",
        "{type: object, properties: {a: {}}}",
        &["null-value at /properties/a"],
    );
    repaired_schema(
        "3.0.3",
        "type: array\nitems:",
        "{type: array, items: {}}",
        &["null-value at /items"],
    );
}

#[test]
fn the_type_null_without_quotes() {
    repaired_schema(
        "3.1.0",
        "type: [array, null]\nitems: {type: string}",
        "{nullable: true, type: array, items: {type: string}}",
        &["wrong-type at /type/1"],
    );
}

#[test]
fn scalars_where_text_is_meant_keep_their_spelling() {
    repaired_schema(
        "3.0.3",
        "title: 1.10\ntype: string\nenum: [1.10, true, a]",
        "{title: '1.10', type: string, enum: ['1.10', 'true', a]}",
        &["wrong-type at /title", "enum-type at "],
    );
}

#[test]
fn text_where_other_scalars_are_meant() {
    repaired_schema(
        "3.0.3",
        "type: integer\nminimum: '3'\nenum: ['4', '5']\nreadOnly: 'true'",
        "{readOnly: true, type: integer, minimum: 3, enum: [4, 5]}",
        &[
            "wrong-type at /minimum",
            "wrong-type at /readOnly",
            "enum-type at ",
        ],
    );
}

#[test]
fn values_of_another_type_count_more_than_the_type() {
    repaired_schema(
        "3.0.3",
        "type: integer\nenum: [low, high]",
        "{type: string, enum: [low, high]}",
        &["enum-type at "],
    );
}

#[test]
fn the_enum_of_an_array_belongs_to_its_items() {
    repaired_schema(
        "3.0.3",
        "type: array\nitems: {type: string, description: Each}\nenum: [a, b]",
        "{type: array, items: {description: Each, type: string, enum: [a, b]}}",
        &["enum-type at "],
    );
}

#[test]
fn an_enum_that_is_no_list() {
    repaired_schema(
        "3.0.3",
        "type: string\nenum: a",
        "{type: string, enum: [a]}",
        &["wrong-type at /enum"],
    );
    repaired_schema(
        "3.0.3",
        "type: string\nenum: 'a, b'",
        "{type: string, enum: [a, b]}",
        &["wrong-type at /enum"],
    );
    repaired_schema(
        "3.0.3",
        "type: string\nenum: []",
        "type: string",
        &["empty-enum at /enum"],
    );
}

#[test]
fn values_that_stand_twice() {
    repaired_schema(
        "3.0.3",
        "type: string\nenum: [a, b, a]",
        "{type: string, enum: [a, b]}",
        &["duplicate-value at "],
    );
}

#[test]
fn names_of_values_stay_beside_their_values() {
    repaired_schema(
        "3.0.3",
        "type: string\nx-enum-varnames: [None, A, Again, B]\nenum: [null, a, a, b]",
        "{nullable: true, type: string, enum: [a, b], names: [A, B]}",
        &["duplicate-value at "],
    );
}

#[test]
fn names_of_values_are_said_of_each_by_itself() {
    for extension in [
        "x-ms-enum: {name: Kind, modelAsString: true, values: [{value: b, name: Second}, {value: a, name: First}]}",
        "x-fern-enum: {b: {name: Second}, a: {name: First}}",
        "x-speakeasy-enums: {b: Second, a: First}",
    ] {
        repaired_schema(
            "3.0.3",
            &format!("type: string\n{extension}\nenum: [a, b]"),
            "{type: string, enum: [a, b], names: [First, Second]}",
            &[],
        );
    }
}

#[test]
fn unknown_types_are_read_as_the_nearest() {
    for (text, canonical) in [
        ("int", "type: integer"),
        ("long", "{type: integer, format: int64}"),
        ("float", "{type: number, format: float}"),
        ("str", "type: string"),
        ("String", "type: string"),
        ("date", "{type: string, format: date}"),
        ("datetime", "{type: string, format: date-time}"),
        ("bool", "type: boolean"),
        ("list", "type: array"),
        ("dict", "type: object"),
        ("any", "{}"),
        ("string|null", "{nullable: true, type: string}"),
        ("string[]", "{type: array, items: {type: string}}"),
        ("Pet", "allOf: [{$ref: '#/components/schemas/Pet'}]"),
        ("wibble", "{}"),
    ] {
        repaired_schema(
            "3.0.3",
            &format!("type: '{text}'"),
            canonical,
            &["unknown-type at /type"],
        );
    }
}

#[test]
fn a_file_is_binary() {
    schema("3.0.3", "type: file", "{type: string, format: binary}");
}

#[test]
fn a_schema_that_is_the_name_of_a_type() {
    repaired_schema(
        "3.0.3",
        "type: object\nproperties: {a: string}\nadditionalProperties: integer",
        "{type: object, properties: {a: {type: string}}, additionalProperties: {type: integer}}",
        &[
            "wrong-type at /properties/a",
            "wrong-type at /additionalProperties",
        ],
    );
}

#[test]
fn a_schema_that_is_a_reference_in_a_text() {
    repaired_schema(
        "3.0.3",
        "type: array\nitems: '#/components/schemas/Pet'",
        "{type: array, items: {$ref: '#/components/schemas/Pet'}}",
        &["wrong-type at /items"],
    );
}

#[test]
fn a_discriminator_that_is_a_text() {
    schema(
        "3.0.3",
        "type: object\ndiscriminator: kind",
        "{discriminator: {propertyName: kind}, type: object}",
    );
}

#[test]
fn wrong_names_in_a_discriminator() {
    repaired_schema(
        "3.0.3",
        "oneOf: [{$ref: '#/components/schemas/Pet'}]
discriminator: {propertyName: kind, mapping: {a: '#/definitions/Pet', b: Pett, c: Nothing}}",
        "discriminator: {propertyName: kind, mapping: {a: '#/components/schemas/Pet'}}
oneOf: [{$ref: '#/components/schemas/Pet'}]",
        &[
            "discriminator-mapping at /discriminator/mapping/a",
            "discriminator-mapping at /discriminator/mapping/b",
            "discriminator-mapping at /discriminator/mapping/c",
        ],
    );
}

#[test]
fn a_discriminator_without_a_property() {
    repaired_schema(
        "3.0.3",
        "type: object\ndiscriminator: {mapping: {}}",
        "type: object",
        &["missing-field at /discriminator"],
    );
}

#[test]
fn compositions_that_are_no_lists() {
    repaired_schema(
        "3.0.3",
        "allOf: {$ref: '#/components/schemas/Pet'}",
        "allOf: [{$ref: '#/components/schemas/Pet'}]",
        &["wrong-type at /allOf"],
    );
}

#[test]
fn a_list_of_schemas_in_items_is_any_of_up_to_3_0() {
    repaired_schema(
        "3.0.3",
        "type: array\nitems: [{type: string}, {type: integer}]",
        "{type: array, items: {anyOf: [{type: string}, {type: integer}]}}",
        &["wrong-type at /items"],
    );
    repaired_schema(
        "3.0.3",
        "items: [{$ref: '#/components/schemas/Pet'}, {type: 'null'}]",
        "{nullable: true, allOf: [{$ref: '#/components/schemas/Pet'}]}",
        &["items-without-array at /items"],
    );
    repaired_schema(
        "3.0.3",
        "type: array\nitems: [{type: number}, {type: number}]",
        "{type: array, items: {type: number}}",
        &["wrong-type at /items"],
    );
}

#[test]
fn nullable_alone_among_alternatives_is_null() {
    schema(
        "3.0.3",
        "anyOf: [{$ref: '#/components/schemas/Pet'}, {nullable: true}]",
        "{nullable: true, allOf: [{$ref: '#/components/schemas/Pet'}]}",
    );
}

#[test]
fn additional_properties_in_quotes() {
    repaired_schema(
        "3.0.3",
        "type: object\nadditionalProperties: 'true'",
        "{type: object, additionalProperties: true}",
        &["wrong-type at /additionalProperties"],
    );
}

#[test]
fn properties_of_what_is_no_object_are_left_out_with_a_warning() {
    repaired_schema(
        "3.0.3",
        "type: array\nitems: {type: string}\nproperties: {a: {type: string}}",
        "{type: array, items: {type: string}}",
        &["properties-without-object at /properties"],
    );
    repaired_schema(
        "3.0.3",
        "type: string\nproperties: {a: {type: string}}",
        "{type: string}",
        &["properties-without-object at /properties"],
    );
    // None are left out here.
    repaired_schema("3.0.3", "type: string\nproperties: {}", "{type: string}", &[]);
}
