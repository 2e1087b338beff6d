//! Pages that a build script describes, where the document does not.

use specwright::outputs::client::plan::named::Operation;
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
    let link = Generator::new(SHOP).paginate("listPets", Pagination::Link);
    let pages = operation(link, "list_pets").pages.expect("pages");
    assert_eq!(
        (pages.name.as_str(), pages.pagination),
        ("pages", Pagination::Link)
    );

    let url = Generator::new(SHOP).paginate("get /pets", Pagination::next_url("/next"));
    let pages = operation(url, "list_pets").pages.expect("pages");
    assert_eq!(pages.pagination, Pagination::next_url("/next"));

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
    let told = error(Generator::new(SHOP).paginate("listPet", Pagination::Link));
    assert!(
        told.contains("pagination") && told.contains("did you mean `listPets`?"),
        "{told}"
    );
    let told = error(Generator::new(SHOP).paginate("listPets", Pagination::cursor("nowhere", "/next")));
    assert!(told.contains("no parameter `nowhere` in its query"), "{told}");
}
