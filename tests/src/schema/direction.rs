use serde_json::Value;

use super::applicable::applicable;
use super::{Bundle, Validators};

/// Which side sends a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sender {
    /// It leaves out what is `readOnly`.
    Client,
    /// It leaves out what is `writeOnly`.
    Server,
}

/// `value`, which is valid by the schema at `pointer` of the bundle, without the properties that the sender never
/// sends, at any depth. What is required of them is required of the other side.
pub fn sent_by(
    sender: Sender,
    bundle: &Bundle,
    validators: &Validators,
    pointer: &str,
    value: &Value,
) -> Value {
    let keyword = match sender {
        Sender::Client => "readOnly",
        Sender::Server => "writeOnly",
    };
    let mut value = value.clone();
    strip(keyword, bundle, validators, vec![pointer.to_owned()], &mut value);
    value
}

fn strip(keyword: &str, bundle: &Bundle, validators: &Validators, pointers: Vec<String>, value: &mut Value) {
    let schemas = applicable(bundle, validators, pointers, value);
    match value {
        Value::Object(entries) => {
            entries.retain(|name, value| {
                let pointers: Vec<String> = schemas.iter().flat_map(|schema| schema.property(name)).collect();
                let property = applicable(bundle, validators, pointers.clone(), value);
                let kept = !property
                    .iter()
                    .any(|schema| schema.keywords.get(keyword) == Some(&Value::Bool(true)));
                if kept {
                    strip(keyword, bundle, validators, pointers, value);
                }
                kept
            });
        }
        Value::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                let pointers = schemas.iter().filter_map(|schema| schema.item(index)).collect();
                strip(keyword, bundle, validators, pointers, item);
            }
        }
        _ => {}
    }
}
