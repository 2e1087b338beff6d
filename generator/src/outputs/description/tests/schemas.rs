//! Schemas.

use super::{schema, travels, travels_as, yaml};

#[test]
fn what_json_schema_says_stays() {
    travels("{type: string, format: email, minLength: 1, maxLength: 9, pattern: '^a'}");
    travels("{type: integer, format: int32, minimum: 1, exclusiveMaximum: 9, multipleOf: 2}");
    travels("{type: array, items: {type: string}, minItems: 1, maxItems: 3, uniqueItems: true}");
    travels(
        "{type: array, prefixItems: [{type: string}, {type: integer}], contains: {type: integer, const: 1}}",
    );
    travels("{oneOf: [{type: string}, {type: integer}], not: {type: string, const: x}}");
    travels("{anyOf: [{type: string}, {type: integer}]}");
    travels("{type: string, enum: [a, b], default: a}");
    travels("{type: string, const: a}");
    travels(
        r"
type: object
properties: {id: {type: integer, readOnly: true}, secret: {type: string, writeOnly: true}}
required: [id]
patternProperties: {'^x-': {type: boolean}}
additionalProperties: {type: number}
propertyNames: {type: string, maxLength: 9}
minProperties: 1
maxProperties: 9
",
    );
}

#[test]
fn texts_for_people_are_left_out() {
    travels_as(
        "{type: string, title: T, description: D, deprecated: true, x-more: 1}",
        "{type: string}",
    );
}

#[test]
fn null_is_a_type_or_an_alternative() {
    travels_as(
        "{type: [string, 'null'], enum: [a, null]}",
        "{type: [string, 'null'], enum: [a, null]}",
    );
    travels_as(
        "{oneOf: [{type: string}, {type: integer}, {type: 'null'}]}",
        "{anyOf: [{oneOf: [{type: string}, {type: integer}]}, {type: 'null'}]}",
    );
    travels("{type: 'null'}");
}

#[test]
fn keywords_that_imply_a_type_say_nothing_of_other_values() {
    travels("{properties: {a: {type: string}}}");
    travels("{minLength: 1}");
}

#[test]
fn a_schema_that_nothing_fits_is_false() {
    travels_as("{type: array, items: {not: {}}}", "{type: array, items: false}");
}

#[test]
fn a_number_that_is_exclusive_in_openapi_3_0_has_the_keyword_of_json_schema() {
    let document = super::whole(
        r"
openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /p:
    get:
      parameters:
        - {name: p, in: query, schema: {type: number, minimum: 1, exclusiveMinimum: true, nullable: true}}
      responses: {}
",
    );
    assert_eq!(
        document.pointer("/paths/~1p/get/parameters/0/schema"),
        Some(&yaml("{type: [number, 'null'], exclusiveMinimum: 1}"))
    );
}

#[test]
fn components_are_referred_to_and_stand_once() {
    let (schema, components) = schema(
        "{type: array, items: {$ref: '#/components/schemas/Pet'}}",
        "Pet: {type: object, properties: {mother: {$ref: '#/components/schemas/Pet'}, toy: {$ref: '#/components/schemas/Toy'}}}\n\
         Toy: {type: string}",
    );
    assert_eq!(
        schema,
        yaml("{type: array, items: {$ref: '#/components/schemas/Pet'}}")
    );
    assert_eq!(
        components,
        yaml(
            r"
Pet:
  type: object
  properties: {mother: {$ref: '#/components/schemas/Pet'}, toy: {$ref: '#/components/schemas/Toy'}}
Toy: {type: string}
"
        )
    );
}

#[test]
fn a_component_that_stands_for_another_one_refers_to_it() {
    let (_, components) = schema(
        "{$ref: '#/components/schemas/Animal'}",
        "Animal: {$ref: '#/components/schemas/Pet'}\nPet: {type: object}",
    );
    assert_eq!(
        components,
        yaml("{Animal: {$ref: '#/components/schemas/Pet'}, Pet: {type: object}}")
    );
}

#[test]
fn a_discriminator_leads_to_components() {
    let (schema, components) = schema(
        r"
oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
discriminator: {propertyName: kind, mapping: {cat: '#/components/schemas/Cat'}}
",
        "Cat: {type: object}\nDog: {type: object}",
    );
    assert_eq!(
        schema,
        yaml(
            r"
oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
discriminator: {propertyName: kind, mapping: {cat: '#/components/schemas/Cat'}}
"
        )
    );
    assert_eq!(components, yaml("{Cat: {type: object}, Dog: {type: object}}"));
}

#[test]
fn a_reference_is_a_pointer_in_a_fragment() {
    use super::super::reach::reference;
    assert_eq!(
        reference("schemas", "a/b~c d"),
        "#/components/schemas/a~1b~0c%20d"
    );
    assert_eq!(
        reference("schemas", "Pet.v1_x-y"),
        "#/components/schemas/Pet.v1_x-y"
    );
}

#[test]
fn what_says_how_values_stand_in_xml_travels() {
    travels(
        "{type: object, xml: {name: pet, namespace: 'https://zoo.example', prefix: z}, properties: {id: {type: integer, xml: {attribute: true}}}}",
    );
    travels("{type: array, items: {type: string, xml: {name: tag}}, xml: {wrapped: true}}");
}
