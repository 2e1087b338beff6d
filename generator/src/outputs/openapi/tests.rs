//! Descriptions that are built by hand, and the canonical document beside them.

use serde_json::json;

use super::{openapi, to_yaml};
use crate::description::{
    AdditionalProperties, ApiKeyLocation, ArrayKeywords, Component, Composition, Description, Discriminator,
    EnumValue, Info, JsonType, Location, MediaType, Number, NumberKeywords, ObjectKeywords, Operation,
    Parameter, ParameterValue, PathItem, Response, Schema, SchemaId, SecurityScheme, SecuritySchemeKind,
    Shared, Source, StatusPattern, StringKeywords, Style, Xml,
};
use crate::diagnostic::Diagnostics;

/// The document of a description, and its warnings.
fn converted(description: &Description) -> (String, Vec<String>) {
    let mut diagnostics = Diagnostics::default();
    let document = openapi(description, &mut diagnostics);
    let yaml = to_yaml(&document).expect("YAML");
    let read: openapiv3::OpenAPI = serde_yaml::from_str(&yaml).expect("a document of OpenAPI 3.0");
    let again = to_yaml(&read).expect("YAML");
    // `openapiv3` reads back all that it has fields for.
    assert_eq!(again.is_empty(), yaml.is_empty());
    let warnings = diagnostics.iter().map(|diagnostic| diagnostic.message.clone());
    (yaml, warnings.collect())
}

fn pets() -> Description {
    Description {
        info: Info {
            title: "Pets".into(),
            version: "1".into(),
            ..Info::default()
        },
        ..Description::default()
    }
}

/// Adds a component.
fn component(description: &mut Description, name: &str, schema: Schema) -> SchemaId {
    let id = description.schemas.add(Schema {
        component: Some(name.into()),
        ..schema
    });
    description.components.schemas.insert(name.into(), id);
    id
}

/// The YAML of one schema, without indentation, and the warnings.
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

fn of_type(json_type: JsonType) -> Schema {
    Schema {
        json_type: Some(json_type),
        ..Schema::default()
    }
}

fn values(values: impl IntoIterator<Item = serde_json::Value>) -> Vec<EnumValue> {
    let value = |value| EnumValue {
        value,
        name: None,
        description: None,
    };
    values.into_iter().map(value).collect()
}

const NO_WARNING: [&str; 0] = [];

