use serde_json::json;

use super::{NO_WARNING, component, converted, of_type, pets};
use specwright_document::description::{
    AdditionalProperties, ArrayKeywords, Composition, Description, EnumValue, JsonType, Number,
    NumberKeywords, ObjectKeywords, Schema, StringKeywords, Xml,
};

/// Returns the YAML of one schema, without indentation, and the warnings.
fn schema(description: &mut Description, schema: Schema) -> (String, Vec<String>) {
    component(description, "X", schema);
    let (yaml, warnings) = converted(description);
    let (_, schema) = yaml.split_once("    X:").expect("the component");
    if schema.starts_with(" {}") {
        return ("{}".to_owned(), warnings);
    }
    let lines = schema
        .lines()
        .skip(1)
        .take_while(|line| line.starts_with("      "));
    let lines: Vec<&str> = lines.map(|line| &line[6..]).collect();
    (lines.join("\n"), warnings)
}

fn values(values: impl IntoIterator<Item = serde_json::Value>) -> Vec<EnumValue> {
    let value = |value| EnumValue {
        value,
        name: None,
        description: None,
    };
    values.into_iter().map(value).collect()
}

#[test]
fn null_is_nullable_and_a_value_of_an_enum() {
    let (yaml, warnings) = schema(
        &mut pets(),
        Schema {
            nullable: true,
            values: values([json!("cat"), json!("dog")]),
            ..of_type(JsonType::String)
        },
    );
    assert_eq!(yaml, "nullable: true\ntype: string\nenum:\n- cat\n- dog\n- null");
    assert_eq!(warnings, NO_WARNING);
}

#[test]
fn nothing_but_null_is_an_enum_of_null() {
    let (yaml, _) = schema(
        &mut pets(),
        Schema {
            only_null: true,
            nullable: true,
            ..Schema::default()
        },
    );
    assert_eq!(yaml, "nullable: true\nenum:\n- null");
}

#[test]
fn no_value_is_not_any_value() {
    let (yaml, _) = schema(
        &mut pets(),
        Schema {
            never: true,
            ..Schema::default()
        },
    );
    assert_eq!(yaml, "not: {}");
}

#[test]
fn exclusive_bounds_are_boolean() {
    let (yaml, _) = schema(
        &mut pets(),
        Schema {
            number: Some(Box::new(NumberKeywords {
                minimum: Some(Number::Integer(0)),
                exclusive_minimum: true,
                ..NumberKeywords::default()
            })),
            ..of_type(JsonType::Integer)
        },
    );
    assert_eq!(yaml, "type: integer\nexclusiveMinimum: true\nminimum: 0");
}

#[test]
fn a_number_that_may_be_text_is_any_of_both() {
    let (yaml, warnings) = schema(
        &mut pets(),
        Schema {
            text_of_number: true,
            nullable: true,
            format: Some("int32".into()),
            number: Some(Box::new(NumberKeywords {
                minimum: Some(Number::Integer(0)),
                ..NumberKeywords::default()
            })),
            string: Some(Box::new(StringKeywords {
                pattern: Some(r"^\d+$".into()),
                ..StringKeywords::default()
            })),
            ..of_type(JsonType::Integer)
        },
    );
    assert_eq!(
        yaml,
        r"nullable: true
anyOf:
- type: integer
  format: int32
  minimum: 0
- type: string
  pattern: ^\d+$"
    );
    assert_eq!(warnings, NO_WARNING);
}

#[test]
fn bounds_beyond_64_bits_stay_exact_or_become_weaker() {
    let bounds = |minimum, maximum| Schema {
        number: Some(Box::new(NumberKeywords {
            minimum: Some(Number::Integer(minimum)),
            maximum: Some(Number::Integer(maximum)),
            ..NumberKeywords::default()
        })),
        ..of_type(JsonType::Integer)
    };
    let (yaml, _) = schema(&mut pets(), bounds(0, i128::from(u64::MAX)));
    assert_eq!(yaml, "maximum: 18446744073709551615\ntype: integer\nminimum: 0.0");
    let (yaml, _) = schema(&mut pets(), bounds(-(1 << 100) - 1, (1 << 100) + 1));
    let bound = |line: usize| -> f64 {
        let (_, number) = yaml
            .lines()
            .nth(line)
            .expect("a line")
            .split_once(": ")
            .expect("a bound");
        number.parse().expect("a number")
    };
    let beyond = 2_f64.powi(100);
    assert!(bound(1) < -beyond && bound(2) > beyond, "{yaml}");
}

