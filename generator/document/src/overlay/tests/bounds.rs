//! Overlays that ask for much.

use std::fmt::Write;

use super::{Applied, apply, overlay};
use crate::overlay::budget::counted::{LOOKS, STEPS};

/// Applies an overlay, whose work must be counted and bounded, whatever comes of it.
fn bounded(document: &str, actions: &str) -> Applied {
    LOOKS.set(0);
    STEPS.set(0);
    let text = overlay(actions);
    let applied = apply(document, &[&text]);
    let (looks, steps) = (LOOKS.get(), STEPS.get());
    let most = 10_000_000 + 32 * (document.len() + text.len()) as u64;
    assert!(steps <= most, "{steps} steps of {most}");
    // A step that fails is not taken.
    assert!(looks <= 2 * steps + 1_000, "{looks} values for {steps} steps");
    applied
}

/// Returns a document with `count` schemas of a few values each.
fn schemas(count: usize) -> String {
    let mut text = String::from("schemas:\n");
    for number in 0..count {
        let _ = writeln!(
            text,
            "  S{number}: {{type: object, properties: {{a: {{type: string}}, b: {{type: integer}}}}}}"
        );
    }
    text
}

fn deep(levels: usize) -> String {
    format!(
        "{{{}1{}",
        "\"a\": {".repeat(levels - 1) + "\"a\": ",
        "}".repeat(levels)
    )
}

#[test]
fn queries_within_queries_stop() {
    let document = schemas(1000);
    for target in [
        "$..*..*..*..*..*..*..*..*",
        "$..[?@..[?@..[?@..[?@..z]]]]",
        "$..[?count(@..*..*..*) == count($..*..*..*)]",
        "$[?@..*[?@..*[?$..*[?$..* == 1]]]]",
        "$..[?$..[?$..[?$..[?@ == 5]]]]",
    ] {
        let actions =
            format!("  - target: $[?@ == 1]\n    remove: true\n  - target: '{target}'\n    remove: true\n");
        let lines = bounded(&document, &actions).lines();
        let is_known =
            lines.contains("too-large") || lines.contains("unmatched-action") || lines.contains("json-path");
        assert!(is_known, "{target}: {lines}");
    }
    let lines = bounded(&deep(499), "  - target: $..*..*..*..*..*..*\n    remove: true\n").lines();
    assert_eq!(
        lines,
        "1.yaml:4:5: error[too-large]: the overlays look at too many values of the document; \
         help: write targets that name the way, instead of `..` and `*` within each other"
    );
}

/// Each of these took time that was not counted.
#[test]
fn what_selects_nothing_or_is_not_asked_for_counts() {
    let list = format!("list: [{}]", "1, ".repeat(20_000));
    bounded(&list, "  - {target: '$.list[?$.list[0:]]', remove: true}\n");
    bounded(&list, "  - {target: '$.list[?$.list[::-1]]', remove: true}\n");
    let names = vec!["'z'"; 3_000].join(",");
    let selectors = format!("  - target: \"$..[{names}]\"\n    remove: true\n");
    let lines = bounded(&schemas(4_000), &selectors).lines();
    assert!(lines.contains("error[too-large]"), "{lines}");
    let long = format!(
        "a: {0}\nb: {0}\nlist: [{1}]",
        "x".repeat(200_000),
        "1, ".repeat(20_000)
    );
    for operator in ["==", "<", "<="] {
        let target = format!("  - {{target: '$.list[?$.a {operator} $.b]', remove: true}}\n");
        let lines = bounded(&long, &target).lines();
        assert!(lines.contains("error[too-large]"), "{lines}");
    }
}

#[test]
fn queries_that_nest_are_refused() {
    for target in [
        "[?@".repeat(1000),
        "[?(".repeat(1000),
        "[?!".to_owned() + &"(".repeat(5000),
        "[?length(".repeat(100),
        "[?length(length(".repeat(40),
    ] {
        let lines = bounded("a: 1", &format!("  - target: '${target}'\n    remove: true\n")).lines();
        assert!(lines.contains("error[json-path]"), "{lines}");
    }
    let long = format!("  - target: '${}'\n    remove: true\n", ".a".repeat(50_000));
    assert!(bounded("a: 1", &long).lines().contains("longer than 16384 bytes"));
}

