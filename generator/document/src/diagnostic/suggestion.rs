/// Names with more characters get no suggestion: nobody mistypes one of them and is helped by it.
const LONGEST: usize = 64;

/// How many pairs of characters may be compared for all suggestions together: about a second's work, and more than
/// anybody reads the suggestions of.
const WORK: usize = 100_000_000;

/// Finds names that are near to another one, within a bound of work for all of them together.
#[derive(Clone, Debug)]
pub struct Suggestions {
    work: usize,
}

impl Default for Suggestions {
    fn default() -> Self {
        Self { work: WORK }
    }
}

impl Suggestions {
    /// Returns the candidate that is nearest to `name`, if it is near enough to be what was meant: at most a third of
    /// its characters differ.
    pub fn nearest<'name>(
        &mut self,
        name: &str,
        candidates: impl IntoIterator<Item = &'name str>,
    ) -> Option<&'name str> {
        let length = characters(name)?;
        let mut best: Option<(usize, &str)> = None;
        for candidate in candidates {
            self.work = self.work.checked_sub(1)?;
            let Some(candidate_length) = characters(candidate) else {
                continue;
            };
            let longer = length.max(candidate_length);
            // What differs only in the case of its letters is always near.
            let limit = match best {
                Some((0, _)) => break,
                Some((distance, _)) => distance - 1,
                None => (longer / 3).max(1),
            };
            if candidate_length.abs_diff(length) > limit {
                continue;
            }
            let distance = if candidate.eq_ignore_ascii_case(name) {
                0
            } else {
                self.work = self.work.checked_sub(length * candidate_length)?;
                strsim::osa_distance(name, candidate)
            };
            if distance <= limit && distance < longer {
                best = Some((distance, candidate));
            }
        }
        best.map(|(_, candidate)| candidate)
    }
}

/// Returns the candidate that is nearest to `name`: see [`Suggestions::nearest`].
pub fn nearest<'name>(name: &str, candidates: impl IntoIterator<Item = &'name str>) -> Option<&'name str> {
    Suggestions::default().nearest(name, candidates)
}

/// Returns how many characters a name has, if it is short enough to be compared.
fn characters(name: &str) -> Option<usize> {
    if name.len() > LONGEST * 4 {
        return None;
    }
    let count = name.chars().count();
    (count <= LONGEST).then_some(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_one_letter_off_is_found() {
        let names = ["Pet", "Pets", "NewPet", "Error"];
        assert_eq!(nearest("Pat", names), Some("Pet"));
        assert_eq!(nearest("newpet", names), Some("NewPet"));
        assert_eq!(nearest("Erorr", names), Some("Error"));
        assert_eq!(nearest("NewPets", names), Some("NewPet"));
    }

    #[test]
    fn a_name_that_is_like_no_other_has_no_suggestion() {
        assert_eq!(nearest("Customer", ["Pet", "Error"]), None);
        assert_eq!(nearest("X", ["Y"]), None);
        assert_eq!(nearest("Pet", []), None);
    }

    #[test]
    fn letters_that_changed_places_are_one_difference() {
        assert_eq!(nearest("Pte", ["Pet"]), Some("Pet"));
    }

    #[test]
    fn long_names_have_no_suggestion() {
        let name = "n".repeat(LONGEST + 1);
        assert_eq!(nearest(&name, [name.as_str()]), None);
    }

    #[test]
    fn suggestions_end_when_they_took_enough_work() {
        let mut suggestions = Suggestions { work: 30 };
        assert_eq!(suggestions.nearest("Pat", ["Pet"]), Some("Pet"));
        assert_eq!(suggestions.nearest("Pat", ["Pot", "Pet", "Put"]), None);
    }
}
