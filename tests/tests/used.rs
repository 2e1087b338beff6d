//! Clients with what a program uses: that, and nothing else, as the client of the whole document has it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use quote::ToTokens as _;
use specwright::{ChangeKind, Generator, Select};

const SHOP: &str = r##"
openapi: 3.1.0
info: {title: Shop, version: "1"}
servers: [{url: https://example.com}]
tags: [{name: pets}, {name: orders}]
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      security: [{key: []}]
      parameters: [{name: limit, in: query, schema: {type: integer}}]
      responses: {"200": {description: Pets., content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Pet"}}}}}}
    post:
      operationId: addPet
      tags: [pets]
      security: [{token: []}]
      requestBody: {required: true, content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}}
      responses: {"204": {description: Done.}, "409": {description: There is one., content: {application/json: {schema: {$ref: "#/components/schemas/Problem"}}}}}
  /orders:
    get:
      operationId: listOrders
      tags: [orders]
      responses: {"200": {description: Orders., headers: {X-Total: {schema: {type: integer}}}, content: {application/json: {schema: {$ref: "#/components/schemas/Orders"}}}}}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: x-key}, token: {type: http, scheme: bearer}}
  schemas:
    Pet: {type: object, required: [name], properties: {name: {type: string}}}
    Problem: {type: object, properties: {detail: {type: string}}}
    Orders: {type: array, items: {$ref: "#/components/schemas/Order"}}
    Order: {type: object, properties: {pet: {$ref: "#/components/schemas/Pet"}}}
    Event: {type: object, properties: {kind: {type: string}, data: {}}}
"##;

/// Returns a generator for the shop's client with what a program uses.
fn used_in(program: &str) -> Generator {
    Generator::from_texts("shop.yaml", [("shop.yaml", SHOP), ("src/main.rs", program)]).include_used_in("src")
}

fn methods(generator: &Generator) -> Vec<String> {
    let generated = generator.generate().expect("a client");
    let operations = generated.api().operations.iter();
    operations.map(|operation| operation.name.to_string()).collect()
}

fn types(generator: &Generator) -> Vec<String> {
    let generated = generator.generate().expect("a client");
    let types = generated.api().types.iter();
    types.map(|def| def.name.to_string()).collect()
}

#[test]
fn an_operation_is_there_if_its_method_stands_in_the_program() {
    let generator = used_in("fn main() { client.list_pets(); }");
    assert_eq!(methods(&generator), ["list_pets"]);
    assert_eq!(types(&generator), ["Pet"]);
    let client = generator.generate().expect("a client").client;
    assert!(client.contains("fn list_pets(&self)"));
    assert!(
        client.contains("fn key(") && !client.contains("fn token("),
        "{client}"
    );
    assert!(!client.contains("x_total"), "{client}");
}

#[test]
fn a_program_that_uses_nothing_has_a_client_without_operations() {
    let generator = used_in("fn main() {} // list_pets");
    assert_eq!(methods(&generator), [""; 0]);
    assert_eq!(types(&generator), [""; 0]);
}

#[test]
fn an_operation_is_there_if_one_of_its_types_is_named() {
    let generator = used_in("fn told(error: api::operations::AddPetError) {}");
    assert_eq!(methods(&generator), ["add_pet"]);
    assert_eq!(types(&generator), ["Pet", "Problem"]);
}

#[test]
fn a_type_is_there_if_it_is_named_and_brings_what_it_holds() {
    let generator = used_in("use api::types::{Event, Orders};");
    assert_eq!(methods(&generator), [""; 0]);
    assert_eq!(types(&generator), ["Event", "Order", "Orders", "Pet"]);
}

#[test]
fn places_without_a_type_are_those_of_what_is_there() {
    let untyped = |program| used_in(program).generate().expect("a client").api().untyped.len();
    assert_eq!(untyped("use api::types::Event;"), 1);
    assert_eq!(untyped("use api::types::Order;"), 0);
}

#[test]
fn the_builder_keeps_the_methods_that_the_program_calls() {
    let generator = used_in("fn main() { Client::builder().token(secret).build().list_orders(); }");
    let client = generator.generate().expect("a client").client;
    assert!(
        client.contains("fn token(") && !client.contains("fn key("),
        "{client}"
    );
}

#[test]
fn an_operation_of_a_group_is_there_if_both_names_are() {
    let grouped = |program| methods(&used_in(program).group_by_tag(true));
    assert_eq!(grouped("fn main() { c.pets().list(); }"), ["list"]);
    assert_eq!(
        grouped("fn all(pets: &api::groups::Pets<'_>) { pets.list(); }"),
        ["list"]
    );
    assert_eq!(grouped("fn main() { c.things().list(); }"), [""; 0]);
}

/// Returns the client of the shop that holds the program's names, and no operation.
fn client_without_operations(generator: &Generator) -> String {
    assert_eq!(methods(generator), [""; 0]);
    generator.generate().expect("a client").client
}

#[test]
fn a_group_is_there_if_its_method_or_its_type_is_named() {
    for program in ["let pets = c.pets();", "use api::groups::Pets;"] {
        let generator = used_in(&format!("fn main() {{ {program} }}")).group_by_tag(true);
        let client = client_without_operations(&generator);
        assert!(
            client.contains("pub fn pets(&self) -> groups::Pets<'_>"),
            "{client}"
        );
        assert!(
            client.contains("pub struct Pets<'a>") && !client.contains("Orders"),
            "{client}"
        );
        assert!(!client.contains("# Operations"), "{client}");
    }
}

#[test]
fn a_header_is_there_if_an_operation_has_it_or_its_method_is_named() {
    let headers = |program| {
        used_in(program)
            .generate()
            .expect("a client")
            .api()
            .headers
            .clone()
    };
    let named = headers("fn main() { Headers::of(&pets).x_total(); }");
    let [header] = &named.expect("headers").headers[..] else {
        panic!("one header")
    };
    assert_eq!((header.wire.as_str(), header.operations.len()), ("X-Total", 0));
    let described = headers("fn main() { client.list_orders(); }");
    assert_eq!(described.expect("headers").headers[0].operations.len(), 1);
    assert_eq!(headers("fn main() { let x_total = client.list_pets(); }"), None);
    let view = headers("use api::operations::Headers;").expect("the view");
    assert_eq!(view.headers, []);
}

#[test]
fn the_type_of_requests_is_there_if_it_is_named() {
    let client = client_without_operations(&used_in("use api::operations::OperationRequest;"));
    assert!(client.contains("rt::request! { OperationRequest }"), "{client}");
}

#[test]
fn modules_are_there_whatever_the_program_uses() {
    let client = client_without_operations(&used_in("use api::operations::*;").group_by_tag(true));
    assert!(
        client.contains("pub mod operations {") && client.contains("pub mod groups {"),
        "{client}"
    );
    let client = client_without_operations(&used_in("use api::operations::*;"));
    assert!(!client.contains("pub mod groups"), "{client}");
}

#[test]
fn what_is_included_is_there_as_well_and_what_is_excluded_is_not() {
    let generator = || used_in("fn main() { client.list_pets(); }");
    assert_eq!(
        methods(&generator().include(Select::tag("orders"))),
        ["list_pets", "list_orders"]
    );
    assert_eq!(
        methods(
            &generator()
                .include(Select::operation("POST /pets"))
                .exclude(Select::path("/pets"))
        ),
        [""; 0]
    );
}

#[test]
fn a_server_has_all_operations_and_no_type_that_nobody_needs() {
    let generator = used_in("fn main() { client.list_pets(); }").server(true);
    assert_eq!(methods(&generator), ["list_pets", "add_pet", "list_orders"]);
    assert_eq!(types(&generator), ["Order", "Orders", "Pet", "Problem"]);
}

#[test]
fn types_alone_are_those_that_are_named_and_those_of_included_operations() {
    let generator = || used_in("use api::types::Problem; fn list_pets() {}").types_only(true);
    assert_eq!(types(&generator()), ["Problem"]);
    assert_eq!(
        types(&generator().include(Select::operation("listOrders"))),
        ["Order", "Orders", "Pet", "Problem"]
    );
}

#[test]
fn a_place_of_the_program_that_is_not_there_is_an_error() {
    let generator = used_in("fn main() {}").include_used_in("tests");
    let error = generator.generate().expect_err("no client").to_string();
    assert!(
        error.contains("what the program uses can't be read: no text has this path"),
        "{error}"
    );
    let folder = tempfile::tempdir().expect("a folder");
    let document = folder.path().join("shop.yaml");
    std::fs::write(&document, SHOP).expect("a document");
    let program = folder.path().join("src");
    let error = Generator::new(&document).include_used_in(&program).generate();
    let error = error.expect_err("no client").to_string();
    assert!(error.contains(&program.display().to_string()), "{error}");
    assert!(error.contains("[file-not-readable]"), "{error}");
}

#[test]
fn a_comparison_says_what_meets_the_program() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("a file");
        path
    };
    let old = write("old.yaml", SHOP);
    let new = SHOP
        .replace("operationId: listPets", "operationId: allPets")
        .replace("operationId: listOrders", "operationId: allOrders");
    let new = write("new.yaml", &new);
    let program = write("main.rs", "fn main() { client.list_pets(); }");
    let generator = |document| Generator::new(document).include_used_in(&program);
    let diff = specwright::diff(&generator(old), &generator(new)).expect("a comparison");
    let changes: Vec<ChangeKind> = diff.changes.iter().map(|change| change.kind).collect();
    assert_eq!(changes, [ChangeKind::OperationRenamed], "{diff}");
    assert!(
        diff.to_string()
            .contains("`list_pets` is gone: it is `all_pets` now"),
        "{diff}"
    );
}

