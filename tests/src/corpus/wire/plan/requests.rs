//! What is given to the calls of an operation: values for its parameters and its body.

use serde_json::{Map, Value};

use super::media::{Kind, kind};
use super::security::ways;
use super::{BodyValue, PlannedBody, PlannedCall, PlannedOperation, PlannedParameter};
use crate::corpus::wire::judge::text::{fits_header, is_plain};
use crate::corpus::wire::media_type;
use crate::corpus::wire::xml::layout;
use crate::raw::{
    RawCredential, RawDocument, RawEncoding, RawLocation, RawMedia, RawOperation, RawParameter, Spot, body,
    parameters, requirements,
};
use crate::schema::{Bundle, Sender, Source, Validators, sent_by};

/// How many calls are made of one operation, at most.
const CALLS: usize = 24;

pub(super) struct Planner<'a> {
    pub(super) document: &'a RawDocument,
    pub(super) bundle: &'a Bundle,
    pub(super) validators: &'a Validators,
    pub(super) source: Source<'a>,
    pub(super) credentials: &'a [(String, RawCredential, String)],
}

impl Planner<'_> {
    pub(super) fn operation(&self, raw: RawOperation) -> PlannedOperation {
        let mut skipped = Vec::new();
        let planned: Vec<PlannedParameter> = parameters(self.document, &raw)
            .into_iter()
            .map(|parameter| self.parameter(parameter))
            .collect();
        let body = body(self.document, &raw);
        let body_required = body.as_ref().is_some_and(|body| body.required);
        let bodies: Vec<PlannedBody> = body
            .into_iter()
            .flat_map(|body| body.media)
            .map(|media| self.body(media, &mut skipped))
            .collect();
        for parameter in &planned {
            if parameter.values.is_empty() {
                let sort = if parameter.raw.required {
                    "required"
                } else {
                    "optional"
                };
                skipped.push(format!(
                    "{sort} parameter {}: no value that has one meaning on the wire",
                    parameter.raw.name
                ));
            }
        }
        let id = self
            .document
            .get(&raw.spot)
            .and_then(|value| value.get("operationId"));
        let mut operation = PlannedOperation {
            id: id.and_then(Value::as_str).map(str::to_owned),
            security: requirements(self.document, &raw),
            parameters: planned,
            bodies,
            calls: Vec::new(),
            skipped,
            raw,
        };
        let requests = requests(&operation, body_required);
        let answers = self.answers(&mut operation);
        if requests.is_empty() {
            operation
                .skipped
                .push("not called: there is no value for what is required".to_owned());
        }
        let ways = ways(self.credentials, &operation.security);
        let count = requests.len().max(answers.len()).max(ways.len()).min(CALLS);
        let pairs = requests
            .into_iter()
            .cycle()
            .zip(answers.into_iter().cycle())
            .zip(ways.into_iter().cycle())
            .take(count);
        operation.calls = pairs
            .map(|(((parameters, body), answer), credentials)| PlannedCall {
                parameters,
                body,
                answer,
                credentials,
            })
            .collect();
        operation
    }

    /// Values for a schema; any string, or any JSON, where there is none.
    pub(super) fn values(&self, spot: Option<&Spot>, otherwise: Value) -> (Option<String>, Vec<Value>) {
        let Some((spot, pointer)) = self.pointer(spot) else {
            return (None, vec![otherwise]);
        };
        let values = self.source.values(spot).plain;
        let sent = self.as_sent(Sender::Client, &pointer, values.into_iter());
        (Some(pointer), sent)
    }

    /// As [`Self::values`], for a server to send: after each value the same with properties that no schema knows.
    pub(super) fn values_of_server(
        &self,
        spot: Option<&Spot>,
        otherwise: Value,
    ) -> (Option<String>, Vec<Value>) {
        let Some((spot, pointer)) = self.pointer(spot) else {
            return (None, vec![otherwise]);
        };
        let values = self.source.values(spot);
        let both = values.plain.into_iter().zip(values.grown);
        let both = both.flat_map(|(plain, grown)| [Some(plain), grown]).flatten();
        let sent = self.as_sent(Sender::Server, &pointer, both);
        (Some(pointer), sent)
    }

    fn pointer<'s>(&self, spot: Option<&'s Spot>) -> Option<(&'s Spot, String)> {
        let spot = spot?;
        Some((spot, self.bundle.pointer(spot)?))
    }

    /// The values as one side sends them, each once.
    fn as_sent(&self, sender: Sender, pointer: &str, values: impl Iterator<Item = Value>) -> Vec<Value> {
        let mut sent: Vec<Value> = Vec::new();
        for value in values {
            let value = sent_by(sender, self.bundle, self.validators, pointer, &value);
            if !sent.contains(&value) {
                sent.push(value);
            }
        }
        sent
    }

    fn parameter(&self, raw: RawParameter) -> PlannedParameter {
        let (pointer, mut values) = self.values(raw.schema.as_ref(), "text".into());
        values.retain(|value| is_plain(value, &raw.encoding));
        match raw.location {
            RawLocation::Path => values.retain(|value| !matches!(value.as_str(), Some("" | "." | ".."))),
            RawLocation::Header | RawLocation::Cookie => values.retain(fits_header),
            RawLocation::Query | RawLocation::QueryString => {}
        }
        values.truncate(8);
        PlannedParameter { raw, pointer, values }
    }

    fn body(&self, raw: RawMedia, skipped: &mut Vec<String>) -> PlannedBody {
        let spot = raw.schema.as_ref().or(raw.item_schema.as_ref()).cloned();
        let (pointer, values) = self.values(spot.as_ref(), serde_json::json!({"any": ["JSON", 1]}));
        let mut planned = PlannedBody {
            pointer,
            styles: Vec::new(),
            files: Vec::new(),
            values: Vec::new(),
            raw,
        };
        let schema = spot.as_ref().and_then(|spot| self.document.get(spot));
        // An element has a name: text that has none is a whole document that the caller wrote.
        let is_written =
            schema.is_some_and(|schema| schema["type"] == "string" && schema.get("xml").is_none());
        match kind(&planned.raw.media_type) {
            Kind::Xml if is_written => planned.values = vec![BodyValue::Text("<a>ünï</a>".to_owned())],
            Kind::Json => planned.values = values.into_iter().map(BodyValue::Json).collect(),
            // Items that are sent as they come.
            Kind::Events if planned.raw.schema.is_none() && planned.raw.item_schema.is_some() => {
                let events = values.into_iter().filter(|value| !value.is_string());
                planned.values = vec![BodyValue::Events(events.take(3).collect())];
            }
            Kind::JsonLines => {
                planned.values = vec![BodyValue::JsonLines(values.into_iter().take(3).collect())]
            }
            Kind::Text | Kind::Events => {
                planned.values = vec![
                    BodyValue::Text("some text\nünï".to_owned()),
                    BodyValue::Text("x".to_owned()),
                ];
            }
            Kind::Bytes => planned.values = vec![BodyValue::Bytes((0..=255).collect())],
            Kind::Form => self.form(&mut planned, values),
            Kind::Multipart => self.multipart(&mut planned, values),
            Kind::Xml => {
                planned.values = spot.map(|spot| self.xml(&spot, values)).unwrap_or_default();
                if planned.values.is_empty() {
                    skipped.push(format!(
                        "body {}: no value that has one meaning as XML",
                        planned.raw.media_type
                    ));
                }
            }
        }
        planned.values.truncate(10);
        planned
    }

    /// The values that have one meaning as XML.
    fn xml(&self, spot: &Spot, values: Vec<Value>) -> Vec<BodyValue> {
        let element = |value: Value| {
            Some(BodyValue::Xml(
                value.clone(),
                layout(self.document, spot, &value)?,
            ))
        };
        values.into_iter().filter_map(element).collect()
    }

    fn form(&self, planned: &mut PlannedBody, values: Vec<Value>) {
        planned.styles = planned
            .raw
            .encoding
            .iter()
            .map(|(name, value)| (name.clone(), property_style(value)))
            .collect();
        planned.styles.extend(
            planned
                .raw
                .fields
                .iter()
                .map(|field| (field.name.clone(), field.encoding.clone())),
        );
        let default = RawEncoding::Style {
            style: "form".to_owned(),
            explode: true,
        };
        let style = |name: &str| {
            planned
                .styles
                .iter()
                .find(|(known, _)| known == name)
                .map_or(&default, |(_, style)| style)
        };
        let is_right = |entries: &Map<String, Value>| {
            entries.iter().all(|(name, value)| {
                let is_deep =
                    matches!(style(name), RawEncoding::Style { style, .. } if style == "deepObject");
                !name.is_empty() && is_plain(value, style(name)) && (is_deep || !value.is_object())
            })
        };
        let objects = if planned.raw.fields.is_empty() {
            objects(values)
        } else {
            self.objects_of_fields(&planned.raw.fields)
        };
        let forms: Vec<BodyValue> = objects
            .into_iter()
            .filter(is_right)
            .map(BodyValue::Form)
            .collect();
        planned.values = forms;
    }

    fn multipart(&self, planned: &mut PlannedBody, values: Vec<Value>) {
        let by_field = !planned.raw.fields.is_empty();
        let objects = if by_field {
            self.objects_of_fields(&planned.raw.fields)
        } else {
            objects(values)
        };
        planned.files = match by_field {
            true => {
                let fields = planned.raw.fields.iter();
                let files =
                    fields.filter(|field| field.schema.as_ref().is_some_and(|spot| self.is_file(spot)));
                files.map(|field| field.name.clone()).collect()
            }
            false => planned
                .raw
                .schema
                .as_ref()
                .map(|schema| self.file_properties(schema))
                .unwrap_or_default(),
        };
        planned.styles = self.styles_of_parts(planned);
        let styles = &planned.styles;
        let is_right = |entries: &Map<String, Value>| {
            let is_plain = |name: &str, value: &Value| {
                let style = styles.iter().find(|(known, _)| known == name);
                style.is_none_or(|(_, style)| is_plain(value, style) && is_without_commas(value))
            };
            entries.iter().all(|(name, value)| match value {
                Value::Null => false,
                value if !is_plain(name, value) => false,
                Value::Array(items) if planned.files.contains(name) => {
                    !items.is_empty()
                        && items
                            .iter()
                            .all(|item| item.as_str().is_some_and(|text| !text.is_empty()))
                }
                other if planned.files.contains(name) => other.as_str().is_some_and(|text| !text.is_empty()),
                Value::Array(items) => {
                    !items.is_empty() && items.iter().all(|item| !item.is_null() && !item.is_array())
                }
                _ => !name.contains(['"', '\r', '\n']),
            })
        };
        planned.values = objects
            .into_iter()
            .filter(is_right)
            .map(BodyValue::Multipart)
            .collect();
    }

    /// The styles of parts that are no files, where the version of the document has any.
    fn styles_of_parts(&self, planned: &PlannedBody) -> Vec<(String, RawEncoding)> {
        if self.document.version().starts_with("3.0")
            || !media_type::fits("multipart/form-data", &planned.raw.media_type)
        {
            return Vec::new();
        }
        let stated = planned.raw.encoding.iter();
        let stated = stated.filter(|(_, encoding)| {
            encoding.get("style").is_some()
                || (encoding.get("explode").is_some() && encoding.get("contentType").is_none())
        });
        let stated = stated.map(|(name, encoding)| (name.clone(), property_style(encoding)));
        let fields = planned.raw.fields.iter();
        let fields = fields.map(|field| (field.name.clone(), field.encoding.clone()));
        let styles = stated.chain(fields);
        styles.filter(|(name, _)| !planned.files.contains(name)).collect()
    }

    /// Objects of Swagger's `formData` parameters: all, and the required ones.
    fn objects_of_fields(&self, fields: &[RawParameter]) -> Vec<Map<String, Value>> {
        let value = |field: &RawParameter| {
            let (_, values) = self.values(field.schema.as_ref(), "text".into());
            // A file has no type that JSON Schema knows.
            let first = values.into_iter().find(|value| is_plain(value, &field.encoding));
            Some((field.name.clone(), first.or_else(|| Some("a file".into()))?))
        };
        let all = fields.iter().filter_map(value).collect();
        let required = fields
            .iter()
            .filter(|field| field.required)
            .filter_map(value)
            .collect();
        vec![all, required]
    }
}

