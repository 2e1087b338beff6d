//! What is said about overlays.

use super::{apply, apply_with, overlay};

const DOCUMENT: &str = "\
info:
  title: Pets
paths:
  /pets:
    $ref: pets.yaml
  /users:
    get: {tags: [a]}
";

fn said(actions: &str) -> String {
    apply(DOCUMENT, &[&overlay(actions)]).lines()
}

/// Returns what is said about an overlay as a whole.
fn said_of(text: &str) -> String {
    apply(DOCUMENT, &[text]).lines()
}

#[test]
fn a_target_that_selects_nothing() {
    assert_eq!(
        said("  - target: $.paths['/user'].get\n    remove: true\n"),
        "1.yaml:4:13: warning[unmatched-action]: the target selects nothing in the document; the action changes nothing; \
         help: did you mean `/users` instead of `/user`?"
    );
    assert_eq!(
        said("  - target: $.paths['/pets'].get\n    update: {x: 1}\n"),
        "1.yaml:4:13: warning[unmatched-action]: the target selects nothing in the document; the action changes nothing; \
         help: before `get` stands the reference \"pets.yaml\", which is not followed; overlays change the root file alone"
    );
    assert_eq!(
        said("  - target: $..parameters[?@.name == 'x']\n    update: {x: 1}\n"),
        "1.yaml:4:13: warning[unmatched-action]: the target selects nothing in the document; the action changes nothing; \
         help: correct the target, or remove the action if the document no longer needs it"
    );
}

#[test]
fn a_target_that_is_in_a_part_of_the_schema() {
    const ALBUM: &str = "\
components:
  schemas:
    Base: {properties: {id: {type: string}}}
    Album:
      allOf:
        - $ref: '#/components/schemas/Base'
        - properties: {label: {type: string}}
";
    let help = |path: &str| {
        let action = format!("  - target: $.components.schemas.Album.{path}\n    update: {{x: 1}}\n");
        let lines = apply(ALBUM, &[&overlay(&action)]).lines();
        lines.split_once("help: ").expect("a help").1.to_owned()
    };
    assert_eq!(
        help("properties.label"),
        "write `allOf[1].properties.label` in place of `properties.label`"
    );
    assert_eq!(
        help("properties.id"),
        "`properties.id` is in \"#/components/schemas/Base\", which `allOf[0]` refers to: choose that as the target"
    );
    assert_eq!(
        help("properties.other"),
        "correct the target, or remove the action if the document no longer needs it"
    );
}

#[test]
fn an_action_that_the_document_no_longer_needs() {
    let unneeded = "warning[unneeded-action]: the document says this already; the action changes nothing; \
                    help: remove the action: the document no longer needs it";
    for action in [
        "update: {info: {title: Pets}}",
        "update: {paths: {/users: {get: {tags: [a]}}}}",
        "update: {}",
    ] {
        assert_eq!(
            said(&format!("  - target: $\n    {action}\n")),
            format!("1.yaml:5:5: {unneeded}"),
            "{action}"
        );
    }
    let applied = apply(
        DOCUMENT,
        &[&overlay(
            "  - target: $.paths['/users'].get.tags\n    update: a\n",
        )],
    );
    assert_eq!(applied.lines(), format!("1.yaml:5:5: {unneeded}"));
    // The specification has it appended all the same.
    assert!(applied.yaml().ends_with("tags:\n        - a\n        - a\n"));
    assert_eq!(
        said("  - target: $.info\n    remove: false\n"),
        "1.yaml:4:5: warning[unneeded-action]: the action has neither `update` nor `remove: true` nor `copy`; it changes nothing; \
         help: add one of them, or remove the action"
    );
}

#[test]
fn strictness_makes_errors_of_both() {
    let text = overlay("  - {target: $.nothing, remove: true}\n  - {target: $.info.title, update: Pets}\n");
    let applied = apply_with(DOCUMENT, &[&text], true);
    let lines = applied.lines();
    assert_eq!(lines.lines().count(), 2);
    assert!(
        lines.contains("error[unmatched-action]") && lines.contains("error[unneeded-action]"),
        "{lines}"
    );
}

