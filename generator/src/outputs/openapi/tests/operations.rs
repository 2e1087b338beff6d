use super::{converted, of_type, operation, pets};
use specwright_document::description::{
    Component, Description, JsonType, Location, MediaType, Operation, Parameter, ParameterValue, PathItem,
    Shared, Source, Style,
};

fn with_operation(description: &mut Description, operation: Operation) {
    description.paths.push(PathItem {
        path: "/pets".into(),
        operations: vec![operation],
        ..PathItem::default()
    });
}

/// Returns the YAML from the path item on, without indentation.
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
                Shared::Component(specwright_document::description::Id::new(0)),
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
