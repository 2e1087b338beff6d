//! How pages follow each other. Each extension is known by its fields, whatever its name is.

use foldhash::HashMap;

use serde_json::{Map, Value};

use crate::description::{
    Description, Extensions, Location, Pagination, PaginationExtension, PaginationMeaning, Parameter,
    ParameterValue, PathItem, Step,
};
use crate::normalize::cursor::Cursor;
use crate::source::pointer;

/// The names, those that say more first.
const NAMES: [&str; 5] = [
    "x-speakeasy-pagination",
    "x-fern-pagination",
    "x-ms-pageable",
    DROPSHOT,
    "x-pagination",
];

/// What `dropshot` writes on each list: it says but that there are pages, which all lists have in one form.
const DROPSHOT: &str = "x-dropshot-pagination";

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
            let listed = operation.parameters.iter().chain(&*parameters);
            let listed = listed.filter_map(|parameter| parameter.resolve(&description.components.parameters));
            let query = listed
                .map(|(parameter, _)| parameter)
                .filter(|parameter| parameter.location == Location::Query);
            let first_pages = query.map(|parameter| (&*parameter.name, first_page(description, parameter)));
            let meaning = meaning(name, stated, &first_pages.collect());
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

/// Returns the extensions of an operation that [`read`] looks at.
pub(in crate::normalize) fn extensions(at: &Cursor<'_, '_>) -> Extensions {
    let mut extensions = Extensions::default();
    for name in NAMES {
        if let Some(stated) = at.node.get(name) {
            extensions.insert(name.into(), stated.to_json());
        }
    }
    extensions
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

/// The parameters of an operation's query, by their names: the number of the first page, where the document says it.
type Query<'a> = HashMap<&'a str, Option<u64>>;

/// Returns what an extension says.
fn meaning(name: &str, stated: &Value, query: &Query<'_>) -> PaginationMeaning {
    if name == DROPSHOT {
        let pages = Pagination::cursor("page_token", "/next_page").items("/items");
        return PaginationMeaning::Pages(pages);
    }
    let Value::Object(fields) = stated else {
        return PaginationMeaning::Unknown("it has no fields that are known");
    };
    let result = if fields.contains_key("inputs") && fields.contains_key("outputs") {
        inputs_and_outputs(fields, query)
    } else if fields.contains_key("nextLinkName") {
        return next_link_name(fields);
    } else if ["cursor", "offset", "next_uri"]
        .iter()
        .any(|key| fields.contains_key(*key))
    {
        requests_and_responses(fields, query)
    } else {
        Err("it has no fields that are known")
    };
    match result {
        Ok(pagination) => PaginationMeaning::Pages(pagination),
        Err(reason) => PaginationMeaning::Unknown(reason),
    }
}

/// Reads `{type: cursor, inputs: [{name, in, type}], outputs: {nextCursor: $.next}}`, as `x-speakeasy-pagination` has it.
fn inputs_and_outputs(fields: &Map<String, Value>, query: &Query<'_>) -> Result<Pagination, &'static str> {
    let path = |name: &str| fields["outputs"].get(name).and_then(Value::as_str);
    let output = |name: &str| {
        path(name)
            .and_then(pointer_of_json_path)
            .ok_or("its `outputs` name no plain place in the body")
    };
    let input = |kind: &str| {
        let inputs = fields["inputs"].as_array()?;
        let is =
            |input: &&Value, key: &str, value: &str| input.get(key).and_then(Value::as_str) == Some(value);
        let input = inputs.iter().find(|input| is(input, "type", kind))?;
        let name = input.get("name").and_then(Value::as_str)?;
        match input.get("in").and_then(Value::as_str)? {
            "parameters" => Some(name.to_owned()),
            "requestBody" => pointer_of_json_path(&format!("$.{name}")),
            _ => None,
        }
    };
    let with_items = |pagination: Pagination| match path("results").and_then(pointer_of_json_path) {
        Some(items) => pagination.items(items),
        None => pagination,
    };
    match fields.get("type").and_then(Value::as_str) {
        Some("cursor") => {
            let parameter = input("cursor").ok_or("none of its `inputs` is a place for the cursor")?;
            if let Some((items, value)) = path("nextCursor").and_then(last_item) {
                return Ok(Pagination::last_item(parameter, items, value));
            }
            Ok(with_items(Pagination::cursor(parameter, output("nextCursor")?)))
        }
        Some("url") => Ok(with_items(Pagination::next_url(output("nextUrl")?))),
        Some("offsetLimit") => match (input("page"), input("offset")) {
            (Some(page), _) => counted(page, query, output("results")?),
            (None, Some(offset)) => Ok(Pagination::offset(offset, output("results")?)),
            (None, None) => Err("none of its `inputs` is a place for what counts"),
        },
        _ => Err("its `type` is not known"),
    }
}

/// Reads `{cursor: $request.cursor, next_cursor: $response.next}`, as `x-fern-pagination` has it.
fn requests_and_responses(
    fields: &Map<String, Value>,
    query: &Query<'_>,
) -> Result<Pagination, &'static str> {
    let text = |key: &str| fields.get(key).and_then(Value::as_str);
    let place = |key: &str| {
        let path = text(key).and_then(|path| path.strip_prefix("$response"));
        path.and_then(|path| pointer_of_json_path(&format!("${path}")))
    };
    let response = |key: &str| place(key).ok_or("it names no plain place in the body");
    let request = |key: &str| {
        let name = text(key).and_then(|path| path.strip_prefix("$request."));
        let name = name.ok_or("it names no place in the request")?;
        match query.contains_key(name) {
            true => Ok(name.to_owned()),
            false => {
                pointer_of_json_path(&format!("$.{name}")).ok_or("it names no plain place in the request")
            }
        }
    };
    let with_items = |pagination: Pagination| match place("results") {
        Some(items) => pagination.items(items),
        None => pagination,
    };
    if fields.contains_key("next_uri") {
        return Ok(with_items(Pagination::next_url(response("next_uri")?)));
    }
    if fields.contains_key("cursor") {
        let cursor = Pagination::cursor(request("cursor")?, response("next_cursor")?);
        return Ok(with_items(cursor));
    }
    match fields.contains_key("step") {
        true => Err("what its `step` counts is not certain"),
        false => counted(request("offset")?, query, response("results")?),
    }
}

/// Reads `{nextLinkName: nextLink}`, as `x-ms-pageable` has it: a property of the body that holds a URL.
fn next_link_name(fields: &Map<String, Value>) -> PaginationMeaning {
    match (&fields["nextLinkName"], fields.get("operationName")) {
        (Value::Null, _) => PaginationMeaning::OnePage,
        (Value::String(name), None) if !name.is_empty() => {
            let mut pointer = String::new();
            pointer::push_key(&mut pointer, name);
            let pages = Pagination::next_url(pointer);
            PaginationMeaning::Pages(match fields.get("itemName").and_then(Value::as_str) {
                Some(name) => {
                    let mut items = String::new();
                    pointer::push_key(&mut items, name);
                    pages.items(items)
                }
                None => pages,
            })
        }
        (Value::String(_), Some(_)) => PaginationMeaning::Unknown("another operation gives the next page"),
        _ => PaginationMeaning::Unknown("its `nextLinkName` is not a name"),
    }
}

fn counted(input: String, query: &Query<'_>, items: String) -> Result<Pagination, &'static str> {
    let first = query.get(input.as_str()).copied().flatten();
    let first = first.ok_or("it is not said which page is the first: the parameter has no default")?;
    Ok(Pagination::page(input, first, items))
}

/// Returns the JSON pointers of a list and of a value in its last item, for a JSONPath such as `$.data[-1].id`.
fn last_item(path: &str) -> Option<(String, String)> {
    let (items, value) = path
        .split_once("[-1]")
        .or_else(|| path.split_once("[(@.length-1)]"))?;
    Some((
        pointer_of_json_path(items)?,
        pointer_of_json_path(&format!("${value}"))?,
    ))
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
        match meaning("x-pagination", &stated, &query(Some(1))) {
            PaginationMeaning::Pages(pagination) => pagination,
            other => panic!("{stated}: {other:?}"),
        }
    }

    /// The parameters `p` and `after` of a query.
    fn query(first: Option<u64>) -> Query<'static> {
        ["p", "page", "after"]
            .into_iter()
            .map(|name| (name, first))
            .collect()
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
    fn a_cursor_may_be_that_of_the_last_item_or_go_into_the_body() {
        for path in ["$.data[-1].id", "$.data[(@.length-1)]['id']"] {
            let last = speakeasy("cursor", "cursor", json!({"nextCursor": path}));
            assert_eq!(pagination(last), Pagination::last_item("p", "/data", "/id"));
        }
        let mut in_body = speakeasy(
            "cursor",
            "cursor",
            json!({"nextCursor": "$.next", "results": "$.hits"}),
        );
        in_body["inputs"][1]["in"] = json!("requestBody");
        assert_eq!(
            pagination(in_body),
            Pagination::cursor("/p", "/next").items("/hits")
        );
    }

    #[test]
    fn all_lists_of_dropshot_have_one_form() {
        assert_eq!(
            meaning(DROPSHOT, &json!({"required": []}), &Query::default()),
            PaginationMeaning::Pages(Pagination::cursor("page_token", "/next_page").items("/items"))
        );
    }

    #[test]
    fn requests_and_responses_are_a_cursor_a_url_or_a_page() {
        let cursor = json!({"cursor": "$request.after", "next_cursor": "$response.page.next", "results": "$response.data"});
        assert_eq!(
            pagination(cursor),
            Pagination::cursor("after", "/page/next").items("/data")
        );
        let in_body = json!({"cursor": "$request.page.after", "next_cursor": "$response.next"});
        assert_eq!(pagination(in_body), Pagination::cursor("/page/after", "/next"));
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
        assert_eq!(
            pagination(link),
            Pagination::next_url("/@odata.next~1Link").items("/value")
        );
        assert_eq!(
            meaning("x-ms-pageable", &json!({"nextLinkName": null}), &Query::default()),
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
            json!({"cursor": "$request.after[0]", "next_cursor": "$response.next"}),
            json!({"offset": "$request.page", "results": "$response.data"}),
            json!({"offset": "$request.page", "results": "$response.data", "step": "$request.size"}),
            speakeasy("cursor", "limit", json!({"nextCursor": "$.next"})),
            speakeasy("cursor", "cursor", json!({"nextCursor": "$.items[*].id"})),
            speakeasy("offsetLimit", "page", json!({"numPages": "$.pages"})),
            speakeasy("pages", "page", json!({})),
        ];
        for case in cases {
            assert!(
                matches!(
                    meaning("x-pagination", &case, &query(None)),
                    PaginationMeaning::Unknown(_)
                ),
                "{case}"
            );
        }
    }
}
