//! What several places have in common is defined once, under a name that speaks of none of them.

use specwright::{Generated, Generator};

fn generated(document: &str, settings: impl FnOnce(Generator) -> Generator) -> Generated {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("shop.yaml");
    let head = "openapi: 3.1.0\ninfo: { title: Shop, version: '1' }\n";
    std::fs::write(&path, format!("{head}{document}")).expect("a file");
    let generated = settings(Generator::new(path)).generate();
    generated.unwrap_or_else(|error| panic!("{error}"))
}

fn client(document: &str) -> String {
    generated(document, |generator| generator).client
}

/// Returns the definitions and the aliases of a client whose names are among these.
fn items(client: &str, names: &[&str]) -> Vec<String> {
    let items = client.lines().map(str::trim).filter(|line| {
        let mut words = line.split([' ', ';', '{']).filter(|word| !word.is_empty());
        words.next() == Some("pub")
            && matches!(words.next(), Some("type" | "struct" | "enum"))
            && words.next().is_some_and(|name| names.contains(&name))
    });
    items
        .map(|line| line.trim_end_matches([' ', '{', ';']).to_owned())
        .collect()
}

/// Writes an operation that fails with these responses.
fn failing(name: &str, responses: &str) -> String {
    format!(
        "  /{name}:\n    get:\n      operationId: {name}\n      responses:\n        '204': {{ description: Done }}\n{responses}"
    )
}

fn problem(status: &str, description: &str) -> String {
    let content = "content: { application/json: { schema: { $ref: '#/components/schemas/Problem' } } }";
    format!("        '{status}': {{ description: {description}, {content} }}\n")
}

const PROBLEM: &str =
    "components:\n  schemas:\n    Problem: { type: object, properties: { message: { type: string } } }\n";

#[test]
fn failures_of_one_operation_have_its_name() {
    let document = format!("paths:\n{}{PROBLEM}", failing("find", &problem("404", "None")));
    let client = client(&document);
    assert_eq!(items(&client, &["FindError"]), ["pub enum FindError"]);
}

#[test]
fn failures_of_several_operations_are_named_by_statuses_and_bodies() {
    let first = failing("find", &(problem("404", "None") + &problem("4XX", "Wrong")));
    let second = failing(
        "get",
        &(problem("404", "Nothing here") + &problem("4XX", "Wrong")),
    );
    let other = failing("list", &problem("default", "Failed"));
    let client = client(&format!("paths:\n{first}{second}{other}{PROBLEM}"));
    assert_eq!(
        items(
            &client,
            &["FindError", "GetError", "ListError", "Error404Or4xxWithProblem"]
        ),
        [
            "pub type FindError = Error404Or4xxWithProblem",
            "pub type GetError = Error404Or4xxWithProblem",
            "pub enum ListError",
            "pub enum Error404Or4xxWithProblem",
        ]
    );
    // What they say differently is said at each of them, and the rest at what they share.
    assert!(
        client.contains("    /// - `NotFound`: Nothing here\n    pub type GetError"),
        "{client}"
    );
    assert!(
        client.contains("/// A status from 400 to 499: Wrong\n"),
        "{client}"
    );
}

#[test]
fn a_name_of_the_document_is_left_to_it() {
    let paths = failing("find", &problem("404", "None")) + &failing("get", &problem("404", "None"));
    let more = "    Error404WithProblem: { type: object, properties: { a: { type: string } } }\n";
    let client = client(&format!("paths:\n{paths}{PROBLEM}{more}"));
    assert_eq!(
        items(
            &client,
            &["Error404WithProblem", "GetError", "Error404WithProblemData"]
        ),
        [
            "pub type GetError = Error404WithProblemData",
            "pub enum Error404WithProblemData",
            "pub struct Error404WithProblem",
        ]
    );
}

#[test]
fn bodies_that_are_described_in_place_are_the_same_for_all() {
    let body = "        '400': { description: No, content: { application/json: { schema: { type: object, properties: { hint: { type: string } } } } } }\n";
    let client = client(&format!(
        "paths:\n{}{}",
        failing("find", body),
        failing("get", body)
    ));
    assert_eq!(
        items(
            &client,
            &["FindBadRequest", "GetError", "GetBadRequest", "SharedBadRequest"]
        ),
        [
            "pub type GetError = Error400WithSharedBadRequest",
            "pub type FindBadRequest = SharedBadRequest",
            "pub type GetBadRequest = SharedBadRequest",
            "pub struct SharedBadRequest",
        ]
    );
    assert!(client.contains("BadRequest(types::SharedBadRequest)"), "{client}");
}

const ORDERS: &str = r"
paths: {}
components:
  schemas:
    Order:
      type: object
      properties:
        sender: { type: object, properties: { name: { type: string }, rank: { type: string, enum: [low, high] } } }
        receiver: { type: object, properties: { name: { type: string }, rank: { type: string, enum: [low, high] } } }
    Parcel:
      type: object
      properties:
        receiver: { type: object, properties: { name: { type: string }, rank: { type: string, enum: [low, high] } } }
";

#[test]
fn types_are_named_by_their_values_or_by_the_property_that_most_places_have() {
    let client = client(ORDERS);
    assert_eq!(
        items(
            &client,
            &[
                "OrderReceiver",
                "OrderSender",
                "SharedReceiver",
                "LowOrHigh",
                "ParcelReceiverRank"
            ]
        ),
        [
            "pub enum LowOrHigh",
            "pub type OrderReceiver = SharedReceiver",
            "pub type OrderSender = SharedReceiver",
            "pub type ParcelReceiverRank = LowOrHigh",
            "pub struct SharedReceiver",
        ]
    );
    // What is shared shows the names of no place.
    assert!(client.contains("pub rank: Option<LowOrHigh>"), "{client}");
}

#[test]
fn a_name_that_is_chosen_for_one_place_is_the_name_of_the_definition() {
    let place = "#/components/schemas/Parcel/properties/receiver";
    let generated = generated(ORDERS, |generator| generator.rename(place, "Person"));
    assert_eq!(
        items(&generated.client, &["OrderReceiver", "Person", "SharedReceiver"]),
        ["pub type OrderReceiver = Person", "pub struct Person"]
    );
}

#[test]
fn what_is_added_to_one_place_is_added_to_what_it_shares() {
    let generated = generated(ORDERS, |generator| generator.derive("OrderSender", ["Hash"]));
    let (before, _) = generated
        .client
        .split_once("pub struct SharedReceiver")
        .expect("a struct");
    let derives = before.lines().rev().find(|line| line.contains("derive("));
    assert!(derives.is_some_and(|line| line.contains("Hash")), "{derives:?}");
}

#[test]
fn modules_have_a_file_for_what_is_shared() {
    let paths = failing("find", &problem("404", "None")) + &failing("get", &problem("404", "None"));
    let (_, schemas) = ORDERS.split_once("  schemas:\n").expect("schemas");
    let generated = generated(&format!("paths:\n{paths}{PROBLEM}{schemas}"), |generator| {
        generator
    });
    let files = generated.module_files();
    let text = |path: &str| files.get(std::path::Path::new(path)).expect(path).as_str();
    assert!(text("types/shared.rs").contains("pub struct SharedReceiver"));
    assert!(text("operations/mod.rs").contains("pub enum Error404WithProblem"));
}
