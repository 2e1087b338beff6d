use serde_json::Value;

use super::{RawDocument, RawOperation, Spot};

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum RawLocation {
    Path,
    Query,
    QueryString,
    Header,
    Cookie,
}

/// A parameter as it stands in the document.
#[derive(Clone, Debug)]
pub struct RawParameter {
    /// The name on the wire.
    pub name: String,
    /// Where it is sent.
    pub location: RawLocation,
    /// Whether it must be sent.
    pub required: bool,
    /// The schema of its value; `None` for any string.
    pub schema: Option<Spot>,
    /// How the value becomes text.
    pub encoding: RawEncoding,
}

/// How a value becomes text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RawEncoding {
    /// By `style` and `explode`; a style that the specification lacks is one of Swagger's `collectionFormat`s.
    Style {
        /// The style.
        style: String,
        /// Whether each item or property stands by itself.
        explode: bool,
    },
    /// By a media type.
    Content(String),
}

/// The body of a request.
#[derive(Clone, Debug)]
pub struct RawBody {
    /// Whether it must be sent.
    pub required: bool,
    /// One for each media type.
    pub media: Vec<RawMedia>,
}

/// A media type of a body.
#[derive(Clone, Debug)]
pub struct RawMedia {
    /// The media type, as the document writes it.
    pub media_type: String,
    /// The schema; `None` for anything, and for Swagger's `formData`.
    pub schema: Option<Spot>,
    /// `itemSchema` of OpenAPI 3.2: of each item of a stream.
    pub item_schema: Option<Spot>,
    /// Swagger's `formData` parameters.
    pub fields: Vec<RawParameter>,
    /// `encoding`: by property.
    pub encoding: Vec<(String, Value)>,
}

/// The parameters of an operation: its own, those of its path item, and those that only the path names.
pub fn parameters(document: &RawDocument, operation: &RawOperation) -> Vec<RawParameter> {
    let mut found: Vec<RawParameter> = Vec::new();
    // What the operation says counts more than what its path says; of two in one list, which is a mistake, the later one
    // counts, as with keys that stand twice.
    for list in [
        operation.spot.child("parameters"),
        operation.path_item.child("parameters"),
    ] {
        let before = found.len();
        for spot in items(document, &list) {
            let Some(parameter) = document.follow(&spot).and_then(|spot| parameter(document, &spot)) else {
                continue;
            };
            let is_known =
                |known: &RawParameter| known.name == parameter.name && known.location == parameter.location;
            let is_unused = parameter.location == RawLocation::Path
                && !operation.path.contains(&format!("{{{}}}", parameter.name));
            if is_unused {
                continue;
            }
            match found.iter().position(is_known) {
                Some(place) if place >= before => found[place] = parameter,
                Some(_) => {}
                None => found.push(parameter),
            }
        }
    }
    for name in operation
        .path
        .split('{')
        .skip(1)
        .filter_map(|part| part.split_once('}').map(|(name, _)| name))
    {
        if !found
            .iter()
            .any(|known| known.location == RawLocation::Path && known.name == name)
        {
            found.push(RawParameter {
                name: name.to_owned(),
                location: RawLocation::Path,
                required: true,
                schema: None,
                encoding: default_style(RawLocation::Path),
            });
        }
    }
    found
}

/// The body of an operation, `formData` and `in: body` of Swagger included.
pub fn body(document: &RawDocument, operation: &RawOperation) -> Option<RawBody> {
    if document.version().starts_with('2') {
        return swagger_body(document, operation);
    }
    let spot = document.follow(&operation.spot.child("requestBody"))?;
    let value = document.get(&spot)?;
    Some(RawBody {
        required: value.get("required").and_then(Value::as_bool).unwrap_or(false),
        media: media(document, &spot.child("content")),
    })
}

/// What an operation may answer: the status as its key, and the media types.
pub fn responses(document: &RawDocument, operation: &RawOperation) -> Vec<(String, Vec<RawMedia>)> {
    let place = operation.spot.child("responses");
    let statuses = document.get(&place).and_then(Value::as_object);
    statuses
        .into_iter()
        .flat_map(|statuses| statuses.keys())
        .filter(|status| !status.starts_with("x-"))
        .map(|status| {
            let Some(spot) = document.follow(&place.child(status)) else {
                return (status.clone(), Vec::new());
            };
            let media = if document.version().starts_with('2') {
                swagger_answer(document, operation, &spot)
            } else {
                media(document, &spot.child("content"))
            };
            (status.clone(), media)
        })
        .collect()
}

fn items(document: &RawDocument, list: &Spot) -> Vec<Spot> {
    let count = document.get(list).and_then(Value::as_array).map_or(0, Vec::len);
    (0..count).map(|index| list.child(&index.to_string())).collect()
}

fn parameter(document: &RawDocument, spot: &Spot) -> Option<RawParameter> {
    let value = document.get(spot)?;
    let name = value.get("name")?.as_str()?.to_owned();
    let location = match value.get("in")?.as_str()? {
        "path" => RawLocation::Path,
        "query" => RawLocation::Query,
        "querystring" => RawLocation::QueryString,
        "header" => RawLocation::Header,
        "cookie" => RawLocation::Cookie,
        _ => return None,
    };
    // The specification has these described elsewhere.
    let elsewhere = ["accept", "content-type", "authorization"];
    if location == RawLocation::Header && elsewhere.contains(&name.to_ascii_lowercase().as_str()) {
        return None;
    }
    let required =
        location == RawLocation::Path || value.get("required").and_then(Value::as_bool).unwrap_or(false);
    let content = value
        .get("content")
        .and_then(Value::as_object)
        .and_then(|content| content.keys().next());
    let (schema, encoding) = match content {
        Some(media_type) => {
            let schema = spot.child("content").child(media_type).child("schema");
            (schema, RawEncoding::Content(media_type.clone()))
        }
        None if document.version().starts_with('2') => (spot.clone(), collection_format(value, location)),
        None => (spot.child("schema"), style(value, location)),
    };
    Some(RawParameter {
        name,
        location,
        required,
        schema: document.get(&schema).is_some().then_some(schema),
        encoding,
    })
}

