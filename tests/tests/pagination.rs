//! Pages that a build script describes, where the document does not.

use specwright::codegen::plan::named::Operation;
use specwright::{Error, Generator, Pagination};

const SHOP: &str = "documents/selection/shop.yaml";

fn operation(generator: Generator, method: &str) -> Operation {
    let generated = generator.generate().unwrap_or_else(|error| panic!("{error}"));
    let mut operations = generated.api().clone().operations.into_iter();
    operations
        .find(|operation| operation.name.as_str() == method)
        .unwrap_or_else(|| panic!("there is no {method}"))
}

fn error(generator: Generator) -> String {
    match generator.generate() {
        Err(error @ Error::Document(_)) => error.to_string(),
        other => panic!("the setting was to be refused: {other:?}"),
    }
}

#[test]
fn an_operation_is_set_by_its_id_or_by_method_and_path() {
    let link = Generator::new(SHOP).paginate("listPets", Pagination::link());
    let pages = operation(link, "list_pets").pages.expect("pages");
    assert_eq!(
        (pages.name.as_str(), pages.pagination),
        ("pages", Pagination::link())
    );

    let link = Generator::new(SHOP).paginate("get /pets", Pagination::link().items(""));
    let pages = operation(link, "list_pets").pages.expect("pages");
    assert_eq!(pages.pagination, Pagination::link().items(""));

    assert_eq!(operation(Generator::new(SHOP), "list_pets").pages, None);
}

#[test]
fn a_setting_goes_before_what_the_document_says() {
    let document = "documents/operations/pages_follow_where_the_document_says_how.yaml";
    let set = Generator::new(document).paginate("byNumber", Pagination::offset("page", "/items"));
    let pages = operation(set, "by_number").pages.expect("pages");
    assert_eq!(pages.pagination, Pagination::offset("page", "/items"));
}

#[test]
fn a_setting_without_its_operation_or_parameter_is_an_error() {
    let told = error(Generator::new(SHOP).paginate("listPet", Pagination::link()));
    assert!(
        told.contains("pagination") && told.contains("did you mean `listPets`?"),
        "{told}"
    );
    let told = error(Generator::new(SHOP).paginate("listPets", Pagination::cursor("nowhere", "/next")));
    assert!(
        told.contains(
            "the pages of `listPets` can't be as set: the operation has no parameter `nowhere` in its query"
        ),
        "{told}"
    );
}

/// What is said of a setting for an operation that takes and gives `schemas`.
const LISTS: &str = r"
openapi: 3.1.0
info: {title: Lists, version: '1'}
paths:
  /files:
    get:
      operationId: listFiles
      parameters: [{name: after, in: query, schema: {type: string}}, {name: page, in: query, schema: {type: integer}}]
      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Files'}}}}}
  /search:
    post:
      operationId: search
      requestBody:
        content: {application/json: {schema: {$ref: '#/components/schemas/Search'}}}
      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Files'}}}}}
  /text:
    get:
      operationId: text
      parameters: [{name: page, in: query, schema: {type: integer}}]
      responses: {'200': {description: ok, content: {text/plain: {schema: {type: string}}}}}
components:
  schemas:
    Search: {type: object, properties: {cursor: {type: string}, page: {type: object, properties: {from: {type: integer}}}}}
    Files:
      allOf:
        - {type: object, required: [data], properties: {data: {type: array, items: {$ref: '#/components/schemas/File'}}}}
        - type: object
          properties:
            last_id: {type: [string, 'null']}
            has_more: {type: boolean}
            next: {anyOf: [{type: object, properties: {cursor: {type: string}}}, {type: 'null'}]}
            labels: {type: object, additionalProperties: {type: string}}
            any: {}
    File: {type: object, required: [id, size], properties: {id: {type: string}, size: {type: integer}, ready: {type: boolean}}}
";

fn lists() -> Generator {
    let folder = tempfile::tempdir().expect("a folder").keep();
    std::fs::write(folder.join("lists.yaml"), LISTS).expect("a file");
    Generator::new(folder.join("lists.yaml"))
}

#[test]
fn what_leads_on_must_be_in_what_the_operation_takes_and_gives() {
    for (name, pagination) in [
        (
            "listFiles",
            Pagination::cursor("after", "/last_id").has_more("/has_more"),
        ),
        ("listFiles", Pagination::cursor("after", "/next/cursor")),
        ("listFiles", Pagination::cursor("after", "/labels/anything")),
        (
            "listFiles",
            Pagination::cursor("after", "/any/thing").items("/data"),
        ),
        ("listFiles", Pagination::last_item("after", "/data", "/id")),
        ("listFiles", Pagination::last_item("after", "/data", "/size")),
        ("listFiles", Pagination::page("page", 1, "/data")),
        ("listFiles", Pagination::next_url("/next/cursor")),
        ("search", Pagination::cursor("/cursor", "/last_id")),
        ("search", Pagination::offset("/page/from", "/data")),
    ] {
        let set = lists().paginate(name, pagination.clone());
        let method = if name == "search" { "search" } else { "list_files" };
        assert_eq!(
            operation(set, method).pages.expect("pages").pagination,
            pagination
        );
    }
}

