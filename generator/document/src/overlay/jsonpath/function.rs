//! The functions: [RFC 9535, section 2.4](https://www.rfc-editor.org/rfc/rfc9535#section-2.4).

use std::borrow::Cow;
use std::ops::ControlFlow;

use super::evaluate::Evaluation;
use super::pattern::Pattern;
use super::scan::Mistake;
use super::syntax::Parser;
use super::{Comparable, Query};
use crate::overlay::budget::Excess;
use crate::source::Node;

/// A call of one of the functions.
pub(super) enum FunctionCall {
    Length(Box<Comparable>),
    Count(Query),
    Value(Query),
    Match(Box<Comparable>, Pattern),
    Search(Box<Comparable>, Pattern),
}

/// What a function returns.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Value,
    Logical,
}

impl FunctionCall {
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::Length(_) | Self::Count(_) | Self::Value(_) => Kind::Value,
            Self::Match(..) | Self::Search(..) => Kind::Logical,
        }
    }

    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Length(_) => "length",
            Self::Count(_) => "count",
            Self::Value(_) => "value",
            Self::Match(..) => "match",
            Self::Search(..) => "search",
        }
    }
}

/// Parses the arguments of a function, behind its `(`.
pub(super) fn call(parser: &mut Parser<'_>, name: &str, start: usize) -> Result<FunctionCall, Mistake> {
    if !["length", "count", "value", "match", "search"].contains(&name) {
        return Err(Mistake {
            offset: start,
            help: "there are `length`, `count`, `value`, `match` and `search`".to_owned(),
            ..parser.scanner.mistake(format!("unknown function `{name}`"))
        });
    }
    let mut arguments = Vec::new();
    parser.scanner.skip_blanks();
    if !parser.scanner.take(")") {
        loop {
            parser.scanner.skip_blanks();
            let offset = parser.scanner.offset;
            arguments.push((offset, parser.operand()?));
            parser.scanner.skip_blanks();
            if parser.scanner.take(")") {
                break;
            }
            if !parser.scanner.take(",") {
                return Err(parser.scanner.expected("`,` or `)`"));
            }
        }
    }
    let wrong = |offset, message: String| Mistake {
        offset,
        message,
        help: String::new(),
    };
    let value = |(offset, argument): (usize, Comparable)| match &argument {
        Comparable::Query(query) if query.singular().is_none() => Err(wrong(
            offset,
            format!("`{name}` takes one value: a path of names and indices"),
        )),
        Comparable::Function(call) if call.kind() != Kind::Value => {
            Err(wrong(offset, format!("`{name}` takes a value, not a test")))
        }
        _ => Ok(Box::new(argument)),
    };
    let query = |(offset, argument)| match argument {
        Comparable::Query(query) => Ok(query),
        _ => Err(wrong(offset, format!("`{name}` takes a path"))),
    };
    let wanted = if matches!(name, "match" | "search") { 2 } else { 1 };
    let found = arguments.len();
    let mut arguments = arguments.into_iter();
    match (name, arguments.next(), arguments.next()) {
        _ if found != wanted => Err(wrong(
            start,
            format!(
                "`{name}` takes {wanted} argument{}, found {found}",
                if wanted == 1 { "" } else { "s" }
            ),
        )),
        ("length", Some(argument), _) => value(argument).map(FunctionCall::Length),
        ("count", Some(argument), _) => query(argument).map(FunctionCall::Count),
        ("value", Some(argument), _) => query(argument).map(FunctionCall::Value),
        (_, Some(text), Some(expression)) => {
            let offset = expression.0;
            let text = value(text)?;
            let is_whole = name == "match";
            let pattern =
                Pattern::new(*value(expression)?, is_whole).map_err(|message| wrong(offset, message))?;
            Ok(if is_whole {
                FunctionCall::Match(text, pattern)
            } else {
                FunctionCall::Search(text, pattern)
            })
        }
        _ => Err(wrong(start, format!("`{name}` lacks its argument"))),
    }
}

impl<'all> Evaluation<'all, '_> {
    /// Returns the value of a function that has one; none is the `Nothing` of the standard.
    pub(super) fn value_of(
        &mut self,
        call: &'all FunctionCall,
        current: &'all Node,
    ) -> Result<Option<Cow<'all, Node>>, Excess> {
        let number = |count: usize| Some(Cow::Owned(Node::Number(count.into())));
        match call {
            FunctionCall::Length(argument) => {
                let argument = self.comparable(argument, current)?;
                let length = match argument.as_deref() {
                    Some(Node::String(text)) => {
                        self.budget.take(text.len() as u64 / 16)?;
                        Some(text.chars().count())
                    }
                    Some(Node::Sequence(items)) => Some(items.len()),
                    Some(Node::Mapping(mapping)) => Some(mapping.len()),
                    _ => None,
                };
                Ok(length.and_then(number))
            }
            FunctionCall::Count(query) => {
                let mut count = 0;
                let _ = self.each(query, current, &mut |_| {
                    count += 1;
                    ControlFlow::Continue(())
                })?;
                Ok(number(count))
            }
            FunctionCall::Value(query) => {
                let mut found = None;
                let several = self.each(query, current, &mut |node| match found.replace(node) {
                    None => ControlFlow::Continue(()),
                    Some(_) => ControlFlow::Break(()),
                })?;
                Ok(found.filter(|_| several.is_continue()).map(Cow::Borrowed))
            }
            FunctionCall::Match(..) | FunctionCall::Search(..) => Ok(None),
        }
    }

    /// Returns whether a function that is a test is true.
    pub(super) fn is_true(&mut self, call: &'all FunctionCall, current: &'all Node) -> Result<bool, Excess> {
        let (FunctionCall::Match(text, pattern) | FunctionCall::Search(text, pattern)) = call else {
            return Ok(false);
        };
        let text = self.comparable(text, current)?;
        let Some(Node::String(text)) = text.as_deref() else {
            return Ok(false);
        };
        match pattern.expression() {
            Some(expression) => {
                let expression = self.comparable(expression, current)?;
                match expression.as_deref() {
                    Some(Node::String(expression)) => {
                        pattern.matches_expression(expression, text, self.budget)
                    }
                    _ => Ok(false),
                }
            }
            None => pattern.matches(text, self.budget),
        }
    }
}
