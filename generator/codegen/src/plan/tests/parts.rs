//! How the parts of a multipart body are written.

use super::super::*;
use super::planned;
use specwright_document::model::Settings;

/// Returns a line for each part of the only body: its name, its type and how it is written.
fn parts(document: &str) -> Vec<String> {
    let (api, _) = planned(document, &Settings::default());
    let plan = plan(&api);
    let bodies = plan.operations.items.iter().flat_map(|item| &item.body);
    let parts = bodies.filter_map(|body| match body {
        BodyItem::Multipart(multipart) => Some(&multipart.parts),
        BodyItem::Choice(_) => None,
    });
    let line = |part: &PartField<'_>| {
        let sent = match part.sent {
            PartSent::ForEach => " for each",
            _ => "",
        };
        let written = match &part.written {
            PartWritten::Whole(_, content_type) => {
                content_type.map_or(String::new(), |is| format!(" as {is}"))
            }
            PartWritten::Styled(descriptor) => {
                let settings = descriptor.settings.iter().map(|setting| match setting {
                    Setting::Style(_, style) => format!(" {style}"),
                    Setting::Explode(explode) => format!(" explode: {explode}"),
                    _ => " other".to_owned(),
                });
                settings.collect()
            }
        };
        format!("{}: {} {}{sent}{written}", part.wire, part.ty, part.method)
    };
    parts.flatten().map(line).collect()
}

#[test]
fn a_collection_format_joins_the_items_of_a_list_in_one_part() {
    let parts = parts(
        "swagger: '2.0'
info: {title: T, version: '1'}
paths:
  /a:
    post:
      operationId: send
      consumes: [multipart/form-data]
      parameters:
        - {in: formData, name: default, type: array, items: {type: string}}
        - {in: formData, name: csv, type: array, collectionFormat: csv, items: {type: integer}}
        - {in: formData, name: pipes, type: array, collectionFormat: pipes, items: {type: string}}
        - {in: formData, name: ssv, type: array, collectionFormat: ssv, items: {type: string}}
        - {in: formData, name: tsv, type: array, collectionFormat: tsv, items: {type: string}}
        - {in: formData, name: none, type: array, collectionFormat: none, items: {type: string}}
        - {in: formData, name: multi, type: array, collectionFormat: multi, items: {type: string}}
        - {in: formData, name: text, type: string}
      responses: {'204': {description: Done}}
",
    );
    assert_eq!(
        parts,
        [
            "default: Vec<String> styled explode: false",
            "csv: Vec<i64> styled explode: false",
            "pipes: Vec<String> styled PipeDelimited explode: false",
            "ssv: Vec<String> styled SpaceDelimited explode: false",
            "tsv: Vec<String> styled TabDelimited explode: false",
            "none: Vec<String> styled explode: false",
            "multi: Vec<String> text for each",
            "text: Option<String> text",
        ]
    );
}

/// Returns a document with a body of these properties and encodings.
fn document(version: &str, media_type: &str, properties: &str, encoding: &str) -> String {
    format!(
        "openapi: {version}
info: {{title: T, version: '1'}}
paths:
  /a:
    post:
      operationId: send
      requestBody: {{content: {{{media_type}: {{schema: {{type: object, properties: {{{properties}}}}}, encoding: {{{encoding}}}}}}}}}
      responses: {{'204': {{description: Done}}}}
components: {{schemas: {{Color: {{type: object, properties: {{r: {{type: integer}}}}}}}}}}
"
    )
}

const LIST: &str = "p: {type: array, items: {type: string}}";
const OBJECT: &str = "p: {$ref: '#/components/schemas/Color'}";
const FORM: &str = "multipart/form-data";

#[test]
fn a_style_of_a_property_writes_its_parts() {
    for (property, encoding, expected) in [
        (
            LIST,
            "style: form, explode: false",
            "p: Vec<String> styled explode: false",
        ),
        (LIST, "explode: false", "p: Vec<String> styled explode: false"),
        (LIST, "style: form", "p: Vec<String> text for each"),
        (
            LIST,
            "style: pipeDelimited",
            "p: Vec<String> styled PipeDelimited explode: false",
        ),
        (OBJECT, "style: form", "p: Option<types::Color> styled"),
        (
            OBJECT,
            "style: deepObject, explode: true, contentType: application/json",
            "p: Option<types::Color> styled DeepObject",
        ),
        ("p: {type: string}", "style: form", "p: Option<String> text"),
        (
            "p: {type: array, items: {type: string, format: binary}}",
            "style: form, explode: false, contentType: image/png",
            "p: Vec<FilePart> file for each as image/png",
        ),
    ] {
        let parts = parts(&document("3.1.0", FORM, property, &format!("p: {{{encoding}}}")));
        assert_eq!(parts, [expected], "{encoding}");
    }
}

#[test]
fn parts_have_no_style_before_openapi_31_or_without_names() {
    for (version, media_type) in [("3.0.3", FORM), ("3.1.0", "multipart/mixed")] {
        let parts = parts(&document(
            version,
            media_type,
            LIST,
            "p: {style: form, explode: false}",
        ));
        assert_eq!(parts, ["p: Vec<String> text for each"], "{version} {media_type}");
    }
}

#[test]
fn an_object_that_would_be_xml_in_a_part_is_json_and_says_so() {
    let document = document("3.0.3", FORM, OBJECT, "p: {contentType: application/xml}");
    let (_, diagnostics) = planned(&document, &Settings::default());
    let messages: Vec<&str> = diagnostics
        .iter()
        .map(|diagnostic| &*diagnostic.message)
        .collect();
    assert_eq!(
        messages,
        ["the part `p` is sent as `application/json`, not as `application/xml`"]
    );
    assert_eq!(
        parts(&document),
        ["p: Option<types::Color> json as application/json"]
    );
}

#[test]
fn an_encoding_that_has_no_effect_says_so() {
    let messages = |media_type: &str, property: &str, encoding: &str| -> Vec<String> {
        let document = document("3.1.0", media_type, property, encoding);
        let (_, diagnostics) = planned(&document, &Settings::default());
        let messages = diagnostics.iter();
        messages
            .map(|diagnostic| diagnostic.message.to_string())
            .collect()
    };
    let several = "p: {oneOf: [{type: array, items: {type: string}}, {type: string}]}";
    for untyped in ["p: {description: Any.}", several] {
        assert_eq!(
            messages(FORM, untyped, "p: {style: deepObject}"),
            ["the style of the part `p` is left out: its schema has no single type"],
            "{untyped}"
        );
    }
    for media_type in [FORM, "application/x-www-form-urlencoded"] {
        assert_eq!(
            messages(media_type, LIST, "p: {style: simple}"),
            ["invalid style `simple` of a property; left out"],
            "{media_type}"
        );
        assert_eq!(
            messages(media_type, LIST, "q: {style: form, explode: false}"),
            ["expected a property of the schema, found `q`; its encoding is left out"],
            "{media_type}"
        );
        assert_eq!(
            messages(media_type, LIST, "p: {style: form}"),
            [""; 0],
            "{media_type}"
        );
    }
    assert_eq!(
        messages(
            "application/x-www-form-urlencoded",
            &format!("{LIST}}}, additionalProperties: {{type: string"),
            "q: {style: form, explode: false}"
        ),
        [""; 0],
        "an entry counts for what a map of the form has"
    );
}
