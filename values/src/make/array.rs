//! Arrays.

use serde_json::{Value, json};

use super::{ITEMS, Maker, SIZE, nodes};
use crate::flat::Flat;
use crate::scalars::anything;

impl<'b> Maker<'b> {
    pub(super) fn arrays(&self, flat: &Flat<'b>, depth: usize) -> Vec<Value> {
        let most = flat.at_most("maxItems");
        let least = flat.at_least("minItems");
        if !flat.prefix.is_empty() {
            let firsts: Option<Vec<Value>> = flat
                .prefix
                .iter()
                .map(|schemas| self.make(schemas, depth + 1).into_iter().next())
                .collect();
            return firsts.map(Value::Array).into_iter().collect();
        }
        let items = if flat.items.is_empty() {
            anything()
        } else {
            let wanted = match depth {
                _ if flat.unique => least,
                0 | 1 => ITEMS,
                _ => 1,
            };
            self.make_several(&flat.items, depth + 1, wanted)
        };
        let mut made = Vec::new();
        let largest = items.iter().map(nodes).max().unwrap_or_default();
        let room = self.size.get().checked_sub(largest.saturating_mul(least.max(1)));
        let Some(room) = room.filter(|_| least <= SIZE) else {
            return Vec::new();
        };
        self.size.set(room);
        let several = |start: usize, count: usize| -> Vec<Value> {
            items.iter().cycle().skip(start).take(count).cloned().collect()
        };
        if !flat.contains.is_empty() && !items.is_empty() {
            let wanted = self.make(&flat.contains, depth + 1).into_iter().next();
            let with = wanted.into_iter().chain(several(0, least.saturating_sub(1)));
            made.push(Value::Array(with.collect()));
        }
        if !items.is_empty() && most > 0 {
            made.push(Value::Array(several(0, least.max(1).min(most))));
        }
        if least == 0 {
            made.push(json!([]));
        }
        if depth < 2 && !items.is_empty() {
            let all = items.len().max(least).min(most);
            made.push(Value::Array(several(0, all)));
            made.extend((1..items.len()).map(|start| Value::Array(several(start, least.max(1).min(most)))));
        }
        made
    }
}