fn default_style(location: RawLocation) -> RawEncoding {
    let form = !matches!(location, RawLocation::Path | RawLocation::Header);
    RawEncoding::Style {
        style: if form { "form" } else { "simple" }.to_owned(),
        explode: form,
    }
}

fn style(value: &Value, location: RawLocation) -> RawEncoding {
    let RawEncoding::Style { style, .. } = default_style(location) else {
        return default_style(location);
    };
    let style = value
        .get("style")
        .and_then(Value::as_str)
        .map_or(style, str::to_owned);
    let explode = value
        .get("explode")
        .and_then(Value::as_bool)
        .unwrap_or(style == "form");
    RawEncoding::Style { style, explode }
}

fn collection_format(value: &Value, location: RawLocation) -> RawEncoding {
    let simple = matches!(location, RawLocation::Path | RawLocation::Header);
    let (style, explode) = match value.get("collectionFormat").and_then(Value::as_str) {
        Some("multi") => ("form", true),
        Some("ssv") => ("spaceDelimited", false),
        Some("pipes") => ("pipeDelimited", false),
        Some("tsv") => ("tabDelimited", false),
        _ => (if simple { "simple" } else { "form" }, false),
    };
    RawEncoding::Style {
        style: style.to_owned(),
        explode,
    }
}

fn media(document: &RawDocument, content: &Spot) -> Vec<RawMedia> {
    let keys = document
        .get(content)
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(|content| content.keys());
    let one = |media_type: &String| {
        let spot = content.child(media_type);
        let spot = document.follow(&spot).unwrap_or(spot);
        let place = |key: &str| Some(spot.child(key)).filter(|schema| document.get(schema).is_some());
        let encoding = document
            .get(&spot)
            .and_then(|media| media.get("encoding"))
            .and_then(Value::as_object);
        RawMedia {
            media_type: media_type.clone(),
            schema: place("schema"),
            item_schema: place("itemSchema"),
            fields: Vec::new(),
            encoding: encoding
                .into_iter()
                .flatten()
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect(),
        }
    };
    keys.map(one).collect()
}

fn swagger_body(document: &RawDocument, operation: &RawOperation) -> Option<RawBody> {
    let mut fields = Vec::new();
    let mut body = None;
    for list in [
        operation.spot.child("parameters"),
        operation.path_item.child("parameters"),
    ] {
        for spot in items(document, &list)
            .iter()
            .filter_map(|spot| document.follow(spot))
        {
            let Some(value) = document.get(&spot) else {
                continue;
            };
            let required = value.get("required").and_then(Value::as_bool).unwrap_or(false);
            match (
                value.get("in").and_then(Value::as_str),
                value.get("name").and_then(Value::as_str),
            ) {
                (Some("body"), _) if body.is_none() => body = Some((required, spot.child("schema"))),
                (Some("formData"), Some(name))
                    if fields.iter().all(|field: &RawParameter| field.name != name) =>
                {
                    fields.push(RawParameter {
                        name: name.to_owned(),
                        location: RawLocation::Query,
                        required,
                        encoding: collection_format(value, RawLocation::Query),
                        schema: Some(spot),
                    });
                }
                _ => {}
            }
        }
    }
    let consumes = media_types(document, operation, "consumes");
    let media = |media_type: String, schema: Option<Spot>, fields: Vec<RawParameter>| RawMedia {
        media_type,
        schema,
        item_schema: None,
        fields,
        encoding: Vec::new(),
    };
    if let Some((required, schema)) = body {
        let types = if consumes.is_empty() {
            vec!["application/json".to_owned()]
        } else {
            consumes
        };
        let media = types
            .into_iter()
            .map(|media_type| media(media_type, Some(schema.clone()), Vec::new()));
        return Some(RawBody {
            required,
            media: media.collect(),
        });
    }
    if fields.is_empty() {
        return None;
    }
    let is_file = |field: &RawParameter| {
        let value = field.schema.as_ref().and_then(|spot| document.get(spot));
        value.and_then(|value| value.get("type")) == Some(&Value::String("file".to_owned()))
    };
    let multipart =
        fields.iter().any(is_file) || consumes.iter().any(|media_type| media_type.contains("multipart"));
    let media_type = if multipart {
        "multipart/form-data"
    } else {
        "application/x-www-form-urlencoded"
    };
    Some(RawBody {
        required: fields.iter().any(|field| field.required),
        media: vec![media(media_type.to_owned(), None, fields)],
    })
}

fn swagger_answer(document: &RawDocument, operation: &RawOperation, response: &Spot) -> Vec<RawMedia> {
    let schema = response.child("schema");
    if document.get(&schema).is_none() {
        return Vec::new();
    }
    let produces = media_types(document, operation, "produces");
    let types = if produces.is_empty() {
        vec!["application/json".to_owned()]
    } else {
        produces
    };
    let media = types.into_iter().map(|media_type| RawMedia {
        media_type,
        schema: Some(schema.clone()),
        item_schema: None,
        fields: Vec::new(),
        encoding: Vec::new(),
    });
    media.collect()
}

fn media_types(document: &RawDocument, operation: &RawOperation, key: &str) -> Vec<String> {
    let own = document
        .get(&operation.spot)
        .and_then(|value| value.get(key))
        .and_then(Value::as_array);
    let list = own.or_else(|| document.root().get(key).and_then(Value::as_array));
    list.into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}
