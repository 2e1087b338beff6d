//! The grammar of queries: [RFC 9535, appendix A](https://www.rfc-editor.org/rfc/rfc9535#appendix-A).

use super::function::{self, Kind};
use super::scan::{Mistake, Scanner};
use super::{Comparable, Logical, Operator, Query, Segment, Selector, Start};
use crate::source::{Node, Number};

/// Longer queries, in bytes, are refused.
const LENGTH: usize = 16_384;

/// Filters, parentheses and functions within each other, deeper than anybody reads.
const NESTING: usize = 32;

/// Parses a query that starts with `$`.
pub(in super::super) fn parse(text: &str) -> Result<Query, Mistake> {
    let mut parser = Parser {
        scanner: Scanner::new(text),
        depth: 0,
    };
    if text.len() > LENGTH {
        return Err(parser.scanner.mistake(format!("longer than {LENGTH} bytes")));
    }
    if !parser.scanner.take("$") {
        return Err(Mistake {
            help: "begin at the root: `$.info`, `$.paths['/pets'].get`".to_owned(),
            ..parser.scanner.expected("`$`")
        });
    }
    let segments = parser.segments()?;
    if !parser.scanner.rest().is_empty() {
        return Err(parser.scanner.expected("`.`, `[` or its end"));
    }
    let start = Start::Root;
    Ok(Query { start, segments })
}

pub(super) struct Parser<'text> {
    pub(super) scanner: Scanner<'text>,
    depth: usize,
}

