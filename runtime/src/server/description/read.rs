//! From the text to the types.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use http::Method;
use serde_json::{Map, Value};
use specwright_values::Patterns;

#[cfg(feature = "mock")]
use super::Header;
use super::base_path::base_paths;
use super::callback::CallbackPath;
use super::route::{Route, Template};
use super::scheme::schemes;
use super::{
    Content, Contents, Description, Form, Operation, Parameter, Part, RequestBody, Response, StatusPattern,
};
use crate::codec::json::value::described;
use crate::codec::parameter::{Location, Style};
use crate::server::schema::{Components, Schema, Side};

/// How many references to components are followed in a row.
const MAX_REFERENCES: usize = 32;

pub(super) fn read(text: &str, part: Part) -> Result<Description, String> {
    let mut document = described(text).map_err(|error| error.to_string())?;
    Patterns::of(&document).reduce(&mut document);
    let reader = Reader {
        components: Arc::new(Components::new(&document)),
        document: &document,
        part,
        schemas: RefCell::default(),
        contents: RefCell::default(),
        #[cfg(feature = "mock")]
        headers: RefCell::default(),
    };
    let mut description = Description {
        operations: Vec::new(),
        by_key: HashMap::new(),
        routes: Vec::new(),
        callbacks: Vec::new(),
        base_paths: match part {
            Part::Paths => base_paths(&document),
            Part::Webhooks => Vec::new(),
        },
        schemes: schemes(&document),
    };
    let items = match part {
        Part::Paths => "paths",
        Part::Webhooks => "webhooks",
    };
    for (key, item) in entries(&document, items) {
        reader.path_item(key, item, &mut description)?;
    }
    description
        .routes
        .sort_by(|one, other| one.template.cmp_by_literals(&other.template));
    Ok(description)
}

struct Reader<'a> {
    document: &'a Value,
    part: Part,
    components: Arc<Components>,
    /// What was read, by where it is.
    schemas: RefCell<HashMap<At, Schema>>,
    contents: RefCell<HashMap<At, Contents>>,
    #[cfg(feature = "mock")]
    headers: RefCell<HashMap<*const Value, Arc<[Header]>>>,
}

/// A place of the document, and the side that sends what it describes.
type At = (*const Value, Side);

