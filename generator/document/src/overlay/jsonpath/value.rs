//! How values compare: [RFC 9535, section 2.3.5.2.2](https://www.rfc-editor.org/rfc/rfc9535#section-2.3.5.2.2).

use std::cmp::Ordering;

use super::Operator;
use crate::overlay::budget::{Budget, Excess};
use crate::source::{Node, Number};

/// Compares two values, of which either may be absent.
pub(super) fn compare(
    left: Option<&Node>,
    operator: Operator,
    right: Option<&Node>,
    budget: &mut Budget,
) -> Result<bool, Excess> {
    Ok(match operator {
        Operator::Equal => equal(left, right, budget)?,
        Operator::NotEqual => !equal(left, right, budget)?,
        Operator::Less => order(left, right, budget)? == Some(Ordering::Less),
        Operator::Greater => order(left, right, budget)? == Some(Ordering::Greater),
        Operator::LessOrEqual => {
            order(left, right, budget)? == Some(Ordering::Less) || equal(left, right, budget)?
        }
        Operator::GreaterOrEqual => {
            order(left, right, budget)? == Some(Ordering::Greater) || equal(left, right, budget)?
        }
    })
}

fn equal(left: Option<&Node>, right: Option<&Node>, budget: &mut Budget) -> Result<bool, Excess> {
    match (left, right) {
        (None, None) => Ok(true),
        (Some(left), Some(right)) => same(left, right, budget),
        _ => Ok(false),
    }
}

/// Returns whether two values are the same; the order of entries does not matter.
fn same(left: &Node, right: &Node, budget: &mut Budget) -> Result<bool, Excess> {
    budget.take(1)?;
    Budget::look(1);
    match (left, right) {
        (Node::Number(left), Node::Number(right)) => Ok(numbers(left, right) == Some(Ordering::Equal)),
        (Node::Sequence(left), Node::Sequence(right)) => {
            if left.len() != right.len() {
                return Ok(false);
            }
            for (left, right) in left.iter().zip(right) {
                if !same(left, right, budget)? {
                    return Ok(false);
                }
            }
            Ok(true)
        }
        (Node::Mapping(left), Node::Mapping(right)) => {
            if left.len() != right.len() {
                return Ok(false);
            }
            for (key, left) in left.iter() {
                match right.get(key) {
                    Some(right) if same(left, right, budget)? => {}
                    _ => return Ok(false),
                }
            }
            Ok(true)
        }
        (Node::String(left), Node::String(right)) => Ok(texts(left, right, budget)? == Ordering::Equal),
        _ => Ok(left == right),
    }
}

fn order(left: Option<&Node>, right: Option<&Node>, budget: &mut Budget) -> Result<Option<Ordering>, Excess> {
    Ok(match (left, right) {
        (Some(Node::Number(left)), Some(Node::Number(right))) => numbers(left, right),
        (Some(Node::String(left)), Some(Node::String(right))) => Some(texts(left, right, budget)?),
        _ => None,
    })
}

/// Compares two texts, which may be long.
fn texts(left: &str, right: &str, budget: &mut Budget) -> Result<Ordering, Excess> {
    let blocks = left.len().min(right.len()) / 64;
    budget.take(blocks as u64)?;
    Budget::look(blocks);
    Ok(left.cmp(right))
}

fn numbers(left: &Number, right: &Number) -> Option<Ordering> {
    let whole = |number: &Number| {
        let signed = number.as_i64().map(i128::from);
        signed.or_else(|| number.as_u64().map(i128::from))
    };
    match (whole(left), whole(right)) {
        (Some(left), Some(right)) => Some(left.cmp(&right)),
        _ => left.as_f64()?.partial_cmp(&right.as_f64()?),
    }
}
