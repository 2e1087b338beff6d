//! Operations in groups, by their tags.

use super::run;

const DOCUMENT: &str = "
openapi: 3.1.0
info: {title: Groups, version: '1'}
servers: [{url: 'https://example.com'}]
tags: [{name: Pets, description: What lives here.}]
paths:
  /pets:
    get: {operationId: listPets, tags: [Pets, shop], responses: {'200': {description: ok, content: {application/json: {schema: {type: array, items: {type: string}}}}}}}
    post:
      operationId: addPet
      tags: [Pets]
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
      responses: {'200': {description: ok}}
  /pets/{id}:
    get:
      operationId: pets_get
      tags: [Pets]
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: full, in: query, schema: {type: boolean}}
      responses: {'200': {description: ok}}
    delete:
      operationId: petMove
      tags: [Pets]
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: ok}}
  /shop:
    get: {operationId: shop, tags: [shop], responses: {'200': {description: ok}}}
    post: {operationId: getShop, tags: [shop], responses: {'200': {description: ok}}}
    put: {operationId: get_shops, tags: [shop], responses: {'200': {description: ok}}}
  /types:
    get: {operationId: vec, tags: [Vec], responses: {'200': {description: ok, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}}}}
  /ping:
    get: {operationId: ping, responses: {'200': {description: ok}}}
  /pets-of-nobody:
    get: {operationId: pets, responses: {'200': {description: ok}}}
components:
  schemas:
    Pet: {type: object, properties: {name: {type: string}}}
";

#[test]
fn operations_are_methods_of_the_group_of_their_first_tag() {
    let program = r#"
    let client = Client::builder().transport(Recorder).build()?;
    let pets: client::groups::Pets<'_> = client.pets();
    pets.list().await?;
    let add: AddPet = pets.add(&Pet::new().name("Tom"));
    add.await?;
    let get: PetsGet = pets.get("a").full(true).query("beta", true);
    get.await?;
    pets.pet_move("a").await?;
    client.shop().shop().await?;
    client.shop().get_shop().await?;
    client.shop().get_shops().await?;
    let _: Vec<Pet> = client.vec().vec().await?;
    client.ping().await?;
    client.pets_operation().await?;
    "#;
    assert_eq!(
        run(
            "groups",
            DOCUMENT,
            |generator| generator.group_by_tag(true),
            program
        ),
        [
            "GET /pets",
            "POST /pets | content-type: application/json | {\"name\":\"Tom\"}",
            "GET /pets/a?full=true&beta=true",
            "DELETE /pets/a",
            "GET /shop",
            "POST /shop",
            "PUT /shop",
            "GET /types",
            "GET /ping",
            "GET /pets-of-nobody",
        ]
    );
}

#[test]
fn a_part_of_a_document_has_the_groups_and_names_of_the_whole() {
    let select = |generator: specwright::Generator| {
        generator
            .group_by_tag(true)
            .include(specwright::Select::operation("getShop"))
    };
    let program = r#"
    let client = Client::builder().transport(Recorder).build()?;
    client.shop().get_shop().await?;
    "#;
    assert_eq!(run("groups-selected", DOCUMENT, select, program), ["POST /shop"]);
}
