//! What schemas that lead to one in very many ways cost.

use std::time::{Duration, Instant};

use serde_json::json;

use super::super::choose::{Chooser, Unchosen};
use super::super::shapes::Shapes;
use super::super::walk::{COMPARISONS, STEPS};
use super::*;

/// Levels of schemas, each of which leads to the next one so many times, by schemas of its own, and an object with a required `k` behind them.
fn levels(
    count: usize,
    ways: usize,
    level: impl Fn(Vec<usize>) -> Value,
    way: impl Fn(usize) -> Value,
) -> String {
    let mut nodes = Vec::new();
    for number in 0..count {
        let first = number * (ways + 1);
        let next = first + ways + 1;
        nodes.push(level((first + 1..next).collect()));
        nodes.extend((first + 1..next).map(|_| way(next)));
    }
    let last = nodes.len();
    nodes.push(json!({ "type": "object", "required": ["k"], "properties": { "k": last + 1 } }));
    nodes.push(json!({ "type": "string" }));
    for (index, node) in nodes.iter_mut().enumerate() {
        node["at"] = json!(format!("#/{index}"));
    }
    let content = json!([{ "media_type": "application/json", "at": "#/s", "schema": 0 }]);
    let responses = json!([{ "status": "200", "content": content }]);
    json!({ "operations": [{ "id": "a", "at": "#/a", "responses": responses }], "nodes": nodes }).to_string()
}

/// Returns what is told of these bodies but what only counts, and how long it took.
fn told(table: &str, bodies: &[&str]) -> (Vec<Record>, Duration) {
    let recorder = Recorder::new(table).expect("a table");
    let begun = Instant::now();
    for body in bodies {
        recorder.record("a", 200, "application/json", Some(body.as_bytes()));
    }
    let mut records = recorder.records();
    records.retain(|record| !matches!(record.seen, Seen::Response | Seen::Object));
    (records, begun.elapsed())
}

#[test]
fn a_schema_that_many_ways_lead_to_is_compared_with_a_value_once() {
    let any = |ways| json!({ "any": ways });
    let one = |ways| json!({ "one": ways });
    let all = |next| json!({ "all": [next] });
    for (count, ways) in [(40, 2), (12, 12), (5, 40)] {
        for table in [levels(count, ways, any, all), levels(count, ways, one, all)] {
            let shapes = Shapes::parse(&table).expect("a table");
            for (body, fits) in [
                (json!({ "k": "a" }), true),
                (json!([[1]]), false),
                (json!({ "l": 1 }), false),
            ] {
                // A few for each schema, and not for each way: the first of these have 2 to the power of 40.
                let mut chooser = Chooser::new(&shapes, 12 * count * ways);
                let chosen = chooser.choose(&shapes.nodes[0], &body);
                match chosen {
                    Ok(chosen) if fits => assert!(!chosen.is_empty()),
                    other => assert_eq!(other, Err(Unchosen::NoAlternative), "{count} {ways} {body}"),
                }
            }
        }
    }
}

