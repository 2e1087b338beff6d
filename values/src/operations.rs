//! The operations of a document of OpenAPI 3, with what their bodies are.

use serde_json::{Map, Value};

use crate::make::nodes;
use crate::work::Work;
use crate::{Document, Schemas};

/// How many responses and bodies all operations have together.
const BODIES: usize = 100_000;

/// How many values their examples have.
const EXAMPLES: usize = 500_000;

/// What further operations may have.
struct Room {
    bodies: Work,
    examples: Work,
}

const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// An operation.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Operation {
    /// The `operationId`, or method and path.
    pub id: String,
    /// The method, in capitals.
    pub method: String,
    /// The path with `{parameters}`.
    pub path: String,
    /// The parameters of the query, each with whether it is required.
    pub query: Vec<(String, bool)>,
    /// Whether a request must have a body.
    pub is_body_required: bool,
    /// What the body of a request may be.
    pub request: Vec<Content>,
    /// The responses, one for each status and media type.
    pub responses: Vec<Response>,
}

/// A response of an operation: a status with one media type.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Response {
    /// As the document has it: `200`, `4XX`, `default`.
    pub status: String,
    /// `None` for one without a body.
    pub content: Option<Content>,
}

/// What a body may be.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Content {
    /// The media type as the document has it, which may be a range.
    pub media_type: String,
    /// The reference to the schema, for [`Document::schema`], if there is one.
    pub schema: Option<String>,
    /// The examples that stand beside the schema.
    pub examples: Vec<Value>,
}

impl Operation {
    /// Returns the responses of a status: those that name it, else those of its range, else `default`.
    pub fn responses_of(&self, status: u16) -> Vec<&Response> {
        let range = format!("{}XX", status / 100);
        let of = |wanted: &str| -> Vec<&Response> {
            let responses = self.responses.iter();
            responses
                .filter(|response| response.status.eq_ignore_ascii_case(wanted))
                .collect()
        };
        let named = [status.to_string(), range, "default".to_owned()];
        let mut named = named.iter().map(|wanted| of(wanted));
        named.find(|found| !found.is_empty()).unwrap_or_default()
    }
}

impl Content {
    /// Returns how exactly this describes a media type, which has no parameters: less for a range. `None` if it does not.
    pub fn fits(&self, media_type: &str) -> Option<usize> {
        let own = self.media_type.split(';').next().unwrap_or_default().trim();
        let own = own.to_ascii_lowercase();
        let (own_type, own_subtype) = own.split_once('/')?;
        let (main, sub) = media_type.split_once('/')?;
        match (own_type, own_subtype) {
            _ if own == media_type => Some(3),
            (own, "*") if own == main => Some(1),
            ("*", "*") => Some(0),
            (own, range)
                if own == main
                    && range
                        .strip_prefix('*')
                        .is_some_and(|suffix| sub.ends_with(suffix)) =>
            {
                Some(2)
            }
            _ => None,
        }
    }
}

impl Document {
    /// Returns the operations, in the document's order.
    ///
    /// They have at most 100,000 bodies together, with examples of 500,000 values: a few bytes are enough to refer to one.
    pub fn operations(&self) -> Vec<Operation> {
        let root = self.root();
        let room = Room {
            bodies: Work::new(BODIES),
            examples: Work::new(EXAMPLES),
        };
        let mut operations = Vec::new();
        let paths = root.get("paths").and_then(Value::as_object);
        for (path, item) in paths.into_iter().flatten() {
            let (item, at) = resolve(root, item, format!("#/paths/{}", escaped(path)));
            let own = METHODS
                .into_iter()
                .map(|method| (method, item.get(method), format!("{at}/{method}")));
            let more = item.get("additionalOperations").and_then(Value::as_object);
            let more = more.into_iter().flatten().map(|(method, operation)| {
                let at = format!("{at}/additionalOperations/{}", escaped(method));
                (method.as_str(), Some(operation), at)
            });
            for (method, operation, at) in own.chain(more) {
                let Some(operation) = operation else { continue };
                // Behind a `#` is what tells two of the same path apart.
                let path = path.split('#').next().unwrap_or_default();
                operations.push(read(root, item, operation, method, path, &at, &room));
            }
        }
        operations
    }
}

/// Returns the operation that a request is for, by its place in the list. Of several that fit, the one with the fewest parameters in its path.
///
/// The path may begin with that of any server.
pub fn find_operation(operations: &[Operation], method: &str, path: &str) -> Option<usize> {
    let of_method = operations
        .iter()
        .enumerate()
        .filter(|(_, operation)| operation.method.eq_ignore_ascii_case(method));
    let fitting = of_method.filter_map(|(index, operation)| Some((distance(&operation.path, path)?, index)));
    fitting.min().map(|(_, index)| index)
}

