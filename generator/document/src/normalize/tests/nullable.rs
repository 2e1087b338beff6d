use super::schema;

#[test]
fn null_in_a_list_of_types_is_nullable() {
    schema(
        "3.1.0",
        "type: [string, 'null']\nmaxLength: 3",
        "{nullable: true, type: string, maxLength: 3}",
    );
}

#[test]
fn null_among_alternatives_is_nullable() {
    schema(
        "3.1.0",
        "title: Outer\nanyOf: [{type: string, title: Inner, description: Text}, {type: 'null'}]",
        "{nullable: true, title: Outer, description: Text, type: string}",
    );
    schema(
        "3.1.0",
        "oneOf: [{$ref: '#/components/schemas/Pet'}, {type: 'null'}]",
        "{nullable: true, allOf: [{$ref: '#/components/schemas/Pet'}]}",
    );
    schema(
        "3.1.0",
        "oneOf: [{type: string}, {type: integer}, {enum: [null]}]",
        "{nullable: true, oneOf: [{type: string}, {type: integer}]}",
    );
}

#[test]
fn null_in_an_enum_is_nullable() {
    schema(
        "3.0.3",
        "type: string\nenum: [a, null]",
        "{nullable: true, type: string, enum: [a]}",
    );
    schema(
        "3.1.0",
        "enum: [1, null]",
        "{nullable: true, type: integer, enum: [1]}",
    );
}

#[test]
fn null_alone_is_marked() {
    for text in ["type: 'null'", "const: null", "enum: [null]", "type: ['null']"] {
        schema("3.1.0", text, "{nullable: true, onlyNull: true}");
    }
}

#[test]
fn nullable_extensions_are_nullable() {
    schema(
        "3.0.3",
        "type: string\nx-nullable: true",
        "{nullable: true, type: string}",
    );
}

#[test]
fn parts_of_all_of_that_only_annotate_annotate_the_schema_itself() {
    let pet = "$ref: '#/components/schemas/Pet'";
    for text in [
        format!("allOf: [{{{pet}}}, {{nullable: true}}]"),
        format!("allOf: [{{nullable: true}}, {{{pet}}}]"),
        format!("nullable: true\nallOf: [{{{pet}}}, {{}}]"),
    ] {
        schema("3.0.3", &text, &format!("{{nullable: true, allOf: [{{{pet}}}]}}"));
    }
    schema(
        "3.0.3",
        &format!(
            "title: Own\nallOf: [{{{pet}}}, {{title: T, description: D, readOnly: true, deprecated: true, example: 1}}]"
        ),
        &format!(
            "{{title: Own, description: D, readOnly: true, deprecated: true, example: 1, allOf: [{{{pet}}}]}}"
        ),
    );
    schema(
        "3.0.3",
        &format!("allOf: [{{{pet}}}, {{type: object, nullable: true, description: D}}]"),
        &format!("{{nullable: true, description: D, allOf: [{{{pet}}}, {{type: object}}]}}"),
    );
}

#[test]
fn an_alternative_that_is_only_nullable_is_null() {
    schema(
        "3.0.3",
        "anyOf: [{$ref: '#/components/schemas/Pet'}, {nullable: true, deprecated: true, x-note: n}]",
        "{nullable: true, allOf: [{$ref: '#/components/schemas/Pet'}]}",
    );
}
