//! Small documents that multiply one part by another, at any size: what they cost shows whether the bounds hold.

use serde_json::{Map, Value, json};

/// A kind of document that multiplies one part by another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    pub(super) name: &'static str,
    /// Makes the document with so many of the one part and of the other.
    make: fn(usize, usize) -> Value,
}

/// How many there are of the one part for so many of the other: the same, many more, and many less.
const SHARES: [(usize, usize); 3] = [(1, 1), (8, 1), (1, 8)];

pub(super) const SHAPES: [Shape; 24] = [
    Shape {
        name: "paths times parameters",
        make: |paths, parameters| {
            let parameter = |name: String| json!({"name": name, "in": "query", "schema": {"type": "string"}});
            let parameters: Vec<Value> = numbered("p", parameters).map(parameter).collect();
            shared_item(paths, json!({ "parameters": parameters }))
        },
    },
    Shape {
        name: "paths times values of an enum",
        make: |paths, values| {
            let values: Vec<String> = numbered("v", values).collect();
            let parameter = json!({"name": "p", "in": "query", "schema": {"enum": values}});
            shared_item(paths, json!({ "parameters": [parameter] }))
        },
    },
    Shape {
        name: "paths times tags",
        make: |paths, tags| {
            let tags: Vec<String> = numbered("t", tags).collect();
            shared_item(paths, json!({ "get": {"tags": tags, "responses": {}} }))
        },
    },
    Shape {
        name: "paths times links",
        make: |paths, links| {
            let link = json!({"operationId": "a", "parameters": {"q": "$response.body#/n"}});
            let links = object(numbered("l", links).map(|name| (name, link.clone())));
            let responses = json!({"200": {"description": "d", "links": links}});
            shared_item(
                paths,
                json!({ "get": {"operationId": "a", "responses": responses} }),
            )
        },
    },
    Shape {
        name: "paths times text of a description",
        make: |paths, words| shared_item(paths, json!({ "description": "word ".repeat(words) })),
    },
    Shape {
        name: "paths times security schemes",
        make: |paths, schemes| {
            let alternatives = numbered("s", schemes).map(|name| object([(name, json!([]))]));
            let alternatives: Vec<Value> = alternatives.collect();
            let schemes =
                numbered("s", schemes).map(|name| (name, json!({"type": "http", "scheme": "bearer"})));
            let mut document = shared_item(paths, json!({}));
            document["security"] = alternatives.into();
            document["components"] = json!({ "securitySchemes": object(schemes) });
            document
        },
    },
    Shape {
        name: "paths times alternatives",
        make: |paths, alternatives| {
            let body = body_of(json!({ "oneOf": alternatives_of(alternatives) }));
            shared_item(paths, json!({ "post": {"requestBody": body, "responses": {}} }))
        },
    },
    Shape {
        name: "paths times properties",
        make: |paths, properties| {
            let body = body_of(json!({ "properties": strings(properties) }));
            shared_item(paths, json!({ "post": {"requestBody": body, "responses": {}} }))
        },
    },
    Shape {
        name: "operations times alternatives of one schema",
        make: |operations, alternatives| {
            let operation = json!({"requestBody": body_of(json!({"$ref": "#/x-s"})), "responses": {}});
            let paths = numbered("/p", operations).map(|path| (path, json!({ "post": operation })));
            let mut document = openapi(object(paths), json!({}));
            document["x-s"] = json!({ "oneOf": alternatives_of(alternatives) });
            document
        },
    },
    Shape {
        name: "schemas times properties of one base",
        make: |schemas, properties| {
            let child = json!({"allOf": [{"$ref": "#/components/schemas/Base"}, {"description": "d"}]});
            let mut schemas = object(numbered("C", schemas).map(|name| (name, child.clone())));
            schemas["Base"] = json!({"type": "object", "properties": strings(properties)});
            openapi(json!({}), json!({ "schemas": schemas }))
        },
    },
    Shape {
        name: "schemas times properties of one base with a discriminator",
        make: |schemas, properties| {
            let child = json!({"allOf": [{"$ref": "#/components/schemas/Base"}, {"properties": {"x": {"type": "string"}}}]});
            let mut schemas = object(numbered("C", schemas).map(|name| (name, child.clone())));
            let mut properties = strings(properties);
            properties["k"] = json!({"type": "string"});
            schemas["Base"] = json!({
                "type": "object", "discriminator": {"propertyName": "k"}, "required": ["k"], "properties": properties,
            });
            openapi(json!({}), json!({ "schemas": schemas }))
        },
    },
    Shape {
        name: "schemas times alternatives of two unions",
        make: |schemas, unions| {
            let union = |number: usize| {
                let alternatives: Vec<Value> = numbered(&format!("p{number}_"), 8).map(alternative).collect();
                (format!("U{number}"), json!({ "oneOf": alternatives }))
            };
            let both = |number: usize| {
                let [one, other] = [number % unions, (number * 3 + 1) % unions]
                    .map(|union| json!({"$ref": format!("#/components/schemas/U{union}")}));
                (format!("A{number}"), json!({ "allOf": [one, other] }))
            };
            let all = (0..unions).map(union).chain((0..schemas).map(both));
            openapi(json!({}), json!({ "schemas": object(all) }))
        },
    },
    Shape {
        name: "paths times length of a name that is nearly another",
        make: |paths, length| {
            let name = "n".repeat(length);
            let reference = format!("#/components/parameters/{name}1");
            let mut document = shared_item(paths, json!({ "parameters": [{"$ref": reference}] }));
            let near = json!({"name": "a", "in": "query", "schema": {}});
            document["components"] = json!({ "parameters": object([(format!("{name}2"), near)]) });
            document
        },
    },
    Shape {
        name: "names that are nearly others, times their length",
        make: |names, length| {
            let name = "n".repeat(length);
            let schema = |number: usize| {
                let unknown = format!("#/components/schemas/{name}x{number}");
                (
                    format!("{name}{number}"),
                    json!({ "properties": {"a": {"$ref": unknown}} }),
                )
            };
            openapi(json!({}), json!({ "schemas": object((0..names).map(schema)) }))
        },
    },
    Shape {
        name: "media types of `produces` times responses",
        make: |types, responses| {
            let statuses = (200..600).take(responses).map(|status: usize| status.to_string());
            let response = json!({"description": "d", "schema": {"type": "object"}});
            let responses = object(statuses.map(|status| (status, response.clone())));
            let paths = json!({ "/p": {"get": {"responses": responses}} });
            swagger(paths, "produces", types)
        },
    },
    Shape {
        name: "media types of `consumes` times bodies",
        make: |types, bodies| {
            let parameter = json!({"in": "body", "name": "b", "schema": {"type": "object"}});
            let operation = json!({"parameters": [parameter], "responses": {}});
            let paths = numbered("/p", bodies).map(|path| (path, json!({ "post": operation })));
            swagger(object(paths), "consumes", types)
        },
    },
    Shape {
        name: "levels of `allOf` times references to the next one",
        make: |levels, references| chain(levels, &|next| json!({ "allOf": vec![next; references] })),
    },
    Shape {
        name: "levels of `anyOf` times references to the next one",
        make: |levels, references| chain(levels, &|next| json!({ "anyOf": vec![next; references] })),
    },
    Shape {
        name: "levels of `oneOf` with a discriminator times references to the next one",
        make: |levels, references| {
            chain(
                levels,
                &|next| json!({ "oneOf": vec![next; references], "discriminator": {"propertyName": "k"} }),
            )
        },
    },
    Shape {
        name: "levels of all keywords in place times references to the next one",
        make: |levels, references| {
            chain(levels, &|next| {
                let all = vec![next.clone(); references];
                json!({ "allOf": all, "anyOf": all, "oneOf": all, "not": {"not": next}, "if": next, "then": next, "else": next })
            })
        },
    },
    Shape {
        name: "levels times properties of the next one",
        make: |levels, references| {
            chain(levels, &|next| {
                let properties = numbered("p", references).map(|name| (name, next.clone()));
                json!({ "properties": object(properties), "items": next, "additionalProperties": next })
            })
        },
    },
    Shape {
        name: "levels times parts that describe one property by the next one",
        make: |levels, references| {
            chain(levels, &|next| {
                let part = json!({ "properties": {"x": next}, "unevaluatedProperties": false });
                json!({ "allOf": vec![part; references], "unevaluatedProperties": next })
            })
        },
    },
    Shape {
        name: "levels times references by `$dynamicRef` and `$id`",
        make: |levels, references| {
            let schema = |level: usize| {
                let next = json!({ "$dynamicRef": format!("s{}#a{}", level + 1, level + 1) });
                let schema = json!({
                    "$id": format!("https://example.com/s{level}"), "$dynamicAnchor": format!("a{level}"), "anyOf": vec![next; references],
                });
                (format!("S{level}"), schema)
            };
            with_body(object((0..levels).map(schema)))
        },
    },
    Shape {
        name: "schemas times repetitions of classes in regular expressions",
        make: |schemas, repetitions| {
            let schema = |number: usize| {
                let pattern = format!(r"^{number}{}", r"(?:\p{L}{99}[^a]{99}){99}".repeat(repetitions));
                (
                    format!("S{number}"),
                    json!({ "type": "string", "pattern": pattern, "patternProperties": {pattern: {}} }),
                )
            };
            with_body(object((0..schemas).map(schema)))
        },
    },
];

