//! Names that are unique where they stand.

use std::borrow::Cow;
use std::sync::Arc;

use foldhash::{HashMap, HashSet, HashSetExt};

use super::RustName;
use super::case::{Case, identifier, is_signed_number, own_case, spell_symbols, with_suffix};

/// Names that are taken in one scope: a module, a struct's fields, a function's arguments.
#[derive(Clone, Default)]
pub(super) struct Scope {
    taken: Taken,
    /// The number that the next name of the same text gets.
    next: HashMap<String, usize>,
    /// Those that the user chose, and which of the settings says so.
    chosen: HashMap<String, usize>,
    /// Which of them something else would have, with its text.
    conflicts: Vec<(usize, String)>,
}

/// Stands for a setting where a lock says what something is called.
pub(super) const LOCKED: usize = usize::MAX;

/// Up to this many names, looking at each is faster than a set of them.
const FEW: usize = 16;

/// A set of names.
#[derive(Clone)]
enum Taken {
    Few(Vec<Arc<str>>),
    Many(HashSet<Arc<str>>),
}

impl Default for Taken {
    fn default() -> Self {
        Self::Few(Vec::new())
    }
}

impl Taken {
    fn contains(&self, name: &str) -> bool {
        match self {
            Self::Few(names) => {
                for known in names {
                    // Most have another length.
                    if known.len() == name.len() && **known == *name {
                        return true;
                    }
                }
                false
            }
            Self::Many(names) => names.contains(name),
        }
    }

    /// Adds a name. Returns whether it was not there.
    fn insert(&mut self, name: Arc<str>) -> bool {
        match self {
            Self::Many(names) => return names.insert(name),
            Self::Few(_) if self.contains(&name) => return false,
            Self::Few(names) if names.len() < FEW => names.push(name),
            Self::Few(names) => {
                let names = std::mem::take(names).into_iter().chain([name]);
                *self = Self::Many(names.collect());
            }
        }
        true
    }
}

impl Scope {
    /// Creates a scope in which `reserved` are taken already.
    pub(super) fn with_reserved(reserved: &[&str]) -> Self {
        let mut scope = Self::default();
        for &name in reserved {
            scope.taken.insert(Arc::from(name));
        }
        scope
    }

    /// Creates a scope with room for `count` names.
    pub(super) fn with_room(count: usize) -> Self {
        Self {
            taken: match count <= FEW {
                true => Taken::Few(Vec::with_capacity(count)),
                false => Taken::Many(HashSet::with_capacity(count)),
            },
            ..Self::default()
        }
    }

    /// Takes a name that the user chose by one of the settings, before others are claimed.
    ///
    /// # Errors
    ///
    /// When it is taken: by the name of another setting, if it is one.
    pub(super) fn choose(&mut self, name: &RustName, setting: usize) -> Result<(), Option<usize>> {
        if self.take(name.as_str()).is_none() {
            return Err(self.chosen.get(name.as_str()).copied());
        }
        self.chosen.insert(name.as_str().to_owned(), setting);
        Ok(())
    }

    /// Claims a name for `text` that is not used, since another one was chosen: so others keep the names that they have beside it.
    pub(super) fn keep(&mut self, text: &str, case: Case, suffixes: &[&str]) {
        if !self.is_chosen(&identifier(text, case)) {
            self.claim(text, case, suffixes);
        }
    }

    /// Returns whether the user chose a name for something, or a lock keeps it.
    pub(super) fn is_chosen(&self, name: &str) -> bool {
        self.chosen.contains_key(name)
    }

    /// Notes that `text` would be called `name`, if that was not chosen for something else.
    pub(super) fn note_conflict(&mut self, name: &str, text: &str) {
        if self.chosen.is_empty() {
            return;
        }
        if let Some(&setting) = self.chosen.get(name) {
            self.conflicts.push((setting, text.to_owned()));
        }
    }

    /// Returns the conflicts since the last call: settings, and what would have their names.
    pub(super) fn conflicts(&mut self) -> Vec<(usize, String)> {
        std::mem::take(&mut self.conflicts)
    }

    /// Claims a name for `text` that nobody in the scope has: its plain form, or its symbols spelled out, or its own
    /// case, or the plain form with one of `suffixes`, or with a number.
    pub(super) fn claim(&mut self, text: &str, case: Case, suffixes: &[&str]) -> RustName {
        let spelled = || identifier(&spell_symbols(text), case).into_owned();
        let plain = if is_signed_number(text) {
            Cow::Owned(spelled())
        } else {
            identifier(text, case)
        };
        if let Some(name) = self.take(&plain) {
            return name;
        }
        self.note_conflict(&plain, text);
        let told_apart = [Some(spelled()), own_case(text, case)];
        let suffixed = suffixes.iter().map(|suffix| with_suffix(&plain, suffix, case));
        for candidate in told_apart.into_iter().flatten().chain(suffixed) {
            if let Some(name) = self.take(&candidate) {
                return name;
            }
        }
        let separator = if plain.ends_with(|last: char| last.is_ascii_digit()) {
            "_"
        } else {
            ""
        };
        let separator = if case == Case::Snake { "_" } else { separator };
        loop {
            let next = self.next.entry(plain.clone().into_owned()).or_insert(2);
            let number = *next;
            *next += 1;
            if let Some(name) = self.take(&format!("{plain}{separator}{number}")) {
                return name;
            }
        }
    }

    /// Takes exactly `text` if it is an identifier that nobody has.
    pub(super) fn take(&mut self, text: &str) -> Option<RustName> {
        let name = RustName::new(text)?;
        self.taken.insert(name.text()).then_some(name)
    }
}

#[cfg(test)]
mod tests {
    use super::{Case, Scope};

    #[test]
    fn names_that_collide_are_told_apart_by_what_differs() {
        let mut scope = Scope::default();
        let claimed: Vec<String> = ["+1", "-1", "asc", "ASC", "name", "-name", "asc"]
            .iter()
            .map(|text| scope.claim(text, Case::Camel, &[]).to_string())
            .collect();
        assert_eq!(
            claimed,
            ["Plus1", "Minus1", "Asc", "ASC", "Name", "MinusName", "Asc2"]
        );
    }
}