fn property_style(encoding: &Value) -> RawEncoding {
    let style = encoding
        .get("style")
        .and_then(Value::as_str)
        .unwrap_or("form")
        .to_owned();
    let explode = encoding
        .get("explode")
        .and_then(Value::as_bool)
        .unwrap_or(style == "form");
    RawEncoding::Style { style, explode }
}

/// Whether no comma is in a text that may stand between commas.
fn is_without_commas(value: &Value) -> bool {
    let is_one = |value: &Value| !value.as_str().is_some_and(|text| text.contains(','));
    match value {
        Value::Array(items) => items.iter().all(is_one),
        Value::Object(entries) => entries
            .iter()
            .all(|(name, value)| !name.contains(',') && is_one(value)),
        _ => true,
    }
}

fn objects(values: Vec<Value>) -> Vec<Map<String, Value>> {
    values
        .into_iter()
        .filter_map(|value| match value {
            Value::Object(entries) => Some(entries),
            _ => None,
        })
        .collect()
}

type RequestValues = (Vec<Option<Value>>, Option<(usize, BodyValue)>);

/// What is given to each call: what is required; all; and each other value once.
fn requests(operation: &PlannedOperation, body_required: bool) -> Vec<RequestValues> {
    let firsts: Vec<Option<Value>> = operation
        .parameters
        .iter()
        .map(|parameter| parameter.values.first().cloned())
        .collect();
    let missing = operation
        .parameters
        .iter()
        .any(|parameter| parameter.raw.required && parameter.values.is_empty());
    let bodies: Vec<(usize, BodyValue)> = operation
        .bodies
        .iter()
        .enumerate()
        .flat_map(|(index, body)| body.values.iter().map(move |value| (index, value.clone())))
        .collect();
    if missing || (body_required && bodies.is_empty()) {
        return Vec::new();
    }
    let least: Vec<Option<Value>> = operation
        .parameters
        .iter()
        .zip(&firsts)
        .map(|(parameter, first)| first.clone().filter(|_| parameter.raw.required))
        .collect();
    let first_body = bodies.first().cloned();
    let least_body = first_body.clone().filter(|_| body_required);
    let mut requests = vec![(least.clone(), least_body.clone()), (firsts, first_body)];
    for body in bodies.into_iter().skip(1) {
        requests.push((least.clone(), Some(body)));
    }
    for (place, parameter) in operation.parameters.iter().enumerate() {
        for value in parameter.values.iter().skip(usize::from(parameter.raw.required)) {
            let mut with = least.clone();
            with[place] = Some(value.clone());
            requests.push((with, least_body.clone()));
        }
    }
    requests
}
