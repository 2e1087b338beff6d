//! Whatever a type can hold is the same after writing and reading it.

use specwright_runtime::chrono::{DateTime, Utc};
use specwright_runtime::uuid::Uuid;
use specwright_runtime::{Base64, Map, Nullable, Value, json, object, string_enum, untagged_union};

use super::{read, write};

/// Numbers that are as good as random and always the same (xorshift).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    fn maybe<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (self.below(2) == 0).then(|| make(self))
    }

    fn many<T>(&mut self, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.below(4)).map(|_| make(self)).collect()
    }

    fn text(&mut self) -> String {
        let length = self.below(12);
        (0..length)
            .map(|_| match self.below(4) {
                0 => char::from(u8::try_from(self.below(128)).unwrap()),
                1 => char::from_u32(u32::try_from(self.below(0xd800)).unwrap()).unwrap(),
                2 => '\u{1F600}',
                _ => '"',
            })
            .collect()
    }

    fn float(&mut self) -> f64 {
        let float = f64::from_bits(self.next());
        if float.is_finite() { float } else { 0.5 }
    }

    fn value(&mut self, depth: u64) -> Value {
        match self.below(if depth == 0 { 6 } else { 8 }) {
            0 => Value::Null,
            1 => self.next().is_multiple_of(2).into(),
            2 => self.next().into(),
            3 => self.next().cast_signed().into(),
            4 => self.float().into(),
            5 => self.text().into(),
            6 => self.many(|random| random.value(depth - 1)).into(),
            _ => Value::Object(
                self.many(|random| (random.text(), random.value(depth - 1)))
                    .into_iter()
                    .collect(),
            ),
        }
    }

    fn node(&mut self, depth: u64) -> Node {
        Node {
            id: self.next().cast_signed(),
            size: self.maybe(Self::float),
            small: self.maybe(|random| f32::from_bits(random.next() as u32 & 0x7f7f_ffff)),
            name: match self.maybe(|random| random.maybe(Self::text)) {
                Some(Some(name)) => Nullable::Value(name),
                Some(None) => Nullable::Null,
                None => Nullable::Absent,
            },
            color: self.maybe(|random| Color::from(["red", "", "blue"][random.below(3) as usize])),
            bytes: self.many(|random| random.next() as u8).into(),
            key: Uuid::from_u64_pair(self.next(), self.next()),
            time: DateTime::from_timestamp(
                self.below(4_000_000_000) as i64,
                self.below(1_000_000_000) as u32,
            )
            .unwrap(),
            pair: (self.next() as u16, self.text()),
            children: if depth == 0 {
                Vec::new()
            } else {
                self.many(|random| random.child(depth - 1))
            },
            rest: self
                .many(|random| (format!("~{}", random.text()), random.value(2)))
                .into_iter()
                .collect(),
        }
    }

    fn child(&mut self, depth: u64) -> Child {
        match self.below(3) {
            0 => Child::Text(self.text()),
            1 => Child::Row(self.many(|random| random.next() as i32)),
            _ => Child::Node(Box::new(self.node(depth))),
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Node {
    id: i64,
    size: Option<f64>,
    small: Option<f32>,
    name: Nullable<String>,
    color: Option<Color>,
    bytes: Base64,
    key: Uuid,
    time: DateTime<Utc>,
    pair: (u16, String),
    children: Vec<Child>,
    rest: Map<Value>,
}
object! {
    Node {
        id = required "id",
        size = optional "size",
        small = optional "small",
        name = nullable "na\"me",
        color = optional "color",
        bytes = required "bytes",
        key = required "key",
        time = required "time",
        pair = required "pair",
        children = required "children",
        ..rest
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Color {
    Red,
    Unknown(String),
}
string_enum! { Color { Red = "red"; Unknown } }

#[derive(Clone, Debug, PartialEq)]
enum Child {
    Text(String),
    Row(Vec<i32>),
    Node(Box<Node>),
}
untagged_union! { Child { Text, Row, Node } }

#[test]
fn values_are_the_same_after_writing_and_reading() {
    let mut random = Random(0x5eed);
    for _ in 0..300 {
        let value = random.value(4);
        assert_eq!(read::<Value>(&write(&value)), value);
        assert_eq!(write(&value), value.to_string());
    }
}

#[test]
fn structs_are_the_same_after_writing_and_reading() {
    let mut random = Random(0x5eed);
    for _ in 0..300 {
        let node = random.node(3);
        let text = write(&node);
        assert_eq!(read::<Node>(&text), node, "{text}");
        let value = json::to_value(&node).unwrap();
        assert_eq!(json::from_value::<Node>(&value).unwrap(), node);
    }
}

#[test]
fn no_damaged_text_makes_reading_panic() {
    let mut random = Random(0x5eed);
    for _ in 0..3000 {
        let mut text = write(&random.node(1)).into_bytes();
        for _ in 0..=random.below(3) {
            let position = random.below(text.len() as u64) as usize;
            match random.below(3) {
                0 => text[position] = random.next() as u8,
                1 if text.len() > 1 => drop(text.remove(position)),
                _ => text.truncate(position.max(1)),
            }
        }
        let read = json::from_slice::<Node>(&text);
        if serde_json::from_slice::<serde::de::IgnoredAny>(&text).is_err() {
            assert!(read.is_err(), "{}", String::from_utf8_lossy(&text));
        }
    }
}