fn read(
    root: &Value,
    item: &Value,
    operation: &Value,
    method: &str,
    path: &str,
    at: &str,
    room: &Room,
) -> Operation {
    let method = method.to_ascii_uppercase();
    let id = operation.get("operationId").and_then(Value::as_str);
    let body = operation.get("requestBody");
    let body = body.map(|body| resolve(root, body, format!("{at}/requestBody")));
    let content = |value: &Value, at: &str| -> Vec<Content> {
        let content = value.get("content").and_then(Value::as_object);
        content
            .map(|content| contents(root, content, at, room))
            .unwrap_or_default()
    };
    Operation {
        id: id.map_or_else(|| format!("{method} {path}"), str::to_owned),
        path: path.to_owned(),
        query: query(root, [item, operation]),
        is_body_required: body
            .as_ref()
            .is_some_and(|(body, _)| body.get("required") == Some(&Value::Bool(true))),
        request: body.map(|(body, at)| content(body, &at)).unwrap_or_default(),
        responses: responses(root, operation, at, room),
        method,
    }
}

/// Returns the parameters of the query; those of the operation replace those of its path.
fn query(root: &Value, lists: [&Value; 2]) -> Vec<(String, bool)> {
    let mut found: Vec<(String, bool)> = Vec::new();
    let lists = lists
        .into_iter()
        .filter_map(|of| of.get("parameters")?.as_array());
    for parameter in lists.flatten() {
        let (parameter, _) = resolve(root, parameter, String::new());
        let name = parameter.get("name").and_then(Value::as_str);
        let location = parameter.get("in").and_then(Value::as_str);
        if let (Some(name), Some("query")) = (name, location) {
            let is_required = parameter.get("required") == Some(&Value::Bool(true));
            found.retain(|(known, _)| known != name);
            found.push((name.to_owned(), is_required));
        }
    }
    found
}

fn responses(root: &Value, operation: &Value, at: &str, room: &Room) -> Vec<Response> {
    let mut found = Vec::new();
    let responses = operation.get("responses").and_then(Value::as_object);
    for (status, response) in responses.into_iter().flatten() {
        if status.starts_with("x-") || !room.bodies.take(1) {
            continue;
        }
        let (response, at) = resolve(root, response, format!("{at}/responses/{}", escaped(status)));
        let content = response.get("content").and_then(Value::as_object);
        let contents = content
            .map(|content| contents(root, content, &at, room))
            .unwrap_or_default();
        if contents.is_empty() {
            found.push(Response {
                status: status.clone(),
                content: None,
            });
        }
        found.extend(contents.into_iter().map(|content| Response {
            status: status.clone(),
            content: Some(content),
        }));
    }
    found
}

fn contents(root: &Value, content: &Map<String, Value>, at: &str, room: &Room) -> Vec<Content> {
    let content = content.iter().take_while(|_| room.bodies.take(1));
    let contents = content.map(|(media_type, described)| {
        // Of a stream, each item is described.
        let mut keywords = ["schema", "itemSchema"].into_iter();
        let keyword = keywords.find(|keyword| described.get(keyword).is_some());
        let has_room = |value: &&Value| room.examples.take(nodes(value));
        let one = described.get("example").filter(has_room).cloned();
        let several = described.get("examples").and_then(Value::as_object);
        let several = several.into_iter().flat_map(Map::values);
        let several = several.filter_map(|example| {
            let (example, _) = resolve(root, example, String::new());
            let value = example.get("value").or_else(|| example.get("dataValue"));
            value.filter(has_room).cloned()
        });
        Content {
            examples: one.into_iter().chain(several).collect(),
            media_type: media_type.clone(),
            schema: keyword.map(|keyword| format!("{at}/content/{}/{keyword}", escaped(media_type))),
        }
    });
    contents.collect()
}

/// Follows references to other places of the document.
fn resolve<'a>(root: &'a Value, mut value: &'a Value, mut at: String) -> (&'a Value, String) {
    for _ in 0..32 {
        let reference = value.get("$ref").and_then(Value::as_str);
        let target = reference.and_then(|reference| Schemas::new(root).get(reference));
        match (reference, target) {
            (Some(reference), Some(target)) => {
                value = target;
                reference.clone_into(&mut at);
            }
            _ => break,
        }
    }
    (value, at)
}

fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1").replace('%', "%25")
}

