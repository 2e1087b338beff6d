use super::{NO_WARNING, component, converted, of_type, operation, pets};
use specwright_document::description::{
    ApiKeyLocation, Composition, Discriminator, JsonType, Operation, PathItem, Schema, SecurityScheme,
    SecuritySchemeKind, Source,
};

#[test]
fn the_smallest_document() {
    let (yaml, warnings) = converted(&pets());
    assert_eq!(
        yaml,
        "openapi: 3.0.4\ninfo:\n  title: Pets\n  version: '1'\npaths: {}\n"
    );
    assert_eq!(warnings, NO_WARNING);
}

#[test]
fn keys_that_are_not_allowed_are_renamed_with_all_references() {
    let mut description = pets();
    component(&mut description, "Page_Pet", of_type(JsonType::String));
    let page = component(&mut description, "Page«Pet»", of_type(JsonType::Object));
    let cat = component(&mut description, "cats/Cat", of_type(JsonType::Object));
    component(
        &mut description,
        "Any",
        Schema {
            composition: Some(Box::new(Composition {
                one_of: vec![page, cat],
                discriminator: Some(Discriminator {
                    property_name: "kind".into(),
                    mapping: vec![("page".into(), page)],
                    default_mapping: None,
                }),
                ..Composition::default()
            })),
            ..Schema::default()
        },
    );
    let (yaml, warnings) = converted(&description);
    let expected = "
    Page_Pet:
      type: string
    Page_Pet_2:
      type: object
    cats_Cat:
      type: object
    Any:
      discriminator:
        propertyName: kind
        mapping:
          page: '#/components/schemas/Page_Pet_2'
          cats/Cat: '#/components/schemas/cats_Cat'
      oneOf:
      - $ref: '#/components/schemas/Page_Pet_2'
      - $ref: '#/components/schemas/cats_Cat'
";
    assert!(yaml.ends_with(expected), "{yaml}");
    assert_eq!(
        warnings,
        [
            "`Page«Pet»` is not allowed as a key in `components/schemas`; renamed to `Page_Pet_2`",
            "`cats/Cat` is not allowed as a key in `components/schemas`; renamed to `cats_Cat`",
        ]
    );
}

#[test]
fn mutual_tls_is_left_out_of_what_requires_it() {
    let scheme = |key: &str, kind| SecurityScheme {
        key: key.into(),
        kind,
        name: None,
        description: None,
        deprecated: false,
        extensions: Default::default(),
        source: Source::ROOT,
    };
    let mut description = pets();
    description.components.security_schemes = vec![
        scheme("tls", SecuritySchemeKind::MutualTls),
        scheme(
            "key",
            SecuritySchemeKind::ApiKey {
                name: "X-Key".into(),
                location: ApiKeyLocation::Header,
            },
        ),
    ];
    description.security = Some(vec![
        vec![("tls".into(), Vec::new()), ("key".into(), vec!["admin".into()])],
        vec![("key".into(), Vec::new())],
        vec![("tls".into(), Vec::new())],
    ]);
    let (yaml, warnings) = converted(&description);
    let expected = "
components:
  securitySchemes:
    key:
      type: apiKey
      in: header
      name: X-Key
security:
- key: []
- {}
";
    assert!(yaml.ends_with(expected), "{yaml}");
    assert_eq!(
        warnings,
        [
            "a role that the scheme `key` is required with cannot be expressed in OpenAPI 3.0; left out",
            "the security scheme `mutualTLS` cannot be expressed in OpenAPI 3.0; \
             left out of the schemes and of what requires it",
        ]
    );
}

#[test]
fn every_operation_has_an_id_of_its_own() {
    let mut description = pets();
    let mut add = |path: &str, id: Option<&str>| {
        let source = description.sources.child(
            Source::ROOT,
            specwright_document::description::Step::Key(path.into()),
        );
        description.paths.push(PathItem {
            path: path.into(),
            operations: vec![Operation {
                operation_id: id.map(Into::into),
                source,
                ..operation("GET")
            }],
            ..PathItem::default()
        });
    };
    add("/pets", Some("list"));
    add("/cats", Some("list"));
    add("/cats/{id}", None);
    add("/dogs", Some("get_cats"));
    let (yaml, warnings) = converted(&description);
    let ids = yaml
        .lines()
        .filter_map(|line| line.trim().strip_prefix("operationId: "));
    assert_eq!(
        ids.collect::<Vec<_>>(),
        ["list", "get_cats_2", "get_cats_by_id", "get_cats"]
    );
    assert_eq!(
        warnings,
        [
            "operationId `list` of `GET /cats` is also that of another operation; it is given `get_cats_2`",
            "`GET /cats/{id}` has no operationId; it is given `get_cats_by_id`",
        ]
    );
}

#[test]
fn a_child_whose_key_changes_is_still_found_by_its_parent() {
    let mut description = pets();
    let pet = component(
        &mut description,
        "Pet",
        Schema {
            composition: Some(Box::new(Composition {
                discriminator: Some(Discriminator {
                    property_name: "kind".into(),
                    ..Discriminator::default()
                }),
                ..Composition::default()
            })),
            ..of_type(JsonType::Object)
        },
    );
    let extending = |parent| Schema {
        composition: Some(Box::new(Composition {
            all_of: vec![parent],
            ..Composition::default()
        })),
        ..Schema::default()
    };
    let dog = component(&mut description, "Dog", extending(pet));
    component(&mut description, "Dog (young)", extending(dog));
    let (yaml, _) = converted(&description);
    let expected = "
      discriminator:
        propertyName: kind
        mapping:
          Dog (young): '#/components/schemas/Dog_young'
";
    assert!(yaml.contains(expected), "{yaml}");
}
