//! A part of a document: which operations it has, and that it has nothing that they don't need.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use specwright::codegen::plan::named::{Api, Operation};
use specwright::{Error, Generator, Select};

const SHOP: &str = "documents/selection/shop.yaml";

fn shop() -> Generator {
    Generator::new(SHOP)
}

fn api(generator: Generator) -> Api {
    generator
        .name("shop")
        .generate()
        .unwrap_or_else(|error| panic!("{error}"))
        .api()
        .clone()
}

fn methods(generator: Generator) -> Vec<String> {
    let operations = api(generator).operations;
    operations
        .iter()
        .map(|operation| operation.name.to_string())
        .collect()
}

fn error(generator: Generator) -> String {
    match generator.name("shop").generate() {
        Err(error @ Error::Document(_)) => error.to_string(),
        other => panic!("the selection was to be refused: {other:?}"),
    }
}

#[test]
fn without_a_selection_there_is_all() {
    assert_eq!(
        methods(shop()),
        [
            "list_pets",
            "add_pet",
            "get_pet",
            "delete_pet",
            "list_orders",
            "export_orders",
            "get_health"
        ]
    );
}

#[test]
fn what_is_included_is_what_any_entry_names() {
    let selected = shop()
        .include(Select::tag("orders"))
        .include(Select::operation("getPet"));
    assert_eq!(methods(selected), ["get_pet", "list_orders", "export_orders"]);
}

#[test]
fn an_operation_is_named_by_its_id_or_by_method_and_path() {
    for name in [
        "deletePet",
        "DELETE /pets/{id}",
        "delete /pets/{id}",
        "DELETE  /pets/{id}",
    ] {
        assert_eq!(
            methods(shop().include(Select::operation(name))),
            ["delete_pet"],
            "{name}"
        );
    }
    assert_eq!(
        methods(shop().include(Select::operation("GET /health"))),
        ["get_health"]
    );
}

#[test]
fn a_path_is_exact_unless_it_ends_in_a_star() {
    assert_eq!(
        methods(shop().include(Select::path("/pets"))),
        ["list_pets", "add_pet"]
    );
    assert_eq!(
        methods(shop().include(Select::path("/pets/*"))),
        ["get_pet", "delete_pet"]
    );
    assert_eq!(
        methods(shop().include(Select::path("/pets*"))),
        ["list_pets", "add_pet", "get_pet", "delete_pet"]
    );
}

#[test]
fn what_is_excluded_is_taken_away_last() {
    assert_eq!(
        methods(
            shop()
                .exclude(Select::tag("admin"))
                .exclude(Select::path("/orders*"))
        ),
        ["list_pets", "get_pet", "get_health"]
    );
    let selected = shop()
        .exclude(Select::tag("admin"))
        .include(Select::tag("pets"))
        .include(Select::operation("addPet"));
    assert_eq!(methods(selected), ["list_pets", "get_pet"]);
}

#[test]
fn an_entry_that_names_nothing_is_an_error_with_the_nearest_name() {
    let wrong = shop()
        .include(Select::tag("Orders"))
        .include(Select::tag("staff"))
        .include(Select::tag("unused"))
        .include(Select::operation("getPets"))
        .include(Select::operation("PUT /pets/{id}"))
        .include(Select::operation("POST /pet"))
        .include(Select::operation("somethingElse"))
        .include(Select::path("/order"))
        .include(Select::path("/pet/*"))
        .include(Select::path("/elsewhere"))
        .exclude(Select::tag("admn"));
    insta::assert_snapshot!(error(wrong));
}

#[test]
fn a_selection_of_nothing_is_an_error() {
    let wrong = shop()
        .include(Select::tag("pets"))
        .exclude(Select::path("/pets*"));
    insta::assert_snapshot!(error(wrong));
}

#[test]
fn only_what_the_operations_reach_is_part_of_the_client() {
    let selected = shop().include(Select::operation("listOrders"));
    insta::assert_snapshot!(specwright::outputs::inspect::outline(&api(selected)));
}

