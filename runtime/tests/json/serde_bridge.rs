//! serde's traits of generated types.

use serde::{Deserialize, Serialize};
use specwright_runtime::{Map, Value, object, untagged_union};

#[derive(Clone, Debug, PartialEq)]
struct User {
    id: i64,
    score: Option<f64>,
    more: Map<Value>,
}
object! { User { id = required "id", score = optional "score", ..more } }

#[derive(Clone, Debug, PartialEq)]
enum Owner {
    Name(String),
    User(User),
}
untagged_union! { Owner { Name, User } }

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Theirs {
    owners: Vec<Owner>,
}

#[test]
fn types_of_others_may_contain_generated_ones() {
    let text = r#"{"owners":["a",{"id":1,"score":0.5,"x":[1]}]}"#;
    let theirs: Theirs = serde_json::from_str(text).unwrap();
    assert!(matches!(theirs.owners[..], [Owner::Name(_), Owner::User(_)]));
    assert_eq!(serde_json::to_string(&theirs).unwrap(), text);
}

#[test]
fn errors_keep_the_path() {
    let error = serde_json::from_str::<Vec<User>>(r#"[{"id":1,"score":"x"}]"#).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("at $.score (byte 16): expected a number, found a string"),
        "{error}"
    );
}

#[test]
fn what_cannot_be_written_is_an_error() {
    let user = User {
        id: 1,
        score: Some(f64::NAN),
        more: Map::new(),
    };
    let error = serde_json::to_string(&user).unwrap_err();
    assert_eq!(error.to_string(), "at $.score: JSON has no number NaN");
}
