//! Texts that a regular expression finds.

use std::borrow::Cow;
use std::collections::HashMap;

use jsonschema::Validator;
use regex_syntax::Parser;
use regex_syntax::hir::{Class, Hir, HirKind, Literal};
use serde_json::json;

use super::Budget;
use crate::choice::Choice;

/// How long a text becomes at most, in bytes.
const LONGEST: usize = 4096;

/// How often a repetition without an end is repeated at most beyond its least.
const MORE: u32 = 5;

/// Characters that are taken first of a class that has them.
const USUAL: [char; 6] = ['a', 'A', '0', '1', '-', ' '];

/// How many parts of an expression are visited for one text: a repetition of nothing makes no text.
const STEPS: usize = 50_000;

/// How many for all texts that are made for one value, or for the interesting ones of a schema.
const ALL_STEPS: usize = 2_000_000;

/// Texts that the expressions of a document find, with so many steps for all of them. What is too large is not looked at: it has no texts, and finds
/// nothing.
#[derive(Debug)]
pub(crate) struct Texts<'b> {
    budget: Budget,
    parsed: HashMap<&'b str, Option<Hir>>,
    finders: HashMap<&'b str, Option<Validator>>,
    steps: usize,
}

impl<'b> Texts<'b> {
    pub(crate) fn new() -> Self {
        Texts {
            budget: Budget::default(),
            parsed: HashMap::new(),
            finders: HashMap::new(),
            steps: ALL_STEPS,
        }
    }

    /// Returns a text that the expression finds, of at least so many characters if repetitions allow that. `None` if there is none, or the
    /// expression can do more than describe a text. What looks around is left to whoever checks the text.
    pub(crate) fn matching(&mut self, pattern: &'b str, least: usize, choice: &mut Choice) -> Option<String> {
        let is_known = || self.finders.contains_key(pattern);
        let budget = &mut self.budget;
        let parsed = self.parsed.entry(pattern);
        let hir =
            parsed.or_insert_with(|| (is_known() || budget.has_room(pattern)).then(|| parsed_of(pattern))?);
        let mut steps = STEPS.min(self.steps);
        let begin = steps;
        let text = matching(hir.as_ref()?, least, choice, &mut steps);
        self.steps -= begin - steps;
        text
    }

    /// Tells whether the expression finds something in a text.
    pub(crate) fn finds(&mut self, pattern: &'b str, text: &str) -> bool {
        let is_known = || self.parsed.contains_key(pattern);
        let budget = &mut self.budget;
        let finder = self.finders.entry(pattern);
        let finder = finder.or_insert_with(|| {
            let has_room = is_known() || budget.has_room(pattern);
            let schema = json!({"type": "string", "pattern": pattern});
            has_room.then(|| jsonschema::validator_for(&schema).ok())?
        });
        finder
            .as_ref()
            .is_some_and(|finder| finder.is_valid(&json!(text)))
    }
}

fn parsed_of(pattern: &str) -> Option<Hir> {
    Parser::new()
        .parse(&ecmascript(&without_looks_around(pattern)))
        .ok()
}

fn matching(hir: &Hir, least: usize, choice: &mut Choice, steps: &mut usize) -> Option<String> {
    let mut more = 0;
    loop {
        let mut writer = Writer {
            text: String::new(),
            more,
            steps,
            choice,
        };
        writer.write(hir)?;
        let text = writer.text;
        if text.chars().count() >= least {
            return Some(text);
        }
        // Nothing repeats, or not often enough.
        more += 1 + more / 64 * 64;
        if more as usize > LONGEST {
            return None;
        }
    }
}

