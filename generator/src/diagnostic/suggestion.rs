/// The candidate that is nearest to `name`, if it is near enough to be what was meant: at most a third of its
/// letters differ.
pub fn nearest<'name>(name: &str, candidates: impl IntoIterator<Item = &'name str>) -> Option<&'name str> {
    let length = name.chars().count();
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let longer = length.max(candidate.chars().count());
        // What differs only in the case of its letters is always near.
        let limit = match best {
            Some((0, _)) => break,
            Some((distance, _)) => distance - 1,
            None => (longer / 3).max(1),
        };
        if candidate.len().abs_diff(name.len()) > limit * 4 {
            continue;
        }
        let distance = if candidate.eq_ignore_ascii_case(name) {
            0
        } else {
            distance(name, candidate)
        };
        if distance <= limit && distance < longer {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// How many characters must be added, removed, replaced or swapped with their neighbour to make one text from the
/// other (the optimal string alignment distance).
fn distance(one: &str, other: &str) -> usize {
    let one: Vec<char> = one.chars().collect();
    let other: Vec<char> = other.chars().collect();
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (row, &left) in one.iter().enumerate() {
        let mut current = Vec::with_capacity(other.len() + 1);
        current.push(row + 1);
        for (column, &right) in other.iter().enumerate() {
            let replaced = last[column] + usize::from(left != right);
            let mut cost = replaced.min(last[column + 1] + 1).min(current[column] + 1);
            if row > 0 && column > 0 && left == other[column - 1] && one[row - 1] == right {
                cost = cost.min(before_last[column - 1] + 1);
            }
            current.push(cost);
        }
        before_last = std::mem::replace(&mut last, current);
    }
    last.last().copied().unwrap_or(one.len())
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
    fn distances_count_single_changes() {
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("ab", "ba"), 1);
        assert_eq!(distance("", "abc"), 3);
    }
}