#[test]
fn values_that_do_not_go_together() {
    let help = "help: remove what is there by an action before this one";
    assert_eq!(
        said("  - target: $\n    update:\n      info:\n        title: [a]\n"),
        format!(
            "1.yaml:7:9: error[overlay-action]: cannot merge a list into a string, at \"#/info/title\"; {help}"
        )
    );
    assert_eq!(
        said("  - target: $.info\n    update: text\n"),
        format!(
            "1.yaml:5:5: error[overlay-action]: cannot merge a string into a mapping, at \"#/info\"; {help}"
        )
    );
    assert_eq!(
        said("  - target: $.info\n    copy: $.paths['/users'].get.tags\n"),
        format!(
            "1.yaml:5:11: error[overlay-action]: cannot merge a list into a mapping, at \"#/info\"; {help}"
        )
    );
}

#[test]
fn targets_that_an_update_may_not_have() {
    assert_eq!(
        said("  - target: $.info['title']\n    update: x\n  - target: $..*\n    update: {x: 1}\n"),
        "1.yaml:6:13: error[overlay-action]: the target selects values of several kinds; \
         help: write an action for each kind: mappings, lists, and other values"
    );
    assert_eq!(
        said_of(
            "overlay: 1.0.0\ninfo: {title: t, version: 1.0.0}\nactions:\n  - target: $.info.title\n    update: x\n"
        ),
        "1.yaml:4:13: error[overlay-action]: the target is neither a mapping nor a list; \
         help: write `overlay: 1.1.0`, or target the mapping around it and update the property"
    );
    assert_eq!(
        said("  - target: $\n    remove: true\n"),
        "1.yaml:4:13: error[overlay-action]: cannot remove the root of the document; help: target a part of it"
    );
}

#[test]
fn a_copy_of_none_or_several() {
    let help = "help: select the one value that is to be copied";
    assert_eq!(
        said("  - {target: $.info, copy: $.nothing}\n"),
        format!("1.yaml:4:28: error[overlay-action]: `copy` selects nothing in the document; {help}")
    );
    assert_eq!(
        said("  - {target: $.info, copy: $.*}\n"),
        format!("1.yaml:4:28: error[overlay-action]: `copy` selects 2 values instead of one; {help}")
    );
}

#[test]
fn a_jsonpath_that_is_none_has_its_column() {
    assert_eq!(
        said("  - target: $.paths./pets.get\n    remove: true\n"),
        "1.yaml:4:21: error[json-path]: invalid JSONPath: expected a name or `*`, found `/` (character 9)"
    );
    assert_eq!(
        said("  - target: \"$.paths[?@.a ==]\"\n    remove: true\n"),
        "1.yaml:4:29: error[json-path]: invalid JSONPath: expected `@`, `$`, a literal or a function, found `]` (character 16)"
    );
    assert_eq!(
        said("  - target: paths\n    remove: true\n"),
        "1.yaml:4:13: error[json-path]: invalid JSONPath: expected `$`, found `p` (character 1); \
         help: begin at the root: `$.info`, `$.paths['/pets'].get`"
    );
    assert_eq!(
        said("  - target: $.info\n    copy: \"$.a[?match(@.b, '(')]\"\n"),
        "1.yaml:5:28: error[json-path]: invalid JSONPath: `(` is no regular expression of I-Regexp, or too large a one (character 17)"
    );
    // Where it is not written as it is, it is the place of the key.
    assert_eq!(
        said("  - target: \"$.\\u0021\"\n    remove: true\n"),
        "1.yaml:4:5: error[json-path]: invalid JSONPath: expected a name or `*`, found `!` (character 3)"
    );
}