#[test]
fn an_array_always_has_items() {
    let (yaml, warnings) = schema(&mut pets(), of_type(JsonType::Array));
    assert_eq!(yaml, "type: array\nitems: {}");
    assert_eq!(warnings, NO_WARNING);
}

#[test]
fn a_tuple_is_a_list_of_what_its_items_are() {
    let mut description = pets();
    let text = description.schemas.add(of_type(JsonType::String));
    let number = description.schemas.add(of_type(JsonType::Integer));
    let never = description.schemas.add(Schema {
        never: true,
        ..Schema::default()
    });
    let (yaml, warnings) = schema(
        &mut description,
        Schema {
            array: Some(Box::new(ArrayKeywords {
                prefix_items: vec![text, number],
                items: Some(never),
                ..ArrayKeywords::default()
            })),
            ..of_type(JsonType::Array)
        },
    );
    assert_eq!(
        yaml,
        "type: array\nitems:\n  anyOf:\n  - type: string\n  - type: integer\nmaxItems: 2"
    );
    assert_eq!(
        warnings,
        ["`prefixItems` cannot be expressed in OpenAPI 3.0; replaced by `items` that fit any of them"]
    );
}

#[test]
fn a_tuple_that_goes_on_is_a_list_of_anything() {
    let mut description = pets();
    let text = description.schemas.add(of_type(JsonType::String));
    let (yaml, _) = schema(
        &mut description,
        Schema {
            array: Some(Box::new(ArrayKeywords {
                prefix_items: vec![text],
                ..ArrayKeywords::default()
            })),
            ..of_type(JsonType::Array)
        },
    );
    assert_eq!(yaml, "type: array\nitems: {}");
}

#[test]
fn properties_by_pattern_are_additional_ones() {
    let mut description = pets();
    let text = description.schemas.add(of_type(JsonType::String));
    let closed = |additional| Schema {
        object: Some(Box::new(ObjectKeywords {
            pattern_properties: [("^x-".into(), text)].into_iter().collect(),
            additional_properties: additional,
            ..ObjectKeywords::default()
        })),
        ..of_type(JsonType::Object)
    };
    let (yaml, warnings) = schema(&mut description, closed(Some(AdditionalProperties::None)));
    assert_eq!(yaml, "type: object\nadditionalProperties:\n  type: string");
    assert_eq!(
        warnings,
        ["`patternProperties` cannot be expressed in OpenAPI 3.0; \
             replaced by `additionalProperties` that fit any of them"]
    );
    let (yaml, warnings) = schema(&mut description, closed(None));
    assert_eq!(yaml, "type: object");
    assert_eq!(
        warnings,
        ["`patternProperties` cannot be expressed in OpenAPI 3.0; left out"]
    );
}

#[test]
fn each_keyword_without_a_counterpart_is_said() {
    let mut description = pets();
    let any = description.schemas.add(Schema::default());
    let (yaml, warnings) = schema(
        &mut description,
        Schema {
            string: Some(Box::new(StringKeywords {
                content_media_type: Some("application/json".into()),
                content_schema: Some(any),
                ..StringKeywords::default()
            })),
            object: Some(Box::new(ObjectKeywords {
                property_names: Some(any),
                closed_when_composed: true,
                ..ObjectKeywords::default()
            })),
            array: Some(Box::new(ArrayKeywords {
                contains: Some(any),
                ..ArrayKeywords::default()
            })),
            ..Schema::default()
        },
    );
    assert_eq!(yaml, "{}");
    let keywords = warnings
        .iter()
        .map(|warning| warning.split(' ').next().unwrap_or_default());
    assert_eq!(
        keywords.collect::<Vec<_>>(),
        [
            "`contentMediaType`",
            "`contentSchema`",
            "`propertyNames`",
            "`unevaluatedProperties`",
            "`contains`"
        ]
    );
}

