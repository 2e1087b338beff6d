//! The examples of the [specification](https://spec.openapis.org/overlay/latest.html#examples), each applied to a document of its
//! shape.

use super::{apply, changed, overlay};

#[test]
fn a_structured_overlay_mirrors_the_document() {
    let document = "\
info:
  title: Shop
paths:
  /:
    get:
      summary: Old
  /pets:
    get:
      tags:
        - pets
";
    let actions = "
  - target: '$' # Root of document
    update:
      info:
        x-overlay-applied: structured-overlay
      paths:
        '/':
          summary: 'The root resource'
          get:
            summary: 'Retrieve the root resource'
            x-rate-limit: 100
        '/pets':
          get:
            summary: 'Retrieve a list of pets'
            x-rate-limit: 100
      components:
      tags:
";
    assert_eq!(
        changed(document, actions),
        "\
info:
  title: Shop
  x-overlay-applied: structured-overlay
paths:
  /:
    get:
      summary: Retrieve the root resource
      x-rate-limit: 100
    summary: The root resource
  /pets:
    get:
      tags:
        - pets
      summary: Retrieve a list of pets
      x-rate-limit: 100
components: null
tags: null
"
    );
}

#[test]
fn a_targeted_overlay_of_version_1_0_updates_the_mapping_around_a_text() {
    let document = "paths: {/foo: {get: {description: Old}}, /bar: {get: {}}}";
    let text = "\
overlay: 1.0.0
info: {title: Targeted Overlay, version: 1.0.0}
actions:
  - target: $.paths['/foo'].get
    update:
      description: This is the new description
  - target: $.paths['/bar'].get
    update:
      description: This is the updated description
  - target: $.paths['/bar']
    update:
      post:
        description: This is an updated description of a child object
        x-safe: false
";
    let applied = apply(document, &[text]);
    assert_eq!(applied.lines(), "");
    assert_eq!(
        applied.yaml(),
        "\
paths:
  /foo:
    get:
      description: This is the new description
  /bar:
    get:
      description: This is the updated description
    post:
      description: This is an updated description of a child object
      x-safe: false
"
    );
}

#[test]
fn a_targeted_overlay_of_version_1_1_updates_a_text_itself() {
    let document = "paths: {/foo: {get: {description: Old}}, /bar: {get: {description: Old}}}";
    let actions = "
  - target: $.paths['/foo'].get.description
    update: This is the new description
  - target: $.paths['/bar'].get.description
    update: This is the updated description
";
    assert_eq!(
        changed(document, actions),
        "\
paths:
  /foo:
    get:
      description: This is the new description
  /bar:
    get:
      description: This is the updated description
"
    );
}

#[test]
fn a_wildcard_overlay_updates_many_values_at_once() {
    let document = "\
paths:
  /a: {get: {parameters: [{name: filter, in: query, schema: {}}, {name: filter, in: header}]}}
  /b: {get: {}, post: {}}
";
    let actions = "
  - target: $.paths.*.get
    update:
      x-safe: true
  - target: $.paths.*.get.parameters[?@.name=='filter' && @.in=='query']
    update:
      schema:
        $ref: '#/components/schemas/filterSchema'
";
    assert_eq!(
        changed(document, actions),
        "\
paths:
  /a:
    get:
      parameters:
        - name: filter
          in: query
          schema:
            $ref: '#/components/schemas/filterSchema'
        - name: filter
          in: header
      x-safe: true
  /b:
    get:
      x-safe: true
    post: {}
"
    );
}

#[test]
fn an_item_is_appended_to_a_list() {
    let document = "paths: {/a: {get: {parameters: [{name: first}]}}, /b: {get: {}}}";
    let actions = "
  - target: $.paths.*.get.parameters
    update:
      name: newParam
      in: query
";
    assert_eq!(
        changed(document, actions),
        "\
paths:
  /a:
    get:
      parameters:
        - name: first
        - name: newParam
          in: query
  /b:
    get: {}
"
    );
}