/// Returns the expression without its groups that look ahead or behind, such as `(?!a)`: they take no character.
fn without_looks_around(pattern: &str) -> Cow<'_, str> {
    const LOOKS: [&str; 4] = ["(?=", "(?!", "(?<=", "(?<!"];
    if !LOOKS.iter().any(|look| pattern.contains(look)) {
        return Cow::Borrowed(pattern);
    }
    let mut written = String::with_capacity(pattern.len());
    let (mut is_escaped, mut in_class) = (false, false);
    // How many groups are open, and at how many the one began that is left out.
    let (mut depth, mut left_out) = (0_usize, None);
    for (index, character) in pattern.char_indices() {
        let is_plain = is_escaped || in_class && character != ']';
        match character {
            '(' if !is_plain => {
                let looks = LOOKS.iter().any(|look| pattern[index..].starts_with(look));
                if looks && left_out.is_none() {
                    left_out = Some(depth);
                }
                depth += 1;
            }
            ')' if !is_plain => {
                depth = depth.saturating_sub(1);
                if left_out == Some(depth) {
                    left_out = None;
                    continue;
                }
            }
            '[' if !is_plain => in_class = true,
            ']' if !is_escaped => in_class = false,
            _ => {}
        }
        is_escaped = character == '\\' && !is_escaped;
        if left_out.is_none() {
            written.push(character);
        }
    }
    Cow::Owned(written)
}

/// Writes what an ECMAScript expression says in Rust's terms: a `/` and the like may be escaped there.
fn ecmascript(pattern: &str) -> String {
    let mut written = String::with_capacity(pattern.len());
    let mut characters = pattern.chars();
    while let Some(character) = characters.next() {
        match (character, character == '\\') {
            (_, true) => match characters.next() {
                Some(
                    escaped @ ('/' | '_' | '@' | '"' | '\'' | ',' | ' ' | ':' | ';' | '=' | '!' | '<' | '>'
                    | '%'),
                ) => {
                    written.push(escaped);
                }
                Some('d') => written.push_str("[0-9]"),
                Some('w') => written.push_str("[A-Za-z0-9_]"),
                Some(escaped) => {
                    written.push('\\');
                    written.push(escaped);
                }
                None => written.push('\\'),
            },
            (character, false) => written.push(character),
        }
    }
    written
}

/// A text under construction.
struct Writer<'c, 's> {
    text: String,
    /// How often a repetition is repeated beyond its least.
    more: u32,
    steps: &'s mut usize,
    choice: &'c mut Choice,
}

impl Writer<'_, '_> {
    fn write(&mut self, hir: &Hir) -> Option<()> {
        self.take(1)?;
        if self.text.len() > LONGEST {
            return None;
        }
        match hir.kind() {
            // What looks around is left to whoever checks the text.
            HirKind::Empty | HirKind::Look(_) => {}
            HirKind::Literal(Literal(bytes)) => self.text.push_str(std::str::from_utf8(bytes).ok()?),
            HirKind::Class(class) => {
                let ranges = ranges(class);
                // Those of a class of Unicode are many.
                self.take(ranges.len() / 16)?;
                self.text.push(character(&ranges, self.choice)?);
            }
            HirKind::Repetition(repetition) => {
                let least = repetition.min;
                let most = repetition
                    .max
                    .unwrap_or(least.saturating_add(MORE.max(self.more)));
                let span = most.saturating_sub(least);
                let chosen = self.choice.below(span.min(MORE) as usize + 1);
                let further = self.more.max(u32::try_from(chosen).ok()?).min(span);
                for _ in 0..least.saturating_add(further) {
                    self.write(&repetition.sub)?;
                }
            }
            HirKind::Capture(capture) => self.write(&capture.sub)?,
            HirKind::Concat(parts) => {
                for part in parts {
                    self.write(part)?;
                }
            }
            HirKind::Alternation(branches) => {
                let branch = self.choice.of(branches)?;
                self.write(branch)?;
            }
        }
        Some(())
    }

    fn take(&mut self, steps: usize) -> Option<()> {
        *self.steps = self.steps.checked_sub(steps)?;
        Some(())
    }
}

