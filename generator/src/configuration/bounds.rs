//! How much a configuration may say: each entry is compared with each part of a document, and neither is trusted.

/// How many entries all lists and tables may have, how many of these may be patterns, and how many `*` one of these.
const ENTRIES: usize = 10_000;
const PATTERNS: usize = 1000;
const STARS: usize = 16;

/// What was read of a configuration.
#[derive(Debug, Default)]
pub(super) struct Bounds {
    entries: usize,
    patterns: usize,
    /// Where the last pattern stands: one that has several values is one.
    last: Option<usize>,
}

/// An entry is not taken.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Excess {
    /// Why.
    New(String),
    /// For a reason that an entry before it had.
    Said,
}

impl Bounds {
    /// Takes an entry, by the text that says what it is for, and where that stands.
    pub(super) fn take(&mut self, named: &str, offset: usize) -> Result<(), Excess> {
        let stars = named.matches('*').count();
        if stars > STARS {
            let message = format!("expected at most {STARS} `*` in a pattern, found {stars}");
            return Err(Excess::New(message));
        }
        self.entries += 1;
        if stars > 0 && self.last.replace(offset) != Some(offset) {
            self.patterns += 1;
        }
        match (self.entries, self.patterns) {
            (entries, _) if entries == ENTRIES + 1 => Err(Excess::New(format!(
                "expected at most {ENTRIES} entries in lists and tables, found more"
            ))),
            (_, patterns) if patterns == PATTERNS + 1 && stars > 0 => Err(Excess::New(format!(
                "expected at most {PATTERNS} patterns with a `*`, found more"
            ))),
            (entries, patterns) if entries > ENTRIES || patterns > PATTERNS => Err(Excess::Said),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Bounds, Excess};

    #[test]
    fn what_is_beyond_a_bound_is_said_once() {
        for (named, most) in [("listPets", 10_000), ("list*", 1000)] {
            let mut bounds = Bounds::default();
            assert!((0..most).all(|at| bounds.take(named, at).is_ok()), "{named}");
            assert!(matches!(bounds.take(named, most), Err(Excess::New(_))), "{named}");
            assert_eq!(bounds.take(named, most + 1), Err(Excess::Said), "{named}");
        }
    }

    #[test]
    fn a_pattern_with_several_values_is_one() {
        let mut bounds = Bounds::default();
        assert!((0..5000).all(|_| bounds.take("*", 7).is_ok()));
    }

    #[test]
    fn a_pattern_has_few_stars() {
        let mut bounds = Bounds::default();
        assert_eq!(bounds.take(&"*".repeat(16), 0), Ok(()));
        let message = "expected at most 16 `*` in a pattern, found 17".to_owned();
        assert_eq!(bounds.take(&"*a".repeat(17), 1), Err(Excess::New(message)));
    }
}
