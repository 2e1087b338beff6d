use serde_json::{Value, json};
use serde_json_path::JsonPath;

use super::{parse, select};
use crate::overlay::budget::Budget;
use crate::source::{LoadOptions, Loading, Node};

fn tree(value: &Value) -> Node {
    let mut diagnostics = crate::diagnostic::Diagnostics::default();
    let root = json!({ "root": value });
    let loading = Loading::of_value(&root, &LoadOptions::default(), &mut diagnostics).unwrap();
    loading.files()[0].tree.get("root").unwrap().clone()
}

fn selected(path: &str, value: &Value) -> Result<Vec<Value>, String> {
    let tree = tree(value);
    let query = parse(path).map_err(|mistake| format!("{}: {}", mistake.offset, mistake.message))?;
    let mut found = Vec::new();
    select(&query, &tree, &mut Budget::new(0), &mut |node, _| {
        found.push(node.to_json())
    })
    .unwrap();
    Ok(found)
}

fn store() -> Value {
    json!({
        "store": {
            "book": [
                { "category": "reference", "author": "Nigel Rees", "title": "Sayings of the Century", "price": 8.95 },
                { "category": "fiction", "author": "Evelyn Waugh", "title": "Sword of Honour", "price": 12.99 },
                { "category": "fiction", "author": "Herman Melville", "title": "Moby Dick", "isbn": "0-553-21311-3", "price": 8.99 },
                { "category": "fiction", "author": "J. R. R. Tolkien", "title": "The Lord of the Rings", "isbn": "0-395-19395-8", "price": 22.99 },
            ],
            "bicycle": { "color": "red", "price": 399 },
        },
        "o": { "j": 1, "k": 2, "1": null, "x-y": true, "a b": [[1, 2], [3]], "ü": "ß" },
        "e": [3, 5, 1, 2, 4, 6, { "b": "j" }, { "b": "k" }, { "b": {} }, { "b": "kilo" }, null, "a\"'\\b", 1.0, -0.5],
        "deep": [{ "a": [{ "a": { "a": 1, "b": [] } }] }],
    })
}

/// Paths that are right, and what is wrong with others as the standard has it.
const PATHS: &[&str] = &[
    "$",
    "$.store",
    "$ .store",
    "$.store.book[*].author",
    "$..author",
    "$.store.*",
    "$.store..price",
    "$..book[2]",
    "$..book[-1]",
    "$..book[0,1]",
    "$..book[:2]",
    "$..book[?@.isbn]",
    "$..book[?@.price<10]",
    "$..*",
    "$.*",
    "$[*]",
    "$..[*]",
    "$.o['x-y']",
    "$.o[\"a b\"][0]",
    "$.o['1']",
    "$.o.ü",
    "$.o['\\u00fc']",
    "$.e[1:3]",
    "$.e[5:]",
    "$.e[1:5:2]",
    "$.e[5:1:-2]",
    "$.e[::-1]",
    "$.e[::0]",
    "$.e[-3:]",
    "$.e[:-30]",
    "$.e[99]",
    "$.e[-99]",
    "$.e[ 0 , 1 ]",
    "$.e[0,0]",
    "$.e[0:2,5]",
    "$.e[?@>3.5]",
    "$.e[?@.b == 'kilo']",
    "$.e[?(@.b == 'kilo')]",
    "$.e[?@.b == 'k' || @.b == 'j']",
    "$.e[?@.b && !@.b.c]",
    "$.e[?@ == null]",
    "$.e[?@.b == {}]",
    "$.e[?@ != 3]",
    "$.e[?@ <= 3 && @ >= 2]",
    "$.e[?@ == 1]",
    "$.e[?@ < 'b']",
    "$.e[?match(@.b, '[jk]')]",
    "$.e[?search(@.b, 'k')]",
    "$.e[?match(@.b, 'k.*')]",
    "$.e[?!match(@.b, 'k')]",
    "$.e[?length(@.b) == 4]",
    "$.e[?count(@.*) == 1]",
    "$.e[?value(@..b) == 'j']",
    "$[?count(@..*) > 5]",
    "$.e[?@ == 'a\"\\'\\\\b']",
    "$.o[?@ == $.o.j]",
    "$.o[?@ > 1]",
    "$.o[?@ == true]",
    "$.o[?@.nothing == $.nothing]",
    "$..[?@.a]",
    "$..a",
    "$..a..a",
    "$.deep[0].a[0]['a'].b",
    "$.deep[?@.a[?@.a.a == 1]]",
    "$..['a','b']",
    "$.o[?@ == -0]",
    "$.e[?@ == 1e0]",
    "$.e[?@ == -5e-1]",
    "$.e[?@ < 1]",
    "$.e[?(@ == 1 || @ == 2) && @ != 1]",
    "$.o['a b'][?@[?@ > 2]]",
    "$..book[?length(@.title) > 10].title",
    "$.e[?@.b]['b']",
    "$[?@..isbn]",
    "$.e\n[0]",
    "$.store\t.book",
    // What is none.
    "",
    "store",
    " $",
    "$ ",
    "$.",
    "$..",
    "$.store.",
    "$[",
    "$[]",
    "$['a'",
    "$['a]",
    "$.x-y",
    "$.1",
    "$.'a'",
    "$[a]",
    "$[01]",
    "$[-0]",
    "$[1.0]",
    "$[9007199254740992]",
    "$[1:2:3:4]",
    "$['a',]",
    "$[,]",
    "$[?]",
    "$[?@.a ==]",
    "$[?== 1]",
    "$[?@.* == 1]",
    "$[?@..a == 1]",
    "$[?1]",
    "$[?'a']",
    "$[?true]",
    "$[?(@.a]",
    "$[?@.a)]",
    "$[?!1 == 2]",
    "$[?nope(@)]",
    "$[?length(@.a)]",
    "$[?length(@.*) == 1]",
    "$[?count(1) == 1]",
    "$[?match(@.a, 'a') == true]",
    "$[?match(@.a)]",
    "$[?value(@.a)]",
    "$[?count(@.a, @.b) == 1]",
    "$[?@.a = 1]",
    "$[?@.a && ]",
    "$[?@.a & @.b]",
    "$['\\x']",
    "$['\\u00']",
    "$['\\ud800']",
    "$['\n']",
    "$[\"\\'\"]",
    "$[?length (@.a) == 1]",
    "$[?@.a == +1]",
    "$[?@.a == 1.]",
    "$[?@.a == .1]",
    "$[?@.a == 01]",
    "@.a",
    "$.a$",
    "$$",
    "$.a.[0]",
    "$..[",
    "$.*a",
    "$[**]",
    "$[?@ == 1, 2",
    "$[?Count(@) == 1]",
];

#[test]
fn queries_select_what_another_library_selects() {
    let store = store();
    let mut wrong = Vec::new();
    for path in PATHS {
        let theirs = JsonPath::parse(path).map(|query| query.query(&store).all());
        let ours = selected(path, &store);
        let is_same = match (&theirs, &ours) {
            (Ok(theirs), Ok(ours)) => {
                theirs.len() == ours.len() && theirs.iter().zip(ours).all(|(one, other)| *one == other)
            }
            (Err(_), Err(_)) => true,
            _ => false,
        };
        if !is_same {
            wrong.push(format!("{path}\n  ours: {ours:?}\n  theirs: {theirs:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