/// Returns how far the end of a path is from a template: by its parameters, then by what stands before it. `None` if it does not fit.
fn distance(template: &str, path: &str) -> Option<(usize, usize)> {
    let wanted: Vec<&str> = template.trim_start_matches('/').split('/').collect();
    let sent: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    let before = sent.len().checked_sub(wanted.len())?;
    let mut parameters = 0;
    for (wanted, sent) in wanted.iter().zip(&sent[before..]) {
        parameters += filled(wanted, sent)?;
    }
    Some((parameters, before))
}

/// Returns how many parameters a segment fills: of `{owner}`, `{id}.json`, `{a}:{b}`. `None` if it does not fit.
fn filled(wanted: &str, sent: &str) -> Option<usize> {
    let Some((before, rest)) = wanted.split_once('{') else {
        return (wanted == sent).then_some(0);
    };
    let (_, after) = rest.split_once('}')?;
    let inside = sent.strip_prefix(before)?;
    let (literal, next) = after.split_at(after.find('{').unwrap_or(after.len()));
    if next.is_empty() {
        let value = inside.strip_suffix(literal)?;
        return (!value.is_empty()).then_some(1);
    }
    let start = inside.find(literal).filter(|_| !literal.is_empty())?;
    filled(next, &inside[start + literal.len()..]).map(|more| more + 1)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_request_is_for_the_operation_with_the_fewest_parameters() {
        let document = Document::new(json!({"openapi": "3.1.0", "paths": {
            "/pets/{id}": {"get": {"operationId": "getPet"}},
            "/pets/mine": {"get": {"operationId": "getMine"}, "post": {}},
            "/pets/{id}/photo.{format}": {"get": {"operationId": "getPhoto"}},
        }}));
        let operations = document.operations();
        let id = |method: &str, path: &str| {
            find_operation(&operations, method, path).map(|index| operations[index].id.as_str())
        };
        assert_eq!(id("GET", "/v1/pets/7"), Some("getPet"));
        assert_eq!(id("GET", "/pets/mine"), Some("getMine"));
        assert_eq!(id("POST", "/pets/mine"), Some("POST /pets/mine"));
        assert_eq!(id("GET", "/pets/7/photo.png"), Some("getPhoto"));
        assert_eq!(id("GET", "/pets"), None);
        assert_eq!(id("DELETE", "/pets/7"), None);
    }

    #[test]
    fn what_is_referred_to_is_found_where_it_is() {
        let document = Document::new(json!({
            "openapi": "3.1.0",
            "paths": {"/a/b": {
                "parameters": [{"name": "q", "in": "query"}, {"name": "h", "in": "header"}],
                "put": {
                    "parameters": [{"$ref": "#/components/parameters/Q"}],
                    "requestBody": {"required": true, "content": {"application/json": {"schema": {"type": "integer"}}}},
                    "responses": {"204": {}, "4XX": {"$ref": "#/components/responses/No"}},
                },
            }},
            "components": {
                "parameters": {"Q": {"name": "q", "in": "query", "required": true}},
                "responses": {"No": {"content": {"application/problem+json": {
                    "schema": {"type": "string"},
                    "examples": {"one": {"value": "none"}},
                }}}},
            },
        }));
        let [operation] = &document.operations()[..] else {
            panic!("one operation")
        };
        assert_eq!(operation.query, [("q".to_owned(), true)]);
        assert!(operation.is_body_required);
        let request = operation.request[0].schema.as_deref().expect("a schema");
        assert_eq!(
            request,
            "#/paths/~1a~1b/put/requestBody/content/application~1json/schema"
        );
        assert!(document.schema(request).expect("a schema").is_valid(&json!(7)));
        let [no] = operation.responses_of(404)[..] else {
            panic!("one response")
        };
        let content = no.content.as_ref().expect("content");
        assert_eq!(
            content.schema.as_deref(),
            Some("#/components/responses/No/content/application~1problem+json/schema")
        );
        assert_eq!(content.examples, ["none"]);
        assert_eq!(operation.responses_of(204)[0].content, None);
        assert!(operation.responses_of(500).is_empty());
    }

    #[test]
    fn ranges_of_media_types_fit_less_exactly() {
        let fits = |own: &str, media_type: &str| {
            let content = Content {
                media_type: own.to_owned(),
                schema: None,
                examples: Vec::new(),
            };
            content.fits(media_type)
        };
        assert_eq!(
            fits("Application/JSON; charset=utf-8", "application/json"),
            Some(3)
        );
        assert_eq!(fits("application/*+json", "application/problem+json"), Some(2));
        assert_eq!(fits("text/*", "text/plain"), Some(1));
        assert_eq!(fits("*/*", "image/png"), Some(0));
        assert_eq!(fits("text/*", "image/png"), None);
    }
}
