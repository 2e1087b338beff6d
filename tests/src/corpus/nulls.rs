//! Nulls that a client reads as absent: of properties that only responses have.

use std::collections::{BTreeSet, HashSet};

use serde_json::{Map, Value};
use specwright::codegen::plan::named::{Api, Presence, TypeId, TypeKind};

/// Returns the names of the optional properties whose null the client reads as absent, in values of the types `roots`.
pub(super) fn read_as_absent(api: &Api, roots: Vec<TypeId>) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut seen: HashSet<usize> = HashSet::new();
    let mut open = roots;
    while let Some(TypeId(index)) = open.pop() {
        if !seen.insert(index) {
            continue;
        }
        let kind = &api.types[index].kind;
        kind.uses().into_iter().for_each(|ty| ty.named(&mut open));
        if let TypeKind::Struct(object) = kind {
            // Also of those that are not nullable: a client reads their null, which a component may allow, as absent.
            let read = object
                .fields
                .iter()
                .filter(|field| field.only_received && field.presence == Presence::Optional);
            names.extend(read.map(|field| field.wire.clone()));
        }
    }
    names
}

/// Returns `sent` without those of its nulls that `received` lacks and whose property has one of the names.
pub(super) fn without(sent: &Value, received: &Value, names: &BTreeSet<String>) -> Value {
    match (sent, received) {
        (Value::Object(sent), Value::Object(received)) => {
            let kept = sent.iter().filter_map(|(name, value)| match received.get(name) {
                None if value.is_null() && names.contains(name) => None,
                None => Some((name.clone(), value.clone())),
                Some(received) => Some((name.clone(), without(value, received, names))),
            });
            Value::Object(kept.collect::<Map<String, Value>>())
        }
        (Value::Array(sent), Value::Array(received)) if sent.len() == received.len() => {
            let items = sent.iter().zip(received);
            Value::Array(
                items
                    .map(|(sent, received)| without(sent, received, names))
                    .collect(),
            )
        }
        _ => sent.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::without;

    #[test]
    fn only_nulls_of_the_names_that_are_gone_are_taken_out() {
        let names = ["a".to_owned()].into();
        let sent = json!({"a": null, "b": null, "c": [{"a": null}, {"a": null}], "d": {"a": 1}});
        let received = json!({"c": [{}, {"a": null}], "d": {}});
        let left = json!({"b": null, "c": [{}, {"a": null}], "d": {"a": 1}});
        assert_eq!(without(&sent, &received, &names), left);
    }
}