#[test]
fn regular_expressions_stop() {
    let text = "a".repeat(50_000);
    let document = format!("list:\n{}", format!("  - {{v: {text}}}\n").repeat(50));
    for expression in [
        "(a|aa)+b",
        "((a*)*)*b",
        "(a?){60}b",
        ".*.*.*.*b",
        "(.{1,40}){1,20}b",
    ] {
        let lines = bounded(
            &document,
            &format!("  - target: \"$.list[?match(@.v, '{expression}')]\"\n    remove: true\n"),
        )
        .lines();
        assert!(
            lines.contains("unmatched-action") || lines.contains("too-large") || lines.contains("json-path"),
            "{lines}"
        );
    }
    // Expressions that the document holds.
    let document = format!(
        "list: [{}]",
        "{v: aaaaaaaaaaaaaaaa, e: '(.{1,30}){1,20}b'}, ".repeat(2000)
    );
    bounded(
        &document,
        "  - target: $.list[?search(@.v, @.e)]\n    remove: true\n",
    );
}

#[test]
fn copies_that_double_stop() {
    let mut actions = String::new();
    for number in 0..200 {
        let _ = writeln!(
            actions,
            "  - {{target: $, update: {{c{number}: {{}}}}}}\n  - {{target: $.c{number}, copy: $}}"
        );
    }
    let lines = bounded("a: {b: 1}", &actions).lines();
    assert!(
        lines.contains("error[too-large]: the overlays add too much") || lines.contains("too-deep"),
        "{lines}"
    );
    let doubling = "  - {target: $.a, copy: $.a}\n".repeat(100);
    let lines = bounded("a: [1]", &doubling).lines();
    assert!(
        lines.contains("error[too-large]: the overlays add too much"),
        "{lines}"
    );
}

#[test]
fn a_large_update_of_everything_stops() {
    let large = format!(
        "{{{}}}",
        (0..500)
            .map(|number| format!("x{number}: {{a: [1, 2, 3]}}"))
            .collect::<Vec<_>>()
            .join(", ")
    );
    let lines = bounded(
        &schemas(1000),
        &format!("  - target: $..[?@.type]\n    update: {large}\n"),
    )
    .lines();
    assert!(
        lines.contains("error[too-large]: the overlays add too much"),
        "{lines}"
    );
}

#[test]
fn many_actions_over_everything_stop() {
    let actions = "  - {target: $..z, remove: true}\n".repeat(5000);
    let lines = bounded(&schemas(1500), &actions).lines();
    assert!(lines.contains("unmatched-action"), "{}", &lines[..200]);
}

#[test]
fn values_do_not_nest_deeper_than_a_document_may() {
    let mut actions = String::new();
    for _ in 0..520 {
        actions.push_str("  - {target: $.a, update: {b: {}}}\n  - {target: $.a.b, copy: $.a}\n");
    }
    let lines = bounded("a: {}", &actions).lines();
    assert!(
        lines.contains("too-deep") || lines.contains("too-large"),
        "{lines}"
    );
    let lines = bounded(
        &deep(400),
        &format!("  - target: '${}'\n    update: {}\n", ".a".repeat(399), deep(120)),
    )
    .lines();
    assert!(
        lines.contains("error[too-deep]")
            || lines.contains("error[syntax]")
            || lines.contains("overlay-action"),
        "{lines}"
    );
}

#[test]
fn aliases_of_an_overlay_are_bounded_as_those_of_a_document() {
    let mut text = String::from(
        "overlay: 1.1.0\ninfo: {title: t, version: 1.0.0}\nx-a0: &a0 [1, 2, 3, 4, 5, 6, 7, 8, 9]\n",
    );
    for level in 1..12 {
        let alias = format!("*a{}, ", level - 1).repeat(9);
        let _ = writeln!(text, "x-a{level}: &a{level} [{alias}]");
    }
    text.push_str("actions:\n  - {target: $, update: {x: *a11}}\n");
    let lines = apply("a: 1", &[&text]).lines();
    assert!(lines.contains("error[too-large]"), "{lines}");
}

#[test]
fn an_overlay_reads_no_other_file() {
    let actions = "  - {target: $, update: {x: {$ref: /etc/passwd}, y: {$ref: ../../etc/passwd}}}\n";
    let applied = bounded("a: 1", actions);
    assert_eq!(applied.document.files().len(), 2);
}