fn ranges(class: &Class) -> Vec<(u32, u32)> {
    match class {
        Class::Unicode(class) => {
            let ranges = class.ranges().iter();
            ranges
                .map(|range| (range.start().into(), range.end().into()))
                .collect()
        }
        Class::Bytes(class) => {
            let ranges = class.ranges().iter();
            ranges
                .map(|range| (range.start().into(), range.end().into()))
                .collect()
        }
    }
}

fn character(ranges: &[(u32, u32)], choice: &mut Choice) -> Option<char> {
    let has = |wanted: &char| {
        let mut ranges = ranges.iter();
        ranges.any(|(start, end)| (*start..=*end).contains(&u32::from(*wanted)))
    };
    if matches!(choice, Choice::First)
        && let Some(usual) = USUAL.into_iter().find(has)
    {
        return Some(usual);
    }
    let (start, end) = *choice.of(ranges)?;
    // Of a wide range the beginning, which has the usual characters.
    let offset = choice.below((end - start).min(60) as usize + 1);
    char::from_u32(start + u32::try_from(offset).ok()?).or_else(|| char::from_u32(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matching(pattern: &str, least: usize, choice: &mut Choice) -> Option<String> {
        Texts::new().matching(pattern, least, choice)
    }

    #[test]
    fn a_text_is_as_the_expression_says() {
        for (pattern, least, text) in [
            ("^[a-z]+$", 0, "a"),
            ("^[a-z]+$", 3, "aaa"),
            ("^(foo|bar)-\\d{3}$", 0, "foo-000"),
            ("^[A-Z]{2}[0-9]{1,4}$", 0, "AA0"),
            ("^\\/v1\\/[^/]+$", 0, "/v1/a"),
            ("x", 0, "x"),
            ("", 0, ""),
        ] {
            assert_eq!(
                matching(pattern, least, &mut Choice::First).as_deref(),
                Some(text),
                "{pattern}"
            );
        }
    }

    #[test]
    fn a_seed_gives_other_texts_that_fit() {
        let expression = jsonschema::validator_for(&serde_json::json!({"pattern": "^[a-z]{2,9}-(x|y|z)*$"}))
            .expect("a schema");
        let texts: std::collections::BTreeSet<String> = (0..50)
            .filter_map(|seed| matching("^[a-z]{2,9}-(x|y|z)*$", 0, &mut Choice::Seeded(seed)))
            .collect();
        assert!(texts.len() > 10);
        assert!(
            texts
                .iter()
                .all(|text| expression.is_valid(&serde_json::json!(text)))
        );
    }

    #[test]
    fn what_looks_around_is_left_to_whoever_checks_the_text() {
        for (pattern, text) in [
            ("^(?![0-9]{8}-(a|b)$)^[a-z][a-z0-9-]*[a-z]$", "aa"),
            ("^(?=[)]|.)b(?<!\\)x)$", "b"),
            ("^[(?=]$", "("),
        ] {
            assert_eq!(
                matching(pattern, 0, &mut Choice::First).as_deref(),
                Some(text),
                "{pattern}"
            );
        }
    }

    #[test]
    fn what_never_ends_gives_none() {
        for (pattern, least) in [
            ("(a", 0),
            ("^a$", 5),
            ("(a{1000}){1000}", 0),
            ("((a{99}){99}){99}", 0),
            ("(){1000}", 1),
            ("^b(\\p{L}{99}){99}$", 0),
        ] {
            assert_eq!(matching(pattern, least, &mut Choice::First), None, "{pattern}");
        }
    }

    #[test]
    fn all_texts_together_are_bounded() {
        let mut texts = Texts::new();
        let made = (0..1_000).filter(|_| texts.matching("^a{2000}$", 0, &mut Choice::First).is_some());
        let made = made.count();
        assert!((900..=ALL_STEPS / 2_000).contains(&made), "{made}");
        assert!(texts.finds("a", "bar"), "what is found takes none of these steps");
    }
}