#[test]
fn a_pointer_that_the_schema_can_not_have_is_an_error_with_its_place() {
    for (name, pagination, problem, place) in [
        (
            "listFiles",
            Pagination::cursor("after", "/lastId"),
            "the response has no property `lastId`",
            "/components/schemas/Files",
        ),
        (
            "listFiles",
            Pagination::cursor("after", "/next/token"),
            "what the response has at `/next` has no property `token`",
            "/components/schemas/Files",
        ),
        (
            "listFiles",
            Pagination::cursor("after", "/has_more"),
            "the response can't have a string or a number at `/has_more`",
            "/components/schemas/Files",
        ),
        (
            "listFiles",
            Pagination::cursor("after", "/last_id").has_more("/last_id"),
            "the response can't have a boolean at `/last_id`",
            "/components/schemas/Files",
        ),
        (
            "listFiles",
            Pagination::page("page", 1, "/labels"),
            "the response can't have a list at `/labels`",
            "/components/schemas/Files",
        ),
        (
            "listFiles",
            Pagination::page("page", 1, ""),
            "the response is not a list",
            "/components/schemas/Files",
        ),
        (
            "listFiles",
            Pagination::last_item("after", "/data", "/ready"),
            "the response can't have a string or a number at `/data/0/ready`",
            "/components/schemas/File",
        ),
        (
            "listFiles",
            Pagination::next_url("next"),
            "`next` is no JSON pointer",
            "/paths/~1files/get",
        ),
        (
            "search",
            Pagination::cursor("/cursr", "/last_id"),
            "the request's body has no property `cursr`",
            "/components/schemas/Search",
        ),
        (
            "search",
            Pagination::offset("/cursor", "/data"),
            "the request's body can't have a number at `/cursor`",
            "/components/schemas/Search",
        ),
        (
            "search",
            Pagination::link(),
            "a URL leads to the next page, which is fetched by GET",
            "/paths/~1search/post",
        ),
        (
            "listFiles",
            Pagination::cursor("/cursor", "/last_id"),
            "the operation takes no JSON body",
            "/paths/~1files/get",
        ),
        (
            "text",
            Pagination::page("page", 1, ""),
            "the operation does not respond with JSON",
            "/paths/~1text/get",
        ),
    ] {
        match lists().paginate(name, pagination).generate() {
            Err(Error::Document(diagnostics)) => {
                let [diagnostic] = diagnostics.as_slice() else {
                    panic!("{diagnostics:?}");
                };
                assert!(diagnostic.message.contains(problem), "{}", diagnostic.message);
                assert!(
                    diagnostic.pointer.starts_with(place),
                    "{problem}: {}",
                    diagnostic.pointer
                );
                assert!(diagnostic.position.is_some(), "{problem}");
            }
            other => panic!("{problem}: {:?}", other.map(|generated| generated.client)),
        }
    }
    let near = error(lists().paginate("listFiles", Pagination::cursor("after", "/lastid")));
    assert!(near.contains("did you mean `last_id`?"), "{near}");
}

#[test]
fn a_pattern_sets_the_pages_of_all_operations_that_have_such() {
    let pagination = Pagination::cursor("after", "/last_id");
    let set = lists().paginate("*", pagination.clone());
    assert_eq!(
        operation(set.clone(), "list_files")
            .pages
            .expect("pages")
            .pagination,
        pagination
    );
    assert_eq!(operation(set, "search").pages, None);

    let first = lists().paginate("*", pagination.clone());
    let single = first.paginate("listFiles", Pagination::page("page", 1, "/data"));
    let pages = operation(single, "list_files").pages.expect("pages");
    assert_eq!(
        pages.pagination,
        Pagination::page("page", 1, "/data"),
        "the last setting counts"
    );

    let told = error(lists().paginate("se*", pagination));
    assert!(
        told.contains("no operation that `se*` names has such pages"),
        "{told}"
    );
}

#[test]
fn an_operation_that_is_not_selected_is_no_reason_for_an_error() {
    let generator = lists().include(specwright::Select::operation("listFiles"));
    let set = generator.paginate("search", Pagination::cursor("/nothing", "/last_id"));
    assert!(set.generate().is_ok());
}