#[test]
fn many_bodies_beside_unions_that_double_take_their_time_each() {
    let any = |ways| json!({ "any": ways });
    let all = |next| json!({ "all": [next] });
    let bodies = [r#"{"k":"a"}"#, r#"{"k":null}"#, "[[[1]]]", r#""x""#, "null"].repeat(40);
    for (count, ways) in [(40, 2), (12, 12), (5, 40)] {
        let (records, took) = told(&levels(count, ways, any, all), &bodies);
        // Before, a body took a second and more: ways that lead to a kind or to `null` were gone through to the sixth level.
        assert!(took < Duration::from_secs(20), "{count} {ways}: {took:?}");
        let is_undecided = records
            .iter()
            .any(|record| matches!(record.seen, Seen::Undecided { .. }));
        assert!(!is_undecided, "{records:#?}");
    }
}

#[test]
fn a_value_that_many_schemas_describe_counts_once_for_each() {
    let all = |ways| json!({ "all": ways });
    let property = |next| json!({ "type": "object", "properties": { "x": next } });
    let body = r#"{"x":"#.repeat(12) + r#"{"k":1}"# + &"}".repeat(12);
    let (records, took) = told(&levels(12, 12, all, property), &[&body]);
    assert!(took < Duration::from_secs(20), "{took:?}");
    let counts = records.iter().map(|record| record.count);
    assert_eq!(counts.max(), Some(1), "{records:#?}");
    let is_key = |record: &&Record| record.path.ends_with(".k");
    assert_eq!(records.iter().filter(is_key).count(), 1);
}

#[test]
fn a_choice_that_takes_too_many_steps_is_told_and_not_guessed() {
    let node = |at: &str, what: Value| {
        let mut node = what;
        node["at"] = json!(at);
        node
    };
    let table = json!({
        "operations": [{ "id": "a", "at": "#/a", "responses": [{ "status": "200", "content": [
            { "media_type": "application/json", "at": "#/s", "schema": 0 },
        ] }] }],
        "nodes": [
            node("#/0", json!({ "any": [1, 2] })),
            node("#/1", json!({ "type": "array", "items": 3 })),
            node("#/2", json!({ "type": "array", "items": 4 })),
            node("#/3", json!({ "type": "integer" })),
            node("#/4", json!({ "type": "string" })),
        ],
    });
    let table = table.to_string();
    let few = format!("[{}1]", "1,".repeat(STEPS / 2));
    let many = format!("[{}1]", "1,".repeat(STEPS));
    let undecided = |record: &&Record| record.seen == Seen::Undecided { kind: Kind::Array };
    let (records, _) = told(&table, &[&few]);
    assert_eq!(records.iter().find(undecided), None);
    let (records, _) = told(&table, &[&many]);
    let undecided = records.iter().find(undecided).expect("it is told");
    assert_eq!((undecided.at.as_str(), undecided.path.as_str()), ("#/0", "$"));
    assert!(
        !records
            .iter()
            .any(|record| matches!(record.seen, Seen::NoAlternative { .. })),
        "{records:#?}"
    );
}

#[test]
fn kinds_are_those_of_all_that_a_schema_is_composed_of() {
    let table = r##"{"operations": [], "nodes": [
        {"at": "#/0", "any": [1, 2]},
        {"at": "#/1", "type": "integer"},
        {"at": "#/2", "all": [3, 4]},
        {"at": "#/3", "type": "number", "nullable": true},
        {"at": "#/4"},
        {"at": "#/5", "any": [6, 1]},
        {"at": "#/6", "one": [5, 7]},
        {"at": "#/7", "type": "string"},
        {"at": "#/8", "never": true}
    ]}"##;
    let shapes = Shapes::parse(table).expect("a table");
    let kinds = |index: usize| {
        let kinds = [
            Kind::Null,
            Kind::Integer,
            Kind::Number,
            Kind::String,
            Kind::Object,
        ];
        kinds.map(|kind| shapes.nodes[index].kinds.has(kind))
    };
    assert_eq!(kinds(0), [true, true, true, false, false]);
    assert_eq!(kinds(2), [true, true, true, false, false]);
    assert_eq!(kinds(4), [true; 5]);
    // Schemas that stand in each other: what one alone would allow is not ruled out.
    assert!(kinds(5)[1] && kinds(5)[3] && kinds(6)[1] && kinds(6)[3]);
    assert_eq!(kinds(8), [false; 5]);
}

#[test]
fn a_body_that_very_many_schemas_describe_is_looked_at_up_to_a_bound() {
    let ways = 200;
    let mut nodes = vec![json!({ "at": "#/0", "all": (1..=ways).collect::<Vec<_>>() })];
    nodes.extend((1..=ways).map(|way| json!({ "at": format!("#/{way}"), "prefix": [ways + 1] })));
    nodes.push(json!({ "at": "#/i", "type": "string" }));
    let content = json!([{ "media_type": "application/json", "at": "#/s", "schema": 0 }]);
    let responses = json!([{ "status": "200", "content": content }]);
    let table = json!({ "operations": [{ "id": "a", "at": "#/a", "responses": responses }], "nodes": nodes });
    let table = table.to_string();
    // The list is compared with the schema that has them all, too.
    let most = COMPARISONS / (ways + 1);
    for (items, is_cut) in [(1, false), (most, false), (most + 1, true)] {
        let body = format!("[{}0]", "0,".repeat(items - 1));
        let recorder = Recorder::new(&table).expect("a table");
        recorder.record("a", 200, "application/json", Some(body.as_bytes()));
        let records = recorder.records();
        let has_cut = records.iter().any(|record| record.seen == Seen::TooLarge);
        let has_item = records.iter().any(|record| record.path == "$[*]");
        assert_eq!((has_cut, has_item), (is_cut, !is_cut), "{items}");
        assert!(recorder.steps() <= (COMPARISONS + STEPS) as u64);
    }
}
