//! How pages follow each other. Each extension is known by its fields, whatever its name is.

use serde_json::{Map, Value};

use crate::description::{
    Description, Extensions, Location, Pagination, PaginationExtension, PaginationMeaning, Parameter,
    ParameterValue, PathItem, Step,
};
use crate::source::pointer;

/// The names, those that say more first.
const NAMES: [&str; 4] = [
    "x-speakeasy-pagination",
    "x-fern-pagination",
    "x-ms-pageable",
    "x-pagination",
];

/// Reads the extensions of all operations. It is done last, since what is the first page depends on parameters.
pub(in crate::normalize) fn read(description: &mut Description) {
    let mut paths = std::mem::take(&mut description.paths);
    for item in &mut paths {
        let PathItem {
            operations,
            parameters,
            ..
        } = item;
        for operation in operations {
            let Some((name, stated)) = stated(&operation.extensions) else {
                continue;
            };
            let first = |parameter: &str| {
                let listed = operation.parameters.iter().chain(&*parameters);
                let mut listed = listed
                    .filter_map(|parameter| parameter.resolve(&description.components.parameters))
                    .map(|(parameter, _)| parameter);
                let is_meant =
                    |known: &&Parameter| known.location == Location::Query && known.name == *parameter;
                first_page(description, listed.find(is_meant)?)
            };
            let meaning = meaning(stated, first);
            let source = description.sources.child(operation.source, Step::Keyword(name));
            operation.pagination = Some(PaginationExtension {
                name,
                meaning,
                source,
            });
        }
    }
    description.paths = paths;
}

fn stated(extensions: &Extensions) -> Option<(&'static str, &Value)> {
    NAMES
        .into_iter()
        .find_map(|name| Some((name, extensions.get(name)?)))
}

/// Returns the number of the first page, where the document says it: the default of the parameter. One that must be
/// given says it by itself.
fn first_page(description: &Description, parameter: &Parameter) -> Option<u64> {
    let default = match &parameter.value {
        ParameterValue::Schema { schema, .. } => {
            let schema = &description.schemas[*schema];
            let default = schema.default.as_deref().and_then(Value::as_u64);
            default.filter(|_| schema.component.is_none())
        }
        ParameterValue::Content(_) => None,
    };
    default.or(parameter.required.then_some(1))
}

/// Returns what an extension says. `first` returns the number of the first page, where the document says it.
fn meaning(stated: &Value, first: impl Fn(&str) -> Option<u64>) -> PaginationMeaning {
    let Value::Object(fields) = stated else {
        return PaginationMeaning::Unknown("it has no fields that are known");
    };
    let result = if fields.contains_key("inputs") && fields.contains_key("outputs") {
        inputs_and_outputs(fields, first)
    } else if fields.contains_key("nextLinkName") {
        return next_link_name(fields);
    } else if ["cursor", "offset", "next_uri"]
        .iter()
        .any(|key| fields.contains_key(*key))
    {
        requests_and_responses(fields, first)
    } else {
        Err("it has no fields that are known")
    };
    match result {
        Ok(pagination) => PaginationMeaning::Pages(pagination),
        Err(reason) => PaginationMeaning::Unknown(reason),
    }
}

/// Reads `{type: cursor, inputs: [{name, in, type}], outputs: {nextCursor: $.next}}`, as `x-speakeasy-pagination` has it.
fn inputs_and_outputs(
    fields: &Map<String, Value>,
    first: impl Fn(&str) -> Option<u64>,
) -> Result<Pagination, &'static str> {
    let output = |name: &str| {
        let path = fields["outputs"].get(name).and_then(Value::as_str);
        path.and_then(pointer_of_json_path)
            .ok_or("its `outputs` name no plain place in the body")
    };
    let input = |kind: &str| {
        let inputs = fields["inputs"].as_array()?;
        let is =
            |input: &&Value, key: &str, value: &str| input.get(key).and_then(Value::as_str) == Some(value);
        let input = inputs
            .iter()
            .find(|input| is(input, "type", kind) && is(input, "in", "parameters"))?;
        input.get("name").and_then(Value::as_str)
    };
    match fields.get("type").and_then(Value::as_str) {
        Some("cursor") => {
            let parameter = input("cursor").ok_or("none of its `inputs` is a parameter for the cursor")?;
            Ok(Pagination::cursor(parameter, output("nextCursor")?))
        }
        Some("url") => Ok(Pagination::next_url(output("nextUrl")?)),
        Some("offsetLimit") => match (input("page"), input("offset")) {
            (Some(page), _) => counted(page, first, output("results")?),
            (None, Some(offset)) => Ok(Pagination::offset(offset, output("results")?)),
            (None, None) => Err("none of its `inputs` is a parameter that counts"),
        },
        _ => Err("its `type` is not known"),
    }
}

/// Reads `{cursor: $request.cursor, next_cursor: $response.next}`, as `x-fern-pagination` has it.
fn requests_and_responses(
    fields: &Map<String, Value>,
    first: impl Fn(&str) -> Option<u64>,
) -> Result<Pagination, &'static str> {
    let text = |key: &str| fields.get(key).and_then(Value::as_str);
    let response = |key: &str| {
        let path = text(key).and_then(|path| path.strip_prefix("$response"));
        path.and_then(|path| pointer_of_json_path(&format!("${path}")))
            .ok_or("it names no plain place in the body")
    };
    let request = |key: &str| {
        let name = text(key).and_then(|path| path.strip_prefix("$request."));
        name.filter(|name| !name.contains('.'))
            .ok_or("it names no parameter")
    };
    if fields.contains_key("next_uri") {
        return Ok(Pagination::next_url(response("next_uri")?));
    }
    if fields.contains_key("cursor") {
        return Ok(Pagination::cursor(request("cursor")?, response("next_cursor")?));
    }
    match fields.contains_key("step") {
        true => Err("what its `step` counts is not certain"),
        false => counted(request("offset")?, first, response("results")?),
    }
}