#[test]
fn a_file_that_is_no_overlay() {
    let cases = [
        (
            "[1]",
            "1.yaml:1:1: error[not-a-mapping]: expected a mapping, found a list; help: an overlay is a mapping whose first key is `overlay`",
        ),
        (
            "openapi: 3.1.0",
            "1.yaml:1:1: error[missing-field]: missing field `overlay`; help: this is a document; name an overlay to apply to one",
        ),
        (
            "overlay: 2.0.0\ninfo: {title: t, version: '1'}\nactions: [{target: $, update: {}}]",
            "1.yaml:1:1: error[unknown-version]: unknown version \"2.0.0\" of an overlay; help: write `overlay: 1.0.0` or `overlay: 1.1.0`",
        ),
        (
            "overlay: 1.1\ninfo: {title: t, version: '1'}\nactions: [{target: $, update: {}}]",
            "1.yaml:1:1: error[unknown-version]: unknown version \"1.1\" of an overlay; help: write `overlay: 1.0.0` or `overlay: 1.1.0`",
        ),
        (
            "overlay: 1.0.0\ninfo: {title: t}\nactions: [{target: $, update: {}}]",
            "1.yaml:2:1: error[missing-field]: missing field `version`; help: add `info: {title: …, version: …}`",
        ),
        (
            "overlay: 1.0.0\ninfo: {title: t, version: 1}\nactions: []",
            "1.yaml:3:1: error[missing-field]: expected an action, found none; help: add one, or remove the overlay",
        ),
        (
            "overlay: 1.0.0\ninfo: {title: t, version: 1}\nactions: {}",
            "1.yaml:3:1: error[wrong-type]: expected a list, found a mapping",
        ),
        (
            "overlay: 1.0.0\ninfo: {title: t, version: 1}\naction: 1\nactions: [{target: $, update: {}}]",
            "1.yaml:3:1: error[unknown-field]: unknown field `action`; help: did you mean `actions`?",
        ),
        (
            "overlay: 1.0.0\ninfo: {title: t, version: 1}\nactions: [{target: $, copy: $.a}]",
            "1.yaml:3:23: error[unknown-field]: unknown field `copy` of version 1.0; help: write `overlay: 1.1.0`",
        ),
        (
            "overlay: 1.1.0\ninfo: {title: t, version: 1}\nactions:\n- {traget: $, update: {}}",
            "1.yaml:4:4: error[unknown-field]: unknown field `traget`; help: did you mean `target`?\n1.yaml:4:4: error[missing-field]: missing field `target`; help: add a JSONPath: `target: $.info`",
        ),
        (
            "overlay: 1.1.0\ninfo: {title: t, version: 1}\nactions:\n- {target: $, update: {}, copy: $.info}",
            "1.yaml:4:27: error[overlay-action]: both `update` and `copy`, of which either makes the other have no effect; help: write an action for each",
        ),
        (
            "overlay: 1.1.0\ninfo: {title: t, version: 1}\nactions:\n- {target: $, remove: 'true'}",
            "1.yaml:4:15: error[wrong-type]: expected a boolean, found a string",
        ),
        (
            "overlay: 1.1.0\ninfo: {title: [], version: 1}\nx-mine: 1\nextends: 1\nactions:\n- {target: 1, x-why: 1, update: {}}",
            "1.yaml:2:8: error[wrong-type]: expected a string, found a list\n1.yaml:4:1: error[wrong-type]: expected a string, found a number\n1.yaml:6:4: error[wrong-type]: expected a string, found a number",
        ),
    ];
    for (text, wanted) in cases {
        assert_eq!(said_of(text), wanted, "{text}");
    }
}

#[test]
fn text_that_cannot_be_read() {
    let lines = said_of("overlay: [");
    assert!(
        lines.starts_with("1.yaml:") && lines.contains("error[syntax]"),
        "{lines}"
    );
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("api.yaml"), "openapi: 3.1.0").unwrap();
    let missing = folder.path().join("no.yaml");
    let error = specwright::Generator::new(folder.path().join("api.yaml"))
        .overlay(&missing)
        .effective_document()
        .unwrap_err();
    let diagnostic = error.diagnostics()[0].one_line();
    assert!(
        diagnostic.contains("error[file-not-readable]: no such file") && diagnostic.contains("no.yaml"),
        "{diagnostic}"
    );
}

#[test]
fn an_overlay_for_another_document() {
    let text = overlay("  - {target: $, update: {a: 1}}\n") + "extends: other.yaml\n";
    let applied = apply(DOCUMENT, &[&text]);
    let lines = applied.lines();
    assert_eq!(
        lines,
        "1.yaml:5:1: warning[overlay-extends]: the overlay extends `other.yaml`, and is applied to `openapi.yaml`; \
         help: correct `extends`, which is relative to the overlay, or remove it"
    );
}
