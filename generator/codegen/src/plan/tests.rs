//! What is decided: a snippet of a document beside what is planned for it.

mod media_types;
mod parts;

use super::*;
use specwright_document::description::keyword::GRAMMAR;
use specwright_document::diagnostic::{Code, Diagnostics};
use specwright_document::model::Settings;
use specwright_document::normalize::normalize;
use specwright_document::source::Document;
use specwright_document::{model, source};

/// Takes the text of a document through the stages before this one.
fn planned(document: &str, settings: &Settings) -> (Api, Diagnostics) {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = folder.path().join("api.yaml");
    std::fs::write(&path, document).expect("the document can be written");
    let mut diagnostics = Diagnostics::default();
    let document = Document::load(&path, GRAMMAR, &mut diagnostics);
    let description = document
        .as_ref()
        .and_then(|document| normalize(document, &mut diagnostics));
    let api = description.map(|description| model::build(description, settings, &mut diagnostics));
    let api = api.and_then(|api| named::plan(api, settings, &mut diagnostics));
    match api {
        Some(api) => (api, diagnostics),
        None => panic!("{:?}", source::located(&diagnostics, &path, document.as_ref())),
    }
}

/// Builds the model of a document of OpenAPI 3.0 with these parts.
pub(super) fn api(parts: &str) -> Api {
    let mut document = "openapi: 3.0.3\ninfo: { title: Plans, version: '1' }\n".to_owned();
    document.push_str(parts);
    if !parts.contains("paths:") {
        document.push_str("\npaths: {}\n");
    }
    planned(&document, &Settings::default()).0
}

/// Builds the model of an operation with these fields, and schemas.
pub(super) fn operation(fields: &str, schemas: &str) -> Api {
    let fields = fields.replace('\n', "\n      ");
    let schemas = schemas.replace('\n', "\n    ");
    api(&format!(
        "paths:\n  /things/{{id}}:\n    post:\n      operationId: change\n      {fields}\n\
         components:\n  schemas:\n    {schemas}\n"
    ))
}

fn names<'n>(names: impl Iterator<Item = &'n Name>) -> Vec<String> {
    names.map(Name::to_string).collect()
}