/// Reads `{nextLinkName: nextLink}`, as `x-ms-pageable` has it: a property of the body that holds a URL.
fn next_link_name(fields: &Map<String, Value>) -> PaginationMeaning {
    match (&fields["nextLinkName"], fields.get("operationName")) {
        (Value::Null, _) => PaginationMeaning::OnePage,
        (Value::String(name), None) if !name.is_empty() => {
            let mut pointer = String::new();
            pointer::push_key(&mut pointer, name);
            PaginationMeaning::Pages(Pagination::next_url(pointer))
        }
        (Value::String(_), Some(_)) => PaginationMeaning::Unknown("another operation gives the next page"),
        _ => PaginationMeaning::Unknown("its `nextLinkName` is not a name"),
    }
}

fn counted(
    parameter: &str,
    first: impl Fn(&str) -> Option<u64>,
    items: String,
) -> Result<Pagination, &'static str> {
    let first =
        first(parameter).ok_or("it is not said which page is the first: the parameter has no default")?;
    Ok(Pagination::page(parameter, first, items))
}

/// Returns a JSON pointer for a JSONPath that names one place by names alone: `$.data['next']`.
fn pointer_of_json_path(path: &str) -> Option<String> {
    let mut rest = path.trim().strip_prefix('$')?;
    let mut pointer = String::new();
    while !rest.is_empty() {
        let name;
        if let Some(quoted) = rest.strip_prefix("['") {
            (name, rest) = quoted.split_once("']")?;
        } else {
            let plain = rest.strip_prefix('.')?;
            (name, rest) = plain.split_at(plain.find(['.', '[']).unwrap_or(plain.len()));
        }
        if name.is_empty() || name.contains(['*', '?', '(', ']', '\'']) {
            return None;
        }
        pointer::push_key(&mut pointer, name);
    }
    Some(pointer)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn pagination(stated: Value) -> Pagination {
        match meaning(&stated, |_| Some(1)) {
            PaginationMeaning::Pages(pagination) => pagination,
            other => panic!("{stated}: {other:?}"),
        }
    }

    fn speakeasy(kind: &str, input: &str, outputs: Value) -> Value {
        let inputs = json!([
            {"name": "size", "in": "parameters", "type": "limit"},
            {"name": "p", "in": "parameters", "type": input},
        ]);
        json!({"type": kind, "inputs": inputs, "outputs": outputs})
    }

    #[test]
    fn inputs_and_outputs_are_a_cursor_a_url_a_page_or_an_offset() {
        let cursor = speakeasy("cursor", "cursor", json!({"nextCursor": "$.meta['next page']"}));
        assert_eq!(pagination(cursor), Pagination::cursor("p", "/meta/next page"));
        let url = speakeasy("url", "limit", json!({"nextUrl": "$.next"}));
        assert_eq!(pagination(url), Pagination::next_url("/next"));
        let page = speakeasy("offsetLimit", "page", json!({"results": "$.data.items"}));
        assert_eq!(pagination(page), Pagination::page("p", 1, "/data/items"));
        let offset = speakeasy("offsetLimit", "offset", json!({"results": "$"}));
        assert_eq!(pagination(offset), Pagination::offset("p", ""));
    }

    #[test]
    fn requests_and_responses_are_a_cursor_a_url_or_a_page() {
        let cursor = json!({"cursor": "$request.after", "next_cursor": "$response.page.next", "results": "$response.data"});
        assert_eq!(pagination(cursor), Pagination::cursor("after", "/page/next"));
        assert_eq!(
            pagination(json!({"next_uri": "$response.next"})),
            Pagination::next_url("/next")
        );
        let page = json!({"offset": "$request.page", "results": "$response.data"});
        assert_eq!(pagination(page), Pagination::page("page", 1, "/data"));
    }

    #[test]
    fn a_next_link_is_a_property_of_any_name() {
        let link = json!({"nextLinkName": "@odata.next/Link", "itemName": "value"});
        assert_eq!(pagination(link), Pagination::next_url("/@odata.next~1Link"));
        assert_eq!(
            meaning(&json!({"nextLinkName": null}), |_| None),
            PaginationMeaning::OnePage
        );
    }

    #[test]
    fn what_is_not_certain_is_not_understood() {
        let cases = [
            json!(true),
            json!({"style": "cursor"}),
            json!({"nextLinkName": "next", "operationName": "ListNext"}),
            json!({"nextLinkName": 7}),
            json!({"cursor": "$request.body.after", "next_cursor": "$response.next"}),
            json!({"offset": "$request.page", "results": "$response.data"}),
            json!({"offset": "$request.page", "results": "$response.data", "step": "$request.size"}),
            speakeasy("cursor", "limit", json!({"nextCursor": "$.next"})),
            speakeasy("cursor", "cursor", json!({"nextCursor": "$.items[-1].id"})),
            speakeasy("offsetLimit", "page", json!({"numPages": "$.pages"})),
            speakeasy("pages", "page", json!({})),
        ];
        for case in cases {
            assert!(
                matches!(meaning(&case, |_| None), PaginationMeaning::Unknown(_)),
                "{case}"
            );
        }
    }
}
