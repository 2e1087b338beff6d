use serde_json::{Value, json};
use specwright_values::{Schemas, interesting, interesting_of_one};

use super::{Bundle, Validators};

/// How many values that are not valid are made.
const BROKEN: usize = 64;

/// Values that are valid by the schema at `pointer` of the bundle, made by the crate `specwright-values` and judged by these
/// validators.
pub fn instances(bundle: &Bundle, validators: &Validators, pointer: &str) -> Vec<Value> {
    made(bundle, validators, pointer, interesting)
}

/// As [`instances`], without objects that have properties of several alternatives.
pub(super) fn plain_instances(bundle: &Bundle, validators: &Validators, pointer: &str) -> Vec<Value> {
    made(bundle, validators, pointer, interesting_of_one)
}

type Make = fn(Schemas<'_>, &Value, &dyn Fn(&Value) -> bool) -> Vec<Value>;

fn made(bundle: &Bundle, validators: &Validators, pointer: &str, make: Make) -> Vec<Value> {
    let Some(schema) = bundle.get(pointer) else {
        return Vec::new();
    };
    let is_valid = |value: &Value| validators.is_valid(pointer, value);
    make(Schemas::new(bundle.to_schema()), schema, &is_valid)
}

/// Values that are not valid by the schema at `pointer`, made from `valid` ones: without a property, with a property of
/// another type, and of another type as a whole.
pub fn broken(validators: &Validators, pointer: &str, valid: &[Value]) -> Vec<Value> {
    let others = [
        json!(null),
        json!(true),
        json!(-7.5),
        json!("text"),
        json!([[]]),
        json!({"no": {"such": 1}}),
    ];
    let mut broken = others.to_vec();
    for entries in valid.iter().filter_map(Value::as_object).take(2) {
        for name in entries.keys() {
            let mut without = entries.clone();
            without.shift_remove(name);
            broken.push(Value::Object(without));
            for other in &others {
                let mut with = entries.clone();
                with.insert(name.clone(), other.clone());
                broken.push(Value::Object(with));
            }
        }
    }
    broken.retain(|value| !validators.is_valid(pointer, value));
    broken.truncate(BROKEN);
    broken
}