#[test]
fn items_are_removed_from_lists() {
    let document = "paths: {/a: {get: {tags: [dummy, x, dummy], parameters: [{name: dummy}, {name: kept}]}}}";
    let actions = "
  - target: $.paths.*.get.parameters[?@.name == 'dummy']
    remove: true
  - target: $.paths.*.get.tags[?@ == 'dummy']
    remove: true
";
    assert_eq!(
        changed(document, actions),
        "paths:\n  /a:\n    get:\n      tags:\n        - x\n      parameters:\n        - name: kept\n"
    );
}

#[test]
fn traits_are_applied_where_the_document_names_them() {
    let document = "\
paths:
  /items: {get: {x-oai-traits: [paged], responses: {}}}
  /items/{id}/subitems: {get: {x-oai-traits: [paged], parameters: [{name: id}]}}
  /other: {get: {responses: {}}}
";
    let actions = "
  - target: $.paths[?(@.get['x-oai-traits'][?(@ == 'paged')])].get
    update:
      parameters:
        - name: top
          in: query
        - name: skip
          in: query
";
    assert_eq!(
        changed(document, actions),
        "\
paths:
  /items:
    get:
      x-oai-traits:
        - paged
      responses: {}
      parameters:
        - name: top
          in: query
        - name: skip
          in: query
  /items/{id}/subitems:
    get:
      x-oai-traits:
        - paged
      parameters:
        - name: id
        - name: top
          in: query
        - name: skip
          in: query
  /other:
    get:
      responses: {}
"
    );
}

/// Version 1.0 of the specification has an example whose target is no JSONPath of RFC 9535.
#[test]
fn a_name_with_a_hyphen_has_to_stand_in_brackets() {
    let text = "\
overlay: 1.0.0
info: {title: Apply Traits, version: 1.0.0}
actions:
  - target: $.paths.*.get[?@.x-oai-traits.paged]
    update: {parameters: []}
";
    assert_eq!(
        apply("paths: {}", &[text]).lines(),
        "1.yaml:4:31: error[json-path]: invalid JSONPath: a name after `.` cannot have a `-` (character 19); \
         help: put the name into brackets: `['x-oai-traits']`"
    );
}

const ITEMS: &str = "\
paths:
  /items:
    get:
      responses:
        '200':
          description: OK
  /some-items:
    delete:
      responses:
        '200':
          description: OK
";

#[test]
fn a_value_is_copied_into_another() {
    let actions = "
  - target: '$.paths[\"/some-items\"]'
    copy: '$.paths[\"/items\"]'
";
    let copied = "    get:\n      responses:\n        '200':\n          description: OK\n";
    assert_eq!(changed(ITEMS, actions), ITEMS.to_owned() + copied);
}

#[test]
fn a_value_is_copied_to_a_place_that_is_made_first() {
    let actions = "
  - target: '$.paths'
    update: { \"/other-items\": {} }
  - target: '$.paths[\"/other-items\"]'
    copy: '$.paths[\"/items\"]'
";
    let copied = "  /other-items:\n    get:\n      responses:\n        '200':\n          description: OK\n";
    assert_eq!(changed(ITEMS, actions), ITEMS.to_owned() + copied);
}

#[test]
fn a_value_is_moved_by_three_actions() {
    let actions = "
  - target: '$.paths'
    update: { \"/new-items\": {} }
  - target: '$.paths[\"/new-items\"]'
    copy: '$.paths[\"/items\"]'
  - target: '$.paths[\"/items\"]'
    remove: true
";
    assert_eq!(
        changed(ITEMS, actions),
        "\
paths:
  /some-items:
    delete:
      responses:
        '200':
          description: OK
  /new-items:
    get:
      responses:
        '200':
          description: OK
"
    );
}

#[test]
fn extends_may_be_a_url_which_is_not_compared() {
    let text = overlay("  - {target: $, update: {a: 1}}\n")
        + "extends: 'https://raw.githubusercontent.com/OAI/learn.openapis.org/refs/heads/main/examples/v3.1/tictactoe.yaml'\n";
    assert_eq!(apply("a: 0", &[&text]).lines(), "");
}

#[test]
fn extends_may_name_the_document() {
    let text = overlay("  - {target: $, update: {a: 1}}\n") + "extends: './openapi.yaml'\n";
    assert_eq!(apply("a: 0", &[&text]).lines(), "");
}