impl Shape {
    /// Returns the documents of this shape that have at most so many bytes, the largest for each share of the two parts.
    pub(super) fn documents(self, bytes: usize) -> impl Iterator<Item = String> {
        SHARES
            .into_iter()
            .map(move |(one, other)| self.largest(bytes, (one, other)))
    }

    fn largest(self, bytes: usize, (one, other): (usize, usize)) -> String {
        let document = |count: usize| (self.make)(count * one, count * other).to_string();
        let mut does_not = 2;
        while document(does_not).len() <= bytes {
            does_not *= 2;
        }
        let mut fits = does_not / 2;
        while fits + 1 < does_not {
            let middle = fits.midpoint(does_not);
            match document(middle).len() <= bytes {
                true => fits = middle,
                false => does_not = middle,
            }
        }
        document(fits)
    }
}

fn numbered(start: &str, count: usize) -> impl Iterator<Item = String> {
    (0..count).map(move |number| format!("{start}{number}"))
}

fn object(entries: impl IntoIterator<Item = (String, Value)>) -> Value {
    Value::Object(entries.into_iter().collect::<Map<String, Value>>())
}

/// Returns properties that are strings.
fn strings(count: usize) -> Value {
    object(numbered("p", count).map(|name| (name, json!({"type": "string"}))))
}