#[test]
fn a_schema_that_holds_itself_is_a_reference() {
    let mut description = pets();
    let node = description.schemas.reserve();
    description.components.schemas.insert("Node".into(), node);
    description.schemas.define(
        node,
        Schema {
            component: Some("Node".into()),
            object: Some(Box::new(ObjectKeywords {
                properties: [("next".into(), node)].into_iter().collect(),
                ..ObjectKeywords::default()
            })),
            ..of_type(JsonType::Object)
        },
    );
    let (yaml, _) = converted(&description);
    assert!(yaml.ends_with(
        "    Node:\n      type: object\n      properties:\n        next:\n          $ref: '#/components/schemas/Node'\n"
    ));
}

#[test]
fn xml_and_names_of_values_are_kept() {
    let (yaml, _) = schema(
        &mut pets(),
        Schema {
            xml: Some(Box::new(Xml {
                name: Some("id".into()),
                node_type: Some("attribute".into()),
                ..Xml::default()
            })),
            values: vec![EnumValue {
                value: json!(1),
                name: Some("One".into()),
                description: None,
            }],
            ..of_type(JsonType::Integer)
        },
    );
    assert_eq!(
        yaml,
        "x-enum-varnames:\n- One\nxml:\n  name: id\n  attribute: true\ntype: integer\nenum:\n- 1"
    );
}

#[test]
fn a_default_fits_its_schema_or_is_left_out() {
    let with_default = |json_type, default| Schema {
        default: Some(Box::new(default)),
        ..of_type(json_type)
    };
    let (yaml, warnings) = schema(&mut pets(), with_default(JsonType::Boolean, json!("false")));
    assert_eq!(yaml, "type: boolean");
    assert_eq!(
        warnings,
        ["a `default` that does not fit its schema cannot be expressed in OpenAPI 3.0; left out"]
    );
    let (yaml, _) = schema(&mut pets(), with_default(JsonType::Integer, json!(1.0)));
    assert_eq!(yaml, "default: 1.0\ntype: integer");
    let (yaml, _) = schema(
        &mut pets(),
        Schema {
            values: values([json!("a")]),
            ..with_default(JsonType::String, json!("b"))
        },
    );
    assert_eq!(yaml, "type: string\nenum:\n- a");
}

#[test]
fn a_component_that_is_another_one_is_a_reference() {
    let mut description = pets();
    let pet = component(&mut description, "Pet", of_type(JsonType::Object));
    let extending = |extensions: &str| Schema {
        description: (!extensions.is_empty()).then(|| extensions.into()),
        composition: Some(Box::new(Composition {
            all_of: vec![pet],
            ..Composition::default()
        })),
        ..Schema::default()
    };
    let alias = Schema {
        alias: true,
        ..extending("")
    };
    component(&mut description, "Animal", alias);
    component(&mut description, "Cat", extending("It purrs."));
    component(&mut description, "Dog", extending(""));
    let (yaml, _) = converted(&description);
    let expected = "
    Animal:
      $ref: '#/components/schemas/Pet'
    Cat:
      description: It purrs.
      allOf:
      - $ref: '#/components/schemas/Pet'
    Dog:
      allOf:
      - $ref: '#/components/schemas/Pet'
";
    assert!(yaml.ends_with(expected), "{yaml}");
}

/// Without bounds this would take 2 to the power of 60 steps.
#[test]
fn what_doubles_by_all_of_is_searched_for_a_type_once() {
    let mut description = pets();
    let mut last = component(&mut description, "S0", Schema::default());
    for level in 1..60 {
        let twice = Schema {
            composition: Some(Box::new(Composition {
                all_of: vec![last, last],
                ..Composition::default()
            })),
            ..Schema::default()
        };
        last = component(&mut description, &format!("S{level}"), twice);
    }
    let (yaml, _) = converted(&description);
    assert_eq!(yaml.matches("- $ref: '#/components/schemas/S58'").count(), 2);
}