/// A program that uses every third operation of any document has nothing that the client of the whole has otherwise.
#[test]
fn what_is_there_is_written_as_in_the_client_of_the_whole() {
    let mut documents = Vec::new();
    for kind in ["operations", "schemas", "wire", "selection"] {
        documents_in(&Path::new("documents").join(kind), &mut documents);
    }
    assert!(documents.len() > 60, "{}", documents.len());
    let mut parts = 0;
    for document in documents {
        for is_grouped in [false, true] {
            let whole = Generator::new(&document).name("api").group_by_tag(is_grouped);
            let Ok(of_whole) = whole.generate() else { continue };
            let operations = of_whole.api().operations.iter().step_by(3);
            let names = operations.map(|operation| operation.name.to_string());
            let groups = of_whole.api().groups.iter().map(|group| group.name.to_string());
            let types = of_whole
                .api()
                .types
                .iter()
                .step_by(5)
                .map(|def| def.name.to_string());
            let names: Vec<String> = names.chain(groups).chain(types).collect();
            let folder = tempfile::tempdir().expect("a folder");
            let program = folder.path().join("main.rs");
            std::fs::write(&program, names.join(";")).expect("a program");
            let used = whole.include_used_in(&program).generate().expect("a client");
            let (used, whole) = (items(&used.client), items(&of_whole.client));
            let other: Vec<&String> = used.difference(&whole).collect();
            assert!(other.is_empty(), "{}: {other:#?}", document.display());
            parts += usize::from(used.len() < whole.len());
        }
    }
    assert!(parts > 20, "{parts}");
}