impl<'a> Reader<'a> {
    /// Returns the component that a value refers to, or the value.
    fn resolve(&self, mut value: &'a Value) -> &'a Value {
        for _ in 0..MAX_REFERENCES {
            let reference = value.get("$ref").and_then(Value::as_str);
            let pointer = reference.and_then(|reference| reference.strip_prefix('#'));
            let pointer =
                pointer.map(|pointer| percent_encoding::percent_decode_str(pointer).decode_utf8_lossy());
            match pointer.and_then(|pointer| self.document.pointer(&pointer)) {
                Some(target) => value = target,
                None => break,
            }
        }
        value
    }

    fn path_item(&self, key: &str, item: &'a Value, description: &mut Description) -> Result<(), String> {
        let path = key.split('#').next().unwrap_or_default();
        let additional = entries(item, "additionalOperations");
        let fixed = item.as_object().into_iter().flatten();
        let fixed = fixed.filter(|(name, _)| {
            let methods = [
                "get", "put", "post", "delete", "options", "head", "patch", "trace",
            ];
            methods.contains(&name.as_str())
        });
        let operations = fixed.map(|(name, operation)| (name.to_ascii_uppercase(), operation));
        let additional = additional.map(|(name, operation)| (name.clone(), operation));
        let mut operations_of_path = Vec::new();
        let mut several = Vec::new();
        for (method, operation) in operations.chain(additional) {
            let read = self.operation(&method, path, item, operation)?;
            let index = description.operations.len();
            description.by_key.insert(format!("{method} {key}"), index);
            let in_path = read.parameters.iter();
            let in_path = in_path.filter(|parameter| parameter.location == Location::Path);
            several.extend(
                in_path
                    .filter(|parameter| is_several_segments(parameter))
                    .map(|parameter| parameter.name.clone()),
            );
            description.operations.push(read);
            operations_of_path.push(index);
        }
        let expression = item.get("x-callback").and_then(Value::as_str);
        let callback = expression.and_then(|expression| CallbackPath::new(key, expression));
        description.callbacks.extend(callback);
        description.routes.push(Route {
            template: match self.part {
                Part::Paths => Template::new(path, &several),
                Part::Webhooks => Template::of_name(key),
            },
            operations: operations_of_path,
        });
        Ok(())
    }

    fn operation(
        &self,
        method: &str,
        path: &str,
        item: &'a Value,
        operation: &'a Value,
    ) -> Result<Operation, String> {
        let mut parameters: Vec<Parameter> = Vec::new();
        for parameter in list(item, "parameters")
            .iter()
            .chain(list(operation, "parameters"))
        {
            let parameter = self.parameter(self.resolve(parameter))?;
            if is_set_elsewhere(&parameter) {
                continue;
            }
            let is_same =
                |known: &&mut Parameter| known.name == parameter.name && known.location == parameter.location;
            match parameters.iter_mut().find(is_same) {
                Some(known) => *known = parameter,
                None => parameters.push(parameter),
            }
        }
        let body = operation.get("requestBody").map(|body| {
            let body = self.resolve(body);
            RequestBody {
                required: is_true(body, "required"),
                content: self.content(body, Side::Client),
            }
        });
        let responses = entries(operation, "responses").filter_map(|(status, response)| {
            let response = self.resolve(response);
            #[cfg(feature = "mock")]
            let described = self.headers(response);
            let headers = entries(response, "headers");
            let required = headers.filter(|(_, header)| is_true(self.resolve(header), "required"));
            Some(Response {
                status: status_pattern(status)?,
                content: self.content(response, Side::Server),
                required_headers: required.map(|(name, _)| name.clone()).collect(),
                #[cfg(feature = "mock")]
                headers: described,
            })
        });
        // What the document says of all operations is for those of its own server.
        let security = operation.get("security").or_else(|| match self.part {
            Part::Paths => self.document.get("security"),
            Part::Webhooks => None,
        });
        let security = security.and_then(Value::as_array).into_iter().flatten();
        let security = security.map(|alternative| {
            let schemes = alternative.as_object().into_iter().flatten();
            schemes.map(|(key, _)| key.clone()).collect()
        });
        let id = operation.get("operationId").and_then(Value::as_str);
        Ok(Operation {
            id: id.map_or_else(|| format!("{method} {path}"), str::to_owned),
            method: Method::from_bytes(method.as_bytes()).map_err(|error| error.to_string())?,
            parameters,
            body: body.filter(|body| !body.content.is_empty()),
            responses: responses.collect(),
            security: security.collect(),
        })
    }

    fn parameter(&self, parameter: &'a Value) -> Result<Parameter, String> {
        let name = text(parameter, "name");
        let location = match text(parameter, "in").as_str() {
            "path" => Location::Path,
            "query" => Location::Query,
            "querystring" => Location::QueryString,
            "header" => Location::Header,
            "cookie" => Location::Cookie,
            other => return Err(format!("the parameter {name:?} is in {other:?}")),
        };
        let content = entries(parameter, "content").next();
        let (form, schema) = match content {
            Some((media_type, content)) => (Form::Content(media_type.clone()), content.get("schema")),
            None => (form(parameter), parameter.get("schema")),
        };
        Ok(Parameter {
            required: is_true(parameter, "required") || location == Location::Path,
            form,
            schema: schema.map(|schema| self.schema(schema, Side::Client)),
            name,
            location,
        })
    }

    fn schema(&self, schema: &'a Value, side: Side) -> Schema {
        let mut known = self.schemas.borrow_mut();
        let read = known.entry((std::ptr::from_ref(schema), side));
        read.or_insert_with(|| Schema::new(schema, &self.components, side))
            .clone()
    }

    fn content(&self, of: &'a Value, side: Side) -> Contents {
        let at = (std::ptr::from_ref(of), side);
        if let Some(known) = self.contents.borrow().get(&at) {
            return known.clone();
        }
        let read: Contents = self.read_content(of, side).into();
        self.contents.borrow_mut().insert(at, read.clone());
        read
    }

    fn read_content(&self, of: &'a Value, side: Side) -> Vec<Content> {
        let content = entries(of, "content").map(|(media_type, content)| {
            let schema = |keyword| {
                let schema = content.get(keyword)?;
                Some(self.schema(schema, side))
            };
            let encodings = entries(content, "encoding").filter_map(|(name, encoding)| {
                let form = match encoding.get("style") {
                    Some(_) => form(encoding),
                    None => Form::Content(encoding.get("contentType")?.as_str()?.to_owned()),
                };
                Some((name.clone(), form))
            });
            Content {
                media_type: media_type.clone(),
                schema: schema("schema"),
                item_schema: schema("itemSchema"),
                encodings: encodings.collect(),
                #[cfg(feature = "mock")]
                examples: examples(content),
            }
        });
        content.collect()
    }

    #[cfg(feature = "mock")]
    fn headers(&self, response: &'a Value) -> Arc<[Header]> {
        let at = std::ptr::from_ref(response);
        if let Some(known) = self.headers.borrow().get(&at) {
            return known.clone();
        }
        let read: Arc<[Header]> = self.read_headers(response).into();
        self.headers.borrow_mut().insert(at, read.clone());
        read
    }

    #[cfg(feature = "mock")]
    fn read_headers(&self, response: &'a Value) -> Vec<Header> {
        let headers = entries(response, "headers").map(|(name, header)| {
            let header = self.resolve(header);
            let content = entries(header, "content").next();
            let (form, schema) = match content {
                Some((media_type, content)) => (Form::Content(media_type.clone()), content.get("schema")),
                None => (form(header), header.get("schema")),
            };
            Header {
                name: name.clone(),
                form,
                schema: schema.map(|schema| self.schema(schema, Side::Server)),
            }
        });
        headers.collect()
    }
}

/// Returns the examples of a media type, the one without a name first.
#[cfg(feature = "mock")]
fn examples(content: &Value) -> Vec<(String, Value)> {
    let one = content.get("example").map(|value| (String::new(), value.clone()));
    let several = entries(content, "examples");
    let several = several.filter_map(|(name, example)| Some((name.clone(), example.get("value")?.clone())));
    one.into_iter().chain(several).collect()
}

fn form(of: &Value) -> Form {
    let style = match text(of, "style").as_str() {
        "label" => Style::Label,
        "matrix" => Style::Matrix,
        "form" => Style::Form,
        "spaceDelimited" => Style::SpaceDelimited,
        "pipeDelimited" => Style::PipeDelimited,
        "tabDelimited" => Style::TabDelimited,
        "deepObject" => Style::DeepObject,
        _ => Style::Simple,
    };
    Form::Style {
        style,
        explode: is_true(of, "explode"),
    }
}

fn status_pattern(status: &str) -> Option<StatusPattern> {
    match status.strip_suffix("XX") {
        Some(hundred) => hundred.parse().ok().map(StatusPattern::Range),
        None if status == "default" => Some(StatusPattern::Default),
        None => status.parse().ok().map(StatusPattern::Exact),
    }
}

/// Tells whether the specification leaves a header to other parts of the document.
fn is_set_elsewhere(parameter: &Parameter) -> bool {
    parameter.location == Location::Header
        && ["accept", "content-type", "authorization"]
            .iter()
            .any(|name| parameter.name.eq_ignore_ascii_case(name))
}

/// Tells whether a value of a path may be several segments: all texts that its pattern takes have a slash.
fn is_several_segments(parameter: &Parameter) -> bool {
    let schema = parameter.schema.as_ref();
    schema.is_some_and(|schema| {
        let pattern = schema
            .components()
            .find(schema.value(), &mut |schema| schema.get("pattern"));
        pattern.and_then(Value::as_str).is_some_and(demands_slash)
    })
}

fn demands_slash(pattern: &str) -> bool {
    let (mut in_class, mut is_escaped) = (false, false);
    for character in pattern.chars() {
        match character {
            '/' if !in_class => return true,
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '[' => in_class = true,
            ']' => in_class = false,
            _ => {}
        }
    }
    false
}

pub(super) fn entries<'a>(
    of: &'a Value,
    name: &str,
) -> impl Iterator<Item = (&'a String, &'a Value)> + use<'a> {
    let entries: Option<&'a Map<String, Value>> = of.get(name).and_then(Value::as_object);
    entries.into_iter().flatten()
}

pub(super) fn list<'a>(of: &'a Value, name: &str) -> &'a [Value] {
    let items = of.get(name).and_then(Value::as_array);
    items.map_or(&[], Vec::as_slice)
}

pub(super) fn text(of: &Value, name: &str) -> String {
    of.get(name)
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned()
}

fn is_true(of: &Value, name: &str) -> bool {
    of.get(name) == Some(&Value::Bool(true))
}