fn alternative(name: String) -> Value {
    json!({"type": "object", "properties": object([(name, json!({"type": "string"}))])})
}

fn alternatives_of(count: usize) -> Vec<Value> {
    numbered("p", count).map(alternative).collect()
}

fn body_of(schema: Value) -> Value {
    json!({ "content": {"application/json": {"schema": schema}} })
}

fn openapi(paths: Value, components: Value) -> Value {
    json!({
        "openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": paths, "components": components,
    })
}

/// Returns a document of schemas of which each is made of the next, and the last is an object.
fn chain(levels: usize, make: &dyn Fn(Value) -> Value) -> Value {
    let next = |level: usize| json!({ "$ref": format!("#/components/schemas/S{}", level + 1) });
    let mut schemas = object((0..levels).map(|level| (format!("S{level}"), make(next(level)))));
    schemas[format!("S{levels}")] = json!({ "type": "object", "properties": {"k": {"type": "string"}} });
    with_body(schemas)
}

/// Returns a document of schemas, of which an operation sends the first and gets it back.
fn with_body(schemas: Value) -> Value {
    let body = body_of(json!({ "$ref": "#/components/schemas/S0" }));
    let response = json!({ "description": "d", "content": body["content"] });
    let operation = json!({ "requestBody": body, "responses": {"200": response} });
    openapi(
        json!({ "/p": {"post": operation} }),
        json!({ "schemas": schemas }),
    )
}

/// Returns a document whose paths share one path item, which has all methods.
fn shared_item(paths: usize, mut item: Value) -> Value {
    const METHODS: [&str; 8] = [
        "get", "put", "post", "delete", "options", "head", "patch", "trace",
    ];
    for method in METHODS {
        if item.get(method).is_none() {
            item[method] = json!({ "responses": {} });
        }
    }
    let paths = numbered("/p", paths).map(|path| (path, json!({"$ref": "#/x-p"})));
    let mut document = openapi(object(paths), json!({}));
    document["x-p"] = item;
    document
}

/// Returns a document of Swagger 2.0 with so many media types.
fn swagger(paths: Value, field: &str, types: usize) -> Value {
    let types: Vec<String> = numbered("a/v", types).collect();
    let mut document = json!({"swagger": "2.0", "info": {"title": "T", "version": "1"}, "paths": paths});
    document[field] = types.into();
    document
}
