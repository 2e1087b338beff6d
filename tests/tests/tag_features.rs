//! A stand-alone crate with a feature for each tag of the document.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use specwright::codegen::plan::named::FeatureId;
use specwright::{Generated, Generator, Runtime, Select};

fn generated(generator: Generator) -> Generated {
    generator
        .name("tagged")
        .tag_features(true)
        .generate()
        .unwrap_or_else(|error| panic!("{error}"))
}

fn tags() -> Generator {
    Generator::new("documents/selection/tags.yaml")
}

/// What each operation and type needs one of.
fn gates(generated: &Generated) -> BTreeMap<String, Vec<String>> {
    let api = generated.api();
    let names = |ids: &[FeatureId]| ids.iter().map(|id| api.features[id.0].name.to_string()).collect();
    let operations = api
        .operations
        .iter()
        .map(|operation| (operation.name.to_string(), names(&operation.features)));
    let types = api
        .types
        .iter()
        .map(|def| (def.name.to_string(), names(&def.features)));
    operations.chain(types).collect()
}

#[test]
fn each_tag_is_a_feature_of_a_name_that_cargo_takes() {
    let generated = generated(tags());
    let features = generated.api().features.iter();
    let names: Vec<(&str, &str)> = features
        .map(|feature| (feature.tag.as_str(), feature.name.as_str()))
        .collect();
    assert_eq!(
        names,
        [
            ("a\"]\n[dependencies]", "a-dependencies"),
            ("default", "default-tag"),
            ("größe", "größe"),
            ("1 + 1 = 2", "n1-1-2"),
            ("Pets", "pets"),
            ("specwright-runtime", "specwright-minus-runtime"),
            ("User Groups", "user-groups"),
            ("user-groups", "user-minus-groups"),
        ]
    );
    let files = generated.crate_files(&Runtime::Version);
    insta::assert_snapshot!(files[Path::new("Cargo.toml")]);
}

#[test]
fn an_operation_is_there_with_any_of_its_tags_and_a_type_with_any_operation_that_needs_it() {
    let gates = gates(&generated(tags()));
    let gate = |name: &str| gates[name].iter().map(String::as_str).collect::<Vec<_>>();
    assert_eq!(gate("list_pets"), ["pets"]);
    assert_eq!(gate("list_groups"), ["user-groups", "user-minus-groups"]);
    assert_eq!(gate("get_health"), [""; 0], "it has no tag");
    assert_eq!(gate("Nested"), ["default-tag"]);
    assert_eq!(gate("Group"), ["user-groups", "user-minus-groups"]);
    assert_eq!(gate("Cat"), ["pets", "user-groups", "user-minus-groups"]);
    assert_eq!(gate("Failure"), [""; 0], "an operation without tags needs it");
    assert_eq!(gate("Order"), [""; 0], "the view of all headers has it");
    assert_eq!(gate("Unused"), [""; 0], "no operation needs it");
    assert_eq!(gate("Sort"), [""; 0], "what no operation needs has it");
}

#[test]
fn a_type_that_many_tags_need_is_always_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = |tags: usize, name: &str, of: &str| {
        let tags: Vec<String> = (0..tags).map(|tag| format!("t{tag}")).collect();
        format!(
            "  /{name}:\n    get:\n      operationId: {name}\n      tags: [{}]\n      responses: \
             {{'200': {{description: It., content: {{application/json: {{schema: \
             {{$ref: '#/components/schemas/{of}'}}}}}}}}}}\n",
            tags.join(", ")
        )
    };
    let document = format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths:\n{}{}components:\n  schemas:\n    \
         Few: {{type: object, properties: {{a: {{type: string}}}}}}\n    \
         Many: {{type: object, properties: {{b: {{$ref: '#/components/schemas/Inner'}}}}}}\n    \
         Inner: {{type: object, properties: {{c: {{type: string}}}}}}\n",
        path(16, "few", "Few"),
        path(17, "many", "Many")
    );
    let file = folder.path().join("api.yaml");
    std::fs::write(&file, document).unwrap();
    let gates = gates(&generated(Generator::new(file)));
    assert_eq!(gates["Few"].len(), 16);
    assert_eq!(gates["Many"], [""; 0]);
    assert_eq!(gates["Inner"], [""; 0]);
    assert_eq!(gates["many"].len(), 17);
}

#[test]
fn features_have_the_same_names_in_a_part() {
    let part = generated(tags().include(Select::tag("user-groups")));
    let names: Vec<String> = part
        .api()
        .features
        .iter()
        .map(|feature| feature.name.to_string())
        .collect();
    assert_eq!(names, ["user-groups", "user-minus-groups"]);
}

#[test]
fn without_the_setting_there_are_no_features() {
    let generated = tags().name("tagged").generate().unwrap();
    assert!(!generated.client.contains("#[cfg("));
    assert!(!generated.crate_files(&Runtime::Version)[Path::new("Cargo.toml")].contains("[features]"));
}

#[test]
fn each_item_stands_behind_its_features() {
    insta::assert_snapshot!(generated(tags()).client);
}

#[test]
fn the_crate_compiles_without_a_warning_with_any_features() {
    let whole = Crate::of(&generated(tags()));
    whole.check("");
    whole.check("default");
    for feature in &generated(tags()).api().features {
        whole.check(feature.name.as_str());
    }
}

#[test]
fn a_part_of_a_document_compiles_without_a_warning() {
    let shop = || Generator::new("documents/selection/shop.yaml").name("part");
    for selected in [
        shop().include(Select::operation("exportOrders")),
        shop().include(Select::path("/pets*")),
        shop().include(Select::operation("getHealth")),
    ] {
        Crate::of(&selected.generate().unwrap()).check("");
    }
    let part = Crate::of(&generated(tags().include(Select::tag("default"))));
    part.check("");
    part.check("default");
}

/// A stand-alone crate, as it is generated, in a folder of its own.
struct Crate(tempfile::TempDir);

impl Crate {
    fn of(generated: &Generated) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let files = generated.crate_files(&Runtime::Path(project().join("runtime")));
        specwright::write_crate(folder.path(), &files).unwrap();
        std::fs::copy(project().join("Cargo.lock"), folder.path().join("Cargo.lock")).unwrap();
        Self(folder)
    }

    /// Compiles the crate with just these features.
    fn check(&self, features: &str) {
        let output = Command::new(env!("CARGO"))
            .args(["check", "--offline", "--quiet"])
            .args(["--no-default-features", "--features", features])
            .current_dir(self.0.path())
            .env("CARGO_TARGET_DIR", project().join("target"))
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.success() && said.is_empty(),
            "with `{features}`:\n{said}"
        );
    }
}

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

#[test]
fn what_the_builder_imports_is_there_with_any_feature() {
    let document = r##"
openapi: 3.1.0
info: {title: Shop, version: "1"}
paths:
  /pets:
    get: {operationId: listPets, tags: [pets], security: [{key: []}], responses: {"204": {description: None.}}}
  /orders:
    get: {operationId: listOrders, tags: [orders], responses: {"204": {description: None.}}}
components: {securitySchemes: {key: {type: apiKey, in: header, name: x-key}}}
"##;
    let generated = Generator::from_text("shop.yaml", document).tag_features(true);
    let client = generated.generate().expect("a client").client;
    let lines: Vec<&str> = client.lines().collect();
    let import = lines
        .iter()
        .position(|line| line.contains("use specwright_runtime::") && line.contains("SecretString"));
    let import = import.expect("an import");
    assert!(!lines[import - 1].contains("cfg"), "{client}");
}
