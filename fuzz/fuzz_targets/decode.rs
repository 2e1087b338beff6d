//! Any bytes as the JSON of a server: an error, or a value that is written as what is read as the same value.
#![no_main]

use libfuzzer_sys::fuzz_target;
use specwright_runtime::json::{self, Decode, Encode};
use specwright_runtime::{Map, Nullable, Value};

#[derive(Clone, Debug, PartialEq)]
struct Tree {
    name: String,
    left: Option<Box<Tree>>,
    shape: Nullable<Shape>,
    any: Option<Anything>,
    rest: Map<Value>,
}
specwright_runtime::object! {
    Tree {
        name = required "name",
        left = optional "left",
        shape = nullable "shape",
        any = optional "any",
        ..rest
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Circle {
    kind: String,
    radius: f64,
}
specwright_runtime::object! {
    Circle {
        kind = required "kind",
        radius = required "radius",
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Shape {
    Circle(Circle),
    Unknown(Value),
}
specwright_runtime::tagged_union! {
    Shape by "kind" {
        Circle = "circle";
        Unknown
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Anything {
    Tree(Box<Tree>),
    Numbers(Vec<i64>),
    Text(String),
}
specwright_runtime::untagged_union! {
    Anything {
        Tree,
        Numbers,
        Text,
    }
}

fn through<T: Decode + Encode + PartialEq + std::fmt::Debug>(text: &[u8]) {
    let Ok(value) = json::from_slice::<T>(text) else {
        return;
    };
    let written = json::to_vec(&value).expect("what was read can be written");
    let again = json::from_slice::<T>(&written).expect("what was written can be read");
    assert_eq!(value, again);
}

fuzz_target!(|data: &[u8]| {
    through::<Tree>(data);
    through::<Anything>(data);
    through::<Value>(data);
});