fn documents_in(folder: &Path, documents: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        match path.is_dir() {
            true => documents_in(&path, documents),
            false => documents.push(path),
        }
    }
}

/// Returns the items of a client without what documents say for people, each with the module that it is in; of what only lists what there is, the names of the
/// lists.
fn items(client: &str) -> BTreeSet<String> {
    let file = syn::parse_file(client).expect("Rust");
    let mut found = BTreeSet::new();
    add_items("", file.items, &mut found);
    found
}

fn add_items(module: &str, items: Vec<syn::Item>, found: &mut BTreeSet<String>) {
    /// What is written once for all operations.
    const LISTS: [&str; 2] = ["generated_for", "headers"];
    for item in items {
        match item {
            syn::Item::Mod(inner) => {
                let (_, items) = inner.content.unwrap_or_default();
                add_items(&format!("{module}::{}", inner.ident), items, found);
            }
            syn::Item::Impl(block) => {
                let owner = block.self_ty.to_token_stream();
                let of = block.trait_.map(|(path, _)| path.to_token_stream().to_string());
                for item in block.items {
                    if matches!(&item, syn::ImplItem::Fn(method) if method.sig.ident == "builder") {
                        continue;
                    }
                    found.insert(format!(
                        "{module}: {of:?} for {owner}: {}",
                        without_docs(item.to_token_stream())
                    ));
                }
            }
            syn::Item::Use(_) => {}
            syn::Item::Macro(list) => {
                let name = list
                    .mac
                    .path
                    .segments
                    .last()
                    .map(|segment| segment.ident.to_string());
                let name = name.unwrap_or_default();
                if !LISTS.contains(&name.as_str()) {
                    found.insert(format!("{module}: {}", without_docs(list.to_token_stream())));
                }
            }
            other => {
                found.insert(format!("{module}: {}", without_docs(other.to_token_stream())));
            }
        }
    }
}

fn without_docs(tokens: proc_macro2::TokenStream) -> String {
    let text = tokens.to_string();
    let mut rest = text.as_str();
    let mut plain = String::new();
    while let Some(start) = rest.find("# [doc = ") {
        plain.push_str(&rest[..start]);
        let literal = &rest[start + "# [doc = ".len()..];
        let mut escaped = false;
        let end = literal.char_indices().skip(1).find(|(_, letter)| {
            let ends = *letter == '"' && !escaped;
            escaped = *letter == '\\' && !escaped;
            ends
        });
        rest = end.map_or("", |(end, _)| {
            literal[end + 1..]
                .trim_start_matches(']')
                .trim_start_matches(" ]")
        });
    }
    plain.push_str(rest);
    // A group without methods reads nothing.
    let plain = plain.replace("# [allow (dead_code)] pub (super) inner", "pub (super) inner");
    // A module imports what it writes often, unless it has the name itself.
    let words = plain.replace("specwright_runtime ::", "").replace(" rt ::", "");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