impl Parser<'_> {
    fn segments(&mut self) -> Result<Vec<Segment>, Mistake> {
        let mut segments = Vec::new();
        loop {
            let before = self.scanner.offset;
            self.scanner.skip_blanks();
            let is_descendant = self.scanner.take("..");
            let selectors = if self.scanner.rest().starts_with('[') {
                self.bracketed()?
            } else if is_descendant || self.scanner.take(".") {
                vec![self.shorthand()?]
            } else {
                self.scanner.offset = before;
                return Ok(segments);
            };
            segments.push(Segment {
                is_descendant,
                selectors,
            });
        }
    }

    /// Parses what comes after `.` or `..`.
    fn shorthand(&mut self) -> Result<Selector, Mistake> {
        if self.scanner.take("*") {
            return Ok(Selector::Wildcard);
        }
        match self.scanner.member_name()? {
            Some(name) => Ok(Selector::Name(name.to_owned())),
            None => Err(self.scanner.expected("a name or `*`")),
        }
    }

    fn bracketed(&mut self) -> Result<Vec<Selector>, Mistake> {
        self.scanner.expect("[")?;
        let mut selectors = Vec::new();
        loop {
            self.scanner.skip_blanks();
            selectors.push(self.selector()?);
            self.scanner.skip_blanks();
            if self.scanner.take("]") {
                return Ok(selectors);
            }
            if !self.scanner.take(",") {
                return Err(self.scanner.expected("`,` or `]`"));
            }
        }
    }

    fn selector(&mut self) -> Result<Selector, Mistake> {
        match self.scanner.peek() {
            Some('"' | '\'') => self.scanner.string().map(Selector::Name),
            Some('*') => {
                self.scanner.next();
                Ok(Selector::Wildcard)
            }
            Some('?') => {
                self.scanner.next();
                self.scanner.skip_blanks();
                self.nested(Self::any).map(Selector::Filter)
            }
            Some('-' | ':' | '0'..='9') => self.index_or_slice(),
            Some(first) if first.is_alphabetic() || first == '/' => Err(Mistake {
                help: "put the name into quotes: `['name']`".to_owned(),
                ..self.scanner.expected("a selector")
            }),
            _ => Err(self
                .scanner
                .expected("a name in quotes, an index, a slice, `*` or `?`")),
        }
    }

    fn index_or_slice(&mut self) -> Result<Selector, Mistake> {
        let start = self.scanner.integer()?;
        let is_slice = self.scanner.take_after_blanks(":");
        let start = match (start, is_slice) {
            (Some(index), false) => return Ok(Selector::Index(index)),
            (None, false) => return Err(self.scanner.expected("an index")),
            (start, true) => start,
        };
        self.scanner.skip_blanks();
        let end = self.scanner.integer()?;
        let mut step = None;
        if self.scanner.take_after_blanks(":") {
            self.scanner.skip_blanks();
            step = self.scanner.integer()?;
        }
        let step = step.unwrap_or(1);
        Ok(Selector::Slice { start, end, step })
    }

    /// Parses what stands one level deeper.
    fn nested<T>(&mut self, parse: impl FnOnce(&mut Self) -> Result<T, Mistake>) -> Result<T, Mistake> {
        self.depth += 1;
        if self.depth > NESTING {
            return Err(self
                .scanner
                .mistake(format!("nested deeper than {NESTING} levels")));
        }
        let parsed = parse(self);
        self.depth -= 1;
        parsed
    }

    fn any(&mut self) -> Result<Logical, Mistake> {
        let first = self.all()?;
        let mut any = vec![first];
        while self.scanner.take_after_blanks("||") {
            self.scanner.skip_blanks();
            any.push(self.all()?);
        }
        Ok(one_or(any, Logical::Any))
    }

    fn all(&mut self) -> Result<Logical, Mistake> {
        let first = self.basic()?;
        let mut all = vec![first];
        while self.scanner.take_after_blanks("&&") {
            self.scanner.skip_blanks();
            all.push(self.basic()?);
        }
        Ok(one_or(all, Logical::All))
    }

    fn basic(&mut self) -> Result<Logical, Mistake> {
        if self.scanner.take("!") {
            self.scanner.skip_blanks();
            let negated = if self.scanner.rest().starts_with('(') {
                self.parenthesized()?
            } else {
                let operand = self.operand()?;
                self.test(operand)?
            };
            return Ok(Logical::Not(Box::new(negated)));
        }
        if self.scanner.rest().starts_with('(') {
            return self.parenthesized();
        }
        let start = self.scanner.offset;
        let left = self.operand()?;
        let Some(operator) = self.operator() else {
            return self.test(left);
        };
        let left = self.comparable(left, start)?;
        self.scanner.skip_blanks();
        let start = self.scanner.offset;
        let right = self.operand()?;
        let right = self.comparable(right, start)?;
        Ok(Logical::Compare(left, operator, right))
    }

    fn parenthesized(&mut self) -> Result<Logical, Mistake> {
        self.scanner.expect("(")?;
        self.scanner.skip_blanks();
        let inner = self.nested(Self::any)?;
        self.scanner.skip_blanks();
        if !self.scanner.take(")") {
            return Err(self.scanner.expected("`)`, `&&` or `||`"));
        }
        Ok(inner)
    }

    fn operator(&mut self) -> Option<Operator> {
        const OPERATORS: [(&str, Operator); 6] = [
            ("==", Operator::Equal),
            ("!=", Operator::NotEqual),
            ("<=", Operator::LessOrEqual),
            (">=", Operator::GreaterOrEqual),
            ("<", Operator::Less),
            (">", Operator::Greater),
        ];
        OPERATORS
            .into_iter()
            .find(|(token, _)| self.scanner.take_after_blanks(token))
            .map(|(_, operator)| operator)
    }

    /// Parses a literal, a query or a call of a function.
    pub(super) fn operand(&mut self) -> Result<Comparable, Mistake> {
        match self.scanner.peek() {
            Some('@') => self.query(Start::Current),
            Some('$') => self.query(Start::Root),
            Some('"' | '\'') => Ok(Comparable::Literal(Node::String(self.scanner.string()?.into()))),
            Some('-' | '0'..='9') => Ok(Comparable::Literal(Node::Number(Number::from(
                self.scanner.number()?,
            )))),
            Some('a'..='z') => {
                let start = self.scanner.offset;
                let word = self.scanner.word();
                if self.scanner.take("(") {
                    return self
                        .nested(|parser| function::call(parser, word, start))
                        .map(Comparable::Function);
                }
                Ok(Comparable::Literal(match word {
                    "true" => Node::Boolean(true),
                    "false" => Node::Boolean(false),
                    "null" => Node::Null,
                    _ => {
                        return Err(Mistake {
                            offset: start,
                            help: "a name of the document begins with `@.` or `$.`, a text stands in quotes"
                                .to_owned(),
                            ..self.scanner.mistake(format!("unknown word `{word}`"))
                        });
                    }
                }))
            }
            _ => Err(self.scanner.expected("`@`, `$`, a literal or a function")),
        }
    }

    fn query(&mut self, start: Start) -> Result<Comparable, Mistake> {
        self.scanner.next();
        let segments = self.segments()?;
        Ok(Comparable::Query(Query { start, segments }))
    }

    /// Returns the operand of a comparison: it has one value at most.
    fn comparable(&self, operand: Comparable, start: usize) -> Result<Comparable, Mistake> {
        let wrong = |message: String| Mistake {
            offset: start,
            ..self.scanner.mistake(message)
        };
        match &operand {
            Comparable::Query(query) if query.singular().is_none() => Err(wrong(
                "what is compared must be one value: a path of names and indices".to_owned(),
            )),
            Comparable::Function(call) if call.kind() != Kind::Value => Err(wrong(format!(
                "`{}` is true or false, and cannot be compared",
                call.name()
            ))),
            _ => Ok(operand),
        }
    }

    /// Returns the operand as a test of its own: that it is there, or that it is true.
    fn test(&self, operand: Comparable) -> Result<Logical, Mistake> {
        match operand {
            Comparable::Query(query) => Ok(Logical::Exists(query)),
            Comparable::Function(call) if call.kind() == Kind::Logical => Ok(Logical::Function(call)),
            Comparable::Function(_) | Comparable::Literal(_) => {
                Err(self.scanner.expected("a comparison (`==`, `<`, …)"))
            }
        }
    }
}

fn one_or(mut several: Vec<Logical>, together: fn(Vec<Logical>) -> Logical) -> Logical {
    match (several.len(), several.pop()) {
        (1, Some(one)) => one,
        (_, last) => {
            several.extend(last);
            together(several)
        }
    }
}