/// Returns the names that are imported from a module, by import.
fn imported<'i>(imports: &'i [Import<'_>], module: &str) -> Vec<&'i [Cow<'static, str>]> {
    let imports = imports.iter().filter(|import| import.module == module);
    imports.map(|import| &*import.names).collect()
}

#[test]
fn servers_that_differ_by_case_have_constructors_of_their_own() {
    let api = api("servers:
  - { url: 'https://{zone}.example.com', description: eu, variables: { zone: { default: a } } }
  - { url: 'https://{zone}.example.org', description: EU, variables: { zone: { default: b } } }
  - { url: 'https://{zone}.example.net', description: url, variables: { zone: { default: c } } }
  - { url: 'https://example.net', description: plain }");
    let servers = plan(&api).servers.expect("there are servers");
    let constructors = servers
        .variants
        .iter()
        .filter_map(|server| server.constructor.as_ref());
    assert_eq!(names(constructors), ["eu", "eu_server", "url_server"]);
}

#[test]
fn servers_that_differ_by_their_scheme_alone_have_it_in_their_names() {
    let api = api("servers:
  - { url: 'http://voiceid.{region}.example.com', variables: { region: { default: a } } }
  - { url: 'https://voiceid.{region}.example.com', variables: { region: { default: a } } }
  - { url: 'wss://localhost:8080' }
  - { url: 'https://localhost:8080/' }
  - { url: 'https://example.net' }");
    let servers = plan(&api).servers.expect("there are servers");
    assert_eq!(
        names(servers.variants.iter().map(|server| &server.name)),
        [
            "VoiceidRegionExampleCom",
            "VoiceidRegionExampleComHttps",
            "Localhost8080",
            "Localhost8080Https",
            "ExampleNet"
        ]
    );
}

#[test]
fn fields_have_the_names_that_stand_in_the_url() {
    let api = api("servers:
  - url: 'https://{zone}.example.com:{port}/{other}'
    variables: { zone: { default: a }, port: { enum: ['80', '443'], default: '443' } }");
    let servers = plan(&api).servers.expect("there are servers");
    assert_eq!(
        servers.variants[0].url,
        "https://{zone}.example.com:{port}/{other}"
    );
    let wires = servers.variants[0].fields.iter().map(|field| field.wire);
    assert_eq!(wires.collect::<Vec<_>>(), ["zone", "port", "other"]);
}

#[test]
fn a_description_needs_no_feature_of_the_runtime() {
    let api = operation(
        "description: See specwright_runtime::chrono::DateTime and types::Thing.\n\
         responses: { '204': { description: Nothing of specwright_runtime::uuid::Uuid } }",
        "Thing: { type: string, description: 'specwright_runtime::client_credentials! specwright_runtime::XmlSchema' }",
    );
    let plan = plan(&api);
    assert_eq!(plan.runtime_features, BTreeSet::new());
    assert_eq!(imported(&plan.operations.imports, "super"), [[""; 0]; 0]);
}

#[test]
fn a_type_needs_the_feature_that_brings_it() {
    let needs = |schema: &str| {
        let api = api(&format!(
            "components: {{ schemas: {{ T: {{ type: array, items: {schema} }} }} }}"
        ));
        plan(&api)
            .runtime_features
            .into_iter()
            .map(RuntimeFeature::name)
            .collect::<Vec<_>>()
    };
    assert_eq!(needs("{ type: string }"), [""; 0]);
    assert_eq!(needs("{ type: string, format: date }"), ["chrono"]);
    assert_eq!(needs("{ type: string, format: date-time }"), ["chrono"]);
    assert_eq!(needs("{ type: string, format: uuid }"), ["uuid"]);
}

#[test]
fn a_body_as_xml_needs_the_feature_for_xml() {
    let api = operation(
        "responses: { '204': { description: Done } }\n\
         requestBody: { content: { application/xml: { schema: { $ref: '#/components/schemas/Thing' } } } }",
        "Thing: { type: object, properties: { a: { type: string } } }",
    );
    assert_eq!(plan(&api).runtime_features, [RuntimeFeature::Xml].into());
}

#[test]
fn a_flow_without_a_user_needs_the_feature_for_it() {
    let api = api(
        "paths: { /a: { get: { security: [{ login: [] }], responses: { '204': { description: Done } } } } }
components:
  securitySchemes:
    login:
      type: oauth2
      flows: { clientCredentials: { tokenUrl: 'https://example.com/token', scopes: {} } }",
    );
    let plan = plan(&api);
    assert_eq!(plan.runtime_features, [RuntimeFeature::OAuth2].into());
    let methods = &plan.builder.as_ref().expect("a client").credentials;
    assert_eq!(
        names(methods.iter().map(|method| &method.name)),
        ["login", "login_source"]
    );
    let flows = &plan.builder.as_ref().expect("a client").client_credentials;
    assert_eq!(
        names(flows.iter().map(|method| &method.name)),
        ["login_client_credentials"]
    );
}

#[test]
fn small_values_are_passed_by_value_and_others_as_the_caller_has_them() {
    let ty = |schema: &str| {
        let api = operation(
            &format!(
                "parameters:\n  - {{ name: id, in: path, required: true, schema: {{ type: integer }} }}\n  \
                 - {{ name: x, in: query, required: true, schema: {schema} }}\n\
                 responses: {{ '204': {{ description: Done }} }}"
            ),
            "Color: { type: string, enum: [red, green] }\n\
             Shape: { type: object, properties: { sides: { type: integer } } }\n\
             Text: { type: string }",
        );
        plan(&api).methods[0].arguments[1].ty.to_string()
    };
    assert_eq!(ty("{ type: integer }"), "i64");
    assert_eq!(ty("{ type: boolean }"), "bool");
    assert_eq!(ty("{ type: string }"), "impl Argument<str>");
    assert_eq!(ty("{ $ref: '#/components/schemas/Text' }"), "impl Argument<str>");
    assert_eq!(
        ty("{ type: array, items: { type: string } }"),
        "impl Argument<List<str>>"
    );
    assert_eq!(
        ty("{ type: object, additionalProperties: { type: array, items: { type: integer } } }"),
        "impl Argument<Entries<List<i64>>>"
    );
    assert_eq!(
        ty("{ type: array, items: { type: string, nullable: true } }"),
        "impl Argument<List<Option<String>>>"
    );
    assert_eq!(
        ty("{ $ref: '#/components/schemas/Color' }"),
        "impl Argument<types::Color>"
    );
    assert_eq!(
        ty("{ $ref: '#/components/schemas/Shape' }"),
        "impl Argument<types::Shape>"
    );
}

#[test]
fn what_is_required_is_an_argument_and_all_else_a_setter() {
    let api = operation(
        "parameters:\n  - { name: id, in: path, required: true, schema: { type: string } }\n  \
         - { name: dry-run, in: query, schema: { type: boolean } }\n\
         requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } }\n\
         responses: { '200': { description: Done, content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } } }",
        "Thing: { type: object, properties: { a: { type: string } } }",
    );
    let plan = plan(&api);
    let method = &plan.methods[0];
    assert_eq!(
        names(method.arguments.iter().map(|argument| &argument.name)),
        ["id"]
    );
    assert_eq!(method.result.to_string(), "operations::Change");
    let request = plan.operations.items[0].requests.first().expect("it has setters");
    let setters = request.setters.iter().map(|setter| &setter.argument);
    let setters: Vec<String> = setters
        .map(|setter| format!("{}: {}", setter.name, setter.ty))
        .collect();
    assert_eq!(
        setters,
        [
            "dry_run: impl Optional<bool>",
            "body: impl Optional<types::Thing>"
        ]
    );
    assert_eq!(
        request.ty.short().to_string(),
        "OperationRequest<Thing, ChangeError, Change>"
    );
    assert_eq!(imported(&plan.operations.imports, "super"), [["types"]]);
    assert_eq!(
        imported(&plan.operations.imports, "specwright_runtime"),
        [["Bytes", "Optional", "UndecodedBody"]]
    );
}

#[test]
fn a_parameter_of_one_value_is_sent_and_not_asked_for() {
    let api = operation(
        "parameters:\n  - { name: id, in: path, required: true, schema: { type: string } }\n  \
         - { name: version, in: header, required: true, schema: { type: string, enum: ['2026-01-01'] } }\n\
         responses: { '204': { description: Done } }",
        "Thing: { type: string }",
    );
    let plan = plan(&api);
    let method = &plan.methods[0];
    assert_eq!(
        names(method.arguments.iter().map(|argument| &argument.name)),
        ["id"]
    );
    let sent: Vec<String> = method
        .sends
        .iter()
        .map(|send| match &send.value {
            Sent::Argument(name) => name.to_string(),
            Sent::Only(path) => path.to_string(),
        })
        .collect();
    assert_eq!(sent, ["id", "types::ChangeVersion::N2026_01_01"]);
}

#[test]
fn an_item_of_the_document_does_not_shadow_the_prelude() {
    let mut api = api("components:
  schemas:
    Choice: { type: string, enum: [a] }
    Thing: { type: object, properties: { one: { $ref: '#/components/schemas/Choice' } } }");
    api.types[0].name = Name::new("Option").expect("a name");
    let plan = plan(&api);
    let TypeItemKind::Struct(thing) = &plan.types.items[1].kind else {
        panic!("a struct")
    };
    let ty = thing.fields[0].ty.to_string();
    assert_eq!(ty, "::core::option::Option<Option>");
}

#[test]
fn an_item_of_the_document_does_not_shadow_the_runtime() {
    let api = api("components:
  schemas:
    Map: { type: string, enum: [a] }
    Thing:
      type: object
      properties:
        here: { $ref: '#/components/schemas/Map' }
        there: { type: object, additionalProperties: { type: string, format: date } }");
    let plan = plan(&api);
    let TypeItemKind::Struct(thing) = &plan.types.items[1].kind else {
        panic!("a struct")
    };
    let types: Vec<String> = thing.fields.iter().map(|field| field.ty.to_string()).collect();
    assert_eq!(types, ["Option<Map>", "Option<rt::Map<NaiveDate>>"]);
    let imports = &plan.types.imports;
    assert_eq!(imported(imports, "specwright_runtime"), [[""; 0]]);
    assert_eq!(imported(imports, "specwright_runtime::chrono"), [["NaiveDate"]]);
}

#[test]
fn nothing_is_imported_that_is_not_used() {
    let api = api("components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key }
security: [{ key: [] }]
paths: { /a: { get: { responses: { '204': { description: Done } } } } }");
    let plan = plan(&api);
    assert_eq!(imported(&plan.imports, "specwright_runtime"), [["SecretString"]]);
    assert_eq!(imported(&plan.types.imports, "specwright_runtime"), [[""; 0]; 0]);
}

#[test]
fn a_name_on_the_wire_is_said_where_the_name_in_rust_does_not_tell_it() {
    let api = api("components:
  schemas:
    Thing:
      type: object
      properties:
        petId: { type: string }
        '+1': { type: string }
        '-1': { type: string, description: Thumbs down }");
    let plan = plan(&api);
    let TypeItemKind::Struct(thing) = &plan.types.items[0].kind else {
        panic!("a struct")
    };
    let said: Vec<&[Block<'_>]> = thing.fields.iter().map(|field| &*field.docs.blocks).collect();
    let wire = |wire| Block::Paragraph(vec!["The property ".into(), Span::code(wire), ".".into()]);
    assert_eq!(said[0], []);
    assert_eq!(said[1], [wire("+1")]);
    assert_eq!(said[2], [Block::Markdown("Thumbs down"), wire("-1")]);
}

#[test]
fn a_list_that_holds_itself_is_a_body() {
    let api = operation(
        "requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } }\n\
         responses: { '204': { description: Done } }",
        "Thing: { type: array, items: { $ref: '#/components/schemas/Thing' } }",
    );
    assert_eq!(plan(&api).methods.len(), 1);
}

#[test]
fn a_success_that_is_not_2xx_is_told_to_the_runtime() {
    let api = operation(
        "responses: { '302': { description: There }, '3XX': { description: There } }",
        "Thing: { type: string }",
    );
    assert_eq!(plan(&api).methods[0].succeeds_with, ["302", "3XX"]);
}

#[test]
fn an_import_is_there_with_any_feature_that_uses_it() {
    let api = {
        let get = |tag: &str, schema: &str| {
            format!(
                "{{ get: {{ tags: [{tag}], responses: {{ '200': {{ description: It, content: \
                 {{ application/json: {{ schema: {schema} }} }} }} }} }} }}"
            )
        };
        let named = "{ $ref: '#/components/schemas/Thing' }";
        let document = format!(
            "openapi: 3.0.3\ninfo: {{ title: Plans, version: '1' }}\npaths:\n  /a: {}\n  /b: {}\n  /c: {}\n\
             components: {{ schemas: {{ Thing: {{ type: object, properties: {{ a: {{ type: string }} }} }} }} }}\n",
            get("one", &format!("{{ type: array, items: {named} }}")),
            get("two", "{ type: string }"),
            get("three", named),
        );
        let document = document.replace("'200'", "'4XX'");
        let settings = Settings {
            tag_features: true,
            ..Settings::default()
        };
        planned(&document, &settings).0
    };
    let plan = plan(&api);
    let imports = plan.operations.imports.iter();
    let gates: Vec<&Gate<'_>> = imports
        .filter(|import| import.module == "super")
        .map(|import| &import.gate)
        .collect();
    assert_eq!(gates, [&Gate(vec!["one", "three"])]);
}

/// Returns the methods of a document with these operations, where ids are trimmed, and how many warnings there are.
fn trimmed(paths: &str) -> (Vec<String>, usize) {
    let document = format!("openapi: 3.0.3\ninfo: {{ title: Plans, version: '1' }}\npaths:\n{paths}");
    let settings = Settings {
        trim_operation_ids: true,
        ..Settings::default()
    };
    let (api, diagnostics) = planned(&document, &settings);
    let operations = api.operations.iter();
    let codes = diagnostics.iter().map(|diagnostic| diagnostic.code);
    let ambiguous = codes.filter(|code| *code == Code::AmbiguousOperationId);
    (
        names(operations.map(|operation| &operation.name)),
        ambiguous.count(),
    )
}

#[test]
fn an_operation_id_is_trimmed_of_path_method_tag_and_number() {
    let paths = "  /users/{user_id}:
    get: { operationId: read_user_users__user_id__get, responses: { '204': { description: Done } } }
    put: { operationId: putUser_1, responses: { '204': { description: Done } } }
    post: { operationId: Users_Create, tags: [Users], responses: { '204': { description: Done } } }
    delete: { operationId: UsersController_remove, tags: [Users], responses: { '204': { description: Done } } }
    patch: { operationId: users_user_id_patch, responses: { '204': { description: Done } } }
";
    let methods = ["read_user", "put_user", "create", "remove", "users_user_id_patch"];
    assert_eq!(trimmed(paths), (methods.map(str::to_owned).into(), 0));
}

#[test]
fn operation_ids_that_would_be_the_same_keep_what_tells_them_apart() {
    let paths = "  /users:
    get: { operationId: Users_GetAll, tags: [Users], responses: { '204': { description: Done } } }
  /pets:
    get: { operationId: Pets_GetAll, tags: [Pets], responses: { '204': { description: Done } } }
    post: { operationId: add_pets_post, tags: [Pets], responses: { '204': { description: Done } } }
";
    let methods = ["users_get_all", "pets_get_all", "add"];
    assert_eq!(trimmed(paths), (methods.map(str::to_owned).into(), 2));
}

#[test]
fn the_items_of_both_modules_have_names_of_their_own() {
    let api = operation(
        "responses: { '200': { description: Done, content: { application/json: { schema: { $ref: '#/components/schemas/Change' } } } } }",
        "Change: { type: object, properties: { a: { type: string } } }\nChangeError: { type: string, enum: [a] }",
    );
    let operation = &api.operations[0];
    assert_eq!(operation.request.as_str(), "ChangeRequest");
    let failure = operation.failure.type_name.as_ref().expect("it has an enum");
    assert_eq!(failure.as_str(), "ChangeErrorFailure");
    assert_eq!(
        names(api.types.iter().map(|def| &def.name)),
        ["Change", "ChangeError"]
    );
}

#[test]
fn a_request_that_is_called_as_a_schema_has_a_name_without_spelled_symbols() {
    let api = api(
        "paths: { /pets: { post: { operationId: add_pet, responses: { '204': { description: Done } } } } }\n\
         components: { schemas: { AddPet: { type: object, properties: { name: { type: string } } } } }",
    );
    assert_eq!(api.operations[0].request.as_str(), "AddPetRequest");
}

#[test]
fn ids_derive_what_all_of_their_forms_have_and_structs_nothing_that_they_could_lose() {
    let derives = |schema: &str| {
        let api = api(&format!("components: {{ schemas: {{ T: {schema} }} }}"));
        plan(&api).types.items[0].derives.join(" ")
    };
    assert_eq!(
        derives("{ type: object, required: [a], properties: { a: { type: string } } }"),
        "Clone Debug PartialEq"
    );
    assert_eq!(
        derives(
            "{ type: object, required: [a], properties: { a: { type: array, items: { type: string } } } }"
        ),
        "Clone Debug PartialEq"
    );
    assert_eq!(
        derives(
            "{ type: object, required: [a], properties: { a: { type: string } }, additionalProperties: { type: string } }"
        ),
        "Clone Debug PartialEq"
    );
    assert_eq!(
        derives("{ type: string, enum: [a, b] }"),
        "Clone Debug PartialEq Eq Hash"
    );
    assert_eq!(
        derives(
            "{ type: object, required: [a], properties: { a: { $ref: '#/components/schemas/T' }, b: { type: number } } }"
        ),
        "Clone Debug PartialEq"
    );
    assert_eq!(
        derives("{ type: object, properties: { a: { type: number } } }"),
        "Clone Debug PartialEq Default"
    );
    assert_eq!(
        derives("{ oneOf: [{ type: integer }, { type: string, format: uuid }] }"),
        "Clone Debug PartialEq Eq Hash PartialOrd Ord"
    );
}
