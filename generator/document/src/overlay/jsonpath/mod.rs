//! JSONPath ([RFC 9535](https://www.rfc-editor.org/rfc/rfc9535)) over the values of a document.
//!
//! Queries run over [`Node`](crate::source::Node)s, so that no copy of the document is made, and within a budget, so that no
//! query hangs. Libraries for JSONPath have neither: they read a nested filter in a time that doubles with each level, and
//! hold every result of `$..*..*..*`.

mod evaluate;
mod function;
mod pattern;
mod scan;
mod syntax;
mod value;

#[cfg(test)]
mod tests;

pub(super) use evaluate::select;
pub(super) use scan::Mistake;
pub(super) use syntax::parse;

use crate::source::Node;
use function::FunctionCall;

/// A query from the root, or within a filter from the value that is looked at.
pub(super) struct Query {
    start: Start,
    segments: Vec<Segment>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Start {
    /// `$`
    Root,
    /// `@`
    Current,
}

/// `.name`, `[…]`, or `..name` and `..[…]` if it goes down.
struct Segment {
    is_descendant: bool,
    selectors: Vec<Selector>,
}

enum Selector {
    Name(String),
    Wildcard,
    Index(i64),
    Slice {
        start: Option<i64>,
        end: Option<i64>,
        step: i64,
    },
    Filter(Logical),
}

/// What is true or false of a value.
enum Logical {
    Any(Vec<Logical>),
    All(Vec<Logical>),
    Not(Box<Logical>),
    Compare(Comparable, Operator, Comparable),
    Exists(Query),
    Function(FunctionCall),
}

enum Comparable {
    Literal(Node),
    Query(Query),
    Function(FunctionCall),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Operator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// One step of the way from a query's start to what it selects.
#[derive(PartialEq, Eq)]
pub(super) enum SingularStep<'query> {
    Name(&'query str),
    Index(i64),
}

impl Query {
    /// Returns the steps of a query that selects one value at most: names and indices alone.
    pub(super) fn singular(&self) -> Option<Vec<SingularStep<'_>>> {
        let steps =
            self.segments.iter().map(
                |segment| match (segment.is_descendant, segment.selectors.as_slice()) {
                    (false, [Selector::Name(name)]) => Some(SingularStep::Name(name)),
                    (false, [Selector::Index(index)]) => Some(SingularStep::Index(*index)),
                    _ => None,
                },
            );
        steps.collect()
    }
}