#[test]
fn constants_for_xml_are_those_that_are_needed() {
    let names = |generator: Generator| -> Vec<String> {
        api(generator)
            .xml
            .iter()
            .map(|xml| xml.name.to_string())
            .collect()
    };
    assert_eq!(names(shop()), ["PET", "OWNER", "ORDERS", "ORDER"]);
    assert_eq!(
        names(shop().include(Select::operation("exportOrders"))),
        ["ORDERS", "ORDER"]
    );
    assert_eq!(names(shop().include(Select::operation("getHealth"))), [""; 0]);
}

#[test]
fn headers_are_those_of_the_operations() {
    let names = |generator: Generator| header_names(&api(generator));
    let orders = (
        "Headers".to_owned(),
        "x-total".to_owned(),
        "x_minus_total".to_owned(),
    );
    assert_eq!(
        names(shop().include(Select::tag("orders"))),
        BTreeSet::from([orders])
    );
    assert_eq!(
        names(shop().include(Select::operation("getPet"))),
        BTreeSet::new()
    );
}

#[test]
fn notes_of_untyped_places_are_those_of_the_part() {
    let pointers = |generator: Generator| -> Vec<String> {
        api(generator)
            .untyped
            .into_iter()
            .map(|untyped| untyped.pointer)
            .collect()
    };
    let json = "content/application~1json/schema";
    assert_eq!(
        pointers(shop().include(Select::operation("getPet"))),
        [
            "/components/schemas/Pet/properties/anything".to_owned(),
            format!("/components/responses/Failure/{json}")
        ]
    );
    assert_eq!(
        pointers(shop().include(Select::tag("orders"))),
        [format!("/components/responses/Failure/{json}")]
    );
    assert_eq!(pointers(shop().include(Select::operation("getHealth"))), [""; 0]);
}

/// Every document of the tests that has a client, and each of its operations alone: no name depends on what was left
/// out.
#[test]
fn names_are_those_of_the_whole_client() {
    let mut checked = 0;
    for document in documents(Path::new("documents"))
        .into_iter()
        .chain(["../spec/klavis.yaml".into()])
    {
        let generator = || Generator::new(&document).name("example");
        let Ok(whole) = generator().generate() else {
            continue;
        };
        let (types, operations) = (type_names(whole.api()), operation_names(whole.api()));
        let headers = header_names(whole.api());
        for (key, names) in &operations {
            let part = generator()
                .include(Select::operation(key))
                .generate()
                .unwrap()
                .api()
                .clone();
            assert_eq!(
                operation_names(&part).get(key),
                Some(names),
                "{key} of {}",
                document.display()
            );
            assert!(
                header_names(&part).is_subset(&headers),
                "{key} of {}",
                document.display()
            );
            let part = type_names(&part);
            assert!(
                part.is_subset(&types),
                "{key} of {}: {:?}",
                document.display(),
                part.difference(&types)
            );
            checked += 1;
        }
    }
    assert!(checked > 40, "{checked}");
}

fn documents(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => found.extend(documents(&path)),
            false => found.push(path),
        }
    }
    found
}

/// Each type with where it comes from.
fn type_names(api: &Api) -> BTreeSet<(String, String)> {
    let types = api.types.iter();
    types
        .map(|def| (def.pointer.clone(), def.name.to_string()))
        .collect()
}

/// Each header, whose case is of no meaning, with its method and the view that has it.
fn header_names(api: &Api) -> BTreeSet<(String, String, String)> {
    let names = api.headers.iter().flat_map(|view| {
        let headers = view.headers.iter();
        headers.map(|header| {
            (
                view.type_name.to_string(),
                header.wire.to_ascii_lowercase(),
                header.name.to_string(),
            )
        })
    });
    names.collect()
}

/// The names that belong to each operation, by method and path.
fn operation_names(api: &Api) -> BTreeMap<String, Vec<String>> {
    let names = |operation: &Operation| {
        let enums = [&operation.success.type_name, &operation.failure.type_name];
        let body = operation.body.iter().flat_map(|body| &body.type_name);
        [&operation.name, &operation.request]
            .into_iter()
            .chain(enums.into_iter().flatten())
            .chain(body)
            .map(ToString::to_string)
            .collect()
    };
    let operations = api.operations.iter();
    operations
        .map(|operation| {
            (
                format!("{} {}", operation.method, operation.path),
                names(operation),
            )
        })
        .collect()
}
