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
        if largest.saturating_mul(least.max(1)) > SIZE || least > SIZE {
            return Vec::new();
        }
        let several = |start: usize, count: usize| -> Option<Vec<Value>> {
            let has_room = self.size.take(1 + count.saturating_mul(largest));
            has_room.then(|| items.iter().cycle().skip(start).take(count).cloned().collect())
        };
        if !flat.contains.is_empty() && !items.is_empty() {
            let wanted = self.make(&flat.contains, depth + 1).into_iter().next();
            let rest = several(0, least.saturating_sub(1));
            made.extend(rest.map(|rest| wanted.into_iter().chain(rest).collect()));
        }
        if !items.is_empty() && most > 0 {
            made.extend(several(0, least.max(1).min(most)).map(Value::Array));
        }
        if least == 0 {
            made.push(json!([]));
        }
        if depth < 2 && !items.is_empty() {
            let all = items.len().max(least).min(most);
            made.extend(several(0, all).map(Value::Array));
            let others = (1..items.len()).map_while(|start| several(start, least.max(1).min(most)));
            made.extend(others.map(Value::Array));
        }
        made
    }
}
