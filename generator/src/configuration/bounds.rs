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
    /// Takes an entry, by the text that says what it is for.
    pub(super) fn take(&mut self, named: &str) -> Result<(), Excess> {
        let stars = named.matches('*').count();
        if stars > STARS {
            let message = format!("expected at most {STARS} `*` in a pattern, found {stars}");
            return Err(Excess::New(message));
        }
        self.entries += 1;
        self.patterns += usize::from(stars > 0);
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
            assert!((0..most).all(|_| bounds.take(named).is_ok()), "{named}");
            assert!(matches!(bounds.take(named), Err(Excess::New(_))), "{named}");
            assert_eq!(bounds.take(named), Err(Excess::Said), "{named}");
        }
    }

    #[test]
    fn a_pattern_has_few_stars() {
        let mut bounds = Bounds::default();
        assert_eq!(bounds.take(&"*".repeat(16)), Ok(()));
        let message = "expected at most 16 `*` in a pattern, found 17".to_owned();
        assert_eq!(bounds.take(&"*a".repeat(17)), Err(Excess::New(message)));
    }
}
