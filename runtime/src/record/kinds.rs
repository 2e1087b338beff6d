//! Of which kinds values of a schema may be, with all that it is composed of.

use super::choose::is_kind;
use super::entry::Kind;
use super::shapes::Node;

/// How often schemas that stand in each other are gone through; what is not settled then may be of more kinds than it is.
const ROUNDS: usize = 8;
const ALL: [Kind; 7] = [
    Kind::Null,
    Kind::Boolean,
    Kind::Integer,
    Kind::Number,
    Kind::String,
    Kind::Array,
    Kind::Object,
];

/// A set of kinds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Kinds(u8);

impl Kinds {
    const ANY: Kinds = Kinds(u8::MAX);

    pub(super) fn has(self, kind: Kind) -> bool {
        self.0 & 1 << kind as u8 != 0
    }

    fn set(&mut self, kind: Kind, has: bool) {
        self.0 |= u8::from(has) << kind as u8;
    }
}

/// Sets the kinds of all nodes: each is gone through behind those that it is composed of, and again only where they stand in each
/// other.
pub(super) fn settle(nodes: &mut [Node]) {
    for node in &mut *nodes {
        node.kinds = Kinds::ANY;
    }
    let order = behind_parts(nodes);
    for _ in 0..ROUNDS {
        let mut is_settled = true;
        for index in &order {
            let kinds = kinds(nodes, &nodes[*index]);
            is_settled &= kinds == nodes[*index].kinds;
            nodes[*index].kinds = kinds;
        }
        if is_settled {
            return;
        }
    }
}

fn kinds(nodes: &[Node], node: &Node) -> Kinds {
    let any_of = |list: &[usize]| {
        let united = list.iter().fold(0, |kinds, inner| kinds | nodes[*inner].kinds.0);
        if list.is_empty() { Kinds::ANY.0 } else { united }
    };
    let parts = node
        .all
        .iter()
        .fold(Kinds::ANY.0, |kinds, inner| kinds & nodes[*inner].kinds.0);
    let mut kinds = Kinds(own(node).0 & parts & any_of(&node.one) & any_of(&node.any));
    kinds.set(Kind::Null, node.nullable);
    kinds
}

/// Returns the kinds that the schema itself allows.
fn own(node: &Node) -> Kinds {
    let mut kinds = Kinds::default();
    for kind in ALL {
        let fits = match kind {
            Kind::Null => node.kind.is_none() && node.values.is_empty(),
            _ => node.kind.is_none_or(|wanted| is_kind(wanted, kind)),
        };
        kinds.set(kind, fits && !node.never);
    }
    kinds
}

/// Returns all nodes, each behind those that it is composed of where these do not hold it.
fn behind_parts(nodes: &[Node]) -> Vec<usize> {
    let mut order = Vec::with_capacity(nodes.len());
    let mut is_met = vec![false; nodes.len()];
    for root in 0..nodes.len() {
        if std::mem::replace(&mut is_met[root], true) {
            continue;
        }
        let mut open = vec![(root, nodes[root].parts())];
        while let Some((index, parts)) = open.last_mut() {
            match parts.find(|part| !is_met[*part]) {
                Some(part) => {
                    is_met[part] = true;
                    open.push((part, nodes[part].parts()));
                }
                None => {
                    order.push(*index);
                    open.pop();
                }
            }
        }
    }
    order
}
