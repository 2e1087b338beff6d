//! A client as a module of several files: programs are those of the client in one file.

use specwright::Generator;

use super::{run, run_module};

const DOCUMENT: &str = "
openapi: 3.1.0
info: {title: Modules, version: '1'}
servers: [{url: 'https://example.com'}]
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      parameters: [{name: limit, in: query, schema: {type: integer}}]
      responses:
        '200': {description: ok, headers: {X-Left: {schema: {type: integer}}}, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}}
        '404': {$ref: '#/components/responses/Missing'}
        '409': {$ref: '#/components/responses/Taken'}
    post:
      operationId: addPet
      tags: [pets]
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}, application/xml: {schema: {$ref: '#/components/schemas/Pet'}}}}
      responses: {'200': {description: ok}}
  /pictures:
    post:
      operationId: addPicture
      tags: [Pictures of pets]
      requestBody: {required: true, content: {multipart/form-data: {schema: {type: object, required: [file], properties: {file: {type: string, format: binary}, title: {type: string}}}}}}
      responses:
        '200': {description: ok}
        '404': {$ref: '#/components/responses/Missing'}
        '409': {$ref: '#/components/responses/Taken'}
  /clients/{id}:
    get:
      operationId: client
      parameters: [{name: id, in: path, required: true, schema: {$ref: '#/components/schemas/Id'}}, {name: at, in: query, schema: {type: string, format: date-time}}]
      responses: {'200': {description: ok, content: {application/json: {schema: {type: array, items: {type: object, properties: {vec: {$ref: '#/components/schemas/Vec'}}}}}}}}
components:
  responses:
    Missing: {description: None, content: {application/json: {schema: {$ref: '#/components/schemas/Error'}}}}
    Taken: {description: Taken, content: {application/json: {schema: {type: array, items: {type: string}}}}}
  schemas:
    Pet: {type: object, required: [name], properties: {name: {type: string}, kind: {$ref: '#/components/schemas/Kind'}, friends: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}
    Kind: {oneOf: [{$ref: '#/components/schemas/Vec'}, {type: string}]}
    Vec: {type: object, required: [x], properties: {x: {type: integer}}}
    Id: {type: string, enum: [a, b]}
    Error: {type: object, properties: {message: {type: string}}}
";

const PROGRAM: &str = r#"
    let client = Client::builder().transport(Recorder).build()?;
    let list: ListPets = client.list_pets().limit(3);
    let response = list.with_response().await?;
    println!("{:?}", client::operations::Headers::of(&response).x_left()?);
    let tom = client::types::Pet::new("Tom").kind("cat");
    client.add_pet(AddPetBody::Json(tom.clone())).await?;
    client.add_pet(AddPetBody::Xml(tom)).await?;
    let picture = client.add_picture(AddPictureForm::new(rt::FilePart::new("abc")).title("t"));
    if let Err(rt::Error::Api(failure)) = picture.await {
        match failure.body() {
            AddPictureError::NotFound(error) => println!("{:?}", error.message),
            other => println!("{other:?}"),
        }
    }
    let _: Vec<client::types::ClientResponseItem> = client.client(client::types::Id::A).await?;
"#;

#[test]
fn a_program_is_the_same_with_one_file_and_with_several() {
    let plain = |generator: Generator| generator;
    let one = run("one-file", DOCUMENT, plain, PROGRAM);
    assert_eq!(one.len(), 6, "{one:?}");
    assert_eq!(run_module("modules", DOCUMENT, plain, PROGRAM), one);
}

#[test]
fn groups_are_in_their_module() {
    let program = r#"
    let client = Client::builder().transport(Recorder).build()?;
    let pets: client::groups::Pets<'_> = client.pets();
    let list: client::operations::ListPets = pets.list().limit(3);
    list.await?;
    "#;
    let groups = |generator: Generator| generator.group_by_tag(true);
    assert_eq!(
        run_module("modules-groups", DOCUMENT, groups, program),
        ["GET /pets?limit=3"]
    );
}