#[test]
fn the_smallest_document() {
    let (yaml, warnings) = converted(&pets());
    assert_eq!(
        yaml,
        "openapi: 3.0.4\ninfo:\n  title: Pets\n  version: '1'\npaths: {}\n"
    );
    assert_eq!(warnings, NO_WARNING);
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
fn keys_that_are_not_allowed_are_renamed_with_all_references() {
    let mut description = pets();
    component(&mut description, "Page_Pet", of_type(JsonType::String));
    let page = component(&mut description, "Page«Pet»", of_type(JsonType::Object));
    let cat = component(&mut description, "cats/Cat", of_type(JsonType::Object));
    component(
        &mut description,
        "Any",
        Schema {
            composition: Some(Box::new(Composition {
                one_of: vec![page, cat],
                discriminator: Some(Discriminator {
                    property_name: "kind".into(),
                    mapping: vec![("page".into(), page)],
                    default_mapping: None,
                }),
                ..Composition::default()
            })),
            ..Schema::default()
        },
    );
    let (yaml, warnings) = converted(&description);
    let expected = "
    Page_Pet:
      type: string
    Page_Pet_2:
      type: object
    cats_Cat:
      type: object
    Any:
      discriminator:
        propertyName: kind
        mapping:
          page: '#/components/schemas/Page_Pet_2'
          cats/Cat: '#/components/schemas/cats_Cat'
      oneOf:
      - $ref: '#/components/schemas/Page_Pet_2'
      - $ref: '#/components/schemas/cats_Cat'
";
    assert!(yaml.ends_with(expected), "{yaml}");
    assert_eq!(
        warnings,
        [
            "`Page«Pet»` is not allowed as a key in `components/schemas`; renamed to `Page_Pet_2`",
            "`cats/Cat` is not allowed as a key in `components/schemas`; renamed to `cats_Cat`",
        ]
    );
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

fn operation(method: &str) -> Operation {
    Operation {
        method: method.into(),
        operation_id: Some("op".into()),
        responses: vec![(StatusPattern::Exact(204), Shared::Inline(Response::default()))],
        ..Operation::default()
    }
}

fn with_operation(description: &mut Description, operation: Operation) {
    description.paths.push(PathItem {
        path: "/pets".into(),
        operations: vec![operation],
        ..PathItem::default()
    });
}

/// The YAML from the path item on, without indentation.
fn path_item(description: &Description) -> (String, Vec<String>) {
    let (yaml, warnings) = converted(description);
    let (_, item) = yaml.split_once("  /pets:").expect("the path");
    let lines = item.lines().skip(1).take_while(|line| line.starts_with("    "));
    let lines: Vec<&str> = lines.map(|line| &line[4..]).collect();
    (lines.join("\n"), warnings)
}

#[test]
fn methods_and_webhooks_of_later_versions_are_left_out_with_a_warning() {
    let mut description = pets();
    with_operation(&mut description, operation("QUERY"));
    description.webhooks.push(PathItem {
        path: "petSold".into(),
        ..PathItem::default()
    });
    let (item, warnings) = path_item(&description);
    assert_eq!(item, "");
    assert_eq!(
        warnings,
        [
            "the method `QUERY` cannot be expressed in OpenAPI 3.0; the operation is left out",
            "the webhook `petSold` cannot be expressed in OpenAPI 3.0; left out",
        ]
    );
}

#[test]
fn an_operation_without_responses_may_respond_anything() {
    let mut description = pets();
    with_operation(
        &mut description,
        Operation {
            responses: Vec::new(),
            ..operation("GET")
        },
    );
    let (item, _) = path_item(&description);
    assert_eq!(
        item,
        "get:\n  operationId: op\n  responses:\n    default:\n      description: Any response."
    );
}

#[test]
fn mutual_tls_is_left_out_of_what_requires_it() {
    let scheme = |key: &str, kind| SecurityScheme {
        key: key.into(),
        kind,
        name: None,
        description: None,
        deprecated: false,
        extensions: Default::default(),
        source: Source::ROOT,
    };
    let mut description = pets();
    description.components.security_schemes = vec![
        scheme("tls", SecuritySchemeKind::MutualTls),
        scheme(
            "key",
            SecuritySchemeKind::ApiKey {
                name: "X-Key".into(),
                location: ApiKeyLocation::Header,
            },
        ),
    ];
    description.security = Some(vec![
        vec![("tls".into(), Vec::new()), ("key".into(), vec!["admin".into()])],
        vec![("key".into(), Vec::new())],
        vec![("tls".into(), Vec::new())],
    ]);
    let (yaml, warnings) = converted(&description);
    let expected = "
components:
  securitySchemes:
    key:
      type: apiKey
      in: header
      name: X-Key
security:
- key: []
- {}
";
    assert!(yaml.ends_with(expected), "{yaml}");
    assert_eq!(
        warnings,
        [
            "a role that the scheme `key` is required with cannot be expressed in OpenAPI 3.0; left out",
            "the security scheme `mutualTLS` cannot be expressed in OpenAPI 3.0; \
             left out of the schemes and of what requires it",
        ]
    );
}

fn parameter(name: &str, location: Location, value: ParameterValue) -> Parameter {
    Parameter {
        name: name.into(),
        location,
        description: None,
        required: false,
        deprecated: false,
        value,
        example: None,
        extensions: Default::default(),
        source: Source::ROOT,
    }
}

#[test]
fn parameters_have_their_style_where_it_is_not_the_default() {
    let mut description = pets();
    let list = description.schemas.add(of_type(JsonType::Array));
    let by_schema = |style, explode| ParameterValue::Schema {
        schema: list,
        style,
        explode,
        allow_reserved: false,
    };
    let query = |name, style, explode| parameter(name, Location::Query, by_schema(style, explode));
    let of_json = parameter(
        "c",
        Location::Query,
        ParameterValue::Content(Box::new(MediaType {
            name: "application/json".into(),
            ..MediaType::default()
        })),
    );
    description.components.parameters.push(Component {
        name: "shared".into(),
        source: Source::ROOT,
        item: Shared::Inline(query("d", Style::PipeDelimited, false)),
    });
    with_operation(
        &mut description,
        Operation {
            parameters: vec![
                Shared::Inline(query("a", Style::Form, true)),
                Shared::Inline(query("b", Style::Form, false)),
                Shared::Inline(of_json),
                Shared::Component(crate::description::Id::new(0)),
                Shared::Inline(query("e", Style::TabDelimited, false)),
            ],
            ..operation("GET")
        },
    );
    let (item, warnings) = path_item(&description);
    let expected = "\
get:
  operationId: op
  parameters:
  - in: query
    name: a
    schema:
      type: array
      items: {}
  - in: query
    name: b
    schema:
      type: array
      items: {}
    explode: false
  - in: query
    name: c
    content:
      application/json:
        schema: {}
  - $ref: '#/components/parameters/shared'
  - in: query
    name: e
    schema:
      type: string
  responses:
    '204':
      description: ''";
    assert_eq!(item, expected);
    assert_eq!(
        warnings,
        [
            "the style `tabDelimited` here cannot be expressed in OpenAPI 3.0; \
             the schema is replaced by that of any string"
        ]
    );
}

#[test]
fn the_whole_query_is_an_object_of_a_form_or_left_out() {
    let mut description = pets();
    let object = description.schemas.add(of_type(JsonType::Object));
    let whole = |name: &str, media_type: &str| {
        parameter(
            name,
            Location::QueryString,
            ParameterValue::Content(Box::new(MediaType {
                name: media_type.into(),
                schema: Some(object),
                ..MediaType::default()
            })),
        )
    };
    with_operation(
        &mut description,
        Operation {
            parameters: vec![
                Shared::Inline(whole("form", "application/x-www-form-urlencoded")),
                Shared::Inline(whole("path", "application/jsonpath")),
            ],
            ..operation("GET")
        },
    );
    let (item, warnings) = path_item(&description);
    assert!(item.starts_with(
        "get:\n  operationId: op\n  parameters:\n  - in: query\n    name: form\n    schema:\n      type: object\n  responses:"
    ));
    assert_eq!(
        warnings,
        ["the parameter `path` in `querystring` cannot be expressed in OpenAPI 3.0; left out"]
    );
}

#[test]
fn every_operation_has_an_id_of_its_own() {
    let mut description = pets();
    let mut add = |path: &str, id: Option<&str>| {
        let source = description
            .sources
            .child(Source::ROOT, crate::description::Step::Key(path.into()));
        description.paths.push(PathItem {
            path: path.into(),
            operations: vec![Operation {
                operation_id: id.map(Into::into),
                source,
                ..operation("GET")
            }],
            ..PathItem::default()
        });
    };
    add("/pets", Some("list"));
    add("/cats", Some("list"));
    add("/cats/{id}", None);
    add("/dogs", Some("get_cats"));
    let (yaml, warnings) = converted(&description);
    let ids = yaml
        .lines()
        .filter_map(|line| line.trim().strip_prefix("operationId: "));
    assert_eq!(
        ids.collect::<Vec<_>>(),
        ["list", "get_cats_2", "get_cats_by_id", "get_cats"]
    );
    assert_eq!(
        warnings,
        [
            "operationId `list` of `GET /cats` is also that of another operation; it is given `get_cats_2`",
            "`GET /cats/{id}` has no operationId; it is given `get_cats_by_id`",
        ]
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
