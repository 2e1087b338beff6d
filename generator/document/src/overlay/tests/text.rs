//! Overlays that are written.

use super::apply;
use crate::overlay::{Action, Change, Overlay, Version};
use crate::source::{Mapping, Node};

#[test]
fn an_overlay_is_written_and_read() {
    let value = Node::Mapping(Mapping::new(vec![("nullable".into(), Node::Boolean(true))]));
    let action = |target: &str, change| Action {
        target: target.to_owned(),
        description: None,
        change,
    };
    let overlay = Overlay {
        version: Version::V1_1,
        title: "What the server sends".to_owned(),
        extends: Some("openapi.yaml".to_owned()),
        actions: vec![
            Action {
                description: Some("`error` was null 312 times of 1,200".to_owned()),
                ..action("$.schemas['Error: 1']", Change::Update(value))
            },
            action("$.c", Change::Copy("$.schemas".to_owned())),
            action("$.schemas.Old", Change::Remove),
        ],
    };
    let text = "\
overlay: 1.1.0
info:
  title: What the server sends
  version: 1.0.0
extends: openapi.yaml
actions:
  - target: '$.schemas[''Error: 1'']'
    description: '`error` was null 312 times of 1,200'
    update:
      nullable: true
  - target: $.c
    copy: $.schemas
  - target: $.schemas.Old
    remove: true
";
    assert_eq!(overlay.to_yaml(), text);
    let applied = apply("schemas: {'Error: 1': {}, Old: 1}\nc: {}", &[text]);
    assert_eq!(applied.lines(), "");
    assert_eq!(
        applied.yaml(),
        "schemas:\n  'Error: 1':\n    nullable: true\nc:\n  'Error: 1':\n    nullable: true\n  Old: 1\n"
    );
}
